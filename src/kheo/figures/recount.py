"""Counts everything anew from the records and compares it with the counters."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from kheo.initiatives.choices import ACCEPTED, ENDED
from kheo.initiatives.models import AliveChange, Initiative, Registration
from kheo.recognition.models import Recognition
from kheo.recognition.policy import holding
from kheo.tallies.actions import COUNTED_KINDS, Sort
from kheo.tallies.choices import Measure
from kheo.tallies.models import DIMENSIONS, Tally
from kheo.units.choices import UnitKind
from kheo.units.models import Unit
from kheo.units.paths import ancestors

Counter_ = tuple[int, str, int, str, str, str, str, str]
"""Unit, measure, half-year, then kind, field, status, novelty, level."""


@dataclass(frozen=True)
class Difference:
    """A counter that does not agree with the records."""

    counter: Counter_
    kept: int
    recounted: int


def differences() -> list[Difference]:
    """Every counter whose sum differs from a recount, in order; none: all agree. Reads within one transaction."""
    with transaction.atomic():
        kept, recounted = kept_counts(), recounted_counts()
    return [
        Difference(key, kept[key], recounted[key])
        for key in sorted(set(kept) | set(recounted))
        if kept[key] != recounted[key]
    ]


@transaction.atomic
def rebuild() -> int:
    """Put the recounted counters in the place of the kept ones; return how many there are."""
    Tally.objects.all().delete()
    rows = [
        Tally(
            **dict(zip(("unit_id", "measure", "period", *DIMENSIONS), key, strict=True)), count=count, is_settled=True
        )
        for key, count in recounted_counts().items()
        if count
    ]
    Tally.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def kept_counts() -> Counter[Counter_]:
    """The sums of the counters."""
    rows = Tally.objects.order_by().values_list("unit_id", "measure", "period", *DIMENSIONS).annotate(n=Sum("count"))
    return Counter({tuple(key): count for *key, count in rows.iterator() if count})


def recounted_counts() -> Counter[Counter_]:
    """The same sums from registrations, recognitions and the history of initiatives."""
    units = _counted_units()
    counts: Counter[Counter_] = Counter()
    for measure, unit, period, sort, count in _records():
        for counted in units[unit]:
            counts[(counted, measure, period, *astuple(sort))] += count
    return Counter({key: count for key, count in counts.items() if count})


def _counted_units() -> dict[int, list[int]]:
    """For each unit that may have records, those of itself and its ancestors that have counters."""
    rows = list(Unit.objects.exclude(kind=UnitKind.NEIGHBOURHOOD).values_list("path", "pk", "kind"))
    number_of = {path: pk for path, pk, kind in rows if kind in COUNTED_KINDS}
    return {pk: [number_of[above] for above in ancestors(path) if above in number_of] for path, pk, _kind in rows}


def _records() -> Iterator[tuple[str, int, int, Sort, int]]:
    yield from _registered()
    yield from _recognised()
    yield from _stock()


def _registered() -> Iterator[tuple[str, int, int, Sort, int]]:
    rows = Registration.objects.filter(status__in=ACCEPTED).order_by()
    columns = ("unit", "period", "initiative__kind", "initiative__field", "status", "novelty", "level")
    grouped: Iterable[Any] = rows.values_list(*columns).annotate(n=Count("pk"))
    for unit, period, kind, field, status, novelty, level, count in grouped:
        yield Measure.REGISTERED, unit, period, Sort(kind, field, status, novelty, level), count


def _recognised() -> Iterator[tuple[str, int, int, Sort, int]]:
    rows = Recognition.objects.filter(holding()).order_by()
    rows = rows.annotate(year=ExtractYear("decision__issued_on"), month=ExtractMonth("decision__issued_on"))
    columns = ("registration__unit", "year", "month", "kind", "field", "decision__level")
    for unit, year, month, kind, field, level, count in rows.values_list(*columns).annotate(n=Count("pk")):
        yield Measure.RECOGNISED, unit, _half(year, month), Sort(kind=kind, field=field, level=level), count


def _stock() -> Iterator[tuple[str, int, int, Sort, int]]:
    settled = Initiative.objects.filter(first_accepted_on__isnull=False).order_by()
    entered = settled.annotate(year=ExtractYear("first_accepted_on"), month=ExtractMonth("first_accepted_on"))
    for unit, year, month, kind, field, count in entered.values_list("unit", "year", "month", "kind", "field").annotate(
        n=Count("pk")
    ):
        yield Measure.STOCK, unit, _half(year, month), Sort(kind=kind, field=field), count
    changes = AliveChange.objects.annotate(
        unit=F("initiative__unit"), kind=F("initiative__kind"), field=F("initiative__field")
    )
    for change in changes.iterator():
        step = (change.before in ENDED) - (change.after in ENDED)
        if step:
            half = _half(change.on.year, change.on.month)
            yield Measure.STOCK, change.unit, half, Sort(kind=change.kind, field=change.field), step


def _half(year: int, month: int) -> int:
    return year * 10 + (1 if month <= 6 else 2)
