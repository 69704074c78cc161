"""From one stretch of text to facts: count, weigh, divide, inherit, keep."""

import re
from itertools import pairwise

from kheo.reader.bare_numbers import carry, carry_to_holders, follow_neighbours, possible_counts
from kheo.reader.circumstances import (
    carry_roles,
    is_done,
    is_repeated,
    is_told_as_there,
    lead_period,
    period_of,
    role_of,
)
from kheo.reader.divisions import Division, divide
from kheo.reader.extracts import Extract
from kheo.reader.givers import giver_of, level_asked
from kheo.reader.inheritance import inherit
from kheo.reader.items import HOLDER_OF, MOVEMENT, PRAISED, REWARDED, Item, items_of
from kheo.reader.labels import complete_labels
from kheo.reader.numerals import counts_of
from kheo.reader.percentages import join_percentages
from kheo.reader.periods import at_same_time, mentions_of, period_in
from kheo.reader.phrases import Phrases
from kheo.reader.pieces import surroundings_of
from kheo.reader.quoting import quote_of
from kheo.reader.readings import OTHER, Fact, Span
from kheo.reader.respective import assign_respectively
from kheo.reader.sentences import Stretch
from kheo.reader.statuses import MET, Act, act_of
from kheo.reader.subjects import scope_of, subject_of
from kheo.reader.titles import settle_titles
from kheo.reader.tokens import Tag, tags_of, tokens_of
from kheo.reader.unnamed import name_by_total
from kheo.reader.vocabulary import Vocabulary
from kheo.text import fold, word_key

_AGAINST = re.compile(r"\b(?:so(?: với)?|hơn)\s+(?:[^\W\d]+\s+){0,3}\Z", re.IGNORECASE)
_CULTURE = re.compile(
    r"(?:gia dinh|ho|khu pho|khu vuc|tieu khu|soc|plei|thon|ap|khom|ban|lang|to dan pho|khu dan cu|co quan|don vi|"
    r"truong hoc|truong|doanh nghiep|danh hieu|chuan|pho|xom|buon|khoi)"
    r"[\W_]+(?:dat[\W_]+)?(?:chuan[\W_]+)?van hoa(?![\W_]{1,3}xa hoi)|gdvh"
)
DENOMINATOR = 0.95
REACH = 8
CLOSE = 3
LINE = 120


def extract(
    text: str,
    stretch: Stretch,
    vocabulary: Vocabulary,
    *,
    number: int,
    bare: bool,
    context: str,
    report: Span | None,
    carried: str | None = None,
    knows_teams: bool = False,
    titled: str | None = None,
) -> list[Extract]:
    """The facts of one stretch in the order of the text, `part_of` counting within them.

    `carried` is what the sentences before counted: bare numbers of fields, levels or holders count the same;
    `knows_teams`: they counted teams; `titled` is what the last of them counted for a cultural title.
    """
    tokens = tokens_of(text, stretch.start, stretch.end, bare=bare)
    phrases = Phrases(tokens, tags_of(tokens, vocabulary.bare if bare else vocabulary.accented))
    phrases.knows_teams = knows_teams
    counts = counts_of(phrases, vocabulary.bare_ordinals if bare else vocabulary.ordinals)
    if not counts:
        return []
    name_by_total(phrases, counts, carried)
    counts = possible_counts(phrases, counts, carried)
    items = items_of(phrases, counts, surroundings_of(phrases, counts), vocabulary.titles)
    assign_respectively(phrases, items)
    for item in items:
        item.back_reference = item.measure != "percent" and is_repeated(phrases, item)
        mentioned = item.back_reference and phrases.key(item.count.first - 1) == word_key("của")
        if mentioned and not item.said.own_right:
            item.acts = []  # 'tiếp nhận hồ sơ của 356 mô hình': nothing new is said of them
    complete_labels(phrases, items)
    divisions = divide(phrases, items)
    follow_neighbours(items)
    inherit(phrases, items)
    _follow_changes(items)
    for item in items:
        if item.measure == "bodies" and any(act.status == "met" for act in item.acts):
            item.count.measure = "agencies"  # '18/19 khoa, phòng đạt danh hiệu “Đơn vị văn hóa”'
    settle_titles(phrases, items, vocabulary.titles)
    join_percentages(phrases, items, carried, titled)
    cultural = bool(_CULTURE.search(fold(context)))
    if carried:
        carry(items, carried)
        carry_to_holders(phrases, items, carried, text[max(0, stretch.start - LINE) : stretch.start])
    return _facts_of(text, stretch, phrases, items, divisions, vocabulary, number, cultural, report)


def _follow_changes(items: list[Item]) -> None:
    """'đăng ký tăng 8 mô hình so với năm 2015 (24 mô hình)': what the other year had was registered too."""
    for change, item in pairwise(items):
        if change.change and item.around.opened == "(" and not item.said.acts and item.measure == change.measure:
            item.acts = list(change.acts)


