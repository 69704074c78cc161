"""What the ward decides, and two officers at one moment."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kheo.audit.models import ChangeEntry
from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Registration
from kheo.tallies.models import Tally
from kheo.units.errors import ChangedMeanwhile
from tests.factories.initiatives import make_registration


def mistakes_of(act) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict


def test_accepting_starts_and_counts_it_for_every_unit_above(cast):
    row = make_registration(cast, Status.SUBMITTED)
    actions.accept(row, by=cast.actor("officer"))
    assert (row.status, row.accepted_on, row.period, row.due_on) == (
        Status.UNDER_WAY,
        date(2026, 11, 23),
        20262,
        date(2027, 2, 23),
    )
    counted = Tally.objects.filter(measure="registered").values_list("unit", "count")
    assert set(counted) == {(unit.pk, 1) for unit in (cast.ward, cast.province, cast.nation)}


def test_what_lost_its_field_since_it_was_sent_is_not_accepted(cast):
    row = make_registration(cast, Status.SUBMITTED)
    row.initiative.field = ""
    assert mistakes_of(lambda: actions.accept(row, by=cast.actor("officer"))) == {"field": ["Chọn lĩnh vực."]}
    assert Registration.objects.get(pk=row.pk).status == Status.SUBMITTED


def test_returning_needs_a_reason_and_a_day_to_come(cast):
    row, by = make_registration(cast, Status.SUBMITTED), cast.actor("officer")
    assert "reason" in mistakes_of(lambda: actions.return_(row, by=by, reason=" "))
    past = date(2026, 11, 22)
    assert mistakes_of(lambda: actions.return_(row, by=by, reason="Thiếu.", due_on=past)) == {
        "due_on": ["Ngày 22/11/2026 đã qua. Ghi ngày sau đó."]
    }
    actions.return_(row, by=by, reason="Thiếu ngày.", items=["schedule"])
    last = row.history.order_by("-pk").first()
    assert (row.status, row.due_on, last.reason, last.items) == (
        Status.RETURNED,
        date(2026, 11, 30),
        "Thiếu ngày.",
        ["schedule"],
    )


def test_two_officers_at_one_moment(cast):
    row = make_registration(cast, Status.SUBMITTED)
    seen = Registration.objects.select_related("initiative__place", "campaign__rule_set", "unit").get(pk=row.pk)
    actions.accept(row, by=cast.actor("officer"))
    with pytest.raises(ChangedMeanwhile) as caught:
        actions.return_(seen, by=cast.actor("leader"), reason="Thiếu.")
    assert str(caught.value) == (
        "Trịnh Thị Nhàn vừa thay đổi lúc 09:00 23/11/2026: nay là “đang thực hiện”. Xem bản mới rồi làm tiếp."
    )
    assert [change.step for change in row.history.order_by("pk")] == ["draft", "submit", "accept"]


def test_an_evaluation_lies_between_acceptance_and_today(cast):
    row, by = make_registration(cast, Status.UNDER_WAY), cast.actor("officer")
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        found = mistakes_of(lambda on=day: actions.evaluate(row, by=by, outcome="", evaluation="", on=on))
        assert found == {
            "outcome": ["Chọn kết quả đánh giá."],
            "evaluation": ["Ghi đạt được gì so với mục tiêu."],
            "on": ["Ghi ngày từ 23/11/2026 đến hôm nay."],
        }


def test_a_reopened_evaluation_stays_in_the_history(cast):
    row = make_registration(cast, Status.EVALUATED)
    actions.reopen(row, by=cast.actor("leader"), reason="Đếm lại số hộ.")
    last = row.history.order_by("-pk").first()
    assert (row.status, row.outcome, last.changes["evaluation"]) == (Status.UNDER_WAY, "", ["20 hộ đã đổi.", ""])


def test_every_step_leaves_its_audit_entry(cast):
    row = make_registration(cast, Status.EVALUATED)
    entries = ChangeEntry.objects.filter(subject_type="initiatives.registration", subject_id=row.pk).order_by("pk")
    assert [(entry.verb, entry.by_name) for entry in entries] == [
        ("draft", "Phạm Công Bền"),
        ("submit", "Phạm Công Bền"),
        ("accept", "Trịnh Thị Nhàn"),
        ("evaluate", "Trịnh Thị Nhàn"),
    ]
