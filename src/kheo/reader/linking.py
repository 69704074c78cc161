"""Parts whose total stands in an earlier sentence: numbers that differ by field, level or holder and add up to it."""

from itertools import groupby

from kheo.reader.attributes import BASE
from kheo.reader.extraction import Extract
from kheo.reader.items import MOVEMENT

DIMENSIONS = ("field", "level", "holder")
FAR = 40


def link_divisions(extracts: list[Extract]) -> None:
    """Give such parts their total, and from it the status, level and role that their own words do not say."""
    for _stretch, group in groupby(range(len(extracts)), key=lambda at: extracts[at].stretch):
        for dimension, run in _runs(extracts, list(group)):
            whole = _whole_of(extracts, run, dimension)
            if whole is not None:
                for at in run:
                    _give(extracts[at], extracts[whole], whole, dimension)


def _runs(extracts: list[Extract], places: list[int]) -> list[tuple[str, list[int]]]:
    """Runs of two or more numbers without a total that differ by one dimension."""
    found = []
    for dimension in DIMENSIONS:
        run: list[int] = []
        for at in [*places, None]:
            if at is not None and _may_be_part(extracts[at], dimension):
                run.append(at)
                continue
            if at is not None and extracts[at].fact.measure == "percent":
                continue
            if len(run) > 1 and _all_differ(extracts, run, dimension):
                found.append((dimension, run))
            run = []
    return found


def _may_be_part(extract: Extract, dimension: str) -> bool:
    fact = extract.fact
    plain = fact.measure in MOVEMENT and fact.part_of is None and not extract.row and fact.role not in ("change",)
    return plain and getattr(fact, dimension) is not None


def _all_differ(extracts: list[Extract], run: list[int], dimension: str) -> bool:
    values = [str(getattr(extracts[at].fact, dimension)) for at in run]
    return len(set(values)) == len(values)


def _whole_of(extracts: list[Extract], run: list[int], dimension: str) -> int | None:
    """The nearest number before the run to which it adds up; for all four fields, or bare numbers, one that is near."""
    total = sum(extracts[at].fact.value for at in run)
    named = {str(extracts[at].fact.field) for at in run}
    loose = all(extracts[at].carried for at in run) or (dimension == "field" and set(BASE) <= named)
    near = None
    for at in range(run[0] - 1, max(-1, run[0] - FAR), -1):
        if not _may_be_whole(extracts[at], extracts[run[0]], dimension):
            continue
        if extracts[at].fact.value == total:
            return at
        gap = abs(float(extracts[at].fact.value) - float(total))
        if near is None and loose and gap <= max(2.0, 0.05 * float(total)) and extracts[run[0]].act in ("", "exist"):
            near = at
    return near


def _may_be_whole(whole: Extract, part: Extract, dimension: str) -> bool:
    fact = whole.fact
    measures = fact.measure == part.fact.measure or fact.measure == "models_and_exemplars" or part.carried
    if fact.measure not in MOVEMENT or not measures or not whole.exact or fact.role == "change":
        return False
    return getattr(fact, dimension) is None and (fact.role == "target") == (part.fact.role == "target")


def _give(part: Extract, whole: Extract, at: int, dimension: str) -> None:
    fact, known = part.fact, whole.fact
    fact.part_of, fact.split, part.opened_by = at, dimension, part.opened_by or "whole"
    if part.carried:
        fact.measure = known.measure
    if part.act in ("", "exist", "run"):
        fact.status, part.act, fact.role = known.status, whole.act, known.role
        fact.by, fact.award = known.by, known.award
    for name in DIMENSIONS:
        if getattr(fact, name) is None:
            setattr(fact, name, getattr(known, name))
    fact.period = fact.period or known.period