def _facts_of(
    text: str,
    stretch: Stretch,
    phrases: Phrases,
    items: list[Item],
    divisions: list[Division],
    vocabulary: Vocabulary,
    number: int,
    cultural: bool,
    report: Span | None,
) -> list[Extract]:
    found: list[Extract] = []
    place: dict[int, int] = {}
    roles = [role_of(phrases, item, target=stretch.target) for item in items]
    carry_roles(phrases, items, roles)
    periods = _periods(text, stretch, phrases, items, report)
    for index, period in enumerate(periods):
        part_of_done = items[index].total is not None and roles[items[index].total or 0] in ("flow", "stock")
        done = is_done(phrases, items[index]) or part_of_done or is_told_as_there(phrases, items[index])
        if _is_next(period, report) and roles[index] in ("flow", "stock") and not done:
            roles[index] = "target"  # 'Năm 2025: đăng ký ít nhất 75 mô hình' in a report of 2024
    for index, item in enumerate(items):
        measure = _measure_of(items, item)
        if measure is None or not item.count.value or not _is_fact(items, index, measure, cultural, vocabulary):
            continue
        acts = item.acts or [Act(None, "")]
        if measure in vocabulary.titles or item.count.of in vocabulary.titles:
            acts = [MET if act.status == "recognised" else act for act in acts]
            item.has.field = None
        for order, act in enumerate(acts):
            fact = _fact(text, phrases, item, measure, act)
            fact.role = roles[index]
            fact.period = None if fact.role == "change" else periods[index]  # a rise is of now, whatever it is from
            if order == 0:
                place[index] = len(found)
            fact.part_of = place.get(item.total) if item.total is not None else None
            fact.split = item.split if fact.part_of is not None else None
            extracted = Extract(
                fact, act.act, stretch.heading, number, fact.approx is None and fact.value_to is None, item.opened_by
            )
            extracted.stated_measure = not item.count.bare
            extracted.back_reference = item.back_reference
            extracted.scope, extracted.carried = scope_of(phrases, item), item.carried
            extracted.opens, extracted.division = item.around.opened, item.division
            extracted.compared = item.compared
            number_at = phrases.tokens[item.count.first].start
            extracted.subject = subject_of(text, stretch.start, number_at)
            fields = fact.field if isinstance(fact.field, list) else [str(fact.field)]
            other = all(name.startswith(OTHER) for name in fields)
            extracted.topic = other and not item.has.headed and not item.has.labelled
            extracted.sums_up = item.count.first < REACH and phrases.key(item.count.first - 1) == word_key("với")
            if measure == "percent":
                numerator = place.get(item.total) if item.total is not None else None
                extracted.share_of, fact.part_of, fact.split = numerator, None, None
                whole = act_of(item.said.own_right[0]) if item.said.own_right else item.whole_act
                extracted.base_status = whole.status if whole else None
            found.append(extracted)
        if item.count.out_of is not None:
            found.append(_denominator(found[place[index]], len(found), place[index]))
    return found


def _measure_of(items: list[Item], item: Item) -> str | None:
    measure = item.measure
    total = items[item.total] if item.total is not None and measure != "percent" else None
    if total is not None and (measure is None or (measure in PRAISED and total.measure in MOVEMENT)):
        return total.measure
    if measure in REWARDED and _is_praised(item):
        return REWARDED[measure]
    return measure


def _is_praised(item: Item) -> bool:
    """Rewarded, or proposed for a reward; '43 đảng viên được giới thiệu về sinh hoạt tại chi bộ bản' are neither."""
    if item.measure == "cases" and not _is_right_before(item.said.own_left, item.count.first):
        return False  # 'cấp đổi giấy chứng nhận quyền sử dụng đất (37 trường hợp)'
    if any(act.status == "commended" for act in item.acts):
        return True
    said = (*item.said.own_left, *item.said.own_right)
    nominated = any(act.status == "nominated" for act in item.acts)
    return nominated and (item.measure != "people" or any(tag.value in ("commended", "recognised") for tag in said))


def _is_right_before(acts: list[Tag], at: int) -> bool:
    """'tặng Giấy khen cho 35 trường hợp', 'khen thưởng 35 trường hợp'."""
    return bool(acts) and at - acts[-1].last < CLOSE


def _is_fact(items: list[Item], index: int, measure: str, cultural: bool, vocabulary: Vocabulary) -> bool:
    item = items[index]
    if item.measure is None:
        return item.total is not None and bool(item.dimensions()) and measure not in REWARDED
    if measure == "percent":
        of = item.count.of
        if of in (None, "people", "bodies") or (of in vocabulary.titles and not cultural):
            return False
        if item.acts or item.total is None:
            return bool(item.acts)
        whole = _measure_of(items, items[item.total])  # '251/268 hộ nhận tiền đền bù (93,65%)' are no figures here
        return whole is not None and _is_fact(items, item.total, whole, cultural, vocabulary)
    statuses = {act.status for act in item.acts}
    if measure in vocabulary.titles:
        if not cultural:
            return False
        return bool(statuses & {"registered", "met", "recognised", "commended", "nominated"}) or _is_base(items, index)
    if measure in PRAISED:
        return bool(statuses & {"commended", "recognised", "nominated", "met"}) or (
            item.total is not None and items[item.total].measure in MOVEMENT
        )
    return measure not in REWARDED


