"""Recognition and the public page: who sees decisions, who recognises, revokes, publishes, and what is public."""

import pytest

from kheo.recognition.models import Decision, Publication, Recognition
from kheo.recognition.policy import (
    can_decide,
    can_publish,
    can_recognise,
    can_withdraw_publication,
    deciding_units,
    published,
    visible,
    visible_decisions,
)
from kheo.recognition.queries import PUBLICATION_STATES, publication_counts, to_publish, to_recognise
from tests.rights.tables import cells, differences
from tests.rights.world import RECOGNISED, World

pytestmark = pytest.mark.django_db

ALL = set(RECOGNISED)
TEAMS = {"under_way", "evaluated"}
OF_THE_WARD = {"ward": ALL, "predecessor": ALL, "split": ALL}
BELOW = OF_THE_WARD | {"foreign": ALL, "province": ALL}
OF_THE_FOREIGN_WARD = {"foreign": ALL, "split": ALL}

READS = {
    "team_leader": {"ward": TEAMS, "predecessor": TEAMS},
    "officer": OF_THE_WARD,
    "leader": OF_THE_WARD,
    "council_member": OF_THE_WARD,
    "editor": OF_THE_WARD,
    "auditor": OF_THE_WARD,
    "province_officer": BELOW,
    "province_leader": BELOW,
    "province_auditor": BELOW,
    "province_council_member": BELOW,
    "province_editor": BELOW,
    "foreign_officer": OF_THE_FOREIGN_WARD,
    "foreign_leader": OF_THE_FOREIGN_WARD,
    "foreign_team_leader": {"foreign": TEAMS},
    "officer_and_team_leader": OF_THE_WARD,
    "auditor_there_team_leader_here": OF_THE_FOREIGN_WARD | {"ward": TEAMS, "predecessor": TEAMS},
    "team_leader_of_the_split_ward": {"split": TEAMS},
}
"""The lines of each place's decision, named by the registration: who reads it reads the line, and so does an editor."""

RECOGNISES = {
    "leader": {"ward": ALL, "predecessor": ALL},
    "foreign_leader": {"foreign": ALL},
    "province_leader": BELOW,
}
"""A province recognises at its own level what is below it; what was the split ward's is left to it."""

DECIDES = {"leader": {"ward", "predecessor"}, "foreign_leader": {"foreign"}, "province_leader": {"province"}}
"""Enters decisions for this unit, and revokes what they name."""

PUBLISHES = {
    "editor": {"ward": {"evaluated"}, "predecessor": {"evaluated"}},
    "province_editor": {"province": {"evaluated"}},
}
EDITS = {"editor": {"ward", "predecessor"}, "province_editor": {"province"}}


def test_each_person_sees_exactly_these_recognitions(world: World) -> None:
    at = {number: case for case, number in world.recognitions.items()}
    found = {(who, *at[pk]) for who in world.everybody for pk in visible(world.actor(who)).values_list("pk", flat=True)}
    assert differences(cells(READS), found) == []


def test_a_decision_is_open_where_one_of_its_lines_is(world: World) -> None:
    at = {number: place for place, number in world.decisions.items()}
    found = {}
    for who in world.everybody:
        seen = {at[pk] for pk in visible_decisions(world.actor(who)).values_list("pk", flat=True)}
        found |= {who: seen} if seen else {}
    assert found == {who: set(places) for who, places in READS.items()}


def test_each_person_recognises_exactly_these(world: World) -> None:
    rows = {case: world.registration(*case) for case in world.registrations}
    found = set()
    for who in world.everybody:
        actor = world.actor(who)
        found |= {(who, *case) for case, row in rows.items() if can_recognise(actor, row)}
        assert (
            who,
            [row for row in rows.values() if can_recognise(actor, row) and not deciding_units(actor, row)],
        ) == (
            who,
            [],
        )
    assert differences(cells(RECOGNISES), found) == []


def test_what_is_offered_to_be_recognised_may_be(world: World) -> None:
    """A list for a decision names only what its reader sees: a leader's, only what the leader recognises."""
    for who, place in (("leader", "ward"), ("foreign_leader", "foreign"), ("province_leader", "province")):
        actor, unit = world.actor(who), world.units[place]
        rows = [row for row in to_recognise(actor, unit) if row.unit_id in {world.units[p].pk for p in DECIDES[who]}]
        assert rows != []
        assert [row for row in rows if not can_recognise(actor, row)] == []
    for who in set(world.everybody) - set(READS):
        assert (who, list(to_recognise(world.actor(who), world.units["ward"]))) == (who, [])


def test_who_enters_and_revokes_decisions(world: World) -> None:
    found = {}
    for who in world.everybody:
        actor = world.actor(who)
        found[who] = {place for place, unit in world.units.items() if can_decide(actor, unit)}
    assert {who: places for who, places in found.items() if places} == DECIDES


def test_editors_publish_what_recognition_and_consent_allow(world: World) -> None:
    rows = {case: world.registration(*case).initiative for case in world.registrations}
    publishes, withdraws = set(), set()
    for who in world.everybody:
        actor = world.actor(who)
        publishes |= {(who, *case) for case, row in rows.items() if can_publish(actor, row)}
        withdraws |= {(who, case[0]) for case, row in rows.items() if can_withdraw_publication(actor, row)}
    assert differences(cells(PUBLISHES), publishes) == []
    assert withdraws == {(who, place) for who, places in EDITS.items() for place in places}


def test_an_editors_lists_hold_the_own_unit_only(world: World) -> None:
    found = {}
    for who in world.everybody:
        actor = world.actor(who)
        states = [state for state, count in publication_counts(actor).items() if count]
        units = {row.unit_id for state in states for row in to_publish(actor, state)}
        found[who] = {place for place, unit in world.units.items() if unit.pk in units}
        assert (who, len(states)) == (who, len(PUBLICATION_STATES) - 1 if who in EDITS else 0)
    assert {who: places for who, places in found.items() if places} == EDITS


def test_the_public_reads_what_holds_and_nothing_else(world: World) -> None:
    shown = set(published().values_list("initiative__registrations", flat=True))
    assert shown == {world.registrations[place, "evaluated"] for place in world.units}
    assert Publication.objects.count() == 3 * len(world.units)
    Recognition.objects.filter(pk=world.recognitions["ward", "evaluated"]).update(
        revoked_at="2026-09-01T00:00:00Z", revocation_reason="Ghi nhầm"
    )
    assert published().count() == len(world.units) - 1
    assert Decision.objects.count() == len(world.units)
