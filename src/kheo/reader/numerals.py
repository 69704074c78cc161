"""Numbers that count something: digits or words, fractions, ranges, percentages, each with the noun it counts."""

from dataclasses import dataclass, field

from kheo.reader.approximations import approximation_of
from kheo.reader.ones import AND, FAMILIES, NUMBER_WORDS, SMALL_VERBS, is_counted
from kheo.reader.phrases import Phrases
from kheo.reader.readings import Number
from kheo.reader.tokens import Tag
from kheo.text import parse_number_vi, parse_number_words, word_key, word_keys
from kheo.text.numbers import SCALES, TENS

_LONELY = {
    "một",
    "mốt",
    "năm",
    "tư",
    "lăm",
    "không",
    "lẻ",
    "linh",
    "trăm",
    "nghìn",
    "ngàn",
    "triệu",
    "tỷ",
    "tỉ",
    "nhăm",
    "mươi",
}
_RANGE = {"-", "–", "—", word_key("đến"), word_key("tới"), "den", "toi"}
_OF_SET = {word_key(word) for word in ("trong", "các", "những", "thứ", "mọi")}
_AFTER_SHARE = {
    word_key(word)
    for word in "so trong tổng số và trên được đạt là của theo kế chỉ còn vượt tăng giảm cao đã sau qua trở".split()
} | {"trong", "va", "dat"}
_PEOPLE = {word_key(word) for word in "người nữ nam đảng đồng hộ con cán thanh phụ trẻ giáo".split()}
_CLASSIFIERS = {word_key("lượt"), "luot"}
_ROUND = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "chục": 10}
_THESE = {word_key(word) for word in "này đó ấy".split()}
_WITHIN = {word_key("trong"), word_key("trên")}
_OUT_OF = {word_key(word) for word in "trong tổng số".split()}
_TEAM = {word_key("tổ")}
_AFTER_TEAM = {word_key(word) for word in "so với được đạt là trong ở và hoạt xếp đã đang có do sau vì".split()}
_DEVOTED_TO = {word_key("thuộc"), word_key("về")}
_NEVER_NUMBERED = {word_key(word) for word in "xã huyện trấn tỉnh".split()}
"""'đăng ký với Khối Dân vận xã 28 mô hình'."""
_PERCENT_OF = {word_key(word) for word in ("số", "tổng", "các", "trên", "lượng")}
TOGETHER = {
    frozenset({"models", "exemplars"}): "models_and_exemplars",
    frozenset({"collectives", "individuals"}): "collectives_and_individuals",
    frozenset({"collectives", "individuals", "households"}): "collectives_and_individuals",
    frozenset({"collectives", "individuals", "families"}): "collectives_and_individuals",
}


@dataclass(slots=True)
class Count:
    """A number with its noun: tokens `first` to `last`. `measure` is None while nothing says what is counted (a bare
    number); `labelled`: noun and act stand before it ('mô hình mới 10'). The rest is filled in by later
    steps."""

    first: int
    last: int
    value: Number
    measure: str | None = None
    value_to: Number | None = None
    approx: str | None = None
    out_of: Number | None = None
    of: str | None = None
    bare: bool = False
    left: list[Tag] = field(default_factory=list)
    right: list[Tag] = field(default_factory=list)
    number_end: int = 0
    labelled: bool = False

    @property
    def has_noun_behind(self) -> bool:
        return self.last > self.number_end


def counts_of(phrases: Phrases, ordinals: frozenset[str]) -> list[Count]:
    """All numbers of a stretch that count something or might (bare ones), in order. Dates, document numbers, years and
    numbers that name ('khu phố 3') are none."""
    counts: list[Count] = []
    at = 0
    while at < len(phrases.tokens):
        token = phrases.tokens[at]
        count = None
        if token.kind == "number":
            count = _written(phrases, at, ordinals)
            at = max(at + 1, count.last if count else at + 1)
        elif token.kind == "word" and token.key in NUMBER_WORDS:
            count = _worded(phrases, at)
            at = max(_end_of_words(phrases, at), count.last if count else at + 1)
        else:
            at += 1
        if count:
            counts.append(count)
    return counts


