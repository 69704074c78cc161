"""The figures of a unit for a period: counted from the register, reported by documents, and their difference."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from kheo.audit import clock
from kheo.figures.indicators import INDICATORS, Indicator
from kheo.figures.models import Report, ReportedFigure
from kheo.figures.policy import visible
from kheo.figures.small_places import counts_of_place
from kheo.initiatives.choices import Field
from kheo.tallies import queries as tallies
from kheo.tallies.choices import Measure
from kheo.tallies.models import DIMENSIONS
from kheo.tallies.periods import Period
from kheo.units.actors import Actor, inheritances_of
from kheo.units.choices import UnitKind
from kheo.units.models import Unit
from kheo.units.paths import within

STOCK_DIMENSIONS = ("kind", "field")
_BY_PERIOD = ("period", *DIMENSIONS)
_STOCK_BY_PERIOD = ("period", *STOCK_DIMENSIONS)
_TOGETHER = "models_and_exemplars"

Counts = Mapping[Measure, Counter[tuple[Any, ...]]]


@dataclass(frozen=True)
class Totals:
    """All counted figures of a set of units for a period, as of a moment."""

    period: Period
    as_of: datetime
    counts: Counts

    def of(self, code: str, **narrowed: str) -> int:
        """The figure `code`, narrowed by dimension (`field="economy"`)."""
        indicator = INDICATORS[code]
        wanted = {**indicator.where, **narrowed}
        names = STOCK_DIMENSIONS if indicator.is_stock else DIMENSIONS
        places = [(names.index(name), value) for name, value in wanted.items()]
        counts = self.counts[indicator.measure]
        return sum(count for key, count in counts.items() if all(key[place] == value for place, value in places))


@dataclass(frozen=True)
class Scope:
    """Whose records make up a unit's figures.

    `counted`: the units that are counted, number → path: itself and, as now, those that led to it alone; for a former
    district its communes, for a neighbourhood only itself. `left_out`: its other predecessors, of which the figures
    hold nothing.
    """

    unit: Unit
    as_now: bool
    counted: Mapping[int, str]
    left_out: Mapping[int, str]


def scope_of(unit: Unit, *, as_now: bool = True) -> Scope:
    """The scope of a unit: *as now* with what it took over from predecessors, *as then* itself alone.

    A predecessor that was split belongs to nobody before a person says whose its records are: it is left out.
    """
    if unit.kind == UnitKind.DISTRICT:
        communes = Unit.objects.filter(within(unit.path), kind=UnitKind.COMMUNE)
        return Scope(unit, as_now, dict(communes.values_list("pk", "path")), {})
    past = inheritances_of([unit.pk])[unit.pk]
    if as_now and not unit.is_neighbourhood:
        return Scope(unit, as_now, {unit.pk: unit.path, **past.sole}, past.shared)
    return Scope(unit, as_now, {unit.pk: unit.path}, {**past.sole, **past.shared})


def counted_units(unit: Unit, *, as_now: bool) -> list[int]:
    """The units whose records make up `unit`'s figures."""
    return list(scope_of(unit, as_now=as_now).counted)


def totals(unit: Unit, period: Period, *, as_now: bool = True) -> Totals:
    """The counted figures of a unit for a period."""
    return totals_of(scope_of(unit, as_now=as_now), period)[0]


def totals_of(scope: Scope, *periods: Period) -> list[Totals]:
    """The counted figures of a scope for several periods: one query a measure, however many periods there are.

    Neighbourhoods have no counters: theirs are counted from the records.
    """
    span = Period(min(period.first for period in periods), max(period.last for period in periods))
    rows = counts_of_place(scope.unit, span) if scope.unit.is_neighbourhood else _counters(scope, span)
    now = clock.now()
    return [Totals(period, now, _within(rows, period)) for period in periods]


def _counters(scope: Scope, span: Period) -> dict[Measure, Counter[tuple[Any, ...]]]:
    """Counts by half-year and dimensions: flows of the span, the stock from the beginning."""
    units = list(scope.counted)
    return {
        Measure.REGISTERED: tallies.totals(Measure.REGISTERED, unit_ids=units, period=span, by=_BY_PERIOD),
        Measure.RECOGNISED: tallies.totals(Measure.RECOGNISED, unit_ids=units, period=span, by=_BY_PERIOD),
        Measure.STOCK: tallies.stock(unit_ids=units, until=span.last, by=_STOCK_BY_PERIOD),
    }


