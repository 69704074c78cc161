"""The events of a Word part, one after the other, to lines."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kheo.reader.files.rows import MOST_COLUMNS, line_of
from kheo.reader.intake import MOST_BYTES, Refusal, RefusedText
from kheo.reader.secrecy import is_stamped

_SKIPPED = {"Fallback", "moveFrom", "del", "tabs"}
"""What stands twice for older programs, what a reviser moved away or struck out, and where tabs would stop."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}

MOST_PARAGRAPHS = 200_000


@dataclass(slots=True)
class _Cell:
    lines: list[str] = field(default_factory=list)
    columns: int = 1
    continues: bool = False


@dataclass(slots=True)
class _Table:
    row: list[_Cell] = field(default_factory=list)


class WordStream:
    """Takes the events of the parser; afterwards `text()` are the lines, `notes` the footnotes by kind and number.

    Raises RefusedText at a stamp, at a declaration of a document type, and where there is more than anybody reports.
    """

    def __init__(self, notes: dict[str, str]) -> None:
        self.notes: dict[str, str] = {}
        self._known = notes
        self._pending: list[str] = []
        self._lines: list[str] = []
        self._paragraphs: list[list[str]] = []
        self._tables: list[_Table] = []
        self._skipping = 0
        self._in_text = False
        self._length = self._count = 0
        self._first_line_of_note = 0
        self._note = ""

    def text(self) -> str:
        """The lines so far."""
        return "\n".join(self._lines)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = _local(tag)
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            return
        if name == "t":
            self._in_text = True
        elif name in _SIGNS:
            self._add(_SIGNS[name])
        elif opener := _OPENERS.get(name):
            opener(self, {_local(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        """A tag closes."""
        if self._skipping:
            self._skipping -= 1
            return
        name = _local(tag)
        if name == "t":
            self._in_text = False
        elif closer := _CLOSERS.get(name):
            closer(self)

    def data(self, words: str) -> None:
        """Words between tags."""
        if self._in_text and not self._skipping:
            self._add(words)

    def doctype(self, name: str | None, public: str | None, system: str | None) -> None:
        """No word processor declares one; whoever does is after entities."""
        raise RefusedText(Refusal.DAMAGED)

    def close(self) -> None:
        """Nothing more comes."""

    def _add(self, words: str) -> None:
        self._length += len(words)
        if self._length > MOST_BYTES:
            raise RefusedText(Refusal.TOO_LARGE)
        if self._paragraphs:
            self._paragraphs[-1].append(words)

    def _refer_to_footnote(self, attributes: dict[str, str]) -> None:
        self._refer("footnote" + attributes.get("id", ""))

    def _refer_to_endnote(self, attributes: dict[str, str]) -> None:
        self._refer("endnote" + attributes.get("id", ""))

    def _refer(self, note: str) -> None:
        if self._known.get(note):
            self._pending.append(self._known[note])

    def _open_footnote(self, attributes: dict[str, str]) -> None:
        self._note, self._first_line_of_note = "footnote" + attributes.get("id", ""), len(self._lines)

    def _open_endnote(self, attributes: dict[str, str]) -> None:
        self._note, self._first_line_of_note = "endnote" + attributes.get("id", ""), len(self._lines)

    def _close_note(self) -> None:
        self.notes[self._note] = " ".join(self._lines[self._first_line_of_note :]).strip()

    def _open_paragraph(self, _attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_PARAGRAPHS:
            raise RefusedText(Refusal.TOO_LARGE)
        self._paragraphs.append([])

    def _close_paragraph(self) -> None:
        paragraph = "".join(self._paragraphs.pop())
        if is_stamped(paragraph):  # here: in a cell it will be joined with others
            raise RefusedText(Refusal.SECRET)
        self._emit(paragraph, self._tables)

    def _open_table(self, _attributes: dict[str, str]) -> None:
        self._tables.append(_Table())

    def _close_table(self) -> None:
        self._tables.pop()

    def _open_row(self, _attributes: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1].row = []

    def _close_row(self) -> None:
        if self._tables and self._tables[-1].row:
            row, self._tables[-1].row = self._tables[-1].row, []
            for line in row[0].lines if len(row) == 1 else [line_of(_values(row))]:
                self._emit(line, self._tables[:-1])

    def _open_cell(self, _attributes: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1].row.append(_Cell())

    def _span(self, attributes: dict[str, str]) -> None:
        if self._tables and self._tables[-1].row:
            self._tables[-1].row[-1].columns = _columns(attributes)

    def _skip_columns(self, attributes: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1].row.append(_Cell(columns=_columns(attributes), continues=True))

    def _merge(self, attributes: dict[str, str]) -> None:
        if self._tables and self._tables[-1].row:
            self._tables[-1].row[-1].continues = attributes.get("val") != "restart"

    def _emit(self, line: str, around: list[_Table]) -> None:
        """A line goes where it stands: into the cell that is open, else to the lines, and its footnotes after it."""
        if around and around[-1].row:
            around[-1].row[-1].lines.append(line)
        elif line.strip():
            self._lines.append(line)
            self._lines += self._pending
            self._pending = []


def _columns(attributes: dict[str, str]) -> int:
    written = attributes.get("val", "1")
    return min(int(written), MOST_COLUMNS) if written.isascii() and written.isdigit() and int(written[:9]) else 1


def _values(row: list[_Cell]) -> list[str]:
    """One value for each column: a merged cell says its words once, at its first column and row."""
    values: list[str] = []
    for cell in row:
        values.append("" if cell.continues else " ".join(cell.lines))
        values += [""] * (cell.columns - 1)
    return values


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


_OPENERS: dict[str, Callable[[WordStream, dict[str, str]], None]] = {
    "p": WordStream._open_paragraph,
    "tbl": WordStream._open_table,
    "tr": WordStream._open_row,
    "tc": WordStream._open_cell,
    "gridSpan": WordStream._span,
    "gridBefore": WordStream._skip_columns,
    "vMerge": WordStream._merge,
    "footnoteReference": WordStream._refer_to_footnote,
    "endnoteReference": WordStream._refer_to_endnote,
    "footnote": WordStream._open_footnote,
    "endnote": WordStream._open_endnote,
}
_CLOSERS: dict[str, Callable[[WordStream], None]] = {
    "p": WordStream._close_paragraph,
    "tbl": WordStream._close_table,
    "tr": WordStream._close_row,
    "footnote": WordStream._close_note,
    "endnote": WordStream._close_note,
}
