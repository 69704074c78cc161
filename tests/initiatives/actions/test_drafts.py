"""Writing, sending, and what the office enters of past years."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kheo.audit import clock
from kheo.initiatives import actions
from kheo.initiatives.choices import Kind, Novelty, Status
from kheo.initiatives.models import Initiative, Registration, StatusChange
from kheo.initiatives.workflow import REQUIRED_TEXTS
from kheo.units.choices import Role
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from tests.factories.initiatives import WORDS, make_campaign, make_office_draft, make_registration
from tests.factories.units import MembershipFactory
from tests.initiatives.conftest import MOMENT


def start(cast, **given):
    values = {"by": cast.actor("team_leader"), "organisation": cast.team, "kind": Kind.MODEL} | given
    return actions.start_draft(**values)


def mistakes_of(act) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict


def test_an_empty_draft_belongs_to_the_commune_of_its_team(cast):
    row = start(cast, campaign=make_campaign(cast))
    initiative = row.initiative
    assert (row.status, row.unit, row.path, row.from_office) == (Status.DRAFT, cast.ward, cast.ward.path, False)
    assert (initiative.place, initiative.owner) == (cast.neighbourhood, "Tổ dân vận Bãi Dâu")
    assert [change.step for change in row.history.all()] == ["draft"]


def test_nobody_starts_for_another_body_or_in_another_wards_campaign(cast):
    campaign, foreign = make_campaign(cast), make_campaign(cast, unit=cast.foreign_ward)
    with pytest.raises(NotAllowed):
        start(cast, campaign=campaign, organisation=cast.other_team)
    with pytest.raises(NotAllowed):
        start(cast, campaign=campaign, by=cast.actor("officer"))
    with pytest.raises(NotPossible):
        start(cast, campaign=foreign)
    assert Initiative.objects.count() == 0


def test_the_provinces_campaign_takes_the_wards_registrations_too(cast):
    row = start(cast, campaign=make_campaign(cast, unit=cast.province))
    assert row.unit == cast.ward


def test_a_draft_keeps_what_is_typed_however_little(cast):
    row = start(cast, campaign=make_campaign(cast))
    actions.save_draft(
        row, by=cast.actor("team_leader"), values={"name": "Bếp", "situation": "Mùa lũ"}, joining=[cast.women]
    )
    row = Registration.objects.select_related("initiative").get(pk=row.pk)
    assert (row.initiative.name, row.situation, row.version) == ("Bếp", "Mùa lũ", 1)
    assert row.initiative.folded == "bep to dan van bai dau"
    assert list(row.initiative.joining_organisations.all()) == [cast.women]


def test_a_place_of_another_ward_is_refused_and_nothing_is_kept(cast):
    row = start(cast, campaign=make_campaign(cast))
    values = {"place": cast.foreign_neighbourhood, "situation": "Mùa lũ"}
    found = mistakes_of(lambda: actions.save_draft(row, by=cast.actor("team_leader"), values=values))
    assert found == {"place": ["tổ dân phố Giếng Đá không thuộc phường Bến Lụa. Chọn nơi trong đơn vị."]}
    assert Registration.objects.get(pk=row.pk).situation == ""


def test_a_draft_saved_from_an_old_page_is_refused(cast):
    row = make_registration(cast)
    old = Registration.objects.select_related("initiative", "campaign__rule_set").get(pk=row.pk)
    actions.save_draft(row, by=cast.actor("team_leader"), values={"situation": "Mới"})
    with pytest.raises(ChangedMeanwhile):
        actions.save_draft(old, by=cast.actor("team_leader"), values={"situation": "Cũ"})
    assert Registration.objects.get(pk=row.pk).situation == "Mới"


def test_each_missing_item_is_named(cast):
    row = start(cast, campaign=make_campaign(cast))
    actions.save_draft(row, by=cast.actor("team_leader"), values={"owner": " "})
    found = mistakes_of(lambda: actions.submit(row, by=cast.actor("team_leader")))
    assert set(found) == {"name", "owner", "field", "starts_on", "evaluates_on", *REQUIRED_TEXTS}
    assert (found["name"], found["starts_on"]) == (["Ghi tên."], ["Ghi ngày theo dạng 30/11/2026."])


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (
            {"evaluates_on": date(2026, 2, 1)},
            {"evaluates_on": ["Ngày đánh giá 01/02/2026 trước ngày bắt đầu 01/03/2026. Ghi ngày sau đó."]},
        ),
        (
            {"level": "district"},
            {"level": ["Đợt này không nhận đăng ký “cấp huyện”. Chọn cấp khác."]},
        ),
        (
            {"novelty": Novelty.REPLICATED},
            {"origin": ["Ghi rõ nhân rộng từ mô hình nào: chọn trong danh sách, hoặc ghi tên và nơi làm."]},
        ),
        (
            {"novelty": Novelty.MAINTAINED},
            {"origin": ["Ghi rõ duy trì mô hình nào: chọn mô hình năm trước, hoặc ghi làm từ bao giờ."]},
        ),
    ],
)
def test_what_cannot_stand_together(cast, values, found):
    row = make_registration(cast, **values)
    assert mistakes_of(lambda: actions.submit(row, by=cast.actor("team_leader"))) == found


def test_a_place_that_has_ended_is_to_be_chosen_anew(cast):
    row = make_registration(cast)
    type(cast.neighbourhood).objects.filter(pk=cast.neighbourhood.pk).update(valid_to=date(2026, 6, 30))
    row = Registration.objects.select_related("initiative__place", "campaign__rule_set").get(pk=row.pk)
    found = mistakes_of(lambda: _submit_from_the_ward(cast, row))
    assert found == {"place": ["Ngày 23/11/2026 không còn tổ dân phố Bãi Dâu. Chọn đơn vị hiện nay."]}


def _submit_from_the_ward(cast, row):
    """By somebody of the team whose role stands at the ward: the neighbourhood's own role ended with it."""
    MembershipFactory(user=cast.stranger, role=Role.TEAM_LEADER, unit=cast.ward, organisation=cast.team)
    actions.submit(row, by=cast.actor("stranger"))


