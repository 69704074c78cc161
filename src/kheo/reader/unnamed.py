"""A number after its noun: 'Tổng số mô hình đăng ký: 42', 'số mô hình được công nhận là 12'."""

from kheo.reader.numerals import Count, Phrases
from kheo.reader.pieces import HARD
from kheo.text import word_key

_NUMBER_OF = {word_key("số"), word_key("lượng"), "so", "luong"}
_IS = {":", word_key("là"), "la", word_key("đạt"), "dat", word_key("có")}
MOST_APART = 14
LEAST = 9  # a smaller number without 'là' or a colon is more often a name


def name_by_total(phrases: Phrases, counts: list[Count]) -> None:
    """Give a bare number the noun of 'số <noun> … là' before it, in the same clause and with no number in between."""
    previous = 0
    for count in counts:
        if count.measure is None and count.bare and phrases.kind(count.last) in ("", "sign", "line"):
            said = phrases.key(count.first - 1) in _IS or count.value > LEAST
            measure = _noun_before(phrases, previous, count.first) if said else None
            if measure:
                count.measure, count.bare = measure, False
        previous = count.last


def _noun_before(phrases: Phrases, floor: int, first: int) -> str | None:
    for at in range(first - 1, max(floor, first - MOST_APART) - 1, -1):
        if phrases.key(at) in HARD:
            return None
        tag = phrases.tag_at(at, "measure")
        if tag is None:
            continue
        before = [phrases.key(index) for index in range(at - 2, at)]
        if any(key in _NUMBER_OF for key in before):
            return str(tag.value)
    return None
