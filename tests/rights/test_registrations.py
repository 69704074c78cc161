"""Registrations: every person × every step × every place × every state, and reading the same way."""

import pytest

from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.initiatives.policy import (
    can,
    can_enter_for,
    can_rule,
    can_write_for,
    may_read,
    visible,
    visible_campaigns,
    visible_evidence,
    visible_follow_ups,
    visible_history,
    visible_initiatives,
    visible_rule_sets,
)
from kheo.initiatives.queries import drafts, initiatives_to_register, waiting_for
from kheo.initiatives.workflow import STEPS
from tests.rights.tables import cells, differences
from tests.rights.world import PLACES, STATES, World

pytestmark = pytest.mark.django_db

ACTIONS = (*STEPS, "edit", "correct", "follow_up", "attach", "set_alive", "consent")

# ── who reads ───────────────────────────────────────────────────────────────

TEAMS_OWN = {"draft", "submitted", "returned", "under_way", "evaluated", "withdrawn", "refused"}
SENT = {"submitted", "returned", "under_way", "evaluated", "withdrawn", "refused"} | {
    "office under_way",
    "office evaluated",
    "office withdrawn",
}
OFFICE = SENT | {"office draft"}

READS_OF_THE_TEAM = {"ward": TEAMS_OWN, "predecessor": TEAMS_OWN}
READS_OF_THE_WARD_OFFICE = {"ward": OFFICE, "predecessor": OFFICE, "split": SENT}
READS_OF_THE_WARD = {"ward": SENT, "predecessor": SENT, "split": SENT}
READS_BELOW = {"ward": SENT, "predecessor": SENT, "split": SENT, "foreign": SENT}

READS = {
    "team_leader": READS_OF_THE_TEAM,
    "officer": READS_OF_THE_WARD_OFFICE,
    "leader": READS_OF_THE_WARD_OFFICE,
    "council_member": READS_OF_THE_WARD,
    "auditor": READS_OF_THE_WARD,
    "province_officer": READS_BELOW | {"province": OFFICE},
    "province_leader": READS_BELOW | {"province": OFFICE},
    "province_auditor": READS_BELOW | {"province": SENT},
    "province_council_member": READS_BELOW | {"province": SENT},
    "foreign_officer": {"foreign": OFFICE, "split": SENT},
    "foreign_leader": {"foreign": OFFICE, "split": SENT},
    "foreign_team_leader": {"foreign": TEAMS_OWN},
    "officer_and_team_leader": {"ward": OFFICE | TEAMS_OWN, "predecessor": OFFICE | TEAMS_OWN, "split": SENT},
    "auditor_there_team_leader_here": READS_OF_THE_TEAM | {"foreign": SENT, "split": SENT},
    "team_leader_of_the_split_ward": {"split": TEAMS_OWN},
}
"""Nobody else reads a single one: no editor, no administrator of any kind, nobody whose role does not hold today."""

# ── who does ────────────────────────────────────────────────────────────────

TEAM_DOES = {
    "submit": {"draft", "returned"},
    "take_back": {"submitted"},
    "withdraw": {"submitted", "returned"},
    "edit": {"draft", "returned"},
    "attach": {"draft", "returned", "submitted", "under_way", "evaluated"},
    "follow_up": {"under_way", "evaluated"},
    "set_alive": {"under_way", "evaluated"},
    "consent": TEAMS_OWN,
}
OFFICE_DOES = {
    "accept": {"submitted"},
    "return": {"submitted"},
    "refuse": {"submitted"},
    "evaluate": {"under_way", "office under_way"},
    "reopen": {"evaluated", "office evaluated"},
    "correct": {"under_way", "evaluated", "office under_way", "office evaluated"},
    "follow_up": {"under_way", "evaluated", "office under_way", "office evaluated"},
    "set_alive": {"under_way", "evaluated", "office under_way", "office evaluated"},
    "attach": {"returned", "submitted", "under_way", "evaluated"}
    | {"office draft", "office under_way", "office evaluated"},
    "enter": {"office draft", "office withdrawn"},
    "strike_off": {"office under_way"},
    "edit": {"office draft"},
    "consent": {"office draft", "office under_way", "office evaluated", "office withdrawn"},
}
BOTH_DO = {action: TEAM_DOES.get(action, set()) | OFFICE_DOES.get(action, set()) for action in ACTIONS}

