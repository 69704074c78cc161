"""Labels of numbers in a list: what the vocabulary knows of them, and what is kept as the text has it."""

from typing import Any

import pytest

from kheo.reader import read


def facts(text: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(fact, name) for name in names) for fact in read(text).facts]


def test_a_label_among_fields_is_a_field_of_its_own() -> None:
    text = (
        "Năm 2023, xã công nhận 30 mô hình “Dân vận khéo”, trong đó: kinh tế: 12; an toàn lao động: 8; quốc phòng: 10."
    )
    assert facts(text, "value", "field", "part_of", "split") == [
        (30, None, None, None),
        (12, "economy", 0, "field"),
        (8, "other:an toàn lao động", 0, "field"),
        (10, "defence_security", 0, "field"),
    ]


def test_letters_before_the_labels_are_no_part_of_them() -> None:
    text = "Năm 2023, xã đăng ký 14 mô hình “Dân vận khéo” ở các lĩnh vực: a) Kinh tế: 6; b) An toàn lao động: 8."
    assert facts(text, "value", "field", "part_of") == [
        (14, None, None),
        (6, "economy", 0),
        (8, "other:an toàn lao động", 0),
    ]


def test_a_label_among_fields_may_come_with_its_noun() -> None:
    text = "Năm 2023, xã đăng ký 14 mô hình “Dân vận khéo”, gồm: kinh tế 6 mô hình, thắp sáng đường quê 8 mô hình."
    assert facts(text, "value", "field", "part_of") == [
        (14, None, None),
        (6, "economy", 0),
        (8, "other:thắp sáng đường quê", 0),
    ]


def test_labels_that_nobody_knows_are_fields_where_their_numbers_make_the_total() -> None:
    text = "Năm 2023, xã công nhận 30 mô hình “Dân vận khéo”, gồm: trồng rau: 12; gìn giữ nghề gốm: 8; lò gạch cũ: 10."
    assert facts(text, "value", "field", "part_of", "status") == [
        (30, None, None, "recognised"),
        (12, "other:trồng rau", 0, "recognised"),
        (8, "other:gìn giữ nghề gốm", 0, "recognised"),
        (10, "other:lò gạch cũ", 0, "recognised"),
    ]


def test_the_field_may_stand_behind_the_noun() -> None:
    text = "Năm 2023, xã có sáu mô hình “Dân vận khéo”, gồm hai mô hình môi trường, bốn mô hình kinh tế."
    assert facts(text, "value", "field", "part_of") == [(6, None, None), (2, "other:môi trường", 0), (4, "economy", 0)]


@pytest.mark.parametrize("places", [("xã An Phú", "thị trấn Tân Hiệp"), ("thôn Đông", "thôn Đoài")])
def test_a_place_before_a_number_is_no_field(places: tuple[str, str]) -> None:
    text = f"Năm 2023, huyện đăng ký 20 mô hình “Dân vận khéo”, trong đó {places[0]} 12, {places[1]} 8."
    assert facts(text, "value", "field", "part_of") == [(20, None, None), (12, None, 0), (8, None, 0)]


def test_bare_levels_behind_a_word_that_announces_them() -> None:
    text = "Năm 2023, xã công nhận 66 mô hình “Dân vận khéo”, chia theo cấp: tỉnh 6; cơ sở 60."
    assert facts(text, "value", "level", "part_of", "split") == [
        (66, None, None, None),
        (6, "province", 0, "level"),
        (60, "commune", 0, "level"),
    ]


def test_a_year_before_a_number_is_its_period_and_no_field() -> None:
    text = "Giai đoạn 2018 - 2019, xã công nhận 20 mô hình “Dân vận khéo”, gồm năm 2018: 8; năm 2019: 12."
    reading = read(text)
    assert [(fact.value, fact.field, fact.part_of) for fact in reading.facts] == [
        (20, None, None),
        (8, None, 0),
        (12, None, 0),
    ]
    assert [fact.period and fact.period.label for fact in reading.facts] == [None, "năm 2018", "năm 2019"]
