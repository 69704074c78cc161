"""One thing with two numbers: in two sentences, in heading and body, in a table and the words above it."""

import re
from itertools import pairwise

from kheo.reader.extracts import SLIP_OF_THE_PEN, Extract, have_same_digits, is_near_or_turned, nearly, tells_all
from kheo.reader.items import MOVEMENT, PRAISED
from kheo.reader.readings import Fact, Finding, Number, Span
from kheo.reader.references import referred_otherwise

FEW, MOST_APART = 9, 3
_YEAR = re.compile(r"\bnăm (\d{4})\b")
_MOVED = re.compile(
    r"\b(?:đầu năm|trước|còn|tăng|giảm|lên|xuống|sau (?:khi|sắp xếp|hợp nhất|sáp nhập)|tiếp nhận|thời điểm|riêng"
    r"|ngoài ra)\b"
)
_AT_A_DATE = re.compile(r"(?:\b(?:hết|cuối|ngày|tháng|quý|năm)\b ?){1,4}\d[\d/.]*")
_SIGN, LINE = re.compile(r"[,.;:(\n]"), 60
_OFFICE = re.compile(r"\A(?:(?:ban|thường|trực|vụ|chấp|hành|chủ|tịch)\s+)+")


def contradictions(text: str, extracts: list[Extract], report: Span | None) -> list[Finding]:
    """The same thing said of the same whole with two numbers, in two places of the text."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, extract in enumerate(extracts):
        fact = extract.fact
        if (
            fact.part_of is not None
            or not extract.exact
            or fact.role in ("target", "change")
            or fact.measure == "percent"
            or extract.denominator_of is not None
            or extract.compared
        ):
            continue
        period = (fact.period.start, fact.period.end) if fact.period else None
        field = tuple(fact.field) if isinstance(fact.field, list) else fact.field
        groups.setdefault(
            (fact.measure, fact.status, extract.act, field, fact.level, fact.holder, period, fact.out_of), []
        ).append(at)
    found = [*_heading_contradictions(extracts), *_summed_up_otherwise(extracts)]
    others = [*_tabled_otherwise(extracts), *_cells_otherwise(extracts), *referred_otherwise(extracts)]
    for finding in (*others, *_stocks_otherwise(text, extracts, report)):
        if not any(set(finding.facts) & set(other.facts) for other in found):
            found.append(finding)
    known = {tuple(finding.facts) for finding in found}
    for places in groups.values():
        told_twice = len({extracts[at].fact.value for at in places}) == 2  # more are a list, of one body after another
        for first, second in pairwise(places):
            one, two = extracts[first], extracts[second]
            turned = _are_turned_round(one, two) and all(_is_no_cell(extracts, at) for at in (first, second))
            if (first, second) not in known and (
                turned
                or _speak_of_one(one, two)
                or (told_twice and _tell_one_act(one, two))
                or _stand_at_one_date(text, one, two)
            ):
                found.append(_contradiction(extracts, first, second))
    return found


def _heading_contradictions(extracts: list[Extract]) -> list[Finding]:
    """A headline states a whole that the report beneath gives another number, and nowhere that one."""
    found = []
    for at, head in enumerate(extracts):
        fact = head.fact
        if not head.heading or not head.exact or fact.part_of is not None or fact.role in ("change", "target"):
            continue
        if fact.measure == "percent" or head.denominator_of is not None or fact.period is not None:
            continue
        rest = [other for other in extracts if not other.heading and _is_counted_as(other, fact.measure)]
        if any(other.fact.value == fact.value for other in rest):
            continue
        same = [other for other in rest if _is_same_whole(head, other)]
        if head.act == "exist":  # 'Thị xã Ngã Năm: 64 mô hình': of which act, only the number itself can tell
            same = [other for other in same if _is_slip_of(other.fact.value, fact.value)]
        same = [other for other in same if other.fact.status == same[0].fact.status]
        # Numbers of several givers are parts of what the headline says of all of them.
        if same and len({other.fact.by for other in same}) < 2:
            body = same[0].fact
            message = f"the heading states {fact.value}, the text {body.value} for the same {fact.measure}"
            first, second = sorted((at, extracts.index(same[0])), key=lambda place: extracts[place].fact.start)
            found.append(_contradiction(extracts, first, second, message))
    return found


def _contradiction(extracts: list[Extract], first: int, second: int, message: str = "") -> Finding:
    """The first is what the text states, the second what it tells otherwise."""
    a, b = extracts[first].fact, extracts[second].fact
    message = message or f"the text states {a.value} and {b.value} for the same {a.measure}"
    return Finding("contradiction", message, a.value, b.value, [first, second], [a.quote, b.quote])


def _is_counted_as(extract: Extract, measure: str) -> bool:
    return extract.fact.measure == measure and extract.fact.role in ("flow", "stock")


def _summed_up_otherwise(extracts: list[Extract]) -> list[Finding]:
    """'… đã xây dựng 186 mô hình' and, summing up, 'Với 168 mô hình được xây dựng …': one whole, two numbers.

    So is a sentence or a table that repeats one number of before and gives another for the next.
    """
    found = []
    for at, extract in enumerate(extracts):
        if not (extract.sums_up or extract.restates) or not _is_plain_whole(extracts, at):
            continue
        earlier = [
            other
            for other in range(at)
            if _is_plain_whole(extracts, other)
            and not extracts[other].heading
            and extracts[other].stretch != extract.stretch
            and _alike(extracts[other].fact, extract.fact)
        ]
        if len(earlier) == 1 and _is_near_miss(extracts[earlier[0]].fact.value, extract.fact.value):
            found.append(_contradiction(extracts, earlier[0], at))
    return found


def _tabled_otherwise(extracts: list[Extract]) -> list[Finding]:
    """'có 46 mô hình … Số liệu từng đơn vị như sau:' over a table whose total row says 45."""
    found = []
    for at, extract in enumerate(extracts):
        if not extract.row or not _is_total_row(extracts, at) or not _is_plain_whole(extracts, at):
            continue
        told = [
            other
            for other in range(len(extracts))
            if not extracts[other].row
            and not extracts[other].compared
            and _is_plain_whole(extracts, other)
            and _alike(extracts[other].fact, extract.fact)
            and abs(extracts[other].stretch - extract.stretch) <= MOST_APART
        ]
        if len(told) == 1 and _is_near_miss(extracts[told[0]].fact.value, extract.fact.value):
            found.append(_contradiction(extracts, min(told[0], at), max(told[0], at)))
    return found


def _cells_otherwise(extracts: list[Extract]) -> list[Finding]:
    """'nhiều nhất là kinh tế với 301 mô hình, kế đó là văn hóa với 297' beside a table with 301 and 279: what a
    sentence tells of a field, and a cell of that field in a table that repeats another of its numbers."""
    found = []
    for at, extract in enumerate(extracts):
        told = extract.fact
        if extract.row or told.field is None or told.measure not in MOVEMENT or not extract.exact or told.value <= FEW:
            continue
        cells = [
            other
            for other in range(len(extracts))
            if extracts[other].row
            and abs(extracts[other].stretch - extract.stretch) <= 2 * MOST_APART
            and (extracts[other].fact.measure, extracts[other].fact.field) == (told.measure, told.field)
            and (extract.act == "exist" or extracts[other].fact.status == told.status)
        ]
        values = [extracts[other].fact.value for other in cells]
        near = [other for other in cells if is_near_or_turned(extracts[other].fact.value, told.value)]
        repeats = any(extracts[other].restates for other in cells)
        turned = len(near) == 1 and have_same_digits(extracts[near[0]].fact.value, told.value)
        if (repeats or turned) and told.value not in values and len(near) == 1:
            found.append(_contradiction(extracts, min(at, near[0]), max(at, near[0])))
    return found


def _is_slip_of(one: Number, two: Number) -> bool:
    """Nearly the same, or with its digits turned round."""
    return _is_near_miss(one, two) or have_same_digits(one, two)


def _is_near_miss(one: Number, two: Number) -> bool:
    """Not the same, and not so far apart that they count different things."""
    return one != two and abs(one - two) <= 0.25 * max(one, two)


def _is_plain_whole(extracts: list[Extract], at: int) -> bool:
    extract = extracts[at]
    if extract.row and not (_is_total_row(extracts, at) or _is_alone_in_its_row(extracts, at)):
        return False
    return tells_all(extract) and extract.fact.measure in MOVEMENT | {"teams"}


def _is_total_row(extracts: list[Extract], at: int) -> bool:
    return any(part.fact.part_of == at and part.row != extracts[at].row for part in extracts)


def _is_alone_in_its_row(extracts: list[Extract], at: int) -> bool:
    """'Mô hình đang duy trì | 16' in a table of what was done, a number a row."""
    own = (extracts[at].stretch, extracts[at].row)
    return sum((other.stretch, other.row) == own for other in extracts) == 1


def _alike(one: Fact, two: Fact) -> bool:
    return all(getattr(one, name) == getattr(two, name) for name in ("measure", "status", "level", "period"))


def _is_same_whole(head: Extract, other: Extract) -> bool:
    a, b = head.fact, other.fact
    status = a.status == b.status or head.act == "exist"
    of_a_whole = b.part_of is not None and b.split != "status"  # 'trong 60 mô hình đăng ký, 47 được công nhận' are all
    narrow = of_a_whole or b.field is not None or b.holder is not None or b.period is not None
    level = a.level == b.level or None in (a.level, b.level)
    loose = head.act == "exist" or have_same_digits(a.value, b.value)  # '68 mô hình được xây dựng', 'đến nay … 86'
    role = b.role == a.role or (loose and b.role in ("flow", "stock"))
    return status and level and not narrow and other.exact and role and _same_giver(head, other)


def _speak_of_one(one: Extract, two: Extract) -> bool:
    """Two totals of the whole unit in the same words, neither in a headline."""
    if one.fact.value == two.fact.value or one.stretch == two.stretch or one.heading or two.heading:
        return False
    return (
        bool(one.scope)
        and one.scope == two.scope
        and one.fact.role == two.fact.role
        and one.act not in ("exist", "run")
        and _words(one) == _words(two)
    )


def _tell_one_act(one: Extract, two: Extract) -> bool:
    """'đang duy trì 26 mô hình', '28 mô hình mà thị trấn đang duy trì': by one verb, of one subject, nearly alike.

    Those who were rewarded are the same only where one body gave them one thing."""
    a, b = one.fact, two.fact
    same = one.act not in ("", "exist", "run") and a.role == b.role and one.scope == two.scope
    apart = one.stretch != two.stretch and not (one.row or two.row or one.heading or two.heading)
    told_by_one = (a.by is None and two.restates) or a.by == b.by
    given = told_by_one and (a.award is not None or two.restates) and _same_giver(one, two)
    counted = a.measure in MOVEMENT or (a.measure in PRAISED and given)
    near = a.value != b.value and nearly(max(a.value, b.value), min(a.value, b.value), SLIP_OF_THE_PEN)
    many = min(a.value, b.value) > FEW
    subject = one.subject == two.subject or bool(one.scope)
    return same and apart and counted and subject and near and many


def _are_turned_round(one: Extract, two: Extract) -> bool:
    """218 and 281, 96 and 69 for one thing: the figures of one number in another order, a slip of the pen."""
    a, b = one.fact, two.fact
    digits = have_same_digits(a.value, b.value) and a.value != b.value
    wholes = a.measure in MOVEMENT and a.role == b.role and a.field is None and a.holder is None
    return digits and wholes and one.stretch != two.stretch


def _is_no_cell(extracts: list[Extract], at: int) -> bool:
    """A number of a sentence, the total of a table, or a whole in a table that repeats others of the text."""
    fact = extracts[at].fact
    whole = fact.part_of is None and fact.field is None and fact.level is None and fact.holder is None
    return not extracts[at].row or _is_total_row(extracts, at) or (extracts[at].restates and whole)


def _stand_at_one_date(text: str, one: Extract, two: Extract) -> bool:
    """'đến cuối năm 2024, các trường duy trì 47 mô hình', and further down 45, at the same date by the same words."""
    alone = None in (one.subject, two.subject) or one.subject == two.subject
    wholes = all(e.fact.measure in MOVEMENT and e.fact.role == "stock" and not (e.row or e.heading) for e in (one, two))
    return (
        wholes
        and alone
        and _are_at_one_date(text, one.fact, two.fact)
        and one.stretch != two.stretch
        and _is_near_miss(one.fact.value, two.fact.value)
    )


def _stocks_otherwise(text: str, extracts: list[Extract], report: Span | None) -> list[Finding]:
    """'toàn xã đang duy trì 47 mô hình' and, further down, 'trên cơ sở 45 mô hình đang duy trì': all that there is at
    the end of the report's time, told twice and nearly alike, where nothing says that it rose or fell between."""
    stocks = [
        at
        for at, extract in enumerate(extracts)
        if extract.fact.role == "stock"
        and extract.fact.status == "operating"
        and extract.fact.level is None
        and extract.fact.period is None
        and not (extract.row or extract.heading or extract.compared)
        and _is_plain_whole(extracts, at)
    ]
    if len(stocks) != 2 or extracts[stocks[0]].fact.measure != extracts[stocks[1]].fact.measure:
        return []
    one, two = (extracts[at] for at in stocks)
    values = (max(one.fact.value, two.fact.value), min(one.fact.value, two.fact.value))
    near = values[0] != values[1] and nearly(*values, SLIP_OF_THE_PEN) and values[1] > FEW
    of_one = None in (one.subject, two.subject) or one.subject == two.subject
    told = [_sentence_to(text, extract.fact) for extract in (one, two)]
    years = {year for sentence in told for year in _YEAR.findall(sentence)}
    moved = any(map(_MOVED.search, told)) or not years <= {report.end[:4] if report else None}
    moved = moved and not _are_at_one_date(text, one.fact, two.fact)
    if not near or not of_one or moved or one.stretch == two.stretch or len({one.scope, two.scope} - {None, ""}) > 1:
        return []
    return [_contradiction(extracts, stocks[0], stocks[1])]