DOES = {
    "team_leader": {"ward": TEAM_DOES, "predecessor": TEAM_DOES},
    "officer": {"ward": OFFICE_DOES, "predecessor": OFFICE_DOES},
    "leader": {"ward": OFFICE_DOES, "predecessor": OFFICE_DOES},
    "province_officer": {"province": OFFICE_DOES},
    "province_leader": {"province": OFFICE_DOES},
    "foreign_officer": {"foreign": OFFICE_DOES},
    "foreign_leader": {"foreign": OFFICE_DOES},
    "foreign_team_leader": {"foreign": TEAM_DOES},
    "officer_and_team_leader": {"ward": BOTH_DO, "predecessor": BOTH_DO},
    "auditor_there_team_leader_here": {"ward": TEAM_DOES, "predecessor": TEAM_DOES},
    "team_leader_of_the_split_ward": {"split": TEAM_DOES},
}
"""No office does anything with what is the split ward's, and nobody above with what is the ward's.

The team of a neighbourhood that the split left behind goes on with its own: it is no heir's.
"""


def test_the_list_shows_exactly_what_each_person_may_read(world: World) -> None:
    at = {number: case for case, number in world.registrations.items()}
    found = {(who, *at[pk]) for who in world.everybody for pk in visible(world.actor(who)).values_list("pk", flat=True)}
    assert differences(cells(READS), found) == []


def test_each_person_may_do_exactly_this(world: World) -> None:
    rows = {case: world.registration(*case) for case in world.registrations}
    assert (len(world.everybody), len(ACTIONS), len(rows)) == (32, 16, len(PLACES) * len(STATES))
    found = set()
    for who in world.everybody:
        actor = world.actor(who)
        found |= {(who, action, *case) for case, row in rows.items() for action in ACTIONS if can(actor, action, row)}
    assert differences(cells(DOES), found) == []


def test_the_list_and_the_single_row_agree(world: World) -> None:
    rows = [world.registration(*case) for case in world.registrations]
    for who in world.everybody:
        actor = world.actor(who)
        listed = set(visible(actor).values_list("pk", flat=True))
        assert (who, listed) == (who, {row.pk for row in rows if may_read(actor, row)})


def test_what_hangs_on_a_registration_is_seen_with_it(world: World) -> None:
    """History, follow-ups, files, the initiative itself: of each exactly those of the registrations that one reads."""
    for who in world.everybody:
        actor = world.actor(who)
        read = set(visible(actor).values_list("pk", flat=True))
        for rows in (visible_history(actor), visible_evidence(actor)):
            assert (who, sorted(rows.values_list("registration", flat=True))) == (who, sorted(read))
        followed = Registration.objects.filter(pk__in=read, accepted_on__isnull=False)
        seen = visible_follow_ups(actor).values_list("registration", flat=True)
        assert (who, sorted(seen)) == (who, sorted(followed.values_list("pk", flat=True)))
        initiatives = Initiative.objects.filter(registrations__in=read).values_list("pk", flat=True)
        shown = visible_initiatives(actor).values_list("pk", flat=True)
        assert (who, sorted(shown)) == (who, sorted(initiatives))


def test_a_file_that_was_taken_away_is_nobodys(world: World) -> None:
    actor = world.actor("officer")
    files = visible_evidence(actor).filter(registration=world.registrations["ward", "submitted"])
    assert files.count() == 1
    files.update(removed_at="2026-09-01T00:00:00Z")
    assert files.count() == 0


