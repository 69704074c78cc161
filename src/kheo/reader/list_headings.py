"""The headings of a list: where they stand, and what each column is about, whatever its name and place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kheo.reader.list_values import HOLDERS, KINDS, NOVELTIES, FieldWords, Row, fields_in, is_ordinal, one_of, squeezed

LOOKED_THROUGH = 40
"""Rows with something in them among which the headings are looked for."""
LONGEST_HEADING = 120

BETWEEN = " – "

TEXTS = (
    "situation", "goals", "method", "beneficiaries", "forces", "resources", "outputs", "sustainability", "note",
)  # fmt: skip
PLAIN = (
    "order", "name", "kind", "owner", "holder", "lead", "place", "field", "year", "novelty", "level", "accepted_on",
    "starts_on", "evaluates_on", *TEXTS,
)  # fmt: skip
TICKED = {
    "field": ("economy", "culture_society", "defence_security", "political_system"),
    "kind": tuple(KINDS),
    "holder": tuple(HOLDERS),
    "novelty": tuple(NOVELTIES),
}
MEANINGS = (*PLAIN, *(f"{group}:{code}" for group, codes in TICKED.items() for code in codes))
"""What a column may be about: "field" holds the name of a field, "field:economy" a cross for it."""

_RULES = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        ("order", r"(stt|tt|so tt|so thu tu|thu tu|s tt|no)\Z"),
        ("lead", r"(ten )?(to chuc|don vi|co quan|ban nganh)( \w+)? (chu tri|phu trach|huong dan|chi dao|quan ly)|"
                 r"chu tri"),
        ("forces", r"(to chuc|don vi|luc luong|co quan)? ?(phoi hop|tham gia)|luc luong|thanh phan"),
        ("beneficiaries", r".*(thu huong|huong loi)|doi tuong (tac dong|phuc vu)"),
        ("place", r"dia (ban|diem|chi)|noi (thuc hien|trien khai|o)\b|"
                  r"(ten )?((thon|to dan pho|to|khu pho|khu dan cu|khu|ap|ban|khoi pho|khoi|tdp|kdc|xom|khom|buon)"
                  r"( |\Z))+\Z"),
        ("year", r"nam( \w+){0,3}\Z"),
        ("accepted_on", r"(ngay|thoi gian|thoi diem) (duoc )?(cong nhan|tiep nhan|dang ky|ra mat)"),
        ("starts_on", r"ngay (bat dau|trien khai|thuc hien|khoi dong)|(thoi gian )?(bat dau|tu ngay)"),
        ("evaluates_on", r"ngay (danh gia|ket thuc|tong ket|hoan thanh)|(thoi gian )?(ket thuc|den ngay|hoan thanh)"),
        ("level", r"cap\b(?!.*quan ly)"),
        ("novelty", r"(dang ky )?moi\b.*(duy tri|nhan rong|cu\b)|tinh trang|trang thai|tinh chat|"
                    r"(hinh thuc|loai) dang ky|duy tri hay"),
        ("kind", r"(loai|phan loai|loai hinh|hinh thuc|the loai)( cua)?( mo hinh| dien hinh)*\Z|"
                 r"(la )?mo hinh hay dien hinh"),
        ("holder", r"loai (chu the|tap the|hinh chu the)|hinh thuc to chuc|tap the hay ca nhan"),
        ("field", r"(thuoc )?linh vuc|mang\b"),
        ("owner", r"(ten )?(tap the|ca nhan|chu the)\b(?!.*mo hinh)|(ten )?nguoi\Z|nguoi (thuc hien|dang ky|lam|duoc)|"
                  r"(ten )?ho( gia dinh)?\Z|(ten )?(don vi|to chuc|co quan)\b"
                  r"(?!.*(cong nhan|ban hanh|quyet dinh|mo hinh))|chu (mo hinh|nhiem)|dai dien|ho va ten|ho ten"),
        ("name", r"ten\b(?!.*(quyet dinh|tai lieu))|noi dung (mo hinh|dang ky|dien hinh|dan van)|"
                 r"(cac )?(mo hinh|dien hinh|cong trinh|phan viec|viec( lam)?)"
                 r"( va| hoac| mo hinh| dien hinh| tien tien| dan van kheo| dang ky| tap the| ca nhan)*\Z"),
        ("outputs", r"ket qua|hieu qua|san pham|tac dung"),
        ("goals", r"muc tieu|muc dich|chi tieu|yeu cau"),
        ("sustainability", r"huong (duy tri|phat trien|nhan rong)|kha nang (duy tri|nhan rong)|giai phap duy tri"),
        ("situation", r"ly do|tinh hinh|thuc trang|su can thiet|xuat phat"),
        ("resources", r"kinh phi|nguon luc|nguon von|von\b"),
        ("method", r"cach (lam|thuc)|phuong phap|bien phap|giai phap|tom tat|mo ta|noi dung|hoat dong|noi bat"),
        ("note", r"ghi chu|luu y|chu thich"),
    )
)  # fmt: skip
"""In this order: the first that fits the folded heading from its beginning counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, counted from 0, as its heading is written and as it was understood: one of MEANINGS, or empty."""

    position: int
    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a sheet: the numbers of the rows that they take, and the columns."""

    rows: tuple[int, ...]
    columns: tuple[Column, ...]

    @property
    def is_understood(self) -> bool:
        """True where a column holds the names and another says more."""
        meanings = {column.meaning for column in self.columns} - {"", "order"}
        return "name" in meanings and len(meanings) > 1

    def chosen(self, meanings: Mapping[int, str]) -> "Heading":
        """The same headings, with what a person says that the columns are about."""
        columns = (replace(column, meaning=meanings.get(column.position, column.meaning)) for column in self.columns)
        return replace(self, columns=tuple(columns))


