"""People and the roles that they hold."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.desk.doors import desk_post, desk_view
from kheo.desk.links import public_link, qr_svg
from kheo.desk.people.choices import roles_to_give
from kheo.desk.people.forms import PeopleFilterForm
from kheo.desk.people.tables import people_sheet
from kheo.desk.units.entries import entry_lines
from kheo.ui.paging import page_of
from kheo.units.actions import make_reset_link
from kheo.units.actors import Actor
from kheo.units.models import Membership, User
from kheo.units.naming import words_of
from kheo.units.policy import Refused, UnitAction, can, visible_history, visible_people
from kheo.units.queries import memberships_seen

SORTS = {"name": "user__full_name", "role": "role", "unit": "unit__folded_name", "from": "valid_from"}


@desk_view
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which role, to be narrowed, sorted and taken as .xlsx."""
    form = PeopleFilterForm(request.GET)
    rows = _filtered(request, form)
    if request.GET.get("as") == "xlsx":
        return people_sheet(rows)
    context = {"form": form, "page": page_of(request, rows), "can_invite": bool(roles_to_give(request.actor))}
    return render(request, "desk/people/people.html", context)


def _filtered(request: HttpRequest, form: PeopleFilterForm) -> QuerySet[Membership]:
    asked = form.cleaned_data if form.is_valid() else {}
    rows, today = memberships_seen(request.actor), clock.today()
    ended = Q(ended_at__isnull=False) | Q(valid_to__lt=today) | Q(unit__valid_to__lt=today)
    if asked.get("state") == "ended":
        rows = rows.filter(ended)
    elif asked.get("state") != "all":
        rows = rows.exclude(ended)
    if asked.get("role"):
        rows = rows.filter(role=asked["role"])
    for word in words_of(asked.get("q", "")):
        rows = rows.filter(user__folded__contains=f" {word}")
    return _sorted(rows, request.GET.get("sort", ""))


def _sorted(rows: QuerySet[Membership], sort: str) -> QuerySet[Membership]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return rows
    return rows.order_by(f"-{column}" if sort.startswith("-") else column, "user__full_name", "pk")


@desk_view
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles now and before, and what may be done for them."""
    found = get_object_or_404(visible_people(request.actor), pk=pk)
    answer = can(request.actor, UnitAction.RESET_PASSWORD, found)
    own = found.pk == request.user.pk
    context = {
        "person": found,
        "own": own,
        "held": [_line(request, held) for held in memberships_seen(request.actor).filter(user=found)],
        "reset_reason": answer.reason if isinstance(answer, Refused) else "",
        "can_grant": bool(roles_to_give(request.actor)),
        "entries": entry_lines(_history(request.actor, found)),
    }
    return render(request, "desk/people/person.html", context)


def _line(request: HttpRequest, held: Membership) -> dict[str, Any]:
    answer = can(request.actor, UnitAction.END_MEMBERSHIP, held)
    day = clock.today()
    over = bool(held.ended_at or (held.valid_to and held.valid_to < day) or not held.unit.is_valid_on(day))
    return {"held": held, "over": over, "reason": answer.reason if isinstance(answer, Refused) else ""}


def _history(actor: Actor, found: User) -> QuerySet[ChangeEntry]:
    """What was changed about the person: one's own in whole, of others what concerns no unit or an overseen one."""
    entries = ChangeEntry.objects.filter(subject_type="units.user", subject_id=found.pk).order_by("-pk")
    if actor.user and actor.user.pk == found.pk:
        return entries[:30]
    return entries.filter(Q(unit_id=None) | Q(pk__in=visible_history(actor).values("pk")))[:30]


@desk_post
def reset_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for a new password, shown this once, with its square code, to hand over."""
    found = get_object_or_404(visible_people(request.actor), pk=pk)
    reset, token = make_reset_link(found, by=request.actor)
    link = public_link(request, "password_reset_use")(token)
    context = {"person": found, "reset": reset, "link": link, "qr": qr_svg(link, found.full_name)}
    return render(request, "desk/people/reset_link.html", context)
