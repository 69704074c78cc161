"""The lists of recognition as spreadsheets."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.documents.sheets import SheetColumn, write_xlsx
from kheo.initiatives.models import Initiative
from kheo.recognition.models import Decision, Recognition
from kheo.recognition.queries import Lines
from kheo.ui import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 10_000


def sheet(title: str, name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence], notes: Sequence[str] = ()):
    """A list as a download named `name-2026-11-22.xlsx`."""
    as_of = _("As of %(moment)s") % {"moment": written.moment(clock.now())}
    content = write_xlsx(title, columns, rows, is_sample=settings.DEMO, notes=[*notes, as_of])
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y-%m-%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def decision_columns() -> list[SheetColumn]:
    """The columns of the list of decisions."""
    return [
        SheetColumn(_("Number and symbol"), 18),
        SheetColumn(_("Day of the decision"), 13),
        SheetColumn(_("Issuing body"), 34),
        SheetColumn(_("Level"), 16),
        SheetColumn(_("Subject line"), 44),
        SheetColumn(_("Signed by"), 24),
        SheetColumn(_("Position"), 24),
        SheetColumn(_("Recognised, holding"), 12),
    ]


def decision_rows(decisions: Iterable[Decision], lines: Mapping[int, Lines]) -> Iterable[list]:
    """A row for each decision."""
    for one in decisions:
        yield [
            one.title,
            one.issued_on,
            one.issuer.name,
            str(one.get_level_display()),
            one.subject,
            one.signatory,
            one.signatory_position,
            lines.get(one.pk, Lines()).holding,
        ]


def line_columns() -> list[SheetColumn]:
    """The columns of the list that belongs to one decision."""
    return [
        SheetColumn(_("No."), 6),
        SheetColumn(_("Name"), 40),
        SheetColumn(_("Kind"), 12),
        SheetColumn(_("Who does it"), 34),
        SheetColumn(_("Field"), 24),
        SheetColumn(_("Unit"), 24),
        SheetColumn(_("Accepted on"), 13),
        SheetColumn(_("Revoked"), 13),
        SheetColumn(_("Reason of the revocation"), 40),
    ]


def line_rows(lines: Iterable[Recognition]) -> Iterable[list]:
    """A row for each line of a decision, revoked ones with the reason."""
    for line in lines:
        registration = line.registration
        yield [
            line.position,
            registration.initiative.name,
            str(line.get_kind_display()),
            registration.initiative.owner,
            str(line.get_field_display()),
            registration.unit.heading,
            registration.accepted_on,
            line.revoked_at.date() if line.revoked_at else None,
            line.revocation_reason,
        ]


def publication_columns() -> list[SheetColumn]:
    """The columns of what an editor works on."""
    return [
        SheetColumn(_("Name"), 40),
        SheetColumn(_("Kind"), 12),
        SheetColumn(_("Who does it"), 34),
        SheetColumn(_("Whom to ask"), 34),
        SheetColumn(_("Field"), 24),
        SheetColumn(_("Place"), 28),
    ]


def publication_rows(initiatives: Iterable[Initiative]) -> Iterable[list]:
    """A row for each initiative."""
    for one in initiatives:
        yield [
            one.name,
            str(one.get_kind_display()),
            one.owner,
            str(one.lead_organisation or one.unit.heading),
            str(one.get_field_display()),
            one.place.heading,
        ]
