"""Numbers that make a whole though no list says so: what is left over, what several bodies gave, what each year had."""

import re
from collections.abc import Iterable

from kheo.reader.extracts import SLIP_OF_THE_PEN, Extract, is_one_slip, nearly, sum_of, tells_all
from kheo.reader.items import MOVEMENT, PRAISED
from kheo.reader.periods import year_of
from kheo.reader.readings import Finding, Span

MOST_APART = 2
"""Sentences between a whole and the last of its parts."""
_REST = re.compile(r"còn lại(?:\s+[^\W\d]+){0,4}\s+\d+\s*\Z", re.IGNORECASE)
_OF_THE_REST = re.compile(r"\s*(?:mô hình|điển hình)?[^.;,\n\d]{0,24}\bcòn lại\b(?![^.;,\n]{0,12}\d)", re.IGNORECASE)
_AND_STILL = re.compile(r"\bcòn\s+\d+\Z", re.IGNORECASE)
_NOT_YET = re.compile(r"\s*(?:mô hình|điển hình)\s+(?:chưa|không)\b", re.IGNORECASE)
_SUMS_UP = re.compile(r"\b(?:tổng cộng|cộng lại|cả thảy|tính chung|tổng số)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:còn|tiếp tục|vẫn|duy trì đến)\b", re.IGNORECASE)
MOST_BETWEEN, LINE = 16, 60


def untold_sums(text: str, extracts: list[Extract], report: Span | None) -> list[Finding]:
    """A finding for each such whole that its parts nearly make, and do not."""
    sides = [*_rests(text, extracts), *_kept_and_ended(text, extracts), *_both_nouns(extracts)]
    return [*sides, *_rewards(text, extracts), *_years(extracts, report)]


def sum_finding(extracts: list[Extract], total: int, parts: list[int]) -> Finding:
    """The parts of a total make another number."""
    facts = [extracts[at].fact for at in parts]
    stated, computed = extracts[total].fact.value, sum_of(facts)
    message = f"the parts {' + '.join(str(fact.value) for fact in facts)} make {computed}, the text states {stated}"
    quotes = [extracts[total].fact.quote, *(fact.quote for fact in facts)]
    return Finding("sum", message, stated, computed, [total, *parts], quotes)


def _rests(text: str, extracts: list[Extract]) -> Iterable[Finding]:
    """'128/140 mô hình phát huy hiệu quả; 12 mô hình còn lại …': the number before and the rest make the whole."""
    for at, extract in enumerate(extracts):
        if extract.fact.measure in MOVEMENT and extract.fact.part_of is None and _is_rest(text, extract):
            wholes = [other for other in range(at) if _may_be_whole(extracts, other, at)]
            told = [(whole, _between(extracts, whole, at)) for whole in wholes]
            makes = [(whole, parts) for whole, parts in told if parts]
            if any(
                _adds_up(extracts, whole, parts[-count:])
                for whole, parts in makes
                for count in range(2, len(parts) + 1)
            ):
                continue
            near = [(whole, parts) for whole, parts in makes if _nearly_adds_up(extracts, whole, parts)]
            if near:
                yield sum_finding(extracts, *near[-1])


def _is_rest(text: str, extract: Extract) -> bool:
    fact = extract.fact
    number = re.search(r"\d+", text[fact.start : fact.end])
    if number is None:
        return False
    end = fact.start + number.end()
    before = text[max(0, fact.start - 30) : end]
    not_yet = _AND_STILL.search(before) and _NOT_YET.match(text, end)  # 'còn 12 mô hình chưa được công nhận'
    return bool(_REST.search(before) or _OF_THE_REST.match(text, end) or not_yet)


def _may_be_whole(extracts: list[Extract], whole: int, rest: int) -> bool:
    a, b = extracts[whole].fact, extracts[rest].fact
    near = extracts[rest].stretch - extracts[whole].stretch <= MOST_APART
    plain = a.role in ("flow", "stock") and extracts[whole].exact and not extracts[whole].compared
    return near and plain and a.measure == b.measure and a.value > b.value and a.period == b.period


