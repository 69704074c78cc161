"""The rows of the list as the page shows them: read with no column more than is shown, their words looked up once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.initiatives.choices import Field, Kind, Level, Novelty
from kheo.initiatives.models import Registration
from kheo.recognition.queries import holds_a_recognition
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


def lines_of(rows: QuerySet[Registration], today: date) -> list[ListLine]:
    """The lines of some rows of a list, in its order. One query: first the rows are found, then what they show is read,
    for a database sorts numbers faster than whole lines."""
    shown = Registration.objects.filter(pk__in=rows.values("pk")).order_by(*rows.query.order_by)
    shown = shown.annotate(is_recognised=holds_a_recognition()).values("pk", "is_recognised", *COLUMNS)
    words = {kind: {choice.value: str(choice.label) for choice in kind} for kind in (Field, Kind, Level, Novelty)}
    return [_line(row, words, today) for row in shown]


def _line(row: dict[str, Any], words: dict[Any, dict[str, str]], today: date) -> ListLine:
    name, field, due_on = row["initiative__name"], row["initiative__field"], row["due_on"]
    body = row["initiative__lead_organisation__name"] or row["initiative__owner"]
    level = words[Level].get(row["level"], row["level"])
    return ListLine(
        url=reverse("desk:registration", args=[row["pk"]]),
        name=f"“{name}”" if name else _("Without a name yet"),
        body=f"{body}, {words[Kind][Kind.EXEMPLAR]}" if row["initiative__kind"] == Kind.EXEMPLAR else body,
        field=field,
        field_name=words[Field].get(field, field),
        level=f"{level[:1].upper()}{level[1:]}, {words[Novelty].get(row['novelty'], row['novelty'])}",
        status=row["status"],
        is_recognised=row["is_recognised"],
        late=written.time_left(due_on, today)[1] if due_on and due_on < today else "",
        due=_("by %(day)s") % {"day": written.day(due_on)} if due_on else "",
        sent=written.day(row["submitted_at"]),
    )
