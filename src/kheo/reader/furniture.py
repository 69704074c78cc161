"""What a web page prints around a report: menus, share bars, counters, lists of other articles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kheo.text import fold

_STAMP = re.compile(
    r"(thu [a-z]+,?|chu nhat,?)?\s*(ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(\s*[-"
    r"|,]?\s*\d{1,2}[:h]\d{2}(:\d{2})?)?( (am|pm|gmt.*))?\W*\Z"
)
_TIME_FIRST = re.compile(r"\d{1,2}[:h]\d{2}(:\d{2})?\s*[-|,]?\s*(ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\W*\Z")
_COUNT = re.compile(r"\d\s+(mo hinh|dien hinh|tap the|ca nhan|gia dinh|ho |khu pho|thon|to dan)")
_OTHER_ARTICLES = re.compile(
    r"(?:cac |nhung )?(?:bai viet|bai|tin bai|tin tuc|tin|video|doc|xem)\b[^.\d]{0,30}?\b(?:lien quan|khac|"
    r"cung chuyen muc|cung muc|moi nhat|moi dang|moi hon|cu hon|noi bat|doc nhieu|xem nhieu|da dua|truoc do|them)\W*\Z"
)
_OTHER_ARTICLE = re.compile(
    r"(?:bai|tin)(?: viet)? (?:doc nhieu|xem nhieu|lien quan|cung chuyen muc|moi nhat|noi bat|moi)\s*:"
)
_BARE_TAILS = {"tin moi", "doc nhieu", "xem nhieu", "tin khac", "tin hot", "tin nong"}
PROSE = 120
_LONG = (
    "tong so diem", "a- a a+", "chao mung", "click de", "dia chi:", "dien thoai", "ban quyen", "copyright", "giay phep",
    "chiu trach nhiem", "noi nhan",
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """One line of the text: text[start:end] without the line end; `reason` says why it is no part of the report."""

    start: int
    end: int
    reason: str | None = None


def lines_of(text: str) -> list[Line]:
    """All lines with something on them."""
    lines, at = [], 0
    for row in text.split("\n"):
        if row.strip():
            lines.append(Line(at, at + len(row)))
        at += len(row) + 1
    return lines


def mark_furniture(text: str, lines: list[Line], words: Mapping[str, Any]) -> None:
    """Set the reason of every line that belongs to the page and not to the report."""
    tails = tuple(words["tail"]["starts"])
    starts, inside = tuple(words["line"]["starts"]), tuple(words["line"]["contains"])
    read = 0
    whole = sum(line.end - line.start for line in lines if line.end - line.start > PROSE)
    in_tail = False
    for line in lines:
        length = line.end - line.start
        if length <= PROSE:
            folded = " ".join(fold(text[line.start : line.end]).split()).lstrip("•-*+| >»")
            if (
                folded.startswith(tails)
                or folded in _BARE_TAILS
                or _OTHER_ARTICLES.match(folded)
                or _OTHER_ARTICLE.match(folded)
            ):
                in_tail = True
            linked = text[line.start : line.end].lstrip().startswith((">>", "»"))  # '>> Hồng Dân: 57 mô hình …'
            line.reason = "furniture" if in_tail or linked else _page_part(folded, starts, inside)
        elif in_tail and 2 * read >= whole:
            line.reason = "furniture"
        else:
            in_tail = False
            read += length


def _page_part(folded: str, starts: tuple[str, ...], inside: tuple[str, ...]) -> str | None:
    if _STAMP.match(folded) or _TIME_FIRST.match(folded):
        return "furniture"
    if _COUNT.search(folded):
        return None
    if folded.startswith(starts) and (len(folded) < 60 or folded.startswith(_LONG)):
        return "furniture"
    if any(word in folded for word in inside):
        return "furniture"
    return None
