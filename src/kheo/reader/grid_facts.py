"""From a table to facts: each number means what its row, its column and the words above the table say together."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kheo.reader.extraction import Extract
from kheo.reader.givers import body_end, level_of_body, written
from kheo.reader.grids import Cell, Grid
from kheo.reader.items import MOVEMENT, PRAISED
from kheo.reader.numerals import Phrases
from kheo.reader.periods import period_in
from kheo.reader.readings import Fact, FieldValue, Number, Span
from kheo.reader.statuses import Act, act_of
from kheo.reader.tokens import Tag, tags_of, tokens_of
from kheo.reader.vocabulary import Vocabulary
from kheo.text import fold

_TOTAL = re.compile(r"(?:tong|tong so|tong cong|cong|toan (?:xa|phuong|huyen|tinh))\b[\s:.()]*(?:mo hinh)?\W*\Z")
_COUNTER = re.compile(r"(?:stt|tt|so tt|so thu tu|#)\W*\Z")
_UNIT = re.compile(r"(?:don vi(?: tinh)?|dvt)\W*\Z")
_GENERIC = re.compile(
    r"\bso luong|^sl$|\bket qua|\bthuc hien|\bso lieu|\btong|\bcong\b|\bso\b(?!\s+\w)|\bnam\b|\bquy\b|\bky\b|\bthang\b|\bdot\b|\bgiai doan|\btrong do"
)
_SUB_ROW = re.compile(r"(?:trong đó|gồm)?\s*:?\s*[-+•*]\s|trong đó\b", re.IGNORECASE)
_CONTENT = re.compile(r"\s*(?:noi dung|chi tieu|tieu chi|hang muc|ten chi tieu)")
_FIELD_HEAD = re.compile(r"\s*(?:linh vuc|mang|nhom)")
_THINGS = {"mo hinh", "dien hinh", "nguoi", "ho", "tap the", "ca nhan", "to", "trieu dong", "dong", "%", "thon", "buoi"}
_SHARE = re.compile(r"(?:ty|ti) le|%|phan tram")
_ALIVE = re.compile(r"\bhien (?:co|con)|\bdang (?:hoat dong|duy tri)|\bden (?:nay|cuoi)|\bluy ke")
_GOAL = re.compile(r"\b(?:chi tieu|ke hoach|muc tieu|phan dau|duoc giao)\b")
_CULTURE = re.compile(r"\bvan hoa\b(?!\W{1,3}xa hoi)")
_COUNTS = re.compile(r"\d\s+(?:mô hình|điển hình|tập thể|cá nhân)")
CAPTION, CAPTION_LINES, LONGEST_TITLE, SURE = 600, 4, 160, 0.9
Words = Callable[[str, int, int], "Meaning"]
SPLITS = ("field", "level", "holder", "status", "measure")
_HOLDERS = {"collectives": "collective", "individuals": "individual", "households": "household"}


@dataclass(slots=True)
class Meaning:
    """What the words of a row, a column or a caption say of the numbers that belong to them."""

    measure: str | None = None
    act: Act | None = None
    field: FieldValue = None
    level: str | None = None
    holder: str | None = None
    by: str | None = None
    award: str | None = None
    period: Span | None = None
    stock: bool = False
    target: bool = False
    total: bool = False
    share: bool = False
    cultural: bool = False
    skip: bool = False
    other: bool = False

    def splits(self) -> str | None:
        """By what this row or column differs from the others, the nearest to a report's own words first."""
        said = (self.field, self.level, self.holder, self.act and self.act.status, self.measure)
        return next((name for name, value in zip(SPLITS, said, strict=True) if value is not None), None)


def grid_extracts(
    text: str, grid: Grid, vocabulary: Vocabulary, *, number: int, bare: bool, report: Span | None
) -> list[Extract]:
    """The facts of one table, `part_of` counting within them."""

    def read(words: str, start: int, end: int) -> Meaning:
        return _meaning(text, words, start, end, vocabulary, bare=bare, report=report)

    caption = _caption(text, grid, read)
    columns = _columns(grid, read)
    return _Reader(text, grid, vocabulary.titles, number, caption, columns, read).extracts()


