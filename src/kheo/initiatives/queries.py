"""What people ask of the register. Every list starts from what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OrderBy, Q, QuerySet
from django.db.models.functions import Coalesce

from kheo.audit import clock
from kheo.initiatives.choices import ACCEPTED, Alive, Status
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.policy import OFFICE, reads_the_nation, visible
from kheo.text import fold, similarity
from kheo.units.actors import Actor, predecessors_of
from kheo.units.choices import Role
from kheo.units.models import Unit
from kheo.units.paths import ancestors, within, within_any

SORTS = {
    "sent": "saved_at",
    "due": "due_on",
    "name": "initiative__folded",
    "status": "status",
}
"""The orders that a list offers, by the word in its address; a "-" before it turns the order round."""


def registrations(actor: Actor, filters: Mapping[str, str], *, sort: str = "-sent") -> QuerySet[Registration]:
    """The registrations that `actor` sees and that match `filters`; unknown words and values filter nothing out.

    Filters: `text` (name, owner or leading body, accents do not matter), `year`, `status`, `kind`, `field`, `novelty`,
    `level`, `unit` (number; its subtree and predecessors), `organisation` (number), `late` (any value), `from` and
    `to` (half-years of acceptance).
    """
    rows = visible(actor).select_related("initiative__lead_organisation", "initiative__place", "unit", "campaign")
    for name, column in (("status", "status"), ("novelty", "novelty"), ("level", "level")):
        if value := filters.get(name):
            rows = rows.filter(**{column: value})
    for name, column in (("kind", "initiative__kind"), ("field", "initiative__field")):
        if value := filters.get(name):
            rows = rows.filter(**{column: value})
    for name, column in (("year", "campaign__year"), ("organisation", "initiative__lead_organisation")):
        if number := _number(filters.get(name)):
            rows = rows.filter(**{column: number})
    rows = _entered(rows, filters)
    if number := _number(filters.get("unit")):
        rows = rows.filter(_at_unit(number))
    if text := fold(filters.get("text", "")).strip():
        rows = rows.filter(
            Q(initiative__folded__contains=text) | Q(initiative__lead_organisation__folded__contains=text)
        )
    if filters.get("late"):
        rows = rows.filter(is_late(clock.today()))
    everywhere = reads_the_nation(actor) and not filters.get("unit")
    return rows.order_by(*_order(sort, everywhere=everywhere))


def _order(sort: str, *, everywhere: bool) -> tuple[OrderBy, OrderBy]:
    """What has no day of being due comes last either way. A draft was sent when it was saved last.

    Over the whole country the index on `saved_at` gives the order. In a smaller reach the rows are found by place and
    then sorted: there the column is wrapped, else a database may walk two million rows in order to find a ward's.
    """
    column = SORTS.get(sort.removeprefix("-"))
    descending = sort.startswith("-") if column else True
    column = column or "saved_at"
    number = F("pk")
    first = F(column) if everywhere or column == "due_on" else Coalesce(column, column)
    last = True if column == "due_on" else None  # on a column without gaps it would keep PostgreSQL from the index
    if descending:
        return first.desc(nulls_last=last), number.desc()
    return first.asc(nulls_last=last), number.asc()


def _entered(rows: QuerySet[Registration], filters: Mapping[str, str]) -> QuerySet[Registration]:
    """Accepted ones of a span of half-years, as a figure counts them: `from` and `to` are 20261, 20262."""
    first, last = _number(filters.get("from")), _number(filters.get("to"))
    if first and last:
        rows = rows.filter(status__in=ACCEPTED, period__gte=first, period__lte=last)
    return rows


def _at_unit(number: int) -> Q:
    unit = Unit.objects.filter(pk=number).first()
    if unit is None:
        return Q(pk__in=[])
    column = "initiative__place__path" if unit.kind == "neighbourhood" else "path"
    return within_any([unit.path, *predecessors_of([unit.pk]).values()], column)


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 12 else None


def is_late(today: date) -> Q:
    """Somebody should have taken the next step before `today`."""
    return Q(due_on__lt=today, status__in=(Status.SUBMITTED, Status.RETURNED, Status.UNDER_WAY))


MOST_WAITING = 100
WAITING_COLUMNS = (
    *("status", "level", "due_on", "evaluates_on", "submitted_at", "last_follow_up_on", "unit__rank", "unit__name"),
    *("initiative__name", "initiative__owner", "initiative__field", "initiative__lead_organisation__name"),
)
"""What tells the waiting things apart: as many as MOST_WAITING are read at once."""


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the actor: `what` is decide, mend, follow_up or evaluate; `due_on` may be None."""

    what: str
    registration: Registration
    due_on: date | None

    def days_late(self, today: date) -> int:
        """Days since the due day; 0 where it is not over."""
        return max(0, (today - self.due_on).days) if self.due_on else 0


