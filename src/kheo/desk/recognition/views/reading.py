"""One decision with its list, and the revocation of a line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.desk.doors import attempted, desk_view
from kheo.desk.recognition.forms import RevokeForm
from kheo.desk.recognition.tables import line_columns, line_rows, sheet
from kheo.recognition import actions, queries
from kheo.recognition.policy import can_decide
from kheo.ui import written
from kheo.ui.paging import page_of
from kheo.units.policy import require

PER_PAGE = 100


@desk_view
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision as it would be cited, with the lines that the reader may see."""
    one = get_object_or_404(queries.decisions(request.actor).select_related("entered_by"), pk=pk)
    lines = queries.lines_by_decision(request.actor, [one.pk]).get(one.pk, queries.Lines())
    context = {
        "decision": one,
        "page": page_of(request, queries.lines_of(request.actor, one), per_page=PER_PAGE),
        "lines": lines,
        "others": queries.lines_in_all(one) - lines.seen,
        "may_revoke": can_decide(request.actor, one.unit),
    }
    return render(request, "desk/recognition/decision.html", context)


@desk_view
def decision_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of a decision as a spreadsheet."""
    one = get_object_or_404(queries.decisions(request.actor), pk=pk)
    notes = [f"{one.cited}, {written.day(one.issued_on)}, {one.issuer.name}"]
    rows = line_rows(queries.lines_of(request.actor, one))
    return sheet(_("List of what was recognised"), f"cong-nhan-{one.number}", line_columns(), rows, notes)


@desk_view
def revoke(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Take one line back, with the reason; asked on a page of its own, for it cannot be undone."""
    one = get_object_or_404(queries.decisions(request.actor), pk=pk)
    recognition = get_object_or_404(queries.lines_of(request.actor, one), pk=line)
    require(can_decide(request.actor, one.unit))
    if recognition.revoked_at:
        messages.info(request, _("This recognition was revoked already."))
        return redirect("desk:decision", pk=one.pk)
    form = RevokeForm(request.POST or None)
    if form.is_valid() and attempted(form, lambda: actions.revoke(recognition, by=request.actor, **form.cleaned_data)):
        words = {"name": recognition.registration.initiative.name, "decision": one.title}
        messages.success(request, _("“%(name)s” was revoked from decision %(decision)s.") % words)
        return redirect("desk:decision", pk=one.pk)
    context = {"decision": one, "line": recognition, "form": form}
    return render(request, "desk/recognition/revoke.html", context)
