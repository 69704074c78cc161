"""What is asked of documents that were given at once: where each stands, and which were read before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kheo.figures.choices import FileState
from kheo.figures.models import Batch, BatchFile, Reading
from kheo.figures.policy import visible_batches, visible_readings
from kheo.units.actors import Actor

OPEN_STATES = (FileState.WAITING, FileState.READ, FileState.CHOSEN)


@dataclass(frozen=True)
class Progress:
    """How many files of a batch are in which state."""

    counts: dict[str, int]

    def of(self, *states: FileState) -> int:
        """Files in one of these states."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        """All files of the batch."""
        return sum(self.counts.values())


def progress_of(batch: Batch) -> Progress:
    """Where a batch stands; one query."""
    rows = batch.files.order_by().values_list("state").annotate(Count("pk"))
    return Progress(dict(rows))


def open_batches(actor: Actor) -> QuerySet[Batch]:
    """The actor's batches in which something waits, the latest first."""
    waiting = BatchFile.objects.filter(state__in=OPEN_STATES).values("batch")
    rows = visible_batches(actor).filter(pk__in=waiting)
    return rows.annotate(total=Count("files")).order_by("-given_at", "-pk")


def files_of(batch: Batch) -> list[BatchFile]:
    """The files in their order, without their words."""
    return list(batch.files.defer("text", "reading__text").select_related("unit", "reading").order_by("position"))


def read_before(actor: Actor, files: Sequence[BatchFile]) -> dict[str, Reading]:
    """Readings of the same documents that the actor sees and that still count, by fingerprint; one query."""
    used = Q(facts__figure__isnull=False, facts__figure__withdrawn_at=None)
    rows = visible_readings(actor).filter(Q(closed_at=None) | used, sha256__in={file.sha256 for file in files})
    rows = rows.select_related("unit", "read_by").defer("text", "answer").distinct()
    return {reading.sha256: reading for reading in rows.order_by("pk")}
