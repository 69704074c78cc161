"""Whether 'một' and 'năm' are numbers: the one is an article as well, the other a year."""

from kheo.reader.phrases import Phrases
from kheo.reader.tokens import Tag
from kheo.text import word_key
from kheo.text.numbers import FILLERS, SCALES, TENS, UNITS

NUMBER_WORDS = {word_key(word): word for word in [*UNITS, *TENS, *SCALES, *FILLERS]}
AND = {",", "/", "&", "-", "–", word_key("và"), "va", word_key("hoặc"), word_key("cùng")}
SMALL_VERBS = {word_key(word) for word in "có góp là được đạt :".split()}
_COUNTED_ACTS = {"recognised", "nominated", "commended", "replicated", "discontinued", "registered"}
_APART = {word_key(word) for word in "riêng duy chỉ còn".split()}
_CLAUSE_END = {".", ";", "\n", "!", "?"}
_LISTING = {",", ";", "(", ":", word_key("và"), word_key("cùng"), word_key("còn")}
LONGEST_GIVER = 8
FAMILIES = (
    frozenset({"models", "exemplars"}),
    frozenset({"collectives", "individuals", "households", "families"}),
    frozenset({"neighbourhoods", "agencies"}),
    frozenset({"teams"}),
)


def is_counted(phrases: Phrases, at: int, word: str) -> bool:
    """'một' and 'năm' are numbers where a list or a verb asks for one: '…, một mô hình về …', 'chọn năm mô hình'."""
    before = phrases.key(at - 1)
    if before == word_key("thêm"):
        return True
    acts = [tag for tag in phrases.ending.get(at, ()) if tag.kind == "act" and not _is_plain(tag)]
    if acts:
        return word == "năm" or any(tag.value in _COUNTED_ACTS or tag.meaning.act == "keep" for tag in acts)
    if phrases.tag_before(at, "approximate"):
        return True
    if any(
        tag.kind == "scope" and tag.value == "change" and at - 6 <= tag.first for tag in phrases.tags if tag.last <= at
    ):
        return True
    if word == "một" and (
        _is_first_of_two(phrases, at) or _is_the_only_one(phrases, at) or _is_singled_out(phrases, at)
    ):
        return True
    if before == word_key("cho") and any(
        tag.kind == "act" and "award" in tag.meaning.traits and tag.last <= at for tag in phrases.tags
    ):
        return True  # 'tặng Giấy khen cho năm hộ'
    if word == "năm" and any(tag.kind in ("field", "other") for tag in phrases.ending.get(at, ())):
        return True
    if before not in _LISTING:
        return False
    return any(
        phrases.tag_at(index + 1, "measure") and (phrases.kind(index) == "number" or phrases.key(index) in NUMBER_WORDS)
        for index in range(max(0, at - 14), at - 1)
    )


def _is_first_of_two(phrases: Phrases, at: int) -> bool:
    """'một tập thể và hai cá nhân': the second noun is of the same family and has a number of its own."""
    tag = phrases.tag_at(at + 1, "measure")
    if tag is None or phrases.key(tag.last) not in AND:
        return False
    second = tag.last + 1
    if phrases.kind(second) != "number" and phrases.key(second) not in NUMBER_WORDS:
        return False
    other = phrases.tag_at(second + 1, "measure")
    return other is not None and other.value != tag.value and any({tag.value, other.value} <= each for each in FAMILIES)


def _is_the_only_one(phrases: Phrases, at: int) -> bool:
    """'riêng một mô hình … bị đưa ra khỏi danh sách', 'duy có một mô hình … phải dừng': set apart by what it did."""
    words = [phrases.key(index) for index in (at - 1, at - 2)]
    if not (words[0] in _APART or (words[0] in SMALL_VERBS and words[1] in _APART)):
        return False
    end = next((index for index in range(at, len(phrases.tokens)) if phrases.key(index) in _CLAUSE_END), None)
    return any(
        tag.kind == "act" and tag.value == "discontinued" and at < tag.first and (end is None or tag.last <= end)
        for tag in phrases.tags
    )


def _is_singled_out(phrases: Phrases, at: int) -> bool:
    """'Trong năm, một mô hình được tỉnh công nhận', 'Một mô hình nuôi gà … phải dừng': the clause begins with it."""
    if phrases.kind(at - 1) not in ("", "sign", "line"):
        return False
    noun = phrases.tag_at(at + 1, "measure")
    if noun is None:
        return False
    behind = phrases.skip_movement(noun.last)
    end = next((index for index in range(at, len(phrases.tokens)) if phrases.key(index) in _CLAUSE_END), None)
    for tag in phrases.tags:
        if tag.kind != "act" or tag.first < behind or (end is not None and tag.last > end):
            continue
        near = phrases.key(behind) == word_key("được") and tag.first - behind <= LONGEST_GIVER
        if tag.value == "discontinued" or (near and tag.value in ("recognised", "commended", "nominated")):
            return not any(phrases.kind(index) == "number" for index in range(behind, tag.first))
    return False


def _is_plain(tag: Tag) -> bool:
    """True for an act whose word counts only beside the noun."""
    return "plain" in tag.meaning.traits
