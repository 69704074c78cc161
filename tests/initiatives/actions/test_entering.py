"""What the office entered by mistake leaves the register and every count, and can be entered again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kheo.audit.models import ChangeEntry
from kheo.figures.recount import differences, recounted_counts
from kheo.initiatives import actions
from kheo.initiatives.choices import Status
from kheo.initiatives.models import StatusChange
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from tests.factories.initiatives import make_campaign, make_office_draft, make_registration, photo_bytes

DAY = date(2026, 4, 2)


def entered(cast, **given):
    """What the office entered itself, standing in the register."""
    return actions.enter_draft(make_office_draft(cast, **given), by=cast.actor("officer"), accepted_on=DAY)


def test_struck_off_it_is_in_no_count_and_says_why(cast):
    row = entered(cast)
    assert recounted_counts()
    actions.strike_off(row, by=cast.actor("officer"), reason="Ghi nhầm phường")
    row.refresh_from_db()
    assert (row.status, row.accepted_on, row.initiative.first_accepted_on) == (Status.WITHDRAWN, None, None)
    assert (recounted_counts(), differences()) == ({}, [])
    last = StatusChange.objects.latest("pk")
    assert (last.step, last.reason) == ("strike_off", "Ghi nhầm phường")
    assert ChangeEntry.objects.latest("pk").verb == "strike_off"


def test_it_can_be_entered_again(cast):
    row = entered(cast)
    counted = recounted_counts()
    actions.strike_off(row, by=cast.actor("officer"), reason="Nhầm")
    actions.enter_draft(row, by=cast.actor("officer"), accepted_on=DAY)
    assert (recounted_counts(), differences()) == (counted, [])


def test_the_first_of_two_years_leaves_and_the_stock_begins_with_the_other(cast):
    make_campaign(cast, year=2025)
    row = entered(cast)
    first = actions.enter_past_year(
        by=cast.actor("officer"),
        initiative=row.initiative,
        campaign=cast.ward.campaigns.get(year=2025),
        accepted_on=date(2025, 8, 4),
    )
    row.initiative.refresh_from_db()
    assert row.initiative.first_accepted_on == date(2025, 8, 4)
    actions.strike_off(first, by=cast.actor("officer"), reason="Năm 2025 chưa làm")
    row.initiative.refresh_from_db()
    assert (row.initiative.first_accepted_on, differences()) == (DAY, [])
    again = actions.enter_past_year(
        by=cast.actor("officer"),
        initiative=row.initiative,
        campaign=first.campaign,
        accepted_on=date(2025, 9, 5),
        goals="Nêu lại",
    )
    assert (again.pk, again.accepted_on, again.goals, differences()) == (first.pk, date(2025, 9, 5), "Nêu lại", [])


def test_what_somebody_built_on_stays(cast):
    followed, shown = entered(cast), entered(cast, name="Ảnh chụp")
    actions.follow_up(followed, by=cast.actor("officer"), on=DAY, what="Đã đến xem")
    actions.attach(shown, by=cast.actor("officer"), name="a.jpg", content=photo_bytes())
    for row in (followed, shown):
        row.refresh_from_db()
        counted = recounted_counts()
        with pytest.raises(NotPossible, match="giữ lại"):
            actions.strike_off(row, by=cast.actor("officer"), reason="Nhầm")
        row.refresh_from_db()
        assert (row.status, recounted_counts(), differences()) == (Status.UNDER_WAY, counted, [])


def test_what_a_team_sent_is_not_struck_off(cast):
    row = make_registration(cast, Status.UNDER_WAY)
    with pytest.raises(NotAllowed):
        actions.strike_off(row, by=cast.actor("officer"), reason="Nhầm")
    assert differences() == []


def test_a_reason_is_asked_and_the_state_as_it_was_seen(cast):
    row = entered(cast)
    with pytest.raises(ValidationError):
        actions.strike_off(row, by=cast.actor("officer"), reason=" ")
    row.refresh_from_db()
    row.version -= 1
    with pytest.raises(ChangedMeanwhile):
        actions.strike_off(row, by=cast.actor("officer"), reason="Nhầm")
    assert differences() == []
