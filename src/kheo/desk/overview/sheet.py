"""The tables of an overview as one list: which table, which row, its figures."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kheo.desk.overview.shown import Line, Shown
from kheo.documents.sheets import SheetColumn

Row = list[Any]


def columns() -> list[SheetColumn]:
    """The heads of the list."""
    return [
        SheetColumn(_("Table"), 30),
        SheetColumn(_("Row"), 40),
        SheetColumn(_("Counted in the register"), 14),
        SheetColumn(_("Stated by the report"), 14),
        SheetColumn(_("Difference"), 14),
        SheetColumn(_("Recognised"), 14),
        SheetColumn(_("Standing"), 14),
    ]


def sheet_rows(shown: Shown) -> Iterator[Row]:
    """Every table with its total."""
    for table in (shown.by_field, shown.by_kind, *shown.splits):
        for line in [*table.lines, *([table.total] if table.total else [])]:
            yield _line(table.title, line)
    for row in shown.found.below:
        name = row.unit.heading if row.unit else _("Belongs to none of these")
        yield [_("Units below"), name, row.registered, row.reported, row.difference, row.recognised, row.stock]
    for title, kind in ((_("By place"), "unit"), (_("By leading body"), "organisation")):
        for local in shown.locals_of(kind):
            yield [title, local["label"], local["registered"], None, None, local["recognised"], None]


def _line(table: str, line: Line) -> Row:
    return [table, line.label, line.counted, line.reported, line.difference, None, line.stock]
