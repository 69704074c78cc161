"""The units below a unit with their figures side by side, so that their sum and the unit's own figure agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from kheo.figures.indicators import INDICATORS
from kheo.figures.models import ReportedFigure
from kheo.figures.queries import Totals, reported_of, stated
from kheo.tallies import queries as tallies
from kheo.tallies.choices import Measure
from kheo.tallies.periods import Period
from kheo.units.actors import Inheritance, inheritances_of
from kheo.units.choices import UnitKind
from kheo.units.models import Unit
from kheo.units.paths import within
from kheo.units.queries import valid_units

STEP_DOWN = {
    UnitKind.NATION: UnitKind.PROVINCE,
    UnitKind.PROVINCE: UnitKind.COMMUNE,
    UnitKind.DISTRICT: UnitKind.COMMUNE,
}
_BEGINNING = 10001
"""A half-year before every other: the stock adds up from it."""


@dataclass(frozen=True)
class UnitRow:
    """A unit below with its figures; `unit` is None for what belongs to none of the others."""

    unit: Unit | None
    registered: int
    recognised: int
    stock: int
    reported: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Reported less counted."""
        return None if self.reported is None else self.reported - self.registered

    @property
    def gap(self) -> Decimal:
        """How far the two are apart, without a sign."""
        return abs(self.difference or Decimal(0))


def units_below(unit: Unit, period: Period, *, as_now: bool = True) -> list[Unit]:
    """The provinces of the nation, the communes of a province: today's, or (as then) those of the period."""
    step = STEP_DOWN.get(UnitKind(unit.kind))
    if step is None:
        return []
    rows = valid_units() if as_now else Unit.objects.filter(_existed_in(period))
    # Today every step stands right below the one above; until 2025 districts stood between province and commune.
    is_direct = as_now or step == UnitKind.PROVINCE
    rows = rows.filter(parent=unit) if is_direct else rows.filter(within(unit.path))
    return list(rows.filter(kind=step).order_by("folded_name", "pk"))


def _existed_in(period: Period) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lte=period.ends_on)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=period.starts_on))


def rows_below(unit: Unit, own: Totals, *, as_now: bool = True, with_reported: bool = True) -> list[UnitRow]:
    """The figures of the units below, by name, and last what the unit's own figures hold beyond them, where they do.

    Always the same number of queries, however many units there are.
    """
    units = units_below(unit, own.period, as_now=as_now)
    if not units:
        return []
    heirs = _heirs(units, as_now=as_now)
    measures = _measures(list(heirs), own.period)
    said = _reported(heirs, own.period) if with_reported else {}
    counts = {number: [0, 0, 0] for number in heirs.values()}
    for place, found in enumerate(measures):
        for number, count in found.items():
            counts[heirs[number]][place] += count
    rows = [_row(each, counts[each.pk], said.get(each.pk)) for each in units]
    return [*rows, *_rest(own, rows)]


def _row(unit: Unit, counts: list[int], said: Decimal | None) -> UnitRow:
    registered, recognised, stock = counts
    return UnitRow(unit, registered, recognised, stock, said)


def _heirs(units: list[Unit], *, as_now: bool) -> dict[int, int]:
    """Each counted unit → the row that it belongs to."""
    own = {unit.pk: unit.pk for unit in units}
    if not as_now:
        return own
    past: Mapping[int, Inheritance] = inheritances_of(own)
    return {old: number for number, before in past.items() for old in before.sole} | own


def _measures(unit_ids: list[int], period: Period) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    until = Period(_BEGINNING, period.last)
    return (
        tallies.totals_by_unit(Measure.REGISTERED, unit_ids=unit_ids, period=period),
        tallies.totals_by_unit(Measure.RECOGNISED, unit_ids=unit_ids, period=period),
        tallies.totals_by_unit(Measure.STOCK, unit_ids=unit_ids, period=until),
    )


def _reported(heirs: dict[int, int], period: Period) -> dict[int, Decimal | None]:
    by_row: dict[int, list[ReportedFigure]] = {}
    for figure in reported_of(heirs, period):
        by_row.setdefault(heirs[figure.unit_id], []).append(figure)
    return {number: stated(figures, INDICATORS["registered"]) for number, figures in by_row.items()}


def _rest(own: Totals, rows: list[UnitRow]) -> list[UnitRow]:
    """Records at the unit itself, of predecessors that were split, or of units that are not of this time."""
    rest = UnitRow(
        None,
        own.of("registered") - sum(row.registered for row in rows),
        own.of("recognised") - sum(row.recognised for row in rows),
        own.of("stock") - sum(row.stock for row in rows),
    )
    return [rest] if rest.registered or rest.recognised or rest.stock else []
