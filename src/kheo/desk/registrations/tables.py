"""The list as a spreadsheet: the columns and the rows, read in blocks."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kheo.documents.sheets import SheetColumn, Value
from kheo.initiatives.models import Registration
from kheo.recognition.queries import holds_a_recognition
from kheo.ui.states import STATES

MOST_ROWS = 20_000
BLOCK = 2_000


def columns() -> list[SheetColumn]:
    """The heads, in the reader's language."""
    return [
        SheetColumn(_("No."), 6),
        SheetColumn(_("Name"), 40),
        SheetColumn(_("Kind"), 12),
        SheetColumn(_("Whose work it is"), 12),
        SheetColumn(_("Who does it"), 30),
        SheetColumn(_("Led by"), 30),
        SheetColumn(_("Field"), 24),
        SheetColumn(_("Level"), 14),
        SheetColumn(_("New, kept up or replicated"), 14),
        SheetColumn(_("Place"), 22),
        SheetColumn(_("Unit"), 22),
        SheetColumn(_("Year"), 8),
        SheetColumn(_("First day"), 12),
        SheetColumn(_("Day of the evaluation"), 12),
        SheetColumn(_("What is done and how"), 50),
        SheetColumn(_("Results that can be checked"), 40),
        SheetColumn(_("Status"), 16),
        SheetColumn(_("Recognised"), 12),
        SheetColumn(_("Sent on"), 12),
        SheetColumn(_("Accepted on"), 12),
    ]


def sheet_rows(rows: QuerySet[Registration]) -> Iterator[list[Value]]:
    """A row each, read as they are written."""
    shown = rows.annotate(is_recognised=holds_a_recognition())
    for number, row in enumerate(shown.iterator(chunk_size=BLOCK), start=1):
        yield _cells(number, row)


def _cells(number: int, row: Registration) -> list[Any]:
    initiative = row.initiative
    return [
        number,
        initiative.name,
        initiative.get_kind_display(),
        initiative.get_holder_display(),
        initiative.owner,
        initiative.lead_organisation.name if initiative.lead_organisation else "",
        initiative.get_field_display(),
        row.get_level_display(),
        row.get_novelty_display(),
        initiative.place.heading,
        row.unit.heading,
        str(row.campaign.year),
        row.starts_on,
        row.evaluates_on,
        row.method,
        row.outputs,
        str(STATES[row.status].word),
        str(STATES["recognised"].word) if row.is_recognised else "",
        localtime(row.submitted_at).date() if row.submitted_at else None,
        row.accepted_on,
    ]
