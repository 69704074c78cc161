"""Percentages: each is a share of what was counted just before, or of the noun beside it."""

from itertools import pairwise

from kheo.reader.items import HOLDER_OF, MOVEMENT, TITLED, Item, is_out_of
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import HARD, Piece
from kheo.reader.statuses import EXISTS, MET, WORKS, Act, act_of, is_passive
from kheo.reader.tokens import Tag
from kheo.text import word_key, word_keys

_SAYS_SHARE = {
    word_key(word)
    for word in (
        "chiếm đạt tỷ tỉ lệ tương đương bằng với ứng ( , : – - là trên tổng số trong đó khoảng hơn gần được có đúng "
        "tăng giảm thêm tức ; = [ "
        "chiem dat ty le bang tuong ung"
    ).split()
}
_STRONG = {"=", "("} | {word_key(word) for word in "chiếm đạt bằng tỷ tỉ lệ tương".split()}
_CULTURE = (word_key("văn"), word_key("hóa"))
_WITH = word_key("với")
LEAST_WORDS, MOST_BETWEEN = 6, 6
_ON_A_WHOLE = word_keys("tổng số", "trên số", "với số")
_QUOTES = {"“", '"', "‘"}
_EFFECTIVE = (word_key("hiệu"), word_key("quả"))
_THESE = {word_key(word) for word in "này đó ấy".split()}
_NUMBER = {word_key("số"), "so"}
_RATE = {word_key("lệ"), "le"}
_SUMMING_UP = word_keys("như vậy", "tính ra", "tính chung")
_HOUSEHOLD, _POOR = word_key("hộ"), {word_key("nghèo"), word_key("cận")}
_ALL = {word_key(word) for word in "tổng số".split()}
_OUT_OF = {word_key("trên"), word_key("trong")}
_THIS_RATE = word_keys("lệ này", "lệ đó", "lệ ấy")
_MAKES_UP = word_key("chiếm")
_IS = {word_key(word) for word in "là đạt mới chỉ đã lên còn có".split()}


def join_percentages(
    phrases: Phrases, items: list[Item], carried: str | None = None, titled: str | None = None
) -> None:
    """Set `of`, `total` (the numerator's index) and acts of every percentage; one that is a share of nothing counted
    keeps `of` None and is no fact. `carried` is what the sentences before counted, `titled` what for a title."""
    for index, item in enumerate(items):
        if item.measure != "percent":
            continue
        if item.count.of is not None:
            numerator = _before(phrases, items, index, strong=True)
            if numerator is not None and items[numerator].measure == item.count.of:
                item.acts, item.total = list(items[numerator].acts), numerator
            elif len(item.said.own_right) > 1 and not _is_led(phrases, item):
                # 'trên 80% mô hình đăng ký được công nhận': registered are the whole, recognised the share
                item.acts = [act_of(item.said.own_right[-1])]
            elif item.said.own_right and is_passive(phrases, item.said.own_right[-1]):
                # 'không tăng số lượng đăng ký mà phấn đấu trên 90% mô hình được công nhận'
                item.acts = [act_of(item.said.own_right[-1])]
            elif not item.acts and item.has.holder:
                item.acts = [EXISTS]  # '70% mô hình do tập thể thực hiện'
            continue
        if (
            _is_led_by_another_act(phrases, items[:index], item, carried)
            or _by_two_numbers(phrases, item)
            or _by_rate_of(phrases, item)
            or _of_the_title_before(phrases, item, titled)
            or _by_rate_of_an_act(phrases, items[:index], item, carried)
            or _of_a_title(phrases, item)
            or _by_rate_on_a_whole(phrases, items, index)
            or _of_its_own_clause(phrases, item)
            or _by_rate_alone(phrases, items, index)
        ):
            continue
        if _is_rate_of_others(phrases, item):
            continue
        numerator = _after(phrases, items, index)
        if numerator is None:
            numerator = _before(phrases, items, index)
        if numerator is not None:
            taken = items[numerator]
            whole = items[taken.total].measure if taken.total is not None else None
            item.count.of, item.total = taken.measure or whole, numerator
            item.acts = list(taken.acts)
            if item.around.opened and item.said.own_right and is_passive(phrases, item.said.own_right[0]):
                # 'trên 100 mô hình đăng ký, trong đó ít nhất 80% được công nhận': those are the whole
                item.acts, item.total, item.whole_act = (
                    [act_of(item.said.own_right[0])],
                    None,
                    taken.acts[0] if taken.acts else None,
                )
            item.has.level, item.has.field, item.has.holder = taken.has.level, taken.has.field, taken.has.holder
            continue
        if item.count.of is None and carried in MOVEMENT:
            _by_holder(phrases, item, str(carried))
        if item.count.of is None and item.has.field is not None and item.has.labelled:
            _by_field(phrases, items, index)
        if item.count.of is None and item.change:
            _by_number_of(phrases, item)
        if item.count.of is None and index:
            _like_the_last_rate(phrases, items[:index], item)


