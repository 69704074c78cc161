"""Labels that the vocabulary knows in part or not at all: 'Phát triển kinh tế hộ: 3', 'b) An toàn lao động: 8'."""

from kheo.reader.items import MOVEMENT, Item
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import Piece
from kheo.reader.readings import OTHER
from kheo.reader.statuses import act_of
from kheo.text import word_key

LONGEST = 9
_LEADING = {
    word_key(word)
    for word in (
        "kế tiếp đó là đến rồi sau thì về trên ở thuộc lĩnh vực và còn nhiều nhất ít mảng có cả thêm đứng đầu theo "
        "cuối cùng nhóm trong a b c d đ e g h"
    ).split()
}
_TRAILING = {word_key(word) for word in "có là : với được đạt góp chiếm đóng nhiều nhất gồm thì ( - –".split()}
_PLACES = {
    *("xã", "phường", "huyện", "quận", "thôn", "ấp", "bản", "xóm", "khối", "tỉnh", "buôn", "làng", "khóm", "cụm", "tp"),
    *("thị trấn", "thị xã", "thành phố", "khu phố", "tổ dân", "đặc khu"),
}
_OFFICES = {"ngành", "trung", "trạm", "bệnh", "bên", "khoa"}
_LEVELS = {
    "tỉnh": "province", "huyện": "district", "xã": "commune", "phường": "commune", "cơ sở": "commune",
    "quận": "district", "trung ương": "national", "thành phố": "city", "thị xã": "district",
}  # fmt: skip
_BELONGS = {word_key("thuộc"), word_key("về")}
_MOST, _MAKE_UP = word_key("nhất"), (word_key("cơ"), word_key("cấu"))
_NO_LABEL = {
    word_key(word)
    for word in (
        "năm tháng ngày quý so hơn tổng số đến nay trước tăng giảm tính hiện các những toàn mỗi đã được có trên qua "
        "kết như do vì khi nhờ theo tại từ với để mà nhưng cho hàng đợt kỳ lần ai họ ông bà anh chị đồng bí chủ đang sẽ"
    ).split()
}


def complete_labels(phrases: Phrases, items: list[Item]) -> None:
    """Give a number the field that its label begins with; within a list by fields, any other label is a field of its
    own, kept as the text has it."""
    for index, item in enumerate(items):
        item.has.year = _of_a_year(phrases, item)
        if whole := _whole_label(phrases, items, index):
            item.has.field, item.acts = whole, []
            continue
        if not _lacks_label(item) and not _tells_its_name(phrases, item):
            continue
        if behind := _field_behind(phrases, items, index):
            item.has.field = behind
            item.acts = [] if _tells_its_name(phrases, item) or not item.acts else item.acts
            continue
        if level := _bare_level(phrases, item):
            item.has.level, item.has.level_labelled = level, True
            continue
        span = _label_of(phrases, item)
        if span is None:
            continue
        first, last = span
        noun = phrases.tag_at(first, "measure")
        if noun is not None and noun.value in MOVEMENT:
            continue  # 'Mô hình đang làm: 03'
        field = _known_field(phrases, first)
        if _names_place(phrases, first, last) or (item.count.bare and phrases.tag_at(first, "body")):
            item.has.place = True
        elif field is not None:
            item.has.field, item.has.labelled = field, True
        elif _is_among_fields(phrases, items, index, first) or _divides_exactly(phrases, items, index):
            words = " ".join(phrases.tokens[at].written for at in range(first, last))
            item.has.field, item.has.labelled, item.acts = f"other:{words}", True, []


def _whole_label(phrases: Phrases, items: list[Item], index: int) -> str | None:
    """'xã hội hóa giáo dục: 11' in a list by fields: all of the label, where the vocabulary knows its end alone."""
    item = items[index]
    if not item.count.bare or not item.has.labelled or not str(item.has.field).startswith(OTHER):
        return None
    span = _label_of(phrases, item) if _stands_behind_label(item) else None
    if span is None or phrases.tag_at(span[0], "field") or phrases.tag_at(span[0], "other"):
        return None
    if not (_is_among_fields(phrases, items, index, span[0]) or _divides_exactly(phrases, items, index)):
        return None
    return OTHER + " ".join(phrases.tokens[at].written for at in range(*span))


