"""From lines to stretches: sentences, joined with the lists and 'Trong đó …' sentences that divide their numbers."""

import re
from dataclasses import dataclass

from kheo.reader.furniture import Line
from kheo.text import fold

_END = re.compile(r"[.!?…]+[\"”’)]*(?=\s|[^\W\d_]|$)")
_BULLET = re.compile(r"\s*(?:[-+*•●▪–✓·]|\(?[a-zđ0-9]{1,2}[.)](?!\d)|\([a-z0-9]\))\s*")
_SHORT_FORMS = {"tp", "ths", "ts", "q", "p", "gs", "pgs", "tx", "tt", "đ/c", "đc", "bs", "cn", "nxb", "st", "h"}
_OPENERS = (
    "trong đó", "trong số đó", "trong số này", "trong tổng số", "gồm", "bao gồm", "chia ra", "chia theo", "cụ thể",
    "phân theo", "phân loại", "lĩnh vực", "về lĩnh vực", "trên lĩnh vực", "ở lĩnh vực", "trong lĩnh vực",
    "theo lĩnh vực", "riêng", "cấp", "xét theo lĩnh vực", "theo từng lĩnh vực", "theo cấp", "về cấp",
    "về chủ thể", "về đối tượng", "về cơ cấu", "đó là", "đây là", "về người", "trong các", "theo tính chất",
    "theo chủ thể", "theo đối tượng", "theo hình thức", "theo nguồn gốc", "theo loại", "theo người thực hiện",
    "theo đơn vị", "theo địa bàn", "theo khối", "về tính chất", "về hình thức", "về nguồn gốc", "về loại hình",
    "về quy mô", "về kết quả xếp loại",
)  # fmt: skip
_VIEW = (
    r"(?:(?:còn|và|nếu|khi|con|va|neu)\s+)?(?:xét|nhìn|tính|chia|phân|xếp|tách|thống\s+kê|phân\s+loại|phân\s+bổ|phân\s+bố|"
    r"xet|nhin|tinh|xep|tach)(?:\s+(?:ra|riêng|chung|lại))?\s+(?:theo|về|ở)"
)
_REFERENCE = (
    r"(?:trong\s+|toàn\s+bộ\s+|tất\s+cả\s+)?(?:số|các|những|tổng\s+số|phần|con\s+số)\s(?:[^\W\d_]+\s){0,8}?"
    r"(?:này|đó|ấy|trên|nói\s+trên|nêu\s+trên|kể\s+trên|chia\s+ra|tập\s+trung|trải)"
)
_COMPARED = r"(?:so\s+(?:với|cùng|năm)|cùng\s+kỳ)[^.;\n]{0,70}?(?:tăng|giảm|nhiều\s+hơn|ít\s+hơn)"
_THAT_NUMBER = r"(?:cùng\s+kỳ|năm)\s[^.;\n]{0,40}?con\s+số\s+(?:này|đó|ấy)"
_RATE = r"(?:tỷ|tỉ|ty|ti)\s+(?:lệ|le)\s+(?:(?:này|đó|ấy)\s+)?(?:trên|so\s+với|tren|so\s+voi)\s+(?:tổng|số|tong|so)"
_BY_YEAR = r"[^.;\n]{0,60}?năm\s+20\d\d\s+(?:là|có|đạt|chỉ\s+có)\s+\d+\s*[,;][^.;\n]{0,12}năm\s+20\d\d"
_RATE_ALONE = (
    r"(?:(?:như\s+vậy|tính\s+ra|tính\s+chung)\s*,\s*)?(?:tỷ|tỉ|ty|ti)\s+(?:lệ|le)(?:\s+(?:này|đó|ấy))?"
    r"(?:\s+(?:đạt|là|dat|la))?\s*:?\s*\d+"
)
_OPENS_PARTS = re.compile(
    rf"\s*(?:{_BULLET.pattern})?(?:{'|'.join(sorted({*_OPENERS, *map(fold, _OPENERS)}, key=len, reverse=True))}"
    rf"|{_VIEW}|{_REFERENCE}|{_COMPARED}|{_THAT_NUMBER}|{_BY_YEAR}|{_RATE}|{_RATE_ALONE})\b",
    re.IGNORECASE,
)
_SHORT_COUNT = re.compile(rf"{_BULLET.pattern}[^\d:\n]{{3,40}}:\s*\d{{1,4}}\s*(?:[;.,(\n]|\Z)")
_COUNTED = re.compile(r"\d\s+(?:mô hình|điển hình)\b[^.;\n]{0,80}\.\s*\Z")
_SECTION = re.compile(r"(?:mô hình|điển hình)\b[^.;:\n]{0,60}:\s*\d{1,4}\s*\Z", re.IGNORECASE)
_TARGETS = (
    "phuong huong",
    "nhiem vu trong tam",
    "muc tieu",
    "chi tieu",
    "nhiem vu va giai phap",
    "nhiem vu, giai phap",
    "nhiem vu nam",
    "nhiem vu 6 thang",
    "nhiem vu quy",
    "nhiem vu thoi gian toi",
    "thoi gian toi",
    "ke hoach nam",
    "ke hoach 20",
)
_MARKS = (
    (2, re.compile(r"\d{1,2}\.\d")),
    (1, re.compile(r"\d{1,2}\s?[.)/-]")),
    (3, re.compile(r"[a-zđ]\s?[.)]")),
)
MOST = 6000
LONGEST = 3000


