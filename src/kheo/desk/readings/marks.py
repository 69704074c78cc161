"""The text of a report with numbered marks: paragraphs of pieces, each plain or standing for rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kheo.figures.readings_rows import Row
from kheo.text.numbers import parse_number_vi


@dataclass(frozen=True)
class Mark:
    """Words that stand for something: `start` and `end` in the text, and its number on the page."""

    start: int
    end: int
    number: int
    look: str = ""
    kind: str = "fact"


@dataclass
class Piece:
    """Words of a paragraph; `marks` of which the first gives the look. `anchors` are marks that begin here."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    anchors: list[Mark] = field(default_factory=list)

    @property
    def look(self) -> str:
        """The strongest of its marks: wrong before doubt before certain."""
        looks = {mark.look for mark in self.marks}
        return "wrong" if "wrong" in looks else "doubt" if "doubt" in looks else ""

    @property
    def is_name(self) -> bool:
        """Does a name of a model stand here, and no number?"""
        return bool(self.marks) and all(mark.kind == "name" for mark in self.marks)


_NUMBER = re.compile(r"(\d[\d.,]*)(?:/(\d[\d.]*))?(?:[ \u00a0]?%)?")
_NOUN = re.compile(r"(?:[ \u00a0][^\W\d_]+){1,2}")
_LONG_NOUN = re.compile(r"(?:[ \u00a0][^\W\d_]+){1,3}")  # “tổ dân vận”


def marks_of(rows: Iterable[Row]) -> list[Mark]:
    """A mark for each number of a row."""
    found = []
    for row in rows:
        look = "wrong" if row.is_disputed else "doubt" if row.is_doubtful else ""
        spans = dict.fromkeys(span_of(fact.fact) for fact in row.facts)
        found += [Mark(start, end, row.number, look) for start, end in spans]
    return found


def span_of(fact: Mapping[str, Any]) -> tuple[int, int]:
    """Where the number itself stands, with the words of its noun behind it: “38 mô hình”, “96,51%”.

    A sentence full of marks is hard to read. Where the number is written in words, its whole quote.
    """
    quote, start = fact["quote"], fact["start"]
    for found in _NUMBER.finditer(quote):
        # n/m stands for both of its numbers.
        written = [_value(part, fraction=fact["measure"] == "percent") for part in found.groups() if part]
        if fact["value"] not in written:
            continue
        noun = _LONG_NOUN if fact["measure"] == "teams" else _NOUN
        words = None if found[0].endswith("%") else noun.match(quote, found.end())
        return start + found.start(), start + (words.end() if words else found.end())
    return start, fact["end"]


def _value(written: str, *, fraction: bool) -> float | None:
    try:
        return parse_number_vi(written.rstrip(".,"), fraction=fraction)
    except ValueError:
        return None


def paragraphs(text: str, marks: Iterable[Mark], *, first: int = 0, last: int | None = None) -> list[list[Piece]]:
    """The text from `first` to `last` as paragraphs; empty lines fall away.

    Marks that overlap share the words of the earlier one; a number's second stretch is a link too, but no anchor.
    """
    last = len(text) if last is None else last
    inside = [mark for mark in marks if first <= mark.start < last and mark.start < mark.end]
    spans = _apart(sorted(inside, key=lambda mark: (mark.start, mark.number)))
    seen: set[tuple[str, int]] = set()
    found = []
    at, place = first, 0
    while at < last:
        end = text.find("\n", at, last)
        end = last if end < 0 else end
        while place < len(spans) and spans[place][1] <= at:
            place += 1
        pieces = _pieces(text, at, end, spans, place, seen)
        if any(piece.text.strip() for piece in pieces):
            found.append(pieces)
        at = end + 1
    return found


Stretch = tuple[int, int, list[Mark]]


def _apart(marks: Sequence[Mark]) -> list[Stretch]:
    """Stretches that do not overlap, with all marks that stand on each."""
    found: list[Stretch] = []
    for mark in marks:
        if found and mark.start < found[-1][1]:
            start, end, shared = found[-1]
            shared.append(mark)
            found[-1] = (start, max(end, mark.end), shared)
        else:
            found.append((mark.start, mark.end, [mark]))
    return found


def _pieces(
    text: str, at: int, end: int, spans: Sequence[Stretch], place: int, seen: set[tuple[str, int]]
) -> list[Piece]:
    pieces = []
    while place < len(spans) and spans[place][0] < end:
        start, stop, marks = spans[place]
        place += 1
        start, stop = max(start, at), min(stop, end)
        if at < start:
            pieces.append(Piece(text[at:start]))
        fresh = [mark for mark in _numbers(marks) if (mark.kind, mark.number) not in seen]
        seen |= {(mark.kind, mark.number) for mark in fresh}
        pieces.append(Piece(text[start:stop], marks=_numbers(marks), anchors=fresh))
        at = stop
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces


def _numbers(marks: Sequence[Mark]) -> list[Mark]:
    """One mark a number."""
    return list({(mark.kind, mark.number): mark for mark in reversed(marks)}.values())[::-1]
