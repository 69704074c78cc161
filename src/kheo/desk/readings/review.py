"""The review of a reading: sentence beside number, accept, correct or drop, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.desk.doors import attempted, desk_post, desk_view
from kheo.desk.readings.forms import SAME, DecisionForm
from kheo.desk.readings.pages import ReviewPage, page_number
from kheo.desk.undoing import UndoForm
from kheo.figures.actions import accept_facts, close_reading, reopen_facts, undo_decisions
from kheo.figures.actions.readings import FactDecision
from kheo.figures.choices import Verdict
from kheo.figures.models import Reading
from kheo.figures.policy import visible_readings
from kheo.figures.readings_rows import Row
from kheo.ui.prefs import A_YEAR
from kheo.units.errors import NotAllowed, Refusal

VERDICTS = {"keep": Verdict.ACCEPTED, "edit": Verdict.CORRECTED, "drop": Verdict.DROPPED}

REOPEN = "reopen-"


@desk_view
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The review page; a POST stores what was decided on it."""
    row = get_object_or_404(_readings(request), pk=pk)
    page = ReviewPage(row, page_number(request.GET.get("page")), actor=request.actor)
    if request.method != "POST":
        return _shown(request, page, _form(page))
    if request.POST.get("do", "").startswith(REOPEN):
        return _reopened(request, page)
    form = _form(page, request.POST)
    if not form.is_valid():
        return _shown(request, page, form)
    try:
        facts, names = _decisions(page, form, request)
        accept_facts(row, by=request.actor, facts=facts, names=names, same_as=_same_as(page, request))
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return _shown(request, page, form)
    except NotAllowed:
        raise
    except Refusal as refusal:
        fresh = _again(request, page)
        return _shown(request, fresh, _form(fresh, request.POST), refused=str(refusal), status=409)
    _tell(request, page, facts, names)
    return redirect(request.get_full_path())


def _again(request: HttpRequest, page: ReviewPage) -> ReviewPage:
    """The page with what is stored now."""
    fresh = get_object_or_404(_readings(request), pk=page.reading.pk)
    return ReviewPage(fresh, page.number, actor=request.actor)


def _reopened(request: HttpRequest, page: ReviewPage) -> HttpResponse:
    """Take one decision back; what is chosen beside the other numbers stays chosen."""
    kind, _dash, position = request.POST["do"].removeprefix(REOPEN).partition("-")
    number = _whole(position)
    positions = _row_of(page, number) if kind == "f" else ()
    try:
        reopen_facts(page.reading, by=request.actor, positions=positions, names=[number] if kind == "n" else ())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _shown(request, page, _kept_choices(page, request), refused=str(refusal), status=409)
    fresh = _again(request, page)
    messages.success(request, _("Taken back: it waits for a decision again."))
    return _shown(request, fresh, _kept_choices(fresh, request))


def _row_of(page: ReviewPage, position: int) -> list[int]:
    """The facts that are decided together with the one at `position`."""
    return [fact.position for row in page.rows if row.head.position == position for fact in row.facts]


def _kept_choices(page: ReviewPage, request: HttpRequest) -> DecisionForm:
    return _form(page, initial={name: value for name, value in request.POST.items() if name[1:].isdigit()})


def _readings(request: HttpRequest) -> QuerySet[Reading]:
    return (
        visible_readings(request.actor)
        .select_related("unit", "read_by")
        .prefetch_related("facts__decided_by", "names__decided_by", "names__initiative")
    )


def _form(page: ReviewPage, data: Any = None, **given: Any) -> DecisionForm:
    names = {name.position: page.alike.get(name.position, []) for name in page.open_names}
    return DecisionForm(data, rows=page.rows, names=names, **given)


def _decisions(
    page: ReviewPage, form: DecisionForm, request: HttpRequest
) -> tuple[dict[int, FactDecision], dict[int, Verdict]]:
    """What was chosen; with “accept all certain ones” also the certain rows that the person was shown."""
    data = form.cleaned_data
    facts: dict[int, FactDecision] = {}
    for row in form.rows:
        if chosen := data.get(f"f{row.head.position}"):
            facts |= _of_row(row, chosen, data)
    if request.POST.get("do") == "certain":
        shown = set(request.POST.get("certain", "").split(","))
        for row in page.rows:
            if row.is_certain and str(row.head.position) in shown and row.head.position not in facts:
                facts |= _of_row(row, "keep", data)
    # What was chosen on a page that is out of date by now: the action says who was first.
    for row in page.rows:
        if not row.is_open and request.POST.get(f"f{row.head.position}") in VERDICTS:
            facts |= _of_row(row, "keep", data)
    names = {one.position: verdict for one in page.names if (verdict := _verdict_on_name(request, one.position))}
    return facts, names


