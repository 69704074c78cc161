"""What the words in a cell of a list stand for: fields, kinds, levels, years, days. Accents and signs do not matter."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from kheo.reader.vocabulary import load_words
from kheo.text import compose, fold, parse_date

Row = tuple[int, tuple[str, ...]]
"""A row with its number as the sheet shows it, and the texts of its cells."""

FieldWords = Mapping[str, tuple[str, ...]]
"""Squeezed name of a field → its code; several codes where the name stands for several."""

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(r"(?:tháng\s+)?(\d{1,2})\s*[/.-]\s*(\d{4})\Z", re.IGNORECASE)
_SHORT_FIELDS = {
    "economy": ("kt", "phat trien kt"),
    "culture_society": ("vhxh", "vh xh", "van hoa xh", "vh"),
    "defence_security": ("qpan", "qp an", "an qp", "quoc phong an ninh tt", "an ninh tt", "qp"),
    "political_system": ("htct", "xd htct", "xdhtct", "xay dung dang htct", "xdd htct", "xd dang htct", "xdd"),
}
_TICKS = {"x", "v", "co", "1", "✓", "✔", "√", "+", "*", "☑", "☒"}
NOTHING = {"", "-", "–", "—", "/", "...", "…", "0"}

KINDS = {
    "model": ("mo hinh", "mh", "mo hinh dan van kheo", "mo hinh tap the", "cong trinh", "phan viec", "viec lam"),
    "exemplar": (
        "dien hinh", "dh", "dien hinh tien tien", "guong dien hinh", "guong", "dien hinh ca nhan", "dien hinh tap the",
        "guong dan van kheo", "dien hinh dan van kheo", "ca nhan dien hinh", "tap the dien hinh",
    ),
}  # fmt: skip
HOLDERS = {
    "collective": ("tap the", "tt", "don vi", "to chuc", "dien hinh tap the", "tap the dien hinh", "mo hinh tap the"),
    "individual": ("ca nhan", "cn", "dien hinh ca nhan", "ca nhan dien hinh"),
    "household": ("ho gia dinh", "ho", "gia dinh", "hgd"),
}
NOVELTIES = {
    "new": ("moi", "dang ky moi", "xay dung moi", "lam moi", "mo hinh moi", "mh moi", "mo hinh dang ky moi"),
    "maintained": (
        "duy tri", "tiep tuc", "tiep tuc duy tri", "dang duy tri", "cu", "mo hinh duy tri", "mh duy tri", "dang ky lai",
        "tiep tuc thuc hien", "mo hinh cu", "mo hinh tiep tuc duy tri",
    ),
    "replicated": ("nhan rong", "duoc nhan rong", "mo hinh nhan rong", "mh nhan rong", "nhan dien"),
}  # fmt: skip
LEVELS = {
    "commune": ("xa", "phuong", "dac khu", "co so", "xa phuong", "phuong xa", "thi tran"),
    "district": ("huyen", "quan", "thi xa", "huyen thi xa", "quan huyen"),
    "province": ("tinh", "thanh pho", "tp", "tinh thanh pho"),
    "national": ("trung uong", "toan quoc", "quoc gia", "tw", "ca nuoc"),
}
_INDIVIDUALS = ("ông ", "bà ", "anh ", "chị ", "đồng chí ", "đ/c ", "đ/c.", "đc ", "cô ", "thầy ", "em ")
"""With their accents: “chi hội”, “cơ quan”, “ba” are nobody."""


def squeezed(text: str) -> str:
    """The words of a text, folded, one blank apart: signs between them fall away."""
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=1)
def shipped_fields() -> dict[str, tuple[str, ...]]:
    """The usual names of the base fields, long and short."""
    found: dict[str, tuple[str, ...]] = {}
    for code, row in load_words()["fields"].items():
        if code == "several":
            found |= {field_key(phrase): tuple(codes) for phrase, codes in row.items()}
        elif code != "other":
            found |= dict.fromkeys(map(field_key, (*row["phrases"], *_SHORT_FIELDS[code])), (code,))
    return found | {"kt xh": ("economy", "culture_society")}


def field_key(text: str) -> str:
    """A field's name as it is looked up: without “lĩnh vực”, “về”, “và” and what numbers it."""
    words = squeezed(text).split()
    while words and (words[0] in {"linh", "vuc", "ve", "nhom", "thuoc"} or is_ordinal(words[0])):
        words = words[1:]
    return " ".join(word for word in words if word != "va")


def fields_in(text: str, words: FieldWords) -> tuple[str, ...]:
    """The codes of the field that is named, none where it is not known; “Kinh tế (sản xuất)” is looked up without the
    brackets too."""
    for each in (text, re.sub(r"\([^()]*\)", " ", text)):
        if found := words.get(field_key(each)):
            return found
    return ()


def is_ordinal(text: str) -> bool:
    """True for what numbers a row: 12, 3.1, IV, b."""
    return bool(re.fullmatch(r"\(?(\d{1,5}([.,]\d{1,3})*|[ivxlc]{1,6}|[a-z])[.)]*", text.strip().lower()))


def is_tick(text: str) -> bool:
    """True for a cross, a tick, “có” or a 1."""
    return fold(text.strip()) in _TICKS


def one_of(text: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """The code among whose words the text is, without “cấp”, “loại” before it; empty where it is not known."""
    key = re.sub(r"^(cap|loai|la|hinh thuc) ", "", squeezed(text))
    return next((code for code, known in words.items() if key in known), "")


def level_in(text: str) -> str:
    """The level that is named: “cấp tỉnh”, “Phường”, “TP”."""
    return one_of(text, LEVELS)


def year_in(text: str) -> str:
    """The one year that is named, empty where there is none or several."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else ""


def day_in(text: str) -> date | None:
    """The day that is written; of a month or a year alone its first. None where it is none."""
    try:
        return parse_date(text)
    except ValueError:
        pass
    try:
        if found := _MONTH.match(text.strip()):
            return date(int(found[2]), int(found[1]), 1)
        return date(int(year_in(text)), 1, 1) if re.fullmatch(r"(năm\s+)?\d{4}", text.strip(), re.I) else None
    except ValueError:
        return None


def holder_of(owner: str) -> str:
    """Whose work it is, by how its owner is named."""
    key = squeezed(owner) + " "
    if key.startswith(("ho ", "gia dinh ")) and not key.startswith("ho tro "):
        return "household"
    return "individual" if compose(owner).lower().strip().startswith(_INDIVIDUALS) else "collective"
