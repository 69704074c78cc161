"""Field, level and holder of a count, from the pieces beside it."""

from dataclasses import dataclass
from itertools import pairwise

from kheo.reader.numerals import Count
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import AND, FEW, HARD, Piece, Surroundings
from kheo.reader.ranks import field_of_the_most, rank_before
from kheo.reader.readings import OTHER, FieldValue
from kheo.reader.tokens import Tag
from kheo.text import word_key, word_keys

_LABEL_WORDS = {
    word_key(word)
    for word in (
        "có : ( - – — | là với được đạt gồm đã số khoảng thì ; xây dựng triển khai thực hiện đăng ký duy trì "
        "tổng chiếm tỷ lệ tỉ góp nhiều nhất gộp chung đứng tên ra đầu dẫn nhận làm đảm giữ quản lý "
        "co la duoc dat gom da"
    ).split()
}
_FIELD_INTRO = {word_key(word) for word in "về trên thuộc ở trong lĩnh vực mảng theo với cho".split()} | {
    "ve",
    "tren",
    "thuoc",
    "o",
    "trong",
    "vuc",
}
_DEVOTED = {word_key(word) for word in "làm lo thuộc dành nghiêng phục hướng chăm giữ".split()}
LONGEST_BRACKET = 12
_OF = word_key("của")
_BELONGS = {word_key(word) for word in "của là thuộc do đều".split()}
LONGEST_SUBJECT = 7
"""Words from the field that opens a sentence to its number: 'trong năm đã xây dựng mới'."""
_THE_REST, _IS = (word_key("còn"), word_key("lại")), word_key("là")
_OFFICES = {word_key(word) for word in "phòng sở bộ ban ngành trường cục tâm trạm viện khoa chi bên".split()}
LONGEST_NAME = 10
_HELPING = word_keys("giúp dân", "tham gia", "góp phần")
_AT = {word_key("ở"), word_key("tại"), word_key("về")}
_WITH_REGARD_TO = (word_key("đối"), word_key("với"))
_BODIES = word_keys("tổ chức", "lực lượng")
_BY = {word_key("được"), word_key("do"), "duoc"}
_UNKNOWN_STOP = {word_key(word) for word in "có là được đạt đã với gồm của do theo để có: ở tại trên".split()}
_WHOSE = {
    "collectives": "collective",
    "individuals": "individual",
    "households": "household",
    "families": "household",
}
LIST_SIGNS = frozenset({*AND, ",", "-", "–", "/", "&"})
BASE = ("economy", "culture_society", "defence_security", "political_system")
_HOLDERS = {
    "collectives": "collective", "individuals": "individual", "households": "household", "families": "household",
    "agencies": "collective", "neighbourhoods": "collective",
}  # fmt: skip


@dataclass(slots=True)
class Attributes:
    """What the text says beside one number. `labelled` and `level_labelled` tell that the field, the level stand
    before it, `headed` that the word 'lĩnh vực' does, `place` and `year` that the name of a unit or a year does."""

    field: FieldValue = None
    level: str | None = None
    holder: str | None = None
    labelled: bool = False
    level_labelled: bool = False
    label_sign: bool = False
    headed: bool = False
    place: bool = False
    year: bool = False


def attributes_of(phrases: Phrases, count: Count, around: Surroundings) -> Attributes:
    """Field, level and holder of one count, from its own label and its own words; None where they say nothing."""
    found = Attributes(label_sign=phrases.key(count.first - 1) in ("(", ":"))
    label = _label(phrases, count, around.left)
    near = (*around.left[-1:], *around.right)
    found.headed = any(tag.kind == "field_head" for piece in near for tag in piece.tags)
    fields = [tag for tag in label if tag.kind in ("field", "other")] or _opening_field(phrases, around.left)
    fields = fields or field_of_the_most(phrases, around.left)
    whole = _headed_name(phrases, count, around.left)
    names = [whole] if whole else _unknown_field(phrases, count, around.left) if not fields else []
    fields = [] if whole else fields
    if fields or names:
        found.field, found.labelled = _field_value(phrases, fields) if fields else names[0], True
    holders = [tag for tag in label if tag.kind == "measure"]
    if holders:
        found.holder = _HOLDERS.get(str(holders[0].value))
    if found.holder is None and not count.has_noun_behind:
        found.holder = _holder_of_noun(phrases, around.left)
    levels = [tag for tag in label if tag.kind == "level"]
    if levels:
        found.level, found.level_labelled = str(levels[-1].value), True
    elif opening := _opening_level(phrases, around.left):
        found.level = opening
    _read_right(phrases, count, around.right, found)
    if found.holder is None:
        found.holder = _holder_beside(phrases, count)
    return found


