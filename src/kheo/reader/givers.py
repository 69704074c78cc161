"""Who gives, and what: 'Bằng khen của Ban Thường vụ Tỉnh ủy', 'được Chủ tịch UBND tỉnh tặng'."""

from kheo.reader.items import Item
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import AND
from kheo.reader.tokens import Tag
from kheo.text import word_key, word_keys

_OF_BODY = {
    word_key(word)
    for word in (
        "của tỉnh huyện xã phường thị trấn quận thành phố ủy viên ban phong trào thi đua dân vận khéo nhân trung "
        "ương tw đảng bộ thường vụ công tác và quy chế dân chủ cơ sở mặt trận tổ quốc việt nam lao động nhà trường ty "
        "khối quan doanh nghiệp"
    ).split()
}
_LEVEL_WORDS = {
    word_key("tỉnh"): "province", word_key("huyện"): "district", word_key("quận"): "district",
    word_key("phường"): "commune", word_key("xã"): "commune",
    word_key("tp"): "city", "thành phố": "city", "thị xã": "district", "trung ương": "national", "thị trấn": "commune",
}  # fmt: skip
_INSTITUTIONS = {word_key(word) for word in "bệnh khối trường sở công quân biên sư trung lữ cơ viện học đại".split()}
_TOWARDS = {word_key(word) for word in "gửi với lên trình tới để về".split()}
_YOUTH = {"tỉnh đoàn": "province", "thành đoàn": "city", "huyện đoàn": "district", "thị đoàn": "district"}
_ENDS = {word_key(word) for word in "đã cho tặng trao khen công được xét quyết tổ".split()}
_SECOND_HALVES = {word_key(word) for word in "viện khu sự phòng dục đội đoàn".split()}
_LEVELS_BEFORE = {word_key("cấp"), word_key("các")}
_LEVEL_NAMES = {word_key(word) for word in "tỉnh huyện quận xã phường thị trấn thành phố sở cơ".split()}
_WORK_OF_COUNCILS = word_keys("bình chọn", "bình xét", "thẩm định", "xét chọn", "xét duyệt", "thi đua")
_WHERE = word_keys("các cấp", "bệnh viện", "công ty", "xí nghiệp")
_NUMBERED = {word_key("quận"), word_key("phường")}
_BEFORE_SUBJECT = {",", ";", ".", ":", "-", "–", "+", "\n", word_key("được"), word_key("do")}
LONGEST = 24


def giver_of(phrases: Phrases, item: Item) -> tuple[str | None, str | None]:
    """The body that gives and the award, as written; None where the text does not say. A number that shares another's
    verb shares its giver: 'tặng Giấy khen cho 3 tập thể, 12 cá nhân'."""
    by, award = _own_giver(phrases, item)
    if by is None and award is None and item.before is not None and _goes_on(phrases, item):
        return giver_of(phrases, item.before)[0], None
    if item.like is None or item.like.like is item:
        return by, award
    others = giver_of(phrases, item.like)
    if item.like.count.first > item.count.first:  # '2 tập thể, 3 cá nhân được Chủ tịch UBND huyện tặng Giấy khen'
        return others[0] or by, others[1] or award
    return by or others[0], award or others[1]


def _goes_on(phrases: Phrases, item: Item) -> bool:
    """'Huyện ủy tặng Giấy khen cho 12 tập thể và biểu dương 5 hộ': the same body does a second thing."""
    signs = set(item.around.signs)
    if not item.said.own_left or not item.around.left or not signs or not signs <= AND | {",", ";"}:
        return False
    first = item.around.left[-1].first
    return item.said.own_left[0].first == first or phrases.key(first) == word_key("đồng")


def _own_giver(phrases: Phrases, item: Item) -> tuple[str | None, str | None]:
    tags = [tag for piece in (*item.around.left, *item.around.right) for tag in piece.tags]
    awards = [tag for tag in tags if tag.kind == "act" and "award" in tag.meaning.traits]
    award = written(phrases, awards[-1].first, awards[-1].last) if awards else None
    bodies = [tag for tag in tags if tag.kind == "body"]
    if not bodies:
        return _bare_giver(phrases, item), award
    of_award = [
        body
        for body in bodies
        if awards and phrases.key(body.first - 1) == word_key("của") and 0 < body.first - awards[-1].last <= 2
    ]
    passive = [body for body in bodies if phrases.key(body.first - 1) in (word_key("được"), "duoc", word_key("do"))]
    subject = [body for body in bodies if _gives(phrases, body, item)]
    for choice in (of_award, passive, subject):
        if choice:
            end = body_end(phrases, choice[-1])
            return written(phrases, _body_start(phrases, choice[-1]), end), award
    return None, award


