"""Words, numbers and signs of a stretch of text, and the phrases that they make."""

import re
from dataclasses import dataclass
from typing import Any

from kheo.reader.vocabulary import Meaning, Node
from kheo.text import fold, word_key

FULL_LINE = 55
# Capital letters for a class of a pattern. From Ạ to Ỹ capital and small letters take turns: no range holds them alone.
UPPER = "A-ZĐÀ-ÖØ-ÞĂĨŨƠƯ" + "".join(map(chr, range(ord("Ạ"), ord("Ỹ") + 1, 2)))
DOCUMENT = (
    r"\d+[A-Za-z]?(?:/\d{4})?(?:/(?=[A-ZĐ])[A-Za-zĐđƯư]{2,}\d*|[-–]\s?(?=[A-ZĐ][A-ZĐa-z]{0,5}/|[A-ZĐƯ]{2})[A-Za-zĐđƯư]+)"
    r"(?:[-–/.][A-ZĐƯ][A-Za-zĐđƯư&]*\d*)*"
)
# What a person said, and not a name: “Năm nay xã có 12 mô hình được công nhận, nhiều nhất từ trước đến nay”.
_SPEECH = r"(?=[^“”\n]{40})[^“”\n]{0,200}?\d\s+(?:mô\s+hình|điển\s+hình|tập\s+thể|cá\s+nhân)\b"
# A cultural title is a noun, in quotation marks or not: tỷ lệ “Gia đình văn hóa” đạt 96%.
_TITLED = (
    r"(?:[Gg]ia\s+đình|[Tt]hôn|[Kk]hu\s+phố|[Tt]ổ\s+dân\s+phố|[Kk]hu\s+dân\s+cư|[Ấấ]p|[Bb]ản|[Ll]àng)"
    r"\s+[Vv]ăn\s+h(?:óa|oá)”"
)
_LEX = re.compile(
    rf"""
    (?P<address>https?://\S+|www\.\S+|\S+@\S+\.\w+)
  | (?P<document>{DOCUMENT})
  | (?P<date>\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{4}}(?!\d))
  | (?P<time>\d{{1,2}}(?:\s?h\s?|:)\d{{2}}(?!\d))
  | (?P<number>\d{{1,3}}(?:[.,\u00a0\u202f]\d{{3}})+(?!\d)|\d+[.,]\d+|\d+)
  | (?P<quoted>“(?!{_SPEECH}|{_TITLED})[^“”\n]{{1,240}}”|"[^"“”\n]{{1,240}}"|‘[^‘’\n]{{1,120}}’)
  | (?P<word>[^\W\d_]+)
  | (?P<line>\n\s*(?:[-+*•●▪–✓]+(?=\s|\w))?)
  | (?P<sign>[^\s\u200b-\u200f\ufeff\u00ad])
    """,
    re.VERBOSE,
)


_ITEM = re.compile(r"\d{1,2}[.)]\s")
"""'2. Văn hóa - xã hội: 6' is an item of a list."""


@dataclass(slots=True)
class Token:
    """One word, number, sign or quoted text. `key` is what phrases are looked up by; offsets count in the whole
    text."""

    kind: str
    key: str
    written: str
    start: int
    end: int


@dataclass(slots=True)
class Tag:
    """A phrase of the vocabulary: tokens `first` to `last` (not included) mean `meaning`."""

    first: int
    last: int
    meaning: Meaning

    @property
    def kind(self) -> str:
        return self.meaning.kind

    @property
    def value(self) -> Any:
        return self.meaning.value


def tokens_of(text: str, start: int, end: int, *, bare: bool = False) -> list[Token]:
    """The tokens of text[start:end]. `bare` looks words up without their marks, for texts written without any."""
    key_of = fold if bare else word_key
    found = []
    for match in _LEX.finditer(text, start, end):
        kind = str(match.lastgroup)
        if kind == "line" and _is_soft(text, match.start(), match.end(), start):
            continue
        written = match[0]
        key = key_of(written) if kind == "word" else "\n" if kind == "line" else written
        if kind == "quoted" and fold(written[1:-1]).split() == ["dan", "van", "kheo"]:
            kind = "movement"
        found.append(Token(kind, key, written, match.start(), match.end()))
    return found


def _is_soft(text: str, at: int, end: int, start: int) -> bool:
    """A line end within a sentence: the line before is not closed, and the next goes on in lower case, or the line
    is full."""
    if "-" in text[at:end] or text[max(start, at - 1) : at] in (".", ":", ";", "!", "?"):
        return False
    if _ITEM.match(text, end):
        return False
    following = text[end : end + 1]
    if following.islower():
        return text[end + 1 : end + 2] not in (")", ".")  # 'b) Nhân rộng: 02' is an item of a list
    return (at - text.rfind("\n", max(0, start - 200), at) >= FULL_LINE or "\n" in text[start:at]) and (
        following.isdigit() or following in '“"('
    )


def tags_of(tokens: list[Token], root: Node) -> list[Tag]:
    """The longest phrases of the vocabulary, from left to right, none within another. One tag a meaning."""
    tags: list[Tag] = []
    at, count = 0, len(tokens)
    while at < count:
        node: Node | None = root
        best, last, scan = None, at, at
        while node is not None and scan < count and tokens[scan].kind in ("word", "sign"):
            node = node.next.get(tokens[scan].key)
            scan += 1
            if node is not None and node.meanings:
                best, last = node, scan
        if best is None:
            if tokens[at].kind == "movement":
                tags.append(Tag(at, at + 1, Meaning("movement", "dvk")))
            at += 1
            continue
        tags += [Tag(at, last, meaning) for meaning in best.meanings]
        at = last
    return tags
