"""The one writer of the counters."""

from collections import Counter
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F

from kheo.tallies.choices import Measure
from kheo.tallies.models import DIMENSIONS, Tally
from kheo.tallies.periods import HalfYear
from kheo.units.choices import UnitKind
from kheo.units.models import Unit
from kheo.units.paths import ancestors

COUNTED_KINDS = (UnitKind.NATION, UnitKind.PROVINCE, UnitKind.COMMUNE)


@dataclass(frozen=True)
class Sort:
    """What kind of thing a counter counts; an empty word stands for a dimension that does not apply."""

    kind: str = ""
    field: str = ""
    status: str = ""
    novelty: str = ""
    level: str = ""


def record(measure: Measure, changes: dict[Sort, int], *, path: str, period: HalfYear) -> None:
    """Count `changes` (±n by sort) at the unit with `path` and at its ancestors, for one half-year.

    Call it in the transaction of the change that is counted. Raises RuntimeError outside of one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("count a change in the transaction of the change")
    units = Unit.objects.filter(path__in=ancestors(path), kind__in=COUNTED_KINDS).values_list("pk", flat=True)
    Tally.objects.bulk_create(
        Tally(unit_id=unit, measure=measure, period=period, count=change, **asdict(sort))
        for unit in units
        for sort, change in changes.items()
        if change
    )


@transaction.atomic
def fold(*, at_most: int = 5000) -> int:
    """Add up to `at_most` fresh rows to their settled counters; return how many were taken. No sum changes."""
    fresh = list(Tally.objects.select_for_update().filter(is_settled=False).order_by("pk")[:at_most])
    sums: Counter[tuple[object, ...]] = Counter()
    for row in fresh:
        sums[(row.unit_id, row.measure, row.period, *(getattr(row, name) for name in DIMENSIONS))] += row.count
    for key, change in sums.items():
        _settle(dict(zip(("unit_id", "measure", "period", *DIMENSIONS), key, strict=True)), change)
    Tally.objects.filter(pk__in=[row.pk for row in fresh]).delete()
    return len(fresh)


def _settle(counter: dict[str, object], change: int) -> None:
    settled = Tally.objects.filter(**counter, is_settled=True)
    if change and not settled.update(count=F("count") + change):
        Tally.objects.create(**counter, count=change, is_settled=True)
