"""What the pages of a list show: counts, rows with their mistakes, columns, and how far the work has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.audit import clock
from kheo.desk.imports import words
from kheo.initiatives.choices import IMPORTED, ImportState, ImportVerdict
from kheo.initiatives.models import ImportRow, ImportRun
from kheo.initiatives.policy import visible, visible_imports
from kheo.initiatives.rules import Rules, read_rules
from kheo.reader.list_headings import meaning_of
from kheo.reader.list_values import field_key
from kheo.ui.written import figure
from kheo.units.actors import Actor

SAMPLES = 2
VIEWS = {
    "bad": Q(verdict=ImportVerdict.BAD),
    "good": Q(verdict__in=IMPORTED),
    "there": Q(verdict=ImportVerdict.THERE),
    "undone": Q(verdict=ImportVerdict.UNDONE),
}
"""The parts of a list, by the word in the address."""

MOVING = (ImportState.RUNNING, ImportState.UNDOING)
"""The states in which the worker is at the list."""


def runs_of(actor: Actor) -> QuerySet[ImportRun]:
    """The lists of the actor's offices, newest first, with what came of their rows."""
    rows = (
        visible_imports(actor).defer("sheets", "headings", "chosen", "skipped").select_related("unit", "campaign", "by")
    )
    return rows.annotate(
        rows_in=Count("rows", filter=Q(rows__registration__isnull=False, rows__verdict__in=IMPORTED)),
        rows_bad=Count("rows", filter=Q(rows__verdict=ImportVerdict.BAD)),
        rows_all=Count("rows"),
    ).order_by("-planned_at", "-pk")


@dataclass(frozen=True)
class Line:
    """A row of the list as the page shows it."""

    row: ImportRow
    where: str
    faults: list[tuple[str, str]] = field(default_factory=list)
    remark: str = ""
    is_open: bool = False


