"""Rule sets and campaigns: the rules of a year, as data."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.models import Campaign, RuleSet
from kheo.initiatives.policy import can_rule
from kheo.initiatives.rules import DEFAULT_DATA, read_rules
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Unit


@transaction.atomic
def default_rule_set() -> RuleSet:
    """The rule set that ships, made on first use. It says of itself that it is a default and no official text."""
    rules, _made = RuleSet.objects.get_or_create(
        is_default=True,
        defaults={
            "name": "Bộ quy định mặc định (bản mẫu để địa phương sửa, không phải văn bản chính thức)",
            "valid_from": date(2009, 1, 1),
            "data": DEFAULT_DATA,
        },
    )
    return rules


@transaction.atomic
def write_rule_set(
    *, by: Actor, issuer: Unit, name: str, valid_from: date, data: Mapping[str, Any], copied_from: RuleSet | None = None
) -> RuleSet:
    """Store a unit's own rules. Rules in use are never edited: a change is a new set with a new first day."""
    if not (answer := can_rule(by, issuer)):
        raise NotAllowed(answer.reason)
    if not name.strip():
        raise ValidationError({"name": _("Write the name of the rules, with number and date of their document.")})
    read_rules(data)
    rules = RuleSet.objects.create(
        issuer=issuer, name=name.strip(), valid_from=valid_from, data=dict(data), copied_from=copied_from
    )
    record("write_rule_set", rules, by=by.user, unit_id=issuer.pk)
    return rules


@transaction.atomic
def open_campaign(
    *,
    by: Actor,
    unit: Unit,
    year: int,
    name: str = "",
    rule_set: RuleSet | None = None,
    opens_on: date | None = None,
    deadline: date | None = None,
    cut_off: date | None = None,
) -> Campaign:
    """Open a unit's campaign of a year; what is not given comes from the rule set's calendar.

    Raises NotPossible where the unit has one of that year already, ValidationError for dates in the wrong order.
    """
    if not (answer := can_rule(by, unit)):
        raise NotAllowed(answer.reason)
    rules = rule_set or default_rule_set()
    defaults = read_rules(rules.data).days_of(year)
    days = {"opens_on": opens_on or defaults[0], "deadline": deadline or defaults[1], "cut_off": cut_off or defaults[2]}
    _in_order(year, **days)
    if Campaign.objects.filter(unit=unit, year=year).exists():
        raise _there_is_one(unit, year)
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                unit=unit,
                year=year,
                rule_set=rules,
                name=name.strip() or _("Registration %(year)s of %(unit)s") % {"year": year, "unit": unit},
                **days,
            )
    except IntegrityError as error:
        raise _there_is_one(unit, year) from error
    record("open_campaign", campaign, by=by.user, unit_id=unit.pk, changes={k: (None, v) for k, v in days.items()})
    return campaign


def copy_campaign(last: Campaign, *, by: Actor, year: int) -> Campaign:
    """Last year's campaign again: the same rules and the same days of the year."""
    days = {name: _in_year(getattr(last, name), year - last.year) for name in ("opens_on", "deadline", "cut_off")}
    name = last.name.replace(str(last.year), str(year))
    return open_campaign(by=by, unit=last.unit, year=year, name=name, rule_set=last.rule_set, **days)


@transaction.atomic
def extend_deadline(campaign: Campaign, *, by: Actor, deadline: date, reason: str) -> Campaign:
    """Set another last day for sending, with the reason."""
    if not (answer := can_rule(by, campaign.unit)):
        raise NotAllowed(answer.reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is shown to the team and kept.")})
    _in_order(campaign.year, campaign.opens_on, deadline, campaign.cut_off)
    changes = {"deadline": (campaign.deadline, deadline)}
    if not Campaign.objects.filter(pk=campaign.pk, deadline=campaign.deadline).update(deadline=deadline):
        raise NotPossible(_("Somebody changed this meanwhile. Look at the new state, then go on."))
    campaign.deadline = deadline
    record("extend_deadline", campaign, by=by.user, unit_id=campaign.unit_id, changes=changes, reason=reason)
    return campaign


def _in_order(year: int, opens_on: date, deadline: date, cut_off: date) -> None:
    if not 2009 <= year <= clock.today().year + 1:
        raise ValidationError({"year": _("Write a year from 2009 to %s.") % (clock.today().year + 1)})
    if not opens_on <= deadline <= cut_off:
        raise ValidationError(
            {"deadline": _("The days must follow each other: opening, deadline, end of the reporting year.")}
        )


def _in_year(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def _there_is_one(unit: Unit, year: int) -> NotPossible:
    return NotPossible(_("%(unit)s has a campaign of %(year)s already.") % {"unit": unit, "year": year})
