"""The bodies that act: their list, their page, and what may be done with them."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.doors import attempted, desk_view
from kheo.desk.units.entries import entry_lines
from kheo.desk.units.forms import (
    CloseOrganisationForm,
    MoveOrganisationForm,
    OperatorForm,
    OrganisationFilterForm,
    OrganisationForm,
    RenameOrganisationForm,
)
from kheo.desk.units.tables import organisations_sheet
from kheo.ui.paging import page_of
from kheo.units import queries
from kheo.units.actions import (
    appoint_operator,
    close_organisation,
    move_organisation,
    open_organisation,
    rename_organisation,
)
from kheo.units.actors import Actor
from kheo.units.choices import LayoutProfile, OrganisationKind, Role
from kheo.units.models import Organisation, Unit
from kheo.units.naming import words_of
from kheo.units.paths import within
from kheo.units.policy import Refused, UnitAction, can, require, visible_history, visible_organisations, visible_units

SORTS = {"name": "folded", "kind": "kind", "territory": "territory__folded_name", "from": "valid_from"}


@desk_view
def organisations(request: HttpRequest) -> HttpResponse:
    """The bodies of the own commune or province and of the units above, to be narrowed, sorted and taken as .xlsx."""
    form = OrganisationFilterForm(request.GET)
    rows, unit = _filtered(request, form)
    if request.GET.get("as") == "xlsx":
        return organisations_sheet(rows)
    page = page_of(request, rows)
    context = {"form": form, "page": page, "unit": unit, "can_open": bool(_territories(request.actor).exists())}
    return render(request, "desk/units/organisations.html", context)


def _filtered(request: HttpRequest, form: OrganisationFilterForm) -> tuple[QuerySet[Organisation], Unit | None]:
    asked = form.cleaned_data if form.is_valid() else {}
    rows, unit = visible_organisations(request.actor), None
    if asked.get("state") != "all":
        rows = rows.filter(valid_to__isnull=asked.get("state") != "closed")
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    for word in words_of(asked.get("q", "")):
        rows = rows.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    if asked.get("unit"):
        unit = get_object_or_404(visible_units(request.actor), pk=asked["unit"])
        rows = rows.filter(within(unit.path, "territory__path"))
    return _sorted(rows, request.GET.get("sort", "")), unit


def _sorted(rows: QuerySet[Organisation], sort: str) -> QuerySet[Organisation]:
    column = SORTS.get(sort.removeprefix("-"), "territory__path")
    order = f"-{column}" if sort.startswith("-") and sort.removeprefix("-") in SORTS else column
    return rows.select_related("territory", "territory__parent", "superior").order_by(order, "folded", "pk")


def _territories(actor: Actor) -> QuerySet[Unit]:
    """The units of today that the person administers: own communes with their neighbourhoods, own provinces."""
    held = {post.unit.pk for post in actor.posts_as(Role.UNIT_ADMINISTRATOR)}
    rows = queries.valid_units().filter(Q(pk__in=held) | Q(parent_id__in=held, kind="neighbourhood"))
    return rows.order_by("path")


def _superiors(actor: Actor) -> QuerySet[Organisation]:
    return visible_organisations(actor).filter(valid_to=None).order_by("territory__path", "folded")


@desk_view
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Open a body at a unit that one administers."""
    territories = _territories(request.actor)
    wanted = request.GET.get("unit", "")
    first = territories.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 19 else None
    first = first or territories.first()
    if first is None:
        return _refused_to_open(request)
    form = OrganisationForm(
        request.POST or None,
        initial={"territory": first, "on": clock.today()},
        territories=territories,
        superiors=_superiors(request.actor),
    )
    if form.is_valid() and (made := attempted(form, lambda: _open(request.actor, form.cleaned_data))):
        messages.success(request, _("%(name)s is open.") % {"name": made.name})
        return redirect("desk:organisation", made.pk)
    return render(request, "desk/units/organisation_new.html", {"form": form})


def _refused_to_open(request: HttpRequest) -> HttpResponse:
    """Says why, by the rule itself, at the first unit that the person has anything to do with."""
    unit = request.actor.posts[0].unit if request.actor.posts else queries.nation()
    require(can(request.actor, UnitAction.OPEN_ORGANISATION, unit))
    return redirect("desk:organisations")