def _sentence_to(text: str, fact: Fact) -> str:
    start = max(text.rfind(". ", 0, fact.start), text.rfind("\n", 0, fact.start)) + 1
    return text[start : fact.end].lower()


def _are_at_one_date(text: str, one: Fact, two: Fact) -> bool:
    date = _date_beside(text, one)
    return date is not None and date == _date_beside(text, two)


def _date_beside(text: str, fact: Fact) -> str | None:
    """'đến cuối năm 2014', 'tại thời điểm cuối năm 2014': the day or time nearest before the number's next sign."""
    end = _SIGN.search(text, fact.end, fact.end + LINE)
    behind = text[fact.end : end.start() if end else fact.end].lower()
    dates = _AT_A_DATE.findall(_sentence_to(text, fact) + behind)
    return dates[-1].rstrip(".") if dates else None


def _same_giver(one: Extract, two: Extract) -> bool:
    """The same body and award, or one of the two tellings does not name them."""
    pairs = ((one.fact.by, two.fact.by), (one.fact.award, two.fact.award))
    named = [(_OFFICE.sub("", a.lower()), _OFFICE.sub("", b.lower())) for a, b in pairs if a and b]
    return all(a in b or b in a for a, b in named)


def _words(extract: Extract) -> str:
    return " ".join(re.sub(r"[\W\d_]+", " ", extract.fact.quote.lower()).split())