def _bare_giver(phrases: Phrases, item: Item) -> str | None:
    """'Huyện công nhận 19 mô hình', '19 mô hình được huyện công nhận': a level alone is the subject."""
    for act in (*item.said.own_left, *item.said.own_right):
        at = act.first - 1
        while phrases.key(at) == word_key("đã"):
            at -= 1
        if act.value not in ("recognised", "commended") or at < 0:
            continue
        for first in (at, at - 1):  # 'huyện công nhận', 'các cấp công nhận', 'được Thị xã công nhận'
            said = " ".join(phrases.tokens[index].written.lower() for index in range(max(0, first), at + 1))
            known = said in _LEVEL_WORDS or said == "các cấp" or (first == at and phrases.key(at) in _LEVEL_WORDS)
            if first >= 0 and known and (first == 0 or phrases.key(first - 1) in _BEFORE_SUBJECT):
                return written(phrases, first, at + 1)
    return None


def _body_start(phrases: Phrases, body: Tag) -> int:
    """'Ban Thường vụ Huyện ủy' is one body of two known names."""
    first = body.first
    while (before := phrases.tag_before(first, "body")) is not None:
        first = before.first
    return first


def _gives(phrases: Phrases, body: Tag, item: Item) -> bool:
    """The body is the subject of the giving verb: it opens the clause, or the verb follows it."""
    end = body_end(phrases, body)
    opens = phrases.key(body.first - 1) in (",", ";", "", ".", "\n", ":") or body.first == 0
    # 'Công an phường: 36 cá nhân nhận Giấy khen' tells whose, 'Chủ tịch UBND xã: Giấy khen cho 2 tập thể' who gives
    gives = any("award" in tag.meaning.traits for tag in phrases.starting.get(end + 1, ()) if tag.kind == "act")
    is_title = phrases.key(end) == ":" and not gives
    return phrases.key(end) in _ENDS or (opens and not is_title and end < item.count.first)


_NOT_LAST = {word_key(word) for word in "của và công tổ".split()}


def body_end(phrases: Phrases, body: Tag) -> int:
    """Where the name of a body ends: it goes on over capital letters, the movement's name, and words of offices."""
    at = body.last
    while at < len(phrases.tokens) and at - body.first < LONGEST:
        token = phrases.tokens[at]
        if inner := phrases.tag_at(at, "body"):  # 'Ban Thường vụ Liên đoàn Lao động thành phố'
            at = inner.last
            continue
        named = token.kind == "movement" or (
            token.kind == "word" and (token.written[:1].isupper() or token.key in _OF_BODY)
        )
        more = 1 if named else _goes_on_over(phrases, body, at)
        if not more:
            break
        at += more
    while at > body.last and phrases.key(at - 1) in _NOT_LAST:
        at -= 1
    if phrases.key(at - 1) == word_key("ban") and phrases.key(at) == word_key("hành") and at - 1 > body.first:
        at -= 1  # 'Giám đốc Sở ban hành quyết định'
    return at


def _goes_on_over(phrases: Phrases, body: Tag, at: int) -> int:
    """How many more tokens the name of a body has: 'Bệnh|viện', 'Quân|khu 5', 'UBND|cấp huyện', 'Cấp ủy|các xã,
    phường', 'Hội đồng|bình chọn'."""
    before = phrases.tokens[at - 1]
    if before.written[:1].isupper() and phrases.key(at) in _SECOND_HALVES:
        return 2 if phrases.key(at) == word_key("khu") and phrases.kind(at + 1) == "number" else 1
    if phrases.key(at) in _LEVELS_BEFORE and phrases.key(at + 1) in _LEVEL_NAMES:
        end = at + 2
        while phrases.key(end) in _LEVEL_NAMES or (
            phrases.key(at) == word_key("các")
            and phrases.key(end) in (",", *AND)
            and phrases.key(end + 1) in _LEVEL_NAMES
        ):
            end += 1
        return end - at
    if (phrases.key(at), phrases.key(at + 1)) in _WHERE:
        return 2
    if phrases.kind(at) == "number" and phrases.key(at - 1) in _NUMBERED and phrases.key(at + 1) in _ENDS:
        return 1  # 'Chủ tịch UBND quận 10 tặng'
    of_council = phrases.key(body.first + 1) == word_key("đồng")
    return 2 if of_council and (phrases.key(at), phrases.key(at + 1)) in _WORK_OF_COUNCILS else 0


