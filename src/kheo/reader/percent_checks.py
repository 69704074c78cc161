"""Percentages held against the numbers that they are a share of."""

import re

from kheo.reader.extracts import Extract
from kheo.reader.readings import Finding

EPSILON = 1e-9
WHOLE = 100
NEARLY, FAR, FAR_IN_A_ROW = 6.0, 10.0, 25.0
MOST_APART = 2
"""Sentences between a goal and the percentage of it that was reached."""
_IN_ALL = re.compile(r"\s*(?:bằng|đạt)\b", re.IGNORECASE)
_FALLEN = re.compile(r"\b(?:giảm|ít hơn|bớt|kém|thấp hơn)\b", re.IGNORECASE)
_OF_A_GOAL = re.compile(r"chỉ tiêu|kế hoạch|mục tiêu", re.IGNORECASE)


def percent_findings(extracts: list[Extract]) -> tuple[list[Finding], list[str]]:
    """Findings for percentages that no denominator of the sentence explains; notes for those cut and not rounded."""
    findings: list[Finding] = []
    notes: list[str] = []
    for at, extract in enumerate(extracts):
        share_of, bases = _held_against(extracts, at)
        if share_of is None or not bases or not extract.exact or not extracts[share_of].exact:
            continue
        stated, decimals = float(extract.fact.value), _decimals(extract)
        over = _counted_from(extracts, at, share_of)
        shares = [abs(100 * float(extracts[share_of].fact.value) / base - over) for base in bases]
        if any(abs(share - stated) <= 0.5 * 10**-decimals + EPSILON for share in shares):
            continue
        if any(0 <= share - stated < 10**-decimals for share in shares):
            notes.append(f"a percentage cut and not rounded: {extract.fact.quote}")
            continue
        nearest = min(range(len(bases)), key=lambda index: abs(shares[index] - stated))
        written_out = extracts[share_of].fact.out_of is not None or _is_of_a_goal(extracts, at, bases[nearest])
        far = FAR_IN_A_ROW if extract.row or extract.fact.role == "change" else FAR
        if not written_out and abs(shares[nearest] - stated) > far:
            continue  # more likely a share of something else than a slip
        findings.append(_finding(extracts, at, share_of, bases[nearest], round(shares[nearest], max(2, decimals))))
    return findings, notes


def _is_of_a_goal(extracts: list[Extract], share: int, base: float) -> bool:
    """'đạt 91,67% so với chỉ tiêu 24 mô hình': the goal stands beside its percentage."""
    goals = (extract.fact for extract in extracts[share : share + 2] if extract.stretch == extracts[share].stretch)
    return any(fact.role == "target" and fact.value == base for fact in goals)


def _finding(extracts: list[Extract], at: int, share_of: int, base: float, shown: float) -> Finding:
    share, numerator = extracts[at].fact, extracts[share_of].fact
    message = f"{numerator.value}/{base:g} {numerator.measure} is {shown:g} %, the text states {share.value:g} %"
    return Finding("percent", message, share.value, shown, [share_of, at], [numerator.quote, share.quote])


def _held_against(extracts: list[Extract], at: int) -> tuple[int | None, list[float]]:
    """What a percentage is a share of, as an index, and the wholes that may explain it, the likeliest first."""
    if extracts[at].fact.role == "change":
        rise = _rise(extracts, at)
        if rise is None:
            return _risen_from(extracts, at)
        told = _told_rise(extracts, rise)
        if told and extracts[at].fact.value > WHOLE and _IN_ALL.match(extracts[at].fact.quote):
            return told[0], [float(extracts[told[1]].fact.value)]  # 'tăng 8 mô hình, bằng 114,28% cùng kỳ'
        bases = _bases_of_rise(extracts, rise, at)
        bases = bases or ([float(extracts[told[1]].fact.value)] if told else _base_untold(extracts, rise))
        return rise, bases
    numerator = _numerator(extracts, at)
    if numerator is None:
        return None, []
    if extracts[numerator].fact.role == "target" and (done := _done_of(extracts, numerator)) is not None:
        return done, [float(extracts[numerator].fact.value)]
    bases = _goals(extracts, at, numerator) or _bases(extracts, at, numerator) or _bases_named(extracts, at, numerator)
    return numerator, bases or _bases_before(extracts, at, numerator)


