"""Every step in every state by everybody, and one rule for list and page."""

import pytest

from kheo.initiatives import actions
from kheo.initiatives.actions.steps import take_step
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Registration, StatusChange
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
)
from kheo.initiatives.workflow import STEPS
from kheo.units.actors import NOBODY, Actor
from kheo.units.errors import NotAllowed
from tests.cast import Cast
from tests.factories.initiatives import make_campaign, make_office_draft, make_registration, photo_bytes

OFFICE = {"officer", "leader"}
TEAM = {"team_leader"}
OPEN_STEPS = {
    ("submit", Status.DRAFT): TEAM,
    ("submit", Status.RETURNED): TEAM,
    ("take_back", Status.SUBMITTED): TEAM,
    ("withdraw", Status.SUBMITTED): TEAM,
    ("withdraw", Status.RETURNED): TEAM,
    ("return", Status.SUBMITTED): OFFICE,
    ("accept", Status.SUBMITTED): OFFICE,
    ("refuse", Status.SUBMITTED): OFFICE,
    ("evaluate", Status.UNDER_WAY): OFFICE,
    ("reopen", Status.EVALUATED): OFFICE,
}
BESIDES = {
    "edit": {Status.DRAFT: TEAM, Status.RETURNED: TEAM},
    "attach": {
        Status.DRAFT: TEAM,
        Status.RETURNED: TEAM | OFFICE,
        Status.SUBMITTED: TEAM | OFFICE,
        Status.UNDER_WAY: TEAM | OFFICE,
        Status.EVALUATED: TEAM | OFFICE,
    },
    "follow_up": {Status.UNDER_WAY: TEAM | OFFICE, Status.EVALUATED: TEAM | OFFICE},
    "set_alive": {Status.UNDER_WAY: TEAM | OFFICE, Status.EVALUATED: TEAM | OFFICE},
    "correct": {Status.UNDER_WAY: OFFICE, Status.EVALUATED: OFFICE},
    "consent": dict.fromkeys(Status, TEAM),
}


def actors_of(cast: Cast) -> dict[str, Actor]:
    return {name: cast.actor(name) for name in cast.people} | {"nobody": NOBODY}


def allowed_to(cast: Cast, action: str, row: Registration) -> set[str]:
    return {name for name, actor in actors_of(cast).items() if can(actor, action, row)}


@pytest.mark.parametrize("status", Status)
def test_each_step_is_open_to_these_people_alone(cast, status):
    row, actors = make_registration(cast, status), actors_of(cast)
    found = {step: {name for name, actor in actors.items() if can(actor, step, row)} for step in STEPS}
    assert found == {step: OPEN_STEPS.get((step, status), set()) for step in STEPS}
    besides = {action: {name for name, actor in actors.items() if can(actor, action, row)} for action in BESIDES}
    assert besides == {action: people.get(status, set()) for action, people in BESIDES.items()}


@pytest.mark.parametrize("status", Status)
def test_a_refused_step_leaves_no_trace(cast, status):
    row, actors = make_registration(cast, status), actors_of(cast)
    before = StatusChange.objects.count()
    for step in STEPS:
        for name, actor in actors.items():
            if name not in OPEN_STEPS.get((step, status), set()):
                with pytest.raises(NotAllowed):
                    take_step(row, step, by=actor, reason="Thử.")
    row.refresh_from_db()
    assert (row.status, StatusChange.objects.count()) == (status, before)


def test_the_office_enters_its_own_draft_and_nobody_submits_it(cast):
    row = make_office_draft(cast)
    assert {step: allowed_to(cast, step, row) for step in ("enter", "submit")} == {"enter": OFFICE, "submit": set()}
    assert allowed_to(cast, "edit", row) == OFFICE


def test_a_refusal_names_who_can(cast):
    row = make_registration(cast, Status.SUBMITTED)
    answer = can(cast.actor("province_officer"), "accept", row)
    assert str(answer.reason) == (
        "Chỉ cán bộ và lãnh đạo của phường Bến Lụa quyết định việc này; cấp trên đọc, không sửa."
    )


