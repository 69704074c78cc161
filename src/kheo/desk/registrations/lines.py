"""The rows of the list as the page shows them: read with no column more than is shown, their words looked up once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.initiatives.choices import Field, Kind, Level, Novelty
from kheo.initiatives.models import Registration
from kheo.ui import written

COLUMNS = (
    *("status", "level", "novelty", "due_on", "submitted_at"),
    *("initiative__name", "initiative__kind", "initiative__owner", "initiative__field"),
    "initiative__lead_organisation__name",
)


@dataclass(frozen=True)
class ListLine:
    """One registration in the list; `late` says how long it is overdue, `due` the day by which it waits, if any."""

    url: str
    name: str
    body: str
    field: str
    field_name: str
    level: str
    status: str
    is_recognised: bool
    late: str
    due: str
    sent: str


def as_listed(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """The same rows with just what a line shows."""
    return rows.select_related(None).select_related("initiative__lead_organisation").only(*COLUMNS)


def lines_of(rows: Iterable[Registration], recognised: set[int], today: date) -> list[ListLine]:
    """The lines of some rows, of which those with a number in `recognised` hold a recognition."""
    fields, kinds, levels, novelties = (_words(choices) for choices in (Field, Kind, Level, Novelty))

    def line(row: Registration) -> ListLine:
        initiative = row.initiative
        body = str(initiative.lead_organisation or initiative.owner)
        level = levels.get(row.level, row.level)
        return ListLine(
            url=reverse("desk:registration", args=[row.pk]),
            name=f"“{initiative.name}”" if initiative.name else _("Without a name yet"),
            body=f"{body}, {kinds[Kind.EXEMPLAR]}" if initiative.kind == Kind.EXEMPLAR else body,
            field=initiative.field,
            field_name=fields.get(initiative.field, initiative.field),
            level=f"{level[:1].upper()}{level[1:]}, {novelties.get(row.novelty, row.novelty)}",
            status=row.status,
            is_recognised=row.pk in recognised,
            late=written.time_left(row.due_on, today)[1] if row.due_on and row.due_on < today else "",
            due=_("by %(day)s") % {"day": written.day(row.due_on)} if row.due_on else "",
            sent=written.day(row.submitted_at),
        )

    return [line(row) for row in rows]


def _words(choices: type[Field] | type[Kind] | type[Level] | type[Novelty]) -> dict[str, str]:
    return {choice.value: str(choice.label) for choice in choices}
