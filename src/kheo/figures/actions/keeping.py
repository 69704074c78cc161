"""A document becomes a reading: read, held against the register, and kept with what was found."""

import hashlib
from collections.abc import Mapping
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
from kheo.figures.models import ReadFact, Reading, ReadName
from kheo.figures.policy import can_read_for
from kheo.figures.readings_checks import outside_findings
from kheo.figures.readings_intake import readable_text
from kheo.figures.readings_places import places_of
from kheo.reader import read
from kheo.units.actors import Actor
from kheo.units.errors import NotPossible
from kheo.units.models import Unit
from kheo.units.policy import require


def keep_reading(*, by: Actor, unit: Unit, starts_on: date, ends_on: date, source: str, text: str) -> Reading:
    """Read `text` and keep what was found, to be decided on. No figure is stored by this.

    Raises NotAllowed, ValidationError for a span in the wrong order or a unit that was not valid in it, NotPossible for
    a text that may not be read (a secrecy stamp, too large) and for a document that was read for this unit before.
    """
    require(can_read_for(by, unit))
    sensible_span(unit, starts_on, ends_on)
    found = read(readable_text(text.encode(errors="replace")), gazetteer=places_of([unit]))
    # The reading is done by now: a long text must not hold up everybody else who writes.
    return keep_found(
        by=by, unit=unit, starts_on=starts_on, ends_on=ends_on, source=source, text=found.text, said=found.as_dict()
    )


def keep_found(
    *, by: Actor, unit: Unit, starts_on: date, ends_on: date, source: str, text: str, said: Mapping[str, Any]
) -> Reading:
    """Keep what the reader has found in `text` already; promises and refuses what `keep_reading` does.

    `text` is the one that the offsets of `said` count in, and has passed the stamp check.
    """
    require(can_read_for(by, unit))
    sensible_span(unit, starts_on, ends_on)
    findings = [*said["findings"], *outside_findings(unit, starts_on, ends_on, said["facts"])]
    with transaction.atomic():
        answer = {**said, "findings": findings}
        return _store_reading(unit, starts_on, ends_on, source=source, text=text, said=answer, by=by)


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
        source=(source.strip() or _("Pasted text"))[:200],
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


def sensible_span(unit: Unit, starts_on: date, ends_on: date) -> None:
    """Raises ValidationError for a span in the wrong order or too far ahead, and for a unit not valid in it."""
    if ends_on < starts_on:
        sentence = _("The end %(end)s is before the start %(start)s. Write a later date.")
        raise ValidationError({"ends_on": sentence % {"end": f"{ends_on:%d/%m/%Y}", "start": f"{starts_on:%d/%m/%Y}"}})
    if ends_on.year > clock.today().year + 1:
        sentence = _("The period ends on %(day)s, more than a year from now. Look at the year again.")
        raise ValidationError({"ends_on": sentence % {"day": f"{ends_on:%d/%m/%Y}"}})
    if not (unit.is_valid_on(starts_on) or unit.is_valid_on(ends_on)):
        sentence = _("%(unit)s is not valid on %(day)s. Choose the unit of that day.")
        raise ValidationError({"unit": sentence % {"unit": unit, "day": f"{ends_on:%d/%m/%Y}"}})
