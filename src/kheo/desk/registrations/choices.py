"""What the forms of writing offer: places, bodies, models to go back to, campaigns that are open."""

from django.db.models import Q, QuerySet

from kheo.audit import clock
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.policy import OFFICE, visible_campaigns, visible_initiatives
from kheo.recognition.queries import publications_of
from kheo.units.actors import Actor
from kheo.units.choices import Role
from kheo.units.models import Organisation, Unit
from kheo.units.paths import ancestors
from kheo.units.queries import organisations_of, receiving_unit, valid_units


def places_of(registration: Registration) -> list[Unit]:
    """The unit and its parts of today; where the place that was written has ended, it stays in sight to be changed."""
    unit = registration.unit
    units = list(valid_units().filter(Q(pk=unit.pk) | Q(parent=unit)).order_by("path"))
    place = registration.initiative.place
    return units if place in units else [*units, place]


def origins_for(actor: Actor, registration: Registration) -> QuerySet[Initiative]:
    """Accepted models that the actor may read in this unit, and those that everybody may."""
    unit = registration.unit
    mine = visible_initiatives(actor).filter(path=unit.path).values("pk")
    known = Q(pk__in=mine) | Q(pk__in=publications_of(unit).order_by().values("initiative"))
    rows = Initiative.objects.filter(known, first_accepted_on__isnull=False)
    return rows.exclude(pk=registration.initiative_id).order_by("folded")


def bodies_of(registration: Registration) -> QuerySet[Organisation]:
    """The bodies of the unit that may join in."""
    rows = organisations_of(registration.unit)
    lead = registration.initiative.lead_organisation_id
    return rows.exclude(pk=lead) if lead else rows


def led_bodies(actor: Actor) -> dict[int, str]:
    """The organisations for which the actor writes."""
    posts = actor.posts_as(Role.TEAM_LEADER)
    return {post.organisation_id: post.organisation_name for post in posts if post.organisation_id}


def open_campaigns(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns of the actor's units whose year is not over, newest first."""
    paths = {path for post in actor.posts_as(Role.TEAM_LEADER) for path in ancestors(receiving_unit(post.unit).path)}
    rows = visible_campaigns(actor).filter(unit__path__in=paths, cut_off__gte=clock.today())
    return rows.select_related("unit", "rule_set").order_by("-year", "-unit__path")


def office_units(actor: Actor) -> list[Unit]:
    """The units for which the actor enters models of past years, today's first."""
    numbers = {number for post in actor.posts_as(*OFFICE) for number in post.act_unit_ids}
    return sorted(Unit.objects.filter(pk__in=numbers), key=lambda unit: (unit.valid_to is not None, unit.name))
