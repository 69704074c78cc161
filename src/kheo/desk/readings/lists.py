"""What was read, and what was accepted from it: two lists, each with its file for a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.desk.doors import desk_view
from kheo.desk.readings import words
from kheo.desk.readings.tables import FigureLine, ReadingLine, figure_columns, reading_columns
from kheo.documents.sheets import SheetColumn, write_xlsx
from kheo.figures import readings_lists
from kheo.figures.policy import visible_readings
from kheo.figures.readings_batches import open_batches
from kheo.ui.paging import CAP, page_of
from kheo.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_view
def readings(request: HttpRequest) -> HttpResponse:
    """The office's readings, open ones first."""
    units = readings_lists.units_to_read_for(request.actor)
    page = page_of(request, readings_lists.readings(request.actor, request.GET))
    context = {
        "page": page,
        "lines": [ReadingLine.of(row) for row in page],
        "batches": open_batches(request.actor)[:5],
        "units": _options(units, request.GET.get("unit", "")),
        "may_read": bool(units),
        "state": request.GET.get("state", ""),
        "filtered": any(request.GET.get(name) for name in ("unit", "state")),
    }
    return render(request, "desk/readings/list.html", context)


@desk_view
def readings_sheet(request: HttpRequest) -> HttpResponse:
    """The same list as .xlsx."""
    rows = readings_lists.readings(request.actor, request.GET)[:CAP]
    return _sheet(_("Reports read"), reading_columns(), (ReadingLine.of(row).cells() for row in rows), "ban-doc")


@desk_view
def reported_figures(request: HttpRequest) -> HttpResponse:
    """What reports state, as people accepted it, for every unit that the actor reads."""
    actor = request.actor
    page = page_of(request, readings_lists.reported_figures(actor, request.GET))
    documents = {row.fact.reading_id for row in page}
    context = {
        "page": page,
        "lines": [FigureLine.of(row) for row in page],
        # The document itself belongs to the office: others see the number and its sentence, and no link.
        "open_readings": set(visible_readings(actor).filter(pk__in=documents).values_list("pk", flat=True)),
        "units": _options(readings_lists.units_with_figures(actor), request.GET.get("unit", "")),
        "years": readings_lists.years_with_figures(actor),
        "measures": words.MEASURES.items(),
        "chosen": {name: request.GET.get(name, "") for name in ("unit", "year", "measure", "reading")},
        "filtered": any(request.GET.get(name) for name in ("unit", "year", "measure", "reading")),
    }
    return render(request, "desk/readings/figures.html", context)


@desk_view
def reported_figures_sheet(request: HttpRequest) -> HttpResponse:
    """The same list as .xlsx."""
    rows = readings_lists.reported_figures(request.actor, request.GET)[:CAP]
    cells = (FigureLine.of(row).cells() for row in rows)
    return _sheet(_("Figures that reports state"), figure_columns(), cells, "so-lieu-bao-cao")


def _options(units: Iterable[Unit], chosen: str) -> list[tuple[str, str, bool]]:
    return [(str(unit.pk), unit.place, str(unit.pk) == chosen) for unit in units]


def _sheet(title: str, columns: list[SheetColumn], rows: Iterable[list[Any]], name: str) -> HttpResponse:
    content = write_xlsx(title, columns, rows, is_sample=settings.DEMO)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
