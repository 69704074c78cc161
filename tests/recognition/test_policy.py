"""Who may recognise, revoke and publish what, for every person and every place; and that lists agree with it."""

from datetime import date

import pytest

from kheo.initiatives import actions as initiatives
from kheo.initiatives import policy as registrations
from kheo.initiatives.models import Registration
from kheo.recognition.models import Decision, Publication, Recognition
from kheo.recognition.policy import (
    can_decide,
    can_publish,
    can_recognise,
    can_withdraw_publication,
    visible,
    visible_decisions,
)
from kheo.recognition.queries import edited, issuers_for, to_recognise
from kheo.units.actors import NOBODY
from kheo.units.choices import Role
from tests.recognition.material import NOW, accepted, on, recognised, seen, submitted

PLACES = ("ward", "foreign_ward", "predecessor", "split_ward", "province")
RECOGNISE = {
    "ward": {"leader", "province_leader"},
    "foreign_ward": {"foreign_leader", "province_leader"},
    "predecessor": {"leader", "province_leader"},
    "split_ward": {"province_leader"},
    "province": {"province_leader"},
}
DECIDE = {
    "ward": {"leader"},
    "foreign_ward": {"foreign_leader"},
    "predecessor": {"leader"},
    "split_ward": set(),
    "province": {"province_leader"},
}
PUBLISH = {"ward": {"editor"}, "foreign_ward": set(), "predecessor": {"editor"}, "split_ward": set(), "province": set()}


@pytest.fixture
def placed(cast):
    """An accepted, recognised, consenting registration at each of the five places, by its name."""
    rows = {}
    for name in PLACES:
        row = accepted(cast, f"Việc ở {name}")
        unit = getattr(cast, name)
        Registration.objects.filter(pk=row.pk).update(unit=unit, path=unit.path)
        type(row.initiative).objects.filter(pk=row.initiative_id).update(
            unit=unit, path=unit.path, place=unit, lead_organisation=None, consents_to_publication=True
        )
        rows[name] = Registration.objects.select_related("initiative__unit", "unit").get(pk=row.pk)
    return rows


@pytest.fixture
def decided(cast, placed):
    """The same, each named in a decision of its own unit."""
    for number, (name, row) in enumerate(placed.items(), start=1):
        decision = Decision.objects.create(
            unit=getattr(cast, name),
            issuer=cast.province_front,
            number=str(number),
            symbol="QĐ",
            year=2026,
            issued_on=date(2026, 10, 10),
            level="province",
            signatory="Trần Văn Lịch",
            signatory_position="Chủ tịch",
            entered_by=cast.leader,
            entered_at=row.saved_at,
        )
        Recognition.objects.create(decision=decision, registration=row, kind="model", field="economy", position=1)
    return placed


def allowed(cast, ask) -> set[str]:
    assert not ask(NOBODY)
    return {name for name in cast.people if ask(cast.actor(name))}


def test_who_recognises_where(cast, placed):
    found = {name: allowed(cast, lambda actor, row=row: can_recognise(actor, row)) for name, row in placed.items()}
    assert found == RECOGNISE


def test_who_enters_and_revokes_decisions_of_which_unit(cast):
    found = {name: allowed(cast, lambda actor, name=name: can_decide(actor, getattr(cast, name))) for name in PLACES}
    assert found == DECIDE


def test_who_publishes_and_takes_down_where(cast, decided):
    for ask in (can_publish, can_withdraw_publication):
        found = {
            name: allowed(cast, lambda actor, row=row, ask=ask: ask(actor, row.initiative))
            for name, row in decided.items()
        }
        assert found == PUBLISH


def test_only_what_is_accepted_can_be_recognised(cast):
    sent, taken = submitted(cast, "Đã gửi"), accepted(cast, "Đã nhận")
    leader = cast.actor("leader")
    assert (bool(can_recognise(leader, sent)), bool(can_recognise(leader, taken))) == (False, True)
    with on(NOW):
        initiatives.evaluate(taken, by=cast.actor("officer"), outcome="good", evaluation="Đạt.", on=NOW)
    assert bool(can_recognise(leader, taken)) is True


