"""Tables in a text: lines of cells between tabs, bars or wide gaps, as Word, Excel, PDF and web pages leave them."""

import re
from dataclasses import dataclass, field

from kheo.reader.furniture import Line
from kheo.text import fold

_RULE = re.compile(r"[\s|:+=–-]+\Z")
_NUMBER = re.compile(r"\(?\s*(\d{1,3}(?:[.\s\u00a0]\d{3})+|\d+)(?:,(\d+))?\s*(%)?\s*\)?\Z")
_EVERYWHERE = (
    r"(?:toan|ca|chung toan) (?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tp|tinh|cum|nganh|khoi|dang bo|"
    r"truong|thon|ap|khu|dia ban|luc luong|don vi)"
)
_TOTAL = re.compile(
    rf"(?:(?:tong|tong so|tong cong|cong|tat ca|chung)(?:\s+{_EVERYWHERE})?|{_EVERYWHERE})\b[\s:.()]*(?:mo hinh)?"
    r"(?:(?:ca )?\d+ nam|giai doan(?: \d{4} \W \d{4})?)?\W*\Z"
)
_NOTHING = {"", "-", "–", "—", "x", "0"}
_SIGNS = (re.compile(r"\t"), re.compile(r"\|"), re.compile(r"[ \u00a0]{2,}"))
_WIDE = re.compile(r"[ \u00a0]{3,}")
LEAST_ROWS, LEAST_BETWEEN_GAPS = 2, 3
"""Two cells with a gap between them are the head of an office's paper, or its foot."""


@dataclass(slots=True)
class Cell:
    """text[start:end] without blanks around; `value` where nothing but a number stands in it."""

    text: str
    start: int
    end: int
    value: int | float | None = None
    is_share: bool = False


@dataclass(slots=True)
class Grid:
    """A table at text[start:end]: `heads` are its first rows, that hold no number, `rows` the others."""

    start: int
    end: int
    heads: list[list[Cell]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    def holds(self, line: Line) -> bool:
        """True for a line that is a row of numbers or of heads; a row of sentences is read as such."""
        if not self.start <= line.start < self.end:
            return False
        return not any(
            row[0].start >= line.start and row[0].start < line.end and all(cell.value is None for cell in row)
            for row in self.rows
        )


def grids_of(text: str, lines: list[Line]) -> list[Grid]:
    """The tables among the lines that are no furniture; a table has a row of heads and a row with a number."""
    grids: list[Grid] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.reason is None and is_row(text[line.start : line.end]):
            if run and text.count("\n", run[-1].end, line.start) > 1:
                grids += _grid(text, run)
                run = []
            run.append(line)
        elif run:
            grids += _grid(text, run)
            run = []
    return grids


def is_row(row: str) -> bool:
    """True for a line of cells between tabs, bars or wide gaps."""
    row = row.strip()
    return "\t" in row or " | " in row or row.startswith(("|", "+-")) or _has_gaps(row)


def _has_gaps(row: str) -> bool:
    return len(_WIDE.split(row)) >= LEAST_BETWEEN_GAPS


def _grid(text: str, run: list[Line]) -> list[Grid]:
    drawn = [line for line in run if not _RULE.match(text[line.start : line.end])]
    bordered = all(text[line.start : line.end].strip()[:1] == "|" for line in drawn)
    rows = [_without_border(text, line, cells_of(text, line), bordered=bordered) for line in drawn]
    if rows and all(_has_gaps(text[line.start : line.end].strip()) for line in drawn):
        rows = [rows[0], *(_under_heads(text, rows[0], row) for row in rows[1:])]
    width = max((len(row) for row in rows), default=0)
    rows = [_with_merged_label(rows, row, width) for row in rows]
    heads = 0
    while heads < len(rows) and not any(cell.value is not None for cell in rows[heads]):
        heads += 1
    if not heads and _has_no_heads(rows):
        at = rows[0][0].start
        return [Grid(run[0].start, run[-1].end, [[Cell("", at, at), Cell("", at, at)]], rows)]
    if not 0 < heads < len(rows) or len(rows) < LEAST_ROWS:
        return []
    return [Grid(run[0].start, run[-1].end, rows[:heads], rows[heads:])]


def _has_no_heads(rows: list[list[Cell]]) -> bool:
    """Labels and their numbers, with a total row: the words above tell what is counted."""
    pairs = all(len(row) == 2 and row[0].value is None and row[1].value is not None for row in rows)
    return pairs and len(rows) > LEAST_ROWS and any(is_total(row[0].text) for row in rows)


def _with_merged_label(rows: list[list[Cell]], row: list[Cell], width: int) -> list[Cell]:
    """'Tổng cộng | 442 | 374' below rows that begin with a number and a label: its label fills both columns."""
    lacking = width - len(row)
    if not lacking or not is_total(row[0].text) or len(row) <= lacking or row[1].value is None:
        return row
    others = [other for other in rows if len(other) == width and any(cell.value is not None for cell in other)]
    if not others or any(other[lacking].value is not None for other in others):
        return row
    end = row[0].end
    return [row[0], *(Cell("", end, end) for _ in range(lacking)), *row[1:]]


def is_total(words: str) -> bool:
    """'Tổng cộng', 'Toàn xã': the words of a row or column for all others."""
    return _TOTAL.match(" ".join(fold(words).split())) is not None


def _under_heads(text: str, heads: list[Cell], row: list[Cell]) -> list[Cell]:
    """A row between gaps that lacks cells, such as 'Tổng cộng   820   128': each cell goes under the nearest head."""
    if len(row) >= len(heads):
        return row
    columns = [_column(text, head) for head in heads]
    placed = [Cell("", row[0].start, row[0].start) for _head in heads]
    for cell in row:
        at = min(range(len(heads)), key=lambda index: abs(columns[index] - _column(text, cell)))
        placed[at] = cell
    return placed


def _column(text: str, cell: Cell) -> int:
    """How far from the beginning of its line a cell begins."""
    return cell.start - text.rfind("\n", 0, cell.start) - 1


def cells_of(text: str, line: Line) -> list[Cell]:
    """The cells of a line, those outside the bars at its ends with them."""
    row = text[line.start : line.end]
    tabs, bars, gaps = _SIGNS
    sign = tabs if "\t" in row.strip() else bars if "|" in row or not _has_gaps(row.strip()) else gaps
    begin = len(row) - len(row.lstrip()) if sign is gaps else 0
    cells, at = [], begin
    for border in [*sign.finditer(row, begin), None]:
        part = row[at : border.start() if border else len(row)]
        cells.append(_cell(part.strip(), line.start + at + len(part) - len(part.lstrip())))
        at = border.end() if border else at
    return cells


def _without_border(text: str, line: Line, cells: list[Cell], *, bordered: bool) -> list[Cell]:
    """Where all lines are `bordered`, the bars at both ends are no cells of their own."""
    if not bordered:
        return cells
    return cells[1:-1] if text[line.start : line.end].rstrip().endswith("|") else cells[1:]


def _cell(written: str, start: int) -> Cell:
    cell = Cell(written, start, start + len(written))
    if match := _NUMBER.match(written):
        whole = int(re.sub(r"\D", "", match[1]))
        cell.value = float(f"{whole}.{match[2]}") if match[2] else whole
        cell.is_share = match[3] is not None
    elif written in _NOTHING:
        cell.value = None
    return cell
