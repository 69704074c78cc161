"""Families, places and agencies under a cultural title."""

from typing import Any

import pytest

from kheo.reader import read


def facts(text: str) -> list[tuple[Any, ...]]:
    return [(fact.value, fact.measure, fact.status) for fact in read(f"Năm 2023, {text}.").facts]


@pytest.mark.parametrize(
    "text",
    [
        "toàn xã có 398 hộ đạt danh hiệu “Gia đình văn hóa”",
        "Gia đình văn hóa: 398 hộ",
        "số hộ gia đình văn hóa là 398 hộ",
        "toàn xã có 398 hộ văn hóa",
        "toàn xã có 398 gia đình văn hóa",
        "xã có 398 hộ là Gia đình văn hóa",
        "xã công nhận 398 hộ đạt Gia đình văn hoá",
    ],
)
def test_families_with_the_title_met_it_however_it_is_said(text: str) -> None:
    assert facts(text) == [(398, "families", "met")]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("9 thôn đạt danh hiệu “Làng văn hóa”", "neighbourhoods"),
        ("9 khu phố đạt chuẩn văn hóa", "neighbourhoods"),
        ("9 cơ quan đạt chuẩn văn hóa", "agencies"),
    ],
)
def test_places_and_agencies_with_the_title(text: str, measure: str) -> None:
    assert facts(text) == [(9, measure, "met")]


@pytest.mark.parametrize(
    "text",
    ["toàn xã có 412 hộ dân, 9 thôn và 14 cơ quan", "có 80 hộ hiến đất làm đường", "9 thôn đã họp dân"],
)
def test_families_and_places_that_no_title_is_spoken_of_are_not_counted(text: str) -> None:
    assert facts(f"xã công nhận 5 mô hình “Dân vận khéo”, {text}") == [(5, "models", "recognised")]


def test_a_share_behind_the_title_has_its_whole_at_the_end() -> None:
    reading = read("Năm 2023, toàn xã có 398 hộ đạt danh hiệu gia đình văn hóa, bằng 96,6% tổng số 412 hộ.")
    assert [(fact.value, fact.measure, fact.of, fact.status, fact.role) for fact in reading.facts] == [
        (398, "families", None, "met", "flow"),
        (96.6, "percent", "families", "met", "flow"),
        (412, "families", None, None, "stock"),
    ]
    assert reading.findings == []


def test_a_share_that_the_two_numbers_do_not_make_is_found() -> None:
    text = "Năm 2023, toàn xã có 398/412 hộ đạt danh hiệu gia đình văn hóa, bằng {}%."
    assert read(text.format("96,6")).findings == []
    wrong = read(text.format("90,1")).findings
    assert [(finding.kind, finding.stated, finding.computed) for finding in wrong] == [("percent", 90.1, 96.6)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("9 trên 10 khu phố đạt chuẩn văn hóa", "neighbourhoods"),
        ("9 trong tổng số 10 khu phố đạt chuẩn văn hóa", "neighbourhoods"),
        ("9 hộ trên tổng số 10 hộ đạt danh hiệu “Gia đình văn hóa”", "families"),
        ("9/10 cơ quan đạt chuẩn văn hóa", "agencies"),
    ],
)
def test_of_two_numbers_the_first_met_the_title_and_the_last_is_the_whole(text: str, measure: str) -> None:
    assert facts(text) == [(9, measure, "met"), (10, measure, None)]


def test_the_larger_number_first_is_no_share() -> None:
    assert facts("cả thôn có 210 hộ, 203 hộ là Gia đình văn hóa") == [(210, "families", None), (203, "families", "met")]
