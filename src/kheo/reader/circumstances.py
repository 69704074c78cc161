"""Whether a number stands, happened, changed or is a goal, and in which period."""

import re

from kheo.reader.items import MOVEMENT, Item
from kheo.reader.periods import period_in
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import Piece
from kheo.reader.readings import Span
from kheo.reader.tokens import Tag
from kheo.text import word_key, word_keys

_NEXT = re.compile(r"[;.,:(\n]|trong đó|gồm|theo\b|kế hoạch|nghị quyết|chương trình|đề án|so với", re.IGNORECASE)
_OF_A_PLAN = re.compile(
    r"kế hoạch|nghị quyết|chương trình|đề án|chỉ thị|hướng dẫn|so với|nhiệm vụ|phương hướng", re.IGNORECASE
)
_GOAL = re.compile(r"phấn đấu|chỉ tiêu|mục tiêu|đặt ra|phương hướng|nhiệm vụ", re.IGNORECASE)
_ITS_PLAN = re.compile(r"\W*kế hoạch\s+(?:của\s+)?(?:cả\s+)?năm\s+20\d\d\s*:", re.IGNORECASE)
_YEAR_OF_THE_NEXT = re.compile(
    r"năm\s+20\d\d\s*(?:(?:đã|chỉ|mới)\s+)?(?:là|có|đạt|tăng lên|lên|còn|xuống|giảm còn|:)\s*\d", re.IGNORECASE
)
_PASSIVE, _DIVIDED = {word_key("được")}, {word_key("chia"), word_key("trải")}
_SPAN, _WHEN = word_key("đoạn"), word_key("khi")
_YEAR = (word_key("năm"), "number")
_HAD_NOW = (word_key("hiện"), word_key("có"))
_STARTING_FROM = word_keys("cơ sở", "trên nền", "nền tảng", "kết quả")
_ALREADY = word_key("đã")
AFTER, LEAD = 90, 60
_NOW, LONGEST_START = word_key("nay"), 4
_TIMES = {word_key(word) for word in "năm tháng quý tuần ngày lần".split()}
_RATHER_STOCK = {word_key(word) for word in ("toàn", "hiện", "nay")}


def role_of(phrases: Phrases, item: Item, *, target: bool) -> str:
    """`stock`, `flow`, `change` or `target` of one number.

    Only what runs can stand at a date; what was registered, recognised or rewarded happened, even "to this day".
    """
    tags = [tag for piece in _clause(item) for tag in piece.tags if tag.kind == "scope"]
    if item.change:
        return "change"
    if item.base and not item.acts:
        return "stock"
    wanted = target or any(tag.value == "target" and not _is_each_time(phrases, item, tag) for tag in tags)
    if wanted and not _is_there_now(phrases, item):
        done = is_done(phrases, item) and bool(item.said.own_left)
        return "flow" if not target and (done or _is_had_already(phrases, item)) else "target"
    if item.goal:
        return "target"
    if any(act.status not in (None, "operating", "effective") for act in item.acts):
        return "flow"
    acts = {act.act for act in item.acts}
    if item.measure == "teams" and acts and acts <= {"exist", "run"}:
        return "stock"
    right = [tag for piece in item.around.right for tag in piece.tags if tag.kind == "scope"]
    stands = any(tag.value == "stock" and not _is_end_of_a_span(phrases, tag) for tag in (*tags, *right))
    if stands or "keep" in acts:
        return "stock"
    in_whole = any(
        phrases.key(at) in _RATHER_STOCK for piece in item.around.left[-1:] for at in range(piece.first, piece.last)
    )
    return "stock" if in_whole and item.said.exists and not item.acts and item.measure in MOVEMENT else "flow"


def _is_end_of_a_span(phrases: Phrases, tag: Tag) -> bool:
    """'Từ đó đến nay, các cấp hội đã xây dựng 86 mô hình': what happened in that time."""
    words = [phrases.key(at) for at in range(max(0, tag.first - LONGEST_START), tag.first)]
    return phrases.key(tag.last - 1) == _NOW and word_key("từ") in words and not {",", "."} & set(words)


def is_done(phrases: Phrases, item: Item) -> bool:
    """'Bước sang năm 2023, các xã đã đăng ký 181 mô hình': no goal any more."""
    first = item.said.own_left[0].first if item.said.own_left else item.count.first
    return _ALREADY in (phrases.key(first - 1), phrases.key(first - 2))


def _is_had_already(phrases: Phrases, item: Item) -> bool:
    """'chỉ tiêu 40 mô hình; hết tháng 6 đã có 34 mô hình đăng ký'."""
    at = item.count.first
    return (phrases.key(at - 2), phrases.key(at - 1)) == (_ALREADY, word_key("có"))


def _is_there_now(phrases: Phrases, item: Item) -> bool:
    """'Năm tới, trên cơ sở 35 mô hình đang duy trì, …': what a plan starts from."""
    at, behind = item.count.first, phrases.skip_movement(item.count.last)
    is_had = (phrases.key(behind), phrases.key(behind + 1)) == _HAD_NOW  # 'giữ vững 47 mô hình hiện có'
    return is_had or (phrases.key(at - 2), phrases.key(at - 1)) in _STARTING_FROM


def is_told_as_there(phrases: Phrases, item: Item) -> bool:
    """'con số 64 mô hình hiện có là không nhỏ': there now, in a plan too, but where the plan is to keep just these."""
    own = item.said.own_left
    return _is_there_now(phrases, item) and not (own and own[-1].last == item.count.first)


