"""Bodies open, change name and place, close; one of them is given the movement of a unit to run."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.units.actions.carrying import settle_organisation, shut_organisation
from kheo.units.actors import Actor
from kheo.units.choices import LAYOUT_OF_KIND, LayoutProfile, OrganisationKind
from kheo.units.errors import NotPossible
from kheo.units.models import OperatorPost, Organisation, Unit
from kheo.units.naming import folded_name
from kheo.units.policy import UnitAction, administers_past, can, require


@transaction.atomic
def open_organisation(
    *,
    territory: Unit,
    name: str,
    kind: OrganisationKind,
    by: Actor,
    superior: Organisation | None = None,
    layout: LayoutProfile | None = None,
    symbol: str = "",
    on: date | None = None,
    reason: str = "",
) -> Organisation:
    """Open a body at a unit from a day (today by default); its papers follow the layout of its kind.

    Raises NotAllowed; ValidationError without a name, for a name that is taken there, for a day after today or
    before the unit, and for a superior that has been closed.
    """
    require(can(by, UnitAction.OPEN_ORGANISATION, territory))
    return establish(
        Organisation(
            name=name.strip(),
            kind=kind,
            territory=territory,
            superior=superior,
            layout=layout or LAYOUT_OF_KIND.get(kind, LayoutProfile.STATE),
            symbol=symbol.strip(),
            valid_from=on or clock.today(),
            is_sample=territory.is_sample,
        ),
        by=by,
        reason=reason,
    )


def establish(organisation: Organisation, *, by: Actor, reason: str = "") -> Organisation:
    """Store a new body whose permission was asked; raises ValidationError as `open_organisation` does."""
    _check_day(organisation.valid_from, organisation.territory)
    if organisation.superior and organisation.superior.valid_to:
        raise ValidationError({"superior": _("This organisation has been closed. Choose another one.")})
    organisation.folded = folded_name(organisation.name)
    if not organisation.folded:
        raise ValidationError({"name": _("Write the name of the organisation.")})
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as taken:
        raise _taken(organisation.name) from taken
    changes = {"name": (None, organisation.name), "kind": (None, organisation.kind)}
    unit_id = organisation.territory_id
    record("open_organisation", organisation, by=by.user, unit_id=unit_id, changes=changes, reason=reason)
    return organisation


@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, name: str, by: Actor, symbol: str | None = None, reason: str = ""
) -> Organisation:
    """Give a body another name, and another symbol where one is given; its papers of the past keep the old one."""
    require(can(by, UnitAction.CHANGE_ORGANISATION, organisation))
    folded, name = folded_name(name), name.strip()
    if not folded:
        raise ValidationError({"name": _("Write the name of the organisation.")})
    symbol = organisation.symbol if symbol is None else symbol.strip()
    changes = {"name": (organisation.name, name), "symbol": (organisation.symbol, symbol)}
    try:
        with transaction.atomic():
            Organisation.objects.filter(pk=organisation.pk).update(name=name, folded=folded, symbol=symbol)
    except IntegrityError as taken:
        raise _taken(name) from taken
    organisation.name, organisation.folded, organisation.symbol = name, folded, symbol
    changes = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
    unit_id = organisation.territory_id
    record("rename_organisation", organisation, by=by.user, unit_id=unit_id, changes=changes, reason=reason)
    return organisation


@transaction.atomic
def move_organisation(organisation: Organisation, *, territory: Unit, by: Actor, reason: str) -> Organisation:
    """Let a body act at another unit; after a split this gives it to one of the heirs."""
    require(can(by, UnitAction.OPEN_ORGANISATION, territory))
    if not _left_by_a_split(organisation, by):
        require(can(by, UnitAction.CHANGE_ORGANISATION, organisation))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the decision or the reason.")})
    if territory.pk == organisation.territory_id:
        raise NotPossible(_("The organisation acts there already."))
    settle_organisation(organisation, territory=territory, name=organisation.name, reason=reason.strip(), by=by)
    return organisation


def _left_by_a_split(organisation: Organisation, by: Actor) -> bool:
    """True where its unit ended and the person oversees that unit as one of the heirs."""
    return (
        organisation.valid_to is None
        and organisation.territory.valid_to is not None
        and administers_past(by, organisation.territory)
    )


@transaction.atomic
def close_organisation(organisation: Organisation, *, last: date, reason: str, by: Actor) -> Organisation:
    """Let a body end with the day `last`; its records stay. Its people's roles end with it.

    Raises ValidationError without a reason, for a day after today, and for one before it was opened.
    """
    require(can(by, UnitAction.CHANGE_ORGANISATION, organisation))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the decision or the reason.")})
    if last > clock.today():
        raise ValidationError({"last": _("The day has not come yet. Write a day up to today.")})
    if organisation.valid_from and last < organisation.valid_from:
        raise ValidationError(
            {
                "last": _("The last day is before the first, %(day)s. Write that day or a later one.")
                % {"day": f"{organisation.valid_from:%d/%m/%Y}"}
            }
        )
    shut_organisation(organisation, last=last, reason=reason.strip(), by=by)
    return organisation


@transaction.atomic
def appoint_operator(unit: Unit, *, organisation: Organisation, on: date, decision: str, by: Actor) -> OperatorPost:
    """Give the movement of a unit to a body from the day `on`; whoever had it keeps it until the day before.

    Raises ValidationError where the body is not of this unit or is closed, without a decision number, and where
    `on` is not after the first day of the one before.
    """
    require(can(by, UnitAction.APPOINT_OPERATOR, unit))
    if organisation.valid_to or organisation.territory_id != unit.pk:
        raise ValidationError({"organisation": _("Choose an organisation of this unit that exists today.")})
    if not decision.strip():
        raise ValidationError({"decision": _("Write the number of the decision.")})
    _check_day(on, unit)
    before = OperatorPost.objects.filter(unit=unit, valid_to=None).first()
    if before:
        _relieve(before, organisation, on)
    post = OperatorPost.objects.create(unit=unit, organisation=organisation, valid_from=on)
    changes = {"operator": (before.organisation.name if before else None, organisation.name), "valid_from": (None, on)}
    record("appoint_operator", unit, by=by.user, unit_id=unit.pk, changes=changes, reason=decision.strip())
    return post


def _relieve(before: OperatorPost, organisation: Organisation, on: date) -> None:
    if before.organisation_id == organisation.pk:
        raise NotPossible(_("This organisation runs the movement here already."))
    if on <= before.valid_from:
        raise ValidationError(
            {
                "on": _("Write a day after %(day)s, the first day of the organisation before.")
                % {"day": f"{before.valid_from:%d/%m/%Y}"}
            }
        )
    OperatorPost.objects.filter(pk=before.pk).update(valid_to=on - timedelta(days=1))


def _check_day(on: date | None, unit: Unit) -> None:
    if on and on > clock.today():
        raise ValidationError({"on": _("The day has not come yet. Write a day up to today.")})
    if on and unit.valid_from and on < unit.valid_from:
        raise ValidationError(
            {
                "on": _("Write %(day)s or a later day: the unit did not exist before.")
                % {"day": f"{unit.valid_from:%d/%m/%Y}"}
            }
        )


def _taken(name: str) -> ValidationError:
    return ValidationError({"name": _("An organisation named “%(name)s” exists here already.") % {"name": name}})