@dataclass(slots=True)
class Stretch:
    """text[start:end], read as one: a sentence with what divides its numbers. `heading`: a title, caption or label
    line;
    `section`: where the heading stands that it is under; `target`: that speaks of what is to come."""

    start: int
    end: int
    heading: bool = False
    target: bool = False
    section: tuple[int, int] | None = None


def stretches_of(text: str, lines: list[Line]) -> list[Stretch]:
    """The stretches of a text in order, from the lines that are not furniture."""
    found: list[Stretch] = []
    target, opening, section, rank = False, True, None, 0
    for paragraph in _paragraphs(text, [line for line in lines if line.reason is None]):
        heading = _is_heading(text, paragraph)
        if heading and not opening and not (target and _rank(text, paragraph) > rank):
            target, rank = _opens_targets(text, paragraph), _rank(text, paragraph)
            section = (paragraph.start, paragraph.end)
        opening = opening and heading
        for sentence in _sentences(text, paragraph):
            sentence.heading, sentence.target, sentence.section = heading, target, section
            if found and _continues(text, found[-1], sentence):
                found[-1].end, found[-1].heading = sentence.end, False
            else:
                found.append(sentence)
    return found


def _paragraphs(text: str, lines: list[Line]) -> list[Stretch]:
    """Lines, those broken within a sentence joined: the next starts in lower case, or all lines are of one width."""
    paragraphs: list[Stretch] = []
    for line in lines:
        if paragraphs and _is_wrapped(text, paragraphs[-1], line):
            paragraphs[-1].end = line.end
        else:
            paragraphs.append(Stretch(line.start, line.end))
    return paragraphs


def _is_wrapped(text: str, before: Stretch, line: Line) -> bool:
    between = text[before.end : line.start]
    if between.count("\n") != 1 or line.end - before.start > MOST:
        return False
    last, first = text[before.start : before.end].rstrip()[-1:], text[line.start : line.end].lstrip()
    if last in ".!?:;…" or _BULLET.match(first):
        return False
    if first[:1].islower():
        return True
    width = before.end - max(before.start, text.rfind("\n", before.start, before.end) + 1)
    full = 60 <= width <= 130 or "\n" in text[before.start : before.end]
    return full and (last == "," or first[:1] in '“"(' or (first[:1].isdigit() and not re.match(r"\d+[.)]", first)))


def _is_heading(text: str, paragraph: Stretch) -> bool:
    row = text[paragraph.start : paragraph.end].strip()
    if _END.search(row, 4, max(4, len(row) - 2)) and re.search(r"[a-zà-ỹ)”]\.\s+[^\W\d_a-zà-ỹ]", row):
        return False
    return len(row) < 260 and row[-1:] not in ".;:," and not row.startswith(("-", "+", "*", "•"))


