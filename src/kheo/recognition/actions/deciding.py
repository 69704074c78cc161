"""Recognising by a decision, and revoking what should not have been recognised."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.actions.steps import remember
from kheo.initiatives.choices import Level
from kheo.initiatives.models import Registration
from kheo.recognition.choices import LEVEL_OF_KIND, LEVELS_UPWARD
from kheo.recognition.models import Decision, Recognition
from kheo.recognition.policy import can_decide, can_recognise, deciding_units, holding
from kheo.tallies import actions as tallies
from kheo.tallies.choices import Measure
from kheo.tallies.periods import half_year_of
from kheo.units.actors import Actor, predecessors_of
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Organisation, Unit
from kheo.units.policy import Refused, require


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
    the issuer used in that year, a day in the future or before acceptance, an empty list, a registration that this
    level recognised already or that is none of the unit's, a level above the issuer's, a missing signatory.
    """
    require(can_decide(by, unit))
    paper = _Paper(unit, issuer, number, symbol, issued_on, level, signatory, signatory_position, subject).tidied()
    chosen = _as_they_are_now(registrations)
    for registration in chosen:
        if isinstance(answer := can_recognise(by, registration), Refused):
            raise NotAllowed(f"“{registration}”: {answer.reason}")
    if mistakes := _mistakes_of(paper) | _mistakes_in_list(chosen, paper, by=by):
        raise ValidationError(mistakes)
    decision = _enter(paper, by=by)
    for position, registration in enumerate(chosen, start=1):
        _recognise_one(decision, registration, position, by=by)
    changes = {"registrations": (None, [registration.pk for registration in chosen])}
    record("recognise", decision, by=by.user, unit_id=unit.pk, changes=changes)
    return decision


@dataclass(frozen=True)
class _Paper:
    """A decision before it is entered."""

    unit: Unit
    issuer: Organisation
    number: str
    symbol: str
    issued_on: date
    level: str
    signatory: str
    signatory_position: str
    subject: str

    def tidied(self) -> "_Paper":
        """The number without leading zeros, the texts without blanks around them."""
        number = self.number.strip()
        return replace(
            self,
            number=number.lstrip("0") or number,
            symbol="".join(self.symbol.split()),
            signatory=self.signatory.strip(),
            signatory_position=self.signatory_position.strip(),
            subject=self.subject.strip(),
        )


def _as_they_are_now(registrations: Sequence[Registration]) -> list[Registration]:
    """The same registrations in the same order, read anew and locked: two decisions on one wait in turn."""
    asked = [registration.pk for registration in registrations]
    rows = Registration.objects.select_for_update(of=("self",)).order_by("pk").select_related("initiative", "unit")
    found = {row.pk: row for row in rows.filter(pk__in=asked)}
    return [found[pk] for pk in asked]


def _mistakes_of(paper: _Paper) -> dict[str, str]:
    messages = {
        "number": _("Write the decision's number."),
        "symbol": _("Write the decision's symbol, for example QĐ-UBND."),
        "signatory": _("Write who signed the decision."),
        "signatory_position": _("Write in which position it was signed."),
    }
    mistakes = {name: message for name, message in messages.items() if not getattr(paper, name)}
    if paper.number and not re.fullmatch(r"[1-9][0-9]{0,6}[a-zA-Z]?", paper.number):
        mistakes["number"] = (
            _("“%s” is not a number of a decision. Write the number alone, for example 61.") % paper.number
        )
    if paper.issued_on > clock.today():
        mistakes["issued_on"] = (
            _("The day %s is in the future. Write the day of the decision.") % f"{paper.issued_on:%d/%m/%Y}"
        )
    if fault := _fault_of_issuer(paper):
        mistakes["issuer"] = fault
    if fault := _fault_of_level(paper):
        mistakes["level"] = fault
    return mistakes


