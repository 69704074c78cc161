"""The list of people as .xlsx: exactly the rows that were filtered, without phone numbers and addresses."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kheo.desk.sheets import sheet_response
from kheo.documents.sheets import SheetColumn
from kheo.units.choices import Role
from kheo.units.models import Membership


def people_sheet(rows: QuerySet[Membership]) -> HttpResponse:
    """A row a role: who, as what, where, from when to when."""
    columns = [
        SheetColumn(_("Full name"), 28),
        SheetColumn(_("User name"), 20),
        SheetColumn(_("Role"), 22),
        SheetColumn(_("Unit"), 36),
        SheetColumn(_("Organisation"), 40),
        SheetColumn(_("First day"), 12),
        SheetColumn(_("Last day"), 12),
    ]
    cells = (
        (
            held.user.full_name,
            held.user.username,
            str(Role(held.role).label),
            held.unit.title,
            held.organisation.name if held.organisation else "",
            held.valid_from,
            held.valid_to,
        )
        for held in rows
    )
    return sheet_response("nguoi-dung.xlsx", _("People and their roles"), columns, cells)
