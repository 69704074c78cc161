"""Changes of territory: a form, then exactly what would change, then the act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.doors import attempted, desk_view
from kheo.desk.units.entries import entry_lines
from kheo.desk.units.forms import RANK_BELOW, DesignationForm, MergeForm, MoveForm, PartFormSet, SplitForm
from kheo.units import queries
from kheo.units.actions import merge_units, move_unit, open_unit, rename_unit, split_unit
from kheo.units.actions.rehearsal import rehearse
from kheo.units.choices import UnitKind
from kheo.units.models import Unit
from kheo.units.policy import UnitAction, can, require, visible_units

Act = Callable[[], Unit | list[Unit]]


def decide(
    request: HttpRequest, unit: Unit, form: forms.Form, act: Act, words: dict[str, str], **more: Any
) -> HttpResponse:
    """Shows the form, then what the act would change, then does it.

    `words`: title, verb (the button's), done. What is shown is what the act itself wrote before it was taken back.
    """
    context = {"unit": unit, "form": form, **words, **more}
    complete = form.is_valid() and all(one.is_valid() for one in more.values() if isinstance(one, forms.BaseFormSet))
    if not complete or "edit" in request.POST:
        return render(request, "desk/units/change.html", context)
    if "confirm" in request.POST:
        made = attempted(form, act)
        if made is not None:
            messages.success(request, words["done"])
            return redirect("desk:unit", made[0].pk if isinstance(made, list) else made.pk)
        return render(request, "desk/units/change.html", context)
    entries = attempted(form, lambda: rehearse(act))
    if entries is None:
        return render(request, "desk/units/change.html", context)
    return render(request, "desk/units/preview.html", context | _preview(request, unit, entry_lines(entries)))


def _preview(request: HttpRequest, unit: Unit, lines: list[dict[str, Any]]) -> dict[str, Any]:
    hidden = [(name, value) for name, values in request.POST.lists() for value in values if name not in _BUTTONS]
    return {"lines": [{**line, "at": None, "who": "", "remark": ""} for line in lines], "hidden": hidden}


_BUTTONS = {"csrfmiddlewaretoken", "confirm", "edit", "preview"}


def _unit(request: HttpRequest, pk: int, action: UnitAction) -> Unit:
    """The unit, where this person may do this with it; raises NotAllowed with the reason before any form."""
    found = get_object_or_404(visible_units(request.actor).select_related(*queries.WITH_PARENTS), pk=pk)
    require(can(request.actor, action, found))
    return found


def _first(unit: Unit) -> dict[str, Any]:
    return {"rank": unit.rank, "name": unit.name, "code": unit.code, "on": clock.today()}


@desk_view
def unit_open(request: HttpRequest, pk: int) -> HttpResponse:
    """A new unit below this one."""
    parent = _unit(request, pk, UnitAction.OPEN_UNIT)
    first = {"rank": RANK_BELOW.get(parent.kind, ""), "on": clock.today()}
    form = DesignationForm(request.POST or None, initial=first)
    words = {
        "title": _("Open a unit below %(unit)s") % {"unit": parent.title},
        "verb": _("Open the unit"),
        "done": _("The unit is open."),
    }
    return decide(
        request,
        parent,
        form,
        lambda: open_unit(parent=parent, called=form.called, by=request.actor, **form.decided),
        words,
    )


@desk_view
def unit_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, rank or code: the unit goes on as a new one."""
    unit = _unit(request, pk, UnitAction.RENAME_UNIT)
    form = DesignationForm(request.POST or None, initial=_first(unit))
    words = {
        "title": _("Change the name or rank of %(unit)s") % {"unit": unit.title},
        "verb": _("Change the name"),
        "done": _("The unit goes on under its new name."),
    }
    return decide(
        request, unit, form, lambda: rename_unit(unit, called=form.called, by=request.actor, **form.decided), words
    )


@desk_view
def unit_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This unit and others beside it become one."""
    unit = _unit(request, pk, UnitAction.MERGE_UNIT)
    form = MergeForm(request.POST or None, initial=_first(unit), beside=_beside(unit))
    words = {
        "title": _("Merge %(unit)s with others") % {"unit": unit.title},
        "verb": _("Merge the units"),
        "done": _("The units are one now."),
    }

    def act() -> Unit:
        chosen = [unit, *form.cleaned_data["units"]]
        return merge_units(chosen, called=form.called, by=request.actor, **form.decided)

    return decide(request, unit, form, act, words)


def _beside(unit: Unit) -> QuerySet[Unit]:
    beside = Unit.objects.filter(parent_id=unit.parent_id, kind=unit.kind, valid_to=None).exclude(pk=unit.pk)
    return beside.order_by("folded_name").select_related(*queries.WITH_PARENTS)


@desk_view
def unit_split(request: HttpRequest, pk: int) -> HttpResponse:
    """This unit becomes two or three; what lies below is given to the parts by hand."""
    unit = _unit(request, pk, UnitAction.SPLIT_UNIT)
    form = SplitForm(request.POST or None, initial={"on": clock.today()})
    below = unit.children.filter(valid_to=None).order_by("folded_name")
    parts = PartFormSet(
        request.POST or None,
        prefix="part",
        initial=[{"rank": unit.rank}] * 3,
        form_kwargs={"below": below, "empty_permitted": True, "use_required_attribute": False},
    )
    words = {
        "title": _("Split %(unit)s") % {"unit": unit.title},
        "verb": _("Split the unit"),
        "done": _("The unit is split. What was given to no part waits on the old unit's page."),
    }

    def act() -> list[Unit]:
        into = [part for one in parts if (part := one.part)]
        decided = {"on": form.cleaned_data["on"], "decision": form.cleaned_data["decision"]}
        return split_unit(unit, into=into, by=request.actor, **decided)

    return decide(request, unit, form, act, words, parts=parts)


@desk_view
def unit_move(request: HttpRequest, pk: int) -> HttpResponse:
    """This unit goes on below another one."""
    unit = _unit(request, pk, UnitAction.MOVE_UNIT)
    form = MoveForm(request.POST or None, initial={"on": clock.today()}, parents=_parents_for(unit))
    words = {
        "title": _("Move %(unit)s below another unit") % {"unit": unit.title},
        "verb": _("Move the unit"),
        "done": _("The unit goes on in its new place."),
    }

    def act() -> Unit:
        given = form.cleaned_data
        return move_unit(unit, parent=given["parent"], on=given["on"], decision=given["decision"], by=request.actor)

    return decide(request, unit, form, act, words)


def _parents_for(unit: Unit) -> QuerySet[Unit]:
    """The communes of the same province for a neighbourhood, the provinces for a commune."""
    if unit.is_neighbourhood:
        province = next(iter(queries.parents_of(unit)), unit)
        return queries.communes_of(province).exclude(pk=unit.parent_id)
    kind = UnitKind.PROVINCE if unit.kind == UnitKind.COMMUNE else UnitKind.NATION
    return queries.valid_units().filter(kind=kind).exclude(pk=unit.parent_id).order_by("folded_name")