def level_of_body(phrases: Phrases, body: Tag) -> str | None:
    """The level at which a body stands: by its own name, or by the word after it; 'city' where the place must tell."""
    if body.value != "any":
        return None if _is_institutions(phrases, body) else str(body.value)
    end = body_end(phrases, body)
    for at in range(body.last, end):
        pair = (
            f"{phrases.tokens[at].written} {phrases.tokens[at + 1].written}".lower()
            if at + 1 < len(phrases.tokens)
            else ""
        )
        level = _LEVEL_WORDS.get(pair) or _LEVEL_WORDS.get(phrases.key(at))
        if level:
            return level
    return None


def _is_institutions(phrases: Phrases, body: Tag) -> bool:
    """'Đảng ủy Bệnh viện …', 'Đảng ủy Khối …': a body at no level of the country."""
    if body.last >= len(phrases.tokens):
        return False
    after = phrases.tokens[body.last]
    return after.written[:1].isupper() and after.key in _INSTITUTIONS


def level_asked(phrases: Phrases, item: Item) -> str | None:
    """The level that a nomination or registration is addressed to: the body after 'với', 'lên' or the asking verb."""
    tags = [tag for piece in (*item.around.left, *item.around.right) for tag in piece.tags]
    asking = [tag for tag in tags if tag.kind == "act" and tag.value in ("nominated", "registered")]
    for act in asking:
        if act.value == "nominated" and (level := _bare_level(phrases, act.last)):
            return level
    asked = any(act.status == "nominated" for act in item.acts)  # 'đăng ký với Khối Dân vận xã' tells no level
    for tag in tags:
        if tag.kind == "level":
            return str(tag.value)
        towards = phrases.key(tag.first - 1) in _TOWARDS or any(0 <= tag.first - act.last <= 3 for act in asking)
        if tag.kind == "body" and towards and asked:
            level = level_of_body(phrases, tag)
            if level:
                return level
    behind = phrases.skip_movement(item.count.last)
    if asking and phrases.key(behind) == word_key("lên") and (level := _bare_level(phrases, behind)):
        return level  # 'giới thiệu 3 mô hình lên thành phố'
    if any(act.value == "nominated" for act in asking):
        right = [tag for piece in item.around.right for tag in piece.tags if tag.kind == "body"]
        last = right[-1] if len(right) > 1 and any(0 <= right[-1].first - act.last <= 1 for act in asking) else None
        if last is not None and (level := level_of_body(phrases, last)):
            return level  # 'giới thiệu 2 điển hình để Đảng ủy xã đề nghị Ban Dân vận Huyện ủy khen thưởng'
        return next((level for tag in right if (level := level_of_body(phrases, tag))), None)
    return None


def _bare_level(phrases: Phrases, at: int) -> str | None:
    """'đề nghị huyện khen', 'đề nghị thành phố công nhận', 'đề nghị Thành đoàn Hà Nội công nhận'."""
    if phrases.key(at) in _TOWARDS:
        at += 1
    words = [phrases.tokens[index].written.lower() for index in range(at, min(at + 2, len(phrases.tokens)))]
    if words[:1] in (["tỉnh"], ["huyện"], ["quận"], ["phường"], ["xã"]):
        return _LEVEL_WORDS.get(phrases.key(at))
    return _LEVEL_WORDS.get(" ".join(words)) or _YOUTH.get(" ".join(words))


def written(phrases: Phrases, first: int, last: int) -> str:
    """Tokens `first` to `last` as the text has them."""
    words = []
    for at in range(first, last):
        token, before = phrases.tokens[at], phrases.tokens[at - 1] if at > first else None
        words.append(("" if before is None or before.end == token.start else " ") + token.written)
    return "".join(words).replace("\n", " ")
