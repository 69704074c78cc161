"""One count with all that is said of it, while its stretch is being read."""

from dataclasses import dataclass, field
from itertools import pairwise

from kheo.reader.attributes import Attributes, attributes_of
from kheo.reader.numerals import Count
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import HARD, Surroundings
from kheo.reader.statuses import Act, Saying, saying_of
from kheo.text import word_key, word_keys

PRAISED = frozenset({"collectives", "individuals", "households", "collectives_and_individuals"})
MOVEMENT = frozenset({"models", "exemplars", "models_and_exemplars"})
TITLED = frozenset({"families", "neighbourhoods", "agencies"})
REWARDED = {
    "families": "households",
    "people": "individuals",
    "agencies": "collectives",
    "bodies": "collectives",
    "cases": "collectives_and_individuals",
}
COMPLETE_HOLDERS = frozenset({"collective", "individual"})
HOLDER_OF = {"collectives": "collective", "individuals": "individual", "households": "household"}
LONGEST_BRACKET, LONGEST_COMPARISON, LONGEST_CONCLUSION = 8, 6, 10
_OTHER_TIMES = {word_key("năm"), word_key("cùng")}
_OUT_OF = {word_key(word) for word in "trong trên tổng số".split()}
_GOALS = word_keys("chỉ tiêu", "kế hoạch")
_LIST_SIGNS = {",", "/", "&", "-", "–", word_key("và"), "va", word_key("cùng"), word_key("với")}


@dataclass(slots=True)
class Item:
    """A count, its surroundings, and what is said of it. `total` and `split` come from the divisions; `like` is the
    item whose verb it shares, `before` the one before it; `carried`: its noun stands in an earlier sentence; `base`:
    all families or places, of which the number before met a title; `whole_act`: what happened to that of which it is a
    share; `compared`: what another year had or was the `goal`, beside the number that it is held against;
    `division`: which of the lists of its sentence it is a part in."""

    count: Count
    around: Surroundings
    said: Saying
    has: Attributes
    acts: list[Act] = field(default_factory=list)
    total: int | None = None
    split: str | None = None
    opened_by: str | None = None
    back_reference: bool = False
    change: bool = False
    like: "Item | None" = None
    before: "Item | None" = None
    carried: bool = False
    base: bool = False
    whole_act: Act | None = None
    compared: bool = False
    goal: bool = False
    division: int | None = None

    @property
    def measure(self) -> str | None:
        return self.count.measure

    @property
    def value(self) -> float:
        return float(self.count.value)

    def dimensions(self) -> set[str]:
        """By what this number differs from others of its list, as far as its own words tell."""
        found = set()
        if self.has.field is not None:
            found.add("field")
        if self.has.level is not None:
            found.add("level")
        if self.has.holder is not None or self.measure in PRAISED:
            found.add("holder")
        if self.has.place:
            found.add("place")
        if self.has.year:
            found.add("year")
        if self.acts:
            found.add("status")
        return found


def items_of(phrases: Phrases, counts: list[Count], around: list[Surroundings], titles: frozenset[str]) -> list[Item]:
    """The items of a stretch; what stands once for two nouns ('05 mô hình, 01 điển hình cấp tỉnh') is given to both."""
    items = []
    named: str | None = None
    for count, near in zip(counts, around, strict=True):
        measure = count.of if count.measure == "percent" else count.measure
        named = measure or named
        said = saying_of(phrases, count, near, is_title=named in titles or named is None)
        items.append(Item(count, near, said, attributes_of(phrases, count, near), acts=list(said.acts)))
    for item in items:
        item.change = _is_change(phrases, item)
        if item.measure in MOVEMENT and _is_held(phrases, item):
            item.acts = [Act("operating", "keep")]
    if items:
        items[0].compared = _stands_behind_comparison(phrases, items[0])
    for item, after in pairwise(items):
        after.before = item
        after.goal = _is_goal_of_a_share(phrases, after)
        after.compared = after.goal or _is_of_another_year(phrases, item, after)
        if after.change and _concludes(phrases, after):
            item.compared = item.compared or _opens_with_a_year(phrases, item)
        if item.measure == "percent" and item.has.labelled and _stands_in_bracket(phrases, item, after):
            after.has.field, after.has.level, after.has.labelled = item.has.field, item.has.level, True
    for before, item in pairwise(items):
        if item.measure == "families" and before.measure in PRAISED and set(item.around.signs) <= _LIST_SIGNS:
            item.count.measure = "households"  # '51 tập thể, 26 cá nhân và 7 hộ gia đình'
    for item, whole in pairwise(items):
        # '1 trong 6 mô hình được công nhận' tells of the six
        if item.measure == whole.measure and item.value > 1 and is_out_of(phrases, item, whole):
            item.acts, item.said, item.has = list(whole.acts), whole.said, whole.has
            whole.acts, whole.said, whole.has = [], Saying([], False, [], []), Attributes()
            item.around.right, whole.around.right = whole.around.right, []
    for index in range(len(items) - 2, -1, -1):
        if _are_listed(items[index], items[index + 1]):
            items[index].acts, items[index].like = list(items[index + 1].acts), items[index + 1]
        elif _are_paired(phrases, items[index], items[index + 1]):
            _share(items[index], items[index + 1])
    return items


