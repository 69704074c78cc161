"""Campaigns: the list, a year opened, last year's copied, the deadline set anew."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.campaigns.forms import CampaignForm, DeadlineForm
from kheo.desk.campaigns.rule_sets import rule_sets_for, ruled_units
from kheo.desk.doors import attempted, desk_post, desk_view
from kheo.initiatives import actions
from kheo.initiatives.models import Campaign, RuleSet
from kheo.initiatives.policy import can_rule, visible_campaigns
from kheo.initiatives.rules import read_rules
from kheo.ui.paging import page_of
from kheo.units.actors import Actor
from kheo.units.choices import Role
from kheo.units.errors import NotPossible
from kheo.units.models import Unit
from kheo.units.paths import ancestors, within_any


@desk_view
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns that bind the actor's units, and those below them, newest first."""
    page = page_of(request, campaigns_near(request.actor))
    context = {"page": page, "can_open": bool(ruled_units(request.actor)), "today": clock.today()}
    return render(request, "desk/campaigns/list.html", context)


def campaigns_near(actor: Actor) -> QuerySet[Campaign]:
    """Of the actor's units, of those above them and below them."""
    above = {path for post in actor.posts for path in ancestors(post.unit.path)}
    below = within_any(actor.read_paths(*Role), "unit__path")
    rows = visible_campaigns(actor).filter(Q(unit__path__in=above) | below)
    return rows.select_related("unit", "rule_set").order_by("-year", "unit__path")


@desk_view
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign with its days and rules."""
    return _page(request, _campaign(request, pk))


@desk_view
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Set another last day of sending."""
    row = _campaign(request, pk)
    if request.method != "POST":
        return _page(request, row, DeadlineForm(initial={"deadline": row.deadline}))
    form = DeadlineForm(request.POST)
    if form.is_valid() and attempted(form, lambda: _extended(request, row, form)):
        messages.success(request, _("The new last day holds."))
        return redirect("desk:campaign", pk=pk)
    return _page(request, row, form, status=422)


def _extended(request: HttpRequest, row: Campaign, form: DeadlineForm) -> Campaign | None:
    try:
        return actions.extend_deadline(row, by=request.actor, **form.cleaned_data)
    except NotPossible as refusal:
        form.add_error(None, refusal.reason)
        return None


@desk_post
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The same days and rules again for the next year."""
    row = _campaign(request, pk)
    fresh = actions.copy_campaign(row, by=request.actor, year=row.year + 1)
    messages.success(request, _("“%s” is open, with last year's days and rules.") % fresh)
    return redirect("desk:campaign", pk=fresh.pk)


@desk_view
def new(request: HttpRequest) -> HttpResponse:
    """Open a year's campaign."""
    units = ruled_units(request.actor)
    rules = rule_sets_for(request.actor)
    form = CampaignForm(request.POST or None, units=units, rule_sets=rules)
    if request.method == "POST" and form.is_valid():
        fresh = attempted(form, lambda: _opened(request, form))
        if fresh:
            messages.success(request, _("“%s” is open.") % fresh)
            return redirect("desk:campaign", pk=fresh.pk)
    context = {"form": form, "units": units}
    return render(request, "desk/campaigns/new.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: CampaignForm) -> Campaign | None:
    values = dict(form.cleaned_data)
    unit, rules = get_object_or_404(Unit, pk=values.pop("unit")), get_object_or_404(RuleSet, pk=values.pop("rule_set"))
    try:
        return actions.open_campaign(by=request.actor, unit=unit, rule_set=rules, **values)
    except NotPossible as refusal:
        form.add_error(None, refusal.reason)
        return None


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    return get_object_or_404(visible_campaigns(request.actor).select_related("unit", "rule_set__issuer"), pk=pk)


def _page(request: HttpRequest, row: Campaign, form: DeadlineForm | None = None, status: int = 200) -> HttpResponse:
    has_next = visible_campaigns(request.actor).filter(unit=row.unit, year=row.year + 1).exists()
    context = {
        "campaign": row,
        "rules": read_rules(row.rule_set.data),
        "can_rule": can_rule(request.actor, row.unit),
        "form": form,
        "can_copy": not has_next and row.year <= clock.today().year,
        "today": clock.today(),
    }
    return render(request, "desk/campaigns/campaign.html", context, status=status)
