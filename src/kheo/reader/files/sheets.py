"""Workbooks and lists of values to rows: a line each, the heading first, as the sheet has them."""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from html import unescape
from typing import Any
from zipfile import ZipFile

from kheo.reader.files.packages import package_of, pieces, refuse_declarations
from kheo.reader.files.rows import MOST_COLUMNS, lines_of
from kheo.reader.intake import MOST_BYTES, Refusal, RefusedText, text_from
from kheo.reader.secrecy import is_stamped

MOST_ROWS = 20_000
MOST_EMPTY_ROWS = 500
MOST_SHEET_BYTES = 25_000_000
MOST_WORDS_BYTES = 20_000_000
MOST_OTHER_BYTES = 4_000_000
MOST_HEAD_BYTES = 100_000
_QUOTED = re.compile(r'"[^"]*"')
DELIMITERS = "\t;,|"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_HEAD = re.compile(rb"<(?:odd|even|first)(?:Header|Footer)>([^<]{1,300})<")
_HEAD_CODE = re.compile(r'&(?:"[^"]*"|[LCRPNDTAFGZBIUSXY]|\d+|K[0-9A-F]{6})')


def text_of_workbook(data: bytes) -> str:
    """The sheets one after the other, each under its name where there are several. Formulas are what Excel last made
    of them. Raises RefusedText for swollen and stamped workbooks; a hidden sheet is searched for stamps only."""
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load, and few files need it

    warnings.filterwarnings("ignore", module=r"openpyxl\.")  # it would quote what it stumbles over
    _look_over(data)
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    shown: list[tuple[str, str]] = []
    for sheet in workbook.worksheets:
        text = "\n".join(lines_of(_unstamped(_rows(sheet))))
        if sheet.sheet_state == "visible" and text:
            shown.append((str(sheet.title), text))
    if len(shown) == 1:
        return shown[0][1]
    return "\n\n".join(f"{title}\n{text}" for title, text in shown)


def text_of_list(data: bytes) -> str:
    """The rows of a .csv, whatever stands between its values; plain text where nothing does regularly."""
    text = text_from(data)
    delimiter = _delimiter(text)
    if delimiter is None:
        return text
    return "\n".join(lines_of(_unstamped(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))))


def _look_over(data: bytes) -> None:
    """Every part of XML is of a sane size, declares nothing, and no head of a printed page is a stamp."""
    package = package_of(data)
    for name in package.namelist():
        if _SHEET.fullmatch(name):
            refuse_declarations(package, name, MOST_SHEET_BYTES)
            if is_stamped("\n".join(_heads(package, name))):
                raise RefusedText(Refusal.SECRET)
        elif name.endswith("sharedStrings.xml"):
            refuse_declarations(package, name, MOST_WORDS_BYTES)
        elif name.endswith((".xml", ".rels")):
            refuse_declarations(package, name, MOST_OTHER_BYTES)


def _heads(package: ZipFile, name: str) -> Iterator[str]:
    """Heads and feet that a sheet is printed with; they stand at the end of its part."""
    tail = b""
    for piece in pieces(package, name):
        tail = (tail + piece)[-MOST_HEAD_BYTES:]
    for head in _HEAD.findall(tail):
        yield _HEAD_CODE.sub("\t", unescape(head.decode("utf-8", "replace")))


def _rows(sheet: Any) -> Iterator[list[str]]:
    """The rows of a sheet up to the first long gap, which is where people stop and formatting goes on."""
    empty = length = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1):
        row = [_written(cell.value, cell.number_format) if cell.value is not None else "" for cell in cells]
        empty = 0 if any(row) else empty + 1
        length += sum(map(len, row))
        if empty > MOST_EMPTY_ROWS:
            return
        if number > MOST_ROWS:
            raise RefusedText(Refusal.TOO_MANY_ROWS)
        if length > MOST_BYTES:
            raise RefusedText(Refusal.TOO_LARGE)
        yield row


def _unstamped(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The same rows. Raises RefusedText at a stamp, before the lines of its cell are joined."""
    for row in rows:
        if is_stamped("\n".join(row)):
            raise RefusedText(Refusal.SECRET)
        yield row


def _written(value: object, number_format: str) -> str:
    """A value as Vietnamese write it: 1250, 96,86%, 23/11/2026."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        percent = "%" in number_format
        return f"{100 * value if percent else value:.15g}".replace(".", ",") + ("%" if percent else "")
    text = str(value)
    return "" if text.startswith("#") and text.endswith(("!", "?", "/A")) else text


def _delimiter(text: str) -> str | None:
    """The sign that divides most of the first lines into the same number of values."""
    lines = [line for line in _QUOTED.sub("", text[:20_000]).splitlines()[:50] if line.strip()]
    best, most = None, 0
    for sign in DELIMITERS:
        counts: Sequence[int] = [line.count(sign) for line in lines]
        usual = max(counts, key=counts.count, default=0)
        agreeing = counts.count(usual) if usual else 0
        if 2 * agreeing > len(lines) and agreeing > most:
            best, most = sign, agreeing
    return best
