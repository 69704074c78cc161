"""One page of figures, and the same tables as a spreadsheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.desk.doors import desk_view
from kheo.desk.overview.asked import Asked, asked_of, periods_offered
from kheo.desk.overview.sheet import columns, sheet_rows
from kheo.desk.overview.shown import Shown, sorted_rows
from kheo.desk.overview.tiles import tile_map
from kheo.desk.sheets import sheet_response
from kheo.figures.overview import overview as overview_of
from kheo.figures.spans import code_of, heading_of
from kheo.ui.forms import clean_text
from kheo.ui.paging import page_of
from kheo.units.choices import UnitKind
from kheo.units.queries import find_units, parents_of

ROWS = 40


@desk_view
def overview(request: HttpRequest) -> HttpResponse:
    """The figures that the address asks for; open to every signed-in person."""
    asked, shown = _read(request)
    rows = sorted_rows(shown.found.below, request.GET.get("sort", ""))
    sought = clean_text(request.GET.get("find", ""))[:100]
    context = {
        "asked": asked,
        "shown": shown,
        "found": shown.found,
        "period_code": code_of(asked.period),
        "periods": periods_offered(asked.period),
        "parents": [(unit, asked.address(unit=unit.pk)) for unit in parents_of(asked.unit)],
        "page": page_of(request, rows, per_page=ROWS),
        "map": tile_map(asked, shown.found.below) if asked.unit.kind == UnitKind.NATION else None,
        "units_below": len([row for row in rows if row.unit]),
        "places": shown.locals_of("unit"),
        "bodies": shown.locals_of("organisation"),
        "sought": sought,
        "units_found": [(unit, asked.address(unit=unit.pk)) for unit in find_units(sought, limit=10)] if sought else [],
        "addresses": _addresses(asked),
        "as_of": shown.now.as_of,
    }
    return render(request, "desk/overview/overview.html", context)


@desk_view
def overview_xlsx(request: HttpRequest) -> HttpResponse:
    """All tables of the page one under the other."""
    asked, shown = _read(request)
    title = _("Figures of %(unit)s, %(period)s") % {"unit": asked.unit, "period": heading_of(asked.period)}
    return sheet_response(f"so-lieu-{asked.unit.pk}-{code_of(asked.period)}.xlsx", title, columns(), sheet_rows(shown))


def _read(request: HttpRequest) -> tuple[Asked, Shown]:
    asked = asked_of(request)
    return asked, Shown(asked, overview_of(request.actor, asked.unit, asked.period, as_now=asked.as_now))


def _addresses(asked: Asked) -> dict[str, Any]:
    return {
        "xlsx": asked.address("desk:overview_xlsx"),
        "as_now": asked.address(**{"as": ""}),
        "as_then": asked.address(**{"as": "then"}),
    }
