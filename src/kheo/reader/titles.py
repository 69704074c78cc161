"""Families, places and agencies under a cultural title: which number met it, and out of how many."""

from kheo.reader.items import Item
from kheo.reader.phrases import Phrases
from kheo.reader.statuses import MET
from kheo.text import word_key

LEAST_WORDS = 4
_WHOLE = {word_key(word) for word in "tổng số các toàn bộ cả có".split()}
_OUT_OF = {word_key(word) for word in ("trên", "trong", "/")}
_IS = {word_key(word) for word in ": là đạt có được ( gồm".split()}
_AT = {word_key(word) for word in "ở tại khắp".split()}
_CULTURE = (word_key("văn"), word_key("hóa"))


def settle_titles(phrases: Phrases, items: list[Item], titles: frozenset[str]) -> None:
    """'398 hộ đạt …, bằng 96,6% tổng số 412 hộ', '9 trên 10 khu phố đạt chuẩn': the last number is the whole, the first
    met the title. 'Gia đình văn hóa: 398 hộ', '398 hộ văn hóa': a number beside the title met it."""
    for index, whole in enumerate(items):
        part = _part_of(phrases, items, index) if whole.measure in titles else None
        if part is not None:
            part.count.measure, part.count.bare = whole.measure, False
            # 'trong tổng số 450 hộ đăng ký': those who registered, where the part says by itself that it met the title
            registered = [act for act in whole.acts if act.status == "registered" and part.acts]
            part.acts = part.acts or list(whole.acts) or [MET]
            whole.acts, whole.count.approx, whole.base = registered, None, True
    for item in items:
        if item.measure in titles and phrases.key(item.count.first - 1) in _AT:
            item.acts = [act for act in item.acts if not act.weak]  # '262 tổ dân vận hoạt động ở 262 xóm'
        elif item.measure in titles:
            item.acts = [MET if act.act == "keep" else act for act in item.acts]
        beside = _stands_behind_title(phrases, item) or _stands_before_title(phrases, item)
        if item.measure in titles and not item.acts and not item.base and beside:
            item.acts = [MET]


def _part_of(phrases: Phrases, items: list[Item], index: int) -> Item | None:
    """The number before which is a share of this one, or none; a percentage may stand between the two."""
    shares = [item for item in items[max(0, index - 1) : index] if item.measure == "percent"]
    at = index - len(shares) - 1
    if at < 0:
        return None
    part, whole = items[at], items[index]
    if part.measure not in (None, whole.measure) or part.value > whole.value or part.count.out_of is not None:
        return None
    before = whole.count.first - 1
    while phrases.key(before) in _WHOLE:
        before -= 1
    if shares:
        return part if before - shares[0].count.last < LEAST_WORDS else None
    between = range(part.count.last, before)
    apart = any(phrases.key(index) in (".", ";", "\n", ",") for index in between)
    return part if phrases.key(before) in _OUT_OF and not apart else None


def _stands_behind_title(phrases: Phrases, item: Item) -> bool:
    at = item.count.first - 1
    while phrases.key(at) in _IS:
        at -= 1
    return at < item.count.first - 1 and (phrases.key(at - 1), phrases.key(at)) == _CULTURE


def _stands_before_title(phrases: Phrases, item: Item) -> bool:
    """'398 hộ văn hóa', '398 gia đình văn hóa', '203 hộ là Gia đình văn hóa'."""
    return any(
        (phrases.key(at), phrases.key(at + 1)) == _CULTURE for at in range(item.count.last - 2, item.count.last + 4)
    )