def _is_led_by_another_act(phrases: Phrases, before: list[Item], item: Item, carried: str | None) -> bool:
    """'đăng ký 1.500 mô hình và công nhận trên 82% số đăng ký': the verb before it tells the share, the one behind the
    whole."""
    counted = [other.measure for other in before if other.measure in MOVEMENT]
    of = counted[-1] if counted else carried
    if of is None or not item.said.own_right or not _is_led(phrases, item):
        return False
    done, whole = act_of(item.said.own_left[-1]), act_of(item.said.own_right[0])
    if done.weak or done.status == whole.status or done.status not in ("recognised", "replicated", "effective"):
        return False
    item.count.of, item.acts, item.whole_act = of, [done], whole
    return True


def _is_rate_of_others(phrases: Phrases, item: Item) -> bool:
    """'nơi tỷ lệ hộ nghèo còn trên 60%': a rate of what is no part of the movement's figures."""
    return any(
        phrases.key(at) in _RATE and phrases.key(at + 1) == _HOUSEHOLD and phrases.key(at + 2) in _POOR
        for piece in item.around.left[-2:]
        for at in range(piece.first, piece.last)
    )


def _is_led(phrases: Phrases, item: Item) -> bool:
    """A verb of its own before it, in its own clause."""
    own = item.said.own_left
    return bool(own) and own[-1].first >= item.around.left[-1].first


def _by_two_numbers(phrases: Phrases, item: Item) -> bool:
    """'số gia đình văn hóa so với số gia đình đăng ký đạt tỷ lệ 91%': a share of the second number."""
    tags = [tag for piece in item.around.left[-2:] for tag in piece.tags]
    nouns = [tag for tag in tags if tag.kind == "measure" and phrases.key(tag.first - 1) == word_key("số")]
    if len(nouns) != 2 or nouns[0].value != nouns[1].value:
        return False
    part, whole = nouns
    compared = [phrases.key(at) for at in range(part.last, whole.first)]
    acts = [tag for tag in tags if tag.kind == "act" and act_of(tag).status]
    own = next((tag for tag in acts if part.last <= tag.first < whole.first), None)
    of_whole = next((tag for tag in acts if tag.first >= whole.last), None)
    titled = part.value in TITLED
    if word_key("so") not in compared or of_whole is None or (own is None and not titled):
        return False
    item.count.of, item.whole_act = str(part.value), act_of(of_whole)
    item.acts = [MET] if titled or own is None else [act_of(own)]
    return True


def _of_a_title(phrases: Phrases, item: Item) -> bool:
    """'Gia đình văn hóa cả xã đạt 71,5%', 'Gia đình văn hóa từ 92% trở lên', 'Gia đình đạt danh hiệu văn hóa: 95%'."""
    for piece in [piece for piece in item.around.left if piece.words][-1:]:
        nouns = [tag for tag in piece.tags if tag.kind == "measure"]
        if len(nouns) != 1 or nouns[0].value not in TITLED:
            return False
        noun = nouns[0]
        opens = phrases.kind(noun.first - 1) in ("", "sign", "line") or noun.first == piece.first
        words = [phrases.key(at) for at in range(noun.last - 2, item.count.first)]
        near = item.count.first - noun.last <= LEAST_WORDS and _CULTURE in pairwise(words)
        if opens and near:
            item.count.of, item.acts = str(noun.value), [MET]
            return True
    return False


