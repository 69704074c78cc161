"""What a change of a registration does to the counters, told in the change's own transaction."""

from collections import Counter

from kheo.initiatives.counting import sort_of, stock_entries, stock_sort_of
from kheo.initiatives.models import Initiative, Registration
from kheo.tallies.actions import Sort, record
from kheo.tallies.choices import Measure
from kheo.tallies.periods import HalfYear


def count_entry(registration: Registration) -> None:
    """An accepted registration enters the count; the first one of an initiative brings it into the stock."""
    assert registration.accepted_on and registration.period
    initiative = registration.initiative
    record(Measure.REGISTERED, {sort_of(registration): 1}, path=registration.path, period=registration.period)
    if initiative.first_accepted_on is None or registration.accepted_on < initiative.first_accepted_on:
        before = StockState.of(initiative)
        initiative.first_accepted_on = registration.accepted_on
        Initiative.objects.filter(pk=initiative.pk).update(first_accepted_on=registration.accepted_on)
        before.count_change_to(initiative)


def count_change(registration: Registration, before: Sort) -> None:
    """An accepted registration is counted as another sort from now on."""
    after = sort_of(registration)
    if after != before:
        assert registration.period
        record(Measure.REGISTERED, {before: -1, after: 1}, path=registration.path, period=registration.period)


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