def _fault_of_issuer(paper: _Paper) -> str:
    """A body of the unit itself, or above it, that stood on the day; a predecessor's counts for its heir."""
    where = paper.issuer.territory.path
    own = [paper.unit.path, *predecessors_of([paper.unit.pk]).values()]
    if not any(path.startswith(where) for path in own):
        return _("%(issuer)s does not act for %(unit)s.") % {"issuer": paper.issuer, "unit": paper.unit}
    ended = paper.issuer.valid_to
    if ended and paper.issued_on > ended:
        return _("%(issuer)s ended on %(day)s, before this decision. Choose another body.") % {
            "issuer": paper.issuer,
            "day": f"{ended:%d/%m/%Y}",
        }
    return ""


def _fault_of_level(paper: _Paper) -> str:
    if paper.level not in Level.values:
        return _("Choose the level of the recognition.")
    highest = LEVEL_OF_KIND[paper.issuer.territory.kind]
    if LEVELS_UPWARD.index(Level(paper.level)) > LEVELS_UPWARD.index(highest):
        return _("%(issuer)s does not recognise at %(level)s. Choose its own level.") % {
            "issuer": paper.issuer,
            "level": Level(paper.level).label,
        }
    return ""


def _mistakes_in_list(chosen: list[Registration], paper: _Paper, *, by: Actor) -> dict[str, str]:
    if not chosen:
        return {"registrations": _("Choose at least one registration.")}
    if len({registration.pk for registration in chosen}) != len(chosen):
        return {"registrations": _("A registration stands twice in the list.")}
    again = Recognition.objects.filter(holding(), registration__in=chosen, decision__level=paper.level)
    recognised = set(again.values_list("registration_id", flat=True))
    for registration in chosen:
        if registration.pk in recognised:
            message = _("“%s” is recognised at this level already; the same thing is not rewarded twice.")
            return {"registrations": message % registration}
        if paper.unit.pk not in {unit.pk for unit in deciding_units(by, registration)}:
            message = _("“%(name)s” is not a registration of %(unit)s.")
            return {"registrations": message % {"name": registration, "unit": paper.unit}}
        if registration.accepted_on and paper.issued_on < registration.accepted_on:
            message = _("“%(name)s” was accepted on %(day)s, after this decision. Check the day.")
            day = f"{registration.accepted_on:%d/%m/%Y}"
            return {"issued_on": message % {"name": registration, "day": day}}
    return {}


def _enter(paper: _Paper, *, by: Actor) -> Decision:
    """The decision as a row; its number is asked before, and once more by the database where two enter it at once."""
    year = paper.issued_on.year
    entered: dict[str, Any] = {"entered_by": by.user, "entered_at": clock.now()}
    used = _("%(issuer)s used number %(number)s in %(year)s already. Check the number.") % {
        "issuer": paper.issuer,
        "number": paper.number,
        "year": year,
    }
    others = Decision.objects.filter(issuer=paper.issuer, year=year, number=paper.number)
    if paper.symbol.casefold() in {symbol.casefold() for symbol in others.values_list("symbol", flat=True)}:
        raise ValidationError({"number": used})
    try:
        with transaction.atomic():
            return Decision.objects.create(**vars(paper), **entered, year=year)
    except IntegrityError as error:
        raise ValidationError({"number": used}) from error


def _recognise_one(decision: Decision, registration: Registration, position: int, *, by: Actor) -> None:
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
    decision, registration = recognition.decision, recognition.registration
    require(can_decide(by, decision.unit))
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
    changes = {"decision": (decision.title, None), "document": (None, document.strip())}
    record("revoke", decision, by=by.user, unit_id=decision.unit_id, changes=changes, reason=reason.strip())
    remember(registration, "revoke", by=by, before=registration.status, reason=reason, changes=changes)
    recognition.refresh_from_db()
    return recognition


def count(recognition: Recognition, change: int) -> None:
    """Tell the counters: recognised at the decision's level, in the half-year of its day, where it is registered."""
    tallies.record(
        Measure.RECOGNISED,
        {sort_of(recognition): change},
        path=recognition.registration.path,
        period=half_year_of(recognition.decision.issued_on),
    )


def sort_of(recognition: Recognition) -> tallies.Sort:
    """How a recognition is counted."""
    return tallies.Sort(kind=recognition.kind, field=recognition.field, level=recognition.decision.level)
