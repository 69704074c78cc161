"""What follows when a unit follows another: the units below it, the bodies in it, the rows that join them."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kheo.audit.actions import record
from kheo.units.actors import Actor
from kheo.units.choices import OrganisationKind, SuccessionKind, UnitKind
from kheo.units.errors import ChangedMeanwhile
from kheo.units.models import OperatorPost, Organisation, Succession, Unit
from kheo.units.naming import folded_name, folded_words
from kheo.units.paths import path_of

GOVERNING = (OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.FRONT)
"""The bodies that exist for one unit and end with it when it is merged."""


def insert_unit(unit: Unit, *, by: Actor) -> Unit:
    """Store a new unit with its path and its words for search, and the entry that says who opened it."""
    unit.folded_name = folded_name(unit.name)
    unit.folded = folded_words(*names_upward(unit))
    unit.path = f"?{token_hex(12)}"
    unit.save(force_insert=True)
    unit.path = path_of(unit.pk, unit.parent.path if unit.parent else "")
    unit.save(update_fields=["path"])
    changes = {"title": (None, unit.title), "valid_from": (None, unit.valid_from), "parent": (None, unit.parent_id)}
    record("open_unit", unit, by=by.user, unit_id=unit.pk, changes=changes, reason=unit.source)
    return unit


def names_upward(unit: Unit) -> list[str]:
    """The titles from the unit up to its province."""
    names, above = [unit.title], unit.parent
    while above is not None and above.kind != UnitKind.NATION:
        names.append(above.title)
        above = above.parent
    return names


def end_unit(unit: Unit, *, on: date, decision: str, by: Actor) -> None:
    """Let the unit end the day before `on`; raises ChangedMeanwhile where somebody ended it first."""
    last = on - timedelta(days=1)
    if not Unit.objects.filter(pk=unit.pk, valid_to=None).update(valid_to=last):
        raise ChangedMeanwhile(_("%(unit)s was changed just now. Look at it again.") % {"unit": unit.heading})
    unit.valid_to = last
    record("end_unit", unit, by=by.user, unit_id=unit.pk, changes={"valid_to": (None, last)}, reason=decision)


def follow(
    old: Unit, new: Unit, kind: SuccessionKind, *, on: date, decision: str, share: Decimal | None = None
) -> Succession:
    """Join a unit to the one that follows it."""
    return Succession.objects.create(old=old, new=new, kind=kind, share=share, effective_on=on, decision=decision)


def carry_below(children: Iterable[Unit], heir: Unit, *, on: date, decision: str, by: Actor) -> None:
    """Every one of `children` goes on below `heir` as a new unit, with all below it and its organisations."""
    for child in children:
        moved_on = max(on, child.valid_from + timedelta(days=1)) if child.valid_from else on
        end_unit(child, on=moved_on, decision=decision, by=by)
        copy = Unit(
            kind=child.kind,
            rank=child.rank,
            name=child.name,
            code=child.code,
            parent=heir,
            valid_from=moved_on,
            source=decision,
            is_sample=child.is_sample,
        )
        insert_unit(copy, by=by)
        follow(child, copy, SuccessionKind.MOVE, on=moved_on, decision=decision)
        carry_below(child.children.filter(valid_to=None), copy, on=moved_on, decision=decision, by=by)
        carry_organisations(child, copy, SuccessionKind.MOVE, on=moved_on, decision=decision, by=by)


def carry_organisations(old: Unit, heir: Unit, kind: SuccessionKind, *, on: date, decision: str, by: Actor) -> None:
    """The bodies at `old` act at `heir` from now on; after a merger those that governed `old` end with it."""
    for organisation in Organisation.objects.filter(territory=old, valid_to=None):
        if kind == SuccessionKind.MERGE and organisation.kind in GOVERNING:
            shut_organisation(organisation, last=on - timedelta(days=1), reason=decision, by=by)
        else:
            renamed = organisation.name.replace(old.title, heir.title)
            name = organisation.name if kind == SuccessionKind.MERGE else renamed
            settle_organisation(organisation, territory=heir, name=name, reason=decision, by=by)
    _carry_operator(old, heir, on=on)


def settle_organisation(organisation: Organisation, *, territory: Unit, name: str, reason: str, by: Actor) -> None:
    """Write an organisation's place and name; a body of that name that is there already keeps it apart."""
    before = {"territory": organisation.territory_id, "name": organisation.name}
    try:
        with transaction.atomic():
            _place(organisation, territory, name)
    except IntegrityError:
        name = f"{name} ({organisation.territory.title})"
        _place(organisation, territory, name)
    changes = {"territory": (before["territory"], territory.pk), "name": (before["name"], name)}
    changes = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
    record("move_organisation", organisation, by=by.user, unit_id=territory.pk, changes=changes, reason=reason)


def _place(organisation: Organisation, territory: Unit, name: str) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(territory=territory, name=name, folded=folded_name(name))
    organisation.territory, organisation.name, organisation.folded = territory, name, folded_name(name)


def shut_organisation(organisation: Organisation, *, last: date, reason: str, by: Actor) -> None:
    """Let the organisation end with `last`; raises ChangedMeanwhile where it was closed first."""
    last = max(last, organisation.valid_from) if organisation.valid_from else last
    if not Organisation.objects.filter(pk=organisation.pk, valid_to=None).update(valid_to=last):
        raise ChangedMeanwhile(_("%(name)s was closed just now.") % {"name": organisation.name})
    organisation.valid_to = last
    OperatorPost.objects.filter(organisation=organisation, valid_to=None, valid_from__lte=last).update(valid_to=last)
    changes = {"valid_to": (None, last)}
    unit_id = organisation.territory_id
    record("close_organisation", organisation, by=by.user, unit_id=unit_id, changes=changes, reason=reason)


def _carry_operator(old: Unit, heir: Unit, *, on: date) -> None:
    """The body that ran the movement in `old` runs it in the heir, where it went along and nobody else does."""
    for post in OperatorPost.objects.filter(unit=old, valid_to=None).select_related("organisation"):
        OperatorPost.objects.filter(pk=post.pk).update(valid_to=max(on - timedelta(days=1), post.valid_from))
        free = not OperatorPost.objects.filter(unit=heir, valid_to=None).exists()
        if free and post.organisation.territory_id == heir.pk:
            OperatorPost.objects.create(unit=heir, organisation=post.organisation, valid_from=on)
