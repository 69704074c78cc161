"""What anybody reads without signing in: published initiatives, and counts without names.

Every list here starts from `policy.published()`, so a revocation or a consent taken back hides a page at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum

from kheo.audit import clock
from kheo.initiatives.choices import ACCEPTED, ENDED, Alive, Kind
from kheo.initiatives.models import Campaign, FollowUp, Initiative
from kheo.initiatives.rules import DEFAULT_DATA, read_rules
from kheo.recognition.models import Publication, Recognition
from kheo.recognition.policy import holding, published
from kheo.recognition.queries import publications_of
from kheo.units.choices import Role, UnitKind
from kheo.units.models import Unit
from kheo.units.naming import words_of
from kheo.units.paths import ancestors
from kheo.units.queries import WITH_PARENTS, current_memberships, heirs_today, valid_units


def wards() -> QuerySet[Unit]:
    """The communes of today that are set up here: those with an administrator, in the order of their names."""
    administered = current_memberships().filter(role=Role.UNIT_ADMINISTRATOR).values("unit")
    rows = valid_units().filter(kind=UnitKind.COMMUNE, pk__in=administered)
    return rows.select_related(*WITH_PARENTS).order_by("folded_name", "pk")


def publications(unit: Unit, *, field: str = "", text: str = "", place: Unit | None = None) -> QuerySet[Publication]:
    """What is published of a unit, the latest first, with `confirmed_on`, the day of the last follow-up.

    `text` finds words of the name or of the place, accents or not.
    """
    rows = publications_of(unit)
    if field:
        rows = rows.filter(initiative__field=field)
    if place:
        rows = rows.filter(initiative__place=place)
    for word in words_of(text):
        rows = rows.filter(Q(initiative__folded__contains=word) | Q(initiative__place__folded__contains=f" {word}"))
    return with_confirmation(rows)


def with_confirmation(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """The same rows, each with the day on which somebody last saw it at work (`confirmed_on`, None: nobody yet)."""
    accepted = Q(initiative__registrations__status__in=ACCEPTED)
    return rows.annotate(confirmed_on=Max("initiative__registrations__last_follow_up_on", filter=accepted))


def publication(initiative_id: int) -> Publication | None:
    """The published page of an initiative; None where there is none at this moment."""
    rows = with_confirmation(published().filter(initiative=initiative_id))
    parents = [f"initiative__{name}__{parent}" for name in ("place", "unit") for parent in WITH_PARENTS]
    return rows.select_related("initiative__lead_organisation", *parents).first()


def ward_of(initiative: Initiative) -> Unit:
    """The ward whose public site shows the initiative: today's heir of its unit that is set up here, else its unit."""
    today = heirs_today(initiative.unit)
    found = wards().filter(pk__in=[unit.pk for unit in today]).first()
    return found or initiative.unit


def alive_state(alive: str, confirmed_on: date | None, fresh_days: int) -> str:
    """The state as it is shown: active only where a follow-up of the last `fresh_days` says so, else not_confirmed."""
    if alive != Alive.ACTIVE:
        return str(alive)
    is_fresh = confirmed_on is not None and confirmed_on >= clock.today() - timedelta(days=fresh_days)
    return str(Alive.ACTIVE) if is_fresh else "not_confirmed"


def fresh_days(unit: Unit) -> int:
    """For how many days a follow-up confirms: as the unit's latest campaign has it, else as the rules that ship."""
    bound = Campaign.objects.filter(unit__path__in=ancestors(unit.path)).select_related("rule_set")
    latest = bound.order_by("-year", "-unit__path").first()
    return read_rules(latest.rule_set.data if latest else DEFAULT_DATA).follow_up_days


def confirmed_models(unit_ids: Iterable[int], *, days: int) -> int:
    """How many standing models of these units a follow-up of the last `days` found at work."""
    seen = Q(registrations__last_follow_up_on__gte=clock.today() - timedelta(days=days))
    rows = _standing().filter(seen, unit__in=list(unit_ids), kind=Kind.MODEL, alive=Alive.ACTIVE)
    return rows.values("pk").distinct().count()


def _standing() -> QuerySet[Initiative]:
    return Initiative.objects.filter(first_accepted_on__isnull=False).exclude(alive__in=ENDED)


@dataclass(frozen=True)
class Results:
    """Sums of what the follow-ups of an initiative wrote down; None where none has that number."""

    follow_ups: int
    people: int | None
    money: int | None
    labour_days: int | None


def results_of(initiative: Initiative) -> Results:
    """The sums over all follow-ups that stand, without a word of their texts: times somebody took part, đồng, days."""
    rows = FollowUp.objects.filter(registration__initiative=initiative, withdrawn_at=None)
    return Results(
        **rows.aggregate(
            follow_ups=Count("pk"), people=Sum("people"), money=Sum("money"), labour_days=Sum("labour_days")
        )
    )


def recognitions_of(initiative: Initiative) -> QuerySet[Recognition]:
    """The recognitions of an initiative that hold, the latest first."""
    rows = Recognition.objects.filter(holding(), registration__initiative=initiative)
    return rows.select_related("decision__issuer").order_by("-decision__issued_on", "-pk")


def latest_decisions(initiative_ids: Iterable[int]) -> dict[int, Recognition]:
    """The latest recognition that holds of each of these initiatives. One query."""
    rows = Recognition.objects.filter(holding(), registration__initiative__in=list(initiative_ids))
    rows = rows.select_related("decision__issuer", "registration").order_by("decision__issued_on", "pk")
    return {row.registration.initiative_id: row for row in rows}


def copies_of(initiative: Initiative) -> tuple[int, QuerySet[Publication]]:
    """How many standing initiatives were copied from this one, and those of them that are published."""
    copies = _standing().filter(origin=initiative)
    shown = with_confirmation(published().filter(initiative__in=copies)).select_related("initiative__place")
    return copies.count(), shown.order_by("initiative__folded", "pk")


@dataclass(frozen=True)
class PlaceCounts:
    """How many initiatives stand in a neighbourhood, and how many of them the public may read."""

    standing: int = 0
    shown: int = 0


def counts_by_place(place_ids: Iterable[int]) -> dict[int, PlaceCounts]:
    """Both counts of each of these places; a place without any is left out. One query."""
    shown = Q(pk__in=published().values("initiative"))
    rows = _standing().filter(place__in=list(place_ids)).order_by().values_list("place")
    counted = rows.annotate(standing=Count("pk"), seen=Count("pk", filter=shown))
    return {place: PlaceCounts(standing, seen) for place, standing, seen in counted}