def _caption(text: str, grid: Grid, read: Words) -> Meaning:
    """The words above the table: what is counted and, from a title of its own, what happened to it."""
    start = max(0, grid.start - CAPTION)
    rows = [row for row in text[start : grid.start].split("\n") if row.strip()][-CAPTION_LINES:]
    found = Meaning()
    at = grid.start
    for distance, row in enumerate(reversed(rows)):
        at = text.rfind(row, start, at)
        said = read(row, at, at + len(row))
        title = (
            distance < 2
            and len(row) < LONGEST_TITLE
            and not re.search(r"\d\s+(?:mô hình|điển hình|tập thể|cá nhân)", row)
        )
        found.measure = found.measure or said.measure
        found.cultural = found.cultural or said.cultural
        if title:
            found.act, found.period = found.act or said.act, found.period or said.period
            found.stock, found.target = found.stock or said.stock, found.target or said.target
    return found


def _columns(grid: Grid, read: Words) -> list[Meaning]:
    """The meaning of each column: its own head with the one above it, which may reach over several columns."""
    width = max(len(row) for row in [*grid.heads, *grid.rows])
    columns = []
    heads = [_spread(row, width, below=number + 1 < len(grid.heads)) for number, row in enumerate(grid.heads)]
    for at in range(width):
        cells = [row[at] for row in heads if row[at].text]
        words = " ".join(cell.text for cell in cells)
        said = [read(cell.text, cell.start, cell.end) for cell in cells]
        meaning = _joined(*reversed(said)) if said else Meaning()
        meaning.total = bool(_TOTAL.match(fold(words).strip()))
        meaning.skip = bool(_COUNTER.match(fold(words).strip()))
        meaning.other = bool(words) and not _says_something(meaning) and not _GENERIC.search(fold(words))
        columns.append(meaning)
    counting = [at for at in range(width) if any(at < len(row) and row[at].value is not None for row in grid.rows)]
    _share_measure([columns[at] for at in counting])
    return columns


def _says_something(meaning: Meaning) -> bool:
    """True where the words mean anything that the movement counts or is counted by."""
    said = (meaning.measure, meaning.act, meaning.field, meaning.level, meaning.holder, meaning.period, meaning.award)
    return any(value is not None for value in said) or meaning.total or meaning.share or meaning.target or meaning.stock


def _spread(row: list[Cell], width: int, *, below: bool) -> list[Cell]:
    """A row of heads as long as the table; over another row of heads, a head reaches over the empty cells behind it."""
    cells = [*row, *[Cell("", 0, 0)] * (width - len(row))]
    for at in range(1, width):
        if below and not cells[at].text and at > 1:
            cells[at] = cells[at - 1]
    return cells


def _find_total(columns: list[Meaning]) -> None:
    """'Số mô hình đăng ký | Cấp tỉnh | Cấp xã': the first column is the total of the others, which are of its act."""
    first, others = columns[0], [column for column in columns[1:] if not column.share]
    for name in ("level", "field", "holder"):
        if getattr(first, name) is None and all(getattr(column, name) is not None for column in others):
            first.total = True
            for column in others:
                column.act = column.act or first.act


def _share_measure(columns: list[Meaning]) -> None:
    """Where the heads name one noun only, it is counted in all columns: 'Số mô hình | Cấp tỉnh | Cấp xã'."""
    if len(columns) > 2 and not any(column.total for column in columns):
        _find_total(columns)
    named = {column.measure for column in columns if column.measure is not None}
    if len(named) == 1 and named <= MOVEMENT:
        for column in columns:
            column.measure = column.measure or next(iter(named))


