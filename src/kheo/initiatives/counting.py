"""What one registration or initiative adds to the counters. The actions and the recount share these rules."""

from collections import Counter

from kheo.initiatives.choices import ENDED
from kheo.initiatives.models import Initiative, Registration
from kheo.tallies.actions import Sort
from kheo.tallies.periods import HalfYear, half_year_of


def sort_of(registration: Registration) -> Sort:
    """How an accepted registration is counted, with its present status."""
    initiative = registration.initiative
    return Sort(initiative.kind, initiative.field, registration.status, registration.novelty, registration.level)


def stock_sort_of(initiative: Initiative) -> Sort:
    """How an initiative is counted in the stock."""
    return Sort(kind=initiative.kind, field=initiative.field)


def stock_entries(initiative: Initiative) -> Counter[HalfYear]:
    """The half-years in which it entered (+1) and left (-1) the stock: first acceptance, ends and revivals."""
    entries: Counter[HalfYear] = Counter()
    if initiative.first_accepted_on is None:
        return entries
    entries[half_year_of(initiative.first_accepted_on)] += 1
    for change in initiative.alive_changes.all():
        entries[half_year_of(change.on)] += (change.before in ENDED) - (change.after in ENDED)
    return entries
