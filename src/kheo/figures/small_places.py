"""Counts of places that have no counters (neighbourhoods), and of the bodies of a ward, from the records themselves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from kheo.initiatives.choices import ACCEPTED, ENDED
from kheo.initiatives.models import AliveChange, Initiative, Registration
from kheo.initiatives.queries import counted_in_place
from kheo.recognition.models import Recognition
from kheo.recognition.policy import holding
from kheo.tallies.choices import Measure
from kheo.tallies.periods import Period, half_year_of
from kheo.units.models import Unit
from kheo.units.paths import within


def counts_of_place(place: Unit, span: Period) -> dict[Measure, Counter[tuple[Any, ...]]]:
    """What counters would hold for a neighbourhood: by half-year and dimensions, the stock from the beginning."""
    return {
        Measure.REGISTERED: _registered(place, span),
        Measure.RECOGNISED: _recognised(place, span),
        Measure.STOCK: _stock(place),
    }


def _registered(place: Unit, span: Period) -> Counter[tuple[Any, ...]]:
    rows = counted_in_place(place, first=span.first, last=span.last).order_by()
    columns = ("period", "initiative__kind", "initiative__field", "status", "novelty", "level")
    grouped: Iterable[Any] = rows.values_list(*columns).annotate(n=Count("pk"))
    return Counter({tuple(key): count for *key, count in grouped})


def _recognised(place: Unit, span: Period) -> Counter[tuple[Any, ...]]:
    rows = Recognition.objects.filter(
        within(place.path, "registration__initiative__place__path"),
        holding(),
        decision__issued_on__range=(span.starts_on, span.ends_on),
    ).order_by()
    rows = rows.annotate(year=ExtractYear("decision__issued_on"), month=ExtractMonth("decision__issued_on"))
    found: Counter[tuple[Any, ...]] = Counter()
    columns = ("year", "month", "kind", "field", "decision__level")
    grouped: Iterable[Any] = rows.values_list(*columns).annotate(n=Count("pk"))
    for year, month, kind, field, level, count in grouped:
        found[(year * 10 + (1 if month <= 6 else 2), kind, field, "", "", level)] += count
    return found


def _stock(place: Unit) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    settled = Initiative.objects.filter(within(place.path, "place__path"), first_accepted_on__isnull=False)
    entered: Iterable[Any] = settled.values_list("first_accepted_on", "kind", "field")
    for day, kind, field in entered:
        found[(half_year_of(day), kind, field)] += 1
    changes = AliveChange.objects.filter(within(place.path, "initiative__place__path"))
    for day, before, after, kind, field in changes.values_list(
        "on", "before", "after", "initiative__kind", "initiative__field"
    ):
        found[(half_year_of(day), kind, field)] += (before in ENDED) - (after in ENDED)
    return found


@dataclass(frozen=True)
class Local:
    """A neighbourhood or a body of a ward with what was accepted and recognised of it in a period."""

    number: int
    name: str
    registered: int
    recognised: int


def by_place(unit_ids: Iterable[int], period: Period) -> list[Local]:
    """The places of these units' accepted registrations, by name. Two queries."""
    return _locals(_accepted(unit_ids, period), _decided(unit_ids, period), "initiative__place", ("rank", "name"))


def by_organisation(unit_ids: Iterable[int], period: Period) -> list[Local]:
    """The leading bodies of these units' accepted registrations, by name. Two queries."""
    return _locals(_accepted(unit_ids, period), _decided(unit_ids, period), "initiative__lead_organisation", ("name",))


def _accepted(unit_ids: Iterable[int], period: Period) -> QuerySet[Registration]:
    return Registration.objects.filter(
        unit__in=list(unit_ids), status__in=ACCEPTED, period__gte=period.first, period__lte=period.last
    )


def _decided(unit_ids: Iterable[int], period: Period) -> QuerySet[Recognition]:
    days = Q(decision__issued_on__range=(period.starts_on, period.ends_on))
    return Recognition.objects.filter(holding(), days, registration__unit__in=list(unit_ids))


def _locals(
    accepted: QuerySet[Registration], decided: QuerySet[Recognition], column: str, words: tuple[str, ...]
) -> list[Local]:
    counts: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    sources: tuple[tuple[int, QuerySet[Any], str], ...] = (
        (0, accepted, column),
        (1, decided, f"registration__{column}"),
    )
    for place, rows, path in sources:
        named = {f"word{index}": F(f"{path}__{word}") for index, word in enumerate(words)}
        known = rows.filter(**{f"{path}__isnull": False}).order_by()
        grouped = known.annotate(**named).values(path, *named).annotate(n=Count("pk"))
        for row in grouped:
            number = row[path]
            names[number] = " ".join(str(row[word]) for word in named)
            counts.setdefault(number, [0, 0])[place] = row["n"]
    found = [Local(number, names[number], *pair) for number, pair in counts.items()]
    return sorted(found, key=lambda one: (-one.registered, one.name, one.number))
