"""What was seen, with its three numbers; what was a mistake is taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from kheo.units.errors import NotPossible
from tests.factories.initiatives import make_registration

TODAY = date(2026, 11, 23)


def test_a_follow_up_moves_the_day_of_the_next_one(cast):
    row = make_registration(cast, Status.UNDER_WAY)
    actions.follow_up(row, by=cast.actor("team_leader"), on=TODAY, what="Mở hai phiên.", people=20, money=0)
    assert (row.last_follow_up_on, row.due_on) == (TODAY, date(2027, 2, 23))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": date(2026, 11, 22)}, "on"),
        ({"on": date(2026, 11, 24)}, "on"),
        ({"what": " "}, "what"),
        ({"people": -1}, "people"),
        ({"money": 10**14}, "money"),
        ({"labour_days": 10**8}, "labour_days"),
    ],
)
def test_what_cannot_be_is_refused(cast, values, field):
    row = make_registration(cast, Status.UNDER_WAY)
    with pytest.raises(ValidationError) as caught:
        actions.follow_up(row, by=cast.actor("team_leader"), **({"on": TODAY, "what": "Mở chợ."} | values))
    assert (set(caught.value.message_dict), row.follow_ups.count()) == ({field}, 0)


def test_a_follow_up_taken_back_stays_with_its_reason(cast):
    row, by = make_registration(cast, Status.UNDER_WAY), cast.actor("team_leader")
    seen = actions.follow_up(row, by=by, on=TODAY, what="Mở hai phiên.")
    with pytest.raises(ValidationError):
        actions.withdraw_follow_up(seen, by=by, reason="")
    actions.withdraw_follow_up(seen, by=by, reason="Ghi nhầm mô hình.")
    seen.refresh_from_db()
    assert (seen.withdrawn_reason, row.last_follow_up_on) == ("Ghi nhầm mô hình.", None)
    with pytest.raises(NotPossible):
        actions.withdraw_follow_up(seen, by=by, reason="Lần nữa.")