def _joined(*meanings: Meaning) -> Meaning:
    """One meaning of several, what stands first goes before; a weak act gives way to any other."""
    joined = Meaning()
    for meaning in meanings:
        for name in ("measure", "field", "level", "holder", "by", "award", "period"):
            if getattr(joined, name) is None:
                setattr(joined, name, getattr(meaning, name))
        if joined.act is None or (joined.act.weak and meaning.act is not None and not meaning.act.weak):
            joined.act = meaning.act or joined.act
        for name in ("stock", "target", "share", "cultural"):
            setattr(joined, name, getattr(joined, name) or getattr(meaning, name))
    return joined


def _meaning(
    text: str, words: str, start: int, end: int, vocabulary: Vocabulary, *, bare: bool, report: Span | None
) -> Meaning:
    tokens = tokens_of(text, start, end, bare=bare)
    phrases = Phrases(tokens, tags_of(tokens, vocabulary.bare if bare else vocabulary.accented))
    folded = " ".join(fold(words).split())
    found = Meaning(
        stock=bool(_ALIVE.search(folded)),
        target=bool(_GOAL.search(folded)),
        share=bool(_SHARE.search(folded)),
        cultural=bool(_CULTURE.search(folded)),
        total=bool(_TOTAL.match(folded)),
    )
    acts = [act_of(tag) for tag in phrases.tags if tag.kind == "act" and "titles_only" not in tag.meaning.traits]
    for tag in phrases.tags:
        _take(phrases, tag, found)
    if folded.startswith("dat") or (found.cultural and re.search(r"\b(?:dat|giu vung|duoc cong nhan)\b", folded)):
        acts.append(Act("met", "meet"))
    found.act = _strongest(acts)
    found.period = period_in(text, start, end)
    if found.period and report and (found.period.start, found.period.end) == (report.start, report.end):
        found.period = None
    return found


def _take(phrases: Phrases, tag: Tag, found: Meaning) -> None:
    if tag.kind == "measure":
        if tag.value in _HOLDERS and found.measure in MOVEMENT:
            found.holder = found.holder or _HOLDERS[str(tag.value)]
        elif found.measure is None or (tag.value in MOVEMENT and found.measure not in MOVEMENT):
            found.measure = str(tag.value)
        elif {found.measure, tag.value} == {"models", "exemplars"}:
            found.measure = "models_and_exemplars"
    elif tag.kind in ("field", "other") and found.field is None:
        names = list(tag.value) if tag.kind == "field" else [f"other:{tag.value}"]
        found.field = names[0] if len(names) == 1 else names
    elif tag.kind == "level" and found.level is None:
        found.level = str(tag.value)
    elif tag.kind == "body" and found.by is None:
        found.by = written(phrases, tag.first, body_end(phrases, tag))
        if found.level is None and any(other.kind == "act" and other.value == "nominated" for other in phrases.tags):
            found.level = level_of_body(phrases, tag)
    elif tag.kind == "act" and "award" in tag.meaning.traits:
        found.award = written(phrases, tag.first, tag.last)