def _of_a_year(phrases: Phrases, item: Item) -> bool:
    """'Năm 2018: 08 mô hình', 'năm 2019 là 251'."""
    at = item.count.first - 1
    while phrases.key(at) in _TRAILING:
        at -= 1
    return phrases.kind(at) == "number" and phrases.key(at - 1) == word_key("năm")


def _field_behind(phrases: Phrases, items: list[Item], index: int) -> str | None:
    """'hai mô hình môi trường' beside 'bốn mô hình kinh tế'; 'bảy thuộc chăm sóc trẻ em' in a list of such."""
    item = items[index]
    at = phrases.skip_movement(item.count.last)
    beside = [items[near] for near in (index - 1, index + 1) if 0 <= near < len(items)]
    tag = phrases.tag_at(at, "other")
    if tag is not None and any(other.has.field is not None for other in beside):
        return f"other:{tag.value}"
    behind = [other for other in beside if phrases.key(phrases.skip_movement(other.count.last)) in _BELONGS]
    told = [tag for tag in item.said.own_right if tag.first > at + 1]  # 'mô hình về xây dựng tổ chức công đoàn'
    if phrases.key(at) not in _BELONGS or not behind or told:
        return None
    last = at + 1
    while phrases.kind(last) == "word" and last - at <= LONGEST and (last == at + 1 or not phrases.tag_at(last, "act")):
        last += 1
    words = " ".join(phrases.tokens[place].written for place in range(at + 1, last))
    return f"other:{words}" if words and phrases.tag_at(at + 1, "field") is None else None


def _lacks_label(item: Item) -> bool:
    known = (item.has.field, item.has.level, item.has.holder)
    if item.measure == "percent" or item.change or item.back_reference or any(value is not None for value in known):
        return False
    return not item.acts or _stands_behind_label(item) or (item.count.bare and all(act.weak for act in item.acts))


def _tells_its_name(phrases: Phrases, item: Item) -> bool:
    """'22 mô hình về xây dựng tổ chức công đoàn': the verb is in the name of a field."""
    at = phrases.skip_movement(item.count.last)
    own = item.said.own_right
    return phrases.key(at) in _BELONGS and bool(own) and own[0].first == at + 1 and item.has.field is None


def _stands_behind_label(item: Item) -> bool:
    """'xây dựng cảnh quan trường học: 14': a label with a verb in it, and a bare number behind a colon."""
    return item.count.bare and bool(item.around.left) and item.around.left[-1].sign == ":"


def _label_of(phrases: Phrases, item: Item) -> tuple[int, int] | None:
    """The tokens of the label before the number, without the words that lead to it; None where there is none."""
    piece = _piece_of_label(item)
    if piece is None:
        return None
    first, last = piece.first, min(piece.last, item.count.first)
    if _stands_behind_label(item) and piece.tags and piece.tags[0].kind == "act":
        first = piece.tags[0].first
    while last > first and phrases.key(last - 1) in _TRAILING:
        last -= 1
    while first < last and (phrases.key(first) in _LEADING or phrases.kind(first) != "word"):
        first += 1
    if not 1 < last - first <= LONGEST and not (last - first == 1 and phrases.tag_at(first, "field")):
        return None
    plain = all(
        phrases.kind(at) == "word"
        or phrases.key(at) in (",", "-", "–")
        or (phrases.kind(at) == "number" and phrases.key(at - 1) in ("-", "–"))  # 'phòng, chống dịch Covid-19'
        for at in range(first, last)
    )
    told = not _stands_behind_label(item) and any(
        tag.kind in ("level", "division")
        or (tag.kind == "body" and not item.count.bare)
        or (tag.kind == "act" and not act_of(tag).weak)
        or (tag.kind == "scope" and tag.value != "purpose")
        for tag in piece.tags
        if tag.first >= first
    )
    is_no_name = phrases.key(last - 1) == _MOST or (phrases.key(first), phrases.key(first + 1)) == _MAKE_UP
    noun = phrases.tag_at(first, "measure")
    is_no_name = is_no_name or (noun is not None and noun.last == last)  # 'I. MÔ HÌNH: 41'
    return None if told or not plain or is_no_name or phrases.key(first) in _NO_LABEL else (first, last)