def _of_the_title_before(phrases: Phrases, item: Item, titled: str | None) -> bool:
    """'… 1.327 gia đình đạt danh hiệu. Tỷ lệ đạt so với đăng ký là 94%.'"""
    piece = item.around.left[-1] if item.around.left else None
    met = [tag for tag in piece.tags if tag.kind == "act" and tag.value == "met"] if piece else []
    if titled is None or piece is None or not met or phrases.key(met[0].first - 1) not in _RATE:
        return False
    item.count.of, item.acts, item.whole_act = titled, [MET], _compared_with(phrases, piece)
    return True


def _by_rate_of_an_act(phrases: Phrases, before: list[Item], item: Item, carried: str | None) -> bool:
    """'Tỷ lệ công nhận cao nhất thuộc về lĩnh vực … (95,1%)', 'số được công nhận bằng 86% số đăng ký': of what was
    counted before."""
    counted = next((other.measure for other in reversed(before) if other.measure in MOVEMENT), carried)
    acts = [tag for piece in item.around.left[-3:] for tag in piece.tags if tag.kind == "act"]
    acts = [tag for tag in acts if act_of(tag).status and tag.last != item.count.first]  # 'Tỷ lệ đạt 88,4%'
    act = next((tag for tag in acts if _names_those(phrases, tag.first)), None)
    if counted is None or act is None:
        return False
    item.count.of, item.acts = counted, [act_of(act)]
    return True


def _by_rate_on_a_whole(phrases: Phrases, items: list[Item], index: int) -> bool:
    """'21 mô hình phát huy hiệu quả. Tỷ lệ trên tổng số đăng ký: 87,5%': what was counted last is the share."""
    item = items[index]
    acts = [tag for piece in item.around.left[-2:] for tag in piece.tags if tag.kind == "act"]
    numerator = next(
        (at for at in range(index - 1, -1, -1) if items[at].measure in MOVEMENT and not items[at].change), None
    )
    if not acts or numerator is None:
        return False
    before = [phrases.key(at) for at in range(max(0, acts[-1].first - MOST_BETWEEN), acts[-1].first)]
    of_a_whole = any(pair in _ON_A_WHOLE for pair in pairwise(before))
    if not of_a_whole or not _RATE.intersection(before) or item.acts == items[numerator].acts:
        return False
    item.count.of, item.total = items[numerator].measure, numerator
    item.whole_act, item.acts = act_of(acts[-1]), list(items[numerator].acts)
    return True


def _of_its_own_clause(phrases: Phrases, item: Item) -> bool:
    """'mô hình phát huy hiệu quả đạt tối thiểu 80%': the clause names those and what they did."""
    piece = next((piece for piece in reversed(item.around.left) if piece.words), None)
    noun = piece.tags[0] if piece and piece.tags else None
    if (
        piece is None
        or noun is None
        or noun.kind != "measure"
        or noun.value not in MOVEMENT
        or noun.first != piece.first
    ):
        return False
    act = next((tag for tag in phrases.starting.get(phrases.skip_movement(noun.last), ()) if tag.kind == "act"), None)
    if act is None or not act_of(act).status:
        return False
    item.count.of, item.acts = str(noun.value), [act_of(act)]
    return True


def _by_rate_alone(phrases: Phrases, items: list[Item], index: int) -> bool:
    """'251/266 hộ đạt. Tỷ lệ 94,36%.': the rate of the n/m in the sentence before."""
    item, before = items[index], items[index - 1] if index else None
    at = item.count.first - 1
    while phrases.key(at) in _IS | {":"}:
        at -= 1
    while phrases.key(at) in _THESE:
        at -= 1
    begin = at - 2
    if phrases.key(begin) == "," and (phrases.key(begin - 2), phrases.key(begin - 1)) in _SUMMING_UP:
        begin -= 3  # 'Như vậy, tỷ lệ đạt 85,42%'
    opens = phrases.key(at) in _RATE and (phrases.key(begin) in HARD or begin < 0)
    if not opens or before is None:
        return False
    whole, part = before, items[index - 2] if index > 1 else None
    if part is not None and part.measure == whole.measure and is_out_of(phrases, part, whole):
        item.count.of, item.total, item.acts = part.measure, index - 2, list(part.acts)
        return True  # '22 trong số 26 mô hình … Tỷ lệ này là 84,6%'
    if before.count.out_of is None:
        return False
    item.count.of, item.total, item.acts = before.measure, index - 1, list(before.acts)
    return True


