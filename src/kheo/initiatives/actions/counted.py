"""What a change of a registration does to the counters, told in the change's own transaction."""

from collections import Counter
from datetime import date

from kheo.initiatives.counting import sort_of, stock_entries, stock_sort_of
from kheo.initiatives.models import Initiative, Registration
from kheo.tallies.actions import Sort, record
from kheo.tallies.choices import Measure
from kheo.tallies.periods import HalfYear, half_year_of


def count_entry(registration: Registration) -> None:
    """An accepted registration enters the count; the first one of an initiative brings it into the stock."""
    initiative, accepted_on = registration.initiative, _day_of_acceptance(registration)
    _record(registration, {sort_of(registration): 1})
    if initiative.first_accepted_on is None or accepted_on < initiative.first_accepted_on:
        before = StockState.of(initiative)
        initiative.first_accepted_on = accepted_on
        Initiative.objects.filter(pk=initiative.pk).update(first_accepted_on=accepted_on)
        before.count_change_to(initiative)


def count_change(registration: Registration, before: Sort) -> None:
    """An accepted registration is counted as another sort from now on."""
    after = sort_of(registration)
    if after != before:
        _record(registration, {before: -1, after: 1})


def _record(registration: Registration, changes: dict[Sort, int]) -> None:
    period = half_year_of(_day_of_acceptance(registration))
    record(Measure.REGISTERED, changes, path=registration.path, period=period)


def _day_of_acceptance(registration: Registration) -> date:
    if registration.accepted_on is None:
        raise ValueError(f"registration {registration.pk} was not accepted: it is in no count")
    return registration.accepted_on


class StockState:
    """An initiative's part of the stock at one moment, to be compared with a later one."""

    def __init__(self, sort: Sort, entries: Counter[HalfYear], path: str) -> None:
        self.sort, self.entries, self.path = sort, entries, path

    @classmethod
    def of(cls, initiative: Initiative) -> "StockState":
        return cls(stock_sort_of(initiative), stock_entries(initiative), initiative.path)

    def count_change_to(self, initiative: Initiative) -> None:
        """Record the difference between this state and the initiative's present one."""
        now = StockState.of(initiative)
        for period in sorted(set(self.entries) | set(now.entries)):
            changes: Counter[Sort] = Counter()
            changes[self.sort] -= self.entries[period]
            changes[now.sort] += now.entries[period]
            if any(changes.values()):
                record(Measure.STOCK, changes, path=self.path, period=period)
