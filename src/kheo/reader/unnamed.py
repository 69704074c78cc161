"""A number after its noun: 'Tổng số mô hình đăng ký: 42', 'số mô hình được công nhận là 12'."""

from collections.abc import Collection

from kheo.reader.items import HOLDER_OF, MOVEMENT, TITLED
from kheo.reader.numerals import Count
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import HARD
from kheo.reader.tokens import Tag
from kheo.text import word_key

_NUMBER_OF = {word_key("số"), word_key("lượng"), "so", "luong"}
_IS = {":", word_key("là"), "la", word_key("đạt"), "dat", word_key("có")}
_TIMES = {word_key(word) for word in "tháng năm quý ngày tuần".split()}
_TELLS = {":", word_key("là"), word_key("đạt")}
_SAID, _THERE_IS = word_key("là"), word_key("có")
_JOINS = {",", "/", word_key("và")}
MOST_APART = 14
_GOES_ON = {word_key(word) for word in "thì so trong và với nhưng tăng giảm".split()}
_BETWEEN = {word_key(word) for word in "là có chỉ đã lên đạt được mới còn vẫn".split()}
_REACHES = _BETWEEN | {word_key(word) for word in "tăng giảm xuống còn tới đến".split()}
_THE_NUMBER = (word_key("con"), word_key("số"))
_THAT = {word_key(word) for word in "ấy này đó".split()}
_YEARS = {(word_key("năm"), word_key(word)) for word in "nay trước ngoái này".split()} | {
    (word_key("cùng"), word_key("kỳ"))
}
_TO = {word_key("lên"), word_key("xuống")}
TOGETHER, ALL_REWARDED = "models_and_exemplars", "collectives_and_individuals"
LEAST = 9  # a smaller number without 'là' or a colon is more often a name


def name_by_total(phrases: Phrases, counts: list[Count], carried: str | None = None) -> None:
    """Give a bare number the noun of 'số <noun> … là' before it, in the same clause and with no number in between.

    `carried` is what the sentences before counted: 'con số ấy đã là 11' counts the same.
    """
    _name_from_behind(phrases, counts)
    previous, named = 0, None
    for count in counts:
        if count.measure is None and count.bare:
            count.measure = _noun_of(phrases, counts, count, previous, named, carried)
            count.bare = count.measure is None
        if phrases.key(count.last) not in _TIMES:  # 'tổng số mô hình đăng ký trong 6 tháng là 22'
            previous = count.last
        # a year's number beside '64 mô hình, điển hình (51 mô hình và 13 điển hình)' is of both
        if count.measure in MOVEMENT | {"teams"} and not (named == TOGETHER and count.measure in MOVEMENT):
            named = count.measure


def _noun_of(
    phrases: Phrases, counts: list[Count], count: Count, previous: int, named: str | None, carried: str | None
) -> str | None:
    """What a bare number counts; `previous` is where the number before it ends, `named` what that one counts."""
    if _are_rewarded(phrases, counts, count, previous):
        return "collectives_and_individuals"
    if _is_bare_change(phrases, count):
        whole = _whole_before_bracket(phrases, counts, count)
        return _noun_before(phrases, previous, count.first) or whole or named
    if _is_step(phrases, count):
        of_others = any(phrases.key(at) in _NUMBER_OF for at in range(max(0, count.first - MOST_APART), count.first))
        return _any_noun_before(phrases, count.first) or (None if of_others else named)  # 'số vụ trộm từ 14 xuống 5'
    if _ends_here(phrases, count.last) and (opening := _opens_with_noun(phrases, count.first, previous)):
        return opening
    rewarded = any(other.measure == ALL_REWARDED for other in counts if other.first < count.first)
    nouns = MOVEMENT | set(HOLDER_OF) if rewarded else MOVEMENT
    if beside := _noun_right_before(phrases, count, previous, nouns):
        return beside
    holder = phrases.tag_at(count.last + 1, "measure") if phrases.key(count.last) == _SAID else None
    if rewarded and holder is not None and holder.value in HOLDER_OF:
        return str(holder.value)  # '43 tập thể, cá nhân, trong đó 27 là tập thể, 16 là cá nhân'
    if named and _tells_its_own(phrases, count):
        return named
    label = _noun_and_act_before(phrases, previous, count.first) if _ends_here(phrases, count.last) else None
    count.labelled = label is not None
    if label:
        return label
    labelled = _is_labelled_by_act(phrases, count) or _counts_those(phrases, count)
    if (named or carried) and (labelled or _is_that_number(phrases, count)):
        return named or carried
    if not _ends_here(phrases, count.last):
        return None
    said = phrases.key(count.first - 1) in _IS or count.value > LEAST
    found = _noun_before(phrases, previous, count.first) if said else None
    return found or (_titled_before(phrases, previous, count.first) if count.out_of is not None else None)


