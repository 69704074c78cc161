"""The ways of the desk's band: each only where the actor may use it, the waiting things with their number."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kheo.initiatives.policy import OFFICE, READING_ROLES
from kheo.initiatives.queries import waiting_count
from kheo.units.actors import Actor
from kheo.units.choices import Role

EVERYBODY = tuple(Role)
ONLY_RULING = (Role.UNIT_ADMINISTRATOR,)
"""Officers and leaders find the campaigns beside the list of registrations: the band holds so many ways and no more."""


def ways(request: HttpRequest) -> dict[str, Any]:
    """`ways` for pages of the desk, and `site_name`, the unit of the actor's first role; other pages keep their own."""
    actor, match = getattr(request, "actor", None), getattr(request, "resolver_match", None)
    if actor is None or match is None or "desk" not in match.namespaces:
        return {}
    return {
        "ways": SimpleLazyObject(lambda: ways_of(actor, request.path)),
        "site_name": SimpleLazyObject(lambda: actor.posts[0].unit.heading if actor.posts else ""),
    }


def ways_of(actor: Actor, path: str) -> list[dict[str, Any]]:
    """{label, url, count, current} of each way that is open to the actor; the first page is current alone."""
    if actor.is_anonymous:
        return []
    found = []
    for name, label, roles in _table():
        if not actor.posts_as(*roles) and roles != EVERYBODY:
            continue
        try:
            url = reverse(f"desk:{name}")
        except NoReverseMatch:
            continue
        count = waiting_count(actor) if name == "waiting" else None
        found.append({"label": label, "url": url, "count": count, "current": False})
    first = reverse("desk:waiting")
    for way in found:
        way["current"] = path == first if way["url"] == first else path.startswith(way["url"])
    return found


def _table() -> list[tuple[str, str, tuple[Role, ...]]]:
    writing = (*READING_ROLES, Role.TEAM_LEADER)
    return [
        ("waiting", _("What waits"), EVERYBODY),
        ("registrations", _("Registrations"), writing),
        ("decisions", _("Recognition"), (*READING_ROLES, Role.TEAM_LEADER, Role.EDITOR)),
        ("overview", _("Figures"), EVERYBODY),
        ("readings", _("Read reports"), OFFICE),
        ("reports", _("Reports"), READING_ROLES),
        ("campaigns", _("Campaigns"), ONLY_RULING),
        ("units", _("Units"), (Role.SYSTEM_ADMINISTRATOR, Role.UNIT_ADMINISTRATOR, Role.OFFICER, Role.LEADER)),
        ("people", _("People"), (Role.SYSTEM_ADMINISTRATOR, Role.UNIT_ADMINISTRATOR, Role.OFFICER, Role.LEADER)),
    ]
