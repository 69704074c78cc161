"""From a table to facts: each number means what its row, its column and the words above the table say together."""

import re
from dataclasses import dataclass, field, replace

from kheo.reader.extracts import Extract
from kheo.reader.grid_meaning import (
    Meaning,
    Words,
    caption_of,
    columns_of,
    joined_meaning,
    meaning_of,
    says_something,
)
from kheo.reader.grids import Cell, Grid
from kheo.reader.items import HOLDER_OF, MOVEMENT, PRAISED, REWARDED
from kheo.reader.readings import Fact, Number, Span
from kheo.reader.statuses import EXISTS, Act
from kheo.reader.vocabulary import Vocabulary
from kheo.text import fold

_UNIT = re.compile(r"(?:don vi(?: tinh)?|dvt)\W*\Z")
_SUB_ROW = re.compile(r"(?:trong đó|gồm)?\s*:?\s*[-+•*]\s|trong đó\b", re.IGNORECASE)
_CONTENT = re.compile(r"\s*(?:noi dung|chi tieu|tieu chi|hang muc|ten chi tieu)")
_FIELD_HEAD = re.compile(r"\s*(?:linh vuc|mang|nhom)")
_THINGS = {"mo hinh", "dien hinh", "nguoi", "ho", "tap the", "ca nhan", "to", "trieu dong", "dong", "%", "thon", "buoi"}
_OF_LABELS = {"nguoi", "to", "doi"}
"""Units that many things share: what is counted, the label of the row says."""
SURE = 0.9


def grid_extracts(
    text: str, grid: Grid, vocabulary: Vocabulary, *, number: int, bare: bool, report: Span | None
) -> list[Extract]:
    """The facts of one table, `part_of` counting within them."""

    def read(words: str, start: int, end: int) -> Meaning:
        return meaning_of(text, words, start, end, vocabulary, bare=bare, report=report)

    caption = caption_of(text, grid, read)
    columns = columns_of(grid, read)
    if any(column.target for column in columns):
        caption.target = False  # 'Chỉ tiêu | Kết quả': each column says which it is
    return _Reader(text, grid, vocabulary.titles, number, caption, columns, read, report).extracts()


@dataclass(slots=True)
class _Place:
    """A number of the table that became a fact: its row, its column, its index among the facts."""

    row: int
    column: int
    at: int
    split_by_row: str | None
    split_by_column: str | None


