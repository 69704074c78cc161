"""A fact on its way: what merging, linking and the auditor need to know of it besides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kheo.reader.readings import Fact, Number


@dataclass(slots=True)
class Extract:
    """A fact of one stretch or table; `part_of` of its fact, and the other indexes, count within the list it is in."""

    fact: Fact
    act: str
    """The act that its status comes from; empty, or `exist`, where the text only says that it is there."""
    heading: bool
    stretch: int
    exact: bool = True
    opened_by: str | None = None
    """The opener of the list that it is a part in: some, whole, '(', ':' or implied."""
    stated_measure: bool = True
    denominator_of: int | None = None
    share_of: int | None = None
    back_reference: bool = False
    """'6 mô hình nêu trên': the text has given this number before."""
    scope: str = ""
    """'phường' where the sentence speaks of 'toàn phường'."""
    row: int = 0
    """The row of a table, counted from 1."""
    second_total: int | None = None
    """The number of its total row, where `part_of` is that of its total column."""
    carried: bool = False
    """A bare number whose noun stands in an earlier sentence."""
    opens: str | None = None
    """The word or sign before it that opens a list."""
    sums_up: bool = False
    """'Với 168 mô hình …' opens its sentence."""
    restates: bool = False
    """Its sentence or table repeats a number of before."""
    listed: int | None = None
    """The first part of a list that goes over several lines."""
    base_status: str | None = None
    """Of a share: what happened to the whole that it names, 'chiếm 89% tổng số mô hình đã xây dựng'."""
    division: int | None = None
    """Which of the lists of its stretch it is a part in."""
    compared: bool = False
    """What another year had, told to compare."""
    topic: bool = False
    """'mô hình về chuyển đổi số' names a field of the movement only in a list by fields."""
    told_in: int | None = None
    """The table that repeats it, where the number is one of a sentence."""
    subject: tuple[str, str] | None = None
    """Kind and name of the place or body whose number it is."""


SLIP = 0.05
SLIP_OF_THE_PEN = 0.15
FEW_DIGITS = 2
"""How far from each other two numbers of one thing may be, as a share of the greater."""


def tells_all(extract: Extract) -> bool:
    """It counts all of its noun: exact, no part, share, rise or goal, of no field and no holder."""
    fact = extract.fact
    free = extract.exact and fact.part_of is None and extract.denominator_of is None
    return free and fact.role in ("flow", "stock") and fact.field is None and fact.holder is None


def side_of(fact: Fact) -> str | None:
    """Its status; of what is registered, '18 mô hình đăng ký mới' are new, 'đăng ký tiếp tục 655' old ones."""
    if fact.status != "registered":
        return fact.status
    if re.search(r"\bmới\b", fact.quote):
        return "new"
    return "operating" if re.search(r"\b(?:tiếp tục|chuyển tiếp|duy trì|cũ)\b", fact.quote) else "registered"


def nearly(number: Number, other: Number, slip: float = SLIP) -> bool:
    """So close that the one is more likely a slip for the other: two apart at most, or `slip` of `number`."""
    return abs(number - other) <= max(2, slip * number)


def have_same_digits(one: Number, two: Number) -> bool:
    """218 and 281: a slip of the pen, where they are not equal."""
    return sorted(f"{one:g}") == sorted(f"{two:g}")


def is_near_or_turned(number: Number, other: Number) -> bool:
    """`other` is close to `number`, by a slip of the pen at most, or has its digits turned round."""
    return nearly(number, other, SLIP_OF_THE_PEN) or have_same_digits(number, other)


def is_one_slip(stated: Number, parts: list[Number]) -> bool:
    """One of the numbers, written a little otherwise, would make the parts add up to `stated`: a digit wrong, left out
    or doubled, two turned round, or not far off. More than that is rather a list that was not understood."""
    made = sum(parts)
    meant = [(stated, made), *((part, part + stated - made) for part in parts)]
    return any(_is_slip_of(written, right) for written, right in meant if right > 0)


def _is_slip_of(written: Number, right: Number) -> bool:
    if is_near_or_turned(max(written, right), min(written, right)):
        return True
    one, two = f"{written:g}", f"{right:g}"
    if abs(len(one) - len(two)) == 1:
        longer, shorter = max(one, two, key=len), min(one, two, key=len)
        left_out = shorter in {longer[:at] + longer[at + 1 :] for at in range(len(longer))}
        return left_out and (len(longer) > FEW_DIGITS or longer == shorter + "0")
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1


def sum_of(facts: Iterable[Fact]) -> Number:
    """Their sum, whole where it is."""
    total = sum(fact.value for fact in facts)
    return int(total) if float(total).is_integer() else round(total, 4)
