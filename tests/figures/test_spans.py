"""Periods in addresses and in words."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kheo.figures.spans import code_of, following, heading_of, kind_of, name_of, period_named
from kheo.tallies.periods import Period

PERIODS = st.one_of(
    st.builds(Period.year, st.integers(2000, 2099)),
    st.builds(Period.half, st.integers(2000, 2099), st.sampled_from([1, 2])),
)


@given(PERIODS)
def test_an_address_leads_back_to_its_period(period):
    assert period_named(code_of(period)) == period


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_none(text):
    found = period_named(text)
    assert found is None or code_of(found) == text


@given(PERIODS)
def test_the_next_one_begins_after_this_one_ends(period):
    after = following(period)
    assert (after.starts_on - period.ends_on).days == 1
    assert kind_of(after) == kind_of(period)


@pytest.mark.parametrize(
    ("code", "name", "heading"),
    [
        ("2026", "năm 2026", "Năm 2026"),
        ("2026-1", "6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
        ("2026-2", "6 tháng cuối năm 2026", "6 tháng cuối năm 2026"),
    ],
)
def test_in_words(code, name, heading):
    with override("vi"):
        assert (name_of(period_named(code)), heading_of(period_named(code))) == (name, heading)
