"""Numbers told as known, 'trong 57 mô hình này', '50/57 mô hình', that the text has not told."""

import re

from kheo.reader.extracts import Extract, is_near_or_turned
from kheo.reader.items import MOVEMENT
from kheo.reader.readings import Finding

_OF_SOME = re.compile(r"\bđược (?:kiểm tra|khảo sát|phúc tra|chấm|chọn|thẩm định|đánh giá)\b", re.IGNORECASE)
"""'13/15 mô hình được kiểm tra hoạt động hiệu quả': of those that somebody went to see."""


def referred_otherwise(extracts: list[Extract]) -> list[Finding]:
    """'đăng ký 58 mô hình' and then 'Trong 57 mô hình này …' or '50/57 mô hình': what the text refers to it has not
    told."""
    found = []
    for at, extract in enumerate(extracts):
        earlier = _referred_to(extracts, at) if _refers(extract) else None
        if earlier is not None:
            a, b = extracts[earlier].fact, extract.fact
            message = f"the text states {a.value}, and then refers to {b.value} {b.measure}"
            found.append(Finding("contradiction", message, a.value, b.value, [earlier, at], [a.quote, b.quote]))
    return found


def _refers(extract: Extract) -> bool:
    """Told as known: 'trong 57 mô hình', the 57 of '50/57 mô hình'."""
    fact = extract.fact
    of_all = extract.denominator_of is not None and not _OF_SOME.search(fact.quote)
    told = extract.back_reference or of_all
    plain = fact.measure in MOVEMENT and fact.field is None and fact.holder is None and not extract.row
    return told and plain and extract.exact and fact.part_of is None and fact.role in ("flow", "stock")


def _referred_to(extracts: list[Extract], at: int) -> int | None:
    """The number before that it must mean: of its noun, and so near that it is a slip; None where one is equal."""
    fact = extracts[at].fact
    alike = [other for other in range(len(extracts)) if other != at and extracts[other].fact.measure == fact.measure]
    if any(extracts[other].fact.value == fact.value and not _refers(extracts[other]) for other in alike):
        return None
    near = [other for other in alike if other < at and _may_be_meant(extracts[other], extracts[at])]
    return min(near, key=lambda other: abs(extracts[other].fact.value - fact.value), default=None)


def _may_be_meant(other: Extract, extract: Extract) -> bool:
    a, b = other.fact, extract.fact
    free = (
        other.exact
        and not _refers(other)
        and a.role in ("flow", "stock")
        and a.field is None
        and a.holder is None
        and not other.row
    )
    act = b.status is None or a.status == b.status or extract.act in ("", "exist")
    same = act and a.period == b.period and a.level == b.level
    near = is_near_or_turned(max(a.value, b.value), min(a.value, b.value))
    apart = other.stretch != extract.stretch or (extract.back_reference and a.part_of is None)
    apart = apart and not a.start <= b.start < a.end  # '41 trong tổng số 48 mô hình được công nhận'
    return free and same and near and apart