def waiting_for(actor: Actor, *, at_most: int = MOST_WAITING) -> list[Waiting]:
    """What waits for the actor, the most urgent first: for an office what was sent, for a team what came back,
    for both what should be evaluated or followed up by now or within two weeks."""
    soon = _soon()
    rows = _waiting_rows(actor).select_related("initiative__lead_organisation", "unit")
    rows = rows.only(*WAITING_COLUMNS).order_by(Coalesce("due_on", soon), "pk")[:at_most]
    things = [_waiting(row, clock.today()) for row in rows]
    return sorted(things, key=lambda thing: (thing.due_on or soon, thing.registration.pk))


def waiting_count(actor: Actor, *, at_most: int = MOST_WAITING) -> int:
    """How many things `waiting_for` would name; one query, and none for who can have nothing to do."""
    if not _act_unit_ids(actor) and not actor.organisation_ids(Role.TEAM_LEADER):
        return 0
    return _waiting_rows(actor)[:at_most].count()


def drafts(actor: Actor) -> QuerySet[Registration]:
    """The drafts that the actor may go on writing, the team's own and the office's, last written first."""
    rows = (
        visible(actor).filter(status=Status.DRAFT).select_related("initiative__lead_organisation", "unit", "campaign")
    )
    return rows.order_by("-saved_at", "-pk")


def _waiting_rows(actor: Actor) -> QuerySet[Registration]:
    """What an office decides and what its own team mends; and what both should follow up or evaluate."""
    needs_word = Q(due_on__lte=_soon()) | Q(evaluates_on__lte=_soon())
    running = Q(status=Status.UNDER_WAY, initiative__alive=Alive.ACTIVE) & needs_word
    waiting = Q(pk__in=[])
    if offices := _act_unit_ids(actor):
        waiting |= Q(unit__in=offices) & (Q(status=Status.SUBMITTED) | running)
    if teams := actor.organisation_ids(Role.TEAM_LEADER):
        own = Q(initiative__lead_organisation__in=teams, from_office=False)
        waiting |= own & (Q(status=Status.RETURNED) | running)
    return Registration.objects.filter(waiting)


def _soon() -> date:
    return clock.today() + timedelta(days=14)


def _act_unit_ids(actor: Actor) -> set[int]:
    return {number for post in actor.posts_as(*OFFICE) for number in post.act_unit_ids}


def _waiting(row: Registration, today: date) -> Waiting:
    if row.status == Status.SUBMITTED:
        return Waiting("decide", row, row.due_on)
    if row.status == Status.RETURNED:
        return Waiting("mend", row, row.due_on)
    if row.evaluates_on and row.evaluates_on <= today:
        return Waiting("evaluate", row, row.evaluates_on)
    return Waiting("follow_up", row, row.due_on)


def campaigns_for(unit: Unit) -> QuerySet[Campaign]:
    """The campaigns that bind a unit, its own and its ancestors', newest first."""
    return (
        Campaign.objects.filter(unit__path__in=ancestors(unit.path))
        .select_related("rule_set", "unit")
        .order_by("-year", "-unit__path")
    )


def current_campaign(unit: Unit, *, on: date | None = None) -> Campaign | None:
    """The campaign of the unit's current year, or None where none was opened."""
    return campaigns_for(unit).filter(year=(on or clock.today()).year).first()


def initiatives_to_register(actor: Actor, campaign: Campaign) -> QuerySet[Initiative]:
    """The actor's running initiatives that are not registered in this campaign yet, to be kept up another year."""
    own = Initiative.objects.filter(lead_organisation__in=actor.organisation_ids(Role.TEAM_LEADER))
    own = own.filter(first_accepted_on__isnull=False, alive=Alive.ACTIVE)
    return own.exclude(registrations__campaign=campaign).order_by("folded")


@dataclass(frozen=True)
class Similar:
    """Another initiative with nearly the same name; `percent` of agreement."""

    initiative: Initiative
    percent: int


def similar_initiatives(registration: Registration, *, at_most: int = 3, from_percent: int = 50) -> list[Similar]:
    """Sent or accepted initiatives of the same unit (and its predecessors) whose names resemble this one's.

    A Party cell's model must not be the same as another body's (ward letter 249/MTTQ-BTT; domain, registration form).
    """
    initiative = registration.initiative
    paths = [registration.path, *predecessors_of([registration.unit_id]).values()]
    others = Initiative.objects.filter(within_any(paths)).exclude(pk=initiative.pk)
    others = others.filter(registrations__in=Registration.objects.exclude(status=Status.DRAFT)).distinct()
    scored = [
        (round(100 * similarity(initiative.name, name)), number)
        for number, name in others.values_list("pk", "name")[:5000]
    ]
    best = sorted((pair for pair in scored if pair[0] >= from_percent), reverse=True)[:at_most]
    rows = Initiative.objects.select_related("lead_organisation").in_bulk([number for _percent, number in best])
    return [Similar(rows[number], percent) for percent, number in best]


def counted_in_place(place: Unit, *, first: int, last: int) -> QuerySet[Registration]:
    """Accepted registrations of a small place in a span of half-years: smaller places have no counters."""
    return Registration.objects.filter(
        within(place.path, "initiative__place__path"), status__in=ACCEPTED, period__gte=first, period__lte=last
    )
