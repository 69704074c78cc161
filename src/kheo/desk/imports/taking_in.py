"""A list comes in: file, unit, year and day; the answer is what each of its rows would become."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kheo.audit import clock
from kheo.desk.doors import attempted, desk_view
from kheo.desk.imports.forms import ListForm, weighs_too_much
from kheo.desk.readings.uploads import FORM_AROUND, MemoryOnly, sent_bytes
from kheo.desk.registrations.choices import office_units
from kheo.initiatives import actions
from kheo.initiatives.models import Campaign, ImportRun
from kheo.initiatives.queries import campaigns_for
from kheo.reader.intake import MOST_BYTES
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Unit

ONLY_OFFICE = gettext_lazy("Only officers and leaders of a unit bring in lists of models for it.")


# The handlers must be set before anything reads the form, the check of its token too; `_list` checks that.
@csrf_exempt
def import_new(request: HttpRequest) -> HttpResponse:
    """Choose the file, the unit with its year, and the day."""
    if sent_bytes(request) > MOST_BYTES + FORM_AROUND:
        return _too_large(request)
    request.upload_handlers = [MemoryOnly(request)]
    return _list(request)


@desk_view
def _too_large(request: HttpRequest) -> HttpResponse:
    """Says so without having read the body."""
    form = ListForm(campaigns=_campaigns(request.actor))
    context = {"form": form, "too_large": weighs_too_much(sent_bytes(request)), "failed": True}
    return render(request, "desk/imports/new.html", context, status=413)


@desk_view
@csrf_protect
def _list(request: HttpRequest) -> HttpResponse:
    campaigns = _campaigns(request.actor)
    if request.method != "POST":
        form = ListForm(campaigns=campaigns, initial=_proposed(campaigns, request.GET.get("dot", "")))
        return render(request, "desk/imports/new.html", {"form": form})
    form = ListForm(request.POST, request.FILES, campaigns=campaigns)
    if form.is_valid() and (run := attempted(form, lambda: _planned(request, form))):
        for sheet, row in form.found.cut.items():
            words = _("“%(sheet)s” is empty far below row %(row)s: what may stand below was not read.")
            messages.warning(request, words % {"sheet": sheet, "row": row})
        return redirect("desk:import_run", run.pk)
    return render(request, "desk/imports/new.html", {"form": form}, status=422)


def _planned(request: HttpRequest, form: ListForm) -> ImportRun | None:
    unit, campaign = form.chosen
    try:
        return actions.plan_import(
            by=request.actor,
            unit=unit,
            campaign=campaign,
            accepted_on=form.cleaned_data["accepted_on"],
            source=form.source,
            sheets=form.found.sheets,
        )
    except NotPossible as refusal:
        form.add_error("file", str(refusal))
        return None


def _campaigns(actor: Actor) -> list[tuple[Unit, Campaign]]:
    """The years of today's units and of those before them. Raises NotAllowed for who enters nothing anywhere."""
    units = office_units(actor)
    if not units:
        raise NotAllowed(ONLY_OFFICE)
    return [(unit, campaign) for unit in units for campaign in campaigns_for(unit)]


def _proposed(campaigns: list[tuple[Unit, Campaign]], asked: str) -> dict[str, object]:
    """The campaign in the address, or the only one, with its last day of registration."""
    keys = {f"{unit.pk}-{campaign.pk}": campaign for unit, campaign in campaigns}
    key = asked if asked in keys else next(iter(keys)) if len(keys) == 1 else ""
    if not key:
        return {}
    return {"campaign": key, "accepted_on": _last_day(keys[key].deadline)}


def _last_day(deadline: date) -> date:
    return min(deadline, clock.today())
