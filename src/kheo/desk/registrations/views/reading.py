"""The page of one registration, and its form on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from kheo.desk.doors import desk_view
from kheo.desk.registrations.shown import facts_of, items_of, just_removed, page_of
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Registration
from kheo.initiatives.policy import can, visible
from kheo.units.actors import Actor

WITH = (
    "initiative__lead_organisation",
    "initiative__place",
    "initiative__origin",
    "unit",
    "campaign__rule_set",
    "campaign__unit",
)
TEMPLATE = _("This is a model for the place to change, no official paper.")


def registration_of(actor: Actor, pk: int) -> Registration:
    """The registration, where the actor may read it; raises Http404 where not, so that nobody learns that it exists."""
    return get_object_or_404(visible(actor).select_related(*WITH), pk=pk)


def as_seen(registration: Registration, data: Any) -> Registration:
    """The registration with the version that stood on the page: a later change makes the action refuse."""
    seen = data.get("version", "")
    registration.version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1
    return registration


@desk_view
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; a draft opens as the form for whoever writes it."""
    row = registration_of(request.actor, pk)
    if row.status == Status.DRAFT and can(request.actor, "edit", row) and not row.from_office:
        return redirect("desk:registration_edit", pk=pk)
    return show(request, row)


def show(request: HttpRequest, row: Registration, status: int = 200, **more: Any) -> HttpResponse:
    """The page with one of its forms opened (`deed`, `form`), or none."""
    context = page_of(request.actor, row) | {"removed": just_removed(request.actor, row)} | more
    if deed := more.get("deed"):
        body = row.initiative.lead_organisation or row.initiative.owner
        context["button"] = str(deed.button) % {"body": body}
    return render(request, "desk/registrations/page.html", context, status=status)


@desk_view
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with its ten items on A4."""
    row = registration_of(request.actor, pk)
    context = {
        "registration": row,
        "initiative": row.initiative,
        "items": items_of(row, {}),
        "facts": facts_of(row),
        "template_mark": TEMPLATE,
    }
    return render(request, "desk/registrations/print.html", context)
