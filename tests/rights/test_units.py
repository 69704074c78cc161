"""Territory, bodies, people: administrators set up, officers bring in team leaders; nobody gives more than they may."""

import pytest

from kheo.units.choices import Role
from kheo.units.models import Invitation, Membership, Organisation, Unit
from kheo.units.policy import (
    Grant,
    UnitAction,
    can,
    visible_history,
    visible_invitations,
    visible_memberships,
    visible_organisations,
    visible_people,
    visible_units,
)
from tests.rights.tables import differences
from tests.rights.world import World, membership_of

pytestmark = pytest.mark.django_db

SYSTEM = "system_administrator"
WARD = "unit_administrator"
FOREIGN = "foreign_administrator"
PROVINCE = "province_administrator"

TERRITORY = {
    "open_unit": {
        "nation": {SYSTEM},
        "province": {SYSTEM},
        "far": {SYSTEM},
        "ward": {WARD},
        "foreign": {FOREIGN},
    },
    "rename_unit": {
        "province": {SYSTEM},
        "far": {SYSTEM},
        "ward": {SYSTEM},
        "foreign": {SYSTEM},
        "neighbourhood": {WARD},
        "foreign_neighbourhood": {FOREIGN},
    },
    "move_unit": {
        "province": {SYSTEM},
        "far": {SYSTEM},
        "ward": {SYSTEM},
        "foreign": {SYSTEM},
        "neighbourhood": {WARD, SYSTEM},
        "foreign_neighbourhood": {FOREIGN, SYSTEM},
        "left_neighbourhood": {WARD, FOREIGN, SYSTEM},
    },
    "take_in_unit": {
        "nation": {SYSTEM},
        "province": {SYSTEM},
        "far": {SYSTEM},
        "ward": {WARD, SYSTEM},
        "foreign": {FOREIGN, SYSTEM},
    },
    "open_organisation": {
        "province": {PROVINCE},
        "ward": {WARD},
        "foreign": {FOREIGN},
        "neighbourhood": {WARD},
        "foreign_neighbourhood": {FOREIGN},
    },
    "invite_at": {
        "nation": {SYSTEM},
        "far": {SYSTEM, "far_officer"},
        "province": {SYSTEM, PROVINCE, "province_officer", "province_leader"},
        "ward": {SYSTEM, PROVINCE, WARD, "officer", "leader", "officer_and_team_leader"},
        "foreign": {SYSTEM, PROVINCE, FOREIGN, "foreign_officer", "foreign_leader"},
        "neighbourhood": {SYSTEM, PROVINCE, WARD, "officer", "leader", "officer_and_team_leader"},
        "foreign_neighbourhood": {SYSTEM, PROVINCE, FOREIGN, "foreign_officer", "foreign_leader"},
        "left_neighbourhood": {SYSTEM, PROVINCE, WARD, FOREIGN},
    },
}
"""`merge_unit` and `split_unit` are as `rename_unit`, `appoint_operator` as `open_organisation`."""

OFFICERS = {
    "ward": {"officer", "leader", "officer_and_team_leader"},
    "foreign": {"foreign_officer", "foreign_leader"},
    "province": {"province_officer", "province_leader"},
}
ADMINISTRATOR = {"ward": WARD, "foreign": FOREIGN, "province": PROVINCE}
OF_ADMINISTRATORS = set(Role) - {Role.TEAM_LEADER, Role.UNIT_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR}
"""Roles that the unit's administrator alone gives."""


def _units(world: World) -> dict[str, Unit]:
    cast = world.cast
    return world.units | {
        "nation": cast.nation,
        "far": cast.foreign_province,
        "neighbourhood": cast.neighbourhood,
        "foreign_neighbourhood": cast.foreign_neighbourhood,
        "left_neighbourhood": world.teams["split"].territory,
    }


def _who(world: World, action: UnitAction, thing) -> set[str]:
    return {who for who in world.everybody if can(world.actor(who), action, thing)}


def test_who_changes_territory_and_opens_bodies(world: World) -> None:
    same = {"rename_unit": ("merge_unit", "split_unit"), "open_organisation": ("appoint_operator",)}
    expected = {
        (who, each, place)
        for action, places in TERRITORY.items()
        for each in (action, *same.get(action, ()))
        for place, people in places.items()
        for who in people
    }
    actions = {action for _who_, action, _place in expected}
    found = {
        (who, action, place)
        for action in actions
        for place, unit in _units(world).items()
        for who in _who(world, UnitAction(action), unit)
    }
    assert differences(expected, found) == []
    of_other_things = {"change_organisation", "grant", "end_membership", "cancel_invitation", "reset_password"}
    assert {action.value for action in UnitAction} == actions | of_other_things


