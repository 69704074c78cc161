"""What the words of a table mean: those above it, those of its heads and those of its rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kheo.reader.givers import body_end, level_of_body, written
from kheo.reader.grids import Cell, Grid, is_total
from kheo.reader.items import HOLDER_OF, MOVEMENT, TITLED
from kheo.reader.periods import period_in
from kheo.reader.phrases import Phrases
from kheo.reader.readings import FieldValue, Span
from kheo.reader.statuses import MET, Act, act_of
from kheo.reader.tokens import Tag, tags_of, tokens_of
from kheo.reader.vocabulary import Vocabulary
from kheo.text import fold

_YEARS = re.compile(r"(?:nam|nam hoc|nien do|ky|giai doan)\W*\Z")
_COUNTER = re.compile(r"(?:stt|tt|so tt|so thu tu|#)\W*\Z")
_GENERIC = re.compile(
    r"\bso luong|^sl$|\bket qua|\bthuc hien|\bso lieu|\btong|\bcong\b|\bso\b(?!\s+\w)"
    r"|\bnam\b|\bquy\b|\bky\b|\bthang\b|\bdot\b|\bgiai doan|\btrong do"
)
_SHARE = re.compile(r"(?:ty|ti) le|%|phan tram")
_ALIVE = re.compile(r"\bhien (?:co|con)|\bdang (?:hoat dong|duy tri)|\bden (?:nay|cuoi)|\bluy ke")
_GOAL = re.compile(r"\b(?:chi tieu|ke hoach(?! so\b)|muc tieu|phan dau|duoc giao)\b")
_CULTURE = re.compile(r"\bvan hoa\b(?!\W{1,3}xa hoi)")
_COUNTS = re.compile(r"\d\s+(?:mô hình|điển hình|tập thể|cá nhân)")
_LEADS = re.compile(r":\s*\Z|\b(?:như sau|cụ thể|theo bảng|bảng (?:sau|dưới đây))\b", re.IGNORECASE)
_ASKED_LEVEL = re.compile(r"\b(tinh|huyen|quan|thanh pho|trung uong)\b")
_BARE_LEVEL = re.compile(
    r"\A(?:trong do\W*)?(?:(?:duoc|de nghi|do|cap) )*(tinh|huyen|quan|xa|phuong|thanh pho|trung uong)"
    r"(?: (?:xet )?cong nhan)?\W*\Z"
)
_LEVELS = {
    "tinh": "province", "huyen": "district", "quan": "district", "xa": "commune", "phuong": "commune",
    "thanh pho": "city", "trung uong": "national",
}  # fmt: skip
YEARS = range(1990, 2100)
_ENCLOSED = re.compile(r"\s*\(?(?:ban hanh )?kem theo\b")
_COMPARED = re.compile(r"\bso (?:với|năm|cùng kỳ)\b")
KEPT = Act("operating", "keep")
SHORT_HEAD = 5
CAPTION, CAPTION_LINES, LONGEST_TITLE = 600, 4, 160
LABELS_ONLY = ("people", "bodies")  # 'Chăm sóc người cao tuổi' is a field
SPLITS = ("field", "level", "holder", "status", "measure")
Words = Callable[[str, int, int], "Meaning"]


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
    years: bool = False
    other: bool = False
    only_act: bool = False
    of_column: int | None = None

    def splits(self) -> str | None:
        """By what this row or column differs from the others, the nearest to a report's own words first."""
        said = (self.field, self.level, self.holder, self.act and self.act.status, self.measure)
        return next((name for name, value in zip(SPLITS, said, strict=True) if value is not None), None)

    def holder_only(self) -> bool:
        """True for 'Tập thể', 'Trong đó cá nhân' and 'Cấp tỉnh': heads that only divide what another one counts."""
        if any((self.total, self.share, self.target, self.stock, self.other, self.by, self.award, self.period)):
            return False
        return self.level is not None or self.holder is not None or self.measure in HOLDER_OF


def caption_of(text: str, grid: Grid, read: Words) -> Meaning:
    """The words above the table: what is counted and, from a title of its own, what happened to it."""
    start = max(0, grid.start - CAPTION)
    rows = [row for row in text[start : grid.start].split("\n") if row.strip()][-CAPTION_LINES:]
    found = Meaning()
    at = grid.start
    for distance, row in enumerate(reversed(rows)):
        at = text.rfind(row, start, at)
        if _ENCLOSED.match(fold(row)):
            continue
        said = read(row, at, at + len(row))
        title = distance < 2 and len(row) < LONGEST_TITLE and not _COUNTS.search(row)
        found.measure = found.measure or said.measure
        found.cultural = found.cultural or said.cultural
        if title or (distance == 0 and said.only_act and _LEADS.search(row)):
            found.act = found.act or said.act
            compared = _COMPARED.search(row)  # 'so với cùng kỳ năm 2025 giảm 61 …'
            found.period = found.period or (said.period if title and not compared else None)
            found.stock, found.target = found.stock or said.stock, found.target or said.target
    return found