# ── one rule for list and page ──────────────────────────────────────────────


@pytest.fixture
def rows(cast) -> list[Registration]:
    """Of the team, of the other team, of the foreign ward, of the office: drafts and sent ones."""
    make_campaign(cast)
    foreign = make_campaign(cast, unit=cast.foreign_ward)
    mine = [make_registration(cast, status, name=f"Mô hình {status}") for status in Status]
    others = [
        make_registration(cast, status, organisation=cast.other_team, writer="other_team_leader")
        for status in (Status.DRAFT, Status.SUBMITTED)
    ]
    strange = [
        make_registration(
            cast,
            status,
            campaign=foreign,
            organisation=cast.foreign_team,
            writer="foreign_team_leader",
            officer="foreign_officer",
        )
        for status in (Status.DRAFT, Status.UNDER_WAY)
    ]
    return [*mine, *others, *strange, make_office_draft(cast)]


def test_the_list_holds_exactly_what_a_page_would_show(cast, rows):
    for name, actor in actors_of(cast).items():
        listed = set(visible(actor).values_list("pk", flat=True))
        assert listed == {row.pk for row in rows if may_read(actor, row)}, name


def test_who_reads_how_many(cast, rows):
    counts = {name: visible(actor).count() for name, actor in actors_of(cast).items()}
    reading_ward = 7  # six sent ones of the team and one of the other team; the office's draft is its own
    assert counts == {
        "team_leader": 7,
        "other_team_leader": 2,
        "foreign_team_leader": 2,
        "officer": reading_ward + 1,
        "leader": reading_ward + 1,
        "council_member": reading_ward,
        "auditor": reading_ward,
        "editor": 0,
        "unit_administrator": 0,
        "system_administrator": 0,
        "province_officer": reading_ward + 1,
        "province_leader": reading_ward + 1,
        "province_auditor": reading_ward + 1,
        "province_administrator": 0,
        "foreign_officer": 1,
        "foreign_leader": 1,
        "foreign_administrator": 0,
        "stranger": 0,
        "nobody": 0,
    }


def test_history_follow_ups_and_evidence_follow_the_registration(cast):
    row = make_registration(cast, Status.UNDER_WAY)
    team = cast.actor("team_leader")
    actions.follow_up(row, by=team, on=row.accepted_on, what="Đã mở chợ.")
    actions.attach(row, by=team, name="cho.jpg", content=photo_bytes())
    for name, count in (("team_leader", 1), ("officer", 1), ("foreign_officer", 0), ("stranger", 0)):
        actor = cast.actor(name)
        found = (
            visible_follow_ups(actor).count(),
            visible_evidence(actor).count(),
            visible_initiatives(actor).count(),
            visible_history(actor).filter(step="accept").count(),
        )
        assert found == (count,) * 4, name


def test_campaigns_are_open_to_whoever_is_signed_in(cast):
    make_campaign(cast)
    assert (visible_campaigns(cast.actor("stranger")).count(), visible_campaigns(NOBODY).count()) == (1, 0)


def test_who_writes_enters_and_rules(cast):
    actors = actors_of(cast)
    assert {name for name, actor in actors.items() if can_write_for(actor, cast.team.pk)} == TEAM
    assert {name for name, actor in actors.items() if can_enter_for(actor, cast.ward)} == OFFICE
    assert {name for name, actor in actors.items() if can_rule(actor, cast.ward)} == OFFICE | {"unit_administrator"}


def test_the_sole_heir_reads_and_acts_on_what_its_predecessor_left(cast):
    campaign = make_campaign(cast, unit=cast.predecessor, year=2025)
    old = actions.enter_past_model(
        by=cast.actor("officer"),
        unit=cast.predecessor,
        campaign=campaign,
        accepted_on=campaign.opens_on,
        identity={"kind": "model", "name": "Giếng làng sạch", "owner": "Xóm giếng", "field": "economy"},
    )
    assert allowed_to(cast, "evaluate", old) == OFFICE
    assert may_read(cast.actor("auditor"), old)
    assert not may_read(cast.actor("foreign_officer"), old)
