"""Lists as .xlsx: text stays text, numbers are numbers, and nothing in a cell is ever a formula."""

import io
import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

from kheo.documents.characters import clean
from kheo.documents.refusal import Refusal
from kheo.documents.refusal import gettext_noop as _

LOOK = Path(__file__).parent.parent / "data" / "layouts" / "sheet.toml"
A4 = 9
MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
# A spreadsheet keeps 15 digits of a number.
MAX_EXACT = 10**15
# The first day a spreadsheet can count, and before 1 March 1900 it counts a day too many.
FIRST_DAY = date(1900, 3, 1)
# Nothing about the day of writing: the same rows give the same bytes.
CREATED = datetime(2000, 1, 1)

Value = str | int | float | Decimal | bool | date | None


class SheetError(Refusal):
    """A list that no spreadsheet can hold."""


@dataclass(frozen=True)
class SheetColumn:
    """A column; ``width`` counts characters."""

    title: str
    width: float = 16


def write_xlsx(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Value]],
    *,
    is_sample: bool,
    notes: Sequence[str] = (),
) -> bytes:
    """A list as the bytes of an .xlsx, written row by row in constant memory; the same input gives the same bytes.

    Above the list stand the title, the sample mark when ``is_sample``, and *notes*. It prints on A4, landscape, one
    page wide, its header on each page. Days are shown dd/mm/yyyy. A text longer than a cell holds (32,767 characters)
    ends in "…"; characters that XML forbids are left out; numbers of more than 15 digits and days before 1900 stay
    text. Raises SheetError when there is no column, more rows than a sheet holds, or a row of another length than the
    header.
    """
    if not columns:
        raise SheetError(_("A list needs at least one column."))
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": clean(title)[:255], "created": CREATED})
        formats = _formats(book)
        sheet = book.add_worksheet(_look()["sheet_name"])
        header = _set_up(sheet, columns, 1 + is_sample + len(notes))
        _write_top(sheet, formats, title, is_sample, notes)
        for place, column in enumerate(columns):
            sheet.write_string(header, place, _cell_text(column.title), formats["header"])
        last = _write_rows(sheet, formats, rows, len(columns), header)
        sheet.autofilter(header, 0, max(last, header), len(columns) - 1)
    return out.getvalue()


@lru_cache(maxsize=1)
def _look() -> dict[str, Any]:
    return tomllib.loads(LOOK.read_text(encoding="utf-8"))


def _formats(book: Any) -> dict[str, Any]:
    look = _look()
    base = {"font_name": look["font"], "font_size": look["size_pt"], "valign": "top"}
    boxed = {**base, "border": 1}
    kinds: dict[str, dict[str, Any]] = {
        "title": {**base, "bold": True, "font_size": look["title_size_pt"]},
        "mark": {**base, "bold": True},
        "note": {**base, "italic": True},
        "header": {**boxed, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"},
        # "@" is the text format: a value typed over a text cell stays text as well.
        "text": {**boxed, "text_wrap": True, "num_format": "@"},
        "whole": {**boxed, "num_format": "#,##0"},
        "decimal": {**boxed, "num_format": "#,##0.##########"},
        "date": {**boxed, "num_format": "dd/mm/yyyy", "align": "center"},
    }
    return {name: book.add_format(properties) for name, properties in kinds.items()}


def _set_up(sheet: Any, columns: Sequence[SheetColumn], lines_above: int) -> int:
    """Widths, print set-up and the frozen header; answers the header's row (one is left free above it)."""
    look, header = _look(), lines_above + 1
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    inches = look["margin_mm"] / 25.4
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=inches, right=inches, top=inches, bottom=inches)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.set_footer(look["page_footer"])
    return header


def _write_top(sheet: Any, formats: dict[str, Any], title: str, is_sample: bool, notes: Sequence[str]) -> None:
    lines = [(title, "title"), *([(_look()["mark"], "mark")] if is_sample else []), *((note, "note") for note in notes)]
    for place, (line, kind) in enumerate(lines):
        sheet.write_string(place, 0, _cell_text(line), formats[kind])


def _write_rows(sheet: Any, formats: dict[str, Any], rows: Iterable[Sequence[Value]], width: int, header: int) -> int:
    """Rows under the header; answers the last row written."""
    at = header
    for at, values in enumerate(rows, start=header + 1):
        if at >= MAX_ROWS:
            raise SheetError(_("A sheet holds %(most)s rows. Narrow the list."), most=MAX_ROWS - header - 1)
        if len(values) != width:
            message = _("Row %(row)s has %(cells)s cells and the list %(columns)s columns.")
            raise SheetError(message, row=at - header, cells=len(values), columns=width)
        for place, value in enumerate(values):
            _write_cell(sheet, formats, at, place, value)
    return at


def _write_cell(sheet: Any, formats: dict[str, Any], row: int, column: int, value: Value) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, formats["text"])
        case bool():
            sheet.write_string(row, column, _look()["true_text" if value else "false_text"], formats["text"])
        case date() if _plain_day(value) >= FIRST_DAY:
            sheet.write_datetime(row, column, _plain_day(value), formats["date"])
        case int() if abs(value) < MAX_EXACT:
            sheet.write_number(row, column, value, formats["whole"])
        case float() | Decimal() if math.isfinite(value):
            is_whole = value == int(value)
            sheet.write_number(row, column, float(value), formats["whole" if is_whole else "decimal"])
        case date():
            sheet.write_string(row, column, f"{value:%d/%m}/{value.year:04d}", formats["text"])
        case int() | float() | Decimal():
            sheet.write_string(row, column, str(value), formats["text"])
        case _:
            sheet.write_string(row, column, _cell_text(value), formats["text"])


def _plain_day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _cell_text(text: str) -> str:
    cleaned = clean(text).replace("\t", " ")
    return cleaned if len(cleaned) <= MAX_TEXT else f"{cleaned[: MAX_TEXT - 1]}…"