def _piece_of_label(item: Item) -> Piece | None:
    """The last words before the number: its own piece, or the one before a colon or a bracket."""
    pieces = item.around.left
    if not pieces:
        return None
    if pieces[-1].words:
        return pieces[-1]
    return pieces[-2] if len(pieces) > 1 and pieces[-1].sign in (":", "(", "-", "–", "|") else None


def _known_field(phrases: Phrases, first: int) -> str | list[str] | None:
    tag = phrases.tag_at(first, "field")
    if tag is None:
        return None
    return tag.value[0] if len(tag.value) == 1 else list(tag.value)


def _bare_level(phrases: Phrases, item: Item) -> str | None:
    """'- Cấp: tỉnh 36; huyện 178; cơ sở 628': the levels without the word before each."""
    at = item.count.first - 1
    while phrases.key(at) in (":", word_key("là"), word_key("có")):
        at -= 1
    words = (phrases.tokens[at - 1].written + " " if at else "") + phrases.tokens[at].written if at >= 0 else ""
    level = _LEVELS.get(words.lower()) or _LEVELS.get(words.lower().split(" ")[-1])
    divides = any(phrases.key(index) == word_key("cấp") for index in range(max(0, at - 40), at))
    return level if divides else None


def _names_place(phrases: Phrases, first: int, last: int) -> bool:
    """'xã An Phú 12, thị trấn Tân Hiệp 59', 'ngành y tế 5': a unit or a branch before its number."""
    words = [phrases.tokens[at].written for at in range(first, last)]
    types = words[0].lower() in _PLACES or " ".join(words[:2]).lower() in _PLACES
    office = words[0].lower() in _OFFICES and len(words) > 1
    block = words[0].lower() == "khối" and not phrases.tag_at(first, "field")  # 'khối cơ quan 18'
    return office or block or (types and len(words) > 1 and words[-1][:1].isupper())


def _divides_exactly(phrases: Phrases, items: list[Item], index: int) -> bool:
    """A list of bare numbers, each behind a label, that add up to the number before the list."""
    start = index
    while start > 0 and items[start].count.bare:
        start -= 1
    end = index
    while end + 1 < len(items) and items[end + 1].count.bare:
        end += 1
    parts = items[start + 1 : end + 1]
    if len(parts) < 2 or items[start].measure in (None, "percent"):
        return False
    labelled = all(part.has.labelled or _label_of(phrases, part) is not None for part in parts)
    return labelled and sum(part.value for part in parts) == items[start].value


def _is_among_fields(phrases: Phrases, items: list[Item], index: int, first: int) -> bool:
    """A neighbour of the same list is labelled with a field, or the list says that it divides by fields."""
    item = items[index]
    for at in (index - 1, index + 1):
        if 0 <= at < len(items) and items[at].has.labelled and items[at].has.field is not None:
            between = items[max(at, index)].around.signs
            return "." not in between and (items[at].measure in (item.measure, None) or item.measure is None)
    floor = items[index - 1].count.last if index else 0
    return any(tag.kind == "field_head" and floor <= tag.first < first for tag in phrases.tags) or any(
        tag.kind == "division" and floor <= tag.first < first and _says_field(phrases, tag.first, tag.last)
        for tag in phrases.tags
    )


def _says_field(phrases: Phrases, first: int, last: int) -> bool:
    return any(phrases.key(at) == word_key("lĩnh") for at in range(first, last))