def _goals(extracts: list[Extract], share: int, numerator: int) -> list[float]:
    """'Chỉ tiêu năm 40 mô hình. Kết quả xây dựng được 46 mô hình, đạt 115% chỉ tiêu': the last goal told before."""
    done = extracts[numerator].fact
    if not _OF_A_GOAL.search(extracts[share].fact.quote) or done.role == "target":
        return []
    goals = [
        float(extract.fact.value)
        for extract in extracts[:share]
        if extract.fact.role == "target"
        and extract.fact.measure == done.measure
        and extract.exact
        and extract.stretch >= extracts[share].stretch - MOST_APART
    ]
    return goals[-1:]


def _done_of(extracts: list[Extract], goal: int) -> int | None:
    """'xây dựng 612 mô hình; chỉ tiêu giao 600 mô hình, đạt 102%': what was done of a goal."""
    known = extracts[goal].fact
    for at in range(goal - 1, -1, -1):
        fact = extracts[at].fact
        if extracts[at].stretch < extracts[goal].stretch - 1:
            break
        if fact.measure == known.measure and fact.role in ("flow", "stock") and not extracts[at].compared:
            return at if extracts[at].exact and fact.part_of is None else None
    return None


def _rise(extracts: list[Extract], share: int) -> int | None:
    """'tăng 12 mô hình, tức tăng 20%': the rise or fall that stands just before, or before the number that it is one
    of, 'tăng 13 mô hình (năm trước: 45 mô hình), tương ứng tăng 29%'."""
    if extracts[share].fact.measure != "percent":
        return None
    for at in (share - 1, share - 2):
        before = extracts[at] if at >= 0 else extracts[share]
        if before.stretch != extracts[share].stretch or before.fact.measure != extracts[share].fact.of:
            return None
        if before.fact.role == "change":
            return at if before.exact else None
    return None


def _base_untold(extracts: list[Extract], rise: int) -> list[float]:
    """'đăng ký 48 mô hình, tăng 8 mô hình (20%) so với năm 2023': what there was follows from the two."""
    change, whole = extracts[rise], extracts[rise - 1] if rise else extracts[rise]
    plain = whole.fact.role in ("flow", "stock") and whole.fact.part_of is None and not whole.compared and whole.exact
    same = whole.fact.measure == change.fact.measure and whole.fact.status == change.fact.status
    if not plain or not same or whole.stretch != change.stretch:
        return []
    before = float(whole.fact.value) + float(change.fact.value) * (1 if _FALLEN.search(change.fact.quote) else -1)
    return [before, float(whole.fact.value)] if before > 0 else []  # or a share of what there is now


def _told_rise(extracts: list[Extract], rise: int) -> tuple[int, int] | None:
    """'năm nay 428 mô hình. Năm trước con số này là 391, như vậy tăng 37': the numbers of now and of then, where only
    two are just so far apart."""
    change = extracts[rise]
    fallen = _FALLEN.search(change.fact.quote) is not None
    told = [
        at
        for at, extract in enumerate(extracts[:rise])
        if extract.stretch >= change.stretch - 1
        and extract.exact
        and extract.fact.measure == change.fact.measure
        and extract.fact.role in ("flow", "stock")
        and extract.fact.part_of is None
    ]
    step = -change.fact.value if fallen else change.fact.value
    pairs = [
        (now, then) for now in told for then in told if extracts[now].fact.value - extracts[then].fact.value == step
    ]
    return pairs[0] if len(pairs) == 1 else None


