"""What a number takes from another: a part from its total, the next of a list from the one before, a bare 'có'
nothing."""

from itertools import pairwise

from kheo.reader.givers import level_asked
from kheo.reader.items import MOVEMENT, PRAISED, REWARDED, TITLED, Item
from kheo.reader.phrases import Phrases
from kheo.reader.statuses import EXISTS, Act, act_of
from kheo.text import word_key, word_keys

_RAISE = {word_key("nâng"), word_key("đưa")}
_ADDED = word_keys("cộng lại", "tổng cộng", "tất cả", "cả thảy", "tính chung")
_REORGANISED = word_keys("kiện toàn", "củng cố")
_PLURAL = {word_key(word) for word in "các những số trong".split()}
_JOINING = {word_key(word) for word in "và cùng với cho có các thêm cả đến là".split()} | {"va", "cung", "voi", "co"}
_ALIKE = (MOVEMENT, PRAISED | set(REWARDED), TITLED)


def inherit(phrases: Phrases, items: list[Item]) -> None:
    """Give every item of a stretch the acts, level and field that it does not state itself."""
    lead = _lead_of_list(items)
    for index, item in enumerate(items):
        if item.measure == "percent":
            continue
        if item.total is not None:
            _from_total(items, item, items[item.total])
        elif not item.acts and not item.said.exists and index:
            before = next((other for other in reversed(items[:index]) if other.measure != "percent"), None)
            if before is not None and before.total is not None and ")" in item.around.signs:
                before = items[before.total]  # 'cấp tỉnh 36 mô hình (tập thể 30, cá nhân 6), cấp huyện 128 mô hình'
            if before is not None and before.change and _is_raised_to(phrases, item):
                item.acts, item.like = list(before.acts), before
                continue
            if before is not None and before.total is not None and item.compared and "." in item.around.signs:
                before = items[before.total]  # '…, gồm 37 duy trì và 21 mới. So với năm 2022 (53 mô hình) tăng 5'
            again = item.compared or _is_that_number(phrases, item)
            if before is not None and again and (item.compared or not before.change or before.acts):
                item.acts, item.like = list(before.acts), before
                continue
            if item.change:
                before = next((other for other in reversed(items[:index]) if _is_compared(other, item)), before)
            if before is not None:
                _from_list(phrases, before, item)
        if not item.acts and item.measure in MOVEMENT and item.said.exists:
            item.acts = _topic(phrases, items, index) or _of_the_year_before(items, index)
        if not item.acts and item.measure in MOVEMENT and lead is not None and "\n" in _signs(item):
            item.acts = [lead]
        if not item.acts and item.measure in MOVEMENT | {"teams"} and not _is_reorganised(phrases, item):
            item.acts = [EXISTS]
        _ask_level(phrases, items, index)
    for item, following in pairwise(items):
        said_of_both = item.like is following and item.acts == following.acts
        if item.has.level is None and (said_of_both or _are_asked_together(item, following)):
            item.has.level = following.has.level  # '2 tập thể và 3 cá nhân được đề nghị Trung ương khen'


def _are_asked_together(item: Item, following: Item) -> bool:
    """'giới thiệu 2 tập thể, 1 cá nhân đề nghị tỉnh khen': one asking for both, though two verbs tell it."""
    both_asked = all(other.acts and other.acts[0].status == "nominated" for other in (item, following))
    listed = item.measure != following.measure and set(following.around.signs) <= {",", ""}
    return both_asked and listed and not following.said.own_left


def _is_reorganised(phrases: Phrases, item: Item) -> bool:
    """'kiện toàn 21 tổ dân vận': neither new nor what there is."""
    at = item.count.first
    return item.measure == "teams" and (phrases.key(at - 2), phrases.key(at - 1)) in _REORGANISED


def _lead_of_list(items: list[Item]) -> Act | None:
    """'Kết quả đăng ký của các thôn:' over a list: what all of its lines tell."""
    pieces = items[0].around.left if items else []
    opened = next((at for at, piece in enumerate(pieces) if piece.sign == ":"), None)
    if opened is None or not any(piece.sign == "\n" for piece in pieces[opened:]):
        return None
    acts = [act_of(tag) for piece in pieces[:opened] for tag in piece.tags if tag.kind == "act" and tag.value]
    strong = [act for act in acts if not act.weak and act.act != "select"]
    return next((act for act in strong if act.act == "propose"), strong[-1] if strong else None)


def _signs(item: Item) -> set[str]:
    return {*item.around.signs, *(piece.sign for piece in item.around.left)}


def _of_the_year_before(items: list[Item], index: int) -> list[Act]:
    """'năm 2020 có 28 mô hình, năm 2021 có 33 mô hình': of each year the same."""
    before = items[index - 1] if index else None
    listed = before is not None and before.has.year and items[index].has.year
    return list(before.acts) if before is not None and listed else []


