"""The list of reports, and one report from its beginning to its file."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kheo.audit import clock
from kheo.desk.doors import attempted, desk_view
from kheo.desk.reports.beside import figures_beside
from kheo.desk.reports.forms import NewReportForm, ReportForm
from kheo.desk.reports.preview import preview_of
from kheo.figures import queries
from kheo.figures.actions import draft_report, edit_report, freeze_report, refresh_report
from kheo.figures.actions.reports import Refreshed
from kheo.figures.choices import ReportState
from kheo.figures.models import Report
from kheo.figures.policy import can_edit, can_freeze, can_report, visible
from kheo.figures.report_document import available_layout, official_document, symbol_of, write_report
from kheo.figures.report_texts import open_prompts
from kheo.figures.snapshot import moment_of, period_of
from kheo.figures.spans import code_of, heading_of, name_of
from kheo.initiatives.policy import OFFICE
from kheo.tallies.periods import Period
from kheo.ui.paging import page_of
from kheo.units.actors import Actor
from kheo.units.choices import UnitKind
from kheo.units.errors import ChangedMeanwhile, Refusal
from kheo.units.models import Organisation, Unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@desk_view
def reports(request: HttpRequest) -> HttpResponse:
    """Frozen reports of the units that the reader reads, and drafts of their own office."""
    state = request.GET.get("state", "")
    rows = queries.reports(request.actor, state=state if state in ReportState.values else "")
    page = page_of(request, rows)
    shown = [(row, heading_of(Period(row.first_half, row.last_half))) for row in page]
    context = {"page": page, "rows": shown, "state": state, "can_report": bool(_units(request.actor))}
    return render(request, "desk/reports/list.html", context)


def _units(actor: Actor) -> list[Unit]:
    """The wards for which the actor makes reports."""
    found = {post.unit.pk: post.unit for post in actor.posts_as(*OFFICE) if post.unit.kind == UnitKind.COMMUNE}
    return [unit for unit in found.values() if can_report(actor, unit)]


@desk_view
def report_new(request: HttpRequest) -> HttpResponse:
    """Choose period and issuer; the draft opens with the register's figures."""
    units = _units(request.actor)
    issuers = Organisation.objects.filter(territory__in=units, valid_to=None).select_related("territory")
    periods = _periods()
    form = NewReportForm(
        request.POST if request.method == "POST" else None,
        issuers=issuers.order_by("kind", "folded"),
        periods=periods,
        names=[heading_of(each) for each in periods],
        initial={"period": code_of(periods[0]), "issuer": issuers.filter(operator_posts__valid_to=None).first()},
    )
    if form.is_valid() and (made := _attempt(form, lambda: _draft(request, form))):
        messages.success(request, _("The draft has the register's figures as of now. Fill in what stands in brackets."))
        return redirect("desk:report", made.pk)
    return render(request, "desk/reports/new.html", {"form": form, "units": units, "issuers": issuers.exists()})


def _draft(request: HttpRequest, form: NewReportForm) -> Report:
    issuer = form.cleaned_data["issuer"]
    return draft_report(by=request.actor, unit=form.chosen_unit, issuer=issuer, period=form.chosen_period)


def _attempt(form: NewReportForm, act: Any) -> Report | None:
    """A layout that is not there is a mistake of the choice, told at the field."""
    try:
        return attempted(form, act)
    except Refusal as refusal:
        form.add_error("issuer", str(refusal))
        return None


def _periods() -> list[Period]:
    """The periods that have begun, of this year and the two before, the latest first."""
    today, found = clock.today(), []
    for year in range(today.year, today.year - 3, -1):
        found += [Period.year(year), Period.half(year, 2), Period.half(year, 1)]
    return [period for period in found if period.starts_on <= today]


@desk_view
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft to edit, with the figures beside the words; a frozen report as it is."""
    one = _found(request, pk)
    if one.state == ReportState.FROZEN or not can_edit(request.actor, one):
        return render(request, "desk/reports/frozen.html", _context(request, one))
    form = ReportForm(request.POST if request.method == "POST" else None, report=one)
    if form.is_valid():
        one.version = form.cleaned_data["version"]
        if attempted(form, lambda: _edit(request, form, one)):
            messages.success(request, _("The report is kept."))
            return redirect("desk:report_preview" if "preview" in request.POST else "desk:report", one.pk)
    return render(request, "desk/reports/edit.html", {**_context(request, one), "form": form})


def _edit(request: HttpRequest, form: ReportForm, one: Report) -> Report | None:
    try:
        return edit_report(one, by=request.actor, values=form.values, texts=form.texts)
    except ChangedMeanwhile as refusal:
        form.add_error(None, str(refusal))
        return None


@desk_view
def report_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it will read."""
    one = _found(request, pk)
    seen = preview_of(official_document(one), available_layout(one.issuer))
    return render(request, "desk/reports/preview.html", {**_context(request, one), "seen": seen})


@desk_view
@require_POST
def report_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the figures anew and say which ones changed."""
    one = _found(request, pk)
    told = refresh_report(one, by=request.actor)
    return render(
        request, "desk/reports/refreshed.html", {**_context(request, one), "told": told, "words": _words(told)}
    )


def _words(told: Refreshed) -> str:
    if not told.changes:
        return _("The register counts what it counted before.")
    return _("%(count)s figures have changed.") % {"count": len(told.changes)}


@desk_view
def report_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before what cannot be undone, naming what is still open; then freeze."""
    one = _found(request, pk)
    if request.method == "POST":
        freeze_report(one, by=request.actor, is_sample=settings.DEMO)
        messages.success(request, _("The report is frozen. Its figures and its file never change."))
        return redirect("desk:report", one.pk)
    return render(request, "desk/reports/freeze.html", _context(request, one))


@desk_view
def report_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file: of a frozen report the one that was kept, of a draft one that says so."""
    one = _found(request, pk)
    period = code_of(period_of(one.snapshot))
    if one.state == ReportState.FROZEN:
        name = f"bao-cao-{period}-{one.pk}.docx"
        return FileResponse(one.file.open("rb"), as_attachment=True, filename=name, content_type=DOCX)
    content = write_report(one, is_sample=settings.DEMO)
    headers = {"Content-Disposition": f'attachment; filename="du-thao-bao-cao-{period}-{one.pk}.docx"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def _found(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(
        visible(request.actor).select_related("unit", "issuer__superior", "made_by", "frozen_by"), pk=pk
    )


def _context(request: HttpRequest, one: Report) -> dict[str, Any]:
    freezing = can_freeze(request.actor, one)
    return {
        "report": one,
        "period": name_of(period_of(one.snapshot)),
        "figures": figures_beside(one),
        "prompts": open_prompts(one.sections),
        "symbol": symbol_of(one.issuer),
        "number_line": available_layout(one.issuer).number.reference.format(
            number=one.number or "…", symbol=symbol_of(one.issuer)
        ),
        "file_mark": " ".join(one.sha256[place : place + 8] for place in range(0, len(one.sha256), 8)),
        "read_at": moment_of(one.snapshot),
        "can_edit": bool(can_edit(request.actor, one)),
        "can_freeze": bool(freezing),
        "why_not_freeze": "" if freezing else freezing.reason,
    }