def _rank(text: str, paragraph: Stretch) -> int:
    """How deep a heading stands by its mark: 'II. CHỈ TIÊU' over '1. Về số lượng' over '1.1' over 'a)'."""
    row = text[paragraph.start : paragraph.end].strip()
    return next((rank for rank, mark in _MARKS if mark.match(row)), 0)


def _opens_targets(text: str, paragraph: Stretch) -> bool:
    row = re.sub(r"^(?:[\divx]{1,4}|[a-z])[.)/-]\s*", "", " ".join(fold(text[paragraph.start : paragraph.end]).split()))
    return len(row) < 160 and row.startswith(_TARGETS)


def _sentences(text: str, paragraph: Stretch) -> list[Stretch]:
    sentences, start = [], paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        after = text[match.end() : match.end() + 3].lstrip()[:1]
        if not _ends_sentence(text, match.start(), match.end(), after, paragraph.end):
            continue
        sentences.append(Stretch(start, match.end()))
        start = match.end()
    if text[start : paragraph.end].strip():
        sentences.append(Stretch(start, paragraph.end))
    return [part for sentence in sentences for part in _cut(text, sentence)]


def _cut(text: str, sentence: Stretch) -> list[Stretch]:
    """No person writes a sentence of pages: a longer one is cut at a space, so that the work stays linear."""
    parts, start = [], sentence.start
    while sentence.end - start > LONGEST:
        end = max(text.rfind(" ", start + LONGEST // 2, start + LONGEST), start + LONGEST // 2)
        parts.append(Stretch(start, end))
        start = end
    return [*parts, Stretch(start, sentence.end)]


def _ends_sentence(text: str, at: int, end: int, after: str, limit: int) -> bool:
    if end >= limit:
        return True
    if after.islower() or after in (",", ";", ")", ".", ":"):
        return False
    word = re.search(r"[\w/]*\Z", text[max(0, at - 8) : at])
    before = word[0] if word else ""
    if before.lower() in _SHORT_FORMS or (len(before) == 1 and before.isupper()):
        return False
    if before.isdigit() and len(before) <= 2 and text[end : end + 1].isdigit():
        return False
    line = text[max(0, at - 12) : at - len(before)].rpartition("\n")[2]
    return not (before.isdigit() and len(before) <= 2 and not line.strip())  # '1. Kinh tế: 9'


def _continues(text: str, before: Stretch, sentence: Stretch) -> bool:
    """True where a sentence lists the parts of the one before it."""
    if sentence.end - before.start > MOST or sentence.target != before.target:
        return False
    if text[before.end : sentence.start].strip():  # a table stands between them
        return False
    first = text[sentence.start : sentence.end].lstrip()
    last = text[max(before.start, before.end - 80) : before.end].rstrip()
    opens_parts = bool(_OPENS_PARTS.match(first))
    if "\n" not in text[before.end : sentence.start + len(text[sentence.start : sentence.end]) - len(first)]:
        return opens_parts and last[-1:] in ".;:"
    if last[-1:] == ":":
        return len(first) < 600
    bullet = bool(_BULLET.match(first))
    if last[-1:] in ";,":
        return len(first) < 600 and (bullet or first[:1].islower() or opens_parts)
    previous_line = text[max(before.start, text.rfind("\n", before.start, before.end) + 1) : before.end].lstrip()
    item = _BULLET.match(previous_line)
    if bullet and _SHORT_COUNT.match(first) and item and re.search(r"\d", previous_line[item.end() :]):
        return True
    if bullet and _SHORT_COUNT.match(first) and _COUNTED.search(before_text := text[before.start : before.end]):
        return not before.heading and len(before_text) < 300
    if bullet and _SHORT_COUNT.match(first) and _SECTION.search(previous_line):
        return True  # 'B. MÔ HÌNH CÁ NHÂN ĐĂNG KÝ: 21', below it '1. Kinh tế: 7'
    listed = "\n" in text[before.start : before.end].strip()
    if listed and bullet and previous_line[:1] == first[:1]:
        return len(first) < 300
    return opens_parts and len(first) < 600