def _within(
    rows: Mapping[Measure, Counter[tuple[Any, ...]]], period: Period
) -> dict[Measure, Counter[tuple[Any, ...]]]:
    """The counts of one period: flows of its half-years, the stock of everything up to its end."""
    found = {}
    for measure, counts in rows.items():
        first = 0 if measure == Measure.STOCK else period.first
        sums: Counter[tuple[Any, ...]] = Counter()
        for (half, *key), count in counts.items():
            if first <= int(half) <= period.last:
                sums[tuple(key)] += count
        found[measure] = sums
    return found


@dataclass(frozen=True)
class Compared:
    """One figure counted and reported side by side; `reported` is None where no document states it."""

    label: str
    field: str
    counted: int
    reported: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Reported less counted."""
        return None if self.reported is None else self.reported - self.counted


def reported(unit: Unit, period: Period, *, as_now: bool = True) -> list[ReportedFigure]:
    """The accepted reported figures of exactly this period, of the units whose records are counted for `unit`."""
    return reported_of(scope_of(unit, as_now=as_now).counted, period)


def reported_of(unit_ids: Iterable[int], period: Period) -> list[ReportedFigure]:
    """The accepted reported figures of these units for exactly this period, in the order of their acceptance."""
    rows = ReportedFigure.objects.filter(unit__in=list(unit_ids), withdrawn_at=None)
    rows = rows.filter(starts_on=period.starts_on, ends_on=period.ends_on)
    return list(rows.order_by("accepted_at", "pk"))


def compared(unit: Unit, period: Period, code: str, *, as_now: bool = True) -> list[Compared]:
    """A figure by base field, and its total as the last row; a total is reported, never added up from parts."""
    return compare(totals(unit, period, as_now=as_now), reported(unit, period, as_now=as_now), code)


def compare(counted: Totals, figures: list[ReportedFigure], code: str) -> list[Compared]:
    """The same of totals and reported figures that were read already."""
    indicator = INDICATORS[code]
    rows = [
        Compared(
            str(field.label), field.value, counted.of(code, field=field.value), stated(figures, indicator, field.value)
        )
        for field in Field
    ]
    return [*rows, Compared("", "", counted.of(code), stated(figures, indicator))]


def stated(figures: list[ReportedFigure], indicator: Indicator, field: str = "") -> Decimal | None:
    """What reports state for an indicator (and a field), summed over their units; None where none states it.

    Of one unit the figure accepted last is taken, so that two documents which say the same are not added up. Models
    and exemplars together are taken where a document gives them together, else their sum where it gives both; of
    several words for one thing (registered, operating) the first that is used.
    """
    by_unit: dict[int, list[ReportedFigure]] = {}
    for figure in figures:
        by_unit.setdefault(figure.unit_id, []).append(figure)
    values = [value for own in by_unit.values() if (value := _stated_by_one(own, indicator, field)) is not None]
    return _plain(sum(values, Decimal(0))) if values else None


def _plain(value: Decimal) -> Decimal:
    """36.000 as 36: columns keep three places, figures of the movement are whole."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _stated_by_one(figures: list[ReportedFigure], indicator: Indicator, field: str) -> Decimal | None:
    role = "stock" if indicator.is_stock else "flow"
    fields = [field] if field else []
    for status in indicator.reported_statuses:
        latest = {
            figure.measure: figure.value
            for figure in figures
            if figure.status == status
            and figure.role == role
            and figure.fields == fields
            and not figure.level
            and not figure.holder
            and figure.measure in indicator.reported_measures
        }
        if _TOGETHER in latest:
            return latest[_TOGETHER]
        parts = [measure for measure in indicator.reported_measures if measure != _TOGETHER]
        if parts and all(measure in latest for measure in parts):
            return sum((latest[measure] for measure in parts), Decimal(0))
    return None


def reports(actor: Actor, *, unit: Unit | None = None, state: str = "") -> QuerySet[Report]:
    """The reports that the actor sees, newest period first."""
    rows = visible(actor).select_related("unit", "issuer", "made_by", "frozen_by")
    if unit is not None:
        rows = rows.filter(within(unit.path))
    if state:
        rows = rows.filter(state=state)
    return rows.defer("snapshot", "sections").order_by("-last_half", "-pk")
