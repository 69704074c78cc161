"""Writing and sending: what a team does, and what the office enters of past years."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import differences, plain
from kheo.initiatives.actions.counted import count_entry
from kheo.initiatives.actions.steps import move, remember, take_step
from kheo.initiatives.choices import Novelty
from kheo.initiatives.completeness import deadline_mistake, missing_items
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.policy import can, can_enter_for, can_write_for
from kheo.initiatives.rules import read_rules
from kheo.tallies.periods import half_year_of
from kheo.text import fold
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Organisation, Unit
from kheo.units.queries import receiving_unit

IDENTITY = ("kind", "name", "owner", "holder", "field", "local_field", "place", "origin", "origin_note")
"""What belongs to the initiative: open in a draft until its first acceptance, by correction later."""

ITEMS = (
    "level",
    "novelty",
    "situation",
    "goals",
    "method",
    "beneficiaries",
    "forces",
    "resources",
    "starts_on",
    "evaluates_on",
    "outputs",
    "sustainability",
)
"""What belongs to the registration of one year."""


@transaction.atomic
def start_draft(*, by: Actor, organisation: Organisation, campaign: Campaign, kind: str) -> Registration:
    """Open an empty draft that `organisation` leads, in its unit's campaign. Nobody else sees it before it is sent."""
    if not (answer := can_write_for(by, organisation.pk)):
        raise NotAllowed(answer.reason)
    unit = receiving_unit(organisation.territory)
    _belongs(campaign, unit)
    initiative = Initiative.objects.create(
        kind=kind,
        owner=organisation.name,
        folded=searchable("", organisation.name),
        lead_organisation=organisation,
        unit=unit,
        path=unit.path,
        place=organisation.territory,
    )
    return _new(initiative, campaign, by=by, novelty=Novelty.NEW)


@transaction.atomic
def draft_copy_of_last_year(*, by: Actor, initiative: Initiative, campaign: Campaign) -> Registration:
    """A draft that registers a running initiative again, its items filled as they were accepted last.

    Raises NotPossible where it is registered in this campaign already.
    """
    if not (answer := can_write_for(by, initiative.lead_organisation_id or 0)):
        raise NotAllowed(answer.reason)
    _belongs(campaign, initiative.unit)
    if Registration.objects.filter(initiative=initiative, campaign=campaign).exists():
        raise NotPossible(_("“%s” is registered in this campaign already.") % initiative)
    draft = _new(initiative, campaign, by=by, novelty=Novelty.MAINTAINED)
    last = initiative.registrations.exclude(pk=draft.pk).order_by("-campaign__year").first()
    if last:
        texts = [name for name in ITEMS if name not in {"novelty", "starts_on", "evaluates_on"}]
        move(draft, **{name: getattr(last, name) for name in texts})
    return draft


@transaction.atomic
def save_draft(
    registration: Registration, *, by: Actor, values: Mapping[str, Any], joining: Iterable[Organisation] | None = None
) -> Registration:
    """Keep what was typed so far, complete or not. `values` names fields of IDENTITY and ITEMS.

    Once an initiative was accepted, its identity is left as it is. Raises NotAllowed when it is not in writing.
    """
    if not (answer := can(by, "edit", registration)):
        raise NotAllowed(answer.reason)
    move(registration, saved_at=clock.now(), **{name: values[name] for name in ITEMS if name in values})
    initiative = registration.initiative
    if not initiative.is_settled:
        _save_identity(initiative, values)
        if joining is not None:
            initiative.joining_organisations.set(joining)
    return registration


def _save_identity(initiative: Initiative, values: Mapping[str, Any]) -> None:
    given = {name: values[name] for name in IDENTITY if name in values}
    if {"name", "owner"} & given.keys():
        given["folded"] = searchable(given.get("name", initiative.name), given.get("owner", initiative.owner))
    if "place" in given:
        place_belongs(given["place"], initiative.unit)
    if given:
        Initiative.objects.filter(pk=initiative.pk, first_accepted_on=None).update(**given)
        for name, value in given.items():
            setattr(initiative, name, value)