def _clause(item: Item) -> list[Piece]:
    """The pieces before a number that belong to its sentence."""
    pieces = item.around.left
    stops = [index for index, piece in enumerate(pieces) if piece.sign in (".", "!", "?", "…")]
    return pieces[stops[-1] :] if stops else pieces


def _is_each_time(phrases: Phrases, item: Item, tag: Tag) -> bool:
    """'mỗi năm', '2 triệu đồng mỗi mô hình': no goal for each unit, which stands right before its verb and number."""
    if phrases.tokens[tag.first].written.lower() != "mỗi":
        return False
    return phrases.key(tag.last) in _TIMES or not any(tag in piece.tags for piece in item.around.left[-1:])


def carry_roles(phrases: Phrases, items: list[Item], roles: list[str]) -> None:
    """A goal holds for the rest of its sentence or list; a part stands or happened as its total did, a share as its
    number."""
    goal = False
    for index, item in enumerate(items):
        signs = set(item.around.signs)
        if index and signs & {".", "!", "?", "…"} and "\n" not in signs:
            goal = False
        done = ";" in signs and is_done(phrases, item)  # 'kế hoạch giao 1.200 mô hình; kết quả, tỉnh đã xây dựng 1.338'
        had = _is_had_already(phrases, item) or _is_there_now(phrases, item)
        goal = (goal or roles[index] == "target") and not (done or had)
        if goal and roles[index] != "change":
            roles[index] = "target"
        whole = item.total
        if whole is not None and item.measure == "percent" and roles[whole] == "change":
            roles[index] = "change"  # 'tăng 39 mô hình, tức 8,72%'
        if whole is not None and roles[index] in ("flow", "stock") and roles[whole] in ("flow", "stock"):
            told = {act.status for act in item.acts} - {act.status for act in items[whole].acts}
            if item.measure == "percent" or told <= {"operating", "effective"}:
                roles[index] = roles[whole]


def lead_period(text: str, start: int, first: int, year: str | None) -> Span | None:
    """The period with which a sentence opens, before its first number: 'Sang năm 2025, xã phấn đấu …'; `year` is the
    report's."""
    opening = text[start:first]
    cut = max(opening.rfind(". "), opening.rfind("\n")) + 1
    of_a_plan = _OF_A_PLAN.search(opening[cut : cut + 40]) and not _ITS_PLAN.match(opening[cut:])
    if of_a_plan and not _GOAL.search(opening[cut:]):
        return None
    return period_in(text, start + cut, min(first, start + cut + LEAD), year)


def period_of(text: str, phrases: Phrases, item: Item) -> Span | None:
    """The period that the words beside a number state, the report's own too."""
    opened = item.count.first - 1
    of_a_year = opened > 1 and (phrases.key(opened - 2), phrases.kind(opened - 1)) == _YEAR
    if phrases.key(opened) == "(" and (of_a_year or phrases.key(opened - 4) == _SPAN):
        # 'tăng 5 mô hình so với năm 2013 (47 mô hình)', 'so với giai đoạn 2016 - 2020 (476 mô hình)'
        return period_in(text, phrases.tokens[max(0, opened - 6)].start, phrases.tokens[opened - 1].end)
    found = None
    for start, end in _beside(text, phrases, item):
        found = period_in(text, start, end) or found
    return found


def _beside(text: str, phrases: Phrases, item: Item) -> list[tuple[int, int]]:
    """The clause before the number, and what follows its noun up to the next sign."""
    spans = []
    pieces = item.around.left[-3:]
    for index, piece in enumerate(pieces):
        if index < len(pieces) - 2 or not piece.words:
            continue
        of_then = index + 1 < len(pieces) and phrases.key(pieces[index + 1].first) == _WHEN
        if _OF_A_PLAN.search(_span(text, phrases, piece)) and not of_then:
            continue  # but 'So với giai đoạn 2016 - 2020, khi toàn tỉnh chỉ đăng ký 3.013'
        spans.append((phrases.tokens[piece.first].start, phrases.tokens[piece.last - 1].end))
    start = phrases.tokens[item.count.last - 1].end
    stop = _NEXT.search(text, start, start + AFTER)
    end = stop.start() if stop else min(start + AFTER, phrases.tokens[-1].end)
    following = _YEAR_OF_THE_NEXT.search(text, start, min(end + AFTER, phrases.tokens[-1].end))
    spans.append((start, min(end, following.start()) if following else end))
    return spans


def _span(text: str, phrases: Phrases, piece: Piece) -> str:
    return text[phrases.tokens[piece.first].start : phrases.tokens[piece.last - 1].end]


def is_repeated(phrases: Phrases, item: Item) -> bool:
    """'6 mô hình nêu trên', 'trong 20 mô hình …', '20 mô hình được chia như sau': a number that the text has given
    before."""
    at = phrases.skip_movement(item.count.last)
    for index in range(at, at + 5):
        if phrases.kind(index) != "word":
            break
        if any(tag.kind == "scope" and tag.value == "repeated" for tag in phrases.starting.get(index, ())):
            return True
    if (phrases.key(at) in _PASSIVE and phrases.key(at + 1) in _DIVIDED) or phrases.key(at) in _DIVIDED:
        return True
    before = [phrases.tokens[index].written.lower() for index in range(max(0, item.count.first - 4), item.count.first)]
    return bool(
        re.search(
            r"(?:\btrong(?: tổng)?(?: số)?|\bngoài|\briêng|\bcả|\bcác|\bnhững|\bhồ sơ của"
            r"|\bcơ cấu|\bcơ cấu của|\bbóc tách|\bmổ xẻ|\bphân tích|\btách riêng|\bcũng)\Z",
            " ".join(before),
        )
    )