def _label(phrases: Phrases, count: Count, pieces: list[Piece]) -> list[Tag]:
    """The tags that label the number from the left: nothing but small words stands between them and it."""
    label: list[Tag] = []
    at, given = count.first, False
    floor = pieces[0].first if pieces else at
    if count.bare and phrases.key(at - 1) == "(" and phrases.key(count.last) == ")":
        floor = max(0, at - LONGEST_NAME)  # 'thuộc các lĩnh vực kinh tế (611), văn hóa - xã hội (742)'
    while at > floor:
        tag = next(
            (
                tag
                for tag in phrases.ending.get(at, ())
                if tag.kind
                in ("field", "other", "level", "approximate", "act", "movement", "measure", "division", "scope")
            ),
            None,
        )
        if tag is not None:
            if tag.kind in ("measure", "division", "scope") and not (tag.kind == "scope" and tag.value == "stock"):
                labels = tag.kind == "measure" and not label and (count.bare or _is_whose(count, tag))
                if tag.value in ("agencies", "neighbourhoods") and phrases.kind(tag.first - 1) == "word":
                    return label  # 'xây dựng cảnh quan trường học: 14' is no label of schools
                return [tag] if labels else label
            if tag.kind in ("field", "other", "level"):
                if tag.kind == "level" and given and not _levels_are_listed(phrases):
                    break
                if tag.kind == "other" and phrases.key(tag.first - 1) in _OFFICES:
                    break
                if (phrases.key(tag.first - 2), phrases.key(tag.first - 1)) in _BODIES:
                    return []
                label.insert(0, tag)
            elif tag.kind == "act" and label:
                break
            elif tag.kind == "act":
                given = given or tag.value in ("recognised", "commended")
            at = tag.first
        elif not label and (opened := _bracket_before(phrases, at) or rank_before(phrases, at)):
            at = opened
        elif (not label and phrases.key(at - 1) in _LABEL_WORDS) or (label and phrases.key(at - 1) in LIST_SIGNS):
            at -= 1
        else:
            break
    return label


def _bracket_before(phrases: Phrases, at: int) -> int | None:
    """'cấp huyện (trước ngày 01/7/2025) 97': where the bracket between a label and its number opens."""
    if phrases.key(at - 1) != ")":
        return None
    opened = next(
        (index for index in range(at - 2, max(-1, at - LONGEST_BRACKET), -1) if phrases.key(index) == "("), None
    )
    inside = range(opened + 1, at - 1) if opened is not None else range(0)
    return opened if opened and not any(phrases.tag_at(index, "measure") for index in inside) else None


def _levels_are_listed(phrases: Phrases) -> bool:
    """'cấp cơ sở công nhận 3.105 mô hình, cấp huyện 498, cấp tỉnh 116': the level divides, it does not only give."""
    return len({tag.value for tag in phrases.tags if tag.kind == "level"}) > 1


def _is_whose(count: Count, tag: Tag) -> bool:
    """'tập thể 15 mô hình': whose the models are stands before their number."""
    return count.measure in ("models", "exemplars", "models_and_exemplars") and tag.value in _WHOSE


def _holder_of_noun(phrases: Phrases, pieces: list[Piece]) -> str | None:
    """'Số mô hình tập thể là 35', 'số mô hình của tập thể lên 127': the noun before the number says whose they are."""
    tags = [tag for piece in pieces[-1:] for tag in piece.tags if tag.kind == "measure"]
    owned = [
        two
        for one, two in pairwise(tags)
        if two.value in _WHOSE and two.first == one.last + (phrases.key(one.last) == _OF)
    ]
    return _WHOSE[str(owned[-1].value)] if owned else None


def _opening_field(phrases: Phrases, pieces: list[Piece]) -> list[Tag]:
    """'Trong lĩnh vực kinh tế, xã có 7 mô hình': the sentence opens with the field, then a short subject."""
    if len(pieces) < 2 or pieces[-1].sign not in (",", ":") or pieces[-1].words > LONGEST_SUBJECT:
        return []
    piece = pieces[-2]
    fields = [tag for tag in piece.tags if tag.kind in ("field", "other")]
    if fields and not pieces[-1].words and (fields[0].first, fields[-1].last) == (piece.first, piece.last):
        return fields  # 'kinh tế có 61 mô hình; văn hóa - xã hội, 84 mô hình'
    heads = [tag for tag in piece.tags if tag.kind == "field_head"]
    opens = bool(fields) and bool(heads) and heads[0].first - piece.first <= 1 and fields[-1].last == piece.last
    return fields if opens and piece.sign in ("", *HARD) else []