def _open(actor: Actor, given: dict[str, Any]) -> Organisation:
    return open_organisation(
        territory=given["territory"],
        name=given["name"],
        kind=OrganisationKind(given["kind"]),
        superior=given["superior"],
        layout=LayoutProfile(given["layout"]) if given["layout"] else None,
        symbol=given["symbol"],
        on=given["on"],
        reason=given["reason"],
        by=actor,
    )


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    rows = visible_organisations(request.actor).select_related("territory", "territory__parent", "superior")
    return get_object_or_404(rows, pk=pk)


@desk_view
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: where it acts, who acts for it, what was changed, what may be done."""
    found = _organisation(request, pk)
    answer = can(request.actor, UnitAction.CHANGE_ORGANISATION, found)
    people = queries.memberships_seen(request.actor).filter(organisation=found, valid_to=None, ended_at=None)
    history = visible_history(request.actor).filter(subject_type="units.organisation", subject_id=found.pk)
    context = {
        "organisation": found,
        "kind": OrganisationKind(found.kind).label,
        "layout": LayoutProfile(found.layout).label,
        "people": list(people),
        "reason": answer.reason if isinstance(answer, Refused) else "",
        "entries": entry_lines(history.order_by("-pk")[:20]),
    }
    return render(request, "desk/units/organisation.html", context)


def _changing(request: HttpRequest, pk: int) -> Organisation:
    found = _organisation(request, pk)
    require(can(request.actor, UnitAction.CHANGE_ORGANISATION, found))
    return found


def _form_page(request: HttpRequest, form: Any, found: Organisation, title: str, verb: str) -> HttpResponse:
    context = {"form": form, "organisation": found, "title": title, "verb": verb}
    return render(request, "desk/units/organisation_change.html", context)


@desk_view
def organisation_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or symbol for a body."""
    found = _changing(request, pk)
    form = RenameOrganisationForm(request.POST or None, initial={"name": found.name, "symbol": found.symbol})
    if form.is_valid():
        given = form.cleaned_data
        if attempted(form, lambda: rename_organisation(found, by=request.actor, **given)):
            messages.success(request, _("The new name is saved."))
            return redirect("desk:organisation", pk)
    return _form_page(request, form, found, _("Change the name of %(name)s") % {"name": found.name}, _("Save the name"))


@desk_view
def organisation_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another unit for a body."""
    found = _organisation(request, pk)
    form = MoveOrganisationForm(request.POST or None, territories=_territories(request.actor))
    if form.is_valid():
        given = form.cleaned_data
        if attempted(form, lambda: move_organisation(found, by=request.actor, **given)):
            messages.success(request, _("The organisation acts at its new unit."))
            return redirect("desk:organisation", pk)
    return _form_page(request, form, found, _("Move %(name)s") % {"name": found.name}, _("Move the organisation"))


@desk_view
def organisation_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a body; its records stay."""
    found = _changing(request, pk)
    form = CloseOrganisationForm(request.POST or None, initial={"last": clock.today()})
    if form.is_valid():
        given = form.cleaned_data
        if attempted(form, lambda: close_organisation(found, by=request.actor, **given)):
            messages.success(request, _("The organisation is closed. Its records stay."))
            return redirect("desk:organisation", pk)
    return _form_page(request, form, found, _("Close %(name)s") % {"name": found.name}, _("Close the organisation"))


@desk_view
def operator_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Which body runs the movement in a unit from a day on."""
    unit = get_object_or_404(visible_units(request.actor).select_related(*queries.WITH_PARENTS), pk=pk)
    require(can(request.actor, UnitAction.APPOINT_OPERATOR, unit))
    choices = visible_organisations(request.actor).filter(territory=unit, valid_to=None)
    form = OperatorForm(request.POST or None, initial={"on": clock.today()}, organisations=choices.order_by("folded"))
    if form.is_valid():
        given = form.cleaned_data
        if attempted(form, lambda: appoint_operator(unit, by=request.actor, **given)):
            messages.success(request, _("The movement operator is appointed."))
            return redirect("desk:unit", pk)
    context = {"form": form, "unit": unit, "operator": queries.operator_of(unit)}
    return render(request, "desk/units/operator.html", context)
