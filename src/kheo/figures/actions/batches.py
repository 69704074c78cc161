"""Many documents at once: read in the background, their units and periods confirmed, then kept in the background.

What waits passed the stamp check when it came in. The queue holds nothing but a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.figures.actions.keeping import fingerprint, keep_found, sensible_span
from kheo.figures.choices import FileState
from kheo.figures.models import Batch, BatchFile
from kheo.figures.policy import can_read_for
from kheo.figures.readings_intake import MOST_FILES, Incoming
from kheo.figures.readings_lists import units_to_read_for
from kheo.figures.readings_places import places_of
from kheo.figures.readings_proposals import proposal
from kheo.reader import read
from kheo.units.actors import Actor, actor_of
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible, Refusal
from kheo.units.models import Unit
from kheo.units.policy import require

WORDLESS: dict[str, Any] = {"text": "", "answer": None}
DAYS_KEPT = 30
"""How long the words of a document wait for a person's decision."""


@dataclass(frozen=True)
class Place:
    """Whose report a file is, and of which days."""

    unit: Unit
    starts_on: date
    ends_on: date


@transaction.atomic
def start_batch(documents: Sequence[Incoming], *, by: Actor) -> Batch:
    """Take documents in, to be read by the worker; those that are refused keep their reason and nothing else.

    The same text twice is taken once. Raises NotAllowed for who reads for no unit, NotPossible for no document or more
    than MOST_FILES.
    """
    if not units_to_read_for(by):
        raise NotAllowed(_("Only officers and leaders of a ward, commune or province read reports into data for it."))
    if not documents:
        raise NotPossible(_("Choose a file, or paste the words of the report."))
    if len(documents) > MOST_FILES:
        numbers = {"count": len(documents), "most": MOST_FILES}
        raise NotPossible(
            _("These are %(count)s documents, at most %(most)s are taken at once. Divide them.") % numbers
        )
    batch = Batch.objects.create(given_by=by.person, given_at=clock.now())
    BatchFile.objects.bulk_create(_as_files(batch, documents))
    record("start_batch", batch, by=by.user, changes={"files": (None, len(documents))})
    transaction.on_commit(partial(read_batch.enqueue, batch.pk))
    return batch


def _as_files(batch: Batch, documents: Sequence[Incoming]) -> list[BatchFile]:
    files: list[BatchFile] = []
    first: dict[str, int] = {}
    for position, one in enumerate(documents, start=1):
        file = BatchFile(batch=batch, position=position, source=one.source[:200], reason=one.reason[:500])
        if one.text:
            file.sha256, file.text = fingerprint(one.text), one.text
            if (earlier := first.setdefault(file.sha256, position)) != position:
                file.reason = _same_as(files[earlier - 1])
        if file.reason:
            file.state, file.text = FileState.REFUSED, ""
        files.append(file)
    return files


def _same_as(file: BatchFile) -> str:
    """Names the other document: a page shows no numbers."""
    if not file.source:
        return _("This is the same document as number %(number)s, which is taken.") % {"number": file.position}
    return (_("The same document as “%(document)s”, which is taken.") % {"document": file.source})[:500]


@task()
def read_batch(batch_id: int) -> None:
    """Read what waits in a batch and propose unit and period; a worker that was cut short goes on where it stopped."""
    batch = Batch.objects.select_related("given_by").filter(pk=batch_id).first()
    if batch is None:
        return
    units = units_to_read_for(actor_of(batch.given_by))
    places = places_of(units)
    for number in _waiting(batch, FileState.WAITING):
        file = BatchFile.objects.get(pk=number)
        found = read(file.text, gazetteer=places)
        said = found.as_dict()
        proposed = proposal(found.text, said, units)
        # Guarded by the state: the batch may have been thrown away meanwhile.
        BatchFile.objects.filter(pk=number, state=FileState.WAITING).update(
            state=FileState.READ,
            text=found.text,
            sha256=fingerprint(found.text),
            answer=said,
            unit=proposed.unit,
            starts_on=proposed.starts_on,
            ends_on=proposed.ends_on,
        )


def _waiting(batch: Batch, state: FileState) -> list[int]:
    return list(batch.files.filter(state=state).order_by("position").values_list("pk", flat=True))


@transaction.atomic
def choose_places(batch: Batch, *, by: Actor, places: Mapping[int, Place | None]) -> int:
    """Confirm unit and period of the files of a batch, by position; None leaves a file out. Returns how many are kept
    in the background now.

    Raises ValidationError under `<position>` for a place that cannot be, ChangedMeanwhile where a file is past this
    step; then nothing is stored.
    """
    _require_own(batch, by)
    mistakes = {str(position): found for position, place in places.items() if place and (found := _wrong(place, by))}
    if mistakes:
        raise ValidationError(mistakes)
    for position, place in places.items():
        _choose(batch, position, place)
    batch.chosen_at = clock.now()
    Batch.objects.filter(pk=batch.pk).update(chosen_at=batch.chosen_at)
    count = sum(place is not None for place in places.values())
    record("choose_places", batch, by=by.user, changes={"files": (len(places), count)})
    transaction.on_commit(partial(keep_batch.enqueue, batch.pk))
    return count