def _titled_before(phrases: Phrases, floor: int, first: int) -> str | None:
    """'với khối cơ quan, đơn vị, trường học, tỷ lệ đạt còn cao hơn, 128/131': what a share of titles is of."""
    tags = (phrases.tag_at(at, "measure") for at in range(first - 1, max(floor, first - 2 * MOST_APART) - 1, -1))
    return next((str(tag.value) for tag in tags if tag is not None and tag.value in TITLED), None)


def _are_rewarded(phrases: Phrases, counts: list[Count], count: Count, previous: int) -> bool:
    """'Bằng khen của Chủ tịch UBND tỉnh: 29 (17 tập thể, 12 cá nhân)': those in the bracket, together."""
    inside = [other.measure for other in counts if other.first > count.last][:2]
    divided = phrases.key(count.last) == "(" and inside == ["collectives", "individuals"]
    return divided and any(
        tag.kind == "act" and "award" in tag.meaning.traits and previous <= tag.first < count.first
        for tag in phrases.tags
    )


def _noun_right_before(phrases: Phrases, count: Count, previous: int, nouns: Collection[str]) -> str | None:
    """'(mô hình 987, điển hình 425)', 'tập thể: 27, cá nhân: 16': nothing but the noun and its number between two
    signs."""
    is_said = phrases.key(count.first - 1) in _IS  # 'Trong đó mô hình là 30, điển hình có 8'
    noun = phrases.tag_before(count.first - is_said, "measure")
    if noun is None or noun.first < previous or noun.value not in nouns or not _ends_here(phrases, count.last):
        return None
    begin = noun.first - (phrases.key(noun.first - 1) == _THERE_IS)  # 'trong đó có mô hình 31, điển hình 12'
    opened = any(tag.kind == "division" for tag in phrases.ending.get(begin, ()))
    return str(noun.value) if opened or phrases.kind(noun.first - 1) in ("sign", "line") else None


def _name_from_behind(phrases: Phrases, counts: list[Count]) -> None:
    """'đăng ký 46, công nhận 40, nhân rộng 12 mô hình': the noun stands once, behind the last number."""
    for count, following in zip(reversed(counts[:-1]), reversed(counts[1:]), strict=True):
        if count.measure is not None or not count.bare or following.measure not in MOVEMENT:
            continue
        acts = [tag for tag in phrases.ending.get(count.first, ()) if tag.kind == "act"]
        leads = phrases.tag_at(count.last + 1, "act")
        if acts and leads and phrases.key(count.last) in (",", ";", word_key("và")) and leads.last == following.first:
            count.measure, count.bare = following.measure, False


def _any_noun_before(phrases: Phrases, first: int) -> str | None:
    """The last thing counted by the movement that the clause names."""
    for at in range(first - 1, max(0, first - 2 * MOST_APART) - 1, -1):
        if phrases.key(at) in HARD:
            return None
        tag = phrases.tag_at(at, "measure")
        if tag is not None and tag.value in MOVEMENT:
            return str(tag.value)
        if phrases.key(at) in _NUMBER_OF and phrases.key(at + 1) not in _NUMBER_OF and not phrases.starting.get(at + 1):
            return None  # 'mô hình “Chợ văn minh” giúp số đơn thư giảm từ 31 xuống 9'
    return None


