"""A list that was brought in is taken out again, in the background: what nobody has built on since."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.actions.entering import strike_off
from kheo.initiatives.actions.importing import CHUNK, locked, require_office, to_its_end
from kheo.initiatives.choices import IMPORTED, ImportState, ImportVerdict, Status
from kheo.initiatives.models import ImportRow, ImportRun
from kheo.units.actors import Actor, actor_of
from kheo.units.errors import NotAllowed, NotPossible


@transaction.atomic
def undo_import(run: ImportRun, *, by: Actor, reason: str) -> ImportRun:
    """Take the rows that came in out of the register again; one that is still coming in stops where it is.

    A row that somebody followed up, evaluated or recognised stays, and says so. Raises ValidationError without a
    reason, NotPossible where nothing of the list stands in the register.
    """
    require_office(by, run.unit)
    run = locked(run)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is kept.")})
    if not rows_in(run).exists():
        raise NotPossible(_("Nothing of this list stands in the register, so there is nothing to take out."))
    rows_in(run).exclude(problems=[]).update(problems=[])
    run.by, run.state, run.reason, run.started_at = by.person, ImportState.UNDOING, reason.strip(), clock.now()
    run.save(update_fields=["by", "state", "reason", "started_at"])
    record("undo_import", run, by=by.user, unit_id=run.unit_id, reason=run.reason)
    transaction.on_commit(partial(carry_out_undo.enqueue, run.pk))
    return run


@task()
def carry_out_undo(run_id: int) -> None:
    """Take the rows out, a chunk at a time. Done again after a kill it goes on where it was."""
    to_its_end(take_on, run_id)


@transaction.atomic
def take_on(run_id: int) -> bool:
    """Take the next CHUNK rows out, the last ones first; False where nothing is left or it was stopped."""
    run = ImportRun.objects.select_for_update().defer("sheets").filter(pk=run_id, state=ImportState.UNDOING).first()
    if run is None:
        return False
    by = actor_of(run.by)
    require_office(by, run.unit)
    rows = list(rows_in(run).filter(problems=[]).select_related("registration__initiative").order_by("-pk")[:CHUNK])
    for row in rows:
        _take_out(row, run.reason, by)
    ImportRow.objects.bulk_update(rows, ["verdict", "problems"])
    if not rows:
        _finish(run, by)
    return bool(rows)


def rows_in(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows that stand in the register by this list."""
    return run.rows.filter(verdict__in=IMPORTED, registration__isnull=False)


def _take_out(row: ImportRow, reason: str, by: Actor) -> None:
    """What cannot be struck off stays, with the register's own words; what was struck off by hand is out already."""
    assert row.registration  # noqa: S101  rows without one were not asked for
    try:
        if row.registration.status != Status.WITHDRAWN:
            strike_off(row.registration, by=by, reason=reason)
        row.verdict = ImportVerdict.UNDONE
    except (NotAllowed, NotPossible) as refusal:
        row.problems = [["", "refused", str(refusal)]]


def _finish(run: ImportRun, by: Actor) -> None:
    taken = run.rows.filter(verdict=ImportVerdict.UNDONE).count()
    run.state, run.ended_at = ImportState.UNDONE, clock.now()
    run.save(update_fields=["state", "ended_at"])
    changes = {"registrations": (taken + rows_in(run).count(), rows_in(run).count())}
    record("finish_undo", run, by=by.user, unit_id=run.unit_id, changes=changes)
