"""Writing: a draft begun, kept as it is typed, sent; last year's model again; a correction."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.doors import blame, desk_post, desk_view
from kheo.desk.registrations.choices import bodies_of, led_bodies, open_campaigns, origins_for, places_of
from kheo.desk.registrations.forms import CorrectionForm, DraftForm, StartForm
from kheo.desk.registrations.step_forms import ITEM_TITLES
from kheo.desk.registrations.views.reading import as_seen, registration_of
from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from kheo.initiatives.completeness import missing_items
from kheo.initiatives.models import Registration
from kheo.initiatives.policy import can, visible_evidence, visible_history, visible_initiatives
from kheo.initiatives.queries import initiatives_to_register
from kheo.ui import written
from kheo.units.errors import ChangedMeanwhile, NotAllowed, Refusal
from kheo.units.models import Organisation

FIELD_OF_ITEM = {"schedule": "starts_on"}
SECTIONS = (
    ("what", ("name", "field", "situation", "goals", "method")),
    ("who", ("holder", "owner", "place", "beneficiaries", "forces", "resources")),
    ("when", ("starts_on", "evaluates_on", "outputs", "sustainability")),
    ("how", ("level", "novelty", "origin", "origin_note", "photos", "shows_children", "has_childrens_consent")),
)


@desk_view
def new(request: HttpRequest) -> HttpResponse:
    """Ask what is registered, by which body, in which campaign; then the draft exists and can be written."""
    organisations, campaigns = led_bodies(request.actor), list(open_campaigns(request.actor))
    form = StartForm(request.POST or None, organisations=organisations, campaigns=campaigns)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        campaign = next(each for each in campaigns if each.pk == values["campaign"])
        draft = actions.start_draft(
            by=request.actor,
            organisation=get_object_or_404(Organisation, pk=values["organisation"]),
            campaign=campaign,
            kind=values["kind"],
        )
        return redirect("desk:registration_edit", pk=draft.pk)
    again = initiatives_to_register(request.actor, campaigns[0])[:50] if campaigns else []
    context = {"form": form, "organisations": organisations, "campaigns": campaigns, "again": again}
    return render(request, "desk/registrations/new.html", context, status=422 if form.errors else 200)


@desk_post
def again(request: HttpRequest, initiative: int) -> HttpResponse:
    """Register last year's model once more: a draft with its items filled in."""
    row = get_object_or_404(visible_initiatives(request.actor).select_related("unit"), pk=initiative)
    number = request.POST.get("campaign", "")
    campaign = next((each for each in open_campaigns(request.actor) if str(each.pk) == number), None)
    if campaign is None:
        raise Http404
    try:
        draft = actions.draft_copy_of_last_year(by=request.actor, initiative=row, campaign=campaign)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusal.reason)
        return redirect("desk:registration_new")
    return redirect("desk:registration_edit", pk=draft.pk)