def is_out_of(phrases: Phrases, item: Item, whole: Item) -> bool:
    """'Hai trong số chín mô hình ấy được chọn': what follows is said of the two."""
    between = [phrases.key(at) for at in range(item.count.last, whole.count.first)]
    return between[:1] in ([word_key("trong")], [word_key("trên")]) and set(between) <= _OUT_OF


def _is_held(phrases: Phrases, item: Item) -> bool:
    """'giữ vững 18 mô hình': a title is met so, models are kept up."""
    own = item.said.own_left
    return bool(own) and own[-1].value == "met" and phrases.key(own[-1].first) == word_key("giữ")


def _is_change(phrases: Phrases, item: Item) -> bool:
    """'tăng 7 mô hình', 'giảm khoảng 3 mô hình': a rise or a fall, and no total of anything."""
    at = item.count.first
    approximate = phrases.tag_before(at, "approximate")
    scope = phrases.tag_before(approximate.first if approximate else at, "scope")
    if scope is not None and scope.value == "change":
        return True
    # 'nhiều hơn năm 2020 là 26 mô hình', 'nhiều hơn cùng kỳ năm ngoái 3 mô hình'
    said = item.around.left[-1].tags if item.around.left else []
    return any(
        tag.kind == "scope" and tag.value == "change" and phrases.key(tag.last - 1) == word_key("hơn") for tag in said
    )


def _is_of_another_year(phrases: Phrases, before: Item, item: Item) -> bool:
    """'đã đăng ký 96 mô hình (năm 2022 là 89 mô hình)', '218 mô hình; cùng kỳ năm 2021 là 204 mô hình', 'tăng 4 mô
    hình so với năm 2018 (27 mô hình)', 'so với năm 2021 là 565 mô hình'."""
    if _stands_behind_comparison(phrases, item):
        return True
    both_told = {before.measure, item.measure} <= MOVEMENT and (before.change or before.compared)
    if (before.measure not in (item.measure, None, "percent") and not both_told) or not item.around.left:
        return False
    if before.change and item.around.opened == "(":
        return True
    words = next((piece for piece in reversed(item.around.left) if piece.words), item.around.left[-1])
    first = phrases.key(words.first)
    if first == word_key("so") and not item.change:
        return any(phrases.key(at) in _OTHER_TIMES for at in range(words.first, item.count.first))
    of_a_year = first == word_key("năm") and (item.around.opened == "(" or before.change)
    beside = before.compared and set(item.around.signs) == {","} and not item.said.own_left
    return first == word_key("cùng") or of_a_year or beside  # 'tăng 3; năm 2021 có 23 mô hình, 8 điển hình'


def _opens_with_a_year(phrases: Phrases, item: Item) -> bool:
    """'Năm 2024, hai tỉnh đăng ký 585 mô hình': the sentence is of that year."""
    at = item.count.first
    while at > 0 and phrases.key(at - 1) not in HARD:
        at -= 1
    return phrases.key(at) == word_key("năm") and phrases.kind(at + 1) == "number"


