"""Changes after acceptance: corrections, the end and the return of the work, consent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import differences, record
from kheo.initiatives.actions.counted import StockState, count_change
from kheo.initiatives.actions.drafts import IDENTITY, ITEMS, form_of, place_belongs, searchable
from kheo.initiatives.actions.following import expect_next
from kheo.initiatives.actions.steps import move, remember
from kheo.initiatives.choices import Alive
from kheo.initiatives.completeness import date_order
from kheo.initiatives.counting import sort_of
from kheo.initiatives.models import AliveChange, Initiative, Registration
from kheo.initiatives.policy import can
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible


@transaction.atomic
def correct(registration: Registration, *, by: Actor, reason: str, values: Mapping[str, Any]) -> Registration:
    """Correct an accepted registration or its initiative; every changed field is kept with before and after.

    Other accepted registrations of the same initiative are counted anew where its kind or field changes.
    Raises ValidationError without a reason, NotPossible where nothing would change.
    """
    if not (answer := can(by, "correct", registration)):
        raise NotAllowed(answer.reason)
    changes = differences(form_of(registration), {name: values[name] for name in (*IDENTITY, *ITEMS) if name in values})
    _worth_it(changes, registration, reason)
    if "place" in changes:
        place_belongs(changes["place"][1], registration.unit)
    initiative = registration.initiative
    counted = [other for other in initiative.registrations.select_related("initiative") if other.period]
    sorts = {other.pk: sort_of(other) for other in counted}
    stock = StockState.of(initiative)
    move(registration, **{name: after for name, (_before, after) in changes.items() if name in ITEMS})
    _correct_identity(initiative, {name: after for name, (_before, after) in changes.items() if name in IDENTITY})
    for other in counted:
        other.initiative = initiative
        count_change(registration if other.pk == registration.pk else other, sorts[other.pk])
    stock.count_change_to(initiative)
    remember(registration, "correct", by=by, before=registration.status, reason=reason, changes=changes)
    return registration


def _worth_it(changes: Mapping[str, tuple[Any, Any]], registration: Registration, reason: str) -> None:
    if not changes:
        raise NotPossible(_("Nothing was changed, so there is nothing to correct."))
    mistakes = date_order(
        changes.get("starts_on", (None, registration.starts_on))[1],
        changes.get("evaluates_on", (None, registration.evaluates_on))[1],
    )
    if not reason.strip():
        mistakes["reason"] = _("Write the reason: it is shown to the team and kept.")
    for name, message in (("name", _("Write the name.")), ("field", _("Choose a field."))):
        if name in changes and not changes[name][1]:
            mistakes[name] = message
    if mistakes:
        raise ValidationError(mistakes)


def _correct_identity(initiative: Initiative, values: dict[str, Any]) -> None:
    if not values:
        return
    if {"name", "owner"} & values.keys():
        values["folded"] = searchable(values.get("name", initiative.name), values.get("owner", initiative.owner))
    rows = Initiative.objects.filter(pk=initiative.pk, version=initiative.version)
    if not rows.update(**values, version=F("version") + 1):
        raise NotPossible(_("Somebody changed this meanwhile. Look at the new state, then go on."))
    initiative.version += 1
    for name, value in values.items():
        setattr(initiative, name, value)


@transaction.atomic
def set_alive(registration: Registration, *, by: Actor, alive: str, on: date, reason: str) -> Initiative:
    """Say that the work rests, ended, was merged into another or goes on again, from a day on, with the reason."""
    if not (answer := can(by, "set_alive", registration)):
        raise NotAllowed(answer.reason)
    initiative = registration.initiative
    _plausible_change(initiative, alive, on, reason)
    stock = StockState.of(initiative)
    changed = Initiative.objects.filter(pk=initiative.pk, alive=initiative.alive, version=initiative.version)
    if not changed.update(alive=alive, version=F("version") + 1):
        raise NotPossible(_("Somebody changed this meanwhile. Look at the new state, then go on."))
    AliveChange.objects.create(
        initiative=initiative,
        on=on,
        before=initiative.alive,
        after=alive,
        reason=reason.strip(),
        by=by.person,
        at=clock.now(),
    )
    before, initiative.alive = initiative.alive, alive
    initiative.version += 1
    stock.count_change_to(initiative)
    expect_next(registration)
    changes = {"alive": (before, alive), "on": (None, on)}
    remember(registration, "set_alive", by=by, before=registration.status, reason=reason, changes=changes)
    return initiative


def _plausible_change(initiative: Initiative, alive: str, on: date, reason: str) -> None:
    last = initiative.alive_changes.order_by("-on").values_list("on", flat=True).first()
    first = last or initiative.first_accepted_on
    mistakes = {}
    if alive not in Alive.values or alive == initiative.alive:
        mistakes["alive"] = _("Choose another state than the present one.")
    if first is None or not first <= on <= clock.today():
        mistakes["on"] = _("Write a day from %(first)s to today.") % {"first": f"{first:%d/%m/%Y}" if first else "–"}
    if not reason.strip():
        mistakes["reason"] = _("Write the reason: it is shown to the team and kept.")
    if mistakes:
        raise ValidationError(mistakes)


@transaction.atomic
def set_consent(registration: Registration, *, by: Actor, consents: bool) -> Initiative:
    """Give or take back the consent to be shown on the public page. Taking it back hides the page at once."""
    if not (answer := can(by, "consent", registration)):
        raise NotAllowed(answer.reason)
    initiative = registration.initiative
    if initiative.consents_to_publication == consents:
        return initiative
    Initiative.objects.filter(pk=initiative.pk).update(consents_to_publication=consents)
    initiative.consents_to_publication = consents
    changes = {"consents_to_publication": (not consents, consents)}
    record("set_consent", initiative, by=by.user, unit_id=registration.unit_id, changes=changes)
    remember(registration, "set_consent", by=by, before=registration.status, changes=changes)
    return initiative
