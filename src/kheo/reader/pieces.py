"""What stands around a number: the words between two numbers, cut into pieces, each given to one of the two."""

import re
from dataclasses import dataclass, field

from kheo.reader.numerals import Count
from kheo.reader.phrases import Phrases
from kheo.reader.tokens import Tag
from kheo.text import word_key, word_keys

_DOTS = {".", "…"}
HARD = {";", ".", "\n", "!", "?", "…"}
_YEAR = re.compile(r"(?:19|20)\d\d")
SIGNS = {",", ":", "(", ")", "|", "–", "-", "—", "["} | HARD
AND = {word_key("và"), "va", word_key("còn"), word_key("cùng")}
FEW = {word_key("hai"): 2, "2": 2, word_key("ba"): 3, "3": 3}
_ALL = (word_key("tất"), word_key("cả"))
_BY_WHOM = {word_key("được"), word_key("do")}
_NO_JOINERS = word_keys("còn lại", "cùng lúc", "cùng kỳ")
_REMAINS, _FALLEN = word_key("còn"), {word_key(word) for word in "chỉ xuống giảm không vẫn".split()}
_HALVES = {word_key("nửa"), word_key("sáu"), "6", "06"}
_TIMES = {word_key(word) for word in "năm quý tháng".split()}
_IS = {word_key(word) for word in "là có đạt".split()}
_BEHIND_REFERENCE = {word_key(word) for word in "là đã được".split()}
MOST_AGENTS = 6
_PREPARING = {word_key(word) for word in "hoàn lập làm gửi trình".split()}
"""First words of 'hoàn thiện hồ sơ đề nghị …', 'lập hồ sơ đề nghị …'."""
_OF = {word_key("thuộc"), word_key("về"), word_key("trên")}
_PASSIVE = {word_key(word) for word in ("được", "đạt", "đã", "đang", "giữ", "cấp")} | {
    "duoc",
    "dat",
    "da",
    "dang",
    "giu",
    "cap",
}


@dataclass(slots=True)
class Piece:
    """Tokens `first` to `last` with their tags; `sign` is what stands before the piece: a sign, a joiner, or
    'division'."""

    sign: str
    first: int
    last: int
    tags: list[Tag] = field(default_factory=list)

    @property
    def words(self) -> int:
        return self.last - self.first


@dataclass(slots=True)
class Surroundings:
    """The pieces on both sides of one count. `opened` says that a division begins between the count before and this
    one,
    with the tag or sign that opens it."""

    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    opened: str | None = None


def surroundings_of(phrases: Phrases, counts: list[Count]) -> list[Surroundings]:
    """The surroundings of each count, in the order of the counts."""
    around = [Surroundings() for _ in counts]
    if not counts:
        return around
    first = pieces_of(phrases, 0, counts[0].first)
    around[0].left = _over_bracket(phrases, first) or first
    around[0].opened = _opened(first)
    for index, count in enumerate(counts):
        end = counts[index + 1].first if index + 1 < len(counts) else len(phrases.tokens)
        begin = _after_reference(phrases, count.last)
        if begin > count.last:
            around[index].opened = around[index].opened or "some"
        pieces = pieces_of(phrases, begin, end)
        if index + 1 == len(counts):
            around[index].right = _right_side(phrases, pieces, whole=True)
            if _file_is_made_for(phrases, around[index].left, pieces) and len(around[index].right) == 1:
                around[index].right.append(pieces[1])
            continue
        right = _right_side(phrases, pieces, whole=False, count=count)
        if len(pieces) == 1 and counts[index + 1].bare and _labels_next(pieces[0]):
            right = []
        around[index].right = right
        if not right and len(pieces) == 1 and (own := _describing_part(phrases, pieces[0], count)):
            around[index].right, pieces = [own], [Piece("", own.last, pieces[0].last, pieces[0].tags[len(own.tags) :])]
        around[index + 1].left = _outside_brackets(phrases, pieces[len(right) :]) or [Piece("", end, end)]
        around[index + 1].signs = _signs_of(pieces)
        around[index + 1].opened = _opened(pieces)
    go_on_behind_brackets(phrases, counts, around)
    return around


def _file_is_made_for(phrases: Phrases, left: list[Piece], pieces: list[Piece]) -> bool:
    """'hoàn thiện hồ sơ 4 mô hình, đề nghị Thành ủy biểu dương': the file, and behind a comma what it asks for."""
    asking = any("asks" in tag.meaning.traits for piece in left[-1:] for tag in piece.tags)
    if not asking or len(pieces) < 2 or pieces[1].sign != ",":
        return False
    acts = [tag for tag in pieces[1].tags if tag.kind == "act"]
    return bool(acts) and acts[0].first == pieces[1].first and acts[0].value == "nominated"