def _between(extracts: list[Extract], whole: int, rest: int) -> list[int]:
    """What is told of the same noun from the whole to the rest, the rest too; of 140 in '128/140' the 128 as well."""
    first = extracts[whole].denominator_of
    begin = whole if first is None else first - 1
    parts = [
        at
        for at in range(begin + 1, rest + 1)
        if extracts[at].fact.measure == extracts[rest].fact.measure
        and extracts[at].denominator_of is None
        and extracts[at].fact.role in ("flow", "stock")
        and extracts[at].exact
    ]
    return parts if len(parts) > 1 else []


def _adds_up(extracts: list[Extract], whole: int, parts: list[int]) -> bool:
    return sum(extracts[at].fact.value for at in parts) == extracts[whole].fact.value


def _nearly_adds_up(extracts: list[Extract], whole: int, parts: list[int]) -> bool:
    stated = extracts[whole].fact.value
    free = all(extracts[at].fact.part_of in (None, whole) for at in parts)
    return free and is_one_slip(stated, [extracts[at].fact.value for at in parts])


def _kept_and_ended(text: str, extracts: list[Extract]) -> Iterable[Finding]:
    """'có 47 mô hình; rà soát: dừng 16 mô hình, còn 31 mô hình đang duy trì': what ended and what goes on."""
    for first in range(1, len(extracts) - 1):
        sides = {extracts[at].fact.status: at for at in (first, first + 1)}
        if set(sides) != {"discontinued", "operating"}:
            continue
        kept = extracts[sides["operating"]].fact
        goes_on = _GOES_ON.search(text, extracts[first].fact.start - MOST_BETWEEN, max(kept.end, kept.start + LINE))
        whole = _last_whole(extracts, first)
        if whole is None or not goes_on or not all(_is_plain(extracts[at]) for at in (whole, first, first + 1)):
            continue
        fact = extracts[whole].fact
        near = extracts[first + 1].stretch - extracts[whole].stretch <= MOST_APART
        same = (fact.measure, fact.period) == (kept.measure, kept.period)
        if near and same and fact.status in ("operating", "registered"):
            yield from _if_slipped(extracts, whole, [first, first + 1])


def _last_whole(extracts: list[Extract], before: int) -> int | None:
    """The last number before that is no part, no rise or goal, and not told to compare."""
    for at in range(before - 1, -1, -1):
        fact = extracts[at].fact
        if fact.role in ("flow", "stock") and fact.part_of is None and not extracts[at].compared:
            return at
    return None


def _both_nouns(extracts: list[Extract]) -> Iterable[Finding]:
    """'công nhận 48 mô hình, điển hình. Phần được công nhận có 31 mô hình, 17 điển hình': the two nouns together."""
    for whole, extract in enumerate(extracts):
        if extract.fact.measure != "models_and_exemplars" or not _is_plain(extract):
            continue
        for first in range(whole + 1, len(extracts) - 1):
            pair = [extracts[first], extracts[first + 1]]
            if pair[1].stretch - extract.stretch > MOST_APART:
                break
            alike = all(_is_plain(part) and part.fact.period == extract.fact.period for part in pair)
            said = {part.fact.status for part in pair} | {extract.fact.status}
            if alike and len(said) == 1 and [part.fact.measure for part in pair] == ["models", "exemplars"]:
                yield from _if_slipped(extracts, whole, [first, first + 1])
                break


def _is_plain(extract: Extract) -> bool:
    """All of its noun, in a sentence, at no level named."""
    return tells_all(extract) and extract.fact.level is None and not extract.row


def _if_slipped(extracts: list[Extract], whole: int, parts: list[int]) -> Iterable[Finding]:
    values = [extracts[at].fact.value for at in parts]
    stated = extracts[whole].fact.value
    if sum(values) != stated and is_one_slip(stated, values):
        yield sum_finding(extracts, whole, parts)