def _is_bare_change(phrases: Phrases, count: Count) -> bool:
    """'…, tăng 139 so với năm 2019', 'số mô hình được công nhận tăng 5.'"""
    at = count.first
    approximate = phrases.tag_before(at, "approximate")
    scope = phrases.tag_before(approximate.first if approximate else at, "scope")
    following = phrases.key(count.last)
    ends = phrases.kind(count.last) in ("", "line") or following in (".", ",", ";", ")", word_key("so"), word_key("và"))
    return scope is not None and scope.value == "change" and ends


def _is_step(phrases: Phrases, count: Count) -> bool:
    """'giảm từ 45 xuống còn 41': the two ends of a rise or a fall."""
    starts = phrases.key(count.first - 1) == word_key("từ") and phrases.key(count.last) in _TO
    end = phrases.tag_at(count.last + 2, "measure")
    if starts and phrases.kind(count.last + 1) == "number" and not _ends_here(phrases, count.last + 2):
        starts = end is not None and end.value in MOVEMENT  # 'giá tăng từ 4.500 lên 6.000 đồng'
    at = count.first - 1
    while phrases.key(at) == word_key("còn"):
        at -= 1
    ends = phrases.key(at) in _TO and phrases.kind(at - 1) == "number" and phrases.key(at - 2) == word_key("từ")
    return starts or (ends and _ends_here(phrases, count.last))


def _ends_here(phrases: Phrases, at: int) -> bool:
    divided = phrases.tag_at(at, "division") is not None  # 'số mô hình được đăng ký là 43 gồm kinh tế 12, …'
    return divided or phrases.kind(at) in ("", "sign", "line") or phrases.key(at) in _GOES_ON


def _tells_its_own(phrases: Phrases, count: Count) -> bool:
    """'năm 2017 là 208', 'năm 2020 công nhận được 29', 'Nhân rộng: 2': a year or an act tells which number it is."""
    if not _ends_here(phrases, count.last) or phrases.key(count.last) == "/":
        return False
    at = count.first
    if phrases.key(at - 1) == ":" and any(tag.kind == "act" for tag in phrases.ending.get(at - 1, ())):
        return True
    while at > 0 and (phrases.key(at - 1) in _BETWEEN or any(tag.kind == "act" for tag in phrases.ending.get(at, ()))):
        act = next((tag for tag in phrases.ending.get(at, ()) if tag.kind == "act"), None)
        at = act.first if act else at - 1
    if (phrases.key(at - 2), phrases.key(at - 1)) in _YEARS:
        return True  # 'năm ngoái 6'
    if phrases.key(at - 1) == ":" and phrases.kind(at - 2) == "number" and phrases.key(at - 3) == word_key("năm"):
        return True  # '(năm 2022: 1.374; tăng 112)'
    if at == count.first:
        return False
    if phrases.kind(at - 1) == "number" and phrases.key(at - 2) == word_key("năm"):
        return True
    return (phrases.key(at - 2), phrases.key(at - 1)) in _YEARS


def _whole_before_bracket(phrases: Phrases, counts: list[Count], count: Count) -> str | None:
    """'1.482 mô hình, điển hình (1.105 mô hình và 377 điển hình), tăng 103': the rise is of what is divided."""
    before = [other for other in counts if other.first < count.first and other.measure is not None]
    if not before or phrases.key(before[-1].last) != ")":
        return None
    opened = [other for other in before if phrases.key(phrases.skip_movement(other.last)) == "("]
    return opened[-1].measure if opened else None


def _is_labelled_by_act(phrases: Phrases, count: Count) -> bool:
    """'Nhân rộng: 01.', 'Được Đảng ủy công nhận: 7', 'cuối năm được công nhận 29 (85,3%)': an act and its number."""
    colon = phrases.key(count.first - 1) == ":"
    act = next((tag for tag in phrases.ending.get(count.first - colon, ()) if tag.kind == "act" and tag.value), None)
    if (
        act is None
        or phrases.key(count.last) == "/"
        or not (_ends_here(phrases, count.last) or phrases.key(count.last) == "(")
    ):
        return False
    if not colon:
        return act.value in ("registered", "recognised", "replicated", "discontinued")
    at = act.first
    while (body := phrases.tag_before(at, "body")) is not None or phrases.key(at - 1) in _BETWEEN:
        at = body.first if body else at - 1
    return phrases.kind(at - 1) in ("", "sign", "line")