@dataclass(slots=True)
class _Reader:
    """Walks the numbers of one table row by row. `above` is the last row that is no sub-row, with its first fact."""

    text: str
    grid: Grid
    titles: frozenset[str]
    number: int
    caption: Meaning
    columns: list[Meaning]
    read: Words
    report: Span | None
    found: list[Extract] = field(default_factory=list)
    places: list[_Place] = field(default_factory=list)
    row_totals: dict[int, int] = field(default_factory=dict)
    total_row: int | None = None
    above: tuple[Meaning, dict[int, int]] = field(default_factory=lambda: (Meaning(), {}))

    def extracts(self) -> list[Extract]:
        """All facts, the parts joined to their totals."""
        for number, row in enumerate(self.grid.rows):
            self._row(number, row)
        self._join()
        return self.found

    def _row(self, number: int, row: list[Cell]) -> None:
        label, unit = self._label(row)
        is_below = any(_SUB_ROW.match(cell.text) for cell in row if cell.value is None)
        meaning = _under(label, self.above[0]) if is_below else label
        meaning.total = label.total
        if label.total and self.total_row is None:
            self.total_row = number
        if label.skip:
            return
        numerator: int | None = None
        own: dict[int, int] = {}
        for column, cell in enumerate(row):
            if cell.value is None or column >= len(self.columns) or self.columns[column].skip:
                continue
            head = self.columns[column]
            if head.other or head.years:
                continue
            said = joined_meaning(meaning, head, unit, self.caption)
            if head.act is not None and not head.act.weak and said.act is not None and said.act.status == "met":
                said.act = head.act  # 'Cơ quan đạt chuẩn văn hóa | 22 | 21' under 'Đăng ký | Đạt'
            said.total = head.total
            self._settle_holder(said, meaning, unit)
            if cell.is_share or head.share or (label.share and not head.share):
                if numerator is not None:
                    self._share(cell, numerator, row)
                continue
            fact = self._fact(cell, said, row)
            if fact is None:
                continue
            at = len(self.found)
            self.found.append(self._extract(fact, said, number))
            numerator = own[column] = at
            if head.total and number not in self.row_totals:
                self.row_totals[number] = at
            whose = head.measure not in MOVEMENT | {None} and said.holder is not None
            self.places.append(_Place(number, column, at, meaning.splits(), "holder" if whose else head.splits()))
            if is_below and column in self.above[1]:
                fact.part_of, fact.split = self.above[1][column], meaning.splits()
        if not is_below and own:
            self.above = (meaning, own)

    def _settle_holder(self, said: Meaning, label: Meaning, unit: Meaning) -> None:
        """'Tập thể | Cá nhân' over models that are registered or recognised say whose they are; rewarded ones are
        counted themselves."""
        named = {label.measure, unit.measure, self.caption.measure, *(column.measure for column in self.columns)}
        movement = next((measure for measure in sorted(filter(None, named)) if measure in MOVEMENT), None)
        rewarded = said.award is not None or (said.act is not None and said.act.status == "commended")
        holder = "households" if said.measure == "families" and not said.cultural else said.measure
        if holder in HOLDER_OF and movement is not None and not rewarded:
            said.holder, said.measure = HOLDER_OF[holder], movement

    def _label(self, row: list[Cell]) -> tuple[Meaning, Meaning]:
        """The words of a row, and apart from them its column of units of measure."""
        said, unit = [], Meaning()
        for column, cell in enumerate(row):
            if cell.value is not None and column < len(self.columns) and self.columns[column].years:
                said.append(Meaning(period=self._year(cell)))
            if cell.value is not None or not cell.text:
                continue
            if column < len(self.grid.heads[-1]) and _is_unit(self.grid.heads[-1][column].text, cell.text):
                unit = self.read(cell.text, cell.start, cell.end)
                unit.other = fold(cell.text).strip() in _OF_LABELS
                unit.skip = unit.measure is None and not unit.share and not unit.other
                continue
            said.append(self.read(cell.text, cell.start, cell.end))
        meaning = joined_meaning(*said) if said else Meaning()
        meaning.total = any(each.total for each in said)
        unnamed = unit.other and meaning.measure is None  # 'Hội viên | người | 640'
        meaning.skip = unit.skip or unnamed or self._counts_other(row, meaning)
        if self._is_field_row(row, meaning):
            meaning.field = f"other:{next(cell.text for cell in row if cell.value is None and cell.text)}"
        if meaning.measure in self.titles and not meaning.cultural:
            meaning.measure = None  # 'Thôn 3 | 12': the place of the row, not what is counted
        return meaning, unit

    def _year(self, cell: Cell) -> Span | None:
        """The year that a row is about; None for the one of the whole report."""
        year = Span(f"{cell.value}-01-01", f"{cell.value}-12-31", f"năm {cell.value}")
        own = self.report is not None and (self.report.start, self.report.end) == (year.start, year.end)
        return None if own else year

    def _head_of_label(self, row: list[Cell]) -> str:
        at = next((at for at, cell in enumerate(row) if cell.value is None and cell.text), None)
        heads = self.grid.heads[-1]
        return fold(heads[at].text) if at is not None and at < len(heads) else ""

    def _counts_other(self, row: list[Cell], meaning: Meaning) -> bool:
        """'Hội viên | 640' under 'Nội dung': the row counts something else."""
        head = self._head_of_label(row)
        return (
            bool(_CONTENT.match(head))
            and not says_something(meaning)
            and not any(_SUB_ROW.match(cell.text) for cell in row)
        )

    def _is_field_row(self, row: list[Cell], meaning: Meaning) -> bool:
        """'Chăm sóc người cao tuổi | 6' under 'Lĩnh vực': a field of its own."""
        return bool(_FIELD_HEAD.match(self._head_of_label(row))) and meaning.field is None and not meaning.total

    def _fact(self, cell: Cell, said: Meaning, row: list[Cell]) -> Fact | None:
        measure, act = said.measure, said.act
        if measure is None or cell.value is None or isinstance(cell.value, float):
            return None
        if measure in REWARDED and not said.cultural and (said.award or (act and act.status == "commended")):
            measure = REWARDED[measure]
        if measure in self.titles:
            if not said.cultural or (act is None and not said.total):
                return None  # 'Tổng số | Số đạt': those of which some met the title have no status
        elif measure in PRAISED:
            if act is None and (said.award or said.by):
                act = Act("commended", "award")
            if act is None or act.status not in ("commended", "recognised", "nominated"):
                return None
        elif act is None and measure in MOVEMENT | {"teams"}:
            act = EXISTS
        said.act = act
        start, end = _edges(self.text, row)
        fact = Fact(measure, cell.value, self.text[start:end], start, end, status=act.status if act else None)
        fact.field = None if measure in self.titles else said.field
        fact.level, fact.holder = said.level, said.holder if measure in MOVEMENT else None
        if act and act.status in ("commended", "recognised", "met"):
            fact.by, fact.award = said.by, said.award
        stands = (
            said.stock
            or (measure in self.titles and act is None)
            or (measure == "teams" and act is not None and act.act == "exist")
        )
        fact.role = "target" if said.target else "stock" if stands else "flow"
        fact.period, fact.confidence = said.period, SURE
        return fact

    def _share(self, cell: Cell, numerator: int, row: list[Cell]) -> None:
        known = self.found[numerator].fact
        start, end = _edges(self.text, row)
        value: Number = cell.value if cell.value is not None else 0
        fact = replace(known, measure="percent", of=known.measure, value=value, out_of=None, part_of=None, split=None)
        fact.holder = fact.by = fact.award = None
        fact.quote, fact.start, fact.end = self.text[start:end], start, end
        self.found.append(Extract(fact, self.found[numerator].act, False, self.number, share_of=numerator))
        self.found[-1].row = self.found[numerator].row

    def _extract(self, fact: Fact, said: Meaning, row: int) -> Extract:
        return Extract(fact, said.act.act if said.act else "", False, self.number, opened_by="whole", row=row + 1)

    def _join(self) -> None:
        """A number is a part of its row's total, else of the total row's number in its column."""
        by_column = {place.column: place.at for place in self.places if place.row == self.total_row}
        for place in self.places:
            fact = self.found[place.at].fact
            if fact.part_of is not None:
                continue
            total, split = self.row_totals.get(place.row), place.split_by_column
            divided = self.columns[place.column].of_column
            if divided is not None:
                total = next((each.at for each in self.places if (each.row, each.column) == (place.row, divided)), None)
            if total not in (None, place.at) and place.row != self.total_row:
                self.found[place.at].second_total = by_column.get(place.column)
            if total in (None, place.at) and place.row != self.total_row:
                total, split = by_column.get(place.column), place.split_by_row
            if total is None or total == place.at or self.found[total].fact.measure != fact.measure:
                continue
            fact.part_of, fact.split = total, split


def _under(label: Meaning, above: Meaning) -> Meaning:
    """A row below another one: 'Trong đó: - Tập thể' under 'Mô hình đăng ký' are models of collectives."""
    if label.measure in HOLDER_OF and above.measure in MOVEMENT:
        label.holder, label.measure = HOLDER_OF[str(label.measure)], None
    return joined_meaning(label, above)


def _is_unit(head: str, written: str) -> bool:
    """A column that says in what a row counts: 'ĐVT', or 'Đơn vị' over words such as 'mô hình', 'người'."""
    folded = fold(head).strip()
    if folded.startswith("don vi") and "tinh" not in folded:
        return bool(_UNIT.match(folded)) and fold(written).strip() in _THINGS
    return bool(_UNIT.match(folded))


def _edges(text: str, row: list[Cell]) -> tuple[int, int]:
    filled = [cell for cell in row if cell.text]
    return filled[0].start, filled[-1].end
