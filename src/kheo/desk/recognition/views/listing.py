"""The list of decisions, on a page and as a spreadsheet of the same rows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.desk.doors import desk_view
from kheo.desk.recognition.forms import DecisionsFilter
from kheo.desk.recognition.tables import MOST_ROWS, decision_columns, decision_rows, sheet
from kheo.recognition import queries
from kheo.ui.paging import page_of


@desk_view
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions that the address asks for."""
    form, rows = _filtered(request)
    page = page_of(request, rows)
    lines = queries.lines_by_decision(request.actor, [row.pk for row in page])
    context = {
        "form": form,
        "page": page,
        "rows": [(row, lines.get(row.pk, queries.Lines())) for row in page],
        "filters": any(form.cleaned_data.values()),
        "deciding": queries.deciding_units_of(request.actor),
        "editing": bool(queries.editing_units(request.actor)),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/recognition/decisions.html", context)


@desk_view
def decisions_xlsx(request: HttpRequest) -> HttpResponse:
    """The same decisions as a spreadsheet."""
    _form, rows = _filtered(request)
    chosen = list(rows[:MOST_ROWS])
    lines = queries.lines_by_decision(request.actor, [row.pk for row in chosen])
    return sheet(_("Decisions of recognition"), "quyet-dinh", decision_columns(), decision_rows(chosen, lines))


def _filtered(request: HttpRequest):
    """The filter as the address has it (a strange value filters nothing out) and the decisions that match."""
    form = DecisionsFilter(request.GET, years=queries.decision_years(request.actor))
    form.is_valid()
    for name in ("year", "level"):
        form.cleaned_data.setdefault(name, "")
    year = int(form.cleaned_data["year"]) if form.cleaned_data["year"] else None
    sort = request.GET.get("sort", "-day")
    return form, queries.decisions(request.actor, year=year, level=form.cleaned_data["level"], sort=sort)
