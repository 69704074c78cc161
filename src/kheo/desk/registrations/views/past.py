"""Models of past years: the office enters them without a report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.desk.doors import blame, desk_view
from kheo.desk.registrations.choices import office_units
from kheo.desk.registrations.forms import PastForm
from kheo.initiatives import actions
from kheo.initiatives.models import Campaign
from kheo.initiatives.queries import campaigns_for
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Unit
from kheo.units.paths import within
from kheo.units.queries import organisations_of

ONLY_OFFICE = gettext_lazy("Only officers and leaders of a unit enter models of past years for it.")


@desk_view
def past_model_new(request: HttpRequest) -> HttpResponse:
    """First the year's campaign (of today's unit or of one that it followed), then what is known of the model."""
    units = office_units(request.actor)
    if not units:
        raise NotAllowed(ONLY_OFFICE)
    campaigns = [(unit, campaign) for unit in units for campaign in campaigns_for(unit)]
    chosen = next(((u, c) for u, c in campaigns if f"{u.pk}-{c.pk}" == request.GET.get("dot")), None)
    if chosen is None:
        return render(request, "desk/registrations/past_choice.html", {"campaigns": campaigns, "units": units})
    return _form(request, *chosen)


def _form(request: HttpRequest, unit: Unit, campaign: Campaign) -> HttpResponse:
    form = PastForm(
        request.POST or None,
        campaign=campaign,
        places=Unit.objects.filter(within(unit.path)),
        organisations=organisations_of(unit, campaign.cut_off),
        initial={"place": unit},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            row = actions.enter_past_model(
                by=request.actor,
                unit=unit,
                campaign=campaign,
                accepted_on=values["accepted_on"],
                identity=form.identity(),
                novelty=values["novelty"],
                level=values["level"],
                method=values["method"],
            )
            messages.success(request, _("“%s” stands in the register.") % row)
            return redirect("desk:registration", pk=row.pk)
        except ValidationError as error:
            blame(form, error)
        except NotPossible as refusal:
            form.add_error(None, refusal.reason)
    context = {"form": form, "unit": unit, "campaign": campaign}
    return render(request, "desk/registrations/past.html", context, status=422 if form.errors else 200)
