"""The rows that could not come in, as a spreadsheet: mended there, it is loaded up again as it is."""

from collections.abc import Iterator, Mapping

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

FROM_ABOVE = ("field", "kind", "novelty", "place", "year")
"""What a row may owe to the title of its group: away from there it needs a column."""


def bad_rows_sheet(shown: Shown) -> HttpResponse:
    """One sheet with the headings of the list, what rows owe to their groups, and what to do.

    Vietnamese whoever reads it, since the list is: its headings must be understood when it comes back.
    """
    with override("vi"):
        rows = list(shown.rows("bad"))
        heads = _heads(shown)
        columns = [SheetColumn(head, 24) for head in heads]
        columns = [SheetColumn(_("Row of the list"), 12), *columns, SheetColumn(_("To be mended"), 60)]
        texts = {(name, number): cells for name, all_rows in shown.run.sheets.items() for number, cells in all_rows}
        body = [_cells(shown, row, heads, texts.get((row.sheet, row.number), [])) for row in rows]
        return sheet_response(f"can-sua-{clock.today():%Y-%m-%d}.xlsx", _("Rows to be mended"), columns, body)


def _heads(shown: Shown) -> list[str]:
    """The headings of all sheets, each once, and those of FROM_ABOVE that no sheet has."""
    found, meanings = {}, set()
    for sheet in shown.run.headings:
        for _position, heading, meaning in sheet["columns"]:
            found[heading] = None
            meanings.add(meaning.partition(":")[0])
    extra = [str(words.COLUMNS[name]) for name in FROM_ABOVE if name not in meanings]
    return [head for head in [*found, *extra] if head]


def _cells(shown: Shown, row: ImportRow, heads: list[str], cells: list[str]) -> list[str]:
    values = dict(_given(shown, row.sheet, cells))
    for name, value in _owed(shown, row.entry):
        values.setdefault(str(words.COLUMNS[name]), value)
    mistakes = [(words.head_of(head, code), shown.sentence(code, value)) for head, code, value in row.problems]
    todo = "; ".join(f"{head}: {sentence}" if head else sentence for head, sentence in mistakes)
    return [shown.where(row.sheet, row.number), *(values.get(head, "") for head in heads), todo]


def _given(shown: Shown, name: str, cells: list[str]) -> Iterator[tuple[str, str]]:
    """Heading and text of each cell, as the list had them."""
    sheet = next(each for each in shown.run.headings if each["sheet"] == name)
    for position, heading, _meaning in sheet["columns"]:
        if position < len(cells):
            yield heading, cells[position]


def _owed(shown: Shown, entry: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    names = {
        "field": {field.code: field.name for field in shown.rules.fields},
        "kind": dict(Kind.choices),
        "novelty": dict(Novelty.choices),
    }
    for name in FROM_ABOVE:
        if value := entry.get(name):
            yield name, str(names.get(name, {}).get(value, value))
