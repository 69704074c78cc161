"""Percentages: each is a share of what was counted just before, or of the noun beside it."""

from kheo.reader.items import Item
from kheo.reader.numerals import Phrases
from kheo.reader.statuses import Act
from kheo.text import word_key

_SAYS_SHARE = {
    word_key(word)
    for word in (
        "chiếm đạt tỷ tỉ lệ tương đương bằng với ứng ( , : – - là trên tổng số trong đó khoảng hơn gần được có "
        "tăng giảm thêm ; "
        "chiem dat ty le bang tuong ung"
    ).split()
}
_OF_PLAN = {word_key("kế"), word_key("chỉ"), "ke"}


def join_percentages(phrases: Phrases, items: list[Item]) -> None:
    """Set `of`, `total` (the numerator's index) and acts of every percentage; one that is a share of nothing counted
    keeps `of` None and is no fact."""
    for index, item in enumerate(items):
        if item.measure != "percent" or phrases.key(item.count.last) in _OF_PLAN:
            continue
        if item.count.of is not None:
            numerator = None if item.acts else _before(phrases, items, index)
            if numerator is not None and items[numerator].measure == item.count.of:
                item.acts = list(items[numerator].acts)
            continue
        numerator = _after(phrases, items, index)
        if numerator is None:
            numerator = _before(phrases, items, index)
        if numerator is not None:
            taken = items[numerator]
            item.count.of, item.total = taken.measure, numerator
            item.acts = list(taken.acts)
            item.has.level, item.has.field, item.has.holder = taken.has.level, taken.has.field, taken.has.holder
            continue
        _by_rate_of(phrases, item)


def _before(phrases: Phrases, items: list[Item], index: int) -> int | None:
    if index == 0 or items[index - 1].measure in (None, "percent"):
        return None
    at = items[index].count.first - 1
    floor = items[index - 1].count.last
    said = 0
    while at >= floor and (
        phrases.key(at) in _SAYS_SHARE or any(tag.kind == "approximate" for tag in phrases.ending.get(at + 1, ()))
    ):
        said += 1
        at -= 1
    return index - 1 if said else None


def _after(phrases: Phrases, items: list[Item], index: int) -> int | None:
    """'96,9% (3.270/3.374 hộ)', 'kinh tế chiếm 25% (18 mô hình)'."""
    if index + 1 >= len(items) or phrases.key(items[index].count.last) != "(":
        return None
    adjacent = items[index + 1].count.first == items[index].count.last + 1
    return index + 1 if adjacent and items[index + 1].measure not in (None, "percent") else None


def _by_rate_of(phrases: Phrases, item: Item) -> None:
    """'tỷ lệ gia đình văn hóa đạt 96%'."""
    for piece in item.around.left[-2:]:
        for tag in piece.tags:
            if tag.kind == "measure" and phrases.key(tag.first - 1) in (word_key("lệ"), "le"):
                item.count.of = str(tag.value)
                if not item.acts and tag.value in ("families", "neighbourhoods", "agencies"):
                    item.acts = [Act("met", "meet")]
