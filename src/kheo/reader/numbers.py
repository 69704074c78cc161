"""Why a number of the text is no fact: every number that is none gets one of a closed list of reasons."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from kheo.reader.readings import Fact, Ignored, Number
from kheo.reader.tokens import DOCUMENT
from kheo.text import parse_number_vi

REASONS = {
    "furniture": "stands in what the page prints around the report",
    "date": "a day",
    "time": "an hour",
    "period": "a year, a month, a quarter, or a span of them",
    "document": "the number of a document, or of a part of one",
    "money": "a sum of money",
    "quantity": "a length, an area, a weight, a volume",
    "duration": "how long something took, or how often it was",
    "age": "an age",
    "anniversary": "an anniversary or an ordinal",
    "share": "a percentage of something that is not counted here",
    "name": "the name of a place, a unit, a form",
    "list mark": "numbers a heading or an item of a list",
    "address": "a telephone number or an address",
    "repeated": "a count that was said before",
    "other thing": "counts something that is no part of the movement's figures",
    "unknown": "no reason is known",
}
"""The closed list of reasons, each with what it means."""

_NUMBER = re.compile(r"(?<![\d.,])\d+(?:[.,\u00a0]\d+)*(?![\d])")
_ADDRESS = re.compile(r"\b0\d{1,3}[.\s-]?\d{3,4}[.\s-]?\d{3,4}\b|https?://\S+|www\.\S+|\S+@\S+|\d{7,}")
_DATE = re.compile(
    r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}\b"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    r"|(?:ngày|sáng|chiều|tối|đêm|trưa|mùng|mồng|từ|đến|và|rằm|hôm|nay|dịp|lễ|trước|sau)\s*\(?\d{1,2}\s?[/-]\s?\d{1,2}\b(?!\s*[/.-]?\d)"
    r"|\(\d{1,2}\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?\d{4})?\)"
    r"|(?:ngày|mùng|mồng)\s+\d{1,2}(?:\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?)?\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}\s?[:h]\s?\d{2}\b|\b\d{1,2}\s?(?:giờ|h)(?:\s?\d{2})?\b|GMT\s?[+-]\s?\d+", re.IGNORECASE)
_DOCUMENT = re.compile(
    rf"{DOCUMENT}|(?:điều|khoản|điểm|mục|chương|phụ lục|biểu(?:\s+số)?|mẫu(?:\s+số)?|khóa|nghị quyết|chỉ thị|kết luận|"
    r"quyết định|thông tư|nghị định|hướng dẫn|kế hoạch|chương trình|công văn|quy định|luật|đề án|văn bản|thông báo)\s+"
    r"(?:số\s+)?\d+|\bsố\s*:?\s*\d+(?=\s*[-/])",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:năm|giai\s+đoạn|nhiệm\s+kỳ|tháng|quý|niên\s+khóa|vụ|năm\s+học)\s+\(?\d{1,4}(?:\s*[-–/]\s*\d{1,4})*"
    r"|\b\d{1,2}\s+tháng\s+(?:đầu|cuối)|\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)?\d\d\b)?|\d{1,2}/(?:19|20)\d\d",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\d[\d.,]*\s*(?:-\s*\d[\d.,]*\s*)?(?:(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ)\s*)*(?:đồng|đ|vnđ|vnd|usd|đô la)\b"
    r"|\d[\d.,]*\s*(?:triệu|tỷ|tỉ|nghìn tỷ)\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\d[\d.,]*\s*(?:-\s*\d[\d.,]*\s*)?(?:km2|km²|km|m2|m²|m3|m³|mét|cm|mm|m|ha|héc|hecta|sào|mẫu|công đất|kg|ki-lô|"
    r"tấn|tạ|yến|lít|gam|kw|kwh|độ|sải|gang|thước|cây số|ki lô)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?:tuổi|thọ)\s+\d+|\d+\s*(?:-\s*\d+\s*)?tuổi", re.IGNORECASE)
_ANNIVERSARY = re.compile(
    r"(?:lần\s+)?thứ\s+\d+|kỷ\s+niệm\s+(?:lần\s+thứ\s+)?\d+|"
    r"\d+\s+năm\s+(?:ngày|thành lập|chiến thắng|xây dựng|truyền thống|giải)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\d[\d.,]*\s*(?:-\s*\d+\s*)?(?:năm|tháng|tuần|ngày|giờ|phút|giây|buổi|lần|lượt|ngày công|"
    r"công(?!\s+nhận)|đêm|mùa|vụ|kỳ|thế kỷ)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d[\d.,]*\s*(?:-\s*\d[\d.,]*\s*)?(?:%|phần\s+trăm|phần\s+nghìn|điểm)", re.IGNORECASE)
_NAME = re.compile(
    r"(?:khu\s+phố|tổ(?:\s+dân\s+phố|\s+dân\s+cư)?|thôn|ấp|khóm|phường|quận|đội|lớp|đường|hẻm|ngõ|ngách|quân\s+khu|đoàn|sư\s+đoàn|"
    r"trung\s+đoàn|tiểu\s+đoàn|quốc\s+lộ|tỉnh\s+lộ|cụm|khối|bản|xóm|khu\s+vực|khu|lô|nhóm|hạng|loại|cấp\s+độ|covid\s*-?|số\s+nhà|"
    r"xã|mức|kênh|cầu|trường|nhà|biển|ô|tầng|phòng|bậc|đợt|vòng|tiêu\s+chí|chuẩn|dự\s+án|thửa|tờ|số|km|ql|đt|tl|giải)\s*\.?\s*\d+"
    r"(?:[a-zA-Z]\b)?(?:\s*(?:,|và|-|–)\s*\d+)*",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(
    r"(?:^|\n)[ \t]*(?:[IVX]+[.\-)]\s*)?\d{1,2}(?:\.\d{1,2})*[.)/-](?=\s|[^\W\d_])"
    r"|^[ \t]*\|?[ \t]*\d{1,3}[ \t]*(?=\||\t)"
    r"|(?:^|[:;])[ \t]*\(\d{1,2}\)",
    re.MULTILINE,
)
_SIGN = re.compile(r"[^\W\d_]*\d+[a-zA-ZĐđ]+\d*\b|[A-ZĐ]{1,6}-?\d+\b")
_THING = re.compile(r"\s*(?:\([^()\d]{0,40}\)\s*)?(?:[/×x-]\s*)?[^\W\d_]")
_RANGE_END = re.compile(r"\s*(?:-|–|đến|tới|/|,|và|hoặc)\s*\d")
_COUNTED = re.compile(r"\s*(?:mô hình|điển hình|tập thể|cá nhân|tổ dân vận)", re.IGNORECASE)

_PATTERNS = (
    ("address", _ADDRESS), ("document", _DOCUMENT), ("date", _DATE), ("time", _TIME), ("money", _MONEY),
    ("list mark", _LIST_MARK), ("anniversary", _ANNIVERSARY), ("period", _PERIOD), ("age", _AGE),
    ("quantity", _QUANTITY), ("share", _SHARE), ("duration", _DURATION), ("name", _NAME), ("name", _SIGN),
)  # fmt: skip


def unread_numbers(text: str, facts: Iterable[Fact], furniture: Iterable[Ignored]) -> list[Ignored]:
    """Every number in digits that no fact stands on, with one of REASONS; in the order of the text."""
    told = list(furniture)
    known = list(facts)
    values = {value for fact in known for value in _values(fact)}
    spans = {name: _Spans(text, [pattern for said, pattern in _PATTERNS if said == name]) for name, _ in _PATTERNS}
    covered = _Covered(known)
    found = []
    for match in _NUMBER.finditer(text):
        start, end = match.start(), match.end()
        if any(part.start <= start < part.end for part in told) or covered.holds(start, end, _value(match[0])):
            continue
        reason = next((name for name in spans if spans[name].cover(start, end)), None)
        reason = reason or _by_what_follows(text, start, end, _value(match[0]), values)
        found.append(Ignored(match[0], start, end, reason))
    return found


def _by_what_follows(text: str, start: int, end: int, value: Number | None, values: set[Number]) -> str:
    if _COUNTED.match(text, end):
        return "repeated" if value in values else "unknown"
    if _THING.match(text, end) or _RANGE_END.match(text, end):
        return "other thing"
    if value in values:
        return "repeated"
    before = text[max(0, start - 40) : start]
    if re.search(r"[^\W\d_][^\W_]*\s*(?:\(|:|-|–|là|còn|có|lên|xuống|được|đạt|=|\||\t|/)\s*\Z", before):
        return "other thing"
    return "other thing" if re.search(r"\d\s*[/,;và-]\s*\Z", before) else "unknown"


class _Spans:
    """Where patterns of one reason match, found once for the whole text."""

    def __init__(self, text: str, patterns: list[re.Pattern[str]]) -> None:
        self.spans = sorted((match.start(), match.end()) for pattern in patterns for match in pattern.finditer(text))
        self.starts = [start for start, _end in self.spans]

    def cover(self, start: int, end: int) -> bool:
        """True where one match holds text[start:end]."""
        at = bisect_right(self.starts, start)
        return any(self.spans[index][1] >= end for index in range(max(0, at - 4), at))


class _Covered:
    """The places of the facts with the numbers that stand there."""

    def __init__(self, facts: list[Fact]) -> None:
        self.facts = sorted(facts, key=lambda fact: fact.start)
        self.starts = [fact.start for fact in self.facts]

    def holds(self, start: int, end: int, value: Number | None) -> bool:
        """True where a fact with this number stands at text[start:end]."""
        at = bisect_right(self.starts, start)
        near = self.facts[max(0, at - 24) : at]
        return any(fact.start <= start and end <= fact.end and value in set(_values(fact)) for fact in near)


def _values(fact: Fact) -> Iterator[Number]:
    yield fact.value
    if fact.value_to is not None:
        yield fact.value_to
    if fact.out_of is not None:
        yield fact.out_of


def _value(written: str) -> Number | None:
    try:
        return parse_number_vi(written)
    except ValueError:
        try:
            return parse_number_vi(written, fraction=True)
        except ValueError:
            return None
