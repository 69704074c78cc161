"""The list of registrations, on a page and as a spreadsheet of exactly the same rows."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.doors import desk_view
from kheo.desk.registrations.choices import led_bodies
from kheo.desk.registrations.filters import Filtered
from kheo.desk.registrations.lines import lines_of
from kheo.desk.registrations.tables import MOST_ROWS, columns, sheet_rows
from kheo.documents.sheets import write_xlsx
from kheo.initiatives.policy import OFFICE
from kheo.ui import written
from kheo.ui.paging import page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = (
    ("", {}),
    ("submitted", {"status": "submitted"}),
    ("returned", {"status": "returned"}),
    ("late", {"late": "1"}),
    ("exemplar", {"kind": "exemplar"}),
)


@desk_view
def registrations(request: HttpRequest) -> HttpResponse:
    """The list that the address asks for."""
    filtered = Filtered(request)
    page = page_of(request, filtered.rows)
    context = {
        "filtered": filtered,
        "form": filtered.form,
        "page": page,
        "lines": lines_of(page.object_list, clock.today()),
        "tabs": _tabs(filtered),
        "can_write": bool(led_bodies(request.actor)),
        "can_enter": bool(request.actor.posts_as(*OFFICE)),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/registrations/list.html", context)


def _tabs(filtered: Filtered) -> list[dict[str, object]]:
    labels = {
        "": _("All"),
        "submitted": _("To be decided"),
        "returned": _("Returned"),
        "late": _("Overdue"),
        "exemplar": _("Exemplars"),
    }
    kept = {name: value for name, value in filtered.asked.items() if name not in {"status", "late", "kind", "page"}}
    given = {name: filtered.asked[name] for name in ("status", "late", "kind") if name in filtered.asked}
    return [
        {"label": labels[name], "address": urlencode(kept | asked), "current": asked == given} for name, asked in TABS
    ]


@desk_view
def registrations_xlsx(request: HttpRequest) -> HttpResponse:
    """The same rows as a spreadsheet; more than MOST_ROWS are not cut in silence, the list is to be narrowed."""
    filtered = Filtered(request)
    if filtered.rows.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        words = _("The list has more than %(rows)s rows. Filter it, for example by year, then load it down.")
        messages.warning(request, words % {"rows": written.figure(MOST_ROWS)})
        return redirect(f"{reverse('desk:registrations')}?{request.GET.urlencode()}")
    notes = [f"{label}: {words}".rstrip(": ") for _name, label, words in filtered.chosen]
    notes.append(_("As of %(moment)s") % {"moment": written.moment(clock.now())})
    content = write_xlsx(_("Registrations"), columns(), sheet_rows(filtered.rows), is_sample=settings.DEMO, notes=notes)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="dang-ky-{clock.today():%Y-%m-%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
