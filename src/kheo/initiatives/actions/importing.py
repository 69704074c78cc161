"""A list of models brought in: looked through first with nothing in the register, then row by row in the background."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.actions.counted import count_entries
from kheo.initiatives.actions.entering import enter_past_model, enter_past_year, stand_in_register
from kheo.initiatives.choices import IMPORTED, ImportState, ImportVerdict
from kheo.initiatives.import_rows import Likeness, Resolved, Resolver, Standing, standing
from kheo.initiatives.models import Campaign, ImportRow, ImportRun, Initiative, Registration
from kheo.initiatives.policy import can_enter_for
from kheo.reader.list_values import Row
from kheo.reader.lists import ListFound, ListRow, SheetFound, read_list
from kheo.units.actors import Actor, actor_of
from kheo.units.errors import NotAllowed, NotPossible, Refusal
from kheo.units.models import Unit
from kheo.units.paths import ancestors

CHUNK = 100
"""Rows that come in together, in one transaction: others write between two of them, and a kill undoes one at most."""
MOST_SKIPPED = 500
"""Rows without a model that are remembered with their words."""
STARTABLE = (ImportState.PLANNED, ImportState.RUNNING, ImportState.STOPPED)

Chosen = Mapping[str, Mapping[str, str]]


@transaction.atomic
def plan_import(
    *,
    by: Actor,
    unit: Unit,
    campaign: Campaign,
    accepted_on: date,
    source: str,
    sheets: Mapping[str, Sequence[Row]],
) -> ImportRun:
    """Look a list through: what each of its rows would become. Nothing comes into the register.

    `accepted_on` is the day of acceptance of the rows that name none. Raises ValidationError where it is in the future
    or outside of the campaign's year, NotPossible where nothing in the file can be a list.
    """
    require_office(by, unit)
    if campaign.unit.path not in ancestors(unit.path):
        raise NotPossible(_("“%(campaign)s” is not for %(unit)s.") % {"campaign": campaign, "unit": unit})
    _day_fits(accepted_on, campaign, unit)
    run = ImportRun(
        unit=unit,
        campaign=campaign,
        accepted_on=accepted_on,
        source=source[:200],
        sheets={name: [[number, list(cells)] for number, cells in rows] for name, rows in sheets.items()},
        by=by.person,
        planned_at=clock.now(),
    )
    _plan(run, by)
    return run


@transaction.atomic
def choose_columns(run: ImportRun, *, by: Actor, chosen: Chosen) -> ImportRun:
    """Say what columns are about, by sheet and position; the list is looked through anew. Not once it has begun."""
    require_office(by, run.unit)
    run = locked(run)
    if run.state != ImportState.PLANNED:
        raise NotPossible(_("This list is coming in already: its columns stay as they are."))
    run.chosen = {name: dict(columns) for name, columns in chosen.items()}
    _plan(run, by)
    return run


@transaction.atomic
def start_import(run: ImportRun, *, by: Actor) -> ImportRun:
    """Let the good rows come in, in the background; what stopped goes on where it was."""
    require_office(by, run.unit)
    run = locked(run)
    if run.state not in STARTABLE:
        raise NotPossible(_("This list came in already. Load it up again to bring in what is new."))
    if not run.rows.filter(verdict__in=IMPORTED, registration=None).exists():
        raise NotPossible(_("There is no row that could come in. Mend the list, then load it up again."))
    if run.state == ImportState.PLANNED:
        record("start_import", run, by=by.user, unit_id=run.unit_id)
    run.by, run.state, run.reason = by.person, ImportState.RUNNING, ""
    run.started_at = run.started_at or clock.now()
    run.save(update_fields=["by", "state", "reason", "started_at"])
    transaction.on_commit(partial(carry_out_import.enqueue, run.pk))
    return run


@transaction.atomic
def discard_import(run: ImportRun, *, by: Actor) -> None:
    """Forget a list that was only looked through. Raises NotPossible once rows of it came in."""
    require_office(by, run.unit)
    run = locked(run)
    if run.state != ImportState.PLANNED:
        raise NotPossible(_("Rows of this list came in: it stays, so that each can be traced back to it."))
    run.delete()


@task()
def carry_out_import(run_id: int) -> None:
    """Bring the good rows in, a chunk at a time. Done again after a kill it goes on where it was, without doubles."""
    to_its_end(carry_on, run_id)


def to_its_end(step: Callable[[int], bool], run_id: int) -> None:
    """Do `step` of a run until it says that nothing is left; a fault stops the run with its reason."""
    with override("vi"):
        try:
            while step(run_id):
                pass
        except (Refusal, OperationalError) as fault:
            words = str(fault) if isinstance(fault, Refusal) else _("The database did not answer. Go on in a minute.")
            moving = ImportRun.objects.filter(pk=run_id, state__in=(ImportState.RUNNING, ImportState.UNDOING))
            moving.update(state=ImportState.STOPPED, reason=words)


@transaction.atomic
def carry_on(run_id: int) -> bool:
    """Bring in the next CHUNK rows, all or none; False where nothing is left or it was stopped.

    Two lists of one unit wait for each other, so that what one brings in the other finds there.
    """
    unit_id = ImportRun.objects.values_list("unit_id", flat=True).get(pk=run_id)
    running = ImportRun.objects.select_for_update().filter(unit=unit_id, state=ImportState.RUNNING)
    run = next((each for each in running.defer("sheets").order_by("pk") if each.pk == run_id), None)
    if run is None:
        return False
    by = actor_of(run.by)
    require_office(by, run.unit)
    rows = list(run.rows.filter(verdict__in=IMPORTED, registration=None).order_by("pk")[:CHUNK])
    if not rows:
        _finish(run, by)
        return False
    _bring_in(run, rows, by)
    ImportRow.objects.bulk_update(rows, ["verdict", "problems", "registration", "other"])
    return True


def _bring_in(run: ImportRun, rows: Iterable[ImportRow], by: Actor) -> None:
    """Each row as `enter_past_model` enters it; what came into the register since the plan is found there."""
    resolver = Resolver(run.unit, run.campaign, run.accepted_on)
    resolved = [(row, resolver.resolve(row.entry)) for row in rows]
    folded = {found.key.partition("|")[2] for _row, found in resolved}
    known = standing(by, run.unit, folded)
    for row, found in resolved:
        here = known.get(found.key)
        if found.mistakes or found.campaign is None or found.accepted_on is None:
            _turn_down(row, _placed(found, run, row.sheet))
        elif here and found.campaign.pk in here.registrations:
            row.verdict, row.other_id = ImportVerdict.THERE, here.registrations[found.campaign.pk]
        else:
            _enter(row, run.unit, found, here, by)
            if row.registration:
                _note(known, found, row.registration)
    count_entries(row.registration for row, _found in resolved if row.registration)


def _enter(row: ImportRow, unit: Unit, found: Resolved, here: Standing | None, by: Actor) -> None:
    """A refusal of the register is this row's mistake, and the others go on."""
    try:
        with transaction.atomic():
            row.registration = _entered(unit, found, here, by)
    except ValidationError as error:
        _turn_down(row, [["", "refused", " ".join(error.messages)]])
    except NotAllowed:
        raise
    except NotPossible as refusal:
        _turn_down(row, [["", "refused", str(refusal)]])


