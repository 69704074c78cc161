"""Documents come in. A short one: its unit and period are confirmed, then it is read; between the two steps nothing of
it is kept here, the page itself carries the words. Several, or a long one, are read in the background."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import TooManyFilesSent, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from kheo.desk.doors import desk_view
from kheo.desk.readings.places import CarriedPlaceForm, DocumentForm, proposed
from kheo.desk.readings.uploads import MOST_BYTES_TOGETHER, MemoryOnly, is_too_large, sent_bytes
from kheo.figures.actions import keep_reading, start_batch
from kheo.figures.actions.keeping import fingerprint, same_document
from kheo.figures.policy import visible_readings
from kheo.figures.readings_intake import MOST_FILES, first_look
from kheo.figures.readings_lists import units_to_read_for
from kheo.figures.readings_proposals import proposal
from kheo.figures.readings_rows import rows_found
from kheo.reader import Reading as Found
from kheo.ui.written import figure
from kheo.units.errors import NotAllowed, Refusal
from kheo.units.models import Unit


# The handlers must be set before anything reads the form, the check of its token too; `_document` checks that.
@csrf_exempt
def reading_new(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste the words; answers with the page that asks for unit and period."""
    if is_too_large(request):
        return _too_large(request)
    request.upload_handlers = [MemoryOnly(request)]
    try:
        return _document(request)
    except TooManyFilesSent:
        return _too_many(request)


@csrf_exempt
def reading_confirm(request: HttpRequest) -> HttpResponse:
    """Confirm unit and period; then the document is read and kept for review."""
    if is_too_large(request):
        return _too_large(request)
    request.upload_handlers = [MemoryOnly(request)]
    return _place(request)


@desk_view
def _too_large(request: HttpRequest) -> HttpResponse:
    """Says so without having read the body."""
    sizes = {"size": figure(round(sent_bytes(request) / 1_000_000)), "most": MOST_BYTES_TOGETHER // 1_000_000}
    said = _("The documents weigh %(size)s MB, at most %(most)s MB are taken at once. Send them in several parts.")
    return _refused_unread(request, said % sizes)


@desk_view
def _too_many(request: HttpRequest) -> HttpResponse:
    """Says so where more files were chosen than a form may bring."""
    said = _("More than %(most)s documents were chosen. Choose fewer at once.") % {"most": MOST_FILES}
    return _refused_unread(request, said)


def _refused_unread(request: HttpRequest, said: str) -> HttpResponse:
    context = {"form": DocumentForm(), "too_large": said, "failed": True, "units": units_to_read_for(request.actor)}
    return render(request, "desk/readings/new.html", context, status=413)


@sensitive_variables()
@sensitive_post_parameters()
@desk_view
@csrf_protect
def _document(request: HttpRequest) -> HttpResponse:
    units = units_to_read_for(request.actor)
    if request.method != "POST":
        return render(request, "desk/readings/new.html", {"form": DocumentForm(), "units": units})
    _must_read_for_some(units)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        _forget(form)
        return render(request, "desk/readings/new.html", {"form": form, "units": units})
    if (one := form.at_once) is None:
        return redirect("desk:reading_batch", start_batch(form.documents, by=request.actor).pk)
    found = first_look(one.text, units)
    initial = proposed(proposal(found.text, found.as_dict(), units)) | {"text": found.text, "source": one.source}
    return _ask_for_place(request, CarriedPlaceForm(initial=initial, units=units), found, units)


@sensitive_variables()
@sensitive_post_parameters()
@desk_view
@csrf_protect
def _place(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("desk:reading_new")
    units = units_to_read_for(request.actor)
    _must_read_for_some(units)
    form = CarriedPlaceForm(request.POST, units=units)
    if "text" in form.errors:
        # Nothing of what is refused goes back into a page.
        messages.error(request, form.errors["text"][0])
        return redirect("desk:reading_new")
    if form.is_valid() and (answer := _kept(request, form)):
        return answer
    return _ask_for_place(request, form, first_look(form.cleaned_data["text"], units), units)


@sensitive_variables()
def _kept(request: HttpRequest, form: CarriedPlaceForm) -> HttpResponse | None:
    """Where to go after keeping; None where the form has to be shown again with what is wrong."""
    data = form.cleaned_data
    try:
        reading = keep_reading(
            by=request.actor,
            unit=form.chosen_unit,
            starts_on=data["first_day"],
            ends_on=data["last_day"],
            source=data["source"],
            text=data["text"],
        )
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            # A year has no field for its last day.
            form.add_error(name if name != "ends_on" or data["span"] == "free" else "year", sentences)
        return None
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect("desk:reading", reading.pk)


@sensitive_variables()
def _ask_for_place(request: HttpRequest, form: CarriedPlaceForm, found: Found, units: list[Unit]) -> HttpResponse:
    numbers = [unit.pk for unit in units]
    known = same_document(numbers, fingerprint(found.text)).filter(pk__in=visible_readings(request.actor).values("pk"))
    named, is_chosen = proposal(found.text, found.as_dict(), units), bool(form["unit"].value())
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "numbers": len(rows_found(found)),
        "names": len(found.initiatives),
        "known": known.select_related("unit", "read_by")[:5],
        "opening": found.text.strip()[:400],
        "of_another_time": None if is_chosen else named.of_another_time,
        "unit_is_foreign": bool(found.unit) and not is_chosen and named.of_another_time is None,
    }
    return render(request, "desk/readings/confirm.html", context)


def _must_read_for_some(units: list[Unit]) -> None:
    if not units:
        raise NotAllowed(_("Only officers and leaders of a ward, commune or province read reports into data for it."))


def _forget(form: DocumentForm) -> None:
    """What was refused is not sent back into the page."""
    form.data = form.data.copy()
    form.data["pasted"] = ""
    form.documents = []