def _topic(phrases: Phrases, items: list[Item], index: int) -> list[Act]:
    """'Đối với các mô hình đăng ký năm 2024, … có 9 mô hình về kinh tế': what the sentence says it speaks of."""
    floor = items[index - 1].count.last if index else 0
    pieces = [piece for piece in items[index].around.left if piece.first >= floor]
    for piece in pieces[:-1]:
        act = piece.tags[0] if piece.tags and piece.tags[0].kind == "act" else None
        if act and phrases.key(act.first - 1) == word_key("số") and act.first - 1 == piece.first and act.value:
            return [act_of(act)]  # 'Số đăng ký mỗi năm một nhiều: năm 2016 mới có 402 mô hình'
        for tag in piece.tags:
            if tag.kind != "measure" or phrases.key(tag.first - 1) not in _PLURAL:
                continue
            at = phrases.skip_movement(tag.last)
            act = next((tag for tag in phrases.starting.get(at, ()) if tag.kind == "act"), None)
            act = act or phrases.tag_at(at + 1, "act")
            if act is not None and not act_of(act).weak and act.value:
                return [act_of(act)]
    return []


def _is_that_number(phrases: Phrases, item: Item) -> bool:
    """'Năm 2009 chỉ đăng ký 233 mô hình; đến năm 2024, con số ấy là 746 mô hình'."""
    first = item.count.first
    pairs = [(phrases.key(at), phrases.key(at + 1)) for at in range(max(0, first - 8), first - 1)]
    return (word_key("con"), word_key("số")) in pairs


def _is_raised_to(phrases: Phrases, item: Item) -> bool:
    """'nhiều hơn 13, nâng tổng số lên 152 mô hình': what the rise leads to is of the same kind."""
    at = item.count.first
    words = [phrases.key(index) for index in range(max(0, at - 5), at)]
    return bool(words) and words[-1] == word_key("lên") and bool(_RAISE & set(words))


def _is_compared(other: Item, item: Item) -> bool:
    """A rise or fall is one of the last whole of its noun, not of a part; models are a whole beside exemplars."""
    whole = other.total is None or other.split == "measure"
    return other.measure == item.measure and whole and not other.change


def _ask_level(phrases: Phrases, items: list[Item], index: int) -> None:
    """The level that a nomination asks, said once for a list: 'đề nghị Tỉnh ủy khen 4 tập thể, 3 cá nhân'."""
    item = items[index]
    if item.has.level is not None or not any(act.status == "nominated" for act in item.acts):
        return
    item.has.level = level_asked(phrases, item)
    before = items[index - 1] if index else None
    if item.has.level is None and before is not None and before.acts == item.acts and not item.said.own_left:
        item.has.level = before.has.level


def _from_total(items: list[Item], item: Item, total: Item) -> None:
    # 'đăng ký 132; trong đó 126 được triển khai, 6 phải dừng': where some ended, the others are said to go on
    some_ended = bool(item.said.own_right) and any(
        act.status == "discontinued" for other in items if other.total == item.total for act in other.acts
    )
    only_run = bool(item.acts) and all(act.act == "run" for act in item.acts) and not some_ended
    if not item.acts or (only_run and total.acts and not total.acts[0].weak):
        item.acts, item.like = total.acts[:1], total
    if item.has.level is None:
        item.has.level = total.has.level
    if item.has.field is None:
        item.has.field = total.has.field
    if item.has.holder is None and item.measure not in PRAISED:
        item.has.holder = total.has.holder


def _from_list(phrases: Phrases, before: Item, item: Item) -> None:
    """'khen thưởng 5 tập thể, 7 cá nhân': the verb stands once."""
    signs = set(item.around.signs)
    tags = [tag for piece in item.around.left for tag in piece.tags]
    if item.change:
        item.acts, item.like = list(before.acts), before
        return
    adds_up = item.measure == "collectives_and_individuals" and before.measure in PRAISED and _is_added(phrases, item)
    if adds_up:
        item.acts, item.like = list(before.acts), before
        return
    if any(tag.kind == "scope" and tag.value == "stock" for tag in tags):
        return
    if (item.measure not in MOVEMENT or ";" in signs) and _has_other_words(phrases, item):
        return
    if signs & {".", "!", "?", "…"} or any(
        tag.kind == "scope" and tag.value == "other_subject" for piece in item.around.left for tag in piece.tags
    ):
        return
    if before.said.own_right and not before.said.own_left and item.measure in MOVEMENT:
        return
    if any(before.measure in family and item.measure in family for family in _ALIKE) and not signs & {":", "("}:
        item.acts, item.like = list(before.acts), before


def _is_added(phrases: Phrases, item: Item) -> bool:
    """'52 tập thể, 44 cá nhân; cộng lại 96 tập thể, cá nhân'."""
    at = item.count.first
    return (phrases.key(at - 2), phrases.key(at - 1)) in _ADDED


def _has_other_words(phrases: Phrases, item: Item) -> bool:
    """Words before the number that are no name, no phrase of the vocabulary and no joiner: another verb, most
    likely."""
    for piece in item.around.left[-1:]:
        known = {at for tag in piece.tags for at in range(tag.first, tag.last)}
        for at in range(piece.first, piece.last):
            token = phrases.tokens[at]
            if token.kind == "word" and at not in known and token.written.islower() and token.key not in _JOINING:
                return True
    return False
