"""The unit that a report is about."""

import pytest

from kheo.reader import read

BODY = "Năm 2023, Đảng ủy công nhận 5 mô hình “Dân vận khéo” của các chi bộ."


def unit(text: str) -> tuple[str, str] | None:
    found = read(text).unit
    return (found.name, found.level) if found else None


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("Xã Long Môn tổng kết phong trào “Dân vận khéo”", ("xã Long Môn", "commune")),
        ("Kết quả “Dân vận khéo” ở thị trấn Tân Hiệp", ("thị trấn Tân Hiệp", "commune")),
        ("Quận 7 biểu dương điển hình “Dân vận khéo”", ("quận 7", "district")),
        ("Huyện Phú Giáo biểu dương điển hình “Dân vận khéo”", ("huyện Phú Giáo", "district")),
        ("Thị xã Hương Thủy biểu dương điển hình “Dân vận khéo”", ("thị xã Hương Thủy", "district")),
        ("Tỉnh Lâm Đồng biểu dương điển hình “Dân vận khéo”", ("tỉnh Lâm Đồng", "province")),
        ("Đặc khu Phú Quốc biểu dương điển hình “Dân vận khéo”", ("đặc khu Phú Quốc", "commune")),
    ],
)
def test_the_title_names_it(head: str, wanted: tuple[str, str]) -> None:
    assert unit(f"{head}\n{BODY}") == wanted


@pytest.mark.parametrize(
    ("short", "wanted"),
    [
        ("P. An Khê", ("phường An Khê", "commune")),
        ("TX. Hương Thủy", ("thị xã Hương Thủy", "district")),
        ("TP. Mỹ Tho", ("thành phố Mỹ Tho", "district")),
        ("TP Đà Nẵng", ("thành phố Đà Nẵng", "province")),
        ("Ban Dân vận Huyện ủy Phú Giáo", ("huyện Phú Giáo", "district")),
        ("Ban Dân vận Tỉnh ủy Lâm Đồng", ("tỉnh Lâm Đồng", "province")),
    ],
)
def test_short_types_and_committees_are_written_out(short: str, wanted: tuple[str, str]) -> None:
    assert unit(f"{short} công nhận 5 mô hình “Dân vận khéo” năm 2023.") == wanted


@pytest.mark.parametrize(
    "head",
    [
        "ĐẢNG ỦY PHƯỜNG AN KHÊ\nBÁO CÁO\nKết quả phong trào thi đua “Dân vận khéo” năm 2023",
        "PHƯỜNG AN KHÊ SƠ KẾT PHONG TRÀO “DÂN VẬN KHÉO”",
        "ỦY BAN NHÂN DÂN\nPHƯỜNG AN KHÊ",
    ],
)
def test_the_head_of_a_report_in_capitals_is_written_as_a_name(head: str) -> None:
    assert unit(f"{head}\n{BODY}") == ("phường An Khê", "commune")


def test_a_name_that_capitals_cut_short_is_whole_where_the_body_has_it() -> None:
    text = (
        "XÃ CHIỀNG KHOI TỔNG KẾT PHONG TRÀO “DÂN VẬN KHÉO”\nĐảng ủy xã Chiềng Khoi công nhận 5 mô hình “Dân vận khéo”."
    )
    assert unit(text) == ("xã Chiềng Khoi", "commune")


def test_what_is_larger_and_follows_is_only_where_it_lies() -> None:
    assert unit(f"Xã Vĩnh Hòa, huyện Phú Giáo, tỉnh Bình Dương\n{BODY}") == ("xã Vĩnh Hòa", "commune")
    assert unit(f"“Dân vận khéo” ở xã Vĩnh Hòa (huyện Phú Giáo)\n{BODY}") == ("xã Vĩnh Hòa", "commune")


def test_a_place_of_meeting_weighs_little() -> None:
    text = (
        "Phong trào “Dân vận khéo” năm 2023\nPhường An Khê công nhận 4 mô hình “Dân vận khéo”. Hội nghị họp tại xã Tân "
        "Lập; đoàn cũng đến xã Tân Lập học tập."
    )
    assert unit(text) == ("phường An Khê", "commune")


def test_the_level_that_the_text_speaks_of_decides() -> None:
    text = "Huyện Phú Giáo và xã Vĩnh Hòa làm “Dân vận khéo”\nNăm 2023, {} công nhận 5 mô hình “Dân vận khéo”."
    assert unit(text.format("toàn huyện")) == ("huyện Phú Giáo", "district")
    assert unit(text.format("toàn xã")) == ("xã Vĩnh Hòa", "commune")


def test_a_title_may_begin_with_the_bare_name() -> None:
    text = "Năm 2023, xã Long Môn công nhận 5 mô hình “Dân vận khéo”; xã Sơn Kỳ cử người đến, xã Sơn Kỳ cũng làm theo."
    assert unit(text) == ("xã Sơn Kỳ", "commune")
    assert unit(f"Long Môn: Khéo vận động nhân dân\n{text}") == ("xã Long Môn", "commune")


def test_a_province_is_known_without_its_type() -> None:
    assert unit(f"Lâm Đồng: biểu dương điển hình “Dân vận khéo”\n{BODY}") == ("tỉnh Lâm Đồng", "province")


@pytest.mark.parametrize("text", ["", BODY, "Xã công nhận 5 mô hình “Dân vận khéo”, các thôn đều làm tốt."])
def test_a_text_that_names_no_unit_has_none(text: str) -> None:
    assert unit(text) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Thành phố Mỹ Tho công nhận 4 mô hình “Dân vận khéo” cấp thành phố năm 2023.", "district"),
        ("Thành phố Đà Nẵng công nhận 4 mô hình “Dân vận khéo” cấp thành phố năm 2023.", "province"),
        ("Thành phố Huế công nhận 4 mô hình “Dân vận khéo” cấp thành phố năm 2023.", "district"),
        ("Thành phố Huế công nhận 4 mô hình “Dân vận khéo” cấp thành phố 6 tháng đầu năm 2025.", "province"),
        ("Ban Dân vận Quận ủy chọn 4 mô hình “Dân vận khéo” cấp thành phố năm 2023.", "province"),
        ("Tỉnh ủy Quảng Nam về TP Đà Nẵng giới thiệu 4 mô hình “Dân vận khéo” cấp thành phố năm 2023.", "district"),
        ("Thành phố Mỹ Tho công nhận 4 mô hình “Dân vận khéo” cấp thành phố 6 tháng cuối năm 2025.", "province"),
    ],
)
def test_what_the_level_of_a_city_is(text: str, level: str) -> None:
    assert [(fact.value, fact.level) for fact in read(text).facts] == [(4, level)]
