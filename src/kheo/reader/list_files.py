"""A list as it is kept, .xlsx or .csv, as the texts of its cells; what is no list is refused with a reason."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from kheo.reader.intake import MOST_BYTES, RefusedText, text_from
from kheo.reader.list_values import Row
from kheo.reader.secrecy import is_stamped
from kheo.text import compose

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_EMPTY = 5_000
"""Empty rows one after the other, after which a sheet is taken to have ended."""
MOST_UNPACKED = 150_000_000
"""Bytes to which an .xlsx may unfold."""

_OLE = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError,
    OSError, EOFError, SyntaxError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What a damaged workbook raises: it is wrong in the zip, in a missing part, or in the XML (a SyntaxError)."""
_MERGED = re.compile(rb'mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_ESCAPED = re.compile(r"_x000[0-9A-F]_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


class RefusedList(Exception):
    """A file that is not read as a list. `code` says why: empty, too_large, too_long, encrypted, old_excel, not_list,
    unknown_encoding, broken, secret. Nothing of the file is carried along."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class ListFile:
    """The rows with something in them, by sheet; `cut` says after which row a sheet seemed to end and was left."""

    sheets: dict[str, list[Row]] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)


def read_list_file(data: bytes) -> ListFile:
    """The cells of a workbook or of a text with separators, as texts: of formulas their values, of days dd/mm/yyyy.

    A cell merged downwards counts for each of its rows. Hidden sheets are left out. Raises RefusedList.
    """
    if len(data) > MOST_BYTES:
        raise RefusedList("too_large")
    if data.startswith(_OLE):
        raise RefusedList("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_excel")
    found = _workbook(data) if data.startswith(b"PK") else _separated(data)
    if not any(found.sheets.values()):
        raise RefusedList("empty")
    if any(is_stamped("\t".join(cells)) for rows in found.sheets.values() for _number, cells in rows):
        raise RefusedList("secret")
    return found


def _workbook(data: bytes) -> ListFile:
    found = ListFile()
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _look_inside(packed)
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        left = MOST_ROWS
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                rows = _rows_of(sheet, found, left)
                left -= len(rows)
                found.sheets[sheet.title] = _with_merged(rows, _merged_in(sheet))
    except _BROKEN:
        raise RefusedList("broken") from None
    return found


def _look_inside(packed: zipfile.ZipFile) -> None:
    if "xl/workbook.xml" not in packed.namelist():
        raise RefusedList("not_list")
    if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
        raise RefusedList("too_large")


def _rows_of(sheet: Any, found: ListFile, most: int) -> list[Row]:
    """The filled rows of a sheet; what it says of its own size is often wrong and not believed."""
    sheet.reset_dimensions()
    rows: list[Row] = []
    last = 0
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        if cells := _filled(values):
            rows.append((number, cells))
            last = number
        elif number - last > MOST_EMPTY:
            found.cut[sheet.title] = last
            break
        if len(rows) > most:
            raise RefusedList("too_long")
    return rows


def _merged_in(sheet: Any) -> Iterator[tuple[int, int, int]]:
    """(column from 0, first row, last row) of the cells merged downwards. The quick way of reading knows none of them:
    they stand at the end of the sheet's own part, which is looked through piece by piece."""
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        tail = b""
        while piece := part.read(1_000_000):
            for column, first, last in _MERGED.findall(tail + piece):
                if int(last) > int(first):
                    yield column_index_from_string(column.decode()) - 1, int(first), int(last)
            tail = piece[piece.rfind(b"<") :][-80:]


def _with_merged(rows: list[Row], merged: Iterable[tuple[int, int, int]]) -> list[Row]:
    cells = {number: list(texts) for number, texts in rows}
    for column, first, last in merged:
        top = cells.get(first, [])
        if column >= len(top) or not top[column]:
            continue
        for number in range(first + 1, min(last, first + MOST_ROWS) + 1):
            below = cells.get(number)
            if below is not None:
                below.extend([""] * (column + 1 - len(below)))
                below[column] = below[column] or top[column]
    return [(number, tuple(texts)) for number, texts in cells.items()]


def _filled(values: Sequence[Any]) -> tuple[str, ...]:
    """The texts up to the last cell with one."""
    texts = [cell_text(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def cell_text(value: Any) -> str:
    """The value of a cell as a person would type it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "x"
    if isinstance(value, date):
        return f"{value:%d/%m}/{value.year:04d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = _CONTROL.sub("", _ESCAPED.sub("", compose(str(value))))
    return "\n".join(line for each in text.splitlines() if (line := " ".join(each.split())))


def _separated(data: bytes) -> ListFile:
    """A text with separators: the one of tab, semicolon and comma that its first lines hold most often."""
    try:
        text = text_from(data)
    except RefusedText as refused:
        codes = {"empty", "too_large", "unknown_encoding", "secret"}
        raise RefusedList(refused.refusal.code if refused.refusal.code in codes else "not_list") from None
    sign = max("\t;,", key="\n".join(text.splitlines()[:20]).count)
    try:
        return ListFile({"": list(_lines(csv.reader(StringIO(text), delimiter=sign)))})
    except csv.Error:
        raise RefusedList("broken") from None


def _lines(reader: Iterable[Sequence[str]]) -> Iterator[Row]:
    filled = 0
    for number, values in enumerate(reader, start=1):
        cells = _filled(values[:MOST_COLUMNS])
        if cells:
            filled += 1
            yield number, cells
        if filled > MOST_ROWS:
            raise RefusedList("too_long")
