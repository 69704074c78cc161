"""What a registration still needs before it can be sent, and what cannot stand together in it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.initiatives.choices import Novelty, Status
from kheo.initiatives.models import Registration
from kheo.initiatives.rules import read_rules
from kheo.initiatives.workflow import REQUIRED_TEXTS

MISSING = {
    "situation": gettext_lazy("Write the situation and the reason."),
    "goals": gettext_lazy("Write the goals and by what they are measured."),
    "method": gettext_lazy("Write what is done and how."),
    "beneficiaries": gettext_lazy("Write where it is done and who benefits."),
    "forces": gettext_lazy("Write who leads, who coordinates and who joins."),
    "resources": gettext_lazy("Write money, things and labour days, or “none”."),
    "outputs": gettext_lazy("Write results that can be checked."),
    "sustainability": gettext_lazy("Write how it is kept up and passed on."),
}


def missing_items(registration: Registration, *, on: date) -> dict[str, str]:
    """What keeps the registration from being sent on a day: field → sentence that says what to write."""
    mistakes = (
        _identity(registration) | _texts(registration) | date_order(registration.starts_on, registration.evaluates_on)
    )
    for name in ("starts_on", "evaluates_on"):
        if getattr(registration, name) is None:
            mistakes.setdefault(name, _("Write the date, for example 30/11/2026."))
    return mistakes | _rules(registration) | _place(registration, on) | _novelty(registration)


def date_order(starts_on: date | None, evaluates_on: date | None) -> dict[str, str]:
    """The mistake of an evaluation before the start, if there is one."""
    if starts_on and evaluates_on and evaluates_on < starts_on:
        return {
            "evaluates_on": _("The evaluation date %(end)s is before the start %(start)s. Write a later date.")
            % {"end": f"{evaluates_on:%d/%m/%Y}", "start": f"{starts_on:%d/%m/%Y}"}
        }
    return {}


def deadline_mistake(registration: Registration, *, on: date) -> str:
    """Why the campaign takes no sending on a day; empty where it does. What was returned may come back late."""
    campaign = registration.campaign
    if on < campaign.opens_on:
        return _("“%(campaign)s” opens on %(day)s. The draft is kept; send it from that day on.") % {
            "campaign": campaign,
            "day": f"{campaign.opens_on:%d/%m/%Y}",
        }
    if on > campaign.deadline and registration.status == Status.DRAFT:
        return _(
            "“%(campaign)s” closed on %(day)s. The draft is kept; ask an officer of %(unit)s to extend the deadline."
        ) % {"campaign": campaign, "day": f"{campaign.deadline:%d/%m/%Y}", "unit": campaign.unit}
    return ""


def _identity(registration: Registration) -> dict[str, str]:
    initiative = registration.initiative
    mistakes = {}
    if not initiative.name.strip():
        mistakes["name"] = _("Write the name.")
    if not initiative.owner.strip():
        mistakes["owner"] = _("Write who does it.")
    if not initiative.field:
        mistakes["field"] = _("Choose a field.")
    return mistakes


def _texts(registration: Registration) -> dict[str, str]:
    return {name: str(MISSING[name]) for name in REQUIRED_TEXTS if not getattr(registration, name).strip()}


def _rules(registration: Registration) -> dict[str, Any]:
    rules = read_rules(registration.campaign.rule_set.data)
    if registration.level in rules.levels:
        return {}
    return {
        "level": _("“%s” is not offered in this campaign. Choose another level.") % registration.get_level_display()
    }


def _place(registration: Registration, on: date) -> dict[str, str]:
    place = registration.initiative.place
    if place.is_valid_on(on) and registration.unit.is_valid_on(on):
        return {}
    ended = place if not place.is_valid_on(on) else registration.unit
    return {
        "place": _("%(unit)s is not valid on %(day)s. Choose today's unit.") % {"unit": ended, "day": f"{on:%d/%m/%Y}"}
    }


def _novelty(registration: Registration) -> dict[str, str]:
    initiative = registration.initiative
    if registration.novelty == Novelty.REPLICATED and not (initiative.origin_id or initiative.origin_note.strip()):
        return {"origin": _("Say which model is replicated: choose it, or write its name and place.")}
    if registration.novelty == Novelty.MAINTAINED and not (initiative.is_settled or initiative.origin_note.strip()):
        return {"origin": _("Say what is kept up: choose last year's model, or write since when it runs.")}
    return {}
