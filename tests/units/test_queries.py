"""Units found by name, their past and heirs, who runs what, and whose roles wait at an heir."""

from datetime import date, timedelta

import pytest

from kheo.audit import clock
from kheo.units import queries
from kheo.units.choices import Role, SuccessionKind
from kheo.units.models import OperatorPost
from tests.factories.units import (
    MembershipFactory,
    OrganisationFactory,
    SuccessionFactory,
    UnitAliasFactory,
    UnitFactory,
)


def names(units) -> list[str]:
    return [unit.name for unit in units]


@pytest.mark.parametrize("text", ["Bến Lụa", "ben lua", "BEN LUA", "phường Bến Lụa", "  phuong   ben-lua "])
def test_a_name_is_found_with_or_without_accents_and_rank(cast, text: str) -> None:
    assert names(queries.find_units(text)) == ["Bến Lụa", "Bến Lụa Cũ", "Bãi Dâu", "Cầu Gỗ"]


def test_the_name_itself_comes_first_then_todays_then_old_ones(cast) -> None:
    UnitFactory(name="Bến", parent=cast.province, former=True)
    UnitFactory(name="Bến Tre", parent=cast.province)
    assert names(queries.find_units("bến"))[:4] == ["Bến", "Bến Lụa", "Bến Tre", "Bến Lụa Cũ"]


def test_the_parents_name_narrows(cast) -> None:
    there = UnitFactory(name="Bến Lụa", parent=cast.foreign_province)
    assert list(queries.find_units("bến lụa núi chè")) == [there]


def test_letters_inside_a_word_are_no_match(cast) -> None:
    assert names(queries.find_units("en")) == []


@pytest.mark.parametrize("text", ["", "   ", "…", "%", "_", "không đâu có"])
def test_nothing_is_found_for_nothing(cast, text: str) -> None:
    assert names(queries.find_units(text)) == []


def test_an_alias_is_as_good_as_the_name(cast) -> None:
    UnitAliasFactory(unit=cast.ward, name="Chợ Tằm")
    assert names(queries.find_units("cho tam"))[0] == "Bến Lụa"


def test_only_units_of_a_day(cast) -> None:
    assert names(queries.find_units("bến lụa", on=date(2025, 6, 30))) == ["Bến Lụa Cũ"]


def test_the_place_of_a_find_costs_no_more_queries(cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        places = [unit.place for unit in queries.find_units("bai dau")]
    assert places == ["tổ dân phố Bãi Dâu, phường Bến Lụa, Sông Lam"]


def test_heirs_today(cast) -> None:
    assert queries.heirs_today(cast.ward) == [cast.ward]
    assert queries.heirs_today(cast.predecessor) == [cast.ward]
    assert queries.heirs_today(cast.split_ward) == [cast.ward, cast.foreign_ward]
    before = UnitFactory(parent=cast.province, valid_to=date(2020, 1, 1))
    SuccessionFactory(old=before, new=cast.split_ward, kind=SuccessionKind.RENAME, effective_on=date(2020, 1, 2))
    assert queries.heirs_today(before) == [cast.ward, cast.foreign_ward]
    assert queries.heirs_today(before, on=date(2024, 1, 1)) == [cast.split_ward]
    unknown = UnitFactory(parent=cast.province, former=True)
    assert queries.heirs_today(unknown) == []


def test_the_past_of_a_unit(cast) -> None:
    assert [row.old.name for row in queries.past_of(cast.ward)] == ["Bến Lụa Cũ", "Chợ Vải"]
    assert [row.new.name for row in queries.heirs_of(cast.split_ward)] == ["Bến Lụa", "Đồng Lác"]


def test_communes_and_receivers(cast) -> None:
    assert names(queries.communes_of(cast.province)) == ["Bến Lụa", "Đồng Lác"]
    assert names(queries.communes_of(cast.province, on=date(2025, 1, 1))) == ["Bến Lụa Cũ", "Chợ Vải"]
    assert names(queries.neighbourhoods_of(cast.ward)) == ["Bãi Dâu", "Cầu Gỗ"]
    assert queries.receiving_unit(cast.neighbourhood) == cast.ward
    assert queries.receiving_unit(cast.ward) == cast.ward
    assert queries.receiving_unit(cast.province) == cast.province
    assert queries.nation() == cast.nation
    assert queries.parents_of(cast.neighbourhood) == [cast.province, cast.ward]


def test_the_operator_by_date(cast) -> None:
    OperatorPost.objects.filter(unit=cast.ward).update(valid_to=date(2026, 1, 31))
    OperatorPost.objects.create(unit=cast.ward, organisation=cast.front, valid_from=date(2026, 2, 1))
    assert queries.operator_of(cast.ward, date(2026, 1, 31)) == cast.party_committee
    assert queries.operator_of(cast.ward, date(2026, 2, 1)) == cast.front
    assert queries.operator_of(cast.ward, date(2025, 6, 30)) is None
    assert queries.operator_of(cast.foreign_ward) is None


def test_organisations_at_and_below_a_unit(cast) -> None:
    OrganisationFactory(name="Đã đóng", territory=cast.ward, valid_to=clock.today() - timedelta(days=1))
    assert names(queries.organisations_of(cast.neighbourhood)) == ["Tổ dân vận Bãi Dâu"]
    assert len(queries.organisations_of(cast.ward)) == 6


def test_roles_that_wait_at_the_heir(cast) -> None:
    waiting = MembershipFactory(role=Role.OFFICER, unit=cast.predecessor)
    MembershipFactory(role=Role.OFFICER, unit=cast.predecessor, valid_to=date(2025, 3, 1))
    MembershipFactory(role=Role.OFFICER, unit=cast.predecessor, ended_at=clock.now())
    again = MembershipFactory(role=Role.EDITOR, unit=cast.predecessor)
    MembershipFactory(user=again.user, role=Role.EDITOR, unit=cast.ward)
    assert list(queries.memberships_to_renew(cast.ward)) == [waiting]
    assert list(queries.memberships_to_renew(cast.foreign_ward)) == []


def test_current_memberships_leave_out_what_has_ended(cast) -> None:
    before = set(queries.current_memberships())
    MembershipFactory(unit=cast.predecessor)
    MembershipFactory(unit=cast.ward, valid_to=clock.today() - timedelta(days=1))
    MembershipFactory(unit=cast.ward, valid_from=clock.today() + timedelta(days=1))
    assert set(queries.current_memberships()) == before
