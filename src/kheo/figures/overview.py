"""All that one look at a unit and a period shows; the number of queries does not grow with the register."""

from collections.abc import Mapping
from dataclasses import dataclass

from kheo.figures.below import UnitRow, rows_below
from kheo.figures.indicators import INDICATORS
from kheo.figures.models import ReportedFigure
from kheo.figures.queries import Scope, Totals, reported_of, scope_of, stated, totals_of
from kheo.figures.small_places import Local, by_organisation, by_place
from kheo.initiatives.policy import READING_ROLES
from kheo.tallies import queries as tallies
from kheo.tallies.actions import COUNTED_KINDS
from kheo.tallies.choices import Measure
from kheo.tallies.periods import Period
from kheo.units.actors import Actor
from kheo.units.choices import UnitKind
from kheo.units.models import Unit

YEARS_SHOWN = 5
HEADLINES = ("registered", "models", "exemplars")
"""Which figure is set against the reports first: the first of these that a report states."""


@dataclass(frozen=True)
class LeftOut:
    """A predecessor of which the figures hold nothing, with what was accepted of it in the period."""

    unit: Unit
    registered: int


@dataclass(frozen=True)
class Overview:
    """The figures of a unit for a period, and beside them what else is needed to read them rightly.

    `trend`: the same period in earlier years, oldest first, this one last. `said` is None where the reader may not see
    reported figures. `is_listed`: the list of registrations, filtered by this unit and period, holds exactly the
    counted ones, and the reader may read all of them.
    """

    scope: Scope
    now: Totals
    before: Totals
    trend: list[Totals]
    said: list[ReportedFigure] | None
    below: list[UnitRow]
    places: list[Local]
    bodies: list[Local]
    taken_over: list[Unit]
    left_out: list[LeftOut]
    is_listed: bool

    @property
    def headline(self) -> str:
        """The code of the figure that is compared first."""
        stated_ones = (code for code in HEADLINES if self.said and stated(self.said, INDICATORS[code]) is not None)
        return next(stated_ones, HEADLINES[0])


def overview(actor: Actor, unit: Unit, period: Period, *, as_now: bool = True) -> Overview:
    """The overview as `actor` may see it: counts are open to every signed-in person, reported figures to who reads
    the unit."""
    scope = scope_of(unit, as_now=as_now)
    reads = all(actor.reaches(path, *READING_ROLES) for path in scope.counted.values())
    periods = _earlier(period)
    trend = totals_of(scope, *periods)
    is_ward = unit.kind == UnitKind.COMMUNE
    taken_over, left_out = _past(scope, period)
    return Overview(
        scope=scope,
        now=trend[-1],
        before=trend[-2],
        trend=trend,
        said=reported_of(scope.counted, period) if reads else None,
        below=rows_below(unit, trend[-1], as_now=as_now, with_reported=reads),
        places=by_place(scope.counted, period) if is_ward else [],
        bodies=by_organisation(scope.counted, period) if is_ward else [],
        taken_over=taken_over,
        left_out=left_out,
        is_listed=reads and _is_exact(scope, left_out),
    )


def _earlier(period: Period) -> list[Period]:
    found = [period]
    while len(found) < YEARS_SHOWN:
        found.append(found[-1].previous)
    return found[::-1]


def _past(scope: Scope, period: Period) -> tuple[list[Unit], list[LeftOut]]:
    """The predecessors that are counted with the unit, and those that are not, each by name."""
    others = {*scope.counted, *scope.left_out} - {scope.unit.pk}
    if not others or scope.unit.kind == UnitKind.DISTRICT:
        return [], []
    units = Unit.objects.filter(pk__in=others).order_by("folded_name", "pk")
    counts: Mapping[int, int] = {}
    if scope.left_out:
        counts = tallies.totals_by_unit(Measure.REGISTERED, unit_ids=scope.left_out, period=period)
    taken_over = [unit for unit in units if unit.pk in scope.counted]
    return taken_over, [LeftOut(unit, counts.get(unit.pk, 0)) for unit in units if unit.pk in scope.left_out]


def _is_exact(scope: Scope, left_out: list[LeftOut]) -> bool:
    """A list by unit shows its predecessors' registrations too: it fits where those left out have none then."""
    if scope.unit.is_neighbourhood:
        return not left_out
    return scope.unit.kind in COUNTED_KINDS and not any(each.registered for each in left_out)
