"""A report read: kept with what the reader found, then decided on, number by number, by a person."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.figures.choices import Verdict
from kheo.figures.models import ReadFact, Reading, ReadName, ReportedFigure
from kheo.figures.policy import can_read_for
from kheo.figures.readings_checks import fields_of, outside_findings
from kheo.figures.readings_intake import readable_text
from kheo.initiatives.actions import enter_past_model
from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.choices import Field, Holder, Kind, Novelty
from kheo.initiatives.models import Campaign, Registration
from kheo.initiatives.queries import campaigns_for
from kheo.reader import read
from kheo.units.actors import Actor
from kheo.units.errors import ChangedMeanwhile, NotPossible
from kheo.units.models import Unit
from kheo.units.policy import require

STORED = frozenset({Verdict.ACCEPTED, Verdict.CORRECTED})


@dataclass(frozen=True)
class FactDecision:
    """What a person decided on one fact; `value` where it was corrected."""

    verdict: Verdict
    value: Decimal | None = None


def keep_reading(*, by: Actor, unit: Unit, starts_on: date, ends_on: date, source: str, text: str) -> Reading:
    """Read `text` and keep what was found, to be decided on. No figure is stored by this.

    Raises NotAllowed, ValidationError for a span in the wrong order or a unit that was not valid in it, NotPossible for
    a text that may not be read (a secrecy stamp, too large) and for a document that was read for this unit before.
    """
    require(can_read_for(by, unit))
    _sensible_span(unit, starts_on, ends_on)
    found = read(readable_text(text.encode(errors="replace")))
    said = found.as_dict()
    said["findings"] += outside_findings(unit, starts_on, ends_on, said["facts"])
    # The reading is done by now: a long text must not hold up everybody else who writes.
    with transaction.atomic():
        return _store_reading(unit, starts_on, ends_on, source=source, text=found.text, said=said, by=by)


def _store_reading(
    unit: Unit, starts_on: date, ends_on: date, *, source: str, text: str, said: Mapping[str, Any], by: Actor
) -> Reading:
    sha256 = fingerprint(text)
    if earlier := same_document([unit.pk], sha256).first():
        raise NotPossible(
            _("This document was read for %(unit)s on %(day)s already. Go on with that reading, or undo it first.")
            % {"unit": unit, "day": f"{timezone.localtime(earlier.read_at):%d/%m/%Y}"}
        )
    reading = Reading.objects.create(
        unit=unit,
        path=unit.path,
        starts_on=starts_on,
        ends_on=ends_on,
        source=(source.strip() or _("pasted text"))[:200],
        sha256=sha256,
        text=text,
        answer=said,
        read_by=by.person,
        read_at=clock.now(),
        closed_at=None if said["facts"] or said["initiatives"] else clock.now(),
    )
    _keep_parts(reading, said)
    changes = {"facts": (None, len(said["facts"])), "starts_on": (None, starts_on), "ends_on": (None, ends_on)}
    record("keep_reading", reading, by=by.user, unit_id=unit.pk, changes=changes)
    return reading


def _keep_parts(reading: Reading, said: Mapping[str, Any]) -> None:
    ReadFact.objects.bulk_create(
        ReadFact(reading=reading, position=position, fact=fact, value=Decimal(str(fact["value"])))
        for position, fact in enumerate(said["facts"])
    )
    ReadName.objects.bulk_create(
        ReadName(reading=reading, position=position, named=named) for position, named in enumerate(said["initiatives"])
    )


def fingerprint(text: str) -> str:
    """SHA-256 of a text as the reader counts in it, by which the same document is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def same_document(unit_ids: list[int], sha256: str) -> QuerySet[Reading]:
    """Readings of the same document that are open, or from which something was accepted."""
    rows = Reading.objects.filter(unit__in=unit_ids, sha256=sha256)
    used = Q(facts__figure__isnull=False, facts__figure__withdrawn_at=None) | Q(names__verdict=Verdict.ACCEPTED)
    return rows.filter(Q(closed_at=None) | used).order_by("pk").distinct()