def _written(phrases: Phrases, at: int, ordinals: frozenset[str]) -> Count | None:
    after = _skip_repetition_in_words(phrases, at + 1)
    if phrases.key(after) == "%" or _says_percent(phrases, after):
        return _percentage(phrases, at, after + (1 if phrases.key(after) == "%" else 2))
    try:
        value = parse_number_vi(phrases.tokens[at].written)
    except ValueError:
        return None
    fraction = phrases.key(after) == "/" and phrases.kind(after + 1) == "number"
    if fraction or (phrases.key(after) in _RANGE and phrases.kind(after + 1) == "number"):
        return _pair(phrases, at, after, value, fraction)
    measure, last = _measured(phrases, after)
    if measure is None and (of := _out_of_number(phrases, after)):
        return Count(at, after, value, of, number_end=after)
    if _names_something(phrases, at, ordinals, measured=measure is not None):
        return None
    if measure is None and isinstance(value, float):
        return None
    if value == 1 and phrases.key(at - 1) == word_key("quân"):  # 'bình quân 1 mô hình'
        return None
    return Count(
        at,
        last if measure else after,
        value,
        measure,
        approx=approximation_of(phrases, at, last),
        number_end=after,
        bare=measure is None,
    )


def _pair(phrases: Phrases, at: int, sign: int, value: Number, fraction: bool) -> Count | None:
    """'7/7 khu phố' and '1-3 mô hình'; a pair without a noun is a date or a span of years, '1- 163 mô hình' an item."""
    if not fraction and _is_list_mark(phrases, at, sign):
        return None
    measure, last = _measured(phrases, sign + 2)
    bare = measure is None and fraction and _may_be_share(phrases, at, sign + 2)
    try:
        second = parse_number_vi(phrases.tokens[sign + 1].written)
    except ValueError:
        return None
    if (measure is None and not bare) or (not fraction and not value < second):
        return None
    if fraction and (value > second or phrases.key(at - 1) in (word_key("ngày"), "ngay")):
        return None
    if not fraction and _is_year(value) and _is_year(second):
        return None
    approx = approximation_of(phrases, at, last)
    if fraction:
        return Count(at, last, value, measure, out_of=second, approx=approx, number_end=sign + 2, bare=bare)
    return Count(at, last, value, measure, value_to=second, approx=approx, number_end=sign + 2)


def _is_list_mark(phrases: Phrases, at: int, sign: int) -> bool:
    """'1- 163 mô hình …' at the beginning of a line: the sign stands close to the mark and apart from the number."""
    tokens = phrases.tokens
    begins = phrases.kind(at - 1) in ("", "line")
    return begins and tokens[at].end == tokens[sign].start and tokens[sign].end < tokens[sign + 1].start


def _may_be_share(phrases: Phrases, at: int, last: int) -> bool:
    """'Thôn, tổ dân phố đạt danh hiệu văn hóa: 17/21': a share behind its label."""
    met = any(tag.kind == "act" and tag.value == "met" for tag in phrases.ending.get(at, ()))
    led = met or phrases.key(at - 1) in (":", word_key("là"), word_key("đạt"))  # 'Khối phố văn hóa giữ vững 5/5'
    told = phrases.key(at - 1) == "," and "%" in [phrases.key(last + ahead) for ahead in range(1, 4)]
    led = led or told  # 'tỷ lệ còn cao hơn, 128/131, tức 97,7%'
    return led and phrases.kind(last) in ("", "sign", "line") and phrases.key(last) != "/"


def _percentage(phrases: Phrases, at: int, after: int) -> Count | None:
    try:
        value = parse_number_vi(phrases.tokens[at].written, fraction=True)
    except ValueError:
        return None
    return _share(phrases, at, after, value)


def _share(phrases: Phrases, at: int, after: int, value: Number) -> Count | None:
    scan = after
    if (phrases.key(scan), phrases.key(scan + 1)) == (word_key("trở"), word_key("lên")):
        scan += 2
    while phrases.key(scan) in _PERCENT_OF:
        scan += 1
    measure, last = _measured(phrases, scan)
    if measure is None and phrases.kind(scan) == "word" and not _goes_on(phrases, scan):
        return None
    return Count(
        at,
        last if measure else after,
        value,
        "percent",
        of=measure,
        approx=approximation_of(phrases, at, after),
        number_end=scan if measure is None else after,
    )


def _goes_on(phrases: Phrases, at: int) -> bool:
    """What follows a percentage is no noun of another kind: 'chiếm 69,6% số đã đăng ký', '82% số đăng ký'; but
    '71% là người dân tộc thiểu số' is."""
    if phrases.key(at) == word_key("là") and phrases.key(at + 1) in _PEOPLE:
        return False
    if (phrases.key(at), phrases.key(at + 1)) == _SAME_TIME:
        return True  # 'bằng 114,28% cùng kỳ'
    return phrases.key(at) in _AFTER_SHARE or any(tag.kind == "act" for tag in phrases.starting.get(at, ()))


def _end_of_words(phrases: Phrases, at: int) -> int:
    """Where the words of a number end."""
    while phrases.kind(at) == "word" and phrases.key(at) in NUMBER_WORDS:
        at += 1
    return at