def _entered(unit: Unit, found: Resolved, here: Standing | None, by: Actor) -> Registration:
    """The row in the register, not yet counted: a chunk is counted together."""
    assert found.campaign and found.accepted_on  # noqa: S101  rows without them were turned down before
    given: dict[str, Any] = {"by": by, "campaign": found.campaign, "accepted_on": None, **found.items}
    if here and here.is_accepted:
        initiative = Initiative.objects.select_related("unit").get(pk=here.initiative_id)
        draft = enter_past_year(initiative=initiative, **given)
    else:
        draft = enter_past_model(unit=unit, identity=found.identity, **given)
    stand_in_register(draft, by=by, accepted_on=found.accepted_on)
    return draft


def _note(known: dict[str, Standing], found: Resolved, row: Registration) -> None:
    """The next row of the same chunk finds what this one brought in."""
    here = known.setdefault(found.key, Standing(row.initiative_id, row.initiative.name, is_accepted=True))
    here.initiative_id, here.is_accepted = row.initiative_id, True
    here.registrations[row.campaign_id] = row.pk


def _turn_down(row: ImportRow, problems: list[list[str]]) -> None:
    row.verdict, row.problems = ImportVerdict.BAD, problems


def _finish(run: ImportRun, by: Actor) -> None:
    count = run.rows.exclude(registration=None).count()
    run.state, run.ended_at = ImportState.DONE, clock.now()
    run.save(update_fields=["state", "ended_at"])
    record("finish_import", run, by=by.user, unit_id=run.unit_id, changes={"registrations": (0, count)})


