"""Writing and sending: what a team does."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import differences, plain
from kheo.initiatives.actions.steps import move, remember, take_step
from kheo.initiatives.choices import Novelty
from kheo.initiatives.completeness import deadline_mistake, missing_items
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.policy import can, can_write_for
from kheo.initiatives.rules import read_rules
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
    belongs(campaign, unit)
    initiative = Initiative.objects.create(
        kind=kind,
        owner=organisation.name,
        folded=searchable("", organisation.name),
        lead_organisation=organisation,
        unit=unit,
        path=unit.path,
        place=organisation.territory,
    )
    return new_registration(initiative, campaign, by=by, novelty=Novelty.NEW)


@transaction.atomic
def draft_copy_of_last_year(*, by: Actor, initiative: Initiative, campaign: Campaign) -> Registration:
    """A draft that registers a running initiative again, its items filled as they were accepted last.

    Raises NotPossible where it is registered in this campaign already.
    """
    if not (answer := can_write_for(by, initiative.lead_organisation_id or 0)):
        raise NotAllowed(answer.reason)
    belongs(campaign, initiative.unit)
    if Registration.objects.filter(initiative=initiative, campaign=campaign).exists():
        raise NotPossible(_("“%s” is registered in this campaign already.") % initiative)
    draft = new_registration(initiative, campaign, by=by, novelty=Novelty.MAINTAINED)
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


def form_of(registration: Registration) -> dict[str, Any]:
    """The form's content as it stands now, field by field."""
    initiative = {name: getattr(registration.initiative, name) for name in IDENTITY}
    return initiative | {name: getattr(registration, name) for name in ITEMS}


def new_registration(
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


def belongs(campaign: Campaign, unit: Unit) -> None:
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
