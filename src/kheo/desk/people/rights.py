"""The page "what may I do here, and why": every subject adds its lines to PERMISSION_LINES."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kheo.desk.doors import desk_view
from kheo.desk.people.register_lines import REGISTER_LINES, keeps_a_register
from kheo.units.actors import Actor, Post
from kheo.units.choices import Role
from kheo.units.models import Unit
from kheo.units.policy import Grant, Refused, UnitAction, can, visible_units
from kheo.units.queries import WITH_PARENTS


@dataclass(frozen=True)
class PermissionLine:
    """One thing that people do: its subject, its name, and the question whether `actor` may do it at `unit`.

    `ask` gives an answer with a reason where it is no; it must not ask for more than the actor's posts, for the page
    asks it of each post alone to name the one that makes it a yes. A line that makes no sense at a unit says so by
    `fits`.
    """

    subject: Any
    label: Any
    ask: Callable[[Actor, Unit], Any]
    fits: Callable[[Unit], bool] = lambda unit: True


def _asks(action: UnitAction) -> Callable[[Actor, Unit], Any]:
    return lambda actor, unit: can(actor, action, unit)


def _grants(role: Role) -> Callable[[Actor, Unit], Any]:
    return lambda actor, unit: can(actor, UnitAction.GRANT, Grant(role, unit))


_TERRITORY, _PEOPLE = _("Units and organisations"), _("People")

PERMISSION_LINES: list[PermissionLine] = [
    PermissionLine(
        _TERRITORY,
        _("Open a unit below"),
        _asks(UnitAction.OPEN_UNIT),
        lambda unit: not unit.is_neighbourhood,
    ),
    PermissionLine(_TERRITORY, _("Change name or rank"), _asks(UnitAction.RENAME_UNIT)),
    PermissionLine(_TERRITORY, _("Merge with others"), _asks(UnitAction.MERGE_UNIT)),
    PermissionLine(_TERRITORY, _("Split into several"), _asks(UnitAction.SPLIT_UNIT)),
    PermissionLine(_TERRITORY, _("Move below another unit"), _asks(UnitAction.MOVE_UNIT)),
    PermissionLine(_TERRITORY, _("Open an organisation"), _asks(UnitAction.OPEN_ORGANISATION)),
    PermissionLine(
        _TERRITORY,
        _("Appoint the movement operator"),
        _asks(UnitAction.APPOINT_OPERATOR),
        lambda unit: not unit.is_neighbourhood,
    ),
    PermissionLine(
        _PEOPLE,
        _("Invite a team leader"),
        _asks(UnitAction.INVITE_AT),
    ),
    *(
        PermissionLine(
            _PEOPLE,
            label,
            _grants(role),
            lambda unit: not unit.is_neighbourhood,
        )
        for role, label in (
            (Role.OFFICER, _("Give the role of officer")),
            (Role.LEADER, _("Give the role of leader")),
            (Role.AUDITOR, _("Give the role of auditor")),
            (Role.UNIT_ADMINISTRATOR, _("Appoint a unit administrator")),
        )
    ),
    *(PermissionLine(subject, label, ask, keeps_a_register) for subject, label, ask in REGISTER_LINES),
]
"""All subjects' lines; a screen adds its own by `PERMISSION_LINES.append(...)` where its addresses are read."""


@desk_view
def my_rights(request: HttpRequest) -> HttpResponse:
    """What the person may do at one of their units (or another one), each with the role or the reason."""
    unit = _asked_unit(request)
    lines = [_line(request.actor, unit, line) for line in PERMISSION_LINES if line.fits(unit)] if unit else []
    subjects = list(dict.fromkeys(line["subject"] for line in lines))
    context = {
        "unit": unit,
        "units": list({post.unit.pk: post.unit for post in request.actor.posts}.values()),
        "groups": [(subject, [line for line in lines if line["subject"] == subject]) for subject in subjects],
        "allowed": sum(not line["reason"] for line in lines),
        "total": len(lines),
    }
    return render(request, "desk/people/rights.html", context)


def _asked_unit(request: HttpRequest) -> Unit | None:
    asked = request.GET.get("unit", "")
    if asked.isdecimal() and len(asked) < 19:
        found = visible_units(request.actor).select_related(*WITH_PARENTS).filter(pk=asked).first()
        if found:
            return found
    return request.actor.posts[0].unit if request.actor.posts else None


def _line(actor: Actor, unit: Unit, line: PermissionLine) -> dict[str, Any]:
    answer = line.ask(actor, unit)
    if isinstance(answer, Refused) or not answer:
        return {
            "subject": str(line.subject),
            "label": line.label,
            "reason": getattr(answer, "reason", ""),
            "post": None,
        }
    return {"subject": str(line.subject), "label": line.label, "reason": "", "post": _reason_post(actor, unit, line)}


def _reason_post(actor: Actor, unit: Unit, line: PermissionLine) -> Post | None:
    """The first post that alone makes it a yes."""
    return next((post for post in actor.posts if line.ask(Actor(actor.user, (post,)), unit)), None)