def _risen_from(extracts: list[Extract], share: int) -> tuple[int | None, list[float]]:
    """'60 mô hình, tăng 25% so với năm 2023 (48 mô hình)', '60 mô hình (năm 2023: 48 mô hình), tăng 25%': the whole
    just before, and what the other year had."""
    around = [at for at in (share - 2, share - 1, share + 1) if 0 <= at < len(extracts)]
    own = extracts[share].stretch
    bases = [at for at in around if extracts[at].compared and extracts[at].stretch == own]
    if len(bases) != 1 or share < 1 + (bases[0] < share):
        return None, []
    told = share - 1 - (bases[0] == share - 1)
    whole, base = extracts[told], extracts[bases[0]]
    counted = {whole.fact.measure, base.fact.measure} == {extracts[share].fact.of} and whole.exact and base.exact
    beside = whole.stretch == own and not whole.compared
    plain = whole.fact.role in ("flow", "stock") and whole.fact.part_of is None
    return (told, [float(base.fact.value)]) if counted and beside and plain and base.fact.value else (None, [])


def _counted_from(extracts: list[Extract], share: int, numerator: int) -> float:
    """100 where the percentage tells only what is above the whole, or below: 'vượt 25% kế hoạch', 'tăng 25%'."""
    risen = extracts[share].fact.role == "change" and extracts[numerator].fact.role != "change"
    risen = risen and not _IN_ALL.match(extracts[share].fact.quote)
    return 100.0 if risen or extracts[share].fact.quote.lower().startswith("vượt") else 0.0


def _bases_of_rise(extracts: list[Extract], rise: int, share: int) -> list[float]:
    """What there was in the other year, where the sentence says it: 'năm 2021 có 48 mô hình, tăng 12'."""
    change = extracts[rise]
    compared = [
        float(extract.fact.value)
        for extract in extracts
        if extract.compared
        and extract.fact.role != "target"
        and extract.stretch == change.stretch
        and extract.fact.measure == change.fact.measure
    ]
    if len(compared) == 1:
        return compared
    whole = extracts[rise - 1].fact.value if rise else None
    before = [
        extract.fact
        for extract in extracts[:share]
        if extract.stretch >= change.stretch - 1
        and extract.exact
        and extract.fact.value
        and (extract.fact.measure, extract.fact.status) == (change.fact.measure, change.fact.status)
        and extract.fact.role in ("flow", "stock")
    ]
    earlier = [float(fact.value) for fact in before if fact.period is not None]
    if not earlier:  # 'Cuối năm 2020 có 30 mô hình; đến cuối năm 2021 có 36, tăng 6'
        earlier = [float(fact.value) for fact in before if fact.role == "stock" and fact.value != whole]
    risen = {base + float(change.fact.value) for base in earlier}
    told = {float(extract.fact.value) for extract in extracts[:share] if extract.fact.measure == change.fact.measure}
    return earlier if len(earlier) == 1 and risen & told else []


def _numerator(extracts: list[Extract], share: int) -> int | None:
    """What the percentage is a share of; of a rate by itself, 'tỷ lệ được công nhận đạt 88,4% so với số đăng ký', the
    last number of that kind, at most a sentence before."""
    extract = extracts[share]
    if extract.fact.measure != "percent" or extract.share_of is not None:
        return extract.share_of
    fact = extract.fact
    done = ("flow", "stock")
    wanted = (fact.of, fact.status, fact.role in done, fact.holder)
    for at in range(share - 1, -1, -1):
        other = extracts[at]
        if other.stretch < extract.stretch - 1:
            break
        told = other.fact
        whole = told.part_of is None or told.split == "status"
        same_field = told.field == fact.field or (fact.field is None and whole)
        if other.exact and same_field and (told.measure, told.status, told.role in done, told.holder) == wanted:
            own_whole = other.fact.out_of is not None and told.period == fact.period
            next_sentence = other.stretch == extract.stretch - 1 and told.part_of is None and told.out_of is None
            next_sentence = next_sentence and told.period == fact.period
            whole_is_known = extract.base_status is not None or told.split == "status" or own_whole or next_sentence
            return at if whole_is_known else None
    return None


