"""Models and exemplars that a table names, one a row: 'STT | Tên mô hình | Đơn vị thực hiện | Ghi chú'."""

from dataclasses import dataclass

from kheo.reader.furniture import Line
from kheo.reader.grids import Cell, cells_of, is_row, is_total
from kheo.reader.list_headings import meaning_of
from kheo.reader.list_values import shipped_fields
from kheo.reader.naming import holder_of, is_name
from kheo.reader.readings import FieldValue, Named
from kheo.reader.tokens import tags_of, tokens_of
from kheo.reader.vocabulary import Vocabulary
from kheo.text import fold

_TITLED = ("ten ", "noi dung ")
_OWNERS = ("owner", "lead", "place")
LONGEST_TITLE = 160
"""Longer lines between rows are no title of a section: the table is over."""


@dataclass(slots=True)
class _Heads:
    """The columns of a table of names: kind of what it lists, places of its columns."""

    kind: str
    name: int
    owner: int | None
    field: int | None
    counter: int | None


def tabled_names(text: str, lines: list[Line], vocabulary: Vocabulary) -> list[Named]:
    """The names in the tables of a text, in order. Titles of sections may stand between the rows: 'I. LĨNH VỰC KINH TẾ'
    gives those below it their field, where no column does."""
    found: list[Named] = []
    heads: _Heads | None = None
    field: FieldValue = None
    for line in lines:
        if line.reason or not is_row(text[line.start : line.end]):
            heads = None if line.end - line.start > LONGEST_TITLE else heads
            field = _field_in(text, line.start, line.end, vocabulary) if heads is not None else None
            continue
        cells = cells_of(text, line)
        own = _heads_of(cells)
        if own is not None:
            heads, field = own, None
        elif heads is not None and (named := _named(heads, cells)):
            named.field = _own_field(text, heads, cells, vocabulary) or field
            found.append(named)
    return found


def _own_field(text: str, heads: _Heads, cells: list[Cell], vocabulary: Vocabulary) -> FieldValue:
    if heads.field is None or heads.field >= len(cells):
        return None
    return _field_in(text, cells[heads.field].start, cells[heads.field].end, vocabulary)


def _field_in(text: str, start: int, end: int, vocabulary: Vocabulary) -> FieldValue:
    """The field that a stretch of text names first."""
    tags = tags_of(tokens_of(text, start, end, bare=False), vocabulary.accented)
    named = next((list(tag.value) for tag in tags if tag.kind == "field"), [])
    return named[0] if len(named) == 1 else named or None


def _heads_of(cells: list[Cell]) -> _Heads | None:
    """The columns, where a row heads a table of names; 'Mô hình' alone heads names only beside a column of owners."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        columns.setdefault(meaning_of(cell.text, shipped_fields()), at)
    owner = next((columns[meaning] for meaning in _OWNERS if meaning in columns), None)
    head = fold(cells[columns["name"]].text).strip() if "name" in columns else ""
    kind = "model" if "mo hinh" in head else "exemplar" if "dien hinh" in head else None
    if kind is None or len(cells) < 2 or (owner is None and not head.startswith(_TITLED)):
        return None
    return _Heads(kind, columns["name"], owner, columns.get("field"), columns.get("order"))


def _named(heads: _Heads, cells: list[Cell]) -> Named | None:
    """The name in one row; None where the row is a total, a title of a section or a table of numbers."""
    if len(cells) <= heads.name or (heads.counter is not None and cells[heads.counter].value is None):
        return None
    cell = cells[heads.name]
    name = cell.text.strip(' “”"‘’.;,')
    owner = cells[heads.owner] if heads.owner is not None and heads.owner < len(cells) else None
    if cell.value is not None or not is_name(name) or is_total(name) or (owner and owner.value is not None):
        return None
    whose = (owner and owner.text) or None
    return Named(heads.kind, name, cell.text, cell.start, cell.end, whose, holder_of(whose))
