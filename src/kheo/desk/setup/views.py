"""The first-run page: what is set up, and what is not yet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kheo.desk.doors import desk_view
from kheo.desk.setup.steps import SETUP_STEPS, SetupStep
from kheo.units.actors import Actor
from kheo.units.choices import Role, UnitKind
from kheo.units.models import Unit


@desk_view
def first_run(request: HttpRequest) -> HttpResponse:
    """The steps of the person's own unit, the open ones first; ways to them for who administers it."""
    unit = _own_unit(request.actor)
    steps = [_line(unit, step) for step in SETUP_STEPS] if unit else []
    open_steps = [step for step in steps if not step["done"]]
    administers = bool(unit and request.actor.roles_at(unit.pk) & {Role.UNIT_ADMINISTRATOR})
    context = {
        "unit": unit,
        "open": open_steps,
        "done": [step for step in steps if step["done"]],
        "administers": administers,
    }
    return render(request, "desk/setup/first_run.html", context)


def _own_unit(actor: Actor) -> Unit | None:
    """The unit that is set up: one that the person administers before any other, never the whole nation."""
    posts = sorted(actor.posts, key=lambda post: post.role != Role.UNIT_ADMINISTRATOR)
    units = [post.unit for post in posts if post.unit.kind != UnitKind.NATION]
    return units[0] if units else None


def _line(unit: Unit, step: SetupStep) -> dict[str, Any]:
    url = reverse(step.url, args=[unit.pk] if step.at_unit else []) if step.url else ""
    return {"label": step.label, "help": step.help, "done": step.is_done(unit), "url": url}