def _counts_those(phrases: Phrases, count: Count) -> bool:
    """'số mô hình đăng ký là 48, số được công nhận là 41'."""
    act = next((tag for tag in phrases.ending.get(count.first - 1, ()) if tag.kind == "act" and tag.value), None)
    if act is None or phrases.key(count.first - 1) != _SAID or not _ends_here(phrases, count.last):
        return False
    at = act.first - 1
    while at > 0 and phrases.kind(at - 1) == "word" and count.first - at < MOST_APART:
        at -= 1  # 'Số được thẩm định đạt yêu cầu và được Đảng ủy công nhận là 24'
    return phrases.key(at) in _NUMBER_OF or (phrases.key(at), phrases.key(at + 1)) == _THE_NUMBER


def _is_that_number(phrases: Phrases, count: Count) -> bool:
    """'con số ấy đã là 11', 'con số này đã tăng lên 15': a number of what was counted before."""
    at = count.first - 1
    while phrases.key(at) in _REACHES:
        at -= 1
    said = (phrases.key(at - 2), phrases.key(at - 1), phrases.key(at))
    return said[:2] == _THE_NUMBER and said[2] in _THAT and _ends_here(phrases, count.last)


def _opens_with_noun(phrases: Phrases, first: int, floor: int) -> str | None:
    """'- Mô hình hiện có trên địa bàn huyện: 318', 'Mô hình từ năm trước: đang duy trì 112': the clause begins with the
    noun and ends with a colon."""
    act = next((tag for tag in phrases.ending.get(first, ()) if tag.kind == "act" and tag.value), None)
    if act is not None and phrases.key(act.first - 1) == ":":
        first = act.first
    if phrases.key(first - 1) not in _TELLS:
        return None
    at = first - 1
    while at > floor and phrases.key(at - 1) not in HARD and at > first - MOST_APART:
        at -= 1
    while at < first and (
        phrases.kind(at) in ("line", "sign", "number")
        or phrases.key(at) in _NUMBER_OF
        or (len(phrases.key(at)) == 1 and phrases.key(at + 1) in (")", "."))
    ):
        at += 1
    tag = phrases.tag_at(at, "measure")
    return _with_its_other(phrases, tag) if tag else None


def _noun_and_act_before(phrases: Phrases, floor: int, first: int) -> str | None:
    """'mô hình mới 1.020; mô hình tiếp tục thực hiện có 2.950': a clause of nothing but the noun and what it did."""
    if not phrases.ending.get(first) and phrases.key(first - 1) in _BETWEEN:
        first -= 1
    act = next((tag for tag in phrases.ending.get(first, ()) if tag.kind == "act"), None)
    if act is None:
        return None
    at = act.first
    while phrases.key(at - 1) in _BETWEEN:
        at -= 1
    noun = phrases.tag_before(at, "measure")
    if noun is None or noun.first < floor or noun.value not in MOVEMENT:
        return None
    if phrases.key(noun.first - 1) in _JOINS and phrases.tag_before(noun.first - 1, "measure"):
        return None  # 'số mô hình, điển hình được công nhận là 418'
    return str(noun.value) if phrases.kind(noun.first - 1) in ("", "sign", "line") else None


def _with_its_other(phrases: Phrases, noun: Tag) -> str:
    """'số mô hình, điển hình': two nouns that are counted together."""
    beside = phrases.tag_at(noun.last + 1, "measure") if phrases.key(noun.last) in _JOINS else None
    return TOGETHER if beside and {noun.value, beside.value} == {"models", "exemplars"} else str(noun.value)


def _noun_before(phrases: Phrases, floor: int, first: int) -> str | None:
    reach = 2 * MOST_APART if phrases.key(first - 1) == word_key("là") else MOST_APART
    for at in range(first - 1, max(floor, first - reach) - 1, -1):
        if phrases.key(at) in HARD:
            return None
        tag = phrases.tag_at(at, "measure")
        if tag is None:
            continue
        before = [phrases.key(index) for index in range(at - 2, at)]
        if any(key in _NUMBER_OF for key in before):
            return _with_its_other(phrases, tag)
    return None
