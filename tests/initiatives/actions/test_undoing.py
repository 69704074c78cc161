"""A list that came in is taken out of the register again, but for what somebody has built on since."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kheo.audit.models import ChangeEntry
from kheo.figures.recount import differences, recounted_counts
from kheo.initiatives import actions
from kheo.initiatives.actions import undoing
from kheo.initiatives.actions.importing import carry_on, carry_out_import
from kheo.initiatives.actions.undoing import carry_out_undo, take_on
from kheo.initiatives.choices import ImportState, ImportVerdict, Status
from kheo.initiatives.models import Registration
from kheo.units.errors import NotAllowed, NotPossible
from kheo.units.models import Membership
from tests.factories.initiatives import make_campaign
from tests.factories.lists import listed, plain
from tests.initiatives.actions.test_importing import HEAD, ROW, brought_in, planned, verdicts


def undone(cast, run, reason="Nhầm danh sách"):
    """The list after it was taken out."""
    actions.undo_import(run, by=cast.actor("officer"), reason=reason)
    carry_out_undo.call(run.pk)
    run.refresh_from_db()
    return run


def standing() -> int:
    return Registration.objects.filter(status=Status.UNDER_WAY).count()


def test_all_rows_leave_and_the_same_list_comes_in_again(cast):
    rows = plain(listed(40, bad=4))
    run = brought_in(cast, rows)
    counted = recounted_counts()
    undone(cast, run)
    assert (run.state, verdicts(run)) == (ImportState.UNDONE, {ImportVerdict.UNDONE: 36, ImportVerdict.BAD: 4})
    assert (standing(), recounted_counts(), differences()) == (0, {}, [])
    again = brought_in(cast, rows)
    assert verdicts(again) == {ImportVerdict.NEW: 36, ImportVerdict.BAD: 4}
    assert (standing(), recounted_counts(), differences()) == (36, counted, [])


def test_what_was_followed_up_stays_and_says_so(cast):
    run = brought_in(cast, plain(listed(5, bad=0)))
    row = Registration.objects.earliest("pk")
    actions.follow_up(row, by=cast.actor("officer"), on=date(2026, 4, 3), what="Đã đến xem")
    undone(cast, run)
    assert verdicts(run) == {ImportVerdict.UNDONE: 4, ImportVerdict.NEW: 1}
    kept = run.rows.get(verdict=ImportVerdict.NEW)
    assert (kept.registration, "giữ lại" in kept.problems[0][2], standing(), differences()) == (row, True, 1, [])
    seen = row.follow_ups.get()
    actions.withdraw_follow_up(seen, by=cast.actor("officer"), reason="Nhầm")
    undone(cast, run)
    assert (verdicts(run)[ImportVerdict.NEW], standing()) == (1, 1)


def test_another_year_of_a_model_leaves_and_comes_in_again(cast):
    make_campaign(cast, year=2025)
    brought_in(cast, [HEAD, ROW])
    year = [HEAD, [*ROW[:3], "2025", "", "", ""]]
    run = brought_in(cast, year, accepted_on=date(2026, 9, 2))
    assert verdicts(run) == {ImportVerdict.AGAIN: 1}
    undone(cast, run)
    assert (standing(), differences()) == (1, [])
    assert verdicts(brought_in(cast, year, accepted_on=date(2026, 9, 2))) == {ImportVerdict.AGAIN: 1}
    assert (standing(), differences()) == (2, [])


def test_a_list_that_is_coming_in_stops_and_what_came_leaves(cast, monkeypatch):
    monkeypatch.setattr("kheo.initiatives.actions.importing.CHUNK", 5)
    run = planned(cast, plain(listed(12, bad=0)))
    actions.start_import(run, by=cast.actor("officer"))
    assert carry_on(run.pk)
    actions.undo_import(run, by=cast.actor("officer"), reason="Nhầm")
    carry_out_import.call(run.pk)
    assert standing() == 5
    carry_out_undo.call(run.pk)
    run.refresh_from_db()
    assert (standing(), run.state, differences()) == (0, ImportState.UNDONE, [])
    with pytest.raises(NotPossible):
        actions.start_import(run, by=cast.actor("officer"))


def test_it_goes_on_after_a_kill(cast, monkeypatch):
    run = brought_in(cast, plain(listed(12, bad=0)))
    monkeypatch.setattr(undoing, "CHUNK", 5)
    actions.undo_import(run, by=cast.actor("officer"), reason="Nhầm")
    assert take_on(run.pk)
    broken = iter([None, None, KeyboardInterrupt])
    real = undoing.strike_off

    def killed(*given, **named):
        if fault := next(broken):
            raise fault
        return real(*given, **named)

    monkeypatch.setattr(undoing, "strike_off", killed)
    with pytest.raises(KeyboardInterrupt):
        take_on(run.pk)
    assert (standing(), differences()) == (7, [])
    monkeypatch.setattr(undoing, "strike_off", real)
    carry_out_undo.call(run.pk)
    carry_out_undo.call(run.pk)
    assert (standing(), differences()) == (0, [])
    assert [entry.verb for entry in ChangeEntry.objects.filter(verb__contains="undo").order_by("pk")] == [
        "undo_import",
        "finish_undo",
    ]


def test_what_was_struck_off_by_hand_is_out_already(cast):
    run = brought_in(cast, plain(listed(3, bad=0)))
    actions.strike_off(Registration.objects.earliest("pk"), by=cast.actor("officer"), reason="Nhầm")
    undone(cast, run)
    assert (verdicts(run), standing(), differences()) == ({ImportVerdict.UNDONE: 3}, 0, [])


def test_who_lost_the_role_takes_nothing_more_out(cast):
    run = brought_in(cast, plain(listed(3, bad=0)))
    actions.undo_import(run, by=cast.actor("officer"), reason="Nhầm")
    Membership.objects.filter(user=cast.officer).delete()
    carry_out_undo.call(run.pk)
    run.refresh_from_db()
    assert (run.state, standing(), bool(run.reason)) == (ImportState.STOPPED, 3, True)


def test_it_needs_a_reason_and_rows_in_the_register(cast):
    run = planned(cast, plain(listed(3, bad=0)))
    with pytest.raises(NotPossible):
        actions.undo_import(run, by=cast.actor("officer"), reason="Nhầm")
    run = brought_in(cast, plain(listed(3, bad=0)))
    with pytest.raises(ValidationError):
        actions.undo_import(run, by=cast.actor("officer"), reason=" ")
    with pytest.raises(NotAllowed):
        actions.undo_import(run, by=cast.actor("auditor"), reason="Nhầm")
    assert standing() == 3
