"""The events of a web page, one after the other, to lines."""

import re

from kheo.reader.files.rows import MOST_COLUMNS, line_of
from kheo.reader.intake import Refusal, RefusedText
from kheo.reader.secrecy import is_stamped

_SPACE = re.compile(r"\s+")
_SILENT = {"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "select", "button"}
_AROUND = {"nav", "aside", "footer"}
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search"}
_CLASSES = {"menu", "nav", "navbar", "breadcrumb", "sidebar", "footer", "share", "social", "comments", "related"}
_WHOLE = {"html", "body", "main", "article"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "caption", "tr", "blockquote", "pre", "address", "figure", "figcaption", "form", "fieldset",
    "hr", "br", "body", "center", "details", "summary",
}  # fmt: skip
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track", "param"}


class PageStream:
    """Takes the events of the parser; afterwards `text()` are the lines, `left_out` those of menus and the like.

    Raises RefusedText at a stamp.
    """

    def __init__(self) -> None:
        self.left_out: list[str] = []
        self._lines: list[str] = []
        self._words: list[str] = []
        self._skipping: list[str] = []
        self._silent = 0
        self._rows: list[_Row] = []

    def text(self) -> str:
        """The lines so far."""
        self._break()
        return "\n".join(self._lines)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        if self._skipping or (tag not in _VOID and _is_around(tag, attributes)):
            self._skip(tag)
            return
        if tag in _BLOCKS:
            self._break()
        if tag == "li":
            self._words.append("- ")
        elif tag == "table":
            self._rows.append(_Row())
        elif tag == "tr" and self._rows:
            self._rows[-1].begin()
        elif tag in ("td", "th") and self._rows:
            self._finish_cell()
            self._rows[-1].open(_number(attributes, "colspan"), _number(attributes, "rowspan"))

    def end(self, tag: str) -> None:
        """A tag closes."""
        if self._skipping:
            self._unskip(tag)
            return
        if tag in ("td", "th", "tr") and self._rows:
            self._finish_cell()
        if tag in _BLOCKS:
            self._break()
        if tag == "tr" and self._rows:
            self._finish_row()
        elif tag == "table" and self._rows:
            self._finish_row()
            self._rows.pop()

    def data(self, words: str) -> None:
        """Words between tags."""
        if self._silent:
            return
        if self._skipping:
            self.left_out.append(words)
        else:
            self._words.append(words)

    def close(self) -> None:
        """Nothing more comes."""

    def _skip(self, tag: str) -> None:
        if tag not in _VOID:
            self._skipping.append(tag)
            self._silent += tag in _SILENT

    def _unskip(self, tag: str) -> None:
        if self._skipping[-1] == tag:
            self._skipping.pop()
            self._silent -= tag in _SILENT

    def _break(self) -> None:
        """End the line, in the cell that is open or on the page."""
        line = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if not line or line == "-":
            return
        if is_stamped(line):  # here: in a cell it will be joined with others
            raise RefusedText(Refusal.SECRET)
        if self._rows and self._rows[-1].is_open:
            self._rows[-1].cells[-1].append(line)
        else:
            self._lines.append(line)

    def _finish_cell(self) -> None:
        self._break()
        if self._rows:
            self._rows[-1].is_open = False

    def _finish_row(self) -> None:
        """The row as a line; that of a table within a cell stays in the cell."""
        self._finish_cell()
        line = self._rows[-1].taken()
        outer = self._rows[-2] if len(self._rows) > 1 else None
        if line and outer is not None and outer.is_open:
            outer.cells[-1].append(line)
        elif line:
            self._lines.append(line)


class _Row:
    """The cells of a row, and the columns that cells of the rows above still cover."""

    def __init__(self) -> None:
        self.cells: list[list[str]] = []
        self.is_open = False
        self._owed = 0
        self._covered: dict[int, int] = {}

    def begin(self) -> None:
        self.cells, self.is_open, self._owed = [], False, 0

    def open(self, columns: int, rows: int) -> None:
        """The next cell; of more than any sheet of paper holds side by side the last one stays."""
        self._fill()
        at = len(self.cells)
        self.is_open = True
        if at >= MOST_COLUMNS:
            self.cells[-1] = []
            return
        self.cells.append([])
        self._owed = min(columns, MOST_COLUMNS - at) - 1
        if rows > 1:
            self._covered |= dict.fromkeys(range(at, at + self._owed + 1), rows)

    def taken(self) -> str:
        self._fill()
        line = line_of([" ".join(cell) for cell in self.cells])
        self.begin()
        self._covered = {at: left - 1 for at, left in self._covered.items() if left > 1}
        return line

    def _fill(self) -> None:
        """Empty cells for the columns that the last cell spans, and those covered from above."""
        self.cells += [[] for _each in range(self._owed)]
        self._owed = 0
        while len(self.cells) in self._covered:
            self.cells.append([])


def _is_around(tag: str, attributes: dict[str, str]) -> bool:
    """True for what a page prints around its matter, or for programs and never for people."""
    if tag in _SILENT or tag in _AROUND:
        return True
    if tag in _WHOLE:
        return False
    names = {*attributes.get("class", "").lower().split(), attributes.get("id", "").lower()}
    return attributes.get("role") in _ROLES or "hidden" in attributes or bool(names & _CLASSES)


def _number(attributes: dict[str, str], name: str) -> int:
    written = attributes.get(name, "").strip()
    return (
        min(max(int(written), 1), MOST_COLUMNS) if written.isascii() and written.isdigit() and len(written) < 5 else 1
    )