@transaction.atomic
def submit(registration: Registration, *, by: Actor) -> Registration:
    """Send the registration to its unit. Raises ValidationError with a sentence for each item that is still missing."""
    today = clock.today()
    if can(by, "submit", registration):
        if mistakes := missing_items(registration, on=today):
            raise ValidationError(mistakes)
        if late := deadline_mistake(registration, on=today):
            raise ValidationError(late)
    rules = read_rules(registration.campaign.rule_set.data)
    form = {name: plain(value) for name, value in form_of(registration).items()}
    last = registration.history.filter(step="submit").order_by("-pk").first()
    take_step(
        registration,
        "submit",
        by=by,
        form=form,
        changes=differences(last.form, form) if last else None,
        values={
            "submitted_at": clock.now(),
            "saved_at": clock.now(),
            "due_on": today + timedelta(days=rules.review_days),
        },
    )
    return registration


@transaction.atomic
def take_back(registration: Registration, *, by: Actor, reason: str) -> Registration:
    """Make a sent registration a draft again, as long as nobody decided on it."""
    take_step(registration, "take_back", by=by, reason=reason, values={"due_on": None})
    return registration


@transaction.atomic
def withdraw(registration: Registration, *, by: Actor, reason: str) -> Registration:
    """Give a sent or returned registration up for good."""
    take_step(registration, "withdraw", by=by, reason=reason, values={"due_on": None})
    return registration


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
    _belongs(campaign, unit)
    place_belongs(identity.get("place") or unit, unit)
    initiative = Initiative.objects.create(
        unit=unit,
        path=unit.path,
        place=identity.get("place") or unit,
        lead_organisation=identity.get("lead_organisation"),
        folded=searchable(identity.get("name", ""), identity.get("owner", "")),
        **{name: identity[name] for name in IDENTITY if name in identity and name != "place"},
    )
    draft = _new(initiative, campaign, by=by, novelty=items.pop("novelty", Novelty.NEW), from_office=True, **items)
    return enter_draft(draft, by=by, accepted_on=accepted_on) if accepted_on else draft


@transaction.atomic
def enter_past_year(
    *, by: Actor, initiative: Initiative, campaign: Campaign, accepted_on: date | None, **items: Any
) -> Registration:
    """Enter, for the office, another year of an initiative that stands in the register: its identity stays as it is.

    Without `accepted_on` it stays the office's draft. Raises NotPossible where it is registered in this campaign
    already, ValidationError as `enter_past_model` does.
    """
    if not (answer := can_enter_for(by, initiative.unit)):
        raise NotAllowed(answer.reason)
    _belongs(campaign, initiative.unit)
    if Registration.objects.filter(initiative=initiative, campaign=campaign).exists():
        raise NotPossible(_("“%s” is registered in this campaign already.") % initiative)
    novelty = items.pop("novelty", Novelty.MAINTAINED)
    draft = _new(initiative, campaign, by=by, novelty=novelty, from_office=True, **items)
    return enter_draft(draft, by=by, accepted_on=accepted_on) if accepted_on else draft


@transaction.atomic
def enter_draft(registration: Registration, *, by: Actor, accepted_on: date) -> Registration:
    """Enter an office draft in the register as accepted on a past day (or today)."""
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


def form_of(registration: Registration) -> dict[str, Any]:
    """The form's content as it stands now, field by field."""
    initiative = {name: getattr(registration.initiative, name) for name in IDENTITY}
    return initiative | {name: getattr(registration, name) for name in ITEMS}


def _new(
    initiative: Initiative, campaign: Campaign, *, by: Actor, novelty: str, from_office: bool = False, **items: Any
) -> Registration:
    registration = Registration.objects.create(
        initiative=initiative,
        campaign=campaign,
        unit=initiative.unit,
        path=initiative.path,
        novelty=novelty,
        written_by=by.person,
        from_office=from_office,
        saved_at=clock.now(),
        **items,
    )
    remember(registration, "draft", by=by, before="")
    return registration


def _belongs(campaign: Campaign, unit: Unit) -> None:
    if not unit.path.startswith(campaign.unit.path):
        raise NotPossible(_("“%(campaign)s” is not for %(unit)s.") % {"campaign": campaign, "unit": unit})


def searchable(name: str, owner: str) -> str:
    """Name and owner without accents, as the list's search looks for them; it sorts by the name too."""
    return fold(f"{name} {owner}".strip())[:200]


def place_belongs(place: Unit, unit: Unit) -> None:
    """Raises ValidationError on `place` where it does not lie in the receiving unit."""
    if not place.path.startswith(unit.path):
        raise ValidationError(
            {"place": _("%(place)s is not in %(unit)s. Choose a place there.") % {"place": place, "unit": unit}}
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
