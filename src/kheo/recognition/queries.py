"""Who is recognised, and for what."""

from django.db.models import QuerySet

from kheo.initiatives.models import Registration
from kheo.initiatives.policy import visible as visible_registrations
from kheo.initiatives.choices import ACCEPTED
from kheo.recognition.models import Decision, Publication, Recognition
from kheo.recognition.policy import holding, published, visible, visible_decisions
from kheo.units.actors import Actor, predecessors_of
from kheo.units.choices import Role
from kheo.units.models import Unit
from kheo.units.paths import within_any


def decisions(actor: Actor) -> QuerySet[Decision]:
    """The decisions that the actor sees, newest first."""
    return visible_decisions(actor).select_related("issuer", "unit").order_by("-issued_on", "-pk")


def recognitions_of(actor: Actor, registration: Registration) -> QuerySet[Recognition]:
    """The recognitions of one registration, revoked ones too."""
    return visible(actor).filter(registration=registration).select_related("decision__issuer")


def recognised_ids(registration_ids: list[int]) -> set[int]:
    """Which of these registrations hold a recognition: for the badge in lists. One query."""
    rows = Recognition.objects.filter(holding(), registration_id__in=registration_ids)
    return set(rows.values_list("registration_id", flat=True))


def to_recognise(actor: Actor, unit: Unit) -> QuerySet[Registration]:
    """Accepted registrations of a unit that the actor may read and that no holding decision names, evaluated first."""
    named = Recognition.objects.filter(holding()).values("registration")
    rows = visible_registrations(actor).filter(within_any([unit.path, *predecessors_of([unit.pk]).values()]))
    rows = rows.filter(status__in=ACCEPTED).exclude(pk__in=named)
    return rows.select_related("initiative__lead_organisation", "unit", "campaign").order_by("status", "initiative__folded")


def publications_of(unit: Unit) -> QuerySet[Publication]:
    """What the public may read of a unit and its predecessors, newest first."""
    paths = [unit.path, *predecessors_of([unit.pk]).values()]
    return published().filter(within_any(paths, "initiative__path")).select_related("initiative__place").order_by("-published_at")


def editing_units(actor: Actor) -> list[Unit]:
    """The units for which the actor is editor."""
    return [post.unit for post in actor.posts_as(Role.EDITOR)]
