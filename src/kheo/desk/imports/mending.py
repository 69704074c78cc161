"""The rows that could not come in, as a spreadsheet: mended there, it is loaded up again as it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kheo.audit import clock
from kheo.desk.imports import words
from kheo.desk.imports.pages import Shown
from kheo.desk.sheets import sheet_response
from kheo.documents.sheets import SheetColumn
from kheo.initiatives.choices import Kind, Novelty
from kheo.initiatives.models import ImportRow
from kheo.reader.list_headings import meaning_of

FROM_ABOVE = ("field", "kind", "novelty", "place", "year")
"""What a row may owe to the title of its group: away from there it needs a column."""
UNDERSTOOD = {"owner": "Đơn vị thực hiện", "holder": "Loại chủ thể"}
"""Headings that the reader of lists knows, where it does not know the words of our own pages."""


def bad_rows_sheet(shown: Shown) -> HttpResponse:
    """One sheet with the headings of the list, what rows owe to their groups, and what to do.

    Vietnamese whoever reads it, since the list is: its headings must be understood when it comes back.
    """
    with override("vi"):
        rows = list(shown.rows("bad"))
        heads = _Heads(shown)
        columns = [SheetColumn(head, 24) for head in heads.all]
        columns = [SheetColumn(_("Row of the list"), 12), *columns, SheetColumn(_("To be mended"), 60)]
        texts = {(name, number): cells for name, all_rows in shown.run.sheets.items() for number, cells in all_rows}
        body = [_cells(shown, row, heads, texts.get((row.sheet, row.number), [])) for row in rows]
        return sheet_response(f"can-sua-{clock.today():%Y-%m-%d}.xlsx", _("Rows to be mended"), columns, body)


class _Heads:
    """Under which heading each column of each sheet is written: what means the same stands in one column."""

    def __init__(self, shown: Shown) -> None:
        self.of_meaning: dict[str, str] = {}
        self.of_sheet: dict[str, dict[int, str]] = {}
        self.groups: dict[str, set[str]] = {}
        for sheet in shown.run.headings:
            self._take(sheet["sheet"], sheet["columns"], is_chosen=sheet["sheet"] in shown.run.chosen)
        owed = [name for name in FROM_ABOVE if any(name not in groups for groups in self.groups.values())]
        found = [head for heads in self.of_sheet.values() for head in heads.values()]
        self.all = list(dict.fromkeys([*found, *(self.for_meaning(name) for name in owed)]))

    def _take(self, name: str, columns: list[list[Any]], *, is_chosen: bool) -> None:
        heads: dict[int, str] = {}
        for position, heading, meaning in columns:
            head = self.of_meaning.get(meaning) or _written(heading, meaning, is_chosen=is_chosen)
            head = heading if head in heads.values() else head
            if head:
                heads[position] = head
            if meaning and head:
                self.of_meaning.setdefault(meaning, head)
        self.of_sheet[name] = heads
        self.groups[name] = {meaning.partition(":")[0] for _position, _heading, meaning in columns}

    def for_meaning(self, name: str) -> str:
        """Where what a row owes to its group is written."""
        return self.of_meaning.get(name) or str(words.COLUMNS[name])


def _written(heading: str, meaning: str, *, is_chosen: bool) -> str:
    """The heading as the list has it; the word for its meaning where a person had to say that."""
    if not is_chosen or not meaning or ":" in meaning or meaning_of(heading, {}) == meaning:
        return heading
    word = UNDERSTOOD.get(meaning) or str(words.COLUMNS[meaning]).lstrip("0123456789. ")
    return word if meaning_of(word, {}) == meaning else heading or word


def _cells(shown: Shown, row: ImportRow, heads: _Heads, cells: list[str]) -> list[str]:
    places = heads.of_sheet[row.sheet]
    values = {head: cells[position] for position, head in places.items() if position < len(cells)}
    for name, value in _owed(shown, row.entry):
        head = heads.for_meaning(name)
        if name not in heads.groups[row.sheet] or (head in places.values() and not values.get(head)):
            values[head] = value
    mistakes = [(words.head_of(head, code), shown.sentence(code, value)) for head, code, value in row.problems]
    todo = "; ".join(f"{head}: {sentence}" if head else sentence for head, sentence in mistakes)
    return [shown.where(row.sheet, row.number), *(values.get(head, "") for head in heads.all), todo]


def _owed(shown: Shown, entry: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    names = {
        "field": {field.code: field.name for field in shown.rules.fields},
        "kind": dict(Kind.choices),
        "novelty": dict(Novelty.choices),
    }
    for name in FROM_ABOVE:
        if value := entry.get(name):
            yield name, str(names.get(name, {}).get(value, value))