def _opening_level(phrases: Phrases, pieces: list[Piece]) -> str | None:
    """'Đối với cấp cơ sở, … đã công nhận 79 mô hình', 'ở cấp tỉnh, 29 mô hình …': the sentence opens with the level."""
    if len(pieces) > 1 and pieces[-1].sign == "," and not pieces[-1].words and pieces[-2].sign in ("", *HARD):
        at = pieces[-2].first
        level = phrases.tag_at(at + 1, "level") if phrases.key(at) in _AT else None
        if level is not None and level.last == pieces[-2].last:
            return str(level.value)
    for piece in pieces:
        if (phrases.key(piece.first), phrases.key(piece.first + 1)) == _WITH_REGARD_TO and piece.sign in ("", *HARD):
            return next((str(tag.value) for tag in piece.tags if tag.kind == "level"), None)
    return None


def _headed_name(phrases: Phrases, count: Count, pieces: list[Piece]) -> str | None:
    """'II. Lĩnh vực nâng cao chất lượng khám, chữa bệnh: 07 mô hình': all words up to the colon, where the vocabulary
    knows their end alone."""
    colon = count.first - 1
    heads = [tag for piece in pieces[-3:] for tag in piece.tags if tag.kind == "field_head"]
    if phrases.key(colon) != ":" or not heads or not 1 < colon - heads[-1].last <= LONGEST_NAME:
        return None
    first = heads[-1].last
    if phrases.key(first) == ",":
        return None  # 'Về lĩnh vực, kinh tế: 12 mô hình'
    inside = range(first, colon)
    plain = all(phrases.kind(at) == "word" or phrases.key(at) == "," for at in inside)
    if not plain or "," not in [phrases.key(at) for at in inside] or phrases.tag_at(first, "field") is not None:
        return None
    return OTHER + " ".join(phrases.tokens[at].written for at in inside).replace(" ,", ",")


def _unknown_field(phrases: Phrases, count: Count, pieces: list[Piece]) -> list[str]:
    """'lĩnh vực thông tin cơ sở có 5 mô hình': words of the text after the head, none of which the vocabulary knows."""
    for piece in reversed(pieces[-3:]):
        heads = [tag for tag in piece.tags if tag.kind == "field_head"]
        if heads:
            known = phrases.tag_at(heads[-1].last, "field")
            if known is not None:
                return list(known.value)[:1]  # 'lĩnh vực kinh tế chiếm hơn một nửa với 191'
            words = _words_after(phrases, heads[-1].last, min(piece.last, count.first))
            between = range(heads[-1].last + len(words.split()), count.first)
            if words and all(phrases.key(at) in _LABEL_WORDS for at in between):
                return [OTHER + words]
            return []
        if piece.words > 2 or piece.sign in HARD:
            return []
    return []


def _words_after(phrases: Phrases, first: int, last: int) -> str:
    words: list[str] = []
    for at in range(first, min(last, first + 8)):
        if phrases.kind(at) != "word" or phrases.key(at) in _UNKNOWN_STOP:
            break
        words.append(phrases.tokens[at].written)
    return " ".join(words)


def _field_value(phrases: Phrases, tags: list[Tag]) -> FieldValue:
    values: list[str] = []
    for tag in tags:
        named = tag.value if tag.kind == "field" else (f"other:{tag.value}",)
        values += [name for name in named if name not in values]
    return values[0] if len(values) == 1 else values or None


def _read_right(phrases: Phrases, count: Count, pieces: list[Piece], found: Attributes) -> None:
    fields: list[Tag] = []
    for piece in pieces:
        for tag in piece.tags:
            if tag.kind == "scope" and tag.value == "purpose" and not _leads_to_field(phrases, tag):
                _settle(phrases, found, fields)
                return
            if tag.kind == "level" and found.level is None and not _is_givers(phrases, tag):
                found.level = str(tag.value)
            elif tag.kind == "field" and phrases.key(tag.last) == "(" and phrases.kind(tag.last + 1) == "number":
                return  # 'thuộc các lĩnh vực kinh tế (611), …': its own number follows
            elif tag.kind in ("field", "other") and _introduced(phrases, count, tag, fields):
                fields.append(tag)
            elif tag.kind == "field_head" and not fields and (named := _named_fields(phrases, tag)):
                found.field = found.field or named
                return
            elif tag.kind == "field_head" and found.field is None and not fields and not _known_next(phrases, tag):
                words = _words_after(phrases, tag.last, piece.last)
                if words and phrases.key(tag.first) != word_key("các"):
                    found.field = OTHER + words
            elif tag.kind == "measure" and tag.first == phrases.skip_movement(count.last):
                found.holder = _HOLDERS.get(str(tag.value))
    _settle(phrases, found, fields)