def _worded(phrases: Phrases, at: int) -> Count | None:
    end = _end_of_words(phrases, at)
    words = [NUMBER_WORDS[phrases.key(index)] for index in range(at, end)]
    if words[0] == "năm" and len(words) > 1 and words[1] not in TENS and words[1] not in SCALES:
        words, at = words[1:], at + 1
    try:
        value = parse_number_words(" ".join(words))
    except ValueError:
        return None
    if _says_percent(phrases, end):
        return _share(phrases, at, end + 2, value)
    second = _second_in_words(phrases, end)
    if second and value < second[0]:
        measure, last = _measured(phrases, second[1])
        return Count(at, last, value, measure, value_to=second[0], number_end=second[1]) if measure else None
    measure, last = _measured(phrases, end)
    if measure is not None and len(words) == 1 and words[0] in _ROUND and phrases.tag_before(at, "approximate"):
        return Count(at, last, _ROUND[words[0]], measure, approx=approximation_of(phrases, at, last), number_end=end)
    if measure is None and (of := _out_of_number(phrases, end)):
        return Count(at, end, value, of, number_end=end)
    if measure is None:
        labelled = _is_labelled(phrases, at) and phrases.kind(end) in ("", "sign", "line")
        labelled = labelled or phrases.key(end) in _DEVOTED_TO
        return Count(at, end, value, None, number_end=end, bare=True) if labelled else None
    few = len(words) == 1 and _of_set(phrases, at)  # 'trong ba mô hình', but 'trong bốn mươi tám mô hình ấy'
    if (len(words) == 1 and words[0] in _LONELY and not is_counted(phrases, at, words[0])) or few:
        return None
    return Count(at, last, value, measure, approx=approximation_of(phrases, at, last), number_end=end)


def _out_of_number(phrases: Phrases, at: int) -> str | None:
    """'Hai trong số chín mô hình ấy', '9 trên 10 khu phố': what the whole counts."""
    if phrases.key(at) not in _WITHIN:
        return None
    at += 1
    while phrases.key(at) in _OUT_OF:
        at += 1
    if phrases.key(at) in _THESE:
        before = [tag for tag in phrases.tags if tag.kind == "measure" and tag.last <= at]
        return str(before[-1].value) if before else None
    if phrases.kind(at) != "number" and phrases.key(at) not in NUMBER_WORDS:
        return None
    while phrases.kind(at) == "number" or phrases.key(at) in NUMBER_WORDS:
        at += 1
    return _measured(phrases, at)[0]


def _of_set(phrases: Phrases, at: int) -> bool:
    return phrases.key(at - 1) in _OF_SET


def _second_in_words(phrases: Phrases, end: int) -> tuple[Number, int] | None:
    """'hai đến ba mô hình': the second number of a range, and where it ends."""
    if phrases.key(end) not in _RANGE:
        return None
    last = end + 1
    while phrases.kind(last) == "word" and phrases.key(last) in NUMBER_WORDS:
        last += 1
    words = [NUMBER_WORDS[phrases.key(index)] for index in range(end + 1, last)]
    try:
        return (parse_number_words(" ".join(words)), last) if words else None
    except ValueError:
        return None


def _is_labelled(phrases: Phrases, at: int) -> bool:
    """A field, level or holder stands right before the number: 'kinh tế chín', 'lĩnh vực kinh tế góp bốn mươi mốt'."""
    if phrases.key(at - 1) in SMALL_VERBS:
        at -= 1
    return any(
        tag.kind in ("field", "other", "level") or tag.value in ("collectives", "individuals", "households")
        for tag in phrases.ending.get(at, ())
    )


def _says_percent(phrases: Phrases, at: int) -> bool:
    return (phrases.key(at), phrases.key(at + 1)) == (word_key("phần"), word_key("trăm"))


def _measured(phrases: Phrases, at: int) -> tuple[str | None, int]:
    """What is counted from token `at` on, and where its words end."""
    if phrases.key(at) in _CLASSIFIERS:
        at += 1
    tag = phrases.tag_at(at, "measure")
    if tag is None:
        return ("teams", at + 1) if _is_short_for_team(phrases, at) else (None, at)
    nouns, last = [str(tag.value)], tag.last
    while True:
        scan = phrases.skip_movement(last)
        if phrases.key(scan) not in AND:
            break
        further = phrases.tag_at(scan + 1, "measure")
        if further is None or not any({nouns[-1], further.value} <= family for family in FAMILIES):
            break
        nouns.append(str(further.value))
        last = further.last
    return _together(nouns), last


