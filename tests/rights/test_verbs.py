"""The verbs of the register refuse exactly where the policy does: every refused cell is tried, and nothing changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kheo.figures import actions as figures
from kheo.figures import policy as figures_policy
from kheo.figures.actions.readings import FactDecision
from kheo.figures.choices import Verdict
from kheo.figures.models import Reading, Report
from kheo.initiatives import actions
from kheo.initiatives import policy as initiatives
from kheo.initiatives.models import Campaign, Evidence, FollowUp, ImportRun, Registration
from kheo.recognition import actions as recognition
from kheo.recognition import policy as recognition_policy
from kheo.recognition.models import Recognition
from kheo.tallies.periods import Period
from kheo.units.actors import Actor
from tests.rights.test_registrations import BOTH_DO
from tests.rights.verbs import WITHOUT_A_POST, Case, disagreements, everything
from tests.rights.world import PLACES, STATES, TODAY, World

pytestmark = pytest.mark.django_db


def test_without_a_post_nobody_is_more_than_a_stranger(world: World) -> None:
    assert {who for who in world.everybody if not world.actor(who).posts} == WITHOUT_A_POST | {"stranger", "anonymous"}


# ── the register ────────────────────────────────────────────────────────────

VERBS: dict[str, Callable[[Registration, Actor], Any]] = {
    "submit": lambda row, by: actions.submit(row, by=by),
    "take_back": lambda row, by: actions.take_back(row, by=by, reason="Sửa"),
    "withdraw": lambda row, by: actions.withdraw(row, by=by, reason="Thôi"),
    "return": lambda row, by: actions.return_(row, by=by, reason="Thiếu"),
    "accept": lambda row, by: actions.accept(row, by=by),
    "refuse": lambda row, by: actions.refuse(row, by=by, reason="Trùng"),
    "evaluate": lambda row, by: actions.evaluate(row, by=by, outcome="good", evaluation="Đạt", on=TODAY),
    "enter": lambda row, by: actions.enter_draft(row, by=by, accepted_on=date(row.campaign.year, 5, 4)),
    "strike_off": lambda row, by: actions.strike_off(row, by=by, reason="Nhầm"),
    "reopen": lambda row, by: actions.reopen(row, by=by, reason="Nhầm"),
    "edit": lambda row, by: actions.save_draft(row, by=by, values={"situation": "Khác"}),
    "correct": lambda row, by: actions.correct(row, by=by, reason="Nhầm", values={"situation": "Khác"}),
    "follow_up": lambda row, by: actions.follow_up(row, by=by, on=TODAY, what="Đã thấy"),
    "attach": lambda row, by: actions.attach(row, by=by, name="a.pdf", content=b"%PDF-1.4 a"),
    "set_alive": lambda row, by: actions.set_alive(row, by=by, alive="paused", on=TODAY, reason="Nghỉ"),
    "consent": lambda row, by: actions.set_consent(row, by=by, consents=not row.initiative.consents_to_publication),
}


def _fresh(row: Registration) -> Registration:
    """The row with the state that it has in the database, whatever a verb that was undone wrote on the object."""
    return initiatives_rows().get(pk=row.pk)


def initiatives_rows():
    return Registration.objects.select_related(
        "initiative__lead_organisation", "unit", "campaign__rule_set", "campaign__unit"
    )


def _step(action: str, row: Registration) -> Case:
    return Case(
        f"{action} {row}",
        lambda actor: initiatives.can(actor, action, row),
        lambda actor: VERBS[action](_fresh(row) if initiatives.can(actor, action, row) else row, actor),
    )


def _one_of_a_team_and_one_of_the_office(action: str) -> list[str]:
    """Two states in which somebody may do it."""
    states = sorted(BOTH_DO[action])
    team = [state for state in states if not state.startswith("office")]
    return team[:1] + [state for state in states if state not in team][:1]


def test_the_steps_refuse_where_the_policy_does(world: World) -> None:
    assert set(VERBS) == set(BOTH_DO)
    cases = [
        _step(action, world.registration(place, state))
        for action in VERBS
        for place in PLACES
        for state in _one_of_a_team_and_one_of_the_office(action)[: 2 if place == "ward" else 1]
    ]
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def test_a_step_that_the_state_forbids_is_refused_to_its_own_people(world: World) -> None:
    rows = [world.registration("ward", state) for state in STATES]
    cases = [_step(action, row) for action in VERBS for row in rows]
    before = everything()
    assert disagreements(world, cases, ["officer_and_team_leader", "team_leader", "leader"]) == []
    assert everything() == before


def test_files_and_follow_ups_go_as_the_registration_has_it(world: World) -> None:
    cases = []
    for place in PLACES:
        row = world.registration(place, "under_way")
        file = Evidence.objects.select_related("registration__initiative").get(registration=row)
        seen = FollowUp.objects.select_related("registration__initiative", "registration__campaign__rule_set").get(
            registration=row
        )
        cases += [
            Case(f"remove {file}", _can("attach", row), lambda by, file=file: actions.remove(file, by=by)),
            Case(f"put back {file}", _can("attach", row), lambda by, file=file: actions.put_back(file, by=by)),
            Case(
                f"withdraw follow-up {place}",
                _can("follow_up", row),
                lambda by, pk=seen.pk: actions.withdraw_follow_up(FollowUp.objects.get(pk=pk), by=by, reason="Nhầm"),
            ),
        ]
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def _can(action: str, row: Registration) -> Callable[[Actor], Any]:
    return lambda actor: initiatives.can(actor, action, row)


def test_drafts_campaigns_and_rules_are_begun_by_whom_the_policy_names(world: World) -> None:
    cases = []
    for place, unit in world.units.items():
        team, campaign = world.teams[place], world.campaigns[place]
        again = world.registration(place, "evaluated").initiative
        cases += [
            Case(
                f"start draft {place}",
                lambda by, team=team: initiatives.can_write_for(by, team.pk),
                lambda by, team=team, campaign=campaign: actions.start_draft(
                    by=by, organisation=team, campaign=campaign, kind="model"
                ),
            ),
            Case(
                f"register again {place}",
                lambda by, team=team: initiatives.can_write_for(by, team.pk),
                lambda by, again=again, campaign=campaign: actions.draft_copy_of_last_year(
                    by=by, initiative=again, campaign=campaign
                ),
            ),
            Case(
                f"enter model {place}",
                lambda by, unit=unit: initiatives.can_enter_for(by, unit),
                lambda by, unit=unit, campaign=campaign: actions.enter_past_model(
                    by=by, unit=unit, campaign=campaign, accepted_on=None, identity={"name": "Cũ", "kind": "model"}
                ),
            ),
            *_lists(world, unit, campaign, place),
            *_rules(unit, campaign, place),
        ]
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def _lists(world: World, unit: Any, campaign: Campaign, place: str) -> list[Case]:
    def ask(by: Actor) -> Any:
        return initiatives.can_enter_for(by, unit)

    def run() -> ImportRun:
        return ImportRun.objects.get(pk=world.imports[place])

    rows = {"": [(1, ("Tên mô hình", "Đơn vị")), (2, ("Việc", "Tổ"))]}
    day = date(campaign.year, 5, 4)
    given = {"unit": unit, "campaign": campaign, "accepted_on": day, "source": "a", "sheets": rows}
    return [
        Case(f"look a list through {place}", ask, lambda by: actions.plan_import(by=by, **given)),
        Case(f"choose columns {place}", ask, lambda by: actions.choose_columns(run(), by=by, chosen={})),
        Case(f"bring a list in {place}", ask, lambda by: actions.start_import(run(), by=by)),
        Case(f"take a list out again {place}", ask, lambda by: actions.undo_import(run(), by=by, reason="Nhầm")),
        Case(f"put a list away {place}", ask, lambda by: actions.discard_import(run(), by=by)),
    ]


def _rules(unit: Any, campaign: Campaign, place: str) -> list[Case]:
    def ask(by: Actor) -> Any:
        return initiatives.can_rule(by, unit)

    rules = campaign.rule_set
    return [
        Case(f"open campaign {place}", ask, lambda by: actions.open_campaign(by=by, unit=unit, year=2027)),
        Case(f"copy campaign {place}", ask, lambda by: actions.copy_campaign(campaign, by=by, year=2024)),
        Case(
            f"extend deadline {place}",
            ask,
            lambda by: actions.extend_deadline(
                Campaign.objects.get(pk=campaign.pk), by=by, deadline=date(campaign.year, 12, 31), reason="Bão"
            ),
        ),
        Case(
            f"write rules {place}",
            ask,
            lambda by: actions.write_rule_set(by=by, issuer=unit, name="Quy định", valid_from=TODAY, data=rules.data),
        ),
    ]


# ── recognition, publication ────────────────────────────────────────────────


def test_recognition_and_publication_refuse_where_the_policy_does(world: World) -> None:
    cases = []
    for place, unit in world.units.items():
        for state in ("evaluated", "submitted", "office evaluated"):
            row = world.registration(place, state)
            cases += [_recognise(world, place, unit, row), *_publish(row)]
        pk = world.recognitions[place, "evaluated"]
        cases.append(
            Case(
                f"revoke {place}",
                lambda by, unit=unit: recognition_policy.can_decide(by, unit),
                lambda by, pk=pk: recognition.revoke(Recognition.objects.get(pk=pk), by=by, reason="Nhầm"),
            )
        )
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def _recognise(world: World, place: str, unit: Any, row: Registration) -> Case:
    values = {"number": "99", "symbol": "QĐ", "issued_on": TODAY, "signatory": "A", "signatory_position": "B"}
    level = "province" if place == "province" else "commune"
    return Case(
        f"recognise {place} {row}",
        lambda by: recognition_policy.can_decide(by, unit) and recognition_policy.can_recognise(by, row),
        lambda by: recognition.recognise([row], by=by, unit=unit, issuer=world.issuers[place], level=level, **values),
    )


def _publish(row: Registration) -> list[Case]:
    initiative = row.initiative
    return [
        Case(
            f"publish {row}",
            lambda by: recognition_policy.can_publish(by, initiative),
            lambda by: recognition.publish(initiative, by=by, summary="Tóm tắt"),
        ),
        Case(
            f"take down {row}",
            lambda by: recognition_policy.can_withdraw_publication(by, initiative),
            lambda by: recognition.withdraw_publication(initiative, by=by, reason="Thôi"),
        ),
    ]


def test_a_province_does_not_decide_in_its_wards_name(world: World) -> None:
    """Its own level is its own; a decision of the ward's body is entered by the ward."""
    row, by = world.registration("foreign", "office evaluated"), world.actor("province_leader")
    values = {"number": "99", "symbol": "QĐ", "issued_on": TODAY, "signatory": "A", "signatory_position": "B"}
    with pytest.raises(ValidationError) as refused:
        recognition.recognise(
            [row], by=by, unit=world.cast.province, issuer=world.issuers["foreign"], level="commune", **values
        )
    assert list(refused.value.message_dict) == ["issuer"]


