"""What a change of a registration does to the counters, told in the change's own transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from kheo.initiatives.choices import ACCEPTED
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


def count_striking_off(registration: Registration) -> None:
    """An accepted registration is about to leave the count; the last one of an initiative takes it out of the stock."""
    initiative = registration.initiative
    _record(registration, {sort_of(registration): -1})
    others = initiative.registrations.exclude(pk=registration.pk).filter(status__in=ACCEPTED)
    first = others.aggregate(first=Min("accepted_on"))["first"]
    if first != initiative.first_accepted_on:
        before = StockState.of(initiative)
        initiative.first_accepted_on = first
        Initiative.objects.filter(pk=initiative.pk).update(first_accepted_on=first)
        before.count_change_to(initiative)


def count_entries(registrations: Iterable[Registration]) -> None:
    """`count_entry` for many rows of one unit that were just accepted, in as few counters as there are sorts."""
    sums: dict[tuple[Measure, HalfYear], Counter[Sort]] = defaultdict(Counter)
    first_days: dict[int, date] = {}
    rows = []
    for row in registrations:
        if row.initiative.is_settled:
            count_entry(row)
        else:
            rows.append(row)
    for row in rows:
        day = _day_of_acceptance(row)
        sums[Measure.REGISTERED, half_year_of(day)][sort_of(row)] += 1
        first_days[row.initiative_id] = min(day, first_days.get(row.initiative_id, day))
    initiatives = {row.initiative_id: row.initiative for row in rows}
    for number, day in first_days.items():
        sums[Measure.STOCK, half_year_of(day)][stock_sort_of(initiatives[number])] += 1
    for day in set(first_days.values()):
        numbers = [number for number, first in first_days.items() if first == day]
        Initiative.objects.filter(pk__in=numbers).update(first_accepted_on=day)
    for (measure, period), changes in sums.items():
        record(measure, changes, path=rows[0].path, period=period)


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