def _is_short_for_team(phrases: Phrases, at: int) -> bool:
    """'312 tổ dân vận, giảm 16 tổ': the short word for what was named before, without a name of its own."""
    if phrases.key(at) not in _TEAM or phrases.kind(at + 1) == "number":
        return False
    alone = phrases.kind(at + 1) != "word" or phrases.key(at + 1) in _AFTER_TEAM or phrases.tag_at(at + 1, "act")
    if not alone:
        return False
    return phrases.knows_teams or any(
        tag.kind == "measure" and tag.value == "teams" and tag.first < at for tag in phrases.tags
    )


def _together(nouns: list[str]) -> str:
    kinds = frozenset(nouns)
    if len(kinds) == 1:
        return nouns[0]
    if kinds in TOGETHER:
        return TOGETHER[kinds]
    if {"collectives", "individuals"} <= kinds:
        return "collectives_and_individuals"
    return nouns[0]


def _names_something(phrases: Phrases, at: int, ordinals: frozenset[str], *, measured: bool) -> bool:
    """True where the number is a name or a year: 'khu phố 3', 'Nghị quyết 54', 'năm 2022'."""
    written, before = phrases.tokens[at].written, phrases.key(at - 1)
    year = written.isdigit() and len(written) == 4 and 1900 <= int(written) <= 2100
    if year and (not measured or before in _YEAR_HEADS):
        return True
    if before == "-" and phrases.key(at - 2) == "covid":
        return True
    if at and phrases.tokens[at - 1].end == phrases.tokens[at].start and phrases.tokens[at - 1].written.isupper():
        return True  # 'lớp 9A2', 'nhà B4'
    if phrases.kind(at - 1) in ("line", "") and phrases.key(at + 1) in (".", ")") and len(written) < 3:
        return True  # '1. Kinh tế: 7'
    in_brackets = before == "(" and phrases.key(at + 1) == ")" and len(written) < 3
    if in_brackets and (phrases.kind(at - 2) in ("line", "") or phrases.key(at - 2) in (":", ";")):
        return True  # '(4) Đang hoạt động: 53', 'gồm: (1) kinh tế 12; (2) văn hóa 9'
    if measured and before in _NUMBER_OF and phrases.key(at - 2) in _ALL_OF:
        return False
    plain = (phrases.key(at - 2), before) in _NO_ORDINALS  # 'an ninh trật tự nông thôn 41', 'khối phường 52'
    if (
        before in ordinals
        and not (plain or _is_level_by_itself(phrases, at))
        and not (measured and (phrases.key(at - 2) in _WHOLE_OF or before in _NEVER_NUMBERED))
        and not any(tag.kind in ("level", "field", "other", "approximate", "act") for tag in phrases.ending.get(at, ()))
    ):
        return True
    if not (measured or plain) and any(tag.value == "neighbourhoods" for tag in phrases.ending.get(at, ())):
        return True
    if before in ("/", "-") and phrases.kind(at - 2) in ("number", "date") and not measured:
        return True
    return phrases.key(at + 1) in ("/", "-") and phrases.kind(at + 2) == "number" and not measured


def _is_level_by_itself(phrases: Phrases, at: int) -> bool:
    """'Theo cấp: tỉnh 18, huyện 127, xã 265': a level without its word, alone before its number."""
    alone = phrases.key(at - 1) in _LEVELS and phrases.kind(at - 2) == "sign"
    return alone and any(phrases.key(before) == _LEVEL for before in range(max(0, at - LONGEST_LIST), at))


_LEVEL, _LEVELS = word_key("cấp"), {word_key(word) for word in "xã huyện tỉnh quận phường".split()}
LONGEST_LIST = 40
_NUMBER_OF = {word_key("số"), "so"}
_WHOLE_OF = {word_key("toàn"), "toan"}
_SAME_TIME = (word_key("cùng"), word_key("kỳ"))
_NO_ORDINALS = word_keys("dân số", "vũ trang", "nông thôn", "khối phường", "khối xã", "khối huyện")
_ALL_OF = {word_key(word) for word in ("tổng", "trong", "con", "với")} | {"tong", "trong"}
_YEAR_HEADS = {word_key(word) for word in ("năm", "khéo", "đoạn", "đến", "từ", "-", "–", "nam", "kheo")}


def _is_year(value: Number) -> bool:
    return isinstance(value, int) and 1900 <= value <= 2100


def _skip_repetition_in_words(phrases: Phrases, at: int) -> int:
    """'20 (hai mươi) mô hình': the words repeat the digits."""
    if phrases.key(at) != "(":
        return at
    scan = at + 1
    while phrases.key(scan) in NUMBER_WORDS:
        scan += 1
    return scan + 1 if scan > at + 1 and phrases.key(scan) == ")" else at