# ── readings, reports ───────────────────────────────────────────────────────


def test_readings_and_reports_refuse_where_the_policy_does(world: World) -> None:
    cases = [case for place in PLACES for case in (*_readings(world, place), *_reports(world, place))]
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def _readings(world: World, place: str) -> list[Case]:
    unit, reading = world.units[place], Reading.objects.select_related("unit").get(pk=world.readings[place])
    days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}

    def ask(by: Actor) -> Any:
        return figures_policy.can_read_for(by, unit)

    return [
        Case(
            f"read {place}",
            ask,
            lambda by: figures.keep_reading(by=by, unit=unit, source="", text="Có 3 mô hình.", **days),
        ),
        Case(
            f"accept facts {place}",
            ask,
            lambda by: figures.accept_facts(reading, by=by, facts={2: FactDecision(Verdict.ACCEPTED)}),
        ),
        Case(f"undo {place}", ask, lambda by: figures.undo_decisions(reading, by=by, reason="Nhầm")),
        Case(f"take back {place}", ask, lambda by: figures.reopen_facts(reading, by=by, positions=[0])),
        Case(f"close reading {place}", ask, lambda by: figures.close_reading(reading, by=by)),
    ]


def _reports(world: World, place: str) -> list[Case]:
    unit, cases = world.units[place], []
    cases.append(
        Case(
            f"draft report {place}",
            lambda by: figures_policy.can_report(by, unit),
            lambda by: figures.draft_report(by=by, unit=unit, issuer=world.issuers[place], period=Period(20251, 20251)),
        )
    )
    for state in ("draft", "frozen"):
        row = Report.objects.select_related("unit", "issuer").get(pk=world.reports[place, state])

        def again(row: Report = row) -> Report:
            return Report.objects.select_related("unit", "issuer").get(pk=row.pk)

        cases += [
            Case(
                f"edit {row}",
                lambda by, row=row: figures_policy.can_edit(by, row),
                lambda by, again=again: figures.edit_report(again(), by=by, values={"number": "7"}),
            ),
            Case(
                f"refresh {row}",
                lambda by, row=row: figures_policy.can_edit(by, row),
                lambda by, again=again: figures.refresh_report(again(), by=by),
            ),
            Case(
                f"freeze {row}",
                lambda by, row=row: figures_policy.can_freeze(by, row),
                lambda by, again=again: figures.freeze_report(again(), by=by, is_sample=True),
            ),
        ]
    return cases
