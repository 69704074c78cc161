"""What the receiving unit decides on a registration."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.initiatives.actions.counted import count_change, count_entry
from kheo.initiatives.actions.following import expect_next
from kheo.initiatives.actions.steps import take_step
from kheo.initiatives.choices import Outcome
from kheo.initiatives.completeness import missing_items
from kheo.initiatives.counting import sort_of
from kheo.initiatives.models import Registration
from kheo.initiatives.policy import can
from kheo.initiatives.rules import read_rules
from kheo.tallies.periods import half_year_of
from kheo.units.actors import Actor


@transaction.atomic
def accept(registration: Registration, *, by: Actor) -> Registration:
    """Accept a sent registration: it is under way, and counted from today.

    Raises ValidationError where it lost what it needs since it was sent (its unit ended, for example).
    """
    today = clock.today()
    if can(by, "accept", registration) and (mistakes := missing_items(registration, on=today)):
        raise ValidationError(mistakes)
    rules = read_rules(registration.campaign.rule_set.data)
    take_step(
        registration,
        "accept",
        by=by,
        values={
            "accepted_on": today,
            "period": half_year_of(today),
            "decided_by": by.user,
            "due_on": today + timedelta(days=rules.follow_up_days),
        },
    )
    count_entry(registration)
    return registration


@transaction.atomic
def return_(
    registration: Registration, *, by: Actor, reason: str, items: Iterable[str] = (), due_on: date | None = None
) -> Registration:
    """Send it back to its team with a reason, the items to mend, and a day (from the rules where none is given)."""
    rules = read_rules(registration.campaign.rule_set.data)
    day = due_on or clock.today() + timedelta(days=rules.repair_days)
    if day < clock.today():
        raise ValidationError({"due_on": _("The day %s is over. Write a later one.") % f"{day:%d/%m/%Y}"})
    take_step(registration, "return", by=by, reason=reason, items=items, values={"due_on": day})
    return registration


@transaction.atomic
def refuse(registration: Registration, *, by: Actor, reason: str) -> Registration:
    """Refuse it for good; the team sees the reason."""
    take_step(registration, "refuse", by=by, reason=reason, values={"due_on": None, "decided_by": by.user})
    return registration


@transaction.atomic
def evaluate(registration: Registration, *, by: Actor, outcome: str, evaluation: str, on: date) -> Registration:
    """Write down how it came out. Raises ValidationError for a missing outcome or a day outside of its life."""
    mistakes = {}
    if outcome not in Outcome.values:
        mistakes["outcome"] = _("Choose how it came out.")
    if not evaluation.strip():
        mistakes["evaluation"] = _("Write what was reached, compared with the goals.")
    if registration.accepted_on and not registration.accepted_on <= on <= clock.today():
        mistakes["on"] = _("Write a day from %(first)s to today.") % {"first": f"{registration.accepted_on:%d/%m/%Y}"}
    if can(by, "evaluate", registration) and mistakes:
        raise ValidationError(mistakes)
    before = sort_of(registration)
    take_step(
        registration,
        "evaluate",
        by=by,
        values={"outcome": outcome, "evaluation": evaluation.strip(), "evaluated_on": on, "due_on": None},
    )
    count_change(registration, before)
    return registration


@transaction.atomic
def reopen(registration: Registration, *, by: Actor, reason: str) -> Registration:
    """Take an evaluation back: it is under way again, its old evaluation stands in the history."""
    before = sort_of(registration)
    take_step(
        registration,
        "reopen",
        by=by,
        reason=reason,
        changes={"outcome": (registration.outcome, ""), "evaluation": (registration.evaluation, "")},
        values={"outcome": "", "evaluation": "", "evaluated_on": None},
    )
    expect_next(registration)
    count_change(registration, before)
    return registration