def test_what_waits_and_what_is_drafted_is_open_to_whom_it_waits_for(world: World) -> None:
    waiting, drafted = set(), set()
    at = {number: case for case, number in world.registrations.items()}
    for who in world.everybody:
        actor = world.actor(who)
        waiting |= {(who, *at[thing.registration.pk], thing.what) for thing in waiting_for(actor)}
        drafted |= {(who, *at[row.pk]) for row in drafts(actor)}
    office = [("submitted", "decide"), ("under_way", "evaluate")]
    team = [("returned", "mend"), ("under_way", "evaluate")]
    ward = [(place, *thing) for place in ("ward", "predecessor") for thing in office]
    of_team = [(place, *thing) for place in ("ward", "predecessor") for thing in team]
    expected = {
        "officer": ward,
        "leader": ward,
        "team_leader": of_team,
        "officer_and_team_leader": {*ward, *of_team},
        "auditor_there_team_leader_here": of_team,
        "foreign_officer": [("foreign", *thing) for thing in office],
        "foreign_leader": [("foreign", *thing) for thing in office],
        "foreign_team_leader": [("foreign", *thing) for thing in team],
        "team_leader_of_the_split_ward": [("split", *thing) for thing in team],
        "province_officer": [("province", *thing) for thing in office],
        "province_leader": [("province", *thing) for thing in office],
    }
    assert differences({(who, *thing) for who, things in expected.items() for thing in things}, waiting) == []
    own = {(who, place, state) for who, place, state in cells(READS) if state in {"draft", "office draft"}}
    assert differences(own, drafted) == []


def test_what_may_be_registered_again_is_the_teams_own(world: World) -> None:
    found = {}
    for who in world.everybody:
        rows = initiatives_to_register(world.actor(who), Campaign(pk=0))
        found |= {who: {row.unit.name for row in rows}} if rows else {}
    own = {"Bến Lụa", "Bến Lụa Cũ"}
    assert found == {
        "team_leader": own,
        "officer_and_team_leader": own,
        "auditor_there_team_leader_here": own,
        "foreign_team_leader": {"Đồng Lác"},
        "team_leader_of_the_split_ward": {"Chợ Vải"},
    }


# ── what has no state ───────────────────────────────────────────────────────

WARD_OFFICE = {"ward", "predecessor"}
ENTERS = {
    "officer": WARD_OFFICE,
    "leader": WARD_OFFICE,
    "officer_and_team_leader": WARD_OFFICE,
    "foreign_officer": {"foreign"},
    "foreign_leader": {"foreign"},
    "province_officer": {"province"},
    "province_leader": {"province"},
}
RULES = ENTERS | {
    "unit_administrator": WARD_OFFICE,
    "foreign_administrator": {"foreign"},
    "province_administrator": {"province"},
}
WRITES = {
    "team_leader": {"Tổ dân vận Bãi Dâu"},
    "officer_and_team_leader": {"Tổ dân vận Bãi Dâu"},
    "auditor_there_team_leader_here": {"Tổ dân vận Bãi Dâu"},
    "other_team_leader": {"Tổ dân vận Cầu Gỗ"},
    "foreign_team_leader": {"Tổ dân vận Giếng Đá"},
    "team_leader_of_the_split_ward": {"Tổ dân vận Vạt Sen"},
}


def test_who_enters_models_for_a_unit_and_who_sets_its_rules(world: World) -> None:
    for ask, expected in ((can_enter_for, ENTERS), (can_rule, RULES)):
        found = {}
        for who in world.everybody:
            actor = world.actor(who)
            found[who] = {place for place, unit in world.units.items() if ask(actor, unit)}
        assert {who: places for who, places in found.items() if places} == expected


def test_who_writes_for_an_organisation(world: World) -> None:
    bodies = [*world.teams.values(), *world.issuers.values(), world.cast.other_team, world.cast.women]
    found = {}
    for who in world.everybody:
        actor = world.actor(who)
        found[who] = {body.name for body in bodies if can_write_for(actor, body.pk)}
    assert {who: names for who, names in found.items() if names} == WRITES


def test_campaigns_and_rules_are_open_to_whoever_is_signed_in(world: World) -> None:
    away = {"anonymous", "inactive_officer"}
    for rows in (visible_campaigns, visible_rule_sets):
        assert {who for who in world.everybody if not rows(world.actor(who)).exists()} == away
