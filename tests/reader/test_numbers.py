"""Every number in digits that is no fact has a reason, from a closed list."""

import pytest

from kheo.reader import read
from kheo.reader.numbers import REASONS
from kheo.reader.table import REASONS as IN_VIETNAMESE

FACT = "xã công nhận 5 mô hình “Dân vận khéo”"
EXAMPLES = {
    "furniture": (f"Lượt xem: 1.204\n{FACT}.", ["Lượt xem: 1.204"]),
    "date": (
        f"Sáng 14/11/2023, {FACT}; ngày 20 tháng 11 năm 2023 họp lại.",
        ["14", "11", "2023", "20", "11", "2023"],
    ),
    "time": (f"Lúc 7 giờ sáng và hồi 16:45, {FACT}.", ["7", "16", "45"]),
    "period": (f"Trong 6 tháng đầu năm 2023 và quý 3, {FACT}.", ["6", "2023", "3"]),
    "document": (f"Theo Kế hoạch số 21-KH/ĐU và Điều 8, {FACT}.", ["21", "8"]),
    "money": (f"{FACT}, bà con góp 120 triệu đồng.", ["120"]),
    "quantity": (f"{FACT}, làm 3,5 km đường trên 800 m² đất.", ["3,5", "800"]),
    "duration": (f"{FACT} sau 8 buổi họp và 300 ngày công.", ["8", "300"]),
    "age": (f"{FACT}, trong đó có mô hình của cụ ông 82 tuổi.", ["82"]),
    "anniversary": (f"Nhân kỷ niệm lần thứ 93 ngày thành lập, {FACT}.", ["93"]),
    "share": (f"{FACT}. Độ che phủ rừng đạt 41%.", ["41"]),
    "name": (f"{FACT} của thôn 7 và khu phố 12.", ["7", "12"]),
    "list mark": (f"1. Kết quả\n{FACT}.\n2. Hạn chế\nCòn ít cách làm mới.", ["1", "2"]),
    "address": (f"{FACT}. Chi tiết xin gọi 0912 345 678.", ["0912", "345", "678"]),
    "repeated": (f"{FACT}. Cả 5 mô hình này đều do phụ nữ làm.", ["5"]),
    "other thing": (f"{FACT}, trồng 340 cây xanh.", ["340"]),
    "unknown": (f"{FACT}.\nGhi chú: … 47.", ["47"]),
}


def test_there_is_an_example_of_every_reason() -> None:
    assert set(EXAMPLES) == set(REASONS)


@pytest.mark.parametrize("reason", EXAMPLES)
def test_the_reason_of_a_number(reason: str) -> None:
    text, numbers = EXAMPLES[reason]
    reading = read(text, explain=True)
    assert [(fact.value, fact.measure, fact.status) for fact in reading.facts] == [(5, "models", "recognised")]
    assert [(part.quote, part.reason) for part in reading.ignored] == [(number, reason) for number in numbers]
    assert [text[part.start : part.end] for part in reading.ignored] == numbers


def test_every_reason_is_told_in_words_of_its_own() -> None:
    assert set(IN_VIETNAMESE) == set(REASONS)
    assert len(set(IN_VIETNAMESE.values())) == len(REASONS)


def test_only_who_asks_is_told() -> None:
    text = f"Lượt xem: 1.204\nNgày 14/11/2023, {FACT}, trồng 340 cây."
    assert [part.quote for part in read(text).ignored] == ["Lượt xem: 1.204"]
    assert [part.quote for part in read(text, explain=True).ignored] == ["Lượt xem: 1.204", "14", "11", "2023", "340"]


def test_a_number_that_a_fact_stands_on_is_not_among_them() -> None:
    text = "Năm 2023, xã có 398/412 hộ đạt “Gia đình văn hóa”, bằng 96,6%; công nhận từ 3 đến 5 mô hình “Dân vận khéo”."
    reading = read(text, explain=True)
    assert [(fact.value, fact.value_to, fact.out_of) for fact in reading.facts] == [
        (398, None, 412), (412, None, None), (96.6, None, None), (3, 5, None),
    ]  # fmt: skip
    assert [(part.quote, part.reason) for part in reading.ignored] == [("2023", "period")]


def test_the_same_digits_elsewhere_are_told_by_their_own_place() -> None:
    text = f"{FACT}, hiến 5 m² đất, họp 5 buổi, trồng 5 cây."
    assert [(part.quote, part.reason) for part in read(text, explain=True).ignored] == [
        ("5", "quantity"), ("5", "duration"), ("5", "other thing"),
    ]  # fmt: skip


def test_explaining_changes_nothing_else() -> None:
    for text, _numbers in EXAMPLES.values():
        plain, explained = read(text).as_dict(), read(text, explain=True).as_dict()
        assert plain == explained
