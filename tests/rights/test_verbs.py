"""The verbs refuse exactly where the policy does: every refused cell is tried, and nothing of the database changes."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from kheo.figures import actions as figures
from kheo.figures import policy as figures_policy
from kheo.figures.actions.readings import FactDecision
from kheo.figures.choices import Verdict
from kheo.figures.models import Reading, Report
from kheo.initiatives import actions
from kheo.initiatives import policy as initiatives
from kheo.initiatives.models import Campaign, Evidence, FollowUp, Registration
from kheo.recognition import actions as recognition
from kheo.recognition import policy as recognition_policy
from kheo.recognition.models import Recognition
from kheo.tallies.periods import Period
from kheo.units import actions as units
from kheo.units.actions.territory import Designation, Part
from kheo.units.actors import Actor
from kheo.units.choices import OrganisationKind, Role
from kheo.units.errors import NotAllowed, Refusal
from kheo.units.models import Invitation
from kheo.units.policy import Grant, UnitAction
from kheo.units.policy import can as can_with_units
from tests.rights.test_registrations import BOTH_DO
from tests.rights.world import ENDED_PLACES, PLACES, STATES, TODAY, World, membership_of

pytestmark = pytest.mark.django_db

SUBJECTS = ("audit", "units", "tallies", "initiatives", "recognition", "figures")
WITHOUT_A_POST = {
    "inactive_officer",
    "officer_until_yesterday",
    "officer_ended_today",
    "officer_from_tomorrow",
    "officer_of_the_predecessor",
    "leader_of_the_split_ward",
    "team_leader_of_a_closed_team",
}
"""They are to the verbs what `stranger` and `anonymous` are, which the first test holds."""


@dataclass(frozen=True)
class Case:
    """Something that can be tried: what the policy is asked, and the verb."""

    name: str
    ask: Callable[[Actor], Any]
    act: Callable[[Actor], Any]


def everything() -> dict[str, list[str]]:
    """Every row of every subject, to be compared."""
    models = [model for model in apps.get_models() if model._meta.app_label in SUBJECTS]
    return {model._meta.label: [repr(row) for row in model.objects.order_by("pk").values_list()] for model in models}


def disagreements(world: World, cases: Iterable[Case], people: Iterable[str] = ()) -> list[str]:
    """A line for every person and case where the verb lets in whom the policy refuses, or the other way round.

    Refused tries are counted in the database as they are: only what is let in is undone.
    """
    lines = []
    names = list(people) or [name for name in world.everybody if name not in WITHOUT_A_POST]
    for case in cases:
        for who in names:
            actor = world.actor(who)
            allowed, let_in = bool(case.ask(actor)), _is_let_in(case, actor)
            if allowed != let_in:
                lines.append(f"{who} · {case.name}: policy {allowed}, verb {let_in}")
    return lines


def _is_let_in(case: Case, actor: Actor) -> bool:
    let_in = True
    with suppress(_UndoneError), transaction.atomic():
        try:
            case.act(actor)
        except NotAllowed:
            # What a refused verb left behind would stay: the comparison of all rows finds it.
            return False
        except (Refusal, ValidationError):
            pass
        raise _UndoneError
    return let_in


class _UndoneError(Exception):
    """Takes back what was let in."""


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
    "reopen": lambda row, by: actions.reopen(row, by=by, reason="Nhầm"),
    "edit": lambda row, by: actions.save_draft(row, by=by, values={"situation": "Khác"}),
    "correct": lambda row, by: actions.correct(row, by=by, reason="Nhầm", values={"situation": "Khác"}),
    "follow_up": lambda row, by: actions.follow_up(row, by=by, on=TODAY, what="Đã thấy"),
    "attach": lambda row, by: actions.attach(row, by=by, name="a.pdf", content=b"%PDF-1.4 a"),
    "set_alive": lambda row, by: actions.set_alive(row, by=by, alive="paused", on=TODAY, reason="Nghỉ"),
    "consent": lambda row, by: actions.set_consent(
        row, by=by, consents=not row.initiative.consents_to_publication
    ),
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
        for state in _one_of_a_team_and_one_of_the_office(action)
        for place in PLACES
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
            *_rules(unit, campaign, place),
        ]
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


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
        Case(f"read {place}", ask, lambda by: figures.keep_reading(by=by, unit=unit, source="", text="Có 3 mô hình.", **days)),
        Case(
            f"accept facts {place}",
            ask,
            lambda by: figures.accept_facts(reading, by=by, facts={2: FactDecision(Verdict.ACCEPTED)}),
        ),
        Case(f"undo {place}", ask, lambda by: figures.undo_decisions(reading, by=by, reason="Nhầm")),
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

        edit = (lambda by, row=row: figures_policy.can_edit(by, row))
        cases += [
            Case(f"edit {row}", edit, lambda by, again=again: figures.edit_report(again(), by=by, values={"number": "7"})),
            Case(f"refresh {row}", edit, lambda by, again=again: figures.refresh_report(again(), by=by)),
            Case(
                f"freeze {row}",
                lambda by, row=row: figures_policy.can_freeze(by, row),
                lambda by, again=again: figures.freeze_report(again(), by=by, is_sample=True),
            ),
        ]
    return cases


# ── territory, bodies, people ───────────────────────────────────────────────

CALLED = Designation("tổ dân phố", "Mới Tinh")


def test_territory_and_bodies_refuse_where_the_policy_does(world: World) -> None:
    cast = world.cast
    decided = {"on": TODAY, "decision": "số 9"}
    cases = []
    for unit in (cast.neighbourhood, cast.foreign_neighbourhood, cast.foreign_ward, cast.predecessor, cast.province):
        ask = {action: (lambda by, unit=unit, action=action: can_with_units(by, action, unit)) for action in UnitAction}
        cases += [
            Case(f"open below {unit}", ask[UnitAction.OPEN_UNIT], lambda by, unit=unit: units.open_unit(parent=unit, called=CALLED, by=by, **decided)),
            Case(f"rename {unit}", ask[UnitAction.RENAME_UNIT], lambda by, unit=unit: units.rename_unit(unit, called=CALLED, by=by, **decided)),
            Case(f"split {unit}", ask[UnitAction.SPLIT_UNIT], lambda by, unit=unit: units.split_unit(unit, into=[Part(CALLED), Part(CALLED)], by=by, **decided)),
            Case(
                f"open body at {unit}",
                ask[UnitAction.OPEN_ORGANISATION],
                lambda by, unit=unit: units.open_organisation(
                    territory=unit, name="Hội Mới", kind=OrganisationKind.MASS_ORGANISATION, by=by
                ),
            ),
        ]  # fmt: skip
    for body in (cast.women, cast.foreign_team, cast.province_front):
        change = (lambda by, body=body: can_with_units(by, UnitAction.CHANGE_ORGANISATION, body))
        cases += [
            Case(f"rename {body}", change, lambda by, body=body: units.rename_organisation(body, name=body.name, by=by)),
            Case(f"close {body}", change, lambda by, body=body: units.close_organisation(body, last=TODAY, reason="Hết", by=by)),
        ]  # fmt: skip
    before = everything()
    assert disagreements(world, cases) == []
    assert everything() == before


def test_a_unit_is_merged_or_moved_only_to_where_one_may_take_it_in(world: World) -> None:
    """Two neighbourhoods of the ward do not become one of the foreign ward by the word of the ward alone."""
    cast, decided = world.cast, {"on": TODAY, "decision": "số 9"}
    own, there = [cast.neighbourhood, cast.other_neighbourhood], cast.foreign_ward

    def may(by: Actor) -> bool:
        gives = all(can_with_units(by, UnitAction.MERGE_UNIT, unit) for unit in own)
        return gives and bool(can_with_units(by, UnitAction.TAKE_IN_UNIT, there))

    def may_move(by: Actor) -> bool:
        gives = can_with_units(by, UnitAction.MOVE_UNIT, own[0])
        return bool(gives and can_with_units(by, UnitAction.TAKE_IN_UNIT, there))

    cases = [
        Case("merge", may, lambda by: units.merge_units(own, called=CALLED, by=by, parent=there, **decided)),
        Case("move", may_move, lambda by: units.move_unit(own[0], parent=there, by=by, **decided)),
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
                lambda by, held=held: units.end_membership(type(held).objects.get(pk=held.pk), by=by),
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
        Case(f"renew {row}", may_give, lambda by: units.renew_invitation(row, by=by)),
        Case(
            f"cancel {row}",
            lambda by: can_with_units(by, UnitAction.CANCEL_INVITATION, row),
            lambda by: units.cancel_invitation(row, by=by),
        ),
    ]