def test_a_body_is_changed_by_its_units_administrator(world: World) -> None:
    changes = {
        world.cast.team.name: {WARD},
        world.cast.party_committee.name: {WARD},
        world.cast.foreign_team.name: {FOREIGN},
        world.cast.province_front.name: {PROVINCE},
        world.teams["split"].name: set(),
        world.issuers["split"].name: set(),
        world.issuers["predecessor"].name: set(),
    }
    bodies = Organisation.objects.select_related("territory").filter(name__in=changes)
    found = {body.name: _who(world, UnitAction.CHANGE_ORGANISATION, body) for body in bodies}
    assert found == changes


@pytest.mark.parametrize("place", ["ward", "foreign", "province"])
def test_who_gives_which_role(world: World, place: str) -> None:
    unit, own = world.units[place], ADMINISTRATOR[place]
    expected = {(own, role) for role in OF_ADMINISTRATORS}
    expected |= {(who, Role.UNIT_ADMINISTRATOR) for who in (own, PROVINCE)}
    expected |= {(who, Role.TEAM_LEADER) for who in (own, *OFFICERS[place])}
    found = set()
    for role in Role:
        organisation = world.issuers[place] if role == Role.TEAM_LEADER else None
        found |= {(who, role) for who in _who(world, UnitAction.GRANT, Grant(role, unit, organisation))}
    assert differences(expected, found) == []


def test_nobody_gives_a_role_at_an_ended_unit_and_only_the_system_administrator_one_for_all(world: World) -> None:
    for place in ("predecessor", "split"):
        assert {role: _who(world, UnitAction.GRANT, Grant(role, world.units[place])) for role in Role} == {
            role: set() for role in Role
        }
    nation = {role: _who(world, UnitAction.GRANT, Grant(role, world.cast.nation)) for role in Role}
    may = {Role.SYSTEM_ADMINISTRATOR: {SYSTEM}, Role.UNIT_ADMINISTRATOR: {SYSTEM}}
    assert nation == {role: may.get(role, set()) for role in Role}


def test_who_ends_whose_role(world: World) -> None:
    """Everybody may lay down their own; the last administrator of a unit stays."""
    ward_team = {WARD, *OFFICERS["ward"]}
    expected = {
        "team_leader": ward_team,
        "other_team_leader": ward_team,
        "foreign_team_leader": {FOREIGN, *OFFICERS["foreign"]},
        "team_leader_of_the_split_ward": set(),
        **{name: {WARD} for name in ("officer", "leader", "council_member", "editor", "auditor")},
        "unit_administrator": None,
        "foreign_administrator": None,
        "province_administrator": None,
        "system_administrator": None,
        **{name: {FOREIGN} for name in ("foreign_officer", "foreign_leader")},
        **{name: {PROVINCE} for name in ("province_officer", "province_leader", "province_auditor")},
        **{name: {PROVINCE} for name in ("province_editor", "province_council_member")},
        "far_officer": set(),
        "officer_from_tomorrow": {WARD},
        **dict.fromkeys(("officer_until_yesterday", "officer_ended_today"), None),
        **dict.fromkeys(("officer_of_the_predecessor", "leader_of_the_split_ward"), None),
    }
    for name, enders in expected.items():
        found = _who(world, UnitAction.END_MEMBERSHIP, membership_of(world, name))
        assert (name, found) == (name, set() if enders is None else enders | {name})


def test_who_takes_an_invitation_back(world: World) -> None:
    """Whoever invited has lost that role: it is theirs no longer."""
    rows = {case: Invitation.objects.select_related("unit").get(pk=pk) for case, pk in world.invitations.items()}
    found = {case: _who(world, UnitAction.CANCEL_INVITATION, row) for case, row in rows.items()}
    expected = {}
    for place, own in ADMINISTRATOR.items():
        expected |= {(place, "officer"): {own}, (place, "team_leader"): {own, *OFFICERS[place]}}
    assert found == expected


