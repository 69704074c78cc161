"""Days of the sample year, counted back from today so that it looks alive whenever it is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kheo.audit import clock


@dataclass(frozen=True)
class Days:
    """`today` and the two years that are shown: this one and the one before."""

    today: date

    @property
    def year(self) -> int:
        return self.today.year

    @property
    def deadline(self) -> date:
        """Far enough away that something can still be sent today."""
        return min(max(date(self.year, 4, 30), self.today + timedelta(days=10)), date(self.year, 12, 31))

    def ago(self, days: int) -> date:
        """The day so many days ago, but not before the year's campaign opened."""
        return max(self.today - timedelta(days=days), date(self.year, 1, 1))

    def last_year(self, month: int, day: int) -> date:
        """A day of the year before."""
        return date(self.year - 1, month, day)


@contextmanager
def working_on(day: date, hour: int = 9, minute: int = 0) -> Iterator[None]:
    """Within the block it is this hour of `day` in Việt Nam, but never later than the true now."""
    moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    with clock.set_to(min(moment, timezone.now())):
        yield