@desk_view
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form: keep it as a draft, or send it. What can be kept is kept, whatever is wrong with the rest."""
    row = registration_of(request.actor, pk)
    if not (answer := can(request.actor, "edit", row)):
        messages.warning(request, answer.reason)
        return redirect("desk:registration", pk=pk)
    if request.method != "POST":
        return _page(request, row, _draft_form(request, row))
    return _keep_or_send(request, as_seen(row, request.POST), send=request.POST.get("do") == "send")


def _keep_or_send(request: HttpRequest, row: Registration, *, send: bool) -> HttpResponse:
    form = _draft_form(request, row, request.POST, request.FILES)
    is_whole = form.is_valid()
    try:
        actions.save_draft(row, by=request.actor, values=form.values(), joining=form.cleaned_data.get("joining"))
        if is_whole and _photos_kept(request, row, form) and not send:
            messages.success(request, _saved_words(form))
            return redirect("desk:registration_edit", pk=row.pk)
        if form.is_valid() and send:
            actions.submit(row, by=request.actor)
            messages.success(request, _sent_words(row))
            return redirect("desk:registration", pk=row.pk)
    except ChangedMeanwhile as refusal:
        fresh = registration_of(request.actor, row.pk)
        if not can(request.actor, "edit", fresh):
            messages.warning(request, refusal.reason)
            return redirect("desk:registration", pk=row.pk)
        form.add_error(
            None,
            _(
                "This draft was changed elsewhere meanwhile. "
                "What is written here is still here: keep it again, and it holds."
            ),
        )
        return _page(request, fresh, form, send=send)
    except ValidationError as error:
        blame(form, error)
    if send and not is_whole:
        _name_the_rest(row, form)
    return _page(request, row, form, send=send)


def _name_the_rest(row: Registration, form: DraftForm) -> None:
    """Beside what could not be read, all that sending will still ask for: nobody mends twice."""
    for name, sentence in missing_items(row, on=clock.today()).items():
        if name not in form.errors:
            form.add_error(name if name in form.fields else None, sentence)


def _photos_kept(request: HttpRequest, row: Registration, form: DraftForm) -> bool:
    """Attach the photos; what is wrong with one stands beside the field, and the others before it are kept."""
    children = {name: form.cleaned_data[name] for name in ("shows_children", "has_childrens_consent")}
    for photo in form.cleaned_data["photos"]:
        try:
            actions.attach(row, by=request.actor, name=photo.name, content=photo.read(), **children)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                form.add_error("photos" if name == "file" else name, words)
            return False
    return True


def _page(request: HttpRequest, row: Registration, form: DraftForm, *, send: bool = False) -> HttpResponse:
    mended = _returned(request, row) if row.status == Status.RETURNED else None
    context = {
        "registration": row,
        "initiative": row.initiative,
        "form": form,
        "send": send,
        "sections": {name: [form[field] for field in fields] for name, fields in SECTIONS},
        "returned": mended,
        "evidence": visible_evidence(request.actor).filter(registration=row).order_by("pk"),
        "removed": row.evidence.filter(removed_at__isnull=False).order_by("-removed_at").first(),
        "joining": len(form["joining"].value() or []),
        "today": clock.today(),
    }
    return render(request, "desk/registrations/form.html", context, status=422 if form.errors else 200)


def _returned(request: HttpRequest, row: Registration) -> dict[str, Any] | None:
    """The last sending back: who, when, why, and the items with their places in the form."""
    history = visible_history(request.actor).filter(registration=row, step="return")
    last = history.order_by("-pk").first()
    if last is None:
        return None
    items = [(FIELD_OF_ITEM.get(name, name), ITEM_TITLES[name]) for name in last.items if name in ITEM_TITLES]
    return {"by": last.by_name, "at": last.at, "reason": last.reason, "items": items}


def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed, for the script: a sentence as plain text. 401 where the session is over, 409 where it
    cannot be kept; the header X-Version carries the version that now stands."""
    if request.actor.is_anonymous:
        return _said(_("The session is over. What was written is kept on this machine; sign in again."), 401)
    if request.method != "POST":
        return _said(_("Only a form that is sent is kept here."), 405)
    row = as_seen(registration_of(request.actor, pk), request.POST)
    form = _draft_form(request, row, request.POST)
    form.is_valid()
    try:
        actions.save_draft(row, by=request.actor, values=form.values(), joining=form.cleaned_data.get("joining"))
    except Refusal as refusal:
        return _said(str(refusal.reason), 409)
    except ValidationError as error:
        return _said(" ".join(error.messages), 409)
    response = _said(_saved_words(form))
    response["X-Version"] = str(row.version)
    return response


def _said(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)


def _saved_words(form: DraftForm) -> str:
    saved = _("Draft saved at %(time)s.") % {"time": f"{timezone.localtime(clock.now()):%H:%M}"}
    left = [str(form[name].label) for name in form.errors if name in form.fields]
    return f"{saved} " + _("Not saved: %(fields)s.") % {"fields": ", ".join(left)} if left else saved


def _sent_words(row: Registration) -> str:
    return _("Sent to the %(rank)s at %(time)s. It is looked at by %(day)s.") % {
        "rank": row.unit.rank,
        "time": f"{timezone.localtime(clock.now()):%H:%M}",
        "day": written.day(row.due_on),
    }


def _draft_form(request: HttpRequest, row: Registration, data: Any = None, files: Any = None) -> DraftForm:
    return DraftForm(
        data,
        files,
        registration=row,
        places=places_of(row),
        origins=origins_for(request.actor, row),
        bodies=bodies_of(row),
    )


@desk_view
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an accepted registration, with the reason; what stood there stays in the history."""
    row = registration_of(request.actor, pk)
    if not (answer := can(request.actor, "correct", row)):
        messages.warning(request, answer.reason)
        return redirect("desk:registration", pk=pk)
    offered = {"registration": row, "places": places_of(row), "origins": origins_for(request.actor, row)}
    form = CorrectionForm(request.POST or None, **offered)
    if request.method == "POST" and form.is_valid():
        try:
            seen = as_seen(registration_of(request.actor, pk), request.POST)
            actions.correct(seen, by=request.actor, reason=form.cleaned_data["reason"], values=form.values())
            messages.success(request, _("The correction is kept."))
            return redirect("desk:registration", pk=pk)
        except ValidationError as error:
            blame(form, error)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
    return render(
        request,
        "desk/registrations/correct.html",
        {"registration": row, "initiative": row.initiative, "form": form},
        status=422 if form.errors else 200,
    )