def find_heading(rows: Sequence[Row], fields: FieldWords) -> Heading | None:
    """The row (or two) that names the columns best, titles above it left alone; None where nothing is understood."""
    found = [_heading_at(rows, at, fields) for at in range(min(len(rows), LOOKED_THROUGH))]
    return max((heading for heading in found if heading.is_understood), key=_weight, default=None)


def first_heading(rows: Sequence[Row]) -> Heading | None:
    """The first row with two short texts, of which nothing is understood: a person may say what its columns are.

    Where it begins with a number of its own it is a row of the list already: the columns have no headings then, and
    the row above, be it one or none, stands in their place.
    """
    for number, cells in rows[:LOOKED_THROUGH]:
        filled = [cell for cell in cells if 0 < len(cell) <= LONGEST_HEADING]
        if len(filled) > 1 and is_ordinal(filled[0]):
            return Heading((number - 1,), tuple(Column(at, "", "") for at in range(len(cells))))
        if len(filled) > 1:
            return Heading((number,), tuple(Column(at, cell, "") for at, cell in enumerate(cells)))
    return None


def meaning_of(heading: str, fields: FieldWords) -> str:
    """What a column of this heading is about, taken alone."""
    text = squeezed(re.sub(r"\([^()]*\)", " ", heading)) or squeezed(heading)
    if not text or len(heading) > LONGEST_HEADING:
        return ""
    if ticked := _ticked(heading, fields):
        return ticked
    return next((meaning for meaning, rule in _RULES if rule.match(text)), "")


def _weight(heading: Heading) -> tuple[int, int]:
    """More columns understood is better, and then the row higher up."""
    return len({column.meaning for column in heading.columns if column.meaning}), -heading.rows[0]


