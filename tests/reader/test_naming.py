"""Which models a text names, in sentences and in tables."""

import pytest

from kheo.reader import build_vocabulary, load_words, read

NAMED = {
    "by what it did": (
        "Phường có 20 mô hình. Còn ở khóm Mỹ Hưng, “Nhóm cha mẹ đưa đò” đã chở 40 em tới trường.",
        [("model", "Nhóm cha mẹ đưa đò", None)],
    ),
    "by the verb before it": (
        "Xã làm 3 mô hình, 1 mô hình mới. Cái mới là “Hẻm sạch mỗi sáng”.",
        [("model", "Hẻm sạch mỗi sáng", None)],
    ),
    "small letters with marks begin no name": (
        "Xã có 20 mô hình. Các mô hình ấy đều bám Chỉ thị số 16/CT-TTg ngày 31/3/2020 của Thủ tướng Chính phủ.",
        [],
    ),
    "a slogan is none": (
        "Xã có 20 mô hình. Phương châm “Gần dân từng việc nhỏ” đã thành nếp.",
        [],
    ),
    "what somebody said is none": (
        "Xã có 20 mô hình. Bà Tư cười: “Mình làm trước thì dân theo”.",
        [],
    ),
    "rows of a table with sections": (
        "STT | Tên mô hình | Đơn vị thực hiện | Ghi chú\n\nI. LĨNH VỰC KINH TẾ\n"
        "1 | Tổ góp vốn nuôi dê | Hội Nông dân xã | 12 hộ\n2 | “Vườn chung” | Chi hội thôn 2 |\n\n"
        "II. LĨNH VỰC VĂN HÓA\n3 | Đọc sách cuối tuần | Ông Lê Văn Tám |",
        [
            ("model", "Tổ góp vốn nuôi dê", "Hội Nông dân xã"),
            ("model", "Vườn chung", "Chi hội thôn 2"),
            ("model", "Đọc sách cuối tuần", "Ông Lê Văn Tám"),
        ],
    ),
    "numbers of collectives and individuals name none": (
        "Mô hình | Tập thể | Cá nhân\nPhát triển kinh tế | 5 | 4\nVăn hóa, xã hội | 7 | 6",
        [],
    ),
    "a total is no name": (
        "Tên mô hình | Số hộ tham gia\nNuôi dê chung | 12\nTổng cộng | 12",
        [("model", "Nuôi dê chung", None)],
    ),
    "a table of numbers names none": (
        "Mô hình | Đăng ký | Công nhận\nPhát triển kinh tế | 5 | 4\nVăn hóa, xã hội | 7 | 6",
        [],
    ),
}


@pytest.mark.parametrize("case", NAMED)
def test_names(case: str) -> None:
    text, wanted = NAMED[case]
    named = read("Kết quả phong trào “Dân vận khéo” năm 2023\n\n" + text).initiatives
    assert [(each.kind, each.name, each.owner) for each in named] == wanted


def test_a_section_or_a_column_gives_the_field() -> None:
    table = "STT | Tên mô hình | Đơn vị\n\nI. LĨNH VỰC KINH TẾ\n1 | Tổ góp vốn nuôi dê | Hội Nông dân xã"
    columns = "STT | Tên mô hình | Lĩnh vực\n1 | Đọc sách cuối tuần | Văn hóa - xã hội"
    fields = [[each.field for each in read(text).initiatives] for text in (table, columns)]
    assert fields == [["economy"], ["culture_society"]]


def test_a_province_names_models_by_its_own_word() -> None:
    words = load_words()
    words["measures"]["models"]["phrases"].append("điểm sáng khéo")
    text = "Tiêu biểu là điểm sáng khéo “Con đường hoa” của thôn 2; điểm sáng khéo Bếp lửa hồng của Hội Phụ nữ xã."
    named = read(text, vocabulary=build_vocabulary(words)).initiatives
    assert [(one.kind, one.name, one.owner) for one in named] == [
        ("model", "Con đường hoa", "thôn 2"), ("model", "Bếp lửa hồng", "Hội Phụ nữ xã"),
    ]  # fmt: skip
    assert read(text).initiatives == []
