"""A list of models comes into the register: looked through first, its good rows once, whatever happens in between."""

from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django_tasks_db.models import DBTaskResult

from kheo.audit.models import ChangeEntry
from kheo.figures.recount import differences, recounted_counts
from kheo.initiatives import actions
from kheo.initiatives.actions import importing
from kheo.initiatives.actions.importing import carry_on, carry_out_import
from kheo.initiatives.choices import ImportState, ImportVerdict, Kind, Status
from kheo.initiatives.models import ImportRow, ImportRun, Initiative, Registration, StatusChange
from kheo.reader.list_files import read_list_file
from kheo.tallies.models import Tally
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Membership
from tests.factories.initiatives import make_campaign, make_office_draft, make_registration
from tests.factories.lists import ORDERS, crossed, listed, plain, turned, xlsx_of

DAY = date(2026, 4, 2)
HEAD = ["Tên mô hình", "Đơn vị thực hiện", "Lĩnh vực", "Năm", "Địa bàn", "Tổ chức chủ trì", "Ghi chú"]
ROW = ["Hũ gạo xóm chùa", "Xóm chùa", "Kinh tế", "", "", "", ""]


def planned(cast, rows, **given) -> ImportRun:
    """The plan of a list that the officer loads up."""
    campaign = given.pop("campaign", None) or cast.ward.campaigns.filter(year=2026).first() or make_campaign(cast)
    values = {"by": cast.actor("officer"), "unit": cast.ward, "accepted_on": DAY, "source": "danh-sach.xlsx"} | given
    return actions.plan_import(campaign=campaign, sheets=read_list_file(xlsx_of(rows)).sheets, **values)


def brought_in(cast, rows, **given) -> ImportRun:
    """The same, carried out."""
    run = planned(cast, rows, **given)
    actions.start_import(run, by=cast.actor("officer"))
    carry_out_import.call(run.pk)
    run.refresh_from_db()
    return run


def verdicts(run) -> Counter:
    return Counter(run.rows.values_list("verdict", flat=True))


def problems(run) -> list[list[str]]:
    return [each for row in run.rows.order_by("pk") for each in row.problems]


def like_hand(name: str) -> dict:
    """What the register keeps of a row, but for its numbers and moments."""
    row = Registration.objects.select_related("initiative").get(initiative__name=name)
    left_out = {"id", "initiative_id", "saved_at", "submitted_at", "name", "folded"}
    kept = vars(row.initiative) | vars(row)
    kept = {name: value for name, value in kept.items() if not name.startswith("_") and name not in left_out}
    steps = list(row.history.order_by("pk").values_list("step", "before", "after", "by_name", "reason"))
    return kept | {"steps": steps}


@pytest.mark.slow
@pytest.mark.parametrize("order", ORDERS)
def test_two_thousand_rows_in_three_orders_come_in_once(cast, order):
    rows = ORDERS[order](listed(2000))
    run = planned(cast, rows)
    assert verdicts(run) == {ImportVerdict.NEW: 1980, ImportVerdict.BAD: 20}
    assert {(row.number, len(row.problems)) for row in run.rows.filter(verdict=ImportVerdict.BAD)} == {
        (100 * at + {"plain": 1, "turned": 3, "crossed": 4}[order], 1) for at in range(1, 21)
    }
    assert all(head for head, _code, _value in problems(run))
    assert Registration.objects.count() == 0
    actions.start_import(run, by=cast.actor("officer"))
    carry_out_import.call(run.pk)
    assert (Registration.objects.filter(status=Status.UNDER_WAY).count(), differences()) == (1980, [])
    again = planned(cast, rows)
    assert verdicts(again) == {ImportVerdict.THERE: 1980, ImportVerdict.BAD: 20}
    with pytest.raises(NotPossible):
        actions.start_import(again, by=cast.actor("officer"))
    carry_out_import.call(run.pk)
    assert (Registration.objects.count(), Initiative.objects.count(), differences()) == (1980, 1980, [])


def test_the_same_list_under_other_headings_is_there_already(cast):
    brought_in(cast, plain(listed(40, bad=4)))
    counters = recounted_counts()
    for order in (turned, crossed):
        assert verdicts(planned(cast, order(listed(40, bad=4)))) == {ImportVerdict.THERE: 36, ImportVerdict.BAD: 4}
    assert (Registration.objects.count(), recounted_counts()) == (36, counters)


def test_a_plan_stores_nothing_but_itself(cast):
    make_campaign(cast)
    before = (ChangeEntry.objects.count(), StatusChange.objects.count(), Tally.objects.count())
    run = planned(cast, plain(listed(12, bad=2)))
    assert (ChangeEntry.objects.count(), StatusChange.objects.count(), Tally.objects.count()) == before
    assert (Initiative.objects.count(), DBTaskResult.objects.count(), run.state) == (0, 0, ImportState.PLANNED)