def _names_those(phrases: Phrases, at: int) -> bool:
    """True behind 'tỷ lệ' and behind 'số được'."""
    at -= phrases.key(at - 1) == word_key("còn")  # 'Tỷ lệ còn duy trì'
    known = _NUMBER | _RATE
    passive = word_key("được") in (phrases.key(at), phrases.key(at - 1))
    behind = phrases.key(at - 1) in known or phrases.key(at - 2) in known
    return phrases.key(at - 1) in _RATE or (passive and behind)


def _by_field(phrases: Phrases, items: list[Item], index: int) -> None:
    """'Trong số mô hình được công nhận, kinh tế chiếm 41%, văn hóa 33,5%': shares of what the sentence speaks of."""
    item, before = items[index], items[index - 1] if index else None
    if before is not None and before.measure == "percent" and before.count.of and before.has.labelled:
        item.count.of, item.acts = before.count.of, list(before.acts)
        return
    for piece in item.around.left:
        noun = next((tag for tag in piece.tags if tag.kind == "measure" and tag.value in MOVEMENT), None)
        act = next((tag for tag in piece.tags if tag.kind == "act" and noun and tag.first >= noun.last), None)
        if noun is not None and act is not None and phrases.key(noun.first - 1) in _NUMBER:
            item.count.of, item.acts = str(noun.value), [act_of(act)]
            return


def _by_holder(phrases: Phrases, item: Item, carried: str) -> None:
    """'Số của tập thể như vậy chiếm 73,51%', 'mô hình cá nhân chiếm 26,5%': a share of those told a sentence before."""
    words = item.around.left[-1] if item.around.left else None
    holders = [tag for tag in words.tags if tag.kind == "measure" and tag.value in HOLDER_OF] if words else []
    if len(holders) == 1 and phrases.key(item.count.first - 1) == _MAKES_UP:
        item.count.of, item.acts, item.carried = carried, [EXISTS], True
        item.has.holder = HOLDER_OF[str(holders[0].value)]


def _by_number_of(phrases: Phrases, item: Item) -> None:
    """'số mô hình đăng ký tăng 15%': a rise of what is named before."""
    tags = [tag for piece in item.around.left[-2:] for tag in piece.tags]
    noun = next((tag for tag in tags if tag.kind == "measure" and phrases.key(tag.first - 1) == word_key("số")), None)
    if noun is None:
        return
    item.count.of = str(noun.value)
    act = next((tag for tag in tags if tag.kind == "act" and tag.first >= noun.last), None)
    item.acts = [act_of(act)] if act else item.acts or [EXISTS]


def _like_the_last_rate(phrases: Phrases, before: list[Item], item: Item) -> None:
    """'… tỷ lệ này đạt 91,4%, tăng 5,2%': the same share as the last one, of another year, or its rise."""
    last = next((other for other in reversed(before) if other.measure == "percent" and other.count.of), None)
    again = any(
        (phrases.key(at), phrases.key(at + 1)) in _THIS_RATE
        for piece in item.around.left[-2:]
        for at in range(piece.first, piece.last)
    )
    bracket = phrases.key(item.count.first - 1) == "(" or _of_a_year(phrases, item.count.first)
    if last is not None and (item.change or again or bracket):
        item.count.of, item.acts = last.count.of, list(last.acts)


def _of_a_year(phrases: Phrases, at: int) -> bool:
    """'năm 2020 là 91,6%'."""
    while at > 0 and phrases.key(at - 1) in _IS:
        at -= 1
    return phrases.kind(at - 1) == "number" and phrases.key(at - 2) == word_key("năm")


