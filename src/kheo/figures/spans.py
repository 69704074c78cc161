"""Periods as people name them and as addresses write them: 2026, 2026-1, 2026-2."""

import re

from django.utils.translation import gettext as _

from kheo.figures.choices import ReportKind
from kheo.tallies.periods import Period

FIRST_YEAR, LAST_YEAR = 2000, 2100


def period_named(code: str) -> Period | None:
    """The period that an address means (`2026`, `2026-1`, `2026-2`); None for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-([12]))?", code, re.ASCII)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    return Period.half(int(found[1]), int(found[2])) if found[2] else Period.year(int(found[1]))


def code_of(period: Period) -> str:
    """How an address writes a year or a half-year."""
    year, half = divmod(period.first, 10)
    return str(year) if period.first != period.last else f"{year}-{half}"


def name_of(period: Period) -> str:
    """A year or a half-year in words, as it stands inside a sentence."""
    year, half = divmod(period.first, 10)
    if period.first != period.last:
        return _("the year %(year)s") % {"year": year}
    if half == 1:
        return _("the first half of %(year)s") % {"year": year}
    return _("the second half of %(year)s") % {"year": year}


def heading_of(period: Period) -> str:
    """The same with a capital, at the start of a sentence or in a list."""
    name = name_of(period)
    return name[:1].upper() + name[1:]


def following(period: Period) -> Period:
    """The period of the same length that comes next: the tasks of a report are for it."""
    year, half = divmod(period.first, 10)
    if period.first != period.last:
        return Period.year(year + 1)
    return Period.half(year, 2) if half == 1 else Period.half(year + 1, 1)


def kind_of(period: Period) -> ReportKind:
    """Which report a period is for."""
    return ReportKind.HALF_YEAR if period.first == period.last else ReportKind.YEAR
