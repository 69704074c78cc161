"""Roles are given, ended and renewed at the unit that followed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.desk.doors import attempted, desk_view
from kheo.desk.people.choices import organisations_to_choose, roles_to_give, units_to_choose
from kheo.desk.people.forms import EndForm, GrantForm
from kheo.units import queries
from kheo.units.actions import end_membership, grant_membership, renew_membership
from kheo.units.errors import Refusal
from kheo.units.models import Membership, Unit
from kheo.units.policy import UnitAction, can, require, visible_people, visible_units


@desk_view
def membership_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """One more role for a person who has an account."""
    person = get_object_or_404(visible_people(request.actor), pk=pk)
    form = GrantForm(
        request.POST or None,
        roles=roles_to_give(request.actor),
        units=units_to_choose(request.actor),
        organisations=organisations_to_choose(request.actor),
    )
    if form.is_valid():
        last = form.cleaned_data["valid_to"]
        if attempted(form, lambda: grant_membership(person, by=request.actor, valid_to=last, **form.post)):
            messages.success(request, _("The role is given."))
            return redirect("desk:person", pk)
    return render(request, "desk/people/grant.html", {"form": form, "person": person})


@desk_view
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks before a role ends; nobody ends the last administrator."""
    held = get_object_or_404(queries.memberships_seen(request.actor), pk=pk)
    require(can(request.actor, UnitAction.END_MEMBERSHIP, held))
    form = EndForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if attempted(form, lambda: end_membership(held, by=request.actor, **given)):
            messages.success(request, _("The role has its last day. What the person did stays."))
            return redirect("desk:people")
    return render(request, "desk/people/end.html", {"form": form, "held": held})


@desk_view
def memberships_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Roles that ended with their unit, to go on at this one: chosen by boxes, with a result a row."""
    unit = get_object_or_404(visible_units(request.actor).select_related(*queries.WITH_PARENTS), pk=pk)
    require(can(request.actor, UnitAction.INVITE_AT, unit))
    waiting = list(queries.memberships_to_renew(unit))
    results: list[dict[str, Any]] = []
    if request.method == "POST":
        chosen = set(request.POST.getlist("pick"))
        picked = [held for held in waiting if str(held.pk) in chosen]
        results = [_renewed(request, held, unit) for held in picked]
        waiting = list(queries.memberships_to_renew(unit))
        if not picked:
            messages.warning(request, _("No row was chosen."))
    return render(request, "desk/people/renew.html", {"unit": unit, "waiting": waiting, "results": results})


def _renewed(request: HttpRequest, held: Membership, unit: Unit) -> dict[str, Any]:
    """What became of one row: renewed, or why not."""
    try:
        renew_membership(held, unit=_place(held, unit), by=request.actor)
    except Refusal as refusal:
        return {"held": held, "reason": str(refusal)}
    return {"held": held, "reason": ""}


def _place(held: Membership, unit: Unit) -> Unit:
    """The unit at which the role goes on: where its organisation acts now, else the heir below `unit`, else itself."""
    if held.organisation and held.organisation.valid_to is None:
        return held.organisation.territory
    inside = [heir for heir in queries.heirs_today(held.unit) if heir.path.startswith(unit.path)]
    return inside[0] if inside else unit