def test_sending_sets_the_day_by_which_the_ward_looks(cast):
    row = make_registration(cast, Status.SUBMITTED)
    assert (row.submitted_at, row.due_on) == (MOMENT, date(2026, 12, 3))


def test_before_the_opening_and_after_the_deadline_nothing_is_sent(cast):
    campaign = make_campaign(cast, deadline=date(2026, 11, 22))
    row = make_registration(cast, campaign=campaign)
    with pytest.raises(ValidationError) as caught:
        actions.submit(row, by=cast.actor("team_leader"))
    assert caught.value.messages == [
        "“Đăng ký năm 2026” đã đóng ngày 22/11/2026. Bản nháp còn nguyên; đề nghị cán bộ phường Bến Lụa gia hạn."
    ]
    actions.extend_deadline(campaign, by=cast.actor("officer"), deadline=date(2026, 11, 23), reason="Mưa lũ.")
    row = Registration.objects.select_related("initiative__place", "campaign__rule_set", "unit").get(pk=row.pk)
    actions.submit(row, by=cast.actor("team_leader"))
    assert row.status == Status.SUBMITTED


def test_what_was_returned_may_come_back_after_the_deadline(cast):
    campaign = make_campaign(cast, deadline=date(2026, 11, 23))
    row = make_registration(cast, Status.RETURNED, campaign=campaign)
    with clock.set_to(MOMENT.replace(day=25)):
        actions.submit(row, by=cast.actor("team_leader"))
    assert row.status == Status.SUBMITTED


def test_the_second_sending_says_what_changed(cast):
    row = make_registration(cast, Status.RETURNED)
    actions.save_draft(row, by=cast.actor("team_leader"), values={"beneficiaries": "20 hộ xóm trên."})
    actions.submit(row, by=cast.actor("team_leader"))
    last = row.history.order_by("-pk").first()
    assert last.changes == {"beneficiaries": [WORDS["beneficiaries"], "20 hộ xóm trên."]}


