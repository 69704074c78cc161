"""Numbers without a noun of their own: which of them may count, and what they then count."""

import re
from itertools import pairwise, takewhile

from kheo.reader.items import HOLDER_OF, MOVEMENT, Item
from kheo.reader.numerals import Count
from kheo.reader.phrases import Phrases
from kheo.reader.statuses import EXISTS
from kheo.text import word_key, word_keys

_WHOSE = word_keys("chủ thể", "đứng tên", "đảm nhận", "người làm")
_JOINED_TO = {word_key(word) for word in "và về thuộc trên ở của do lên xuống".split()}
_COUNTED_LINE = re.compile(r"\d\s+(?:mô|điển) hình\W*\n\s*\Z", re.IGNORECASE)
_NUMBER, _MADE_OF = word_key("số"), word_key("gồm")
MOST_BETWEEN = 3
"""Words from 'được' to its verb: '30 được đưa vào thực hiện'."""
REACH = 8


def possible_counts(phrases: Phrases, counts: list[Count], carried: str | None) -> list[Count]:
    """Bare numbers stay only where another number with a noun stands before them, in the stretch or (`carried`) before
    it."""
    kept: list[Count] = []
    for count in counts:
        if count.measure is not None or (
            (carried or any(other.measure not in (None, "percent") for other in kept))
            and _may_stand_bare(phrases, count)
        ):
            kept.append(count)
    return kept


def _may_stand_bare(phrases: Phrases, count: Count) -> bool:
    """A bare number is followed by a sign, the end, a field, a level or a status, never by a noun of another kind."""
    at = count.last
    if at >= len(phrases.tokens) or phrases.kind(at) in ("sign", "line"):
        return phrases.key(at) not in ("/", "%")
    starting = phrases.starting.get(at, ())
    if any(tag.kind in ("act", "level", "division") for tag in starting):
        return True
    if any(tag.kind in ("field", "other") and phrases.kind(tag.last) in ("sign", "line", "") for tag in starting):
        return True
    if phrases.key(at) == word_key("với") and any(tag.kind == "field" for tag in phrases.starting.get(at + 1, ())):
        return True
    if phrases.key(at) in _JOINED_TO:
        return True
    if (phrases.key(at), phrases.key(at + 1)) == (word_key("là"), word_key("của")):
        return True  # '209 là của tập thể'
    holder = phrases.tag_at(at + 1, "measure") if phrases.key(at) == word_key("là") else None
    if holder is not None and (holder.value in HOLDER_OF or holder.value == "families" or holder.value in MOVEMENT):
        return True  # '5 là cá nhân, 2 là hộ gia đình', 'còn lại 1.129 là mô hình cấp cơ sở'
    reasons = range(at + 1, next((end for end in range(at, at + REACH) if phrases.kind(end) != "word"), at + REACH))
    if any(tag.value == "discontinued" for step in reasons for tag in phrases.starting.get(step, ())):
        return True  # '4 trùng nội dung phải dừng'
    if (phrases.key(at), phrases.key(at + 1)) == (word_key("tiếp"), word_key("tục")):
        return phrases.tag_at(at + 2, "act") is not None
    body = phrases.tag_at(at + 1, "body") if phrases.key(at) == word_key("được") else None
    first = body.last if body else at + 1  # '30 được Ban Dân vận Tỉnh ủy biểu dương'
    reach = MOST_BETWEEN if phrases.key(at) == word_key("được") else 1
    return phrases.key(at) in (word_key("được"), word_key("là")) and any(
        phrases.tag_at(first + step, "act") is not None for step in range(reach)
    )


def follow_neighbours(items: list[Item]) -> None:
    """'tập thể có 42 mô hình, cá nhân 18', 'Hội Phụ nữ 5 mô hình, Hội Nông dân 4': a bare number beside a counted one,
    each with its own label, counts the same."""
    for before, item in pairwise(items):
        if item.measure is not None or item.total is not None or before.measure not in MOVEMENT or before.change:
            continue
        shared = before.dimensions() & item.dimensions() & {"field", "level", "holder", "year"}
        if (shared or item.has.place) and not set(item.around.signs) & {".", "(", ")"}:
            item.count.measure = before.measure
            item.acts = item.acts or list(before.acts)


def carry(items: list[Item], measure: str) -> None:
    """Two or more bare numbers without a total, each of another field, level or holder, count what was counted
    before."""
    bare = [item for item in items if item.measure is None and item.total is None and item.dimensions() - {"status"}]
    if len(bare) > 1:
        for item in bare:
            item.count.measure, item.carried = measure, True
            item.acts = item.acts or [EXISTS]


def _noun_made_of(phrases: Phrases, first: int) -> str | None:
    """'Số điển hình gồm 5 tập thể và 12 cá nhân': what a sentence names that it then divides; its numbers begin at
    token `first`."""
    noun = phrases.tag_at(1, "measure") if phrases.key(0) == _NUMBER else None
    divided = noun is not None and noun.value in MOVEMENT and noun.last < first and phrases.key(first - 1) == _MADE_OF
    return str(noun.value) if noun is not None and divided else None


def carry_to_holders(phrases: Phrases, items: list[Item], measure: str, before: str) -> None:
    """'Chủ thể thực hiện là 1.021 tập thể, 263 cá nhân': whose those are that were counted before; so are 'a) Tập thể:
    41', 'b) Cá nhân: 18' right below a line that ends with the number of models. `before`: the text up to here."""
    first = items[0].count.first if items else 0
    opening = _noun_made_of(phrases, first)
    measure = opening or measure
    whose = any((phrases.key(at), phrases.key(at + 1)) in _WHOSE for at in range(first))
    asked = whose or opening is not None
    listed = list(takewhile(lambda item: item.measure in HOLDER_OF and item.has.label_sign, items))
    below = len(listed) > 1 and _COUNTED_LINE.search(before) is not None
    for item in items if asked else listed if below else []:
        if item.measure in HOLDER_OF and all(act.weak for act in item.acts) and item.total is None:
            item.has.holder, item.count.measure, item.carried = HOLDER_OF[str(item.measure)], measure, True
            item.acts = [EXISTS]
