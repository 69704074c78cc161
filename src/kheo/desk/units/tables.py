"""The list of organisations as .xlsx: exactly the rows that were filtered."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kheo.desk.sheets import sheet_response
from kheo.documents.sheets import SheetColumn
from kheo.units.choices import OrganisationKind
from kheo.units.models import Organisation


def organisations_sheet(rows: QuerySet[Organisation]) -> HttpResponse:
    """The bodies with kind, place, the one above, and their days."""
    columns = [
        SheetColumn(_("Name"), 45),
        SheetColumn(_("Kind"), 24),
        SheetColumn(_("Unit"), 40),
        SheetColumn(_("Organisation above it"), 40),
        SheetColumn(_("First day"), 12),
        SheetColumn(_("Last day"), 12),
    ]
    cells = (
        (
            one.name,
            str(OrganisationKind(one.kind).label),
            one.territory.title,
            one.superior.name if one.superior else "",
            one.valid_from,
            one.valid_to,
        )
        for one in rows
    )
    return sheet_response("to-chuc.xlsx", _("Organisations"), columns, cells)
