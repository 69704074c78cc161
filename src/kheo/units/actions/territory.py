"""Units open, get another name, merge, split and move. Nothing is deleted: a new unit follows the old one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.units.actions.carrying import carry_below, carry_organisations, end_unit, follow, insert_unit
from kheo.units.actors import Actor
from kheo.units.choices import SuccessionKind, UnitKind
from kheo.units.errors import NotPossible
from kheo.units.models import Unit
from kheo.units.naming import folded_name
from kheo.units.policy import UnitAction, can, require

_BELOW: dict[str, UnitKind] = {
    UnitKind.NATION: UnitKind.PROVINCE,
    UnitKind.PROVINCE: UnitKind.COMMUNE,
    UnitKind.DISTRICT: UnitKind.COMMUNE,
    UnitKind.COMMUNE: UnitKind.NEIGHBOURHOOD,
}


@dataclass(frozen=True)
class Designation:
    """How a unit is called: the word of its rank, its name, its code where it has one."""

    rank: str
    name: str
    code: str = ""


@dataclass(frozen=True)
class Part:
    """One of the units that a split makes; `children` are the units below that a person gave to it."""

    called: Designation
    share: Decimal | None = None
    children: Sequence[Unit] = ()


@transaction.atomic
def open_unit(*, parent: Unit, called: Designation, on: date, decision: str, by: Actor) -> Unit:
    """Open a unit below `parent` that follows no other one, from the day `on`.

    Raises NotAllowed; ValidationError without name, rank or decision number, for a day after today or before
    the parent's first one, and where a unit of that name exists there.
    """
    require(can(by, UnitAction.OPEN_UNIT, parent))
    _check(called, on=on, decision=decision, not_before=parent.valid_from)
    _refuse_namesakes(parent, [called])
    return insert_unit(_made(called, _BELOW[parent.kind], parent, on, decision), by=by)


@transaction.atomic
def rename_unit(unit: Unit, *, called: Designation, on: date, decision: str, by: Actor) -> Unit:
    """The unit under another name, rank or code: a new Unit that carries on all below it and its organisations."""
    require(can(by, UnitAction.RENAME_UNIT, unit))
    _check(called, on=on, decision=decision, not_before=_first_heir_day(unit))
    if (called.rank, called.name, called.code) == (unit.rank, unit.name, unit.code):
        raise NotPossible(_("Name, rank and code are those that the unit has already."))
    kind = SuccessionKind.RENAME if called.name != unit.name else SuccessionKind.RECLASSIFY
    return _replace([unit], called, unit.parent, kind, on, decision, by)


@transaction.atomic
def move_unit(
    unit: Unit, *, parent: Unit, on: date, decision: str, by: Actor, called: Designation | None = None
) -> Unit:
    """The unit below another parent of the same step: a new Unit that carries on all below it.

    A neighbourhood left below a commune that was split is given to one of the heirs by this verb.
    """
    require(can(by, UnitAction.MOVE_UNIT, unit))
    require(can(by, UnitAction.TAKE_IN_UNIT, parent))
    called = called or Designation(unit.rank, unit.name, unit.code)
    _check(called, on=on, decision=decision, not_before=_first_heir_day(unit))
    if _BELOW.get(parent.kind) != unit.kind or parent.pk == unit.parent_id:
        raise ValidationError({"parent": _("Choose another unit of the step above this one.")})
    _refuse_namesakes(parent, [called])
    return _replace([unit], called, parent, SuccessionKind.MOVE, on, decision, by)


@transaction.atomic
def merge_units(
    units: Sequence[Unit], *, called: Designation, on: date, decision: str, by: Actor, parent: Unit | None = None
) -> Unit:
    """Two units or more become one new Unit below `parent` (by default that of the first).

    What lies below them is carried on. Party committee, People's Committee and Front of the old units end with
    them; every other organisation goes to the new one.
    """
    if len({unit.pk for unit in units}) < 2:
        raise ValidationError({"units": _("Choose at least two units to merge.")})
    for unit in units:
        require(can(by, UnitAction.MERGE_UNIT, unit))
    if parent is not None:
        require(can(by, UnitAction.TAKE_IN_UNIT, parent))
    if len({unit.kind for unit in units}) > 1:
        raise ValidationError({"units": _("Merge units of the same step only.")})
    days = [day for unit in units if (day := _first_heir_day(unit))]
    _check(called, on=on, decision=decision, not_before=max(days, default=None))
    above = parent or units[0].parent
    if above is None or above.valid_to or _BELOW.get(above.kind) != units[0].kind:
        raise ValidationError({"parent": _("Choose the unit of today above the new one.")})
    _refuse_namesakes(above, [called], among=units)
    return _replace(units, called, above, SuccessionKind.MERGE, on, decision, by)


@transaction.atomic
def split_unit(unit: Unit, *, into: Sequence[Part], on: date, decision: str, by: Actor) -> list[Unit]:
    """One unit becomes several. Only the children named in a part are carried to it; the others and the
    organisations stay with the old unit, readable by every heir, until a person moves them.
    """
    require(can(by, UnitAction.SPLIT_UNIT, unit))
    if len(into) < 2:
        raise ValidationError({"into": _("Name at least two units that the split makes.")})
    for part in into:
        _check(part.called, on=on, decision=decision, not_before=_first_heir_day(unit))
    _refuse_namesakes(unit.parent, [part.called for part in into], among=[unit])
    _check_parts(unit, into)
    end_unit(unit, on=on, decision=decision, by=by)
    return [_split_off(unit, part, on, decision, by) for part in into]


def _split_off(unit: Unit, part: Part, on: date, decision: str, by: Actor) -> Unit:
    heir = insert_unit(_made(part.called, UnitKind(unit.kind), unit.parent, on, decision), by=by)
    follow(unit, heir, SuccessionKind.SPLIT, on=on, decision=decision, share=part.share)
    carry_below(part.children, heir, on=on, decision=decision, by=by)
    return heir


def _check_parts(unit: Unit, into: Sequence[Part]) -> None:
    children = [child for part in into for child in part.children]
    if len({child.pk for child in children}) != len(children):
        raise ValidationError({"into": _("A unit below can go to one part only.")})
    if any(child.parent_id != unit.pk or child.valid_to for child in children):
        raise ValidationError({"into": _("Only units that stand directly below can be given to a part.")})
    names = [folded_name(part.called.name) for part in into]
    if len(set(names)) != len(names):
        raise ValidationError({"into": _("Give each part its own name.")})
    shares = [part.share for part in into if part.share is not None]
    if any(share <= 0 for share in shares) or sum(shares) > 1:
        raise ValidationError({"into": _("Shares are above 0 and together at most 1.")})


def _replace(
    olds: Iterable[Unit],
    called: Designation,
    parent: Unit | None,
    kind: SuccessionKind,
    on: date,
    decision: str,
    by: Actor,
) -> Unit:
    """End the old units and open the one that follows them, with all that is carried on."""
    olds = list(olds)
    for old in olds:
        end_unit(old, on=on, decision=decision, by=by)
    heir = insert_unit(_made(called, UnitKind(olds[0].kind), parent, on, decision, sample=olds[0].is_sample), by=by)
    for old in olds:
        follow(old, heir, kind, on=on, decision=decision)
        carry_below(old.children.filter(valid_to=None), heir, on=on, decision=decision, by=by)
        carry_organisations(old, heir, kind, on=on, decision=decision, by=by)
    return heir


def _made(
    called: Designation, kind: UnitKind, parent: Unit | None, on: date, decision: str, *, sample: bool = False
) -> Unit:
    return Unit(
        kind=kind,
        rank=called.rank.strip(),
        name=called.name.strip(),
        code=called.code.strip(),
        parent=parent,
        valid_from=on,
        source=decision.strip(),
        is_sample=sample or bool(parent and parent.is_sample),
    )


def _check(called: Designation, *, on: date, decision: str, not_before: date | None) -> None:
    """Raises ValidationError with a sentence for every field that cannot be stored."""
    mistakes: dict[str, Any] = {}
    if not called.name.strip():
        mistakes["name"] = _("Write the name.")
    if not called.rank.strip():
        mistakes["rank"] = _("Write the rank: ward, commune, residential group…")
    if not decision.strip():
        mistakes["decision"] = _("Write the number of the decision.")
    if on > clock.today():
        mistakes["on"] = _("The day has not come yet. Write a day up to today.")
    elif not_before and on < not_before:
        mistakes["on"] = _("Write %(day)s or a later day: the unit did not exist before.") % {
            "day": f"{not_before:%d/%m/%Y}"
        }
    if mistakes:
        raise ValidationError(mistakes)


def _first_heir_day(unit: Unit) -> date | None:
    """The earliest day on which another unit can follow this one: the day after its first."""
    return unit.valid_from and date.fromordinal(unit.valid_from.toordinal() + 1)


def _refuse_namesakes(parent: Unit | None, called: Sequence[Designation], among: Sequence[Unit] = ()) -> None:
    """Raises ValidationError where another unit of today below `parent` has the same rank and name."""
    names = {(folded_name(one.rank), folded_name(one.name)) for one in called}
    there = Unit.objects.filter(parent=parent, valid_to=None).exclude(pk__in=[unit.pk for unit in among])
    taken = [unit for unit in there if (folded_name(unit.rank), unit.folded_name) in names]
    if taken:
        raise ValidationError({"name": _("%(unit)s exists here already.") % {"unit": taken[0].heading}})
