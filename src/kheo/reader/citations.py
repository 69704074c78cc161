"""Documents that the text cites: number, symbol, date, issuing body and title."""

import re

from kheo.reader.readings import Document
from kheo.reader.tokens import DOCUMENT, UPPER
from kheo.text import parse_date

_KIND = (
    r"(?:nghị quyết|chỉ thị|kế hoạch|quyết định|hướng dẫn|kết luận|chương trình|công văn|thông báo|báo cáo|nghị định"
    r"|thông tư|quy định|quy chế|đề án|luật|pháp lệnh|tờ trình)"
)
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?:(?P<number>{DOCUMENT})|(?P<plain>\d{{1,4}})(?![\w/]|[.,-]\d|\s*[-–]|\s+(?:mô hình|điển "
    rf"hình|tập thể|cá nhân|lĩnh vực|năm|tháng)))"
)
_KIND_BEFORE = re.compile(rf"(?P<kind>{_KIND})\s+(?:liên tịch\s+)?(?:số:?\s*)?\Z", re.IGNORECASE)
_OWN = re.compile(r"(?:\A|\n)[ \t]*(?:Số|SỐ)\s*:?\s*\Z")
"""'Số: 214-BC/BTGDVTU' on a line of its own is the number of the paper itself."""
KIND_LENGTH = 40
_DATE = re.compile(
    r"\s*[,(]?\s*(?:ban hành\s+)?ngày\s+(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\)?",
    re.IGNORECASE,
)
_BODY = re.compile(
    rf"\s*,?\s*của\s+((?:[{UPPER}][\w./&-]*|thường vụ|trung ương|chỉ đạo|ủy|uỷ|nhân dân|tỉnh|huyện|thị|thành|phố"
    rf"|xã|phường|chấp hành|dân vận|đảng|bộ|\s|\(khóa \w+\)|khóa [IVX]+)+)"
)
_TITLE = re.compile(
    r"[\s,]*(?:\([^()]{1,40}\)\s*)?(?:khóa\s+[IVX]+\s*)?(?:về\s+việc|về|“)\s*(?P<quoted>“[^“”\n]{3,300}”)?(?P<plain>[^;.\n“”]{3,200})?",
    re.IGNORECASE,
)


def documents_of(text: str, spans: list[tuple[int, int]]) -> list[Document]:
    """The documents cited in the given spans of the text, each number once, in order."""
    found: dict[str, Document] = {}
    for start, end in spans:
        for match in _NUMBER.finditer(text, start, end):
            if _OWN.search(text, max(0, match.start() - KIND_LENGTH), match.start()):
                continue
            document = _document(text, match, end)
            if document and document.number not in found:
                found[document.number] = document
    return list(found.values())


def _document(text: str, match: re.Match[str], end: int) -> Document | None:
    number = match["number"]
    if number is None:
        kind = _KIND_BEFORE.search(text, max(0, match.start() - KIND_LENGTH), match.start())
        if kind is None or kind["kind"].lower() in ("báo cáo", "quy chế", "chương trình", "kế hoạch", "đề án"):
            return None
        number = match["plain"]
    symbol_match = re.search(r"[A-ZĐ].*\Z", number)
    at = match.end()
    date, body, title = None, None, None
    if dated := _DATE.match(text, at, end):
        date, at = _iso(dated[1]), dated.end()
    if given := _BODY.match(text, at, end):
        body, at = " ".join(given[1].split()).strip(" ,"), given.end()
    if titled := _TITLE.match(text, at, end):
        title = " ".join((titled["quoted"] or titled["plain"] or "").split()).strip(" “”,") or None
    return Document(" ".join(number.split()), symbol_match[0] if symbol_match else None, date, body or None, title)


def _iso(written: str) -> str | None:
    try:
        return parse_date(written).isoformat()
    except ValueError:
        return None
