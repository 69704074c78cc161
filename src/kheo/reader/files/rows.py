"""Rows of a table as lines of text: cells between ' | ', each value once, columns in their places."""

import re
from collections.abc import Iterable, Iterator, Sequence

_SPACE = re.compile(r"\s+")
BETWEEN = " | "
MOST_COLUMNS = 100


def line_of(cells: Sequence[str]) -> str:
    """The row as one line, without empty cells at its end; '' where all are empty. A lone first cell stands by
    itself."""
    tidy = [_SPACE.sub(" ", cell.replace("|", "/")).strip() for cell in cells[:MOST_COLUMNS]]
    while tidy and not tidy[-1]:
        tidy.pop()
    return BETWEEN.join(tidy)


def lines_of(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows that say something, a line each."""
    for row in rows:
        line = line_of(row)
        if line:
            yield line
