"""The lists that an office brought in, and one of them: looked through, coming in, and come in."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.desk.doors import attempted, desk_post, desk_view
from kheo.desk.imports.mending import bad_rows_sheet
from kheo.desk.imports.pages import VIEWS, Shown, progress, runs_of
from kheo.desk.imports.words import meanings
from kheo.desk.undoing import UndoForm
from kheo.initiatives import actions
from kheo.initiatives.choices import ImportState
from kheo.initiatives.models import ImportRun
from kheo.initiatives.policy import OFFICE, visible_imports
from kheo.ui.paging import page_of

TEMPLATES = {
    ImportState.PLANNED: "plan",
    ImportState.RUNNING: "running",
    ImportState.UNDOING: "undoing",
    ImportState.UNDONE: "undone",
}


@desk_view
def imports(request: HttpRequest) -> HttpResponse:
    """The lists of the actor's offices."""
    context = {"page": page_of(request, runs_of(request.actor)), "can_enter": bool(request.actor.posts_as(*OFFICE))}
    return render(request, "desk/imports/list.html", context)


@desk_view
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What would come of each row; while it comes in how far it is; then what came of each."""
    run = _run(request, pk)
    shown = Shown(run, request.actor)
    view = _view(request, shown)
    page = page_of(request, shown.rows(view)) if view in VIEWS else None
    context = {
        "run": run,
        "shown": shown,
        "counts": shown.counts,
        "view": view,
        "page": page,
        "lines": shown.lines(page) if page else [],
        "progress": progress(run, shown.counts),
        "reason_form": UndoForm(),
    }
    return render(request, f"desk/imports/{TEMPLATES.get(ImportState(run.state), 'done')}.html", context)


@desk_post
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What a person says of the columns; an unknown word is left as it was understood."""
    run = _run(request, pk)
    known = {code for code, _words in meanings(Shown(run, request.actor).rules)} | {""}
    chosen: dict[str, dict[str, str]] = {}
    for name, value in request.POST.items():
        found = re.fullmatch(r"c(\d{1,3})-(\d{1,2})", name)
        if found and value in known and int(found[1]) < len(run.headings):
            chosen.setdefault(run.headings[int(found[1])]["sheet"], {})[found[2]] = value
    actions.choose_columns(run, by=request.actor, chosen=chosen)
    messages.success(request, _("The list was looked through anew with these columns."))
    return redirect("desk:import_run", pk)


@desk_post
def import_start(request: HttpRequest, pk: int) -> HttpResponse:
    """The good rows come in, in the background."""
    actions.start_import(_run(request, pk), by=request.actor)
    return redirect("desk:import_run", pk)


@desk_post
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a list that was only looked through."""
    run = _run(request, pk)
    actions.discard_import(run, by=request.actor)
    messages.success(request, _("“%s” was put away. Nothing of it came into the register.") % run)
    return redirect("desk:imports")


@desk_view
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what came in out of the register again, with the reason; who comes by the address goes to the list."""
    run = _run(request, pk)
    if request.method != "POST":
        return redirect("desk:import_run", pk)
    form = UndoForm(request.POST)
    if form.is_valid():
        undone = attempted(form, lambda: actions.undo_import(run, by=request.actor, reason=form.cleaned_data["reason"]))
        if undone is not None:
            return redirect("desk:import_run", pk)
    return render(request, "desk/imports/undo.html", {"run": run, "form": form})


@desk_view
def import_bad_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows to be mended, with what to do, as a list that can be loaded up again."""
    return bad_rows_sheet(Shown(_run(request, pk), request.actor))


def _run(request: HttpRequest, pk: int) -> ImportRun:
    rows = visible_imports(request.actor).select_related("unit", "campaign__rule_set", "by").defer("sheets")
    return get_object_or_404(rows, pk=pk)


def _view(request: HttpRequest, shown: Shown) -> str:
    """The part that is asked for; else what was taken out again, or the rows to be mended, where there are some."""
    asked = request.GET.get("xem", "")
    if asked in VIEWS or asked == "skipped":
        return asked
    if shown.counts["undone"]:
        return "undone"
    return "bad" if shown.counts["bad"] else "good"
