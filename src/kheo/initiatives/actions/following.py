"""What is seen of an initiative after its registration was accepted."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.initiatives.actions.steps import move, remember
from kheo.initiatives.choices import Alive, Status
from kheo.initiatives.models import FollowUp, Registration
from kheo.initiatives.policy import can
from kheo.initiatives.rules import read_rules
from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, NotPossible


@transaction.atomic
def follow_up(
    registration: Registration,
    *,
    by: Actor,
    on: date,
    what: str,
    people: int | None = None,
    money: int | None = None,
    labour_days: int | None = None,
) -> FollowUp:
    """Write down what was seen on a day, with persons, đồng and labour days where they are known.

    Raises ValidationError for a day before acceptance or in the future, or without a word of what was seen.
    """
    if not (answer := can(by, "follow_up", registration)):
        raise NotAllowed(answer.reason)
    _sane(registration, on, what, people, money, labour_days)
    seen = FollowUp.objects.create(
        registration=registration,
        on=on,
        what=what.strip(),
        people=people,
        money=money,
        labour_days=labour_days,
        by=by.person,
        at=clock.now(),
    )
    expect_next(registration)
    remember(
        registration,
        "follow_up",
        by=by,
        before=registration.status,
        changes={
            "on": (None, on),
            "people": (None, people),
            "money": (None, money),
            "labour_days": (None, labour_days),
        },
    )
    return seen


@transaction.atomic
def withdraw_follow_up(seen: FollowUp, *, by: Actor, reason: str) -> FollowUp:
    """Take back a mistaken follow-up; it stays in the history with the reason."""
    if not (answer := can(by, "follow_up", seen.registration)):
        raise NotAllowed(answer.reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it is shown to the team and kept.")})
    if not FollowUp.objects.filter(pk=seen.pk, withdrawn_at=None).update(
        withdrawn_at=clock.now(), withdrawn_reason=reason.strip()
    ):
        raise NotPossible(_("This follow-up was taken back already."))
    expect_next(seen.registration)
    record("withdraw_follow_up", seen, by=by.user, unit_id=seen.registration.unit_id, reason=reason)
    remember(seen.registration, "withdraw_follow_up", by=by, before=seen.registration.status, reason=reason)
    return seen


def expect_next(registration: Registration) -> None:
    """Set the last follow-up and the day by which the next one is expected: none for what rests, ended or is done."""
    last = registration.follow_ups.filter(withdrawn_at=None).order_by("-on").values_list("on", flat=True).first()
    due = None
    if registration.status == Status.UNDER_WAY and registration.initiative.alive == Alive.ACTIVE:
        days = read_rules(registration.campaign.rule_set.data).follow_up_days
        start = last or registration.accepted_on
        due = start + timedelta(days=days) if start else None
    move(registration, last_follow_up_on=last, due_on=due)


def _sane(
    registration: Registration, on: date, what: str, people: int | None, money: int | None, labour_days: int | None
) -> None:
    mistakes = {}
    first = registration.accepted_on
    if not first or not first <= on <= clock.today():
        mistakes["on"] = _("Write a day from %(first)s to today.") % {"first": f"{first:%d/%m/%Y}" if first else "–"}
    if not what.strip():
        mistakes["what"] = _("Write what was seen.")
    for name, value, limit in (
        ("people", people, 10**7),
        ("money", money, 10**13),
        ("labour_days", labour_days, 10**7),
    ):
        if value is not None and not 0 <= value <= limit:
            mistakes[name] = _("%s is not plausible here. Check the number.") % value
    if mistakes:
        raise ValidationError(mistakes)