def _labels_next(piece: Piece) -> bool:
    """'291 mô hình thì lĩnh vực kinh tế 84': the words before a bare number are its label."""
    last = piece.tags[-1] if piece.tags else None
    return last is not None and last.kind in ("field", "other", "level") and last.last == piece.last


def _behind_bracket(phrases: Phrases, pieces: list[Piece]) -> list[Piece]:
    """What goes on behind a closed bracket: 'chọn 12 mô hình (8 mô hình và 4 điển hình) đề nghị Tỉnh ủy xét', '31 mô
    hình (19 tập thể, 12 cá nhân) cấp thành phố'."""
    closed = [index for index, piece in enumerate(pieces) if piece.sign == ")"]
    if not closed or not pieces[closed[0]].words:
        return []
    piece = pieces[closed[0]]
    acts = [tag for tag in piece.tags if tag.kind == "act"]
    begins = phrases.key(piece.first) in _PASSIVE or (bool(acts) and acts[0].first == piece.first)
    level = phrases.tag_at(piece.first, "level")
    labels = level is not None and level.last == piece.last and piece is not pieces[-1]
    return [piece] if (acts and begins) or labels else []


def _outside_brackets(phrases: Phrases, pieces: list[Piece]) -> list[Piece]:
    """What stands in a bracket that is closed again says nothing of the next number."""
    closed = [index for index, piece in enumerate(pieces) if piece.sign == ")"]
    if not closed:
        return pieces
    return _over_bracket(phrases, pieces) or pieces[closed[-1] :]


def _signs_of(pieces: list[Piece]) -> list[str]:
    """The signs between two numbers; dots in a closed bracket end nothing: '6 tập thể (chi đoàn, lớp 9A...) và'."""
    signs = [piece.sign for piece in pieces[1:]]
    if "(" not in signs or ")" not in signs[signs.index("(") :]:
        return signs
    opened, closed = signs.index("("), len(signs) - 1 - signs[::-1].index(")")
    return [sign for at, sign in enumerate(signs) if not (opened < at < closed and sign in _DOTS)]


def _over_bracket(phrases: Phrases, pieces: list[Piece]) -> list[Piece]:
    """'cấp huyện (trước đây) 97', 'giữ vững danh hiệu 03 năm liền (2016 - 2018) là 1.986 gia đình': the label goes on
    behind the bracket."""
    opened = [index for index, piece in enumerate(pieces) if piece.sign == "("]
    last = pieces[-1]
    goes_on = not last.words or all(phrases.key(at) in _IS for at in range(last.first, last.last))
    if last.sign == ")" and opened and opened[-1] and goes_on:
        return [*pieces[: opened[-1]], last]
    return []


def _after_reference(phrases: Phrases, last: int) -> int:
    """'06 mô hình trong số đó được công nhận', '14 mô hình trong đó là mới': the words behind the noun say of which
    total it is a part."""
    at = phrases.skip_movement(last)
    tag = phrases.tag_at(at, "division")
    if tag is None or phrases.kind(tag.last) in ("sign", "number", "line", ""):
        return last
    if tag.last - tag.first < 3 and phrases.key(tag.last) not in _BEHIND_REFERENCE:
        return last
    return tag.last


def go_on_behind_brackets(phrases: Phrases, counts: list[Count], around: list[Surroundings]) -> None:
    """Words behind a bracket belong to the number before it as well."""
    for index, count in enumerate(counts):
        if phrases.key(phrases.skip_movement(count.last)) != "(":
            continue
        for inner in range(index + 1, len(counts)):
            end = counts[inner + 1].first if inner + 1 < len(counts) else len(phrases.tokens)
            pieces = pieces_of(phrases, counts[inner].last, end)
            if any(piece.sign == ")" for piece in pieces):
                around[index].right += _behind_bracket(phrases, pieces)
                break


