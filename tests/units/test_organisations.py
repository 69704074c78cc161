"""Bodies open, change, close; one runs the movement."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.units.actions import (
    appoint_operator,
    close_organisation,
    move_organisation,
    open_organisation,
    rename_organisation,
)
from kheo.units.choices import LayoutProfile, OrganisationKind
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from kheo.units.models import OperatorPost, Organisation
from kheo.units.queries import operator_of
from tests.factories.units import OrganisationFactory

DAY = date(2026, 3, 1)


def open_school(cast, *, name="Trường Tiểu học Bến Lụa", on=DAY, by="unit_administrator", **more) -> Organisation:
    kind = OrganisationKind.SCHOOL
    return open_organisation(territory=cast.ward, name=name, kind=kind, on=on, by=cast.actor(by), **more)


def test_a_body_opens_with_the_layout_of_its_kind(cast) -> None:
    school = open_school(cast)
    assert (school.layout, school.folded, school.valid_from) == (LayoutProfile.STATE, "truong tieu hoc ben lua", DAY)
    entry = ChangeEntry.objects.get(verb="open_organisation")
    assert (entry.by, entry.unit_id, entry.subject_label) == (cast.unit_administrator, cast.ward.pk, school.name)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "hoi phu nu PHƯỜNG bến lụa"}, "name"),
        ({"on": date(2025, 6, 30)}, "on"),
        ({"on": date(2999, 1, 1)}, "on"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_field(cast, change, field) -> None:
    before = Organisation.objects.count()
    with pytest.raises(ValidationError) as refused:
        open_school(cast, **change)
    assert set(refused.value.message_dict) == {field}
    assert Organisation.objects.count() == before


def test_a_closed_superior_is_refused(cast) -> None:
    closed = OrganisationFactory(territory=cast.ward, valid_to=DAY)
    with pytest.raises(ValidationError) as refused:
        open_school(cast, superior=closed)
    assert set(refused.value.message_dict) == {"superior"}


def test_another_name(cast) -> None:
    rename_organisation(cast.women, name="Hội Liên hiệp Phụ nữ", symbol="PN", by=cast.actor("unit_administrator"))
    assert Organisation.objects.get(pk=cast.women.pk).folded == "hoi lien hiep phu nu"
    assert ChangeEntry.objects.get(verb="rename_organisation").changes == {
        "name": ["Hội Phụ nữ phường Bến Lụa", "Hội Liên hiệp Phụ nữ"],
        "symbol": ["", "PN"],
    }
    with pytest.raises(ValidationError):
        rename_organisation(cast.front, name="Hội Liên hiệp Phụ nữ", by=cast.actor("unit_administrator"))
    with pytest.raises(NotAllowed):
        rename_organisation(cast.front, name="Khác", by=cast.actor("officer"))


def test_closing_ends_what_it_ran(cast) -> None:
    admin, last = cast.actor("unit_administrator"), clock.today()
    close_organisation(cast.party_committee, last=last, reason="giải thể", by=admin)
    assert OperatorPost.objects.get(unit=cast.ward).valid_to == last
    assert operator_of(cast.ward, last + timedelta(days=1)) is None
    with pytest.raises(NotAllowed):
        close_organisation(cast.party_committee, last=last, reason="giải thể", by=admin)


def test_closed_by_two_at_once(cast) -> None:
    admin = cast.actor("unit_administrator")
    stale = Organisation.objects.select_related("territory").get(pk=cast.women.pk)
    close_organisation(cast.women, last=DAY, reason="giải thể", by=admin)
    with pytest.raises(ChangedMeanwhile):
        close_organisation(stale, last=DAY, reason="giải thể", by=admin)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reason": " "}, "reason"), ({"last": date(2999, 1, 1)}, "last"), ({"last": date(2026, 2, 28)}, "last")],
)
def test_closing_needs_a_reason_and_a_day_that_fits(cast, change, field) -> None:
    school = open_school(cast)
    given = {"last": clock.today(), "reason": "giải thể", **change}
    with pytest.raises(ValidationError) as refused:
        close_organisation(school, by=cast.actor("unit_administrator"), **given)
    assert set(refused.value.message_dict) == {field}


def test_a_body_moves_within_what_one_administers(cast) -> None:
    admin = cast.actor("unit_administrator")
    move_organisation(cast.team, territory=cast.other_neighbourhood, by=admin, reason="số 3/QĐ")
    assert Organisation.objects.get(pk=cast.team.pk).territory == cast.other_neighbourhood
    with pytest.raises(NotAllowed):
        move_organisation(cast.team, territory=cast.foreign_neighbourhood, by=admin, reason="số 3/QĐ")
    with pytest.raises(NotPossible):
        move_organisation(cast.team, territory=cast.other_neighbourhood, by=admin, reason="số 3/QĐ")


def test_a_body_left_by_a_split_is_taken_by_an_heir(cast) -> None:
    left = OrganisationFactory(territory=cast.split_ward)
    move_organisation(left, territory=cast.foreign_ward, by=cast.actor("foreign_administrator"), reason="số 3/QĐ")
    assert Organisation.objects.get(pk=left.pk).territory == cast.foreign_ward


def test_the_operator_changes_by_date(cast) -> None:
    admin = cast.actor("unit_administrator")
    appoint_operator(cast.ward, organisation=cast.front, on=DAY, decision="số 9-QĐ/ĐU", by=admin)
    assert operator_of(cast.ward, DAY - timedelta(days=1)) == cast.party_committee
    assert operator_of(cast.ward, DAY) == cast.front
    assert ChangeEntry.objects.get(verb="appoint_operator").reason == "số 9-QĐ/ĐU"
    with pytest.raises(NotPossible):
        appoint_operator(cast.ward, organisation=cast.front, on=clock.today(), decision="số 9", by=admin)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"decision": ""}, "decision"), ({"on": date(2025, 7, 1)}, "on"), ({"on": date(2999, 1, 1)}, "on")],
)
def test_appointing_needs_a_decision_and_a_later_day(cast, change, field) -> None:
    given = {"on": DAY, "decision": "số 9", **change}
    with pytest.raises(ValidationError) as refused:
        appoint_operator(cast.ward, organisation=cast.front, by=cast.actor("unit_administrator"), **given)
    assert set(refused.value.message_dict) == {field}
    assert operator_of(cast.ward) == cast.party_committee


def test_a_body_from_elsewhere_runs_nothing_here(cast) -> None:
    with pytest.raises(ValidationError):
        appoint_operator(
            cast.ward, organisation=cast.province_front, on=DAY, decision="số 9", by=cast.actor("unit_administrator")
        )
