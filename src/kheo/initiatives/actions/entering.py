"""What the office enters itself: models of past years, of reports and of lists; and what it entered by mistake."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.initiatives.actions.counted import count_entry, count_striking_off
from kheo.initiatives.actions.drafts import IDENTITY, belongs, new_registration, place_belongs, searchable
from kheo.initiatives.actions.steps import move, take_step
from kheo.initiatives.choices import Novelty, Status
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.policy import can, can_enter_for
from kheo.tallies.periods import half_year_of
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Unit

UNTOUCHED = ("draft", "enter", "correct", "strike_off")
"""The steps after which nobody has built on a registration yet."""


@transaction.atomic
def enter_past_model(
    *, by: Actor, unit: Unit, campaign: Campaign, accepted_on: date | None, identity: Mapping[str, Any], **items: Any
) -> Registration:
    """Enter, for the office, an initiative of which no form exists: of a past year, or named in a report.

    With `accepted_on` it stands in the register at once; without, it stays the office's draft.
    Raises ValidationError where the day is outside of the campaign's year or the unit was not valid on it.
    """
    if not (answer := can_enter_for(by, unit)):
        raise NotAllowed(answer.reason)
    belongs(campaign, unit)
    place_belongs(identity.get("place") or unit, unit)
    initiative = Initiative.objects.create(
        unit=unit,
        path=unit.path,
        place=identity.get("place") or unit,
        lead_organisation=identity.get("lead_organisation"),
        folded=searchable(identity.get("name", ""), identity.get("owner", "")),
        **{name: identity[name] for name in IDENTITY if name in identity and name != "place"},
    )
    items.setdefault("novelty", Novelty.NEW)
    draft = new_registration(initiative, campaign, by=by, from_office=True, **items)
    return enter_draft(draft, by=by, accepted_on=accepted_on) if accepted_on else draft


@transaction.atomic
def enter_past_year(
    *, by: Actor, initiative: Initiative, campaign: Campaign, accepted_on: date | None, **items: Any
) -> Registration:
    """Enter, for the office, another year of an initiative that stands in the register: its identity stays as it is.

    Without `accepted_on` it stays the office's draft; what was struck off in this campaign is taken up again. Raises
    NotPossible where it is registered in this campaign already, ValidationError as `enter_past_model` does.
    """
    if not (answer := can_enter_for(by, initiative.unit)):
        raise NotAllowed(answer.reason)
    belongs(campaign, initiative.unit)
    items.setdefault("novelty", Novelty.MAINTAINED)
    draft = initiative.registrations.filter(campaign=campaign).first()
    if draft is None:
        draft = new_registration(initiative, campaign, by=by, from_office=True, **items)
    elif draft.status == Status.WITHDRAWN and can(by, "enter", draft):
        move(draft, **items)
    else:
        raise NotPossible(_("“%s” is registered in this campaign already.") % initiative)
    return enter_draft(draft, by=by, accepted_on=accepted_on) if accepted_on else draft


@transaction.atomic
def enter_draft(registration: Registration, *, by: Actor, accepted_on: date) -> Registration:
    """Enter an office draft, or what was struck off, in the register as accepted on a past day (or today)."""
    stand_in_register(registration, by=by, accepted_on=accepted_on)
    count_entry(registration)
    return registration


def stand_in_register(registration: Registration, *, by: Actor, accepted_on: date) -> None:
    """The step of `enter_draft` without its count: who calls this counts in the same transaction, one or many."""
    _can_stand_on(registration, accepted_on)
    take_step(
        registration,
        "enter",
        by=by,
        values={
            "submitted_at": clock.now(),
            "saved_at": clock.now(),
            "accepted_on": accepted_on,
            "period": half_year_of(accepted_on),
            "decided_by": by.user,
        },
    )


@transaction.atomic
def strike_off(registration: Registration, *, by: Actor, reason: str) -> Registration:
    """Take what the office entered by mistake out of the register and of every count; it can be entered again.

    Raises ValidationError without a reason, NotPossible where it was followed up, recognised or has evidence.
    """
    if not (answer := can(by, "strike_off", registration)):
        raise NotAllowed(answer.reason)
    _nobody_built_on(registration)
    count_striking_off(registration)
    take_step(
        registration,
        "strike_off",
        by=by,
        reason=reason,
        values={
            "due_on": None,
            "accepted_on": None,
            "period": None,
            "decided_by": by.user,
        },
    )
    return registration


def _nobody_built_on(registration: Registration) -> None:
    if registration.history.exclude(step__in=UNTOUCHED).exists() or registration.evidence.exists():
        raise NotPossible(
            _("“%s” was followed up or has evidence: it stays. Say on its page that the work ended, if so.")
            % registration
        )


def _can_stand_on(registration: Registration, day: date) -> None:
    mistakes = {}
    if day > clock.today():
        mistakes["accepted_on"] = _("The day %s is in the future. Write the day on which it was accepted.") % (
            f"{day:%d/%m/%Y}"
        )
    if day.year != registration.campaign.year:
        mistakes["accepted_on"] = _("The day %(day)s is not in the year %(year)s of the campaign.") % {
            "day": f"{day:%d/%m/%Y}",
            "year": registration.campaign.year,
        }
    if not registration.unit.is_valid_on(day):
        mistakes["unit"] = _("%(unit)s is not valid on %(day)s. Choose the unit of that day.") % {
            "unit": registration.unit,
            "day": f"{day:%d/%m/%Y}",
        }
    if not registration.initiative.name.strip():
        mistakes["name"] = _("Write the name.")
    if not registration.initiative.field:
        mistakes["field"] = _("Choose a field.")
    if mistakes:
        raise ValidationError(mistakes)