def _strongest(acts: list[Act]) -> Act | None:
    known = [act for act in acts if act.status]
    asked = next((act for act in known if act.status == "nominated"), None)
    return asked or next((act for act in known if not act.weak), None) or (known[0] if known else None)


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
        if label.total and self.total_row is None and number:
            self.total_row = number
        numerator: int | None = None
        own: dict[int, int] = {}
        for column, cell in enumerate(row):
            if cell.value is None or column >= len(self.columns) or self.columns[column].skip:
                continue
            head = self.columns[column]
            if head.other:
                continue
            said = _joined(meaning, head, unit, self.caption)
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
            self.places.append(_Place(number, column, at, meaning.splits(), head.splits()))
            if is_below and column in self.above[1]:
                fact.part_of, fact.split = self.above[1][column], meaning.splits()
        if not is_below and own:
            self.above = (meaning, own)

    def _label(self, row: list[Cell]) -> tuple[Meaning, Meaning]:
        """The words of a row, and apart from them its column of units of measure."""
        said, unit = [], Meaning()
        for column, cell in enumerate(row):
            if cell.value is not None or not cell.text:
                continue
            if column < len(self.grid.heads[-1]) and _is_unit(self.grid.heads[-1][column].text, cell.text):
                unit = self.read(cell.text, cell.start, cell.end)
                unit.skip = unit.measure is None and not unit.share
                continue
            said.append(self.read(cell.text, cell.start, cell.end))
        meaning = _joined(*said) if said else Meaning()
        meaning.total = any(each.total for each in said)
        meaning.skip = unit.skip or self._counts_other(row, meaning)
        if self._is_field_row(row, meaning):
            meaning.field = f"other:{next(cell.text for cell in row if cell.value is None and cell.text)}"
        if meaning.measure in self.titles and not meaning.cultural:
            meaning.measure = None  # 'Thôn 3 | 12': the place of the row, not what is counted
        return meaning, unit

    def _head_of_label(self, row: list[Cell]) -> str:
        at = next((at for at, cell in enumerate(row) if cell.value is None and cell.text), None)
        heads = self.grid.heads[-1]
        return fold(heads[at].text) if at is not None and at < len(heads) else ""

    def _counts_other(self, row: list[Cell], meaning: Meaning) -> bool:
        """'Hội viên | 640' under 'Nội dung': the row counts something else."""
        head = self._head_of_label(row)
        return (
            bool(_CONTENT.match(head))
            and not _says_something(meaning)
            and not any(_SUB_ROW.match(cell.text) for cell in row)
        )

    def _is_field_row(self, row: list[Cell], meaning: Meaning) -> bool:
        """'Chăm sóc người cao tuổi | 6' under 'Lĩnh vực': a field of its own."""
        return bool(_FIELD_HEAD.match(self._head_of_label(row))) and meaning.field is None and not meaning.total

    def _fact(self, cell: Cell, said: Meaning, row: list[Cell]) -> Fact | None:
        label, _unit = self._label(row)
        measure, act = said.measure, said.act
        if measure is None or label.skip or cell.value is None or isinstance(cell.value, float):
            return None
        if measure in self.titles:
            if not said.cultural or act is None:
                return None
        elif measure in PRAISED:
            if act is None and (said.award or said.by):
                act = Act("commended", "award")
            if act is None or act.status not in ("commended", "recognised", "nominated"):
                return None
        elif act is None and measure in MOVEMENT | {"teams"}:
            act = Act("operating", "exist", weak=True)
        said.act = act
        start, end = _edges(self.text, row)
        fact = Fact(measure, cell.value, self.text[start:end], start, end, status=act.status if act else None)
        fact.field = None if measure in self.titles else said.field
        fact.level, fact.holder = said.level, said.holder if measure in MOVEMENT else None
        if act and act.status in ("commended", "recognised", "met"):
            fact.by, fact.award = said.by, said.award
        fact.role = "target" if said.target else "stock" if said.stock else "flow"
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
            if total not in (None, place.at) and place.row != self.total_row:
                self.found[place.at].second_total = by_column.get(place.column)
            if total in (None, place.at) and place.row != self.total_row:
                total, split = by_column.get(place.column), place.split_by_row
            if total is None or total == place.at or self.found[total].fact.measure != fact.measure:
                continue
            fact.part_of, fact.split = total, split


def _under(label: Meaning, above: Meaning) -> Meaning:
    """A row below another one: 'Trong đó: - Tập thể' under 'Mô hình đăng ký' are models of collectives."""
    if label.measure in _HOLDERS and above.measure in MOVEMENT:
        label.holder, label.measure = _HOLDERS[str(label.measure)], None
    return _joined(label, above)


def _is_unit(head: str, written: str) -> bool:
    """A column that says in what a row counts: 'ĐVT', or 'Đơn vị' over words such as 'mô hình', 'người'."""
    folded = fold(head).strip()
    if folded.startswith("don vi") and "tinh" not in folded:
        return bool(_UNIT.match(folded)) and fold(written).strip() in _THINGS
    return bool(_UNIT.match(folded))


def _edges(text: str, row: list[Cell]) -> tuple[int, int]:
    filled = [cell for cell in row if cell.text]
    return filled[0].start, filled[-1].end
