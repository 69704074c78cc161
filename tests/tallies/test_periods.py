"""Half-years and the spans of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.tallies.periods import Period, half_year_of


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2026, 1, 1), 20261),
        (date(2026, 6, 30), 20261),
        (date(2026, 7, 1), 20262),
        (date(2026, 12, 31), 20262),
        (date(2027, 1, 1), 20271),
    ],
)
def test_the_half_year_of_a_day(day, half):
    assert half_year_of(day) == half


@pytest.mark.parametrize(
    ("period", "starts_on", "ends_on", "previous"),
    [
        (Period.year(2026), date(2026, 1, 1), date(2026, 12, 31), Period.year(2025)),
        (Period.half(2026, 1), date(2026, 1, 1), date(2026, 6, 30), Period.half(2025, 1)),
        (Period.half(2026, 2), date(2026, 7, 1), date(2026, 12, 31), Period.half(2025, 2)),
        (Period(20241, 20262), date(2024, 1, 1), date(2026, 12, 31), Period(20211, 20232)),
        (Period(20252, 20261), date(2025, 7, 1), date(2026, 6, 30), Period(20232, 20241)),
    ],
)
def test_days_and_the_span_before(period, starts_on, ends_on, previous):
    assert (period.starts_on, period.ends_on, period.previous) == (starts_on, ends_on, previous)


@pytest.mark.parametrize(("first", "last"), [(20262, 20261), (20260, 20261), (20261, 20263), (2026, 20261)])
def test_what_is_no_span_is_refused(first, last):
    with pytest.raises(ValueError, match="no period"):
        Period(first, last)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_its_half_year_and_in_its_year(day):
    half = half_year_of(day)
    for period in (Period(half, half), Period.year(day.year)):
        assert period.starts_on <= day <= period.ends_on
        assert period.first <= half <= period.last
