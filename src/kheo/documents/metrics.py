"""How wide a bold line is, and where a long one breaks best: enough to draw rules of the right length."""

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from pathlib import Path

WIDTHS = Path(__file__).parent.parent / "data" / "layouts" / "widths.toml"
MM_PER_POINT = 25.4 / 72
HORN = "\u031b"


def bold_width_mm(text: str, size_pt: float) -> float:
    """The width of *text* in Times New Roman Bold: exact for that font, an upper bound for its plain cut."""
    widths, default = _widths()
    thousandths = sum(widths.get(_plain(letter), default) for letter in text)
    return thousandths / 1000 * size_pt * MM_PER_POINT


def even_lines(text: str, size_pt: float, width_mm: float, break_before: Sequence[str] = ()) -> list[str]:
    """*text* on the fewest lines that fit into *width_mm*, as even as can be; its own line breaks are kept.

    A break before one of the words of *break_before* is preferred, so is one after a comma; a name in “ ” and a number
    with its word stay together where they can. What cannot fit on three lines is left whole, for the word processor.
    """
    if "\n" in text:
        return [line.strip() for line in text.split("\n") if line.strip()]
    for count in (1, 2, 3):
        fitting = list(_splits(text.split(), count, size_pt, width_mm))
        if fitting:
            return min(fitting, key=lambda lines: _unevenness(lines, size_pt, break_before))
    return [text]


def _splits(parts: list[str], count: int, size_pt: float, width_mm: float) -> Iterator[list[str]]:
    """All ways to set the words on *count* lines that fit. Words are measured once: long subjects have many ways."""
    space = bold_width_mm(" ", size_pt)
    upto = [0.0, *accumulate(bold_width_mm(part, size_pt) + space for part in parts)]
    if upto[-1] > count * (width_mm + space):
        return
    for breaks in combinations(range(1, len(parts)), count - 1):
        edges = (0, *breaks, len(parts))
        if all(upto[end] - upto[start] - space <= width_mm for start, end in pairwise(edges)):
            yield [" ".join(parts[start:end]) for start, end in pairwise(edges)]


def _unevenness(lines: list[str], size_pt: float, break_before: Sequence[str]) -> float:
    """Millimetres between the widest line and the narrowest, and more for each break that reads badly."""
    widths = [bold_width_mm(line, size_pt) for line in lines]
    cost = max(widths) - min(widths)
    for place in range(1, len(lines)):
        above, below = " ".join(lines[:place]), lines[place]
        if above.count("“") > above.count("”"):
            cost += 1000
        if break_before and not _starts_with_one(below, break_before):
            cost += 300
        if below[0].isdigit():
            cost += 50
        if above.endswith((",", ";")):
            cost -= 25
    return cost


def _starts_with_one(line: str, starts: Sequence[str]) -> bool:
    return any(f"{line.upper()} ".startswith(f"{start.upper()} ") for start in starts)


@lru_cache(maxsize=1)
def _widths() -> tuple[dict[str, int], int]:
    read = tomllib.loads(WIDTHS.read_text(encoding="utf-8"))
    return {letter: int(width) for width, letters in read["bold"].items() for letter in letters}, read["default"]


@lru_cache(maxsize=1024)
def _plain(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", parts[0] + HORN) if HORN in parts else parts[0]
