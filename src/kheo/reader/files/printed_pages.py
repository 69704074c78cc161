"""Printed pages to running text: heads, feet and page numbers go, and lines that only the paper's width broke join."""

import re
from collections import Counter

_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*", re.IGNORECASE)
_STARTS = re.compile(r"\s*(?:[-+*•●▪–✓·]|\(?[a-zđ0-9]{1,2}[.)](?!\d)|[IVX]{1,5}[.)])\s*")
_CLOSED = ".!?:;…"
FULL = 0.82
LEAST_WIDTH = 40


def text_of_printed(pages: list[str]) -> str:
    """The pages as one text, each paragraph a line as far as its shape tells."""
    rows = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    running = _running(rows)
    lines: list[str] = []
    for page in rows:
        lines += [line for at, line in enumerate(page) if not _is_around(line, at, len(page), running)]
    return "\n".join(_joined(lines))


def _running(pages: list[list[str]]) -> set[str]:
    """First and last lines that stand on most pages, of at least two."""
    if len(pages) < 2:
        return set()
    seen = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    return {line for line, times in seen.items() if 2 * times > len(pages)}


def _is_around(line: str, at: int, count: int, running: set[str]) -> bool:
    return at in (0, count - 1) and (line in running or bool(_NUMBER.fullmatch(line)))


def _joined(lines: list[str]) -> list[str]:
    """A line as wide as most, that ends within a sentence, goes on in the next."""
    width = FULL * _usual_width(lines)
    joined: list[str] = []
    going_on = False
    for line in lines:
        if going_on and not _STARTS.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        going_on = len(line) >= width and line[-1] not in _CLOSED
    return joined


def _usual_width(lines: list[str]) -> int:
    """The width of nearly all full lines; what is narrower than any page of prose counts as one."""
    widths = sorted(map(len, lines))
    return max(widths[len(widths) * 8 // 10], LEAST_WIDTH) if widths else LEAST_WIDTH
