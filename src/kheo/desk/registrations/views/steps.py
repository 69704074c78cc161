"""The steps on the page of a registration: each is a form that also works as a page of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kheo.desk.doors import blame, desk_post, desk_view
from kheo.desk.registrations.deeds import DEEDS, Deed, form_of
from kheo.desk.registrations.step_forms import ReasonForm, StepForm
from kheo.desk.registrations.views.reading import as_seen, registration_of, show
from kheo.initiatives import actions
from kheo.initiatives.models import Registration
from kheo.initiatives.policy import can, visible_follow_ups
from kheo.units.errors import Refusal


@desk_view
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """GET: the page with the form opened; POST: the deed."""
    deed = DEEDS.get(slug)
    if deed is None:
        raise Http404
    row = registration_of(request.actor, pk)
    if request.method != "POST":
        answer = can(request.actor, deed.action, row)
        if not answer:
            messages.warning(request, answer.reason)
            return redirect("desk:registration", pk=pk)
        return show(request, row, deed=deed, form=form_of(deed, row))
    form = form_of(deed, row, request.POST, request.FILES)
    if form is not None and not form.is_valid():
        if not (answer := can(request.actor, deed.action, row)):
            messages.warning(request, answer.reason)
            return redirect("desk:registration", pk=pk)
        return show(request, row, status=422, deed=deed, form=form)
    return _do(request, row, deed, form)


def _do(request: HttpRequest, row: Registration, deed: Deed, form: StepForm | None) -> HttpResponse:
    seen = as_seen(registration_of(request.actor, row.pk), request.POST)
    try:
        with transaction.atomic():
            deed.act(seen, request.actor, dict(form.cleaned_data) if form else {})
    except ValidationError as error:
        if form is None:
            messages.error(request, " ".join(error.messages))
            return redirect("desk:registration", pk=row.pk)
        blame(form, error)
        return show(request, row, status=422, deed=deed, form=form)
    except Refusal as refusal:
        messages.warning(request, refusal.reason)
        return redirect("desk:registration", pk=row.pk)
    messages.success(request, deed.done)
    return redirect("desk:registration", pk=row.pk)


@desk_post
def withdraw_follow_up(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a follow-up back, with the reason."""
    row = registration_of(request.actor, pk)
    found = visible_follow_ups(request.actor).filter(registration=row)
    seen = get_object_or_404(
        found.select_related("registration__campaign__rule_set", "registration__initiative"), pk=number
    )
    form = ReasonForm(request.POST, registration=row)
    if not form.is_valid():
        if not (answer := can(request.actor, "follow_up", row)):
            messages.warning(request, answer.reason)
            return redirect("desk:registration", pk=pk)
        return show(request, row, status=422, taking_back=number, form=form)
    as_seen(seen.registration, request.POST)
    try:
        actions.withdraw_follow_up(seen, by=request.actor, **form.cleaned_data)
    except Refusal as refusal:
        messages.warning(request, refusal.reason)
    return redirect("desk:registration", pk=pk)
