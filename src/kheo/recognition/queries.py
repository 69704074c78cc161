"""Who is recognised, and for what; what an editor may publish. What the public reads is in `public.py`."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kheo.initiatives.choices import ACCEPTED, ENDED, Level
from kheo.initiatives.models import Initiative, Registration
from kheo.initiatives.policy import visible as visible_registrations
from kheo.recognition.choices import ISSUING_KINDS, LEVEL_OF_KIND
from kheo.recognition.models import Decision, Publication, Recognition
from kheo.recognition.policy import holding, published, visible, visible_decisions
from kheo.units.actors import Actor, predecessors_of, sole_predecessors_of
from kheo.units.choices import LayoutProfile, Role
from kheo.units.models import Organisation, Unit
from kheo.units.paths import ancestors, within_any

DECISION_SORTS = {"day": ("issued_on", "pk"), "-day": ("-issued_on", "-pk"), "level": ("level", "-issued_on", "-pk")}
"""The orders that the list of decisions offers, by the word in its address."""


def decisions(actor: Actor, *, year: int | None = None, level: str = "", sort: str = "-day") -> QuerySet[Decision]:
    """The decisions that the actor sees, newest first; of one year of issue or one level, where these are given."""
    order = DECISION_SORTS.get(sort, DECISION_SORTS["-day"])
    rows = visible_decisions(actor).select_related("issuer", "unit").order_by(*order)
    if year:
        rows = rows.filter(year=year)
    return rows.filter(level=level) if level else rows


def decision_years(actor: Actor) -> list[int]:
    """The years in which decisions that the actor sees were issued, the latest first."""
    return list(visible_decisions(actor).order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class Lines:
    """How many lines of a decision the actor sees, and how many of these hold."""

    seen: int = 0
    holding: int = 0

    @property
    def revoked(self) -> int:
        """Those that were taken back."""
        return self.seen - self.holding


def lines_by_decision(actor: Actor, decision_ids: Iterable[int]) -> dict[int, Lines]:
    """The number of lines of each of these decisions; one without any visible line is left out. One query."""
    rows = visible(actor).filter(decision__in=list(decision_ids)).order_by().values_list("decision")
    counted = rows.annotate(seen=Count("pk"), held=Count("pk", filter=holding()))
    return {decision: Lines(seen, held) for decision, seen, held in counted}


def lines_of(actor: Actor, decision: Decision) -> QuerySet[Recognition]:
    """The lines of a decision that the actor sees, revoked ones too, in the decision's order."""
    rows = visible(actor).filter(decision=decision)
    rows = rows.select_related("registration__initiative", "registration__unit", "registration__campaign", "revoked_by")
    return rows.order_by("position")


def lines_in_all(decision: Decision) -> int:
    """How many lines a decision has, those of other units too: a number on an issued document, no name."""
    return decision.recognitions.count()


def recognitions_of(actor: Actor, registration: Registration) -> QuerySet[Recognition]:
    """The recognitions of one registration, revoked ones too."""
    return visible(actor).filter(registration=registration).select_related("decision__issuer")


def holds_a_recognition() -> Exists:
    """A condition on registrations, to filter by or to annotate with: for the badge in lists."""
    return Exists(Recognition.objects.filter(holding(), registration=OuterRef("pk")))


def level_of(unit: Unit) -> Level:
    """The level at which the bodies of a unit recognise."""
    return LEVEL_OF_KIND[unit.kind]


def to_recognise(actor: Actor, unit: Unit, *, level: str = "") -> QuerySet[Registration]:
    """Accepted registrations of a unit that the actor may read and that hold no recognition at `level` yet.

    Those of predecessors stand with their sole heir; what a split left is decided by a level above.
    Without `level`, that of the unit is meant. Evaluated ones come first; `follow_ups_made` counts what was seen.
    """
    named = Recognition.objects.filter(holding(), decision__level=level or level_of(unit)).values("registration")
    inherited = Unit.objects.filter(pk__in=sole_predecessors_of(unit.pk)).values_list("path", flat=True)
    rows = visible_registrations(actor).filter(within_any([unit.path, *inherited]))
    rows = _with_follow_ups(rows.filter(status__in=ACCEPTED).exclude(pk__in=named))
    return rows.order_by("status", "initiative__folded", "pk")