class Shown:
    """One list, read as far as its page needs it."""

    def __init__(self, run: ImportRun, actor: Actor) -> None:
        self.run, self.actor = run, actor

    @cached_property
    def rules(self) -> Rules:
        """The rules of its campaign: its fields."""
        return read_rules(self.run.campaign.rule_set.data)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows are good, bad, there, taken out again, and in the register by this list."""
        parts = {name: Count("pk", filter=condition) for name, condition in VIEWS.items()}
        found: dict[str, int] = self.run.rows.aggregate(
            all=Count("pk"), done=Count("pk", filter=VIEWS["good"] & Q(registration__isnull=False)), **parts
        )
        return found | {
            "left": found["good"] - found["done"],
            "both": found["undone"] + found["done"],
            "skipped": len(self.run.skipped),
        }

    def rows(self, view: str) -> QuerySet[ImportRow]:
        """The rows of one part, in the order of the list."""
        rows = self.run.rows.filter(VIEWS[view]).select_related("registration__initiative", "other__initiative")
        return rows.order_by("pk")

    def lines(self, rows: Iterable[ImportRow]) -> list[Line]:
        """The rows with what is wrong in each, in words; a link only to what the actor may read."""
        page = list(rows)
        numbers = {number for row in page for number in (row.registration_id, row.other_id) if number}
        readable = set(visible(self.actor).filter(pk__in=numbers).values_list("pk", flat=True))
        return [self._line(row, readable) for row in page]

    def _line(self, row: ImportRow, readable: set[int]) -> Line:
        is_mistake = row.verdict == ImportVerdict.BAD
        faults = [(words.head_of(heading, code), self.sentence(code, value)) for heading, code, value in row.problems]
        return Line(
            row=row,
            where=self.where(row.sheet, row.number),
            faults=faults if is_mistake else [],
            remark=self._remark(row) if not faults else faults[0][1] if not is_mistake else "",
            is_open=(row.registration_id or row.other_id) in readable,
        )

    def _remark(self, row: ImportRow) -> str:
        if row.registration_id or not row.other_id:
            return ""
        name = row.other.initiative.name
        if row.percent:
            return _("%(percent)s%% like “%(name)s”, which stands in the register. It comes in as another.") % {
                "percent": row.percent,
                "name": name,
            }
        if row.verdict == ImportVerdict.AGAIN:
            return _("“%s” stands in the register: this is another year of it.") % name
        return _("“%s” stands in the register already.") % name

    def sentence(self, code: str, value: str) -> str:
        """A mistake in words."""
        return words.sentence(code, value, unit=self.run.unit.title, rules=self.rules)

    def where(self, sheet: str, number: int) -> str:
        """The row as the sheet numbers it, with the sheet where there are several."""
        plain = _("Row %(number)s") % {"number": number}
        return f"{plain}, {sheet}" if len(self.run.headings) > 1 else plain

    def skipped(self) -> list[tuple[str, Any, str]]:
        """(where, why, words) of the rows that speak of no model."""
        return [(self.where(sheet, number), words.SKIPPED[reason], text)
                for sheet, number, reason, text in self.run.skipped]  # fmt: skip

    def sheets(self) -> list[dict[str, Any]]:
        """Each sheet with its columns: heading, what it was understood as, first values, name of its select."""
        options = words.meanings(self.rules)
        return [
            {
                "name": each["sheet"],
                "is_found": bool(each["rows"]),
                "columns": [self._column(at, each, column, options) for column in each["columns"]],
            }
            for at, each in enumerate(self.run.headings)
        ]

    def _column(self, at: int, sheet: dict[str, Any], column: list[Any], options: list[tuple[str, str]]) -> Any:
        position, heading, meaning = column
        if self.needs_columns and sheet["sheet"] not in self.run.chosen:
            # Where no heading names the models the reader keeps no column: what it knows of the others is proposed.
            meaning = meaning_of(heading, {field_key(each.name): (each.code,) for each in self.rules.fields})
        return {
            "name": f"c{at}-{position}",
            "heading": heading or _("column %(letter)s, without heading") % {"letter": letter_of(position)},
            "meaning": meaning,
            "words": words.column(meaning, self.rules),
            "samples": self._samples(sheet, position),
            "options": options,
        }

    def _samples(self, sheet: dict[str, Any], position: int) -> str:
        last = max(sheet["rows"], default=0)
        left_out = {number for name, number, _reason, _text in self.run.skipped if name == sheet["sheet"]}
        rows = self.run.sheets.get(sheet["sheet"], [])
        below = (cells for number, cells in rows if number > last and number not in left_out)
        texts = (cells[position][:60] for cells in below if position < len(cells) and cells[position])
        return "; ".join(text for _number, text in zip(range(SAMPLES), texts, strict=False))

    @property
    def needs_columns(self) -> bool:
        """True where no column holds the names: a person has to say which does."""
        return not any(meaning == "name" for each in self.run.headings for _at, _heading, meaning in each["columns"])


def letter_of(position: int) -> str:
    """0 → A, 26 → AA, as a spreadsheet names its columns."""
    letters, left = "", position + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def progress(run: ImportRun, counts: dict[str, int]) -> str:
    """How far the work has come: done, all, time left."""
    if run.state == ImportState.UNDOING:
        done, whole = counts["undone"], counts["both"]
        said = _("%(done)s of %(all)s rows are out of the register.") % {"done": figure(done), "all": figure(whole)}
    else:
        done, whole = counts["done"], counts["good"]
        said = _("%(done)s of %(all)s rows have come in.") % {"done": figure(done), "all": figure(whole)}
    if run.state in MOVING and done and run.started_at:
        seconds = (clock.now() - run.started_at).total_seconds() / done * (whole - done)
        minutes = max(1, round(seconds / 60))
        left = ngettext("About %(count)s minute left.", "About %(count)s minutes left.", minutes) % {"count": minutes}
        return f"{said} {left}"
    return said