def _sensible_span(unit: Unit, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        sentence = _("The end %(end)s is before the start %(start)s. Write a later date.")
        raise ValidationError({"ends_on": sentence % {"end": f"{ends_on:%d/%m/%Y}", "start": f"{starts_on:%d/%m/%Y}"}})
    if ends_on.year > clock.today().year + 1:
        sentence = _("The period ends on %(day)s, more than a year from now. Look at the year again.")
        raise ValidationError({"ends_on": sentence % {"day": f"{ends_on:%d/%m/%Y}"}})
    if not (unit.is_valid_on(starts_on) or unit.is_valid_on(ends_on)):
        sentence = _("%(unit)s is not valid on %(day)s. Choose the unit of that day.")
        raise ValidationError({"unit": sentence % {"unit": unit, "day": f"{ends_on:%d/%m/%Y}"}})


@transaction.atomic
def accept_facts(
    reading: Reading,
    *,
    by: Actor,
    facts: Mapping[int, FactDecision],
    names: Mapping[int, Verdict] | None = None,
) -> int:
    """Store what a person decided: accepted and corrected facts become reported figures, accepted names the office's
    drafts. Keys are positions in the reading; what is not named stays open. Returns how many things were decided.

    Raises ValidationError under `v<position>` for a number that cannot be stored, ChangedMeanwhile where one of them
    was decided by somebody else; then nothing is stored.
    """
    require(can_read_for(by, reading.unit))
    if not facts and not names:
        raise NotPossible(_("Nothing is chosen yet. Choose accept, correct or drop beside at least one number."))
    for position, decision in sorted(facts.items()):
        _decide_fact(reading, position, decision, by=by)
    _join_parts(reading)
    for position, verdict in sorted((names or {}).items()):
        _decide_name(reading, position, verdict, by=by)
    record("accept_facts", reading, by=by.user, unit_id=reading.unit_id, changes=_as_changes(facts, names or {}))
    _close_if_done(reading)
    return len(facts) + len(names or {})


def _as_changes(facts: Mapping[int, FactDecision], names: Mapping[int, Verdict]) -> dict[str, tuple[Any, Any]]:
    """Who accepted what: the verdict of each position, the corrected number behind it."""
    said = {
        str(position): f"{one.verdict.value}: {one.value}" if one.verdict == Verdict.CORRECTED else one.verdict.value
        for position, one in facts.items()
    }
    chosen = {str(position): verdict.value for position, verdict in names.items()}
    return {name: (None, value) for name, value in (("facts", said), ("names", chosen)) if value}


def _decide_fact(reading: Reading, position: int, decision: FactDecision, *, by: Actor) -> ReadFact:
    fact = ReadFact.objects.filter(reading=reading, position=position).first()
    if fact is None:
        raise NotPossible(_("This reading has no such number any more. Open it again."))
    value = fact.value
    if decision.verdict == Verdict.CORRECTED:
        value = _corrected(position, decision.value)
    _take(ReadFact, fact, verdict=decision.verdict, by=by, value=value)
    if decision.verdict in STORED:
        fact.value = value
        _store_figure(reading, fact, by=by)
    return fact


def _corrected(position: int, value: Decimal | None) -> Decimal:
    if value is None or not value.is_finite() or not 0 <= value < 10**12:
        raise ValidationError({f"v{position}": _("Write the right number in digits, for example 30.")})
    return value


def _take(
    model: type[ReadFact] | type[ReadName], row: ReadFact | ReadName, *, verdict: Verdict, by: Actor, **values: Any
) -> None:
    open_rows = model._default_manager.filter(pk=row.pk, verdict=Verdict.OPEN)
    if not open_rows.update(verdict=verdict, decided_by=by.user, decided_at=clock.now(), **values):
        raise ChangedMeanwhile(_meanwhile(model._default_manager.select_related("decided_by").get(pk=row.pk)))
    row.verdict = verdict


def _meanwhile(row: Any) -> str:
    if row.decided_by is None:
        return _("Something in this reading was decided meanwhile. Look at its new state, then go on.")
    sentence = _("%(who)s has just decided on a part of this at %(time)s. Look at the new state, then go on.")
    return sentence % {"who": row.decided_by.full_name, "time": f"{timezone.localtime(row.decided_at):%H:%M}"}


def _store_figure(reading: Reading, fact: ReadFact, *, by: Actor) -> None:
    said = fact.fact
    period = said.get("period") or {}
    corrected = fact.verdict == Verdict.CORRECTED
    ReportedFigure.objects.update_or_create(
        fact=fact,
        defaults={
            "unit": reading.unit,
            "path": reading.path,
            "total": None,
            "measure": said["measure"],
            "of": said.get("of") or "",
            "status": said.get("status") or "",
            "fields": fields_of(said),
            "level": said.get("level") or "",
            "holder": said.get("holder") or "",
            "role": said.get("role") or "flow",
            "value": fact.value,
            "value_to": None if corrected else said.get("value_to"),
            "approx": "" if corrected else said.get("approx") or "",
            "out_of": said.get("out_of"),
            "starts_on": period.get("from") or reading.starts_on,
            "ends_on": period.get("to") or reading.ends_on,
            "quote": said["quote"],
            "accepted_by": by.user,
            "accepted_at": clock.now(),
            "withdrawn_at": None,
        },
    )


def _join_parts(reading: Reading) -> None:
    """A part points to its total where both were accepted."""
    figures = {figure.fact.position: figure for figure in _figures(reading).select_related("fact")}
    for figure in figures.values():
        total = figures.get(figure.fact.fact.get("part_of"))
        if total and figure.total_id != total.pk:
            ReportedFigure.objects.filter(pk=figure.pk).update(total=total)


def _figures(reading: Reading) -> QuerySet[ReportedFigure]:
    return ReportedFigure.objects.filter(fact__reading=reading, withdrawn_at=None)


def _decide_name(reading: Reading, position: int, verdict: Verdict, *, by: Actor) -> ReadName:
    name = ReadName.objects.filter(reading=reading, position=position).first()
    if name is None:
        raise NotPossible(_("This reading has no such name any more. Open it again."))
    if verdict not in {Verdict.ACCEPTED, Verdict.DROPPED}:
        raise NotPossible(_("A name is accepted or dropped; correct it in the draft."))
    _take(ReadName, name, verdict=verdict, by=by)
    if verdict == Verdict.ACCEPTED and name.registration_id is None:
        ReadName.objects.filter(pk=name.pk).update(registration=_draft_of(reading, name.named, by=by))
    return name


def _draft_of(reading: Reading, named: Mapping[str, Any], *, by: Actor) -> Registration:
    field = named.get("field")
    return enter_past_model(
        by=by,
        unit=reading.unit,
        campaign=_campaign_of(reading.unit, reading.ends_on.year),
        accepted_on=None,
        identity={
            "kind": named.get("kind") or Kind.MODEL,
            "name": str(named["name"])[:200],
            "owner": str(named.get("owner") or reading.unit.heading)[:200],
            "holder": named.get("holder") or Holder.COLLECTIVE,
            "field": field if field in Field.values else "",
        },
        novelty=named["status"] if named.get("status") in Novelty.values else Novelty.NEW,
    )


def _campaign_of(unit: Unit, year: int) -> Campaign:
    """The campaign of a past year; where none was kept, one that holds what is entered later."""
    found = campaigns_for(unit).filter(year=year).first()
    return found or Campaign.objects.create(
        unit=unit,
        year=year,
        name=_("Registration %(year)s of %(unit)s, entered later") % {"year": year, "unit": unit},
        rule_set=default_rule_set(),
        opens_on=date(year, 1, 1),
        deadline=date(year, 12, 31),
        cut_off=date(year, 12, 31),
    )


def _close_if_done(reading: Reading) -> None:
    is_open = reading.facts.filter(verdict=Verdict.OPEN).exists() or reading.names.filter(verdict=Verdict.OPEN).exists()
    Reading.objects.filter(pk=reading.pk).update(closed_at=None if is_open else clock.now())


@transaction.atomic
def undo_decisions(reading: Reading, *, by: Actor, reason: str) -> int:
    """Withdraw every figure accepted from a reading and open its facts again; returns how many figures went.

    Drafts that were proposed from its names stay: they are the office's own and can be withdrawn there. Raises
    ValidationError without a reason, NotPossible where nothing was decided.
    """
    require(can_read_for(by, reading.unit))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is kept.")})
    decided = reading.facts.exclude(verdict=Verdict.OPEN)
    dropped_names = reading.names.filter(verdict=Verdict.DROPPED)
    if not decided.exists() and not dropped_names.exists():
        raise NotPossible(_("Nothing is decided in this reading, so there is nothing to undo."))
    count = _figures(reading).update(withdrawn_at=clock.now())
    for fact in decided.filter(verdict=Verdict.CORRECTED):
        ReadFact.objects.filter(pk=fact.pk).update(value=Decimal(str(fact.fact["value"])))
    for rows in (decided, dropped_names):
        rows.update(verdict=Verdict.OPEN, decided_by=None, decided_at=None)
    Reading.objects.filter(pk=reading.pk).update(closed_at=None)
    changes = {"figures": (count, 0)}
    record("undo_decisions", reading, by=by.user, unit_id=reading.unit_id, changes=changes, reason=reason.strip())
    return count


@transaction.atomic
def close_reading(reading: Reading, *, by: Actor) -> int:
    """Put a reading aside: what is still open is dropped, accepted figures stay. Returns how many things were dropped.

    Raises ChangedMeanwhile where it is closed already.
    """
    require(can_read_for(by, reading.unit))
    if not Reading.objects.filter(pk=reading.pk, closed_at=None).update(closed_at=clock.now()):
        raise ChangedMeanwhile(_("This reading is closed already."))
    values = {"verdict": Verdict.DROPPED, "decided_by": by.user, "decided_at": clock.now()}
    dropped = reading.facts.filter(verdict=Verdict.OPEN).update(**values)
    dropped += reading.names.filter(verdict=Verdict.OPEN).update(**values)
    record("close_reading", reading, by=by.user, unit_id=reading.unit_id, changes={"dropped": (None, dropped)})
    return dropped
