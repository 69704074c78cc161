"""Lists around readings: what was read, what was accepted from it, for which units one may read."""

from collections.abc import Iterable, Mapping

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When

from kheo.audit import clock
from kheo.figures.models import ReadFact, Reading, ReportedFigure
from kheo.figures.policy import visible_figures, visible_readings
from kheo.initiatives.policy import OFFICE, READING_ROLES
from kheo.units.actors import Actor, predecessors_of
from kheo.units.models import Succession, Unit
from kheo.units.paths import within_any
from kheo.units.queries import WITH_PARENTS

MOST_UNITS = 400


def units_to_read_for(actor: Actor) -> list[Unit]:
    """The units of whose reports the actor may accept figures: the office's own and those of which it is sole heir;
    today's before ended ones, by name."""
    numbers = {number for post in actor.posts_as(*OFFICE) for number in post.act_unit_ids}
    units = Unit.objects.filter(pk__in=numbers).select_related(*WITH_PARENTS).order_by("folded_name", "pk")
    return sorted(units, key=lambda unit: not unit.is_valid_on(clock.today()))


def readings(actor: Actor, filters: Mapping[str, str]) -> QuerySet[Reading]:
    """The readings that `actor` sees, open ones first, then the latest; with their facts.

    Filters: `unit` (number; as now, with the units before it), `state` (open, closed); other values filter nothing out.
    """
    rows = visible_readings(actor).select_related("unit", "read_by")
    rows = rows.prefetch_related(Prefetch("facts", ReadFact.objects.order_by("position")))
    if unit := _unit(filters.get("unit")):
        rows = rows.filter(within_any(_paths_as_now(unit)))
    if filters.get("state") in {"open", "closed"}:
        rows = rows.filter(closed_at__isnull=filters["state"] == "open")
    state = Case(When(closed_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(state, "-read_at", "-pk")


def reported_figures(actor: Actor, filters: Mapping[str, str]) -> QuerySet[ReportedFigure]:
    """The accepted figures that `actor` sees, the latest period first, then in the order of their documents.

    Filters: `unit` (number; its subtree, as now), `year` (any day of it), `measure`, `reading` (number).
    """
    rows = visible_figures(actor).select_related("unit", "fact__reading", "accepted_by", "total")
    if unit := _unit(filters.get("unit")):
        rows = rows.filter(within_any(_paths_as_now(unit)))
    if (year := _number(filters.get("year"))) and year <= 9999:
        rows = rows.filter(starts_on__year__lte=year, ends_on__year__gte=year)
    if measure := filters.get("measure"):
        rows = rows.filter(measure=measure)
    if reading := _number(filters.get("reading")):
        rows = rows.filter(fact__reading=reading)
    return rows.order_by("-ends_on", "path", "fact__reading", "fact__position", "pk")


def units_with_figures(actor: Actor) -> list[Unit]:
    """The units by which the actor's reported figures can be looked up: those that have some, the heirs of these that
    the actor reads, and the actor's own; today's before ended ones, by name, at most MOST_UNITS."""
    seen = set(visible_figures(actor).order_by().values_list("unit", flat=True).distinct()[:MOST_UNITS])
    own = {post.unit.pk for post in actor.posts_as(*READING_ROLES)}
    found = Unit.objects.filter(pk__in=seen | own | _heirs(seen)).filter(within_any(actor.read_paths(*READING_ROLES)))
    units = found.select_related(*WITH_PARENTS).order_by("folded_name", "pk")[:MOST_UNITS]
    return sorted(units, key=lambda unit: not unit.is_valid_on(clock.today()))


def years_with_figures(actor: Actor) -> list[int]:
    """The years in which a period of the actor's reported figures ends, the latest first."""
    years = visible_figures(actor).order_by().values_list("ends_on__year", flat=True).distinct()
    return sorted(years, reverse=True)


def _heirs(numbers: Iterable[int]) -> set[int]:
    """Every unit that followed one of these, however far on."""
    found: set[int] = set()
    frontier = set(numbers)
    while frontier:
        heirs = Succession.objects.filter(old_id__in=frontier).values_list("new_id", flat=True)
        frontier = set(heirs) - found
        found |= frontier
    return found


def _paths_as_now(unit: Unit) -> list[str]:
    return [unit.path, *predecessors_of([unit.pk]).values()]


def _unit(value: str | None) -> Unit | None:
    number = _number(value)
    return Unit.objects.filter(pk=number).first() if number else None


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 12 else None
