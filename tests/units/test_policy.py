"""Who sees and who may, role by role."""

import pytest

from kheo.audit import clock
from kheo.units.actors import NOBODY
from kheo.units.choices import Role
from kheo.units.models import Invitation, Membership, Organisation, Unit, User
from kheo.units.policy import (
    Grant,
    Refused,
    UnitAction,
    can,
    visible_invitations,
    visible_memberships,
    visible_organisations,
    visible_people,
    visible_units,
)
from tests.factories.units import MembershipFactory, UnitFactory

WARD_ROLES = [
    "team_leader",
    "officer",
    "leader",
    "council_member",
    "editor",
    "auditor",
    "unit_administrator",
    "system_administrator",
]
EVERYBODY = [
    *WARD_ROLES,
    "province_officer",
    "province_leader",
    "province_auditor",
    "province_administrator",
    "foreign_officer",
    "foreign_leader",
    "foreign_team_leader",
    "foreign_administrator",
    "stranger",
]


def who_may(cast, action: UnitAction, thing) -> set[str]:
    return {name for name in EVERYBODY if can(cast.actor(name), action, thing)}


# ── who sees ────────────────────────────────────────────────────────────────


def test_nobody_sees_nothing(cast) -> None:
    for visible in (visible_units, visible_organisations, visible_people, visible_memberships, visible_invitations):
        assert list(visible(NOBODY)) == []


def test_whoever_is_signed_in_sees_every_unit(cast) -> None:
    assert visible_units(cast.actor("stranger")).count() == Unit.objects.count()


@pytest.mark.parametrize("name", ["team_leader", "council_member", "editor", "stranger"])
def test_these_see_only_themselves_among_people(cast, name: str) -> None:
    assert list(visible_people(cast.actor(name))) == [cast.people[name]]


@pytest.mark.parametrize("name", ["officer", "leader", "auditor", "unit_administrator"])
def test_these_see_the_people_of_their_ward(cast, name: str) -> None:
    ward = {*WARD_ROLES, "other_team_leader"} - {"system_administrator"}
    assert set(visible_people(cast.actor(name))) == {cast.people[one] for one in ward}


def test_a_province_sees_below_and_not_above(cast) -> None:
    seen = set(visible_people(cast.actor("province_officer")))
    assert seen == set(User.objects.exclude(username__in=["stranger", "system.administrator"]))
    assert cast.officer not in set(visible_people(cast.actor("foreign_administrator")))


def test_organisations_of_the_own_commune_and_of_the_units_above(cast) -> None:
    seen = set(visible_organisations(cast.actor("team_leader")))
    own = {cast.party_committee, cast.peoples_committee, cast.front, cast.women, cast.team, cast.other_team}
    assert seen == own | {cast.province_front}
    assert cast.foreign_team in set(visible_organisations(cast.actor("province_officer")))
    assert list(visible_organisations(cast.actor("stranger"))) == []


# ── territory ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("action", [UnitAction.RENAME_UNIT, UnitAction.MERGE_UNIT, UnitAction.SPLIT_UNIT])
def test_a_commune_is_changed_by_the_system_administrator_alone(cast, action: UnitAction) -> None:
    assert who_may(cast, action, cast.ward) == {"system_administrator"}
    assert who_may(cast, action, cast.neighbourhood) == {"unit_administrator"}
    assert who_may(cast, action, cast.predecessor) == set()
    assert who_may(cast, action, cast.nation) == set()


def test_who_opens_units(cast) -> None:
    assert who_may(cast, UnitAction.OPEN_UNIT, cast.ward) == {"unit_administrator"}
    assert who_may(cast, UnitAction.OPEN_UNIT, cast.province) == {"system_administrator"}
    assert who_may(cast, UnitAction.OPEN_UNIT, cast.neighbourhood) == set()
    assert who_may(cast, UnitAction.OPEN_UNIT, cast.predecessor) == set()


def test_a_neighbourhood_left_by_a_split_is_moved_by_any_heir(cast) -> None:
    left = UnitFactory(neighbourhood=True, parent=cast.split_ward)
    movers = {"unit_administrator", "foreign_administrator", "system_administrator"}
    assert who_may(cast, UnitAction.MOVE_UNIT, left) == movers
    assert who_may(cast, UnitAction.RENAME_UNIT, left) == set()
    assert who_may(cast, UnitAction.MOVE_UNIT, cast.neighbourhood) == {"unit_administrator", "system_administrator"}
    assert who_may(cast, UnitAction.TAKE_IN_UNIT, cast.ward) == {"unit_administrator", "system_administrator"}


# ── organisations ───────────────────────────────────────────────────────────


def test_organisations_are_run_by_the_administrator_of_their_unit(cast) -> None:
    assert who_may(cast, UnitAction.OPEN_ORGANISATION, cast.ward) == {"unit_administrator"}
    assert who_may(cast, UnitAction.OPEN_ORGANISATION, cast.neighbourhood) == {"unit_administrator"}
    assert who_may(cast, UnitAction.APPOINT_OPERATOR, cast.ward) == {"unit_administrator"}
    assert who_may(cast, UnitAction.CHANGE_ORGANISATION, cast.team) == {"unit_administrator"}
    cast.team.valid_to = clock.today()
    assert who_may(cast, UnitAction.CHANGE_ORGANISATION, cast.team) == set()


# ── people ──────────────────────────────────────────────────────────────────