def with_follow_ups(actor: Actor, registration_ids: list[int]) -> QuerySet[Registration]:
    """Those of these registrations that the actor may read, with `follow_ups_made`."""
    return _with_follow_ups(visible_registrations(actor).filter(pk__in=registration_ids))


def _with_follow_ups(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    rows = rows.annotate(follow_ups_made=Count("follow_ups", filter=Q(follow_ups__withdrawn_at=None)))
    return rows.select_related("initiative__lead_organisation", "unit", "campaign")


def issuers_for(unit: Unit) -> QuerySet[Organisation]:
    """The bodies whose decisions may be entered for a unit: its own and those above, the unit's own first."""
    above = [path for own in (unit.path, *predecessors_of([unit.pk]).values()) for path in ancestors(own)]
    rows = Organisation.objects.filter(territory__path__in=above, kind__in=ISSUING_KINDS)
    return rows.select_related("territory").order_by("-territory__path", "pk")


def usual_symbol(issuer: Organisation) -> str:
    """The symbol on a body's decisions: QĐ/ĐU of the Party, QĐ-UBND of the others; empty where it has no letters."""
    if not issuer.symbol:
        return ""
    return f"QĐ{'/' if issuer.layout == LayoutProfile.PARTY else '-'}{issuer.symbol}"


def deciding_units_of(actor: Actor) -> list[Unit]:
    """The units for which the actor enters decisions."""
    return list({post.unit.pk: post.unit for post in actor.posts_as(Role.LEADER)}.values())


# ── what an editor works on ──

PUBLICATION_STATES = ("ready", "shown", "lacking", "hidden")
"""Ready to be published; shown now; recognised without consent; published and hidden by a revocation or its end."""


def to_publish(actor: Actor, state: str) -> QuerySet[Initiative]:
    """The initiatives in one of PUBLICATION_STATES that the actor edits, in the order of their names."""
    rows = edited(actor).filter(_in_state(state))
    return rows.order_by("folded", "pk")


def publication_counts(actor: Actor) -> dict[str, int]:
    """How many initiatives stand in each of PUBLICATION_STATES for the actor. One query."""
    counts = {state: Count("pk", filter=_in_state(state)) for state in PUBLICATION_STATES}
    return edited(actor).aggregate(**counts)


def edited(actor: Actor) -> QuerySet[Initiative]:
    """The initiatives of the units for which the actor is editor."""
    units = {number for post in actor.posts_as(Role.EDITOR) for number in post.act_unit_ids}
    rows = Initiative.objects.filter(unit__in=units)
    return rows.select_related("lead_organisation", "unit", "place", "publication")


def _in_state(state: str) -> Q:
    recognised = Q(pk__in=Recognition.objects.filter(holding()).values("registration__initiative"))
    shown = Q(pk__in=published().values("initiative"))
    running = recognised & ~Q(alive__in=ENDED)
    put_up = Q(pk__in=Publication.objects.filter(withdrawn_at=None).values("initiative"))
    return {
        "ready": running & Q(consents_to_publication=True) & ~shown,
        "shown": shown,
        "lacking": running & Q(consents_to_publication=False),
        "hidden": put_up & ~running,
    }[state]


def publications_of(unit: Unit) -> QuerySet[Publication]:
    """What the public may read of a unit and its predecessors, newest first."""
    paths = [unit.path, *predecessors_of([unit.pk]).values()]
    rows = published().filter(within_any(paths, "initiative__path"))
    return rows.select_related("initiative__place", "initiative__lead_organisation").order_by("-published_at", "-pk")


def editing_units(actor: Actor) -> list[Unit]:
    """The units for which the actor is editor."""
    return [post.unit for post in actor.posts_as(Role.EDITOR)]