def pieces_of(phrases: Phrases, first: int, last: int) -> list[Piece]:
    """Cut tokens `first` to `last` at signs, joiners and words that open a division; tags are never cut."""
    pieces = [Piece("", first, first)]
    at = first
    while at < last:
        tags = [tag for tag in phrases.starting.get(at, ()) if tag.last <= last]
        division = next((tag for tag in tags if tag.kind == "division" and not _is_of_a_time(phrases, tag)), None)
        key = phrases.key(at)
        if division:
            pieces.append(Piece(f"division {division.value}", division.last, division.last))
            at = division.last
        elif tags:
            pieces[-1].tags += tags
            at = max(tag.last for tag in tags)
            pieces[-1].last = at
        elif (key in SIGNS and not _joins_a_span(phrases, at)) or (key in AND and not _joins_nothing(phrases, at)):
            pieces.append(Piece(key, at + 1, at + 1))
            at += 1
        else:
            at += 1
            pieces[-1].last = at
    return pieces


def _is_of_a_time(phrases: Phrases, tag: Tag) -> bool:
    """'Riêng năm 2022 đăng ký mới 2 mô hình': another count, of another time, and no part."""
    at = tag.last + (phrases.key(tag.last) == word_key("trong"))
    half = phrases.key(at) in _HALVES and phrases.key(at + 1) in _TIMES | {word_key("đầu"), word_key("cuối")}
    return phrases.key(tag.first) == word_key("riêng") and (phrases.key(at) in _TIMES or half)


def _joins_nothing(phrases: Phrases, at: int) -> bool:
    """'24 mô hình còn lại được công nhận', 'cùng lúc hai lĩnh vực', 'số ấy chỉ còn 41', 'không còn ai': no joiners."""
    fallen = phrases.key(at) == _REMAINS and phrases.key(at - 1) in _FALLEN
    return fallen or (phrases.key(at), phrases.key(at + 1)) in _NO_JOINERS


def _joins_a_span(phrases: Phrases, at: int) -> bool:
    """'2016-2020' and 'giai đoạn 2016 - 2020' are one word; 'mô hình - 5 mới' is not."""
    tokens = phrases.tokens
    if phrases.key(at) not in ("-", "–", "—") or not 0 < at < len(tokens) - 1:
        return False
    tight = tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start
    return (tight and phrases.key(at) != "—") or all(
        _YEAR.fullmatch(phrases.key(beside)) for beside in (at - 1, at + 1)
    )


def _right_side(phrases: Phrases, pieces: list[Piece], *, whole: bool, count: Count | None = None) -> list[Piece]:
    """The leading pieces that still speak of the number before them. Between two numbers the last piece is the next
    one's own, unless it is the only one."""
    limit = len(pieces) if whole else max(1, len(pieces) - 1)
    taken = pieces[:1]
    if not whole and len(pieces) == 1:
        return [] if _leads(phrases, pieces[0]) or (count and _is_subject(count, pieces[0])) else taken
    for piece in pieces[1:limit]:
        if piece.sign in (",", *AND) and _lists_agents(phrases, taken):
            taken.append(piece)
            continue
        if whole and piece.sign == "division some" and _is_an_aside(phrases, pieces, piece):
            continue
        if (
            piece.sign in HARD
            or piece.sign.startswith("division")
            or piece.sign in (":", "(")
            or not _is_modifier(phrases, taken[-1], piece)
        ):
            break
        taken.append(piece)
    return taken


def _is_an_aside(phrases: Phrases, pieces: list[Piece], piece: Piece) -> bool:
    """'ba cá nhân, trong đó có bà Tư, được … tặng Giấy khen': one of them is named, then the sentence goes on."""
    after = next((other for other in pieces if other.first >= piece.last and other is not piece), None)
    names = not any(tag.kind in ("act", "measure") for tag in piece.tags)
    return names and after is not None and after.sign == "," and phrases.key(after.first) in _PASSIVE


def _describing_part(phrases: Phrases, piece: Piece, count: Count) -> Piece | None:
    """'Trong 46 mô hình đăng ký có 40 …': the act behind the noun is the first number's, 'có' leads on."""
    acts = [tag for tag in piece.tags if tag.kind == "act"]
    if not acts or acts[0].first != piece.first or phrases.key(acts[0].last) not in (word_key("có"), word_key("thì")):
        return None
    return Piece("", piece.first, acts[0].last, piece.tags[:1]) if piece.tags[0] is acts[0] else None


def _is_subject(count: Count, piece: Piece) -> bool:
    """'12 tập thể và 8 cá nhân đăng ký 20 mô hình': those who act, and then what they do."""
    acts = [tag for tag in piece.tags if tag.kind == "act"]
    acting = bool(acts) and acts[0].value in ("registered", "operating", "new", "replicated")
    return acting and count.measure in (
        "collectives",
        "individuals",
        "households",
        "collectives_and_individuals",
        "teams",
    )


