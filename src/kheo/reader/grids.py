"""Tables in a text: lines of cells between tabs or bars, as Word, Excel and web pages leave them."""

import re
from dataclasses import dataclass, field

from kheo.reader.furniture import Line

_RULE = re.compile(r"[\s|:+=–-]+\Z")
_NUMBER = re.compile(r"\(?\s*(\d{1,3}(?:[.\s\u00a0]\d{3})+|\d+)(?:,(\d+))?\s*(%)?\s*\)?\Z")
_NOTHING = {"", "-", "–", "—", "x", "0"}
LEAST_ROWS = 2


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
        if line is not None and line.reason is None and _is_row(text[line.start : line.end]):
            if run and text.count("\n", run[-1].end, line.start) > 1:
                grids += _grid(text, run)
                run = []
            run.append(line)
        elif run:
            grids += _grid(text, run)
            run = []
    return grids


def _is_row(row: str) -> bool:
    return "\t" in row.strip() or " | " in row or row.strip().startswith(("|", "+-"))


def _grid(text: str, run: list[Line]) -> list[Grid]:
    drawn = [line for line in run if not _RULE.match(text[line.start : line.end])]
    bordered = all(text[line.start : line.end].strip()[:1] == "|" for line in drawn)
    rows = [_cells(text, line, bordered=bordered) for line in drawn]
    heads = 0
    while heads < len(rows) and not any(cell.value is not None for cell in rows[heads]):
        heads += 1
    if not 0 < heads < len(rows) or len(rows) < LEAST_ROWS:
        return []
    return [Grid(run[0].start, run[-1].end, rows[:heads], rows[heads:])]


def _cells(text: str, line: Line, *, bordered: bool) -> list[Cell]:
    """The cells of a line; where all lines are `bordered`, the bars at both ends are no cells of their own."""
    row = text[line.start : line.end]
    sign = "\t" if "\t" in row.strip() else "|"
    cells, at = [], line.start
    for part in row.split(sign):
        start = at + len(part) - len(part.lstrip())
        cells.append(_cell(part.strip(), start))
        at += len(part) + 1
    if bordered:
        cells = cells[1:-1] if row.rstrip().endswith("|") else cells[1:]
    return cells


def _cell(written: str, start: int) -> Cell:
    cell = Cell(written, start, start + len(written))
    if match := _NUMBER.match(written):
        whole = int(re.sub(r"\D", "", match[1]))
        cell.value = float(f"{whole}.{match[2]}") if match[2] else whole
        cell.is_share = match[3] is not None
    elif written in _NOTHING:
        cell.value = None
    return cell
