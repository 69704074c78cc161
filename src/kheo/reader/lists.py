"""A list of models and exemplars as an office keeps it: its rows as entries, or what is wrong with them and where."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kheo.reader.list_entries import Context, Problem, entry_of
from kheo.reader.list_headings import Column, Heading, find_heading, first_heading
from kheo.reader.list_values import (
    HOLDERS,
    KINDS,
    NOVELTIES,
    FieldWords,
    Row,
    fields_in,
    is_ordinal,
    one_of,
    shipped_fields,
    squeezed,
    year_in,
)
from kheo.text import fold

Sheets = Mapping[str, Sequence[Row]]
Chosen = Mapping[str, Mapping[int, str]]
"""By sheet and position of a column what a person says that it is about."""

_TOTAL = re.compile(r"(tong cong|tong so|cong lai|luy ke|cong chung)\b|(tong|cong)( (muc|nhom|phan))?( \w{1,4})?\Z")
_FOOT = re.compile(
    r"noi nhan\b|nguoi (lap|tong hop|bao cao)|(t m|tm|thu truong|chu tich|bi thu|thay mat)\b|xac nhan\b|"
    r".{0,40}\bngay( \d+)? thang( \d+)? nam\b|ghi chu\Z|luu y\b"
)
_PLACE = re.compile(r"(thôn|tổ dân phố|khu phố|khối phố|ấp|bản|buôn|khóm|xóm|khu dân cư|tdp)\s+\S", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?\s*(\d{1,2}|[a-zA-Z])\s*\)?\Z")


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row that speaks of a model: the entry that it makes, and what keeps it from being one."""

    sheet: str
    number: int
    entry: dict[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that speaks of no model; `reason` is heading, numbering, section, total, foot or outside."""

    sheet: str
    number: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetFound:
    """How the headings of a sheet were understood; None where it has none."""

    name: str
    heading: Heading | None


@dataclass(slots=True)
class ListFound:
    """What a list holds, in the order of its rows."""

    sheets: list[SheetFound] = field(default_factory=list)
    rows: list[ListRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read_list(sheets: Sheets, *, fields: FieldWords | None = None, chosen: Chosen | None = None) -> ListFound:
    """Read every sheet that has headings. `fields` adds a place's own names of fields to the usual ones.

    A sheet without understandable headings gives no rows; where that is so of all, the first row with several texts
    stands as headings of which nothing is understood, so that a person can say it by `chosen`.
    """
    words = {**shipped_fields(), **(fields or {})}
    headings = {name: find_heading(rows, words) for name, rows in sheets.items()}
    if not any(headings.values()):
        headings = {name: first_heading(rows) for name, rows in sheets.items()}
    found = ListFound()
    for name, rows in sheets.items():
        heading = headings[name]
        if heading and chosen:
            heading = heading.chosen(chosen.get(name, {}))
        found.sheets.append(SheetFound(name, heading))
        if heading:
            _Reader(name, heading, words, found).read(rows)
    return found


class _Reader:
    """Goes through the rows of one sheet and remembers under which section it is."""

    def __init__(self, sheet: str, heading: Heading, words: FieldWords, found: ListFound) -> None:
        self.sheet, self.heading, self.words, self.found = sheet, heading, words, found
        self.columns = [column for column in heading.columns if column.meaning]
        self.names = next((column.position for column in self.columns if column.meaning == "name"), -1)
        self.context = Context()
        self.has_ended = False

    def read(self, rows: Sequence[Row]) -> None:
        """The rows below the headings; those above are titles, of which only a year is taken."""
        self._enter_section(self.sheet)
        self.context.year = self.context.year or year_in(self.sheet)
        last = self.heading.rows[-1]
        for number, cells in rows:
            if number in self.heading.rows:
                self._skip(number, "heading", cells)
            elif number > last:
                self._read_row(number, cells)

    def _read_row(self, number: int, cells: Sequence[str]) -> None:
        if reason := self._reason_to_skip(cells):
            self._skip(number, reason, cells)
            return
        entry, problems = entry_of(cells, self.columns, self.context, self.words)
        self.found.rows.append(ListRow(self.sheet, number, entry, tuple(problems)))

    def _skip(self, number: int, reason: str, cells: Sequence[str]) -> None:
        self.found.skipped.append(Skipped(self.sheet, number, reason, " ".join(filter(None, cells))[:200]))

    def _reason_to_skip(self, cells: Sequence[str]) -> str:
        if self._repeats_heading(cells):
            return "heading"
        if all(_NUMBERED.match(cell) for cell in cells if cell) and self._cell(cells, self.names):
            return "numbering"
        texts = list(self._texts(cells))
        if any(_TOTAL.match(squeezed(text)) for text in texts[:2]) and not self._says_whose(cells):
            return "total"
        if self._is_foot(cells, texts):
            self.has_ended = True
            return "foot"
        if len(texts) == 1 and self._is_section(cells, texts[0]):
            return "section"
        return "outside" if self._says_nothing(cells) else ""

    def _says_nothing(self, cells: Sequence[str]) -> bool:
        """A number in front of an empty row, or a word beside the table."""
        if self._cell(cells, self.names):
            return False
        order = self._order(cells)
        filled = sum(1 for cell in cells if cell) - bool(order)
        return filled == 0 or (not order and filled < 3)

    def _texts(self, cells: Sequence[str]) -> Iterator[str]:
        """What stands in the row beside numbers; a text merged over several cells once."""
        seen = set()
        for cell in cells:
            if cell and not is_ordinal(cell) and cell not in seen:
                seen.add(cell)
                yield cell

    def _repeats_heading(self, cells: Sequence[str]) -> bool:
        named = [column for column in self.columns if self._cell(cells, column.position)]
        return len(named) > 1 and all(
            fold(column.heading).endswith(fold(self._cell(cells, column.position))) for column in named
        )

    def _says_whose(self, cells: Sequence[str]) -> bool:
        owners = [self._cell(cells, column.position) for column in self.columns if column.meaning == "owner"]
        return any(owner and not is_ordinal(owner) for owner in owners)

    def _is_foot(self, cells: Sequence[str], texts: Sequence[str]) -> bool:
        """Signatures and distribution lists under the table; what follows them is numbered no more."""
        if len(texts) > 2 or self._order(cells):
            return False
        return self.has_ended or any(_FOOT.match(squeezed(text)) for text in texts)

    def _is_section(self, cells: Sequence[str], text: str) -> bool:
        """A row with one text that speaks for those below: a field, a kind, a place, or a numeral before it."""
        if self._enter_section(text):
            return True
        return bool(_NUMERAL.match(self._order(cells)) or _BEFORE.match(text))

    def _enter_section(self, text: str) -> bool:
        """Remember what the rows below are about; a field ends the place before it."""
        plain = re.sub(r"^\(?([IVXLC]+|[A-Z]|\d+)[.):]\s*", "", text.strip())
        if len(codes := fields_in(plain, self.words)) == 1:
            self.context.field = codes[0]
            return True
        said = {name: one_of(plain, words) for name, words in _SECTIONS.items()}
        for name, code in said.items():
            if code:
                setattr(self.context, name, code)
        if _PLACE.match(plain):
            self.context.place = plain
            return True
        return any(said.values())

    def _order(self, cells: Sequence[str]) -> str:
        at = next((column.position for column in self.columns if column.meaning == "order"), -1)
        return self._cell(cells, at)

    def _cell(self, cells: Sequence[str], at: int) -> str:
        return cells[at] if 0 <= at < len(cells) else ""


_NUMERAL = re.compile(r"[IVXLC]+\b|[A-Z]\Z")
_BEFORE = re.compile(r"([IVXLC]+|[A-Z])[.)]\s")
_SECTIONS = {"kind": KINDS, "holder": HOLDERS, "novelty": NOVELTIES}

__all__ = ["Column", "Heading", "ListFound", "ListRow", "Problem", "SheetFound", "Skipped", "read_list"]