def test_who_makes_a_new_password_for_whom(world: World) -> None:
    """Only who could give every role that the person holds; a system administrator helps administrators."""
    people = world.cast.people
    expected = {
        "team_leader": {WARD, *OFFICERS["ward"]},
        "officer": {WARD},
        "leader": {WARD},
        "officer_and_team_leader": {WARD},
        "auditor_there_team_leader_here": set(),
        "unit_administrator": {WARD, PROVINCE, SYSTEM},
        "province_administrator": {PROVINCE, SYSTEM},
        "system_administrator": {SYSTEM},
        "province_leader": {PROVINCE},
        "foreign_team_leader": {FOREIGN, *OFFICERS["foreign"]},
        "far_officer": set(),
        "stranger": set(),
        "officer_until_yesterday": set(),
        "officer_of_the_predecessor": set(),
    }
    assert {name: _who(world, UnitAction.RESET_PASSWORD, people[name]) for name in expected} == expected


# ── who sees ────────────────────────────────────────────────────────────────

AWAY = {"anonymous", "inactive_officer"}
WARD_READERS = {"officer", "leader", "auditor", WARD, "officer_and_team_leader"}
PROVINCE_READERS = {"province_officer", "province_leader", "province_auditor", PROVINCE}
FOREIGN_READERS = {"foreign_officer", "foreign_leader", FOREIGN, "auditor_there_team_leader_here"}
SEEN_BY = {
    "ward": WARD_READERS | PROVINCE_READERS | {SYSTEM},
    "foreign": FOREIGN_READERS | PROVINCE_READERS | {SYSTEM},
    "province": PROVINCE_READERS | {SYSTEM},
    "predecessor": WARD_READERS | PROVINCE_READERS | {SYSTEM},
    "split": WARD_READERS | FOREIGN_READERS | PROVINCE_READERS | {SYSTEM},
    "nation": {SYSTEM},
    "far": {"far_officer", SYSTEM},
}
"""Who sees the people, their roles and the invitations of a unit."""


def test_units_are_open_to_whoever_is_signed_in(world: World) -> None:
    assert {who for who in world.everybody if not visible_units(world.actor(who)).exists()} == AWAY


def test_roles_and_invitations_are_seen_by_who_oversees_the_unit(world: World) -> None:
    names = {
        "officer": "ward",
        "foreign_officer": "foreign",
        "province_officer": "province",
        "officer_of_the_predecessor": "predecessor",
        "leader_of_the_split_ward": "split",
        "system_administrator": "nation",
        "far_officer": "far",
    }
    rows = {name: membership_of(world, name) for name in names}
    for name, place in names.items():
        own = {name} - AWAY
        seen = {who for who in world.everybody if rows[name] in visible_memberships(world.actor(who))}
        assert (name, seen) == (name, SEEN_BY[place] | own)
        people = {who for who in world.everybody if rows[name].user in visible_people(world.actor(who))}
        assert (name, people) == (name, SEEN_BY[place] | own)
    for (place, role), pk in world.invitations.items():
        seen = {who for who in world.everybody if visible_invitations(world.actor(who)).filter(pk=pk).exists()}
        assert (place, role, seen) == (place, role, SEEN_BY[place])


def test_everybody_else_sees_only_themselves(world: World) -> None:
    overseers = set().union(*SEEN_BY.values()) | AWAY
    for who in set(world.everybody) - overseers:
        assert (who, list(visible_people(world.actor(who)))) == (who, [world.cast.people[who]])
        own = Membership.objects.filter(user=world.cast.people[who])
        assert (who, set(visible_memberships(world.actor(who)))) == (who, set(own))
        assert (who, list(visible_history(world.actor(who)))) == (who, [])


def test_bodies_are_seen_in_the_own_commune_and_upward(world: World) -> None:
    """The past of a commune is seen by those who hold a post at the commune, not by those of a team in it."""
    here = {"officer", "leader", "council_member", "editor", "auditor", WARD, "officer_and_team_leader"}
    here_in_teams = {"team_leader", "other_team_leader", "auditor_there_team_leader_here"}
    there = {"foreign_officer", "foreign_leader", FOREIGN, "auditor_there_team_leader_here"}
    there_in_teams = {"foreign_team_leader"}
    left = {"team_leader_of_the_split_ward"}
    above = PROVINCE_READERS | {"province_editor", "province_council_member", SYSTEM}
    seen = {
        world.cast.team: here | here_in_teams | above,
        world.cast.foreign_team: there | there_in_teams | above,
        world.cast.province_front: here | here_in_teams | there | there_in_teams | left | above,
        world.teams["split"]: here | there | left | above,
        world.issuers["predecessor"]: here | above,
    }
    for body, people in seen.items():
        found = {who for who in world.everybody if visible_organisations(world.actor(who)).filter(pk=body.pk).exists()}
        assert (body.name, found) == (body.name, people)
