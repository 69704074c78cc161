"""Which roles, units and bodies a person may choose from when they bring somebody in."""

from django.db.models import Q, QuerySet

from kheo.units import queries
from kheo.units.actors import Actor
from kheo.units.choices import Role, UnitKind
from kheo.units.models import Organisation, Unit
from kheo.units.paths import within
from kheo.units.policy import GRANTABLE, is_system_administrator, visible_organisations


def roles_to_give(actor: Actor) -> list[Role]:
    """Every role that one of the actor's own roles may give somewhere, in the order of the list."""
    held = {post.role for post in actor.posts}
    given = {role for giver, roles in GRANTABLE.items() if giver in held for role in roles}
    return [role for role in Role if role in given]


def units_to_choose(actor: Actor) -> QuerySet[Unit]:
    """The units of today at which the actor may give a role to somebody."""
    chosen = Q(pk__in=[])
    for post in actor.posts_as(Role.UNIT_ADMINISTRATOR):
        chosen |= within(post.unit.path) & ~Q(kind=UnitKind.NEIGHBOURHOOD)
    if is_system_administrator(actor):
        chosen |= Q(kind__in=[UnitKind.NATION, UnitKind.PROVINCE])
        chosen |= Q(pk__in=[post.unit.pk for post in actor.posts])
    return queries.valid_units().filter(chosen).select_related(*queries.WITH_PARENTS).order_by("path")


def organisations_to_choose(actor: Actor) -> QuerySet[Organisation]:
    """The bodies of today at which the actor may give a role."""
    chosen = Q(pk__in=[])
    for post in actor.posts_as(Role.UNIT_ADMINISTRATOR, Role.OFFICER, Role.LEADER):
        chosen |= Q(territory=post.unit) | Q(territory__parent=post.unit, territory__kind=UnitKind.NEIGHBOURHOOD)
    rows = visible_organisations(actor).filter(chosen, valid_to=None).select_related("territory")
    return rows.order_by("territory__path", "folded")
