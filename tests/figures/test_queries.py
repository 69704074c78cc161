"""What is counted, what is reported, and what stands between them."""

from datetime import date
from decimal import Decimal

import pytest

from kheo.audit import clock
from kheo.figures.indicators import INDICATORS
from kheo.figures.models import ReportedFigure
from kheo.figures.queries import compared, reported, scope_of, stated, totals, totals_of
from kheo.initiatives.choices import Field
from kheo.tallies.periods import Period
from tests.figures.reported import state

pytestmark = pytest.mark.django_db
YEAR = Period.year(2026)
TOGETHER = "models_and_exemplars"


def test_every_indicator_of_a_year(year):
    counted = totals(year.cast.ward, YEAR)
    assert {code: counted.of(code) for code in INDICATORS} == {
        "registered": 7, "models": 6, "exemplars": 1, "new": 5, "maintained": 1, "replicated": 1, "under_way": 6,
        "evaluated": 1, "recognised": 2, "stock": 10,
    }  # fmt: skip
    assert [counted.of("registered", field=field.value) for field in Field] == [1, 4, 1, 1]
    assert [counted.of("stock", field=field.value) for field in Field] == [2, 6, 1, 1]
    assert (counted.of("registered", level="province"), counted.of("recognised", kind="exemplar")) == (1, 1)


def test_all_levels_agree(year):
    cast = year.cast
    figures = [
        {code: totals(unit, YEAR).of(code) for code in INDICATORS} for unit in (cast.ward, cast.province, cast.nation)
    ]
    assert figures[0] == figures[1] == figures[2]
    assert totals(cast.foreign_province, YEAR).of("stock") == 0


def test_a_neighbourhood_counts_what_counters_would_hold(year):
    """The team's two models are at Bãi Dâu; counted from the records, each figure is as a counter would have it."""
    counted = totals(year.cast.neighbourhood, YEAR)
    assert {code: counted.of(code) for code in INDICATORS} == {
        "registered": 2, "models": 2, "exemplars": 0, "new": 2, "maintained": 0, "replicated": 0, "under_way": 2,
        "evaluated": 0, "recognised": 0, "stock": 2,
    }  # fmt: skip
    assert totals(year.cast.neighbourhood, Period.half(2026, 1)).of("registered") == 2
    assert totals(year.cast.neighbourhood, Period.half(2026, 2)).of("registered") == 0


def test_as_now_and_as_then(year):
    cast = year.cast
    now, then = scope_of(cast.ward), scope_of(cast.ward, as_now=False)
    assert set(now.counted) == {cast.ward.pk, cast.predecessor.pk}
    assert set(now.left_out) == {cast.split_ward.pk}
    assert set(then.counted) == {cast.ward.pk}
    assert set(then.left_out) == {cast.predecessor.pk, cast.split_ward.pk}
    assert totals(cast.ward, Period.year(2024)).of("registered") == 1
    assert totals(cast.ward, Period.year(2024), as_now=False).of("registered") == 0


def test_several_periods_take_three_queries(year, django_assert_num_queries):
    scope = scope_of(year.cast.province)
    with django_assert_num_queries(3):
        found = totals_of(scope, Period.year(2024), Period.year(2025), YEAR, Period.half(2026, 1))
    assert [each.of("registered") for each in found] == [1, 2, 7, 2]
    assert [each.of("stock") for each in found] == [1, 3, 10, 5]
    assert [each.as_of for each in found] == [clock.now()] * 4


# ── reported beside counted ──


def test_compared_by_field_and_in_total(year):
    cast = year.cast
    state(cast, 9, measure=TOGETHER)
    state(cast, 6, measure=TOGETHER, fields=["culture_society"])
    rows = compared(cast.ward, YEAR, "registered")
    assert [(row.field, row.counted, row.reported, row.difference) for row in rows] == [
        ("economy", 1, None, None),
        ("culture_society", 4, Decimal(6), Decimal(2)),
        ("defence_security", 1, None, None),
        ("political_system", 1, None, None),
        ("", 7, Decimal(9), Decimal(2)),
    ]


def said(cast, code: str, field: str = "") -> Decimal | None:
    return stated(reported(cast.ward, YEAR), INDICATORS[code], field)


def test_models_and_exemplars_are_not_added_to_their_own_sum(year):
    cast = year.cast
    state(cast, 30, measure="models")
    assert (said(cast, "models"), said(cast, "registered")) == (Decimal(30), None)
    state(cast, 5, measure="exemplars")
    assert said(cast, "registered") == Decimal(35)
    state(cast, 36, measure=TOGETHER)
    assert said(cast, "registered") == Decimal(36)


def test_two_documents_that_say_the_same_are_not_added_up(year):
    cast = year.cast
    state(cast, 30, measure="models")
    state(cast, 31, measure="models")
    assert said(cast, "models") == Decimal(31)


def test_registered_and_operating_are_two_words_for_one_number(year):
    cast = year.cast
    state(cast, 28, measure="models", status="operating")
    assert said(cast, "models") == Decimal(28)
    state(cast, 30, measure="models", status="registered")
    assert said(cast, "models") == Decimal(30)


def test_predecessors_figures_are_added_where_their_records_are_counted(year):
    cast = year.cast
    state(cast, 30, measure="models")
    state(cast, 12, measure="models", unit=cast.predecessor)
    state(cast, 50, measure="models", unit=cast.split_ward)
    state(cast, 70, measure="models", unit=cast.foreign_ward)
    assert said(cast, "models") == Decimal(42)
    assert stated(reported(cast.ward, YEAR, as_now=False), INDICATORS["models"]) == Decimal(30)


@pytest.mark.parametrize(
    "given",
    [
        {"level": "province"}, {"holder": "household"}, {"role": "stock"}, {"role": "target"}, {"status": "recognised"},
        {"fields": ["economy"]}, {"measure": "families"}, {"ends_on": date(2026, 11, 15)},
    ],
)  # fmt: skip
def test_another_figure_is_not_taken_for_this_one(year, given):
    state(year.cast, 99, **given)
    assert said(year.cast, "models") is None


def test_a_withdrawn_figure_is_stated_by_nobody(year):
    state(year.cast, 30, measure="models")
    ReportedFigure.objects.update(withdrawn_at=clock.now())
    assert said(year.cast, "models") is None


def test_the_stock_is_compared_with_a_stock_alone(year):
    state(year.cast, 12, measure=TOGETHER, role="stock", status="operating")
    state(year.cast, 9, measure=TOGETHER)
    assert (said(year.cast, "stock"), said(year.cast, "registered")) == (Decimal(12), Decimal(9))
