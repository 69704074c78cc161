"""Recognising by a decision, revoking a mistake, publishing."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.actions.steps import remember
from kheo.initiatives.models import Initiative, Registration
from kheo.recognition.models import Decision, Publication, Recognition
from kheo.recognition.policy import can_decide, can_publish, can_recognise, holding
from kheo.tallies import actions as tallies
from kheo.tallies.choices import Measure
from kheo.tallies.periods import half_year_of
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Organisation, Unit


@transaction.atomic
def recognise(
    registrations: Sequence[Registration],
    *,
    by: Actor,
    unit: Unit,
    issuer: Organisation,
    number: str,
    symbol: str,
    issued_on: date,
    level: str,
    signatory: str,
    signatory_position: str,
    subject: str = "",
) -> Decision:
    """Enter a decision and everything that it recognises, or nothing of it.

    Raises NotAllowed for the first registration that this person may not recognise; ValidationError for a number that
    the issuer used in that year, a day in the future or before acceptance, an empty list, a missing signatory.
    """
    if not (answer := can_decide(by, unit)):
        raise NotAllowed(answer.reason)
    for registration in registrations:
        if not (answer := can_recognise(by, registration)):
            raise NotAllowed(f"“{registration}”: {answer.reason}")
    given = {"number": number, "symbol": symbol, "signatory": signatory, "signatory_position": signatory_position}
    _complete(registrations, issuer, unit, issued_on, given)
    decision = _enter(
        by=by, unit=unit, issuer=issuer, issued_on=issued_on, level=level, subject=subject.strip(), **given
    )
    for position, registration in enumerate(registrations, start=1):
        _recognise_one(decision, registration, position, by=by)
    changes = {"registrations": (None, [registration.pk for registration in registrations])}
    record("recognise", decision, by=by.user, unit_id=unit.pk, changes=changes)
    return decision


def _complete(
    registrations: Sequence[Registration], issuer: Organisation, unit: Unit, issued_on: date, given: Mapping[str, str]
) -> None:
    messages = {
        "number": _("Write the decision's number."),
        "symbol": _("Write the decision's symbol, for example QĐ-UBND."),
        "signatory": _("Write who signed the decision."),
        "signatory_position": _("Write in which position it was signed."),
    }
    mistakes = {name: message for name, message in messages.items() if not given[name].strip()}
    if not registrations:
        mistakes["registrations"] = _("Choose at least one registration.")
    if len({registration.pk for registration in registrations}) != len(registrations):
        mistakes["registrations"] = _("A registration stands twice in the list.")
    if issued_on > clock.today():
        mistakes["issued_on"] = _("The day %s is in the future. Write the day of the decision.") % f"{issued_on:%d/%m/%Y}"
    for registration in registrations:
        if registration.accepted_on and issued_on < registration.accepted_on:
            mistakes["issued_on"] = _("“%(name)s” was accepted on %(day)s, after this decision. Check the day.") % {
                "name": registration,
                "day": f"{registration.accepted_on:%d/%m/%Y}",
            }
    if not issuer.territory.path.startswith(unit.path) and not unit.path.startswith(issuer.territory.path):
        mistakes["issuer"] = _("%(issuer)s does not act for %(unit)s.") % {"issuer": issuer, "unit": unit}
    if mistakes:
        raise ValidationError(mistakes)


def _enter(*, by: Actor, issuer: Organisation, issued_on: date, number: str, symbol: str, **values: object) -> Decision:
    key = {"issuer": issuer, "year": issued_on.year, "number": number.strip(), "symbol": symbol.strip()}
    used = _("%(issuer)s used number %(number)s in %(year)s already. Check the number.") % {
        "issuer": issuer,
        "number": key["number"],
        "year": issued_on.year,
    }
    if Decision.objects.filter(**key).exists():
        raise ValidationError({"number": used})
    try:
        with transaction.atomic():
            return Decision.objects.create(
                **key, issued_on=issued_on, entered_by=by.user, entered_at=clock.now(), **values
            )
    except IntegrityError as error:
        raise ValidationError({"number": used}) from error


def _recognise_one(decision: Decision, registration: Registration, position: int, *, by: Actor) -> None:
    if Recognition.objects.filter(holding(), registration=registration, decision__level=decision.level).exists():
        raise ValidationError(
            {"registrations": _("“%s” is recognised at this level already; the same thing is not rewarded twice.") % registration}
        )
    recognition = Recognition.objects.create(
        decision=decision,
        registration=registration,
        kind=registration.initiative.kind,
        field=registration.initiative.field,
        position=position,
    )
    count(recognition, 1)
    changes = {"decision": (None, decision.title)}
    remember(registration, "recognise", by=by, before=registration.status, changes=changes)


@transaction.atomic
def revoke(recognition: Recognition, *, by: Actor, reason: str, document: str = "") -> Recognition:
    """Revoke a recognition with a reason; it stays in the record, is counted no more, and its page is hidden."""
    if not (answer := can_decide(by, recognition.decision.unit)):
        raise NotAllowed(answer.reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is shown to the team and kept.")})
    values = {
        "revoked_at": clock.now(),
        "revoked_by": by.user,
        "revocation_reason": reason.strip(),
        "revocation_document": document.strip(),
    }
    if not Recognition.objects.filter(holding(), pk=recognition.pk).update(**values):
        raise NotPossible(_("This recognition was revoked already."))
    count(recognition, -1)
    registration = recognition.registration
    changes = {"decision": (recognition.decision.title, None)}
    record("revoke", recognition.decision, by=by.user, unit_id=recognition.decision.unit_id, changes=changes, reason=reason)
    remember(registration, "revoke", by=by, before=registration.status, reason=reason, changes=changes)
    recognition.refresh_from_db()
    return recognition


def count(recognition: Recognition, change: int) -> None:
    """Tell the counters: recognised at the decision's level, in the half-year of the decision, where it is registered."""
    tallies.record(
        Measure.RECOGNISED,
        {sort_of(recognition): change},
        path=recognition.registration.path,
        period=half_year_of(recognition.decision.issued_on),
    )


def sort_of(recognition: Recognition) -> tallies.Sort:
    """How a recognition is counted."""
    return tallies.Sort(kind=recognition.kind, field=recognition.field, level=recognition.decision.level)


@transaction.atomic
def publish(initiative: Initiative, *, by: Actor, summary: str) -> Publication:
    """Show a recognised initiative with consent on the public page, with a summary written for residents."""
    if not (answer := can_publish(by, initiative)):
        raise NotAllowed(answer.reason)
    if not summary.strip():
        raise ValidationError({"summary": _("Write in a few sentences what residents should know of it.")})
    values = {"summary": summary.strip(), "published_by": by.user, "published_at": clock.now(), "withdrawn_at": None}
    publication, _made = Publication.objects.update_or_create(initiative=initiative, defaults=values)
    record("publish", initiative, by=by.user, unit_id=initiative.unit_id, changes={"summary": (None, summary.strip())})
    return publication


@transaction.atomic
def withdraw_publication(initiative: Initiative, *, by: Actor, reason: str) -> None:
    """Take an initiative off the public page."""
    if not (answer := can_publish(by, initiative)):
        raise NotAllowed(answer.reason)
    if not Publication.objects.filter(initiative=initiative, withdrawn_at=None).update(withdrawn_at=clock.now()):
        raise NotPossible(_("This is not on the public page."))
    record("withdraw_publication", initiative, by=by.user, unit_id=initiative.unit_id, reason=reason)