def _verdict_on_name(request: HttpRequest, position: int) -> Verdict | None:
    chosen = request.POST.get(f"n{position}", "")
    if chosen.startswith(SAME):
        return Verdict.ACCEPTED
    return VERDICTS[chosen] if chosen in {"keep", "drop"} else None


def _same_as(page: ReviewPage, request: HttpRequest) -> dict[int, int]:
    """Which initiative of the register each name is said to be; the action looks whether that may be."""
    chosen = {one.position: request.POST.get(f"n{one.position}", "").partition(SAME) for one in page.names}
    return {position: _whole(number) for position, (_text, same, number) in chosen.items() if same}


def _whole(text: str) -> int:
    """A number of a page's own making; -1, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


def _of_row(row: Row, chosen: str, data: dict[str, Any]) -> dict[int, FactDecision]:
    """A decision for each fact of the row; of a corrected row, only the numbers that differ are corrections."""
    found = {}
    for fact in row.facts:
        value = data.get(f"v{fact.position}")
        if chosen == "edit" and (value is None or value == fact.value):
            found[fact.position] = FactDecision(Verdict.ACCEPTED)
        else:
            found[fact.position] = FactDecision(VERDICTS[chosen], value if chosen == "edit" else None)
    return found


def _tell(request: HttpRequest, page: ReviewPage, facts: dict[int, FactDecision], names: dict[int, Verdict]) -> None:
    heads = [row for row in page.rows if row.head.position in facts]
    dropped = sum(facts[row.head.position].verdict == Verdict.DROPPED for row in heads)
    corrected = sum(any(facts[fact.position].verdict == Verdict.CORRECTED for fact in row.facts) for row in heads)
    counts = {"accepted": len(heads) - dropped - corrected, "corrected": corrected, "dropped": dropped}
    if heads:
        said = _("Saved: %(accepted)s accepted, %(corrected)s corrected, %(dropped)s dropped.")
        messages.success(request, said % counts)
    if drafts := sum(verdict == Verdict.ACCEPTED for verdict in names.values()):
        said = ngettext(
            "%(count)s model became an unpublished draft of the office.",
            "%(count)s models became unpublished drafts of the office.",
            drafts,
        )
        messages.success(request, said % {"count": drafts})
    elif names and not heads:
        messages.success(request, _("Saved: the names were dropped."))


def _shown(
    request: HttpRequest, page: ReviewPage, form: DecisionForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "view": page,
        "reading": page.reading,
        "form": form,
        "groups": page.groups(form),
        "shown_names": page.shown_names(form),
        "paragraphs": page.paragraphs(),
        "refused": refused,
        "failed": bool(refused),
        "reason_form": UndoForm(),
        "keys_off": request.COOKIES.get("kheo_keys") == "off",
    }
    return render(request, "desk/readings/review.html", context, status=status)


@desk_view
def reading_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take every decision on a reading back, with the reason; who comes by the address goes to the reading."""
    row = get_object_or_404(_readings(request), pk=pk)
    if request.method != "POST":
        return redirect("desk:reading", row.pk)
    form = UndoForm(request.POST)
    if form.is_valid():
        count = attempted(form, lambda: undo_decisions(row, by=request.actor, reason=form.cleaned_data["reason"]))
        if count is not None:
            messages.success(request, _("Undone: everything in this reading waits for a decision again."))
            return redirect("desk:reading", row.pk)
    return render(request, "desk/readings/undo.html", {"reading": row, "form": form})


@desk_post
def reading_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop what is still open and close the reading."""
    row = get_object_or_404(_readings(request), pk=pk)
    close_reading(row, by=request.actor)
    messages.success(request, _("Closed: what was still open is dropped. It can be undone below."))
    return redirect("desk:reading", row.pk)


@desk_post
def reading_keys(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep in a cookie whether single keys work on the review page, and go back to it."""
    row = get_object_or_404(visible_readings(request.actor), pk=pk)
    answer = redirect("desk:reading", row.pk)
    wanted = "off" if request.POST.get("keys") == "off" else "on"
    answer.set_cookie("kheo_keys", wanted, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer
