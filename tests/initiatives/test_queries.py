"""Lists, what waits, what resembles."""

from datetime import date, timedelta

import pytest

from kheo.audit import clock
from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from kheo.initiatives.queries import (
    current_campaign,
    drafts,
    initiatives_to_register,
    registrations,
    similar_initiatives,
    waiting_count,
    waiting_for,
)
from tests.factories.initiatives import make_campaign, make_office_draft, make_registration
from tests.initiatives.conftest import MOMENT


def names(rows) -> list[str]:
    return [row.initiative.name for row in rows]


@pytest.fixture
def rows(cast):
    make_registration(cast, Status.SUBMITTED, name="Nồi cháo chân cầu", level="province")
    make_registration(cast, Status.UNDER_WAY, name="Tiếng kẻng 21 giờ", field="defence_security", owner="Đỗ Văn Kẻng")
    make_registration(
        cast, Status.RETURNED, name="Bếp lửa", organisation=cast.other_team, writer="other_team_leader", kind="exemplar"
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"Nồi cháo chân cầu", "Tiếng kẻng 21 giờ", "Bếp lửa"}),
        ({"text": "noi chao"}, {"Nồi cháo chân cầu"}),
        ({"text": "NỒI CHÁO"}, {"Nồi cháo chân cầu"}),
        ({"text": "do van keng"}, {"Tiếng kẻng 21 giờ"}),
        ({"text": "cau go"}, {"Bếp lửa"}),
        ({"text": "%"}, set()),
        ({"status": "returned"}, {"Bếp lửa"}),
        ({"status": "no such"}, set()),
        ({"kind": "exemplar"}, {"Bếp lửa"}),
        ({"field": "defence_security"}, {"Tiếng kẻng 21 giờ"}),
        ({"level": "province"}, {"Nồi cháo chân cầu"}),
        ({"year": "2026", "novelty": "new"}, {"Nồi cháo chân cầu", "Tiếng kẻng 21 giờ", "Bếp lửa"}),
        ({"year": "2025"}, set()),
        ({"year": "x", "unit": "²", "organisation": "-1"}, {"Nồi cháo chân cầu", "Tiếng kẻng 21 giờ", "Bếp lửa"}),
        ({"from": "20262", "to": "20262"}, {"Tiếng kẻng 21 giờ"}),
        ({"late": "1"}, set()),
    ],
)
def test_each_filter(cast, rows, filters, found):
    assert set(names(registrations(cast.actor("officer"), filters))) == found


def test_a_place_an_organisation_and_what_is_overdue(cast, rows):
    actor = cast.actor("officer")
    assert names(registrations(actor, {"unit": str(cast.other_neighbourhood.pk)})) == ["Bếp lửa"]
    assert len(registrations(actor, {"unit": str(cast.ward.pk)})) == 3
    assert names(registrations(actor, {"organisation": str(cast.other_team.pk)})) == ["Bếp lửa"]
    with clock.set_to(MOMENT + timedelta(days=8)):
        assert names(registrations(actor, {"late": "1"})) == ["Bếp lửa"]


def test_each_order_both_ways(cast, rows):
    actor = cast.actor("officer")
    assert names(registrations(actor, {}, sort="name")) == ["Bếp lửa", "Nồi cháo chân cầu", "Tiếng kẻng 21 giờ"]
    assert names(registrations(actor, {}, sort="-name")) == ["Tiếng kẻng 21 giờ", "Nồi cháo chân cầu", "Bếp lửa"]
    assert names(registrations(actor, {}, sort="due")) == ["Bếp lửa", "Nồi cháo chân cầu", "Tiếng kẻng 21 giờ"]
    assert names(registrations(actor, {}, sort="rubbish")) == names(registrations(actor, {}))


def test_what_waits_for_whom(cast, rows):
    def waiting(name: str) -> list[tuple[str, str]]:
        return [(thing.what, thing.registration.initiative.name) for thing in waiting_for(cast.actor(name))]

    assert waiting("officer") == [("evaluate", "Tiếng kẻng 21 giờ"), ("decide", "Nồi cháo chân cầu")]
    assert waiting("team_leader") == [("evaluate", "Tiếng kẻng 21 giờ")]
    assert waiting("other_team_leader") == [("mend", "Bếp lửa")]
    for name in ("province_officer", "auditor", "foreign_officer", "stranger", "unit_administrator"):
        assert waiting(name) == [], name


def test_the_number_is_that_of_the_list(cast, rows):
    for name in cast.people:
        actor = cast.actor(name)
        assert waiting_count(actor) == len(waiting_for(actor)), name


def test_a_paused_model_waits_for_nobody(cast, rows):
    (thing,) = waiting_for(cast.actor("team_leader"))
    actions.set_alive(
        thing.registration, by=cast.actor("officer"), alive="paused", on=date(2026, 11, 23), reason="Nghỉ mùa mưa."
    )
    assert waiting_for(cast.actor("team_leader")) == []


def test_drafts_are_their_writers_own(cast):
    mine, office = make_registration(cast), make_office_draft(cast)
    assert [list(drafts(cast.actor(name))) for name in ("team_leader", "officer", "province_officer")] == [
        [mine],
        [office],
        [],
    ]


def test_the_campaign_of_this_year_is_the_wards_own_or_that_above(cast):
    above = make_campaign(cast, unit=cast.province)
    assert current_campaign(cast.ward) == above
    own = make_campaign(cast)
    assert (current_campaign(cast.ward), current_campaign(cast.ward, on=date(2025, 9, 1))) == (own, None)


def test_models_of_last_year_that_run_can_be_registered_again(cast):
    with clock.set_to(MOMENT.replace(year=2025, month=8)):
        last = make_campaign(cast, year=2025, opens_on=date(2025, 7, 1))
        old = make_registration(cast, Status.UNDER_WAY, campaign=last)
    campaign, actor = make_campaign(cast), cast.actor("team_leader")
    assert list(initiatives_to_register(actor, campaign)) == [old.initiative]
    actions.draft_copy_of_last_year(by=actor, initiative=old.initiative, campaign=campaign)
    assert list(initiatives_to_register(actor, campaign)) == []


def test_a_name_like_another_of_the_ward_is_found_and_drafts_are_not(cast):
    mine = make_registration(cast, Status.SUBMITTED, name="Bếp lửa cô bác")
    make_registration(
        cast, Status.SUBMITTED, name="Bếp lửa bà con", organisation=cast.other_team, writer="other_team_leader"
    )
    make_registration(cast, Status.DRAFT, name="Bếp lửa cô bác")
    make_registration(cast, Status.SUBMITTED, name="Tiếng kẻng 21 giờ")
    found = similar_initiatives(mine)
    assert [(each.initiative.name, 50 <= each.percent < 100) for each in found] == [("Bếp lửa bà con", True)]
