"""Half-years, the unit of counting in time, and the spans that people ask for."""

from dataclasses import dataclass
from datetime import date

HalfYear = int
"""Year and half in one number that sorts: 20261 is January to June 2026, 20262 July to December."""


def half_year_of(day: date) -> HalfYear:
    """The half-year in which `day` lies."""
    return day.year * 10 + (1 if day.month <= 6 else 2)


@dataclass(frozen=True)
class Period:
    """A span of whole half-years, first and last included."""

    first: HalfYear
    last: HalfYear

    def __post_init__(self) -> None:
        if self.first > self.last or {self.first % 10, self.last % 10} - {1, 2}:
            raise ValueError(f"no period: {self.first} to {self.last}")

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(year * 10 + 1, year * 10 + 2)

    @classmethod
    def half(cls, year: int, half: int) -> "Period":
        return cls(year * 10 + half, year * 10 + half)

    @property
    def starts_on(self) -> date:
        return date(self.first // 10, 1 if self.first % 10 == 1 else 7, 1)

    @property
    def ends_on(self) -> date:
        return date(self.last // 10, 6, 30) if self.last % 10 == 1 else date(self.last // 10, 12, 31)

    @property
    def previous(self) -> "Period":
        """The span of the same length a year (or, for more years, that many years) before."""
        years = self.last // 10 - self.first // 10 + 1
        return Period(self.first - 10 * years, self.last - 10 * years)