def _rewards(text: str, extracts: list[Extract]) -> Iterable[Finding]:
    """'52 tập thể, cá nhân được khen, cụ thể: … tặng Bằng khen cho 20 tập thể, 30 cá nhân': all that bodies gave."""
    for at, extract in enumerate(extracts):
        together = extract.fact.measure == "collectives_and_individuals"
        giver = extract.fact.by
        if not _is_rewarded(extract) or extract.fact.part_of is not None or (giver is not None and not together):
            continue
        given = []
        for other in range(at + 1, len(extracts)):
            if not _is_rewarded(extracts[other]) or extracts[other].stretch - extract.stretch > 1:
                break
            own = (extracts[other].fact.by is None) == (giver is not None)  # a giver's own, or those of several bodies
            if own and (together or extracts[other].fact.measure == extract.fact.measure):
                given.append(other)
        opened = bool(given) and any(extracts[other].opens for other in range(at + 1, given[0] + 1))
        if (
            not opened
            and together
            and _SUMS_UP.search(text, max(0, extract.fact.start - MOST_BETWEEN), extract.fact.end)
        ):
            given, opened = _given_before(extracts, at), True
        if len(given) < 2 or not opened or _adds_up(extracts, at, given) or _is_made_with_the_next(extracts, at, given):
            continue
        if _nearly_makes(extracts, given, at):
            yield sum_finding(extracts, at, given)


def _is_made_with_the_next(extracts: list[Extract], total: int, given: list[int]) -> bool:
    """'… Giấy khen cho 19 tập thể và 23 cá nhân; 6 cá nhân nhận thư khen': all of them, whoever gave."""
    behind = given[-1] + 1
    return behind < len(extracts) and _is_rewarded(extracts[behind]) and _adds_up(extracts, total, [*given, behind])


def _given_before(extracts: list[Extract], total: int) -> list[int]:
    """'Giấy khen cho 3 tập thể, 11 cá nhân; tổng cộng 14 tập thể, cá nhân': those told last before their total."""
    given: list[int] = []
    for at in range(total - 1, -1, -1):
        if not _is_rewarded(extracts[at]) or extracts[total].stretch != extracts[at].stretch:
            break
        given.insert(0, at)
    return given


def _nearly_makes(extracts: list[Extract], given: list[int], total: int) -> bool:
    """Close to the total, or more than it, but not twice as many."""
    stated, made = extracts[total].fact.value, sum(extracts[at].fact.value for at in given)
    close = nearly(stated, made, SLIP_OF_THE_PEN) or stated < made < MOST_APART * stated
    return close or is_one_slip(stated, [extracts[at].fact.value for at in given])


def _is_rewarded(extract: Extract) -> bool:
    fact = extract.fact
    return fact.measure in PRAISED and fact.status == "commended" and fact.role == "flow" and extract.exact


def _years(extracts: list[Extract], report: Span | None) -> Iterable[Finding]:
    """'Năm 2021 đăng ký 96, năm 2022 …, tổng 3 năm 310': every year of the span that the whole covers."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, extract in enumerate(extracts):
        fact = extract.fact
        free = extract.exact and fact.field is None and fact.holder is None and not extract.row
        if fact.measure in MOVEMENT and fact.role == "flow" and free and extract.denominator_of is None:
            groups.setdefault((fact.measure, fact.status, fact.level), []).append(at)
    for places in groups.values():
        by_year = {year_of(extracts[at].fact.period): at for at in places}
        by_year.pop(None, None)
        wholes = [at for at in places if (span := extracts[at].fact.period or report) and _covers(span, set(by_year))]
        parts = sorted(by_year.values())
        if len(parts) < 2 or not wholes or any(_adds_up(extracts, whole, parts) for whole in wholes):
            continue
        near = [
            at
            for at in wholes
            if nearly(extracts[at].fact.value, sum(extracts[part].fact.value for part in parts), SLIP_OF_THE_PEN)
        ]
        if near:
            yield sum_finding(extracts, near[0], parts)


def _covers(span: Span, years: set[int | None]) -> bool:
    """True where the span is just those years."""
    first, last = int(span.start[:4]), int(span.end[:4])
    return last > first and years == set(range(first, last + 1))