def _leads(phrases: Phrases, piece: Piece) -> bool:
    """Without any sign between two numbers: does what stands there lead to the second one?"""
    last = phrases.key(piece.last - 1)
    if last in (word_key("có"), "co", word_key("là"), word_key("được")):
        return True
    acts = [tag for tag in piece.tags if tag.kind == "act"]
    return (
        bool(acts)
        and acts[0].first == piece.first
        and phrases.key(acts[0].first - 1) not in _PASSIVE
        and piece.last == acts[-1].last
        and not acts[0].meaning.traits
    )


def _is_modifier(phrases: Phrases, before: Piece, piece: Piece) -> bool:
    kinds = [tag.kind for tag in piece.tags]
    if not piece.words:
        return False
    if (
        kinds
        and set(kinds) <= {"field", "other", "field_head"}
        and _ends_in_field(before)
        and piece.tags[0].first <= piece.first + 1
    ):
        return True
    if piece.sign in (",", *AND) and (
        _names_several_fields(phrases, before) or _ends_the_fields(phrases, before, piece)
    ):
        return True
    first = phrases.key(piece.first)
    if piece.sign == "," and first in _PREPARING and any(tag.value == "nominated" for tag in piece.tags):
        return True
    if phrases.tag_at(piece.first, "level"):
        return False
    if first in _PASSIVE and ("body" not in kinds or (first in _BY_WHOM and "act" in kinds)):
        return True
    words = [phrases.key(at) for at in range(piece.first, piece.first + 4)]
    told_of = words[2 * (tuple(words[:2]) == _ALL) :]  # '7 mô hình, tất cả đều thuộc lĩnh vực …'
    every = told_of[0] == word_key("đều") and told_of[1] in _OF
    if (told_of[0] in _OF or every) and kinds and set(kinds) <= {"field", "other", "field_head"}:
        return True
    if any(tag.kind == "act" and tag.value == "met" for tag in piece.tags) and piece.sign == ",":
        return True
    if piece.sign in AND and kinds[:1] == ["act"] and piece.tags[0].first == piece.first and _is_told(phrases, before):
        return True
    return (
        kinds[:1] == ["act"]
        and set(kinds) <= {"act", "level"}
        and any(tag.kind == "act" for tag in before.tags)
        and piece.tags[0].first == piece.first
    )


def _ends_the_fields(phrases: Phrases, before: Piece, piece: Piece) -> bool:
    """'trên các lĩnh vực kinh tế, quốc phòng, xây dựng nông thôn mới được triển khai hiệu quả': the last of the fields,
    and what was done with all."""
    tags = [tag for tag in piece.tags if tag.kind in ("field", "other", "act")]
    listed = bool(tags) and tags[0].first == piece.first and tags[0].kind != "act" and _ends_in_field(before)
    acts = (tag for tag in tags if tag.kind == "act")
    return listed and any({phrases.key(tag.first - 1), phrases.key(tag.first)} & _PASSIVE for tag in acts)


def _names_several_fields(phrases: Phrases, piece: Piece) -> bool:
    """'hai lĩnh vực đổi mới quản lý và chuyển đổi số': the second name goes on with the first."""
    return any(tag.kind == "field_head" and phrases.key(tag.first - 1) in FEW for tag in piece.tags)


def _lists_agents(phrases: Phrases, taken: list[Piece]) -> bool:
    """'93 mô hình được các xã, thị trấn, ban ngành đăng ký': the verb comes behind those who act."""
    first = taken[0]
    agents = phrases.key(first.first) in _BY_WHOM and first.words > 1
    return agents and len(taken) < MOST_AGENTS and not any(tag.kind == "act" for piece in taken for tag in piece.tags)


def _is_told(phrases: Phrases, piece: Piece) -> bool:
    """The piece before tells what the counted thing did: '70 mô hình đã bén rễ và phát huy hiệu quả'."""
    return piece.words > 1 and phrases.key(piece.first) in _PASSIVE and not piece.tags


def _ends_in_field(piece: Piece) -> bool:
    return bool(piece.tags) and piece.tags[-1].kind in ("field", "other") and piece.tags[-1].last == piece.last


def _opened(pieces: list[Piece]) -> str | None:
    """The word or sign that opens a division: words before signs, and a bracket before a colon."""
    signs = [piece.sign for piece in pieces[1:]]
    words = [sign for sign in signs if sign.startswith("division")]
    if words:
        return "whole" if any(word.endswith("whole") for word in words) else "some"
    for index, sign in enumerate(signs):
        if sign == "(" and ")" not in signs[index:]:
            return "("
    return ":" if ":" in signs else None
