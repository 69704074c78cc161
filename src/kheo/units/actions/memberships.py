"""Roles are given, end, and go on at the unit that followed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.units.actors import Actor
from kheo.units.choices import Role
from kheo.units.errors import ChangedMeanwhile, NotPossible
from kheo.units.models import Membership, Organisation, Unit, User
from kheo.units.policy import Grant, Refused, UnitAction, can, require
from kheo.units.queries import memberships_to_renew


@transaction.atomic
def grant_membership(
    user: User,
    *,
    role: Role,
    unit: Unit,
    by: Actor,
    organisation: Organisation | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a person who has an account a role at a unit, or at an organisation in it, from a day (today) on.

    Raises NotAllowed where the giver's own role does not reach that far; ValidationError where the last day is
    before the first; NotPossible where the person holds the role there.
    """
    require(can(by, UnitAction.GRANT, Grant(role, unit, organisation)))
    first = valid_from or clock.today()
    if valid_to and valid_to < first:
        raise ValidationError({"valid_to": _("The last day is before the first. Write a later day.")})
    membership = Membership(
        user=user,
        role=role,
        unit=unit,
        organisation=organisation,
        valid_from=first,
        valid_to=valid_to,
        granted_by=by.user,
    )
    return give(membership, by=by)


def give(membership: Membership, *, by: Actor, verb: str = "grant_membership") -> Membership:
    """Store a role whose permission was asked; raises NotPossible where the person holds it there already."""
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as held:
        raise NotPossible(
            _("%(person)s holds this role here already.") % {"person": membership.user.full_name}
        ) from held
    changes = {
        "role": (None, str(membership.role)),
        "unit": (None, membership.unit_id),
        "organisation": (None, membership.organisation_id),
        "valid_from": (None, membership.valid_from),
        "valid_to": (None, membership.valid_to),
    }
    record(verb, membership.user, by=by.user, unit_id=membership.unit_id, changes=changes)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor, last: date | None = None, reason: str = "") -> Membership:
    """End a role: at once, or with a later day `last`. Nobody ends the last administrator of a unit.

    Raises NotAllowed; ValidationError where `last` is before its first day; ChangedMeanwhile.
    """
    require(can(by, UnitAction.END_MEMBERSHIP, membership))
    today = clock.today()
    last = last or max(today, membership.valid_from)
    if last < membership.valid_from:
        raise ValidationError(
            {
                "last": _("The last day is before the first, %(day)s. Write that day or a later one.")
                % {"day": f"{membership.valid_from:%d/%m/%Y}"}
            }
        )
    ended_at = clock.now() if last <= today or membership.valid_from > today else None
    same = Membership.objects.filter(pk=membership.pk, valid_to=membership.valid_to, ended_at=None)
    if not same.update(valid_to=last, ended_at=ended_at):
        raise ChangedMeanwhile(_("This role was changed just now. Look at it again."))
    changes = {"role": (membership.role, None), "valid_to": (membership.valid_to, last)}
    membership.valid_to, membership.ended_at = last, ended_at
    unit_id = membership.unit_id
    record("end_membership", membership.user, by=by.user, unit_id=unit_id, changes=changes, reason=reason.strip())
    return membership


@transaction.atomic
def renew_membership(
    membership: Membership, *, unit: Unit, by: Actor, organisation: Organisation | None = None
) -> Membership:
    """Let a role that ended with its unit go on at the heir `unit`.

    Without `organisation`, the one of before is taken where it went along to the heir. Raises NotAllowed, and
    NotPossible where this role is not waiting to be renewed there.
    """
    if not memberships_to_renew(unit).filter(pk=membership.pk).exists():
        raise NotPossible(_("This role is not waiting to be renewed at this unit."))
    before = membership.organisation
    if organisation is None and before and before.territory_id == unit.pk and before.valid_to is None:
        organisation = before
    renewed = grant_membership(membership.user, role=Role(membership.role), unit=unit, organisation=organisation, by=by)
    last = max(membership.unit.valid_to or clock.today(), membership.valid_from)
    Membership.objects.filter(pk=membership.pk, valid_to=None).update(valid_to=last)
    return renewed


def may_grant(actor: Actor, role: Role, unit: Unit, organisation: Organisation | None = None) -> bool:
    """True where `grant_membership` would be allowed."""
    return not isinstance(can(actor, UnitAction.GRANT, Grant(role, unit, organisation)), Refused)
