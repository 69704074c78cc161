"""A reading decided on by a person, number by number and name by name, and the ways back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.figures.choices import Verdict
from kheo.figures.models import ReadFact, Reading, ReadName, ReportedFigure
from kheo.figures.policy import can_read_for
from kheo.figures.readings_earlier import fields_of
from kheo.figures.readings_names import linkable
from kheo.initiatives.actions import enter_past_model
from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.choices import Field, Holder, Kind, Novelty
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.queries import campaigns_for
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


@transaction.atomic
def accept_facts(
    reading: Reading,
    *,
    by: Actor,
    facts: Mapping[int, FactDecision],
    names: Mapping[int, Verdict] | None = None,
    same_as: Mapping[int, int] | None = None,
) -> int:
    """Store what a person decided: accepted and corrected facts become reported figures, accepted names the office's
    drafts. Keys are positions in the reading; what is not named stays open. Returns how many things were decided.

    `same_as` tells of accepted names which initiative of the register they are, by its number: those become no draft.
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
        _decide_name(reading, position, verdict, by=by, same_as=(same_as or {}).get(position))
    changes = _as_changes(facts, names or {}, same_as or {})
    record("accept_facts", reading, by=by.user, unit_id=reading.unit_id, changes=changes)
    _close_if_done(reading)
    return len(facts) + len(names or {})


def _as_changes(
    facts: Mapping[int, FactDecision], names: Mapping[int, Verdict], same_as: Mapping[int, int]
) -> dict[str, tuple[Any, Any]]:
    """Who accepted what: the verdict of each position, the corrected number or the initiative behind it."""
    said = {
        str(position): f"{one.verdict.value}: {one.value}" if one.verdict == Verdict.CORRECTED else one.verdict.value
        for position, one in facts.items()
    }
    chosen = {
        str(position): f"{verdict.value}: {same_as[position]}" if position in same_as else verdict.value
        for position, verdict in names.items()
    }
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


def _decide_name(
    reading: Reading, position: int, verdict: Verdict, *, by: Actor, same_as: int | None = None
) -> ReadName:
    name = ReadName.objects.filter(reading=reading, position=position).first()
    if name is None:
        raise NotPossible(_("This reading has no such name any more. Open it again."))
    if verdict not in {Verdict.ACCEPTED, Verdict.DROPPED}:
        raise NotPossible(_("A name is accepted or dropped; correct it in the draft."))
    _take(ReadName, name, verdict=verdict, by=by)
    if verdict == Verdict.ACCEPTED and same_as is not None:
        ReadName.objects.filter(pk=name.pk).update(initiative=_known(reading, same_as, by=by))
    elif verdict == Verdict.ACCEPTED and name.registration_id is None:
        ReadName.objects.filter(pk=name.pk).update(registration=_draft_of(reading, name.named, by=by))
    return name


def _known(reading: Reading, number: int, *, by: Actor) -> Initiative:
    found = linkable(by, reading).filter(pk=number).first()
    if found is None:
        raise NotPossible(_("That model is not in the register of %(unit)s. Choose again.") % {"unit": reading.unit})
    return found


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

    Drafts that were proposed from its names stay: they are the office's own. Raises
    ValidationError without a reason, NotPossible where nothing was decided.
    """
    require(can_read_for(by, reading.unit))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is kept.")})
    decided = reading.facts.exclude(verdict=Verdict.OPEN)
    names = _names_without_draft(reading)
    if not decided.exists() and not names.exists():
        raise NotPossible(_("Nothing is decided in this reading, so there is nothing to undo."))
    count = _open_again(reading, decided, names)
    changes = {"figures": (count, 0)}
    record("undo_decisions", reading, by=by.user, unit_id=reading.unit_id, changes=changes, reason=reason.strip())
    return count


@transaction.atomic
def reopen_facts(reading: Reading, *, by: Actor, positions: Collection[int] = (), names: Collection[int] = ()) -> int:
    """Take back single decisions that the actor made today: their figures are withdrawn and the facts wait again.

    No reason is asked for: it is a slip of the hand. Raises NotPossible for what somebody else decided, or on another
    day, or what became a draft: then nothing is taken back, and `undo_decisions` asks for the reason.
    """
    require(can_read_for(by, reading.unit))
    today = {"decided_by": by.user, "decided_at__date": clock.today()}
    facts = reading.facts.filter(position__in=positions, **today).exclude(verdict=Verdict.OPEN)
    named = _names_without_draft(reading).filter(position__in=names, **today)
    if (facts.count(), named.count()) != (len(set(positions)), len(set(names))) or not (positions or names):
        raise NotPossible(
            _("Only what you decided yourself today is taken back singly. Undo the whole reading, with the reason.")
        )
    count = _open_again(reading, facts, named)
    changes = {name: (sorted(taken), None) for name, taken in (("facts", positions), ("names", names)) if taken}
    record("reopen_facts", reading, by=by.user, unit_id=reading.unit_id, changes=changes)
    return count


def _names_without_draft(reading: Reading) -> QuerySet[ReadName]:
    """Names that were dropped, or known to be in the register: what became a draft is withdrawn there."""
    return reading.names.filter(registration=None).exclude(verdict=Verdict.OPEN)


def _open_again(reading: Reading, facts: QuerySet[ReadFact], names: QuerySet[ReadName]) -> int:
    """Returns how many figures went."""
    numbers = list(facts.values_list("pk", flat=True))
    count = _figures(reading).filter(fact__in=numbers).update(withdrawn_at=clock.now())
    for fact in facts.filter(verdict=Verdict.CORRECTED):
        ReadFact.objects.filter(pk=fact.pk).update(value=Decimal(str(fact.fact["value"])))
    names.update(initiative=None, verdict=Verdict.OPEN, decided_by=None, decided_at=None)
    ReadFact.objects.filter(pk__in=numbers).update(verdict=Verdict.OPEN, decided_by=None, decided_at=None)
    Reading.objects.filter(pk=reading.pk).update(closed_at=None)
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