GIVERS = {
    Role.TEAM_LEADER: {"officer", "leader", "unit_administrator"},
    Role.OFFICER: {"unit_administrator"},
    Role.LEADER: {"unit_administrator"},
    Role.COUNCIL_MEMBER: {"unit_administrator"},
    Role.EDITOR: {"unit_administrator"},
    Role.AUDITOR: {"unit_administrator"},
    Role.UNIT_ADMINISTRATOR: {"unit_administrator", "province_administrator"},
    Role.SYSTEM_ADMINISTRATOR: {"system_administrator"},
}


@pytest.mark.parametrize("role", list(Role))
def test_nobody_gives_more_than_they_may(cast, role: Role) -> None:
    unit, organisation = (cast.ward, None)
    if role == Role.TEAM_LEADER:
        unit, organisation = cast.neighbourhood, cast.team
    if role == Role.SYSTEM_ADMINISTRATOR:
        unit = cast.nation
    assert who_may(cast, UnitAction.GRANT, Grant(role, unit, organisation)) == GIVERS[role]


def test_a_system_administrator_appoints_only_the_first_administrator(cast) -> None:
    fresh = UnitFactory(parent=cast.foreign_province)
    grant = Grant(Role.UNIT_ADMINISTRATOR, fresh)
    assert who_may(cast, UnitAction.GRANT, grant) == {"system_administrator"}
    MembershipFactory(role=Role.UNIT_ADMINISTRATOR, unit=fresh)
    assert who_may(cast, UnitAction.GRANT, grant) == set()


@pytest.mark.parametrize(
    ("role", "place", "body"),
    [
        (Role.TEAM_LEADER, "neighbourhood", None),
        (Role.TEAM_LEADER, "neighbourhood", "other_team"),
        (Role.OFFICER, "neighbourhood", None),
        (Role.OFFICER, "predecessor", None),
        (Role.SYSTEM_ADMINISTRATOR, "ward", None),
    ],
)
def test_a_role_in_the_wrong_place_is_given_by_nobody(cast, role: Role, place: str, body: str | None) -> None:
    grant = Grant(role, getattr(cast, place), getattr(cast, body) if body else None)
    assert who_may(cast, UnitAction.GRANT, grant) == set()


def test_who_ends_a_role(cast) -> None:
    def enders(name: str) -> set[str]:
        return who_may(cast, UnitAction.END_MEMBERSHIP, Membership.objects.get(user=cast.people[name]))

    assert enders("team_leader") == {"team_leader", "officer", "leader", "unit_administrator"}
    assert enders("officer") == {"officer", "unit_administrator"}
    assert enders("unit_administrator") == set()
    assert enders("system_administrator") == set()
    second = MembershipFactory(role=Role.UNIT_ADMINISTRATOR, unit=cast.ward)
    assert enders("unit_administrator") == {"unit_administrator", "province_administrator"}
    User.objects.filter(pk=second.user_id).update(is_active=False)
    assert enders("unit_administrator") == set()


def test_who_resets_a_password(cast) -> None:
    def helpers(name: str) -> set[str]:
        return who_may(cast, UnitAction.RESET_PASSWORD, cast.people[name])

    assert helpers("team_leader") == {"officer", "leader", "unit_administrator"}
    assert helpers("officer") == {"unit_administrator"}
    assert helpers("unit_administrator") == {"unit_administrator", "province_administrator", "system_administrator"}
    assert helpers("stranger") == set()


def test_a_password_is_no_way_up(cast) -> None:
    """A team leader who is also an officer elsewhere is not reset by whoever runs the team."""
    MembershipFactory(user=cast.team_leader, role=Role.OFFICER, unit=cast.foreign_ward)
    assert who_may(cast, UnitAction.RESET_PASSWORD, cast.team_leader) == set()


def test_who_takes_an_invitation_back(cast) -> None:
    now = clock.now()
    invitation = Invitation.objects.create(
        token_hash="x", full_name="A", role=Role.TEAM_LEADER, unit=cast.neighbourhood, organisation=cast.team,
        invited_by=cast.officer, invited_at=now, expires_at=now,
    )  # fmt: skip
    takers = {"officer", "leader", "unit_administrator"}
    assert who_may(cast, UnitAction.CANCEL_INVITATION, invitation) == takers
    assert list(visible_invitations(cast.actor("foreign_officer"))) == []
    assert list(visible_invitations(cast.actor("province_auditor"))) == [invitation]


def test_every_no_has_a_reason(cast) -> None:
    things = {
        UnitAction.GRANT: Grant(Role.OFFICER, cast.ward),
        UnitAction.END_MEMBERSHIP: Membership.objects.get(user=cast.officer),
        UnitAction.CHANGE_ORGANISATION: cast.team,
        UnitAction.RESET_PASSWORD: cast.officer,
        UnitAction.CANCEL_INVITATION: Invitation(role=Role.OFFICER, unit=cast.ward, invited_by=cast.officer),
    }
    for action in UnitAction:
        answer = can(cast.actor("stranger"), action, things.get(action, cast.ward))
        assert isinstance(answer, Refused)
        assert len(str(answer.reason)) > 20
        assert isinstance(can(NOBODY, action, None), Refused)


def test_a_closed_organisation_takes_nobody_in(cast) -> None:
    Organisation.objects.filter(pk=cast.team.pk).update(valid_to=clock.today())
    cast.team.refresh_from_db()
    grant = Grant(Role.TEAM_LEADER, cast.neighbourhood, cast.team)
    assert who_may(cast, UnitAction.GRANT, grant) == set()
