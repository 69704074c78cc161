"""The words of the text that a fact stands on: its label or verb, its number, its noun and what is said after."""

from kheo.reader.items import Item
from kheo.reader.phrases import Phrases

BEFORE, AFTER = 9, 14


def quote_of(phrases: Phrases, item: Item, text: str) -> tuple[int, int]:
    """Offsets of the quote: within one line where possible, never cutting a word, always with the number in it.

    A number in words is quoted without any digits around it.
    """
    count = item.count
    tokens = phrases.tokens
    digits = any(token.kind == "number" for token in tokens[count.first : count.last])
    left = item.around.left[-1].first if item.around.left and item.around.left[-1].words else count.first
    labels = [tag.first for tag in item.said.own_left] + [left]
    first = max(min([at for at in labels if at <= count.first] or [count.first]), count.first - BEFORE)
    last = min(max([count.last, *(piece.last for piece in item.around.right[:2])]), count.last + AFTER)
    first = _stop(phrases, count.first - 1, first, -1, digits) if first < count.first else count.first
    last = _stop(phrases, count.last, last, 1, digits)
    return tokens[first].start, tokens[max(last, count.last) - 1].end


def _stop(phrases: Phrases, at: int, limit: int, step: int, digits: bool) -> int:
    """Walk from the count outward to the limit, ending before a line end, or before a digit where none may stand."""
    while (at >= limit) if step < 0 else (at < limit):
        token = phrases.tokens[at]
        if token.kind == "line" or (not digits and any(letter.isdigit() for letter in token.written)):
            break
        at += step
    return at + 1 if step < 0 else at