def columns_of(grid: Grid, read: Words) -> list[Meaning]:
    """The meaning of each column: its own head with the one above it, which may reach over several columns."""
    width = max(len(row) for row in [*grid.heads, *grid.rows])
    columns = []
    heads = [_spread(row, width, below=number + 1 < len(grid.heads)) for number, row in enumerate(grid.heads)]
    for at in range(width):
        cells = [row[at] for row in heads if row[at].text]
        words = " ".join(cell.text for cell in cells)
        said = [read(cell.text, cell.start, cell.end) for cell in cells]
        meaning = joined_meaning(*reversed(said)) if said else Meaning()
        meaning.total = is_total(words)
        if meaning.act is not None and meaning.act.act == "keep" and len(words.split()) <= SHORT_HEAD:
            meaning.act = KEPT  # 'Đăng ký | Xây dựng mới | Duy trì': no weak word here
        meaning.skip = bool(_COUNTER.match(fold(words).strip()))
        meaning.years = bool(_YEARS.match(fold(words).strip())) and _holds_years(grid, at)
        meaning.other = bool(words) and not says_something(meaning) and not _GENERIC.search(fold(words))
        columns.append(meaning)
    counting = [at for at in range(width) if any(at < len(row) and row[at].value is not None for row in grid.rows)]
    _share_measure([columns[at] for at in counting])
    _divide(columns, counting)
    return columns


def _holds_years(grid: Grid, column: int) -> bool:
    values = [row[column].value for row in grid.rows if column < len(row) and row[column].value is not None]
    return all(isinstance(value, int) and value in YEARS for value in values)


def _divide(columns: list[Meaning], counting: list[int]) -> None:
    """'Mô hình đăng ký | Tập thể | Cá nhân | Được công nhận': heads without an act divide the column before them."""
    divided: int | None = None
    for at in counting:
        column = columns[at]
        if column.act is not None and column.splits() == "status":
            divided = at
        elif divided is not None and column.act is None and column.holder_only():
            column.act, column.of_column = columns[divided].act, divided
        else:
            divided = None


def says_something(meaning: Meaning) -> bool:
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
        divided = all(getattr(column, name) is not None for column in others)
        own = {column.act.status for column in others if column.act is not None and first.act is not None}
        if getattr(first, name) is None and divided and own <= {first.act.status if first.act else None}:
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


def joined_meaning(*meanings: Meaning) -> Meaning:
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


def meaning_of(
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
        total=is_total(words),
    )
    acts = [
        act_of(tag) for tag in phrases.tags if tag.kind == "act" and not {"titles_only", "selects"} & tag.meaning.traits
    ]
    for tag in phrases.tags:
        _take(phrases, tag, found)
    titled = found.measure in TITLED and re.search(r"\bdat\b", folded)
    if (
        titled
        or re.match(r"(?:so )?dat\b", folded)
        or (found.cultural and re.search(r"\b(?:dat|giu vung|duoc cong nhan)\b", folded))
    ):
        acts.append(MET)
    found.act = _strongest(acts)
    asked = found.act is not None and found.act.status == "nominated"
    if found.level is None and (level := (_ASKED_LEVEL if asked else _BARE_LEVEL).search(folded)):
        found.level = _LEVELS[level[1]]
    found.only_act = len({act.status for act in acts if act.status and not act.weak}) == 1
    found.period = period_in(text, start, end)
    if found.period and report and (found.period.start, found.period.end) == (report.start, report.end):
        found.period = None
    return found


def _take(phrases: Phrases, tag: Tag, found: Meaning) -> None:
    if tag.kind == "measure" and tag.value not in LABELS_ONLY:
        if tag.value in HOLDER_OF and found.measure in MOVEMENT:
            found.holder = found.holder or HOLDER_OF[str(tag.value)]
        elif found.measure is None or (tag.value in MOVEMENT and found.measure not in MOVEMENT):
            found.measure = str(tag.value)
        elif {found.measure, tag.value} == {"models", "exemplars"}:
            found.measure = "models_and_exemplars"
    elif tag.kind in ("field", "other") and found.field is None:
        names = list(tag.value) if tag.kind == "field" else [f"other:{tag.value}"]
        found.field = names[0] if len(names) == 1 else names
    elif tag.kind == "level" and found.level is None and phrases.tag_before(tag.first, "body") is None:
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
