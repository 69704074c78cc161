"""What does not add up. Precision first: a finding only where the text itself says that two things should agree."""

import re
from collections.abc import Iterator

from kheo.reader.attributes import BASE
from kheo.reader.contradictions import contradictions
from kheo.reader.extracts import SLIP_OF_THE_PEN, Extract, have_same_digits, is_one_slip, nearly, side_of, sum_of
from kheo.reader.items import COMPLETE_HOLDERS, HOLDER_OF, MOVEMENT
from kheo.reader.percent_checks import percent_findings
from kheo.reader.periods import reviewed_spans, year_of
from kheo.reader.readings import Fact, Finding, Number, Span
from kheo.reader.untold_sums import sum_finding, untold_sums

_FIGURE = re.compile(r"(?<![\w.,/“-])(?<!năm )(?<!tháng )(?<!ngày )(?<!số )\d+(?:\.\d{3})*(?!\s*%)(?![^\W_]|[,/]\d)")
_REST = re.compile(
    r"[\s,;]*(?:và\s+)?(?:số|phần|các mô hình|những mô hình)?\s*còn lại\b(?![^.;\n]{0,12}\d)", re.IGNORECASE
)
_ONE_MORE = re.compile(r"[^.;,\n]{0,12}[,;]\s*(?:và\s+)?\d+\s[^.;,\n]{0,30}còn lại\b", re.IGNORECASE)
_ITEM_MORE = re.compile(r"[^\n]*\n\s*[a-zđ][).]\s[^\n]{0,60}:\s*\d")
_IN_WORDS = re.compile(
    r"(?<!thứ )\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\b(?!\s+(?:cấp|lĩnh vực|mảng|nhóm|phần|loại|mức)\b)", re.IGNORECASE
)
_AND_MORE = re.compile(r"[^.;\n\d)]{0,24},?\s+và\s+[^.;\n\d]{0,12}", re.IGNORECASE)
_REVIEW_OF_A_YEAR = re.compile(
    r"(?:sơ kết|tổng kết|đánh giá kết quả|báo cáo kết quả)[^.;\n\d]{0,40}(?:phong trào|công tác|dân vận)"
    r"[^.;\n\d]{0,60}năm (\d{4})(?!\s*[-–/])",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\w+ tháng ", re.IGNORECASE)
TITLES = ("giai đoạn", "nhiệm kỳ")
COUNTED = MOVEMENT | set(HOLDER_OF)


def audit(
    text: str, extracts: list[Extract], report: Span | None, own_level: str | None
) -> tuple[list[Finding], list[str]]:
    """Findings and notes about the facts of one text."""
    findings, notes = percent_findings(extracts)
    for total in range(len(extracts)):
        for parts in _divisions(extracts, total):
            if _is_read_whole(text, extracts, total, parts):
                findings += _sum_findings(extracts, total, parts, own_level)
            findings += _kind_findings(extracts, total, parts)
            findings += _unsplit_findings(extracts, parts)
    known = {tuple(sorted(finding.facts)) for finding in findings}
    findings += [found for found in untold_sums(text, extracts, report) if tuple(sorted(found.facts)) not in known]
    findings += _period_findings(extracts, report)
    findings += contradictions(text, extracts, report)
    return findings, notes


def _divisions(extracts: list[Extract], total: int) -> list[list[int]]:
    """The parts of a total, one list for each way of dividing it and each place where the text does."""
    groups: dict[tuple[object, object], list[int]] = {}
    told: list[tuple[object, object, int]] = []
    for index, extract in enumerate(extracts):
        if extract.fact.part_of == total and extract.fact.measure != "percent":
            where: object = ("list", extract.listed) if extract.listed is not None else extract.stretch
            if extract.fact.split == "status":  # 'trong đó 12 mới, 18 duy trì; …, được công nhận 25': two lists
                where = (where, extract.division)
            groups.setdefault((extract.fact.split, where), []).append(index)
            if extract.told_in is not None:
                told.append((extract.fact.split, extract.told_in, index))
    for split, table, index in told:
        if (split, table) in groups and index not in groups[split, table]:
            groups[split, table].insert(0, index)  # the sentence above a table names the first of its rows
    for (split, where), parts in list(groups.items()):
        # 'Huyện … | 75' and, last, 'Các cơ quan cấp tỉnh | 64': rows of one table, of which one names a level
        if split is not None and len(parts) == 1 and extracts[parts[0]].row and (None, where) in groups:
            groups[None, where] += groups.pop((split, where))
    second = [index for index, extract in enumerate(extracts) if extract.second_total == total]
    found = [parts for parts in groups.values() if _one_status_each(extracts, parts)]
    return [*found, second] if len(second) > 1 else found


def _one_status_each(extracts: list[Extract], parts: list[int]) -> bool:
    """Two facts from one number (recognised and commended) are no two parts."""
    places = [(extracts[at].fact.start, extracts[at].fact.value) for at in parts]
    return len(set(places)) == len(places)


def _is_read_whole(text: str, extracts: list[Extract], total: int, parts: list[int]) -> bool:
    """False where a number among the parts was not understood, or is no part: no sum is judged then."""
    own = [extracts[at] for at in parts]
    if own[0].row:
        return True
    last = max(part.fact.end for part in own)
    in_lines = "\n" in text[min(part.fact.end for part in own) : last]
    if _REST.match(text, last) or _ONE_MORE.match(text, last) or (in_lines and _ITEM_MORE.match(text, last)):
        return False
    whole = extracts[total].fact
    if own[0].listed is not None and len({part.stretch for part in own}) == len(own):
        return _are_lines_read_whole(text, extracts, parts, whole)
    start, end = min(part.fact.start for part in own), max(part.fact.end for part in own)
    stretches = {part.stretch for part in own}
    others = [
        extract.fact
        for at, extract in enumerate(extracts)
        if at not in (total, *parts) and extract.stretch in stretches and start <= extract.fact.start < end
    ]
    following = extracts[max(parts) + 1 : max(parts) + 2]
    others += [extract.fact for extract in following if _goes_on_behind(text, extract, end)]
    if any(fact.part_of is None and fact.measure == whole.measure and fact.role != "change" for fact in others):
        return False
    if any(fact.part_of == total and fact.measure == whole.measure for fact in others):
        return False
    if any(_is_unlabelled(extract.fact, total, whole) for extract in extracts if extract.stretch in stretches):
        return False
    if len(stretches) > 1:
        return True  # 'Lĩnh vực kinh tế có 9 mô hình, … 3,5 triệu đồng. Lĩnh vực văn hóa có 8 …': each in its sentence
    known = [extract.fact for extract in extracts if extract.stretch == own[0].stretch]
    begin = whole.end if whole.end <= start and extracts[total].stretch == own[0].stretch else start
    in_words = (match for match in _IN_WORDS.finditer(text, begin, end))
    if any(not any(fact.start <= match.start() < fact.end for fact in known) for match in in_words):
        return False
    bracket = text.rfind("(", begin, start)  # '8 mô hình (cũ còn 3, mới 2, nhân rộng 2)'
    first = bracket if bracket >= 0 and ")" not in text[bracket:start] else start
    return all(_is_known(known, match) for match in _figures(text, first, end))


def _goes_on_behind(text: str, extract: Extract, end: int) -> bool:
    """'… 12 mô hình về văn hóa và 6 mô hình khác': the list is not at its end."""
    return bool(_AND_MORE.fullmatch(text, end, extract.fact.start))


def _are_lines_read_whole(text: str, extracts: list[Extract], parts: list[int], whole: Fact) -> bool:
    """Each part heads lines of its own, 'I. KINH TẾ: 05 mô hình' over five of them: what these tell is no part, but
    no other line may state a number of the same noun and act."""
    among = (extracts[at].fact for at in range(parts[0], min(parts[-1] + 2, len(extracts))) if at not in parts)
    alike = (
        fact for fact in among if fact.measure == whole.measure and fact.status in (None, "operating", whole.status)
    )
    if any(fact.part_of is None and fact.role != "change" for fact in alike):
        return False
    lines = ((text.rfind("\n", 0, extracts[at].fact.start) + 1, extracts[at].fact) for at in parts)
    return all(_is_known([fact], figure) for start, fact in lines for figure in _figures(text, start, fact.end))


def _is_unlabelled(fact: Fact, total: int, whole: Fact) -> bool:
    """A part of the same noun as its total that tells nothing by which it differs: its label was not understood."""
    return fact.part_of == total and fact.split == "measure" and fact.measure == whole.measure


def _figures(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The numbers of text[start:end] without those that only number a line: '2. Văn hóa - xã hội: 6'."""
    for figure in _FIGURE.finditer(text, start, end):
        if (
            text[max(0, figure.start() - 1) : figure.start()] != "\n"
            or text[figure.end() : figure.end() + 1] not in ".)"
        ):
            yield figure


def _is_known(facts: list[Fact], figure: re.Match[str]) -> bool:
    digits = figure[0].replace(".", "").lstrip("0") or "0"
    return any(
        fact.start <= figure.start() < fact.end and digits in map(str, (fact.value, fact.value_to, fact.out_of))
        for fact in facts
    )


def _sum_findings(extracts: list[Extract], total: int, parts: list[int], own_level: str | None) -> list[Finding]:
    facts = [extracts[at].fact for at in parts]
    whole = extracts[total]
    if (
        len(parts) < 2
        or not whole.exact
        or not all(extracts[at].exact for at in parts)
        or any(fact.role == "change" or (fact.role == "target") != (whole.fact.role == "target") for fact in facts)
    ):
        return []
    stated, computed = whole.fact.value, sum_of(facts)
    if stated == computed or not _should_add_up(extracts, total, parts, own_level):
        return []
    if not extracts[parts[0]].row and not is_one_slip(stated, [fact.value for fact in facts]):
        return []
    if not nearly(stated, computed, SLIP_OF_THE_PEN) and _makes_another(extracts, total, parts, computed):
        return []
    if computed < stated and _is_made_with_others(extracts, total, parts, stated - computed):
        return []
    return [sum_finding(extracts, total, parts)]


def _makes_another(extracts: list[Extract], total: int, parts: list[int], made: Number) -> bool:
    """Far from their total, they make just another number of its sentence: more likely that is theirs, read wrong."""
    others = (extract for at, extract in enumerate(extracts) if at != total and at not in parts)
    return any(other.stretch == extracts[total].stretch and other.fact.value == made for other in others)


def _is_made_with_others(extracts: list[Extract], total: int, parts: list[int], lacking: Number) -> bool:
    """The other parts that its sentence tells make up what these lack: one list, of whose labels not all are known."""
    own = extracts[parts[0]]
    made: dict[str | None, Number] = {}
    for extract in extracts:
        if extract.fact.part_of == total and (extract.stretch, extract.row) == (own.stretch, own.row):
            made[extract.fact.split] = made.get(extract.fact.split, 0) + extract.fact.value
    return any(value == lacking for split, value in made.items() if split != own.fact.split)


def _should_add_up(extracts: list[Extract], total: int, parts: list[int], own_level: str | None) -> bool:
    """True where the list of parts claims to be all of the total, by its opener or by naming every side there is."""
    facts = [extracts[at].fact for at in parts]
    split = facts[0].split
    if split is None and _are_listed_plainly(extracts, parts):
        return True
    if extracts[parts[0]].row and (split != "status" or len({fact.status for fact in facts}) == 1):
        return True
    if split is None or (any(fact.level != facts[0].level for fact in facts) and split != "level"):
        return False
    computed, stated = sum(fact.value for fact in facts), extracts[total].fact.value
    opener = extracts[parts[0]].opened_by
    if split == "field":
        named = {name for fact in facts for name in (fact.field if isinstance(fact.field, list) else [str(fact.field)])}
        # Three fields that leave one of the whole over: a fourth field would have been named.
        leaves_one = len(named) >= 3 and stated - computed <= 1
        return set(BASE) <= named or computed > stated or opener in ("whole", ":", "(") or leaves_one
    if split == "holder":
        holders = {fact.holder for fact in facts if fact.holder}
        return holders >= COMPLETE_HOLDERS or (len(holders) == len(facts) > 1 and nearly(stated, computed))
    if split == "measure":
        return len({fact.measure for fact in facts}) == len(facts) and opener in ("whole", ":", "(", "some")
    if split == "level":
        levels = {fact.level for fact in facts}
        return len(levels) == len(facts) and (
            own_level in levels or opener in ("whole", ":", "(") or nearly(stated, computed)
        )
    return _statuses_divide(
        facts_status=[side_of(fact) for fact in facts], opener=opener, stated=stated, computed=computed
    )


def _are_listed_plainly(extracts: list[Extract], parts: list[int]) -> bool:
    """'gồm 13 mô hình của Mặt trận, 24 mô hình của khu dân cư, 6 mô hình của trường học': whose they are, all told."""
    told = {extracts[at].opened_by for at in parts} <= {"whole", "(", ":"} and extracts[parts[0]].opened_by is not None
    return told and len(parts) > 2 and len({extracts[at].fact.status for at in parts}) == 1


def _statuses_divide(facts_status: list[str | None], opener: str | None, stated: Number, computed: Number) -> bool:
    """New beside kept up or replicated are sides of one thing; recognised beside commended are not."""
    sides = set(facts_status)
    if len(sides) == 1 and len(facts_status) > 1:
        return nearly(stated, computed)  # 'đăng ký tiếp tục từ năm trước 655, đăng ký mới 187'
    if len(sides) != len(facts_status) or not sides <= {"new", "operating", "replicated", "discontinued", "effective"}:
        return False
    if "effective" in sides:  # 'đang duy trì 19 mô hình, chia ra: 11 phát huy hiệu quả, 4 mới, 3 nhân rộng'
        return len(sides) > 2 and opener == "whole" and nearly(stated, computed)
    if "new" not in sides and not {"operating", "discontinued"} <= sides:
        return False
    if "discontinued" in sides and "operating" not in sides:
        return False  # 'ra mắt 6 mô hình mới và đưa ra khỏi danh sách 1': what changed, not what there is
    kept_and_new = {"new", "operating"} <= sides and "discontinued" not in sides
    close = nearly(stated, computed) or have_same_digits(stated, computed)
    return opener in ("whole", "(", ":") or kept_and_new or computed > stated or close


def _kind_findings(extracts: list[Extract], total: int, parts: list[int]) -> list[Finding]:
    """A total of models and exemplars whose parts are all models, or a total of models with parts of another kind."""
    whole = extracts[total].fact
    facts = [extracts[at].fact for at in parts]
    if whole.measure not in MOVEMENT or len(facts) < 2 or not all(extracts[at].stated_measure for at in parts):
        return []
    kinds = {fact.measure for fact in facts}
    computed = sum_of(facts)
    if computed != whole.value or kinds <= {whole.measure} or (whole.measure in kinds and len(kinds) == 1):
        return []
    mixed = whole.measure == "models_and_exemplars"
    if (mixed and len(kinds) == 1 and "models_and_exemplars" not in kinds) or (
        not mixed and not kinds <= {whole.measure}
    ):
        kind = " and ".join(sorted(kinds))
        message = f"the {whole.value} are {whole.measure}, the parts that make {computed} are {kind}"
        return [
            Finding(
                "kind", message, whole.value, computed, [total, *parts], [whole.quote, *(fact.quote for fact in facts)]
            )
        ]
    return []


def _unsplit_findings(extracts: list[Extract], parts: list[int]) -> list[Finding]:
    """A part for several fields, in a list by fields."""
    if len(parts) < 2:
        return []
    found = []
    for at in parts:
        fact = extracts[at].fact
        if fact.split == "field" and isinstance(fact.field, list):
            message = f"{fact.value} {fact.measure} of {' and '.join(fact.field)} are not split"
            found.append(Finding("unsplit", message, fact.value, None, [at], [fact.quote]))
    return found


def _period_findings(extracts: list[Extract], report: Span | None) -> list[Finding]:
    """The report reviews one span of years, and a count of what it did carries another that begins or ends with it."""
    if report is None or not report.label.startswith(TITLES):
        return []
    own = _years(report)
    for at, extract in enumerate(extracts):
        fact = extract.fact
        if (
            fact.period is None
            or not fact.period.label.startswith(TITLES)
            or fact.role in ("target", "change")
            or fact.measure not in COUNTED
        ):
            continue
        other = _years(fact.period)
        if fact.measure in HOLDER_OF and other[1] != own[1]:
            continue  # rewarded for a stage of it: 'tiêu biểu giai đoạn 2016 - 2019'
        if _is_slip(own, other) and not _goes_on(extracts, other):
            stated, computed = "-".join(own), "-".join(other)
            message = f"the report covers {stated}, but the {fact.value} {fact.measure} are dated {computed}"
            return [Finding("period", message, stated, computed, [at], [report.label, fact.quote])]
    return []


def review_findings(text: str, report: Span | None) -> list[Finding]:
    """The review is dated in two ways that begin or end alike: '(2016 - 2018)' in the title, '2016 - 2020' below; '6
    tháng đầu năm' and '9 tháng đầu năm'."""
    if report is not None and _MONTHS.match(report.label):
        return _month_findings(text, report)
    if report is not None and (year := year_of(report)):
        return _year_findings(text, report, year)
    if report is None or not report.label.startswith(TITLES):
        return []
    own = _years(report)
    for span, quote in reviewed_spans(text):
        other = _years(span)
        if _is_slip(own, other) and span.label.split()[0] == report.label.split()[0]:
            stated, computed = "-".join(own), "-".join(other)
            message = f"the report covers {stated}, but its review is dated {computed}"
            return [Finding("period", message, stated, computed, [], [report.label, quote])]
    return []


def _month_findings(text: str, report: Span) -> list[Finding]:
    """Six months told as nine, or those of the year before."""
    for span, quote in reviewed_spans(text):
        longer = span.start == report.start and span.end != report.end
        year_off = (span.start[4:], span.end[4:]) == (report.start[4:], report.end[4:])
        year_off = year_off and abs(int(span.start[:4]) - int(report.start[:4])) == 1
        if _MONTHS.match(span.label) and (longer or year_off):
            message = f"the report covers {report.label}, but its review is dated {span.label}"
            return [Finding("period", message, report.label, span.label, [], [report.label, quote])]
    return []


def _year_findings(text: str, report: Span, year: int) -> list[Finding]:
    """The title reviews a year, the meeting that the text tells of reviews the one before it or behind it."""
    reviewed = list(_REVIEW_OF_A_YEAR.finditer(text))
    if not reviewed or int(reviewed[0][1]) != year or "\n" not in text[reviewed[0].start() : reviewed[-1].start()]:
        return []
    others = [match for match in reviewed if abs(int(match[1]) - year) == 1]
    if len(others) != 1 or len(reviewed) != 2:
        return []
    message = f"the report covers {report.label}, but its review is dated năm {others[0][1]}"
    return [Finding("period", message, report.label, f"năm {others[0][1]}", [], [report.label, others[0][0]])]


def _years(span: Span) -> tuple[str, str]:
    return span.start[:4], span.end[:4]


def _is_slip(own: tuple[str, str], other: tuple[str, str]) -> bool:
    """Two spans of years that begin or end alike, or of which one lies a year beside the other."""
    shifted = {int(b) - int(a) for a, b in zip(own, other, strict=True)}
    return other != own and (0 in shifted or shifted in ({1}, {-1}))


def _goes_on(extracts: list[Extract], span: tuple[str, str]) -> bool:
    """'giai đoạn 2009 - 2014 công nhận 287 mô hình; giai đoạn 2015 - 2019 …': stages of one time, no slip."""
    periods = (extract.fact.period for extract in extracts)
    others = [_years(period) for period in periods if period and period.label.startswith(TITLES)]
    return any(int(one[0]) == int(span[1]) + 1 or int(one[1]) == int(span[0]) - 1 for one in others)


def _tidy(value: Number) -> Number:
    return int(value) if float(value).is_integer() else round(value, 4)