def _bases(extracts: list[Extract], share: int, numerator: int) -> list[float]:
    """Possible denominators: the written one alone, else the total, else larger numbers of the same noun said just
    before."""
    fact = extracts[numerator].fact
    if fact.out_of:
        return [float(fact.out_of)]
    bases = []
    of_another = extracts[share].base_status not in (None, extracts[fact.part_of or 0].fact.status)
    if fact.part_of is not None and extracts[fact.part_of].exact and not of_another:
        bases.append(float(extracts[fact.part_of].fact.value))
    for at, candidate in enumerate(extracts):
        if (
            at != numerator
            and (at < share or candidate.back_reference or candidate.compared or candidate.fact.role == "target")
            and _can_hold(extracts[numerator], candidate, beside=extracts[share])
        ):
            bases.append(float(candidate.fact.value))
    return list(dict.fromkeys(bases[::-1])) if fact.part_of is None else bases


def _bases_named(extracts: list[Extract], share: int, numerator: int) -> list[float]:
    """'chiếm 89% tổng số mô hình đã xây dựng': the last whole before of which this was said."""
    of, status = extracts[share].fact.of, extracts[share].base_status
    least = extracts[numerator].fact.value
    wholes = [
        float(extract.fact.value)
        for at, extract in enumerate(extracts[:share])
        if status is not None
        and at != numerator
        and not extract.compared
        and extract.fact.value >= least
        and (extract.fact.measure, extract.fact.status) == (of, status)
        and extract.exact
        and extract.fact.part_of is None
        and extract.fact.role in ("flow", "stock")
        and extract.fact.period in (None, extracts[numerator].fact.period)
    ]
    return wholes[-1:]


def _bases_before(extracts: list[Extract], share: int, share_of: int) -> list[float]:
    """Where the sentence names no whole: the one number before that the share nearly fits, if no other fits it.

    A share of 79,5 % beside 168 after a sentence of 214 is a slip of the pen; one that fits no number is not judged.
    """
    numerator, stated = extracts[share_of].fact, float(extracts[share].fact.value)
    wholes = [
        float(extract.fact.value)
        for extract in extracts[:share_of]
        if extract.fact.measure == numerator.measure
        and extract.exact
        and not extract.compared
        and extract.fact.value > numerator.value
        and extract.fact.role not in ("change", "target")
        and extract.fact.period == numerator.period
    ]
    near = [whole for whole in dict.fromkeys(reversed(wholes)) if abs(100 * numerator.value / whole - stated) <= NEARLY]
    return near if len(near) == 1 or any(abs(100 * numerator.value / whole - stated) < 0.06 for whole in near) else []


def _can_hold(numerator: Extract, base: Extract, *, beside: Extract) -> bool:
    """The base is a number of the same sentence, or the same row of a table, and of the same noun, and no sibling:
    nothing narrows it that the numerator lacks. `beside` is the share: a numerator may be told elsewhere as well."""
    a, b = numerator.fact, base.fact
    place = (beside.stretch, beside.row) if beside.row else (numerator.stretch, numerator.row)
    if (
        (base.stretch, base.row) != place
        or b.measure != a.measure
        or not base.exact
        or not b.value
        or (b.value < a.value and b.role != "target" and not base.compared)
    ):
        return False
    if a.part_of is not None and a.part_of == b.part_of:
        return False
    if a.part_of is None and a.period is not None and a.period != b.period:
        return False  # 'con số này của năm 2013 là 102, bằng 85%'
    return all(
        wide in (None, narrow) for wide, narrow in ((b.field, a.field), (b.level, a.level), (b.holder, a.holder))
    )


def _decimals(extract: Extract) -> int:
    written = repr(extract.fact.value)
    stated = extract.fact.quote.replace(".", ",")
    for part in stated.replace("%", " % ").split():
        if (
            "," in part
            and part.strip("(),;").replace(",", ".").replace(" ", "")
            and _is_value(part, extract.fact.value)
        ):
            return len(part.strip("(),;:").split(",")[-1])
    return len(written.split(".")[1]) if "." in written else 0


def _is_value(part: str, value: float) -> bool:
    try:
        return abs(float(part.strip("(),;:").replace(",", ".")) - float(value)) < EPSILON
    except ValueError:
        return False
