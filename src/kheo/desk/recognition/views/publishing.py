"""What an editor puts before the public, and takes from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.desk.doors import attempted, desk_view
from kheo.desk.recognition.forms import PublicationForm, WithdrawForm
from kheo.desk.recognition.tables import MOST_ROWS, publication_columns, publication_rows, sheet
from kheo.recognition import actions, public, queries
from kheo.recognition.policy import can_publish, can_withdraw_publication
from kheo.ui.paging import page_of
from kheo.units.errors import NotAllowed
from kheo.units.policy import require


@desk_view
def publications(request: HttpRequest) -> HttpResponse:
    """What may be published, what lacks consent, what is shown, what a revocation has hidden."""
    state = _state(request)
    counts = queries.publication_counts(request.actor)
    page = page_of(request, queries.to_publish(request.actor, state))
    decisions = public.latest_decisions([row.pk for row in page])
    labels = {
        "ready": _("To be published"),
        "shown": _("On the public page"),
        "lacking": _("Without consent"),
        "hidden": _("Hidden by revocation or end"),
    }
    context = {
        "state": state,
        "counts": counts,
        "tabs": [(name, labels[name], counts[name]) for name in queries.PUBLICATION_STATES],
        "page": page,
        "rows": [(row, decisions.get(row.pk)) for row in page],
    }
    return render(request, "desk/recognition/publications.html", context)


@desk_view
def publications_xlsx(request: HttpRequest) -> HttpResponse:
    """The same rows as a spreadsheet."""
    rows = queries.to_publish(request.actor, _state(request))[:MOST_ROWS]
    return sheet(_("Publishing"), "cong-khai", publication_columns(), publication_rows(rows))


def _state(request: HttpRequest) -> str:
    """The state in the address; whoever edits nowhere is told so."""
    if not queries.editing_units(request.actor):
        raise NotAllowed(_("Only editors publish. The unit administrator gives this role."))
    asked = request.GET.get("state", "")
    return asked if asked in queries.PUBLICATION_STATES else queries.PUBLICATION_STATES[0]


@desk_view
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary that residents read; where it may not be published, the reason instead of the form."""
    initiative = get_object_or_404(queries.edited(request.actor), pk=pk)
    current = getattr(initiative, "publication", None)
    answer = can_publish(request.actor, initiative)
    form = PublicationForm(request.POST or None, initial={"summary": current.summary if current else ""})
    if request.method == "POST":
        require(answer)
        if form.is_valid() and attempted(
            form, lambda: actions.publish(initiative, by=request.actor, **form.cleaned_data)
        ):
            messages.success(request, _("“%(name)s” is on the public page now.") % {"name": initiative.name})
            return redirect("desk:publications")
    context = {
        "initiative": initiative,
        "current": current,
        "is_up": current is not None and current.withdrawn_at is None,
        "is_shown": public.publication(initiative.pk) is not None,
        "recognition": public.latest_decisions([initiative.pk]).get(initiative.pk),
        "results": public.results_of(initiative),
        "answer": answer,
        "form": form,
    }
    return render(request, "desk/recognition/publication.html", context)


@desk_view
def publication_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a page down, with the reason."""
    initiative = get_object_or_404(queries.edited(request.actor), pk=pk)
    require(can_withdraw_publication(request.actor, initiative))
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and attempted(form, lambda: _withdrawn(request, initiative, form)):
        messages.success(request, _("“%(name)s” is not on the public page any more.") % {"name": initiative.name})
        return redirect("desk:publications")
    return render(request, "desk/recognition/withdraw.html", {"initiative": initiative, "form": form})


def _withdrawn(request: HttpRequest, initiative, form: WithdrawForm) -> bool:
    actions.withdraw_publication(initiative, by=request.actor, **form.cleaned_data)
    return True