def test_a_row_that_came_in_is_as_one_entered_by_hand(cast):
    campaign = make_campaign(cast)
    identity = {"kind": Kind.MODEL, "name": "Bằng tay", "owner": "Xóm chùa", "field": "economy"}
    identity |= {"local_field": "economy", "place": cast.neighbourhood, "lead_organisation": cast.women}
    actions.enter_past_model(
        by=cast.actor("officer"), unit=cast.ward, campaign=campaign, accepted_on=DAY, identity=identity
    )
    by_hand = recounted_counts()
    brought_in(cast, [HEAD, ["Từ danh sách", *ROW[1:4], "Bãi Dâu", "Hội Phụ nữ", ""]], campaign=campaign)
    assert like_hand("Từ danh sách") == like_hand("Bằng tay")
    assert recounted_counts() == Counter({key: 2 * count for key, count in by_hand.items()})
    assert differences() == []


def test_good_rows_come_in_after_a_kill_without_doubles(cast, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 5)
    run = planned(cast, plain(listed(23, bad=0)))
    actions.start_import(run, by=cast.actor("officer"))
    assert carry_on(run.pk)
    broken = iter([None, None, KeyboardInterrupt])
    real = importing.enter_past_model

    def killed(**given):
        if fault := next(broken):
            raise fault
        return real(**given)

    monkeypatch.setattr(importing, "enter_past_model", killed)
    with pytest.raises(KeyboardInterrupt):
        carry_on(run.pk)
    assert (Registration.objects.count(), run.rows.exclude(registration=None).count()) == (5, 5)
    monkeypatch.setattr(importing, "enter_past_model", real)
    carry_out_import.call(run.pk)
    carry_out_import.call(run.pk)
    run.refresh_from_db()
    assert (Registration.objects.count(), run.state, differences()) == (23, ImportState.DONE, [])


def test_what_came_into_the_register_since_the_plan_is_found(cast):
    first, second = planned(cast, plain(listed(6, bad=0))), planned(cast, crossed(listed(6, bad=0)))
    for run in (first, second):
        actions.start_import(run, by=cast.actor("officer"))
    for run in (first, second):
        carry_out_import.call(run.pk)
    assert (Registration.objects.count(), verdicts(second)) == (6, {ImportVerdict.THERE: 6})


def test_another_year_of_a_model_is_the_same_model(cast):
    make_campaign(cast, year=2025)
    years = [HEAD, [*ROW[:3], "2026", "", "", ""], [*ROW[:3], "2025", "", "", ""]]
    run = brought_in(cast, years, accepted_on=date(2026, 9, 2))
    rows = Registration.objects.order_by("campaign__year")
    assert [(row.accepted_on, row.novelty) for row in rows] == [
        (date(2025, 9, 2), "maintained"),
        (date(2026, 9, 2), "new"),
    ]
    assert (verdicts(run), Initiative.objects.get().first_accepted_on) == ({ImportVerdict.NEW: 2}, date(2025, 9, 2))
    assert differences() == []
    assert verdicts(planned(cast, years, accepted_on=date(2026, 9, 2))) == {ImportVerdict.THERE: 2}


def test_the_register_says_again_there_and_like(cast):
    make_campaign(cast, year=2025)
    brought_in(cast, [HEAD, ROW])
    found = planned(
        cast,
        [
            HEAD,
            ["HU GAO XOM CHUA", "xóm chùa", "Kinh tế", "2026", "", "", ""],
            [*ROW[:3], "2025", "", "", ""],
            ["Hũ gạo xóm chùa làng", *ROW[1:]],
            ["Tiếng kẻng", *ROW[1:]],
            ["Tiếng kẻng", *ROW[1:]],
        ],
        accepted_on=date(2026, 9, 2),
    )
    here = Registration.objects.get().pk
    assert list(found.rows.order_by("pk").values_list("number", "verdict", "other", "percent", "problems")) == [
        (2, "there", here, None, []),
        (3, "again", here, None, []),
        (4, "new", here, 86, []),
        (5, "new", None, None, []),
        (6, "there", None, None, [["", "twin", "5"]]),
    ]


def test_a_teams_draft_is_not_given_away_and_an_offices_draft_is_there(cast):
    make_registration(cast, name="Hũ gạo xóm chùa")
    make_office_draft(cast, name="Tiếng kẻng")
    run = planned(cast, [HEAD, ["Hũ gạo xóm chùa", cast.team.name, *ROW[2:]], ["Tiếng kẻng", "Xóm chùa", *ROW[2:]]])
    assert list(run.rows.order_by("pk").values_list("verdict", "percent")) == [("new", None), ("there", None)]


