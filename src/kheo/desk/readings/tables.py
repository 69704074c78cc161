"""A row of each list, for the page and for the spreadsheet."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kheo.desk.readings import words
from kheo.documents.sheets import SheetColumn
from kheo.figures.choices import Verdict
from kheo.figures.models import Reading, ReportedFigure
from kheo.figures.readings_rows import MISMATCHES, rows_of
from kheo.ui.written import day, moment


def reading_columns() -> list[SheetColumn]:
    """Heads of the list of readings."""
    return [
        SheetColumn(_("Document"), 40),
        SheetColumn(_("Unit"), 28),
        SheetColumn(_("Period"), 22),
        SheetColumn(_("Read at"), 18),
        SheetColumn(_("Read by"), 24),
        SheetColumn(_("Numbers"), 10),
        SheetColumn(_("Still open"), 10),
        SheetColumn(_("Do not agree"), 10),
    ]


@dataclass(frozen=True)
class ReadingLine:
    """One reading: how many numbers (rows of its page) it has, and how many wait for a decision."""

    reading: Reading
    span: str
    numbers: int
    open: int
    accepted: int
    mismatches: int

    @classmethod
    def of(cls, reading: Reading) -> "ReadingLine":
        """Reads the facts that came with the reading, and nothing more."""
        rows = rows_of(reading)
        return cls(
            reading=reading,
            span=words.span(reading.starts_on, reading.ends_on),
            numbers=len(rows),
            open=sum(row.is_open for row in rows),
            accepted=sum(row.head.verdict in {Verdict.ACCEPTED, Verdict.CORRECTED} for row in rows),
            mismatches=sum(finding["kind"] in MISMATCHES for finding in reading.answer["findings"]),
        )

    def cells(self) -> list[Any]:
        """In the order of reading_columns."""
        row = self.reading
        who, at = row.read_by.full_name, moment(row.read_at)
        return [row.source, str(row.unit), self.span, at, who, self.numbers, self.open, self.mismatches]


def figure_columns() -> list[SheetColumn]:
    """Heads of the list of reported figures."""
    return [
        SheetColumn(_("Unit"), 28),
        SheetColumn(_("Number"), 12),
        SheetColumn(_("Up to"), 10),
        SheetColumn(_("What is counted"), 40),
        SheetColumn(_("From day"), 12),
        SheetColumn(_("To day"), 12),
        SheetColumn(_("Sentence of the report"), 60),
        SheetColumn(_("Document"), 34),
        SheetColumn(_("Accepted by"), 24),
        SheetColumn(_("Accepted on"), 12),
    ]


@dataclass(frozen=True)
class FigureLine:
    """One accepted figure in words."""

    row: ReportedFigure
    number: str
    counted: str
    circumstances: list[str]

    @classmethod
    def of(cls, row: ReportedFigure) -> "FigureLine":
        """Reads nothing more than the row came with."""
        said = words.of_figure(row)
        is_part = row.total is not None
        return cls(row, words.number(said), words.counted(said), words.circumstances(said, is_part=is_part))

    def cells(self) -> list[Any]:
        """In the order of figure_columns."""
        row = self.row
        return [
            str(row.unit),
            row.value,
            row.value_to,
            self.counted if row.measure != "percent" else f"% {self.counted}",
            row.starts_on,
            row.ends_on,
            row.quote,
            row.fact.reading.source,
            row.accepted_by.full_name,
            day(row.accepted_at),
        ]
