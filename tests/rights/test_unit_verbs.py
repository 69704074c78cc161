"""The verbs of territory, bodies and people refuse exactly where the policy does; a refused one changes nothing."""

from typing import Any

import pytest

from kheo.units import actions as units
from kheo.units.actions.territory import Designation, Part
from kheo.units.actors import Actor
from kheo.units.choices import OrganisationKind, Role
from kheo.units.models import Invitation, Organisation, Unit
from kheo.units.policy import Grant, UnitAction
from kheo.units.policy import can as can_with_units
from tests.rights.verbs import Case, disagreements, everything
from tests.rights.world import ENDED_PLACES, PLACES, TODAY, World, membership_of

pytestmark = pytest.mark.django_db

CALLED = Designation("tổ dân phố", "Mới Tinh")
DECIDED = {"on": TODAY, "decision": "số 9"}


def test_territory_and_bodies_refuse_where_the_policy_does(world: World) -> None:
    cast = world.cast
    territory = (cast.neighbourhood, cast.foreign_neighbourhood, cast.foreign_ward, cast.predecessor, cast.province)
    bodies = (cast.women, cast.foreign_team, cast.province_front)
    cases = [case for unit in territory for case in _of_territory(unit)]
    cases += [case for body in bodies for case in _of_body(body)]
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def _may(action: UnitAction, thing: Any) -> Any:
    return lambda by: can_with_units(by, action, thing)


def _anew(row: Any) -> Any:
    """The row as it stands in the database: a verb that is let in, and undone, has written on its object."""
    return type(row).objects.get(pk=row.pk)


def _of_territory(unit: Unit) -> list[Case]:
    two = [Part(CALLED), Part(CALLED)]
    new_body = {"name": "Hội Mới", "kind": OrganisationKind.MASS_ORGANISATION}
    return [
        Case(
            f"open below {unit}",
            _may(UnitAction.OPEN_UNIT, unit),
            lambda by: units.open_unit(parent=_anew(unit), called=CALLED, by=by, **DECIDED),
        ),
        Case(
            f"rename {unit}",
            _may(UnitAction.RENAME_UNIT, unit),
            lambda by: units.rename_unit(_anew(unit), called=CALLED, by=by, **DECIDED),
        ),
        Case(
            f"split {unit}",
            _may(UnitAction.SPLIT_UNIT, unit),
            lambda by: units.split_unit(_anew(unit), into=two, by=by, **DECIDED),
        ),
        Case(
            f"open body at {unit}",
            _may(UnitAction.OPEN_ORGANISATION, unit),
            lambda by: units.open_organisation(territory=_anew(unit), by=by, **new_body),
        ),
    ]


def _of_body(body: Organisation) -> list[Case]:
    change = _may(UnitAction.CHANGE_ORGANISATION, body)
    return [
        Case(f"rename {body}", change, lambda by: units.rename_organisation(_anew(body), name=body.name, by=by)),
        Case(
            f"close {body}", change, lambda by: units.close_organisation(_anew(body), last=TODAY, reason="Hết", by=by)
        ),
    ]


def test_a_unit_is_merged_or_moved_only_to_where_one_may_take_it_in(world: World) -> None:
    """Two neighbourhoods of the ward do not become one of the foreign ward by the word of the ward alone."""
    cast = world.cast
    own, there = [cast.neighbourhood, cast.other_neighbourhood], cast.foreign_ward

    def may(by: Actor) -> bool:
        gives = all(can_with_units(by, UnitAction.MERGE_UNIT, unit) for unit in own)
        return gives and bool(can_with_units(by, UnitAction.TAKE_IN_UNIT, there))

    def may_move(by: Actor) -> bool:
        gives = can_with_units(by, UnitAction.MOVE_UNIT, own[0])
        return bool(gives and can_with_units(by, UnitAction.TAKE_IN_UNIT, there))

    cases = [
        Case(
            "merge",
            may,
            lambda by: units.merge_units([_anew(unit) for unit in own], called=CALLED, by=by, parent=there, **DECIDED),
        ),
        Case("move", may_move, lambda by: units.move_unit(_anew(own[0]), parent=there, by=by, **DECIDED)),
    ]
    assert [who for who in world.everybody if may(world.actor(who))] == []
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def test_roles_and_invitations_refuse_where_the_policy_does(world: World) -> None:
    cases = []
    for place in PLACES:
        for role in Role:
            cases.append(_give(world, place, role))
        if place not in ENDED_PLACES:
            for role in ("officer", "team_leader"):
                pk = world.invitations[place, role]
                cases += _invitation(Invitation.objects.select_related("unit", "organisation").get(pk=pk))
    for name in ("team_leader", "officer", "unit_administrator", "foreign_leader", "province_auditor"):
        held = membership_of(world, name)
        cases += [
            Case(
                f"end {name}",
                lambda by, held=held: can_with_units(by, UnitAction.END_MEMBERSHIP, held),
                lambda by, held=held: units.end_membership(_anew(held), by=by),
            ),
            Case(
                f"reset {name}",
                lambda by, held=held: can_with_units(by, UnitAction.RESET_PASSWORD, held.user),
                lambda by, held=held: units.make_reset_link(held.user, by=by),
            ),
        ]
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def _give(world: World, place: str, role: Role) -> Case:
    organisation = world.issuers[place] if role == Role.TEAM_LEADER else None
    given = {"role": role, "unit": world.units[place], "organisation": organisation}
    return Case(
        f"give {role} at {place}",
        lambda by: can_with_units(by, UnitAction.GRANT, Grant(**given)),
        lambda by: units.grant_membership(world.cast.people["stranger"], by=by, **given),
    )


def _invitation(row: Invitation) -> list[Case]:
    grant = Grant(Role(row.role), row.unit, row.organisation)
    again = {"role": Role(row.role), "unit": row.unit, "organisation": row.organisation}

    def may_give(by: Actor) -> Any:
        return can_with_units(by, UnitAction.GRANT, grant)

    return [
        Case(f"invite {row}", may_give, lambda by: units.invite(full_name="Khách", by=by, **again)),
        Case(f"renew {row}", may_give, lambda by: units.renew_invitation(_anew(row), by=by)),
        Case(
            f"cancel {row}",
            lambda by: can_with_units(by, UnitAction.CANCEL_INVITATION, row),
            lambda by: units.cancel_invitation(_anew(row), by=by),
        ),
    ]
