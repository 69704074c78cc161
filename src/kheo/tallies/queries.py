"""Sums of the counters."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Sum

from kheo.tallies.choices import Measure
from kheo.tallies.models import DIMENSIONS, Tally
from kheo.tallies.periods import HalfYear, Period


def totals(
    measure: Measure, *, unit_ids: Iterable[int], period: Period, by: Sequence[str] = DIMENSIONS
) -> Counter[tuple[str, ...]]:
    """The counts within `period`, summed over the units, by the named dimensions in their order. One query."""
    rows = Tally.objects.filter(
        unit_id__in=list(unit_ids), measure=measure, period__gte=period.first, period__lte=period.last
    )
    return _summed(rows, by)


def stock(
    *, unit_ids: Iterable[int], until: HalfYear, by: Sequence[str] = ("kind", "field")
) -> Counter[tuple[str, ...]]:
    """How many stood at the end of the half-year `until`, summed over the units, by kind and field. One query."""
    rows = Tally.objects.filter(unit_id__in=list(unit_ids), measure=Measure.STOCK, period__lte=until)
    return _summed(rows, by)


def totals_by_unit(measure: Measure, *, unit_ids: Iterable[int], period: Period) -> dict[int, int]:
    """The count of each unit within `period`; a unit without any is left out. One query."""
    rows = Tally.objects.filter(
        unit_id__in=list(unit_ids), measure=measure, period__gte=period.first, period__lte=period.last
    )
    return dict(rows.order_by().values_list("unit_id").annotate(total=Sum("count")))


def _summed(rows, by: Sequence[str]) -> Counter[tuple[str, ...]]:  # type: ignore[no-untyped-def]
    sums: Counter[tuple[str, ...]] = Counter()
    for *key, total in rows.order_by().values_list(*by).annotate(total=Sum("count")):
        if total:
            sums[tuple(key)] = total
    return sums