def _leads_to_field(phrases: Phrases, tag: Tag) -> bool:
    """'642 mô hình gắn với kinh tế' in a list by fields, '402 mô hình phục vụ hai lĩnh vực …'."""
    if any(phrases.tag_at(at, "field_head") and phrases.key(at - 1) in FEW for at in range(tag.last, tag.last + 5)):
        return True
    if (phrases.key(tag.first), phrases.key(tag.first + 1)) in _HELPING and phrases.tag_at(tag.first + 2, "field"):
        return True  # '9 mô hình giúp dân phát triển kinh tế', '6 mô hình tham gia xây dựng hệ thống chính trị'
    return phrases.tag_at(tag.last, "field") is not None and phrases.key(tag.last - 1) == word_key("với")


def _is_givers(phrases: Phrases, level: Tag) -> bool:
    """The level belongs to who gives: 'Ban Chỉ đạo cấp xã công nhận', 'được cấp xã công nhận'."""
    if phrases.tag_before(level.first, "body") is None and phrases.key(level.first - 1) not in _BY:
        return False
    following = phrases.tag_at(level.last, "act")
    return following is not None and following.value in ("recognised", "commended")


def _named_fields(phrases: Phrases, head: Tag) -> FieldValue:
    """'hai lĩnh vực đổi mới quản lý và chuyển đổi số': as many names as the number says, known to the vocabulary or
    not."""
    wanted = FEW.get(phrases.key(head.first - 1))
    if wanted is None:
        return None
    names: list[str] = []
    at = start = head.last
    while True:
        if at == start and (whole := phrases.tag_at(at, "field")):
            at = whole.last  # 'văn hóa - xã hội' is one name
        ends = phrases.kind(at) != "word" or phrases.key(at) in AND or phrases.key(at) in _UNKNOWN_STOP
        if ends and at > start:
            known = phrases.tag_at(start, "field")
            words = " ".join(phrases.tokens[index].written for index in range(start, at))
            names += known.value if known is not None and known.last == at else [f"other:{words}"]
        if ends and (phrases.key(at) not in (",", *AND) or len(names) >= wanted):
            return names if len(names) == wanted else None
        at, start = at + 1, at + 1 if ends else start


def _known_next(phrases: Phrases, head: Tag) -> bool:
    return any(
        tag.kind in ("field", "other") for at in range(head.last, head.last + 3) for tag in phrases.starting.get(at, ())
    )


def _introduced(phrases: Phrases, count: Count, tag: Tag, fields: list[Tag]) -> bool:
    before = phrases.key(tag.first - 1)
    if before in _FIELD_INTRO or any(head.kind == "field_head" for head in phrases.ending.get(tag.first, ())):
        return True
    if fields and tag.first - fields[-1].last <= 3:
        return True
    behind = phrases.skip_movement(count.last)
    bound = (phrases.key(behind), phrases.key(behind + 1)) == (word_key("gắn"), word_key("với"))
    places = {behind, behind + 2} if bound else {behind}
    if phrases.key(behind) in _DEVOTED:  # 'tám mô hình làm kinh tế', 'ba mô hình phục vụ an ninh trật tự'
        places |= {behind + 1, behind + 2}
    if (phrases.key(behind), phrases.key(behind + 1)) in _HELPING:  # '6 mô hình giúp dân phát triển kinh tế'
        places |= {behind + 2, behind + 3}
    return tag.kind == "field" and tag.first in places


def _settle(phrases: Phrases, found: Attributes, fields: list[Tag]) -> None:
    """A list of all base fields says nothing about one field; the label before the number goes first."""
    if not fields or found.field is not None:
        return
    value = _field_value(phrases, fields)
    if isinstance(value, list) and (len(value) >= len(BASE) or set(BASE) <= set(value)):
        return
    found.field = value


def _holder_beside(phrases: Phrases, count: Count) -> str | None:
    """'29 mô hình của tập thể', 'điển hình là cá nhân', '01 mô hình còn lại là của hộ gia đình'."""
    at = phrases.skip_movement(count.last)
    if (phrases.key(at), phrases.key(at + 1)) == _THE_REST and phrases.key(at + 2) == _IS:
        at += 2
    while phrases.key(at) in _BELONGS:
        at += 1
    tag = phrases.tag_at(at, "measure")
    if (
        tag is None
        or phrases.kind(at - 1) == "number"
        or (
            tag.last < len(phrases.tokens)
            and phrases.key(tag.last) in (*AND, ",")
            and phrases.tag_at(tag.last + 1, "measure")
        )
    ):
        return None
    return _WHOSE.get(str(tag.value))
