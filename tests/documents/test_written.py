from datetime import date
from decimal import Decimal

import pytest

from kheo.documents.characters import clean
from kheo.documents.written import day, figure, letter, percent, roman


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"),
     (999, "999"), (2846, "2.846"), (1234567, "1.234.567"), (-1200, "-1.200"), (18.4, "18,4"),
     (Decimal("1234.50"), "1.234,50")],
)  # fmt: skip
def test_figures_have_dots_and_a_comma(value, text):
    assert figure(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(3270, 3374, "96,92%"), (7, 7, "100%"), (1, 8, "12,5%"), (0, 5, "0%"),
     (1, 2000, "0,05%"), (1, 800, "0,13%"), (30, 2, "1.500%"), (3, 0, "–")],
)  # fmt: skip
def test_percent_is_counted_from_both_figures(part, whole, text):
    assert percent(part, whole) == text


def test_days_romans_and_letters():
    assert day(date(2026, 2, 5)) == "05/02/2026"
    assert [roman(count) for count in (1, 4, 9, 14, 49)] == ["I", "IV", "IX", "XIV", "XLIX"]
    assert [letter(count) for count in (1, 4, 5, 6, 23, 24)] == ["a", "d", "đ", "e", "y", "aa"]


def test_clean_text_is_composed_and_without_forbidden_characters():
    assert clean("a\x00b\x0bc\ud800d\ufffe") == "abcd"
    assert clean("Thuâ\u0323n\r\nHóa\t1\r") == "Thuận\nHóa\t1\n"
