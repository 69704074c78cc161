"""The counters: written with the change, at every level that has them, and folded without changing a sum."""

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from kheo.tallies.actions import Sort, fold, record
from kheo.tallies.choices import Measure
from kheo.tallies.models import Tally
from kheo.tallies.periods import Period
from kheo.tallies.queries import stock, totals, totals_by_unit

pytestmark = pytest.mark.django_db
MODEL = Sort("model", "economy", "under_way", "new", "commune")
OTHER = Sort("exemplar", "economy", "under_way", "new", "commune")
YEAR = Period.year(2026)


def of(unit, **more) -> Counter:
    return totals(Measure.REGISTERED, unit_ids=[unit.pk], period=YEAR, **more)


def test_a_change_is_counted_at_the_commune_the_province_and_the_nation(cast):
    record(Measure.REGISTERED, {MODEL: 2}, path=cast.neighbourhood.path, period=20261)
    for unit in (cast.ward, cast.province, cast.nation):
        assert of(unit, by=("kind",)) == Counter({("model",): 2})
    for unit in (cast.foreign_ward, cast.foreign_province, cast.neighbourhood):
        assert of(unit) == Counter()


def test_only_the_periods_that_are_asked_are_summed(cast):
    for half, count in ((20252, 1), (20261, 2), (20262, 4), (20271, 8)):
        record(Measure.REGISTERED, {MODEL: count}, path=cast.ward.path, period=half)
    assert of(cast.ward, by=("kind",)) == Counter({("model",): 6})
    assert totals_by_unit(Measure.REGISTERED, unit_ids=[cast.ward.pk], period=Period(20262, 20271)) == {
        cast.ward.pk: 12
    }
    record(Measure.STOCK, {Sort("model", "economy"): 3}, path=cast.ward.path, period=20231)
    record(Measure.STOCK, {Sort("model", "economy"): -1}, path=cast.ward.path, period=20262)
    assert stock(unit_ids=[cast.ward.pk], until=20261) == Counter({("model", "economy"): 3})
    assert stock(unit_ids=[cast.ward.pk], until=20262) == Counter({("model", "economy"): 2})


def test_a_change_outside_of_a_transaction_is_refused(cast, monkeypatch):
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(RuntimeError):
        record(Measure.REGISTERED, {MODEL: 1}, path=cast.ward.path, period=20261)


def test_folding_keeps_every_sum_and_one_row_a_counter(cast):
    for change in (3, -1, 2, -4):
        record(Measure.REGISTERED, {MODEL: change, OTHER: 1}, path=cast.ward.path, period=20261)
    before = {unit.pk: of(unit) for unit in (cast.ward, cast.province, cast.nation)}
    assert before[cast.ward.pk] == Counter({("exemplar", "economy", "under_way", "new", "commune"): 4})
    taken = []
    while count := fold(at_most=5):
        taken.append(count)
    assert (sum(taken), max(taken)) == (24, 5)
    assert {unit.pk: of(unit) for unit in (cast.ward, cast.province, cast.nation)} == before
    assert Tally.objects.filter(is_settled=False).count() == 0
    keys = Tally.objects.values_list("unit", "measure", "period", "kind")
    assert len(keys) == len(set(keys)) == 6


def test_a_settled_counter_stands_once(cast):
    values = {"unit": cast.ward, "measure": Measure.REGISTERED, "period": 20261, "count": 1, "is_settled": True}
    Tally.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.create(**values)


def test_sums_take_one_query(cast, django_assert_num_queries):
    record(Measure.REGISTERED, {MODEL: 1}, path=cast.ward.path, period=20261)
    for units in ([cast.ward.pk], [cast.ward.pk, cast.foreign_ward.pk, cast.province.pk]):
        with django_assert_num_queries(1):
            totals(Measure.REGISTERED, unit_ids=units, period=YEAR)
        with django_assert_num_queries(1):
            stock(unit_ids=units, until=20262)
        with django_assert_num_queries(1):
            totals_by_unit(Measure.REGISTERED, unit_ids=units, period=YEAR)