def _is_base(items: list[Item], index: int) -> bool:
    """A number of families or places that a later number of the sentence is a share of."""
    item = items[index]
    return item.base or any(
        other.measure == item.measure and other.value <= item.value and other.acts for other in items[index + 1 :]
    )


def _periods(
    text: str, stretch: Stretch, phrases: Phrases, items: list[Item], report: Span | None
) -> list[Span | None]:
    """The period of each number where it is another than the report's: its own words', its total's, its sentence's."""
    found: list[Span | None] = []
    lead: Span | None = None
    year = report.end[:4] if report else None
    for index, item in enumerate(items):
        signs = set(item.around.signs)
        if not index or signs & {".", "!", "?", "…"}:
            start = phrases.tokens[items[index - 1].count.last - 1].end if index else stretch.start
            lead = lead_period(text, start, phrases.tokens[item.count.first].start, year) or (
                _of_section(text, stretch, report, year)
            )
            if lead and report and (lead.start, lead.end) == (report.start, report.end):
                lead = None
        own = period_of(text, phrases, item)
        if own and report:
            first = phrases.tokens[items[index - 1].count.last - 1].end if index else stretch.start
            own = at_same_time(text, own, report, first, phrases.tokens[item.count.first].start)
        if own and report and (own.start, own.end) == (report.start, report.end):
            found.append(None)
            continue
        whole = found[item.total] if item.total is not None and item.total < index else None
        if (index and _speaks_of_now(phrases, item)) or is_told_as_there(phrases, item):
            found.append(None)
            continue
        up_to = _up_to_year(text, phrases, items, index) if report else None
        if up_to is not None:
            found.append(None if report and (up_to.start, up_to.end) == (report.start, report.end) else up_to)
            continue
        found.append((own if report else None) or whole or lead)
    return found


def _of_section(text: str, stretch: Stretch, report: Span | None, year: str | None) -> Span | None:
    """The period that the heading of a section names, where that is one of targets or of the time to come."""
    period = period_in(text, *stretch.section, year) if stretch.section else None
    return period if stretch.target or _is_next(period, report) else None


def _is_next(period: Span | None, report: Span | None) -> bool:
    """The year or half-year that follows what the report is about."""
    if period is None or report is None or period.start <= report.end:
        return False
    return int(period.start[:4]) - int(report.end[:4]) <= 1


def _speaks_of_now(phrases: Phrases, item: Item) -> bool:
    """'Từ 12 mô hình năm 2021, đến nay đã có 25 mô hình': the year before is the other number's."""
    tags = [
        tag for piece in item.around.left[-1:] for tag in piece.tags if tag.kind == "scope" and tag.value == "stock"
    ]
    return any(phrases.key(tag.last - 1) == word_key("nay") for tag in tags)


def _up_to_year(text: str, phrases: Phrases, items: list[Item], index: int) -> Span | None:
    """'năm 2021 có 20 mô hình, đến năm 2023 đã tăng lên 30': the year that leads to the number, not the first one."""
    if not index or not {tag.value for piece in items[index].around.left for tag in piece.tags} & {"change", "stock"}:
        return None
    start = phrases.tokens[items[index - 1].count.last - 1].end
    years = list(mentions_of(text, start, phrases.tokens[items[index].count.first].start))
    if years and _AGAINST.search(text, start, years[-1].start):
        return None  # 'So với năm 2022, số mô hình đăng ký tăng 3'
    return years[-1].span if years and years[-1].kind == "whole" else None


def _fact(text: str, phrases: Phrases, item: Item, measure: str, act: Act) -> Fact:
    start, end = quote_of(phrases, item, text)
    by, award = giver_of(phrases, item) if act.status in ("commended", "recognised") else (None, None)
    fact = Fact(measure, item.count.value, text[start:end], start, end, status=act.status)
    fact.field, fact.level, fact.holder = item.has.field, item.has.level, item.has.holder
    if fact.level is None and act.status in ("nominated", "registered"):
        fact.level = level_asked(phrases, item)
    if measure not in MOVEMENT and not (measure == "percent" and item.carried):
        fact.holder = None  # the measure says it
    elif item.measure in HOLDER_OF:
        fact.holder = HOLDER_OF[str(item.measure)]
    fact.of, fact.by, fact.award = (item.count.of if measure == "percent" else None), by, award
    fact.value_to, fact.approx, fact.out_of = item.count.value_to, item.count.approx, item.count.out_of
    fact.confidence = _confidence(item)
    return fact


def _confidence(item: Item) -> float:
    sure = 0.95 if item.said.acts else 0.85
    if item.count.bare:
        sure -= 0.1
    return round(sure, 2)


def _denominator(numerator: Extract, at: int, index: int) -> Extract:
    known = numerator.fact
    fact = Fact(
        known.measure, known.out_of or 0, known.quote, known.start, known.end, role="stock", confidence=DENOMINATOR
    )
    return Extract(fact, "", numerator.heading, numerator.stretch, denominator_of=index)