def test_taken_back_it_is_a_draft_that_the_ward_no_longer_sees(cast):
    row = make_registration(cast, Status.SUBMITTED)
    assert mistakes_of(lambda: actions.take_back(row, by=cast.actor("team_leader"), reason=" ")) == {
        "reason": ["Ghi lý do: đơn vị đọc được và sổ giữ lại."]
    }
    actions.take_back(row, by=cast.actor("team_leader"), reason="Ghi thêm hộ.")
    assert (row.status, row.due_on) == (Status.DRAFT, None)


def test_last_years_model_comes_back_filled_in_and_once_only(cast):
    last = make_campaign(cast, year=2025, opens_on=date(2025, 7, 1), deadline=date(2025, 9, 30))
    with clock.set_to(MOMENT.replace(year=2025, month=8)):
        old = make_registration(cast, Status.UNDER_WAY, campaign=last)
    campaign, by = make_campaign(cast), cast.actor("team_leader")
    fresh = actions.draft_copy_of_last_year(by=by, initiative=old.initiative, campaign=campaign)
    assert (fresh.novelty, fresh.method, fresh.starts_on) == (Novelty.MAINTAINED, WORDS["method"], None)
    with pytest.raises(NotPossible):
        actions.draft_copy_of_last_year(by=by, initiative=old.initiative, campaign=campaign)
    actions.save_draft(fresh, by=by, values={"name": "Tên khác", "method": "Cách khác."})
    fresh.refresh_from_db()
    assert (fresh.initiative.name, fresh.method) == (WORDS["name"], "Cách khác.")


PAST = {"kind": Kind.MODEL, "name": "Hũ gạo xóm chùa", "owner": "Xóm chùa", "field": "economy"}


def enter(cast, campaign, day, **given):
    values = {"by": cast.actor("officer"), "unit": cast.ward, "identity": PAST} | given
    return actions.enter_past_model(campaign=campaign, accepted_on=day, **values)


def test_a_model_of_a_past_year_stands_in_the_register_at_once(cast):
    row = enter(cast, make_campaign(cast), date(2026, 4, 2))
    assert (row.status, row.accepted_on, row.period, row.from_office) == (
        Status.UNDER_WAY,
        date(2026, 4, 2),
        20261,
        True,
    )
    assert row.initiative.first_accepted_on == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("day", "field", "sentence"),
    [
        (date(2026, 11, 24), "accepted_on", "Ngày 24/11/2026 chưa đến. Ghi ngày đã tiếp nhận."),
        (date(2025, 8, 1), "accepted_on", "Ngày 01/08/2025 không thuộc năm 2026 của đợt."),
    ],
)
def test_a_day_outside_of_its_year_is_refused_and_nothing_is_kept(cast, day, field, sentence):
    campaign = make_campaign(cast)
    assert mistakes_of(lambda: enter(cast, campaign, day))[field] == [sentence]
    assert (Initiative.objects.count(), StatusChange.objects.count()) == (0, 0)


def test_the_unit_must_be_valid_on_that_day(cast):
    campaign = make_campaign(cast, year=2025)
    found = mistakes_of(lambda: enter(cast, campaign, date(2025, 3, 1)))
    assert found == {"unit": ["Ngày 01/03/2025 không có phường Bến Lụa. Chọn đơn vị của ngày đó."]}


def test_a_hand_made_campaign_or_place_of_another_ward_is_refused(cast):
    foreign = make_campaign(cast, unit=cast.foreign_ward)
    with pytest.raises(NotPossible):
        enter(cast, foreign, date(2026, 4, 2))
    elsewhere = PAST | {"place": cast.foreign_neighbourhood}
    assert set(mistakes_of(lambda: enter(cast, make_campaign(cast), date(2026, 4, 2), identity=elsewhere))) == {"place"}
    with pytest.raises(NotAllowed):
        enter(cast, foreign, date(2026, 4, 2), unit=cast.foreign_ward)


def test_an_office_draft_is_entered_later(cast):
    row = make_office_draft(cast)
    assert row.status == Status.DRAFT
    actions.enter_draft(row, by=cast.actor("leader"), accepted_on=date(2026, 4, 2))
    assert (row.status, row.decided_by) == (Status.UNDER_WAY, cast.leader)