def _before(phrases: Phrases, items: list[Item], index: int, *, strong: bool = False) -> int | None:
    """The number just before, where the words between them make the one a share of the other; with `strong` a word
    that says so must be among them."""
    if index == 0 or items[index - 1].measure == "percent":
        return None
    if items[index - 1].measure is None and items[index - 1].total is None:
        return None
    at = items[index].count.first - 1
    floor = items[index - 1].count.last
    said, says_so = 0, False
    while at >= floor and (
        phrases.key(at) in _SAYS_SHARE or any(tag.kind == "approximate" for tag in phrases.ending.get(at + 1, ()))
    ):
        said += 1
        says_so = says_so or phrases.key(at) in _STRONG
        at -= 1
    if not said or (strong and not says_so):
        return None
    if at >= floor and phrases.key(at) == ")":
        return _divided_by_bracket(phrases, items, index)
    return index - 2 if items[index - 1].base or _is_whole(phrases, items, index - 1) else index - 1


def _is_whole(phrases: Phrases, items: list[Item], index: int) -> bool:
    """'41 mô hình được công nhận trên tổng số 48 mô hình đăng ký, đạt 85,42%': the share is the 41's."""
    if not index or items[index - 1].measure != items[index].measure or items[index - 1].value > items[index].value:
        return False
    at = items[index].count.first - 1
    while phrases.key(at) in _ALL:
        at -= 1
    return phrases.key(at) in _OUT_OF


def _divided_by_bracket(phrases: Phrases, items: list[Item], index: int) -> int:
    """'công nhận 64 mô hình, điển hình (48 mô hình, 16 điển hình), bằng 66,66%': a share of what stands before the
    bracket; one with no number in it is passed over."""
    opens = items[index - 1].count.first - 1
    while opens >= 0 and phrases.key(opens) not in ("(", ")"):
        opens -= 1
    outside = [at for at in range(index) if items[at].count.last <= opens]
    inside = opens >= 0 and phrases.key(opens) == "(" and outside and items[outside[-1]].measure != "percent"
    return outside[-1] if inside else index - 1


def _after(phrases: Phrases, items: list[Item], index: int) -> int | None:
    """'96,9% (3.270/3.374 hộ)', 'kinh tế chiếm 25% (18 mô hình)'."""
    if index + 1 >= len(items) or phrases.key(items[index].count.last) != "(":
        return None
    adjacent = items[index + 1].count.first == items[index].count.last + 1
    return index + 1 if adjacent and items[index + 1].measure not in (None, "percent") else None


def _by_rate_of(phrases: Phrases, item: Item) -> bool:
    """'tỷ lệ gia đình văn hóa đạt 96%'; True where the percentage is such a rate."""
    for piece in item.around.left[-2:]:
        for tag in piece.tags:
            quoted = phrases.kind(tag.first - 1) == "sign" and phrases.key(tag.first - 1) in _QUOTES
            if tag.kind == "measure" and phrases.key(tag.first - 1 - quoted) in (word_key("lệ"), "le"):
                item.count.of = str(tag.value)
                if tag.value in TITLED:
                    item.acts = [_registered(phrases, piece, tag) or MET]
                else:
                    told = [act_of(other) for other in piece.tags if other.kind == "act" and other.first >= tag.last]
                    told = [act for act in told if act.status not in (None, "met")]
                    if (phrases.key(tag.last), phrases.key(tag.last + 1)) == _EFFECTIVE:
                        told = [WORKS]  # 'tỷ lệ mô hình hiệu quả'
                    item.acts = told[:1] or [act for act in item.acts if act.status != "met"]
                item.whole_act = _compared_with(phrases, piece)
                return True
    return False


def _registered(phrases: Phrases, piece: Piece, noun: Tag) -> Act | None:
    """'tỷ lệ hộ đăng ký xây dựng gia đình văn hóa đạt 98,1%': the share of those who registered."""
    act = next((tag for tag in piece.tags if tag.kind == "act" and tag.first == noun.last), None)
    return act_of(act) if act is not None and act.value == "registered" else None


def _compared_with(phrases: Phrases, piece: Piece) -> Act | None:
    """'so với đăng ký', 'so với số đã đăng ký': what happened to the whole."""
    for tag in piece.tags:
        if tag.kind == "act" and any(phrases.key(at) == _WITH for at in range(tag.first - 3, tag.first)):
            return act_of(tag)
    return None
