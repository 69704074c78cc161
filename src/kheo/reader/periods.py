"""Periods as reports name them: 'năm 2022', '6 tháng đầu năm 2023', 'giai đoạn 2016 - 2018', 'quý I/2024'."""

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kheo.reader.readings import Span

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIOD = re.compile(
    rf"""
    (?P<range>(?:(?:giai\s+đoạn|nhiệm\s+kỳ|từ\s+năm|trong\s+\d\s+năm|\d\s+năm|khóa\s+\w+)\s*\(?,?\s*|\(\s*)
        (?P<first>(?:19|20)\d\d)\s*(?:-|–|—|đến(?:\s+năm)?|tới)\s*(?P<second>(?:19|20)\d\d)(?!\d))
  | (?P<half>(?P<months>6|9|3|06|09|03|sáu|chín|ba)\s+tháng(?:\s+(?P<side>đầu|cuối))?
        (?:\s+năm)?(?:\s+{_YEAR.replace("year", "half_year")})?)
  | (?P<quarter>quý\s+(?P<which>iv|iii|ii|i|[1-4])
        (?:\s*(?:/|năm|-)?\s*(?:năm\s+)?{_YEAR.replace("year", "quarter_year")})?)
  | (?P<month>tháng\s+(?P<number>\d{{1,2}})\s*(?:/|năm)\s*{_YEAR.replace("year", "month_year")})
  | (?P<whole>(?:năm\s+(?:học\s+)?|cùng\s+kỳ\s+){_YEAR}(?!\s*(?:-|–|—)\s*\d{{4}}))
  | (?P<pair>năm\s+(?:học\s+)?(?P<pair_first>(?:19|20)\d\d)\s*(?:-|–|—)\s*(?P<pair_second>(?:19|20)\d\d)(?!\d))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REVIEW = re.compile(
    r"(sơ kết|tổng kết|kết quả|đánh giá|báo cáo|biểu dương|tuyên dương|gặp mặt|\btrong\s+\Z|tôn vinh)", re.IGNORECASE
)
_AHEAD = re.compile(
    r"(phương hướng|nhiệm vụ|triển khai|kế hoạch|mục tiêu|chương trình công tác|phấn đấu|đến năm|khóa)[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_OF_A_MONTH = re.compile(r"(?:báo cáo|kết quả|tình hình|trong|công tác)\s+\Z", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:so với|hơn|cùng kỳ|bằng)\s+(?:cùng kỳ\s+|cả\s+)?\Z|\btrước (?:đó|đây)\b", re.IGNORECASE)
COMPARED = 3
"""The rank of periods that lie ahead or are compared with."""
_CALLED_BY_YEAR = re.compile(r"năm (\d{4})\Z")
_YEAR_AT_THE_END = re.compile(r"[^\W\d]\s+((?:19|20)\d\d)\W*\Z")
_OF_A_PART = re.compile(r"\b(?:cuối|đầu)\s+\Z", re.IGNORECASE)
_DATED = re.compile(r"(?:ngày\s+\d{1,2}\s+|/\d{1,2}/|\bđến\s+(?:hết\s+)?|cuối\s+|đầu\s+)\Z", re.IGNORECASE)


@dataclass(slots=True)
class Mention:
    """A period at text[start:end]; `span` is None while its year is not known ('6 tháng đầu năm')."""

    start: int
    end: int
    kind: str
    span: Span | None
    months: tuple[int, int] | None = None


def mentions_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """All periods named in text[start:end], in order."""
    for match in _PERIOD.finditer(text, start, len(text) if end is None else end):
        mention = _mention(match)
        if mention:
            yield mention


def period_in(text: str, start: int, end: int, year: str | None = None) -> Span | None:
    """The last period in text[start:end] that is no mere date ('đến năm 2022', 'ngày 5 tháng 6 năm 2022'); a half or a
    quarter that names no year is one of `year`, where that is known."""
    found = None
    for mention in mentions_of(text, start, end):
        span = mention.span or (_months(year, *mention.months, "") if year and mention.months else None)
        if span and not _DATED.search(text[max(start, mention.start - 12) : mention.start]):
            found = span
    return found


_REVIEWED_BEHIND = re.compile(
    r"\s*(?:nêu trên|nói trên|vừa nêu)\b|\s*(?:mà\s+)?(?:(?:báo cáo|hội nghị|văn bản)(?:\s+này)?\s+)?"
    r"(?:(?:vừa|được|đã)\s+){0,2}(?:sơ|tổng)\s+kết",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:\A|\.\s+)Trong\s+\Z")
_OF_A_REVIEW = re.compile(
    r"(?:sơ kết|tổng kết|nhìn lại|nhìn cả|khái quát|điểm lại|ôn lại|tóm tắt|việc đã làm|kết quả đạt được"
    r"|đánh giá|nhận định|kiểm điểm|báo cáo[^.;\n]{0,30}kết quả|nêu rõ|cho thấy"
    r"|có thành tích|thành tích xuất sắc|thành tích trong|kết quả khen thưởng|khen thưởng trong)"
    r"(?:(?!kế hoạch|phương hướng|nhiệm vụ|mục tiêu)[^.;\n]){0,90}\Z"
    r"|\A\W*(?:[IVX\d]+[.\-)]?\s*)?kết quả[^.;\n]{0,90}\Z"
    r"|(?:khen|biểu dương|tuyên dương|tôn vinh|tiêu biểu)[^.;\n]{0,100}phong trào[^.;\n]{0,40}\Z",
    re.IGNORECASE,
)


_OF_THE_MOVEMENT = re.compile(r"dân vận khéo\W{0,3}(?:trong\s+)?\Z", re.IGNORECASE)
_OF_A_PAPER = re.compile(
    r"kế hoạch|phương hướng|nhiệm vụ|mục tiêu|hướng dẫn|chương trình|nghị quyết|chỉ thị|đề án|phát động"
    r"|kết luận(?! hội nghị)|công văn|thông tri|\bsố \d|tiếp tục|triển khai|so với|sang\b|tới\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!?\n]\s*")
LONGEST_CLAUSE = 300


def reviewed_spans(text: str) -> Iterator[tuple[Span, str]]:
    """The spans of years or months that a review is said to cover, each with its words."""
    for mention in mentions_of(text):
        before = text[max(0, mention.start - 120) : mention.start].split("\n")[-1]
        after = text[mention.end : mention.end + 30]
        clause = _CLAUSE.split(text[max(0, mention.start - LONGEST_CLAUSE) : mention.start])[-1]
        of_the_movement = _OF_THE_MOVEMENT.search(clause) and not _OF_A_PAPER.search(clause)
        reviewed = _OF_A_REVIEW.search(before) or _REVIEWED_BEHIND.match(after) or of_the_movement
        opens = mention.kind == "half" and _OPENS.search(before)
        if mention.kind in ("range", "pair", "half") and mention.span and (reviewed or opens):
            yield mention.span, text[mention.start : mention.end]


def report_period(text: str, headings: list[tuple[int, int]], body: list[tuple[int, int]]) -> Span | None:
    """The period that a report is about: first what its headings review, then what its body does."""
    compared = None
    for parts in (headings[:6], body[:6], body):
        mentions = [mention for start, end in parts for mention in mentions_of(text, start, end)]
        ranked = sorted(range(len(mentions)), key=lambda at: (_rank(text, mentions[at]), at))
        if ranked and parts is not headings and _rank(text, mentions[ranked[0]]) == 1:
            ranked = _by_frequency(mentions, ranked, text)
        for at in ranked:
            span = _dated(mentions, at, text)
            rank = _rank(text, mentions[at])
            if span and (rank < 2 or (parts is body and rank < COMPARED)):
                return span
            compared = compared or (span if parts is body else None)
    return _bare_year(text, headings[:6]) or compared


def _bare_year(text: str, headings: list[tuple[int, int]]) -> Span | None:
    """'BÁO CÁO NHANH DÂN VẬN KHÉO 2022': a year at the end of a heading."""
    titles = (text[start:end] for start, end in headings)
    found = (_YEAR_AT_THE_END.search(title) for title in titles if "ngày" not in title.lower())
    return next((Span(f"{year[1]}-01-01", f"{year[1]}-12-31", f"năm {year[1]}") for year in found if year), None)


def _by_frequency(mentions: list[Mention], ranked: list[int], text: str) -> list[int]:
    """Where nothing is said to be reviewed: the year that the text names most often, of those the first."""
    plain = [at for at in ranked if mentions[at].kind == "whole" and _may_be_reviewed(text, mentions[at])]
    if not plain:
        return ranked
    named = Counter(_first_day(mention) for mention in mentions_of(text) if mention.kind == "whole")
    best = max(plain, key=lambda at: (named[_first_day(mentions[at])], -at))
    return [best, *(at for at in ranked if at != best)]


def _may_be_reviewed(text: str, mention: Mention) -> bool:
    """The year itself, or its beginning or end: 'đầu năm 2017, các xã đã đăng ký …'."""
    before = text[max(0, mention.start - 90) : mention.start].split("\n")[-1]
    return _rank(text, mention) == 1 or (_rank(text, mention) == 2 and bool(_OF_A_PART.search(before)))


def _first_day(mention: Mention) -> str:
    return mention.span.start if mention.span else ""


def _rank(text: str, mention: Mention) -> int:
    before = text[max(0, mention.start - 90) : mention.start].split("\n")[-1]
    if _AHEAD.search(before) or _COMPARED.search(before):
        return COMPARED
    if text[mention.start : mention.end].lower().startswith("cùng kỳ"):
        return COMPARED
    if _DATED.search(before):
        return 2
    if mention.kind == "month" and not _OF_A_MONTH.search(before):
        return 2  # more often the date of a letter
    own = re.split(r"[.;!?]\s", before)[-1]
    return 0 if _REVIEW.search(own) or mention.kind in ("half", "range") else 1


def _dated(mentions: list[Mention], at: int, text: str) -> Span | None:
    mention = mentions[at]
    if mention.span or mention.months is None:
        return mention.span
    years = [other.span.start[:4] for other in mentions[at:] + mentions[:at] if other.span]
    if not years:
        match = re.search(r"(?<!\d)(20\d\d)(?!\d)", text)
        years = [match[1]] if match else []
    return (
        _months(years[0], *mention.months, _words(text[mention.start : mention.end]) + f" {years[0]}")
        if years
        else None
    )


def _mention(match: re.Match[str]) -> Mention | None:
    kind = str(next(name for name in ("range", "half", "quarter", "month", "whole", "pair") if match[name]))
    label, span, months = _words(match[0]), None, None
    if kind in ("range", "pair"):
        first, second = (
            (match["first"], match["second"]) if kind == "range" else (match["pair_first"], match["pair_second"])
        )
        if int(first) > int(second):
            return None
        if label.lower().startswith("năm học"):
            span = Span(f"{first}-09-01", f"{second}-05-31", f"năm học {first} - {second}")
            return Mention(match.start(), match.end(), kind, span, None)
        head = "giai đoạn" if not label.lower().startswith("nhiệm kỳ") else "nhiệm kỳ"
        span = Span(f"{first}-01-01", f"{second}-12-31", f"{head} {first} - {second}")
    elif kind == "half":
        count = {"sáu": 6, "chín": 9, "ba": 3}.get(match["months"].lower()) or int(match["months"])
        if match["side"] is None and match["half_year"] is None:
            return None
        months = (13 - count, 12) if (match["side"] or "").lower() == "cuối" else (1, count)
        span = _months(match["half_year"], *months, label) if match["half_year"] else None
    elif kind == "quarter":
        quarter = _ROMAN[match["which"].lower()]
        months = (3 * quarter - 2, 3 * quarter)
        span = _months(match["quarter_year"], *months, label) if match["quarter_year"] else None
    elif kind == "month":
        number = int(match["number"])
        if not 1 <= number <= 12:
            return None
        span = _months(match["month_year"], number, number, label)
    else:
        span = Span(f"{match['year']}-01-01", f"{match['year']}-12-31", f"năm {match['year']}")
    return Mention(match.start(), match.end(), kind, span, months)


def year_of(period: Span | None) -> int | None:
    """The year that a period is called by, 'năm 2024'; None where it is another span."""
    match = _CALLED_BY_YEAR.match(period.label) if period else None
    return int(match[1]) if match else None


def at_same_time(text: str, year: Span, report: Span, start: int, end: int) -> Span:
    """'cùng kỳ năm 2022' in a report of half a year is that half of 2022; else `year` as it is."""
    said = re.search(rf"cùng kỳ (?:của )?năm {year.start[:4]}\b", text[start:end], re.IGNORECASE)
    whole = (year.start[4:], year.end[4:]) == ("-01-01", "-12-31") and year.start[:4] == year.end[:4]
    part = report.start[:4] == report.end[:4] and (report.start[4:], report.end[4:]) != ("-01-01", "-12-31")
    if not (said and whole and part):
        return year
    return Span(year.start[:4] + report.start[4:], year.start[:4] + report.end[4:], said[0])


def _months(year: str, first: int, last: int, label: str) -> Span:
    day = calendar.monthrange(int(year), last)[1]
    return Span(f"{year}-{first:02}-01", f"{year}-{last:02}-{day:02}", label)


def _words(written: str) -> str:
    words = " ".join(written.split())
    return words.lower() if words.isupper() else words[:1].lower() + words[1:]
