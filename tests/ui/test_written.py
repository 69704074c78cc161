"""Figures, shares, days and names as an office writes them, in both languages."""

import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from kheo.ui import written

UTC = datetime.UTC
DAY = datetime.date(2026, 11, 23)
EVENING = datetime.datetime(2026, 11, 9, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (2846, "2.846", "2,846"),
        (-22, "-22", "-22"),
        (0, "0", "0"),
        (18.4, "18,4", "18.4"),
        (Decimal("2989.5"), "2.989,5", "2,989.5"),
        ("87,9%", "87,9%", "87,9%"),
        (None, "–", "–"),
    ],
)
def test_figures(value, vietnamese, english):
    assert written.figure(value) == vietnamese
    with translation.override("en"):
        assert written.figure(value) == english


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (2989, 3402, "87,86%"),
        (63, 65, "96,92%"),
        (1, 2, "50%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (3, 0, "–"),
        (None, 5, "–"),
    ],
)
def test_shares(part, whole, said):
    assert written.share(part, whole) == said


def test_days_and_moments_stand_in_our_zone():
    assert written.day(DAY) == "23/11/2026"
    assert written.day(datetime.datetime(2026, 11, 8, 20, 0, tzinfo=UTC)) == "09/11/2026"
    assert written.moment(EVENING) == "16:20 09/11/2026"
    assert written.weekday(DAY) == "Thứ Hai, 23/11/2026"
    assert written.day(None) == written.moment(None) == written.weekday(None) == "–"


def test_days_in_english():
    with translation.override("en"):
        assert written.day(DAY) == "23 November 2026"
        assert written.moment(EVENING) == "16:20, 9 November 2026"
        assert written.weekday(DAY) == "Monday, 23 November 2026"


def test_names_stand_in_quotes_once():
    assert written.names("Hu\u0303 gạo") == "“Hũ gạo”"
    assert written.names("“Hũ gạo”") == "“Hũ gạo”"
    assert written.names(["a", "b"]) == "“a”, “b”"


@pytest.mark.parametrize(
    ("day", "state"),
    [(18, ("overdue", "Quá hạn 5 ngày")), (23, ("due_soon", "Hạn hôm nay")), (27, ("due_soon", "Còn 4 ngày"))],
)
def test_time_left(day, state):
    assert written.time_left(datetime.date(2026, 11, day), DAY) == state


def test_time_left_counts_days_of_our_zone():
    just_after_midnight = datetime.datetime(2026, 11, 23, 0, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert written.time_left(just_after_midnight.astimezone(UTC), DAY) == ("due_soon", "Hạn hôm nay")