def _wrong(place: Place, by: Actor) -> list[str]:
    require(can_read_for(by, place.unit))
    try:
        sensible_span(place.unit, place.starts_on, place.ends_on)
    except ValidationError as mistake:
        return list(mistake.messages)
    return []


def _choose(batch: Batch, position: int, place: Place | None) -> None:
    rows = batch.files.filter(position=position, state=FileState.READ)
    if place is None:
        done = rows.update(state=FileState.LEFT_OUT, **WORDLESS)
    else:
        done = rows.update(state=FileState.CHOSEN, unit=place.unit, starts_on=place.starts_on, ends_on=place.ends_on)
    if not done:
        raise ChangedMeanwhile(_("Unit and period of these files are confirmed already. Look at their new state."))


@task()
def keep_batch(batch_id: int) -> None:
    """Keep the confirmed files of a batch for review, each by itself: one that is refused does not stop the others."""
    batch = Batch.objects.select_related("given_by").filter(pk=batch_id).first()
    if batch is None:
        return
    by = actor_of(batch.given_by)
    with override("vi"):
        for number in _waiting(batch, FileState.CHOSEN):
            _keep_file(BatchFile.objects.select_related("unit").get(pk=number), by=by)


def _keep_file(file: BatchFile, *, by: Actor) -> None:
    unit, starts_on, ends_on = file.unit, file.starts_on, file.ends_on
    if unit is None or starts_on is None or ends_on is None:
        return
    try:
        with transaction.atomic():
            reading = keep_found(
                by=by,
                unit=unit,
                starts_on=starts_on,
                ends_on=ends_on,
                source=file.source,
                text=file.text,
                said=file.answer or {},
            )
            _settle(file, state=FileState.KEPT, reading=reading)
    except ChangedMeanwhile:
        return  # it was left out while it was being kept: nothing of it stays
    except Refusal as refusal:
        _settle(file, state=FileState.REFUSED, reason=str(refusal)[:500])
    except ValidationError as mistake:
        _settle(file, state=FileState.REFUSED, reason=" ".join(mistake.messages)[:500])


def _settle(file: BatchFile, **values: Any) -> None:
    if not BatchFile.objects.filter(pk=file.pk, state=FileState.CHOSEN).update(**values, **WORDLESS):
        raise ChangedMeanwhile(_("This file was left out meanwhile."))


@transaction.atomic
def leave_out_rest(batch: Batch, *, by: Actor) -> int:
    """Throw away what is not kept of a batch yet: its words are deleted. Returns how many files."""
    _require_own(batch, by)
    waiting = batch.files.filter(state__in=(FileState.WAITING, FileState.READ, FileState.CHOSEN))
    count = waiting.update(state=FileState.LEFT_OUT, **WORDLESS)
    record("leave_out_rest", batch, by=by.user, changes={"files": (count, 0)})
    return count


@transaction.atomic
def forget_undecided() -> int:
    """Delete the words of documents whose unit and period nobody confirmed within DAYS_KEPT days. Returns how many."""
    given_before = clock.now() - timedelta(days=DAYS_KEPT)
    stale = Batch.objects.filter(given_at__lt=given_before, files__state=FileState.READ).distinct()
    count = 0
    with override("vi"):
        reason = _("Nobody confirmed unit and period within %(days)s days: its words were deleted.")
        for batch in stale:
            waiting = batch.files.filter(state=FileState.READ)
            forgotten = waiting.update(state=FileState.REFUSED, reason=reason % {"days": DAYS_KEPT}, **WORDLESS)
            record("forget_undecided", batch, by=None, changes={"files": (forgotten, 0)})
            count += forgotten
    return count


@transaction.atomic
def resume_batch(batch: Batch, *, by: Actor) -> None:
    """Let reading or keeping go on where it stopped; what is done already is not done again.

    Raises NotPossible where nothing is left to do.
    """
    _require_own(batch, by)
    states = set(batch.files.order_by().values_list("state", flat=True).distinct())
    if not states & {FileState.WAITING, FileState.CHOSEN}:
        raise NotPossible(_("All of these documents are done already."))
    for state, work in ((FileState.WAITING, read_batch), (FileState.CHOSEN, keep_batch)):
        if state in states:
            transaction.on_commit(partial(work.enqueue, batch.pk))


def _require_own(batch: Batch, by: Actor) -> None:
    if batch.given_by_id != by.person.pk:
        raise NotAllowed(_("Only who gave these documents goes on with them."))