def test_mistakes_against_the_register_stand_under_their_headings(cast):
    run = planned(
        cast,
        [
            HEAD,
            [*ROW[:3], "2019", "", "", ""],
            ["Việc hai", *ROW[1:4], "Tổ dân phố Giếng Đá", "", ""],
            ["Việc ba", *ROW[1:4], "Bãi Dâu, Cầu Gỗ", "Hội Cựu chiến binh", "làm tốt"],
            ["Việc bốn", *ROW[1:4], "toàn phường", "", ""],
        ],
    )
    assert problems(run) == [["Năm", "no_campaign", "2019"], ["Địa bàn", "place", "Tổ dân phố Giếng Đá"]]
    actions.start_import(run, by=cast.actor("officer"))
    carry_out_import.call(run.pk)
    rows = Registration.objects.select_related("initiative").order_by("pk")
    assert [(row.initiative.place, row.beneficiaries, row.forces, row.method) for row in rows] == [
        (cast.ward, "Bãi Dâu, Cầu Gỗ", "Hội Cựu chiến binh", "Ghi chú: làm tốt"),
        (cast.ward, "", "", ""),
    ]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 24), "Ngày 24/11/2026 chưa đến. Ghi ngày đã tiếp nhận."),
        (date(2025, 8, 1), "Ngày 01/08/2025 không thuộc năm 2026 của đợt."),
    ],
)
def test_the_day_of_all_rows_must_fit_the_year(cast, day, sentence):
    with pytest.raises(ValidationError) as refusal:
        planned(cast, [HEAD, ROW], accepted_on=day)
    assert refusal.value.message_dict == {"accepted_on": [sentence]}
    assert ImportRun.objects.count() == 0


def test_columns_may_be_corrected_until_it_begins(cast):
    run = planned(cast, [["Cột một", "Cột hai", "Cột ba"], ROW[:3]])
    by = cast.actor("officer")
    assert verdicts(run) == {ImportVerdict.BAD: 1}
    run = actions.choose_columns(run, by=by, chosen={"Sheet1": {"0": "name", "1": "owner", "2": "field"}})
    assert verdicts(run) == {ImportVerdict.NEW: 1}
    actions.start_import(run, by=by)
    with pytest.raises(NotPossible):
        actions.choose_columns(run, by=by, chosen={})


def test_a_plan_is_put_away_and_what_came_in_stays(cast):
    by = cast.actor("leader")
    actions.discard_import(planned(cast, [HEAD, ROW]), by=by)
    assert (ImportRun.objects.count(), ImportRow.objects.count()) == (0, 0)
    with pytest.raises(NotPossible):
        actions.discard_import(brought_in(cast, [HEAD, ROW]), by=by)


def test_nothing_like_a_list_is_refused(cast):
    with pytest.raises(NotPossible, match="Không thấy dòng tên cột"):
        planned(cast, [["Kính gửi: Đảng ủy phường"], ["Báo cáo nhanh"]])


def test_who_lost_the_role_brings_nothing_more_in(cast):
    run = planned(cast, [HEAD, ROW])
    actions.start_import(run, by=cast.actor("officer"))
    Membership.objects.filter(user=cast.officer).update(valid_to=date(2026, 11, 1))
    carry_out_import.call(run.pk)
    run.refresh_from_db()
    assert (run.state, Registration.objects.count()) == (ImportState.STOPPED, 0)
    assert run.reason == "Chỉ cán bộ phụ trách và lãnh đạo của phường Bến Lụa mới ghi việc này cho nơi đó."
    actions.start_import(run, by=cast.actor("leader"))
    carry_out_import.call(run.pk)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("name", ["team_leader", "council_member", "auditor", "unit_administrator", "province_officer"])
def test_nobody_but_the_office_brings_in(cast, name):
    run = planned(cast, [HEAD, ROW])
    by = cast.actor(name)
    for act in (
        lambda: planned(cast, [HEAD, ROW], by=by),
        lambda: actions.start_import(run, by=by),
        lambda: actions.choose_columns(run, by=by, chosen={}),
        lambda: actions.discard_import(run, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (ImportRun.objects.count(), DBTaskResult.objects.count()) == (1, 0)


def test_a_campaign_of_another_ward_is_refused(cast):
    with pytest.raises(NotPossible):
        planned(cast, [HEAD, ROW], campaign=make_campaign(cast, unit=cast.foreign_ward))
