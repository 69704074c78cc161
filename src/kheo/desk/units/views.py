"""Units: found by name, shown with parents, past and heirs, and with what was changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.desk.doors import desk_view
from kheo.desk.units.entries import entry_lines
from kheo.desk.units.forms import UnitSearchForm
from kheo.ui.paging import page_of
from kheo.units import queries
from kheo.units.actors import Actor
from kheo.units.choices import SuccessionKind, UnitKind
from kheo.units.models import Succession, Unit
from kheo.units.policy import Refused, UnitAction, can, visible_history, visible_organisations, visible_units

CHANGES = (
    (UnitAction.OPEN_UNIT, "desk:unit_open", _("Open a unit below")),
    (UnitAction.RENAME_UNIT, "desk:unit_rename", _("Change name or rank")),
    (UnitAction.MERGE_UNIT, "desk:unit_merge", _("Merge with others")),
    (UnitAction.SPLIT_UNIT, "desk:unit_split", _("Split into several")),
    (UnitAction.MOVE_UNIT, "desk:unit_move", _("Move below another unit")),
    (UnitAction.APPOINT_OPERATOR, "desk:operator_appoint", _("Appoint the movement operator")),
)
SUCCESSIONS = {
    SuccessionKind.MERGE: _("%(old)s was merged into %(new)s"),
    SuccessionKind.SPLIT: _("%(old)s was split; a part became %(new)s"),
    SuccessionKind.RENAME: _("%(old)s became %(new)s"),
    SuccessionKind.RECLASSIFY: _("%(old)s became %(new)s"),
    SuccessionKind.MOVE: _("%(old)s went on as %(new)s, below another unit"),
}


@desk_view
def units(request: HttpRequest) -> HttpResponse:
    """Units by name, with or without accents, old names included; without a name those of today at the top."""
    form = UnitSearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    text, day = asked.get("q", ""), clock.today() if asked.get("which") == "today" else None
    if text:
        found = queries.find_units(text, on=day, limit=None, among=visible_units(request.actor))
    else:
        found = queries.valid_units().filter(kind=UnitKind.PROVINCE).order_by("folded_name")
    page = page_of(request, found)
    heirs = queries.heirs_of_each(unit for unit in page if unit.valid_to)
    rows = [{"unit": unit, "today": heirs.get(unit.pk, [])} for unit in page]
    context = {"form": form, "page": page, "rows": rows, "text": text, "own": _own_units(request.actor)}
    return render(request, "desk/units/units.html", context)


def _own_units(actor: Actor) -> list[Unit]:
    return list({post.unit.pk: post.unit for post in actor.posts}.values())


@desk_view
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it is, its parents, what lies below, its past, its heirs, and what may be done here."""
    found = get_object_or_404(visible_units(request.actor).select_related(*queries.WITH_PARENTS), pk=pk)
    ended = found.valid_to is not None
    return render(request, "desk/units/unit.html", _context(request.actor, found, ended=ended))


def _context(actor: Actor, found: Unit, *, ended: bool) -> dict[str, Any]:
    below = found.children.filter(valid_to=found.valid_to if ended else None)
    organisations = visible_organisations(actor).filter(territory=found, valid_to=None).order_by("folded")
    history = visible_history(actor).filter(unit_id=found.pk).exists()
    offered = changes_offered(actor, found)
    return {
        "unit": found,
        "ended": ended,
        "parents": queries.parents_of(found),
        "children": list(below.order_by("kind", "folded_name")),
        "heirs": queries.heirs_today(found) if ended else [],
        "past": past_lines(queries.past_of(found)),
        "operator": queries.operator_of(found),
        "organisations": list(organisations),
        "allowed": [change for change in offered if not change["reason"]],
        "refused": [change for change in offered if change["reason"]],
        "to_renew": len(queries.memberships_to_renew(found)) if not ended and _renews(actor, found) else 0,
        "has_history": history,
    }


def _renews(actor: Actor, found: Unit) -> bool:
    return bool(can(actor, UnitAction.INVITE_AT, found))


def changes_offered(actor: Actor, found: Unit) -> list[dict[str, Any]]:
    """What can be done with a unit: as a link where this person may, else with the reason."""
    offered = []
    for action, url, label in CHANGES:
        if action == UnitAction.OPEN_UNIT and found.is_neighbourhood:
            continue
        if action == UnitAction.APPOINT_OPERATOR and found.is_neighbourhood:
            continue
        answer = can(actor, action, found)
        offered.append({"url": url, "label": label, "reason": answer.reason if isinstance(answer, Refused) else ""})
    return offered


def past_lines(steps: list[Succession]) -> list[dict[str, Any]]:
    """Successions for the tag `timeline`."""
    return [
        {
            "title": SUCCESSIONS[SuccessionKind(step.kind)] % {"old": step.old.place, "new": step.new.title},
            "at": step.effective_on,
            "who": step.decision or step.source,
        }
        for step in steps
    ]


@desk_view
def unit_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what in this unit, its bodies and roles, with before and after."""
    found = get_object_or_404(visible_units(request.actor).select_related(*queries.WITH_PARENTS), pk=pk)
    page = page_of(request, visible_history(request.actor).filter(unit_id=found.pk).order_by("-pk"))
    return render(request, "desk/units/history.html", {"unit": found, "page": page, "entries": entry_lines(page)})