def _heading_at(rows: Sequence[Row], at: int, fields: FieldWords) -> Heading:
    """The headings with row `at` as their first: the next row belongs to them where it divides columns of this one."""
    number, top = rows[at]
    alone = Heading((number,), _columns(map(_parted, top), fields))
    if at + 1 == len(rows):
        return alone
    below_number, below = rows[at + 1]
    if below_number != number + 1 or not _divides(top, below, alone, fields):
        return alone
    return Heading((number, below_number), _columns(_pairs(top, below), fields))


def _parted(cell: str) -> tuple[str, str]:
    """“Lĩnh vực – KT”, as Khéo writes headings of two rows in one, is upper and lower heading."""
    upper, _sign, lower = cell.rpartition(BETWEEN)
    return upper, lower


def _divides(top: Sequence[str], below: Sequence[str], alone: Heading, fields: FieldWords) -> bool:
    filled = [at for at, cell in enumerate(below) if cell]
    name = next((column.position for column in alone.columns if column.meaning == "name"), None)
    if not filled or name is None or name in filled or any(len(below[at]) > LONGEST_HEADING for at in filled):
        return False
    under_names = [at for at in filled if at < len(top) and top[at]]
    return len(under_names) <= (len(filled) + 1) // 2 and any(meaning_of(below[at], fields) for at in filled)


def _pairs(top: Sequence[str], below: Sequence[str]) -> list[tuple[str, str]]:
    """Upper and lower heading of each column: a merged upper one stands only in its first cell."""
    pairs, over = [], ""
    for at in range(max(len(top), len(below))):
        upper, lower = (cells[at] if at < len(cells) else "" for cells in (top, below))
        over = upper or (over if lower else "")
        pairs.append((over, lower) if lower else ("", upper))
    return pairs


def _columns(pairs: Iterable[tuple[str, str]], fields: FieldWords) -> tuple[Column, ...]:
    columns = []
    for at, (upper, lower) in enumerate(pairs):
        heading = BETWEEN.join(part.replace("\n", " ") for part in (upper, lower) if part)
        columns.append(Column(at, heading, _meaning_under(upper, lower, fields)))
    return _settled(columns, fields)


def _meaning_under(upper: str, lower: str, fields: FieldWords) -> str:
    if ticked := _ticked(lower, fields, over=meaning_of(upper, fields) if upper else ""):
        return ticked
    together = meaning_of(f"{upper} {lower}", fields) if upper else ""
    alone = meaning_of(lower, fields)
    return alone or together


def _ticked(heading: str, fields: FieldWords, over: str = "") -> str:
    """“field:economy” for a column that is crossed: named after a field, or after one choice of several."""
    if len(codes := fields_in(heading, fields)) == 1:
        return f"field:{codes[0]}"
    groups = {"novelty": NOVELTIES, "holder": HOLDERS, "kind": KINDS}
    if over in groups:
        groups = {over: groups[over], **groups}
    elif not over:
        groups = {"novelty": NOVELTIES}
    return next((f"{group}:{code}" for group, words in groups.items() if (code := one_of(heading, words))), "")


def _settled(columns: list[Column], fields: FieldWords) -> tuple[Column, ...]:
    """Each plain meaning once. “Mô hình” and “Điển hình” side by side are names, or crosses beside a column of names;
    “Nội dung” holds the names where no other column does."""
    names = [column for column in columns if column.meaning == "name"]
    named = [column for column in names if squeezed(column.heading).startswith("ten ")]
    best = next(iter(named or names), None)
    taken: set[str] = set()
    settled = []
    for column in columns:
        meaning = column.meaning
        if meaning == "name" and column is not best:
            code = one_of(column.heading, KINDS)
            meaning = f"kind:{code}" if code else ""
        elif meaning == "owner" and "owner" in taken:
            code = one_of(column.heading, HOLDERS)
            meaning = f"holder:{code}" if code else ""
        elif meaning == "method" and best is None and squeezed(column.heading).startswith("noi dung"):
            meaning = "name"
        settled.append(replace(column, meaning="" if meaning in taken else meaning))
        taken.add(meaning)
    return tuple(settled)