def _plan(run: ImportRun, by: Actor) -> None:
    """Read the list, hold each row against the register, and keep what was found in the place of an earlier plan."""
    resolver = Resolver(run.unit, run.campaign, run.accepted_on)
    found = read_list(
        {name: [(number, tuple(cells)) for number, cells in rows] for name, rows in run.sheets.items()},
        fields=resolver.field_words(),
        chosen={name: {int(at): meaning for at, meaning in said.items()} for name, said in run.chosen.items()},
    )
    if not any(sheet.heading for sheet in found.sheets):
        raise NotPossible(
            _("No headings were found. Write them in one row, such as “Tên mô hình”, “Đơn vị thực hiện”, “Lĩnh vực”.")
        )
    run.headings = [_heading(sheet) for sheet in found.sheets]
    run.skipped = [[row.sheet, row.number, row.reason, row.text] for row in found.skipped[:MOST_SKIPPED]]
    run.save()
    run.rows.all().delete()
    ImportRow.objects.bulk_create(_planned(run, found, resolver, by), batch_size=500)


def _heading(sheet: SheetFound) -> dict[str, Any]:
    heading = sheet.heading
    columns = heading.columns if heading else ()
    return {
        "sheet": sheet.name,
        "rows": list(heading.rows) if heading else [],
        "columns": [[column.position, column.heading, column.meaning] for column in columns],
    }


def _planned(run: ImportRun, found: ListFound, resolver: Resolver, by: Actor) -> list[ImportRow]:
    known = standing(by, run.unit)
    likeness = Likeness(known, len(found.rows))
    seen: dict[tuple[str, int], int] = {}
    return [_verdict(run, row, resolver, known, likeness, seen) for row in found.rows]


def _verdict(
    run: ImportRun,
    row: ListRow,
    resolver: Resolver,
    known: Mapping[str, Standing],
    likeness: Likeness,
    seen: dict[tuple[str, int], int],
) -> ImportRow:
    """What one row would become; `seen` holds the rows of the list before it."""
    planned = ImportRow(run=run, sheet=row.sheet, number=row.number, entry=row.entry, verdict=ImportVerdict.NEW)
    found = resolver.resolve(row.entry)
    problems = [[each.column, each.code, each.value] for each in row.problems] + _placed(found, run, row.sheet)
    if problems or found.campaign is None:
        _turn_down(planned, problems)
        return planned
    here, twin = known.get(found.key), seen.get((found.key, found.campaign.pk))
    if here and found.campaign.pk in here.registrations:
        planned.verdict, planned.other_id = ImportVerdict.THERE, here.registrations[found.campaign.pk]
    elif twin is not None:
        planned.verdict, planned.problems = ImportVerdict.THERE, [["", "twin", str(twin)]]
    elif here and here.is_accepted:
        planned.verdict, planned.other_id = ImportVerdict.AGAIN, next(iter(here.registrations.values()))
    else:
        planned.other_id, planned.percent = likeness.nearest(row.entry["name"])
    seen.setdefault((found.key, found.campaign.pk), row.number)
    return planned


def _placed(found: Resolved, run: ImportRun, sheet: str) -> list[list[str]]:
    """The mistakes against the register, each under the heading that its column has in the list."""
    columns: list[list[Any]] = next((each["columns"] for each in run.headings if each["sheet"] == sheet), [])
    heads = {meaning: heading for _position, heading, meaning in columns}
    return [[heads.get(meaning, ""), code, value] for meaning, code, value in found.mistakes]


def _day_fits(day: date, campaign: Campaign, unit: Unit) -> None:
    written = f"{day:%d/%m/%Y}"
    if day > clock.today():
        sentence = _("The day %s is in the future. Write the day on which it was accepted.") % written
    elif day.year != campaign.year:
        sentence = _("The day %(day)s is not in the year %(year)s of the campaign.") % {
            "day": written,
            "year": campaign.year,
        }
    elif not unit.is_valid_on(day):
        sentence = _("%(unit)s is not valid on %(day)s. Choose the unit of that day.") % {"unit": unit, "day": written}
    else:
        return
    raise ValidationError({"accepted_on": sentence})


def require_office(by: Actor, unit: Unit) -> None:
    if not (answer := can_enter_for(by, unit)):
        raise NotAllowed(answer.reason)


def locked(run: ImportRun) -> ImportRun:
    return (
        ImportRun.objects.select_for_update()
        .select_related("unit", "campaign__unit", "campaign__rule_set")
        .get(pk=run.pk)
    )