def test_every_refusal_says_why(cast, placed):
    for row in placed.values():
        for name in cast.people:
            answer = can_recognise(cast.actor(name), row)
            assert bool(answer) or str(answer.reason).strip() != ""


def test_who_sees_a_recognition_is_who_reads_its_registration_or_edits_there(cast, decided):
    for name in cast.people:
        actor = cast.actor(name)
        expected = {
            row.pk
            for row in decided.values()
            if registrations.may_read(actor, row) or actor.reaches(row.path, Role.EDITOR)
        }
        assert set(visible(actor).values_list("registration", flat=True)) == expected, name
    assert visible(NOBODY).count() == 0


def test_whoever_may_decide_or_recognise_also_sees(cast, decided):
    for name in cast.people:
        actor = cast.actor(name)
        seen_decisions = set(visible_decisions(actor).values_list("pk", flat=True))
        seen_rows = set(registrations.visible(actor).values_list("pk", flat=True))
        for decision in Decision.objects.select_related("unit"):
            assert not can_decide(actor, decision.unit) or decision.pk in seen_decisions, (name, decision.unit)
        for row in decided.values():
            assert not can_recognise(actor, row) or row.pk in seen_rows, (name, row.unit)
    assert visible_decisions(NOBODY).count() == 0


def test_a_decision_is_seen_by_its_unit_and_by_everybody_whose_registration_it_names(cast):
    mine, theirs = accepted(cast, "Của tổ"), accepted(cast, "Của người khác", team=cast.foreign_team)
    above = {"unit": cast.province, "issuer": cast.province_front, "level": "province", "symbol": "QĐ-MTTQ"}
    decision = recognised(cast, mine, theirs, by="province_leader", **above)
    seers = {name for name in cast.people if decision in visible_decisions(cast.actor(name))}
    own = {"team_leader", "officer", "leader", "council_member", "auditor", "editor"}
    foreign = {"foreign_team_leader", "foreign_officer", "foreign_leader"}
    assert seers == own | foreign | {"province_officer", "province_leader", "province_auditor"}
    lines = list(visible(cast.actor("leader")).filter(decision=decision).values_list("registration", flat=True))
    assert lines == [mine.pk]


def test_what_is_offered_to_a_leader_can_be_recognised_and_nothing_else(cast, placed):
    for person, unit in (
        ("leader", cast.ward),
        ("province_leader", cast.province),
        ("foreign_leader", cast.foreign_ward),
    ):
        actor = cast.actor(person)
        offered = {row.pk for row in to_recognise(actor, unit)}
        assert offered == {row.pk for row in placed.values() if can_recognise(actor, row)}, person


def test_what_is_recognised_at_a_level_is_offered_at_the_next_only(cast):
    row = seen(cast, accepted(cast))
    recognised(cast, row)
    actor = cast.actor("leader")
    assert [one.pk for one in to_recognise(actor, cast.ward)] == []
    offered = list(to_recognise(actor, cast.ward, level="province"))
    assert [(one.pk, one.follow_ups_made) for one in offered] == [(row.pk, 1)]


def test_the_bodies_that_may_have_decided_are_those_of_the_unit_and_above(cast):
    assert set(issuers_for(cast.ward)) == {
        cast.party_committee,
        cast.peoples_committee,
        cast.front,
        cast.women,
        cast.province_front,
    }
    assert set(issuers_for(cast.province)) == {cast.province_front}


def test_the_list_of_an_editor_agrees_with_what_may_be_taken_down(cast, decided):
    for name in cast.people:
        actor = cast.actor(name)
        expected = {row.initiative_id for row in decided.values() if can_withdraw_publication(actor, row.initiative)}
        assert set(edited(actor).values_list("pk", flat=True)) == expected, name
    assert Publication.objects.count() == 0