def _concludes(phrases: Phrases, change: Item) -> bool:
    """'…; như vậy tăng 55 mô hình': the rise from the number before to the one that was told first."""
    words = {phrases.key(at) for at in range(max(0, change.count.first - LONGEST_CONCLUSION), change.count.first)}
    return word_key("vậy") in words


def _stands_behind_comparison(phrases: Phrases, item: Item) -> bool:
    """'So với năm 2024 (các phường cũ cộng lại là 58 mô hình) tăng 8 mô hình'."""
    at = item.count.first - 1
    while at >= 0 and item.count.first - at <= LONGEST_BRACKET and phrases.kind(at) == "word":
        at -= 1
    if phrases.key(at) != "(":
        return False
    words = [phrases.key(index) for index in range(max(0, at - LONGEST_COMPARISON), at)]
    return word_key("so") in words and bool(_OTHER_TIMES & set(words[words.index(word_key("so")) :]))


def _is_goal_of_a_share(phrases: Phrases, item: Item) -> bool:
    """'đạt 91,67% so với chỉ tiêu 24 mô hình'."""
    share = item.before
    if share is None or share.measure != "percent":
        return False
    between = range(share.count.last, item.count.first)
    apart = any(phrases.key(at) in (".", "\n") for at in between)
    if stops := [at for at in between if phrases.key(at) == ";"]:
        between = range(stops[-1], item.count.first)  # 'đạt 121% chỉ tiêu; bao gồm 146 mô hình mới'
    return not apart and any((phrases.key(at), phrases.key(at + 1)) in _GOALS for at in between)


def _are_listed(one: Item, two: Item) -> bool:
    """'75 mô hình tập thể và 40 mô hình cá nhân đăng ký': a list by holder, field or level, with the act after its
    last."""
    if one.measure != two.measure or one.acts or not two.said.own_right or two.said.own_left or two.said.exists:
        return False
    named = [(a, b) for a, b in ((one.has.field, two.has.field), (one.has.holder, two.has.holder)) if a != b]
    return (
        bool(named) and all(a is not None and b is not None for a, b in named) and set(two.around.signs) <= _LIST_SIGNS
    )


def _stands_in_bracket(phrases: Phrases, share: Item, count: Item) -> bool:
    """'kinh tế chiếm 25% (18 mô hình)': the label before the share is the number's as well."""
    return phrases.key(share.count.last) == "(" and count.count.first == share.count.last + 1


def _are_paired(phrases: Phrases, one: Item, two: Item) -> bool:
    """Two nouns side by side with nothing said in between: they share what comes after."""
    if (
        one.measure is None
        or two.measure is None
        or one.measure == two.measure
        or "percent" in (one.measure, two.measure)
    ):
        return False
    families = (MOVEMENT | PRAISED | {"families"}, TITLED)
    if not any(one.measure in family and two.measure in family for family in families):
        return False
    first = phrases.skip_movement(one.count.last)
    return all(phrases.key(at) in _LIST_SIGNS or _is_small(phrases, at) for at in range(first, two.count.first))


def _is_small(phrases: Phrases, at: int) -> bool:
    return any(tag.kind == "approximate" for tag in phrases.starting.get(at, ())) or phrases.key(at) in (
        word_key("có"),
        "co",
    )


def _share(one: Item, two: Item) -> None:
    selected = any("selects" in tag.meaning.traits for tag in one.said.own_left)
    if selected and any(tag.meaning.act == "register" for tag in two.said.own_right):
        one.acts = two.acts = [Act("nominated", "select")]  # 'chọn 03 mô hình, 01 điển hình đăng ký với huyện'
    if not one.said.own_right and two.said.own_right and all(act.weak for act in one.acts):
        one.acts, one.like = list(two.acts), two
    if one.said.own_left and not two.said.own_left and not two.said.own_right:
        two.acts, two.like = list(one.acts), one
    if one.has.level is None:
        one.has.level = two.has.level
    elif two.has.level is None and one.has.level_labelled:
        two.has.level = one.has.level
    if one.has.field is None and not two.has.labelled:
        one.has.field = two.has.field
    if two.has.field is None and one.has.labelled:
        two.has.field = one.has.field
