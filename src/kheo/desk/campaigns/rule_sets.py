"""Rule sets: read as people read them, and a place's own written by copying."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.desk.campaigns.forms import RulesForm, field_rows, stored_fields
from kheo.desk.doors import blame, desk_view
from kheo.initiatives import actions
from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.models import RuleSet
from kheo.initiatives.policy import can_rule, visible_rule_sets
from kheo.initiatives.rules import Rules, read_rules
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed
from kheo.units.models import Unit
from kheo.units.paths import ancestors


def ruled_units(actor: Actor) -> list[Unit]:
    """The units whose rules the actor sets, today's first."""
    numbers = {number for post in actor.posts for number in post.act_unit_ids}
    units = [unit for unit in Unit.objects.filter(pk__in=numbers) if can_rule(actor, unit)]
    return sorted(units, key=lambda unit: (unit.valid_to is not None, unit.path))


def rule_sets_for(actor: Actor) -> list[RuleSet]:
    """The default, and the rules issued by the actor's units and those above, newest first."""
    default = default_rule_set()
    above = {path for post in actor.posts for path in ancestors(post.unit.path)}
    rows = visible_rule_sets(actor).filter(Q(pk=default.pk) | Q(issuer__path__in=above)).select_related("issuer")
    return list(rows.order_by("is_default", "-valid_from", "-pk"))


@desk_view
def rule_sets(request: HttpRequest) -> HttpResponse:
    """The rules that the actor's campaigns may follow."""
    context = {"rows": rule_sets_for(request.actor), "can_write": bool(ruled_units(request.actor))}
    return render(request, "desk/campaigns/rule_sets.html", context)


@desk_view
def rule_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule set: fields mapped to the base four, levels, calendar, version of the form."""
    row = _rule_set(request, pk)
    context = {
        "row": row,
        "rules": read_rules(row.data),
        "calendar": _calendar(read_rules(row.data)),
        "can_write": bool(ruled_units(request.actor)),
    }
    return render(request, "desk/campaigns/rule_set.html", context)


def _calendar(rules: Rules) -> dict[str, str]:
    days = {name: getattr(rules, name) for name in ("opens", "deadline", "cut_off")}
    return {name: f"{day:02}/{month:02}" for name, (month, day) in days.items()}


@desk_view
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a place's own rules, starting from a copy of these; rules in use are never edited."""
    row = _rule_set(request, pk)
    issuers = ruled_units(request.actor)
    if not issuers:
        raise NotAllowed(_("Only administrators, officers and leaders set the rules of their unit."))
    rules = read_rules(row.data)
    form = RulesForm(request.POST or None, issuers=issuers, initial=_initial(row, rules))
    rows = field_rows(request.POST or None, rules)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            fresh = _written(request, row, form, stored_fields(rows))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("“%s” is kept. Choose it when the next campaign is opened.") % fresh)
            return redirect("desk:rule_set", pk=fresh.pk)
    failed = request.method == "POST"
    context = {"form": form, "rows": rows, "row": row, "failed": failed}
    return render(request, "desk/campaigns/write.html", context, status=422 if failed else 200)


def _written(request: HttpRequest, row: RuleSet, form: RulesForm, fields: list[dict[str, str]]) -> RuleSet:
    values = form.cleaned_data
    return actions.write_rule_set(
        by=request.actor,
        issuer=get_object_or_404(Unit, pk=values["issuer"]),
        name=values["name"],
        valid_from=values["valid_from"],
        data=form.data_with(fields),
        copied_from=row,
    )


def _initial(row: RuleSet, rules: Rules) -> dict[str, Any]:
    return {
        "name": "" if row.is_default else row.name,
        "valid_from": clock.today(),
        "levels": [level.value for level in rules.levels],
        "form_version": rules.form_version,
        "review_days": rules.review_days,
        "repair_days": rules.repair_days,
        "follow_up_days": rules.follow_up_days,
        **_calendar(rules),
    }


def _rule_set(request: HttpRequest, pk: int) -> RuleSet:
    return get_object_or_404(visible_rule_sets(request.actor).select_related("issuer", "copied_from"), pk=pk)
