"""A real ward is set up by its names; what does not fit is refused with what would."""

import pytest
from django.core.exceptions import ValidationError

from kheo.units.actions import found_ward
from kheo.units.actors import actor_of
from kheo.units.choices import Role
from kheo.units.errors import NotPossible
from kheo.units.models import Organisation, Unit, User
from tests.factories.units import SuccessionFactory, UnitFactory

GOOD = "bai dau mua tam 26"


@pytest.fixture
def land(db) -> dict[str, Unit]:
    """A nation without people: one province of today, one that ended."""
    nation = UnitFactory(nation=True)
    today = UnitFactory(province=True, name="Sông Lam", parent=nation)
    past = UnitFactory(province=True, name="Núi Chè", parent=nation, former=True)
    ward = UnitFactory(name="Bến Lụa", parent=today)
    UnitFactory(name="Bến Tằm", parent=today)
    old = UnitFactory(name="Cửa Sông", parent=past, former=True)
    SuccessionFactory(old=old, new=ward)
    SuccessionFactory(old=past, new=today)
    return {"nation": nation, "province": today, "ward": ward}


def found(**change) -> tuple[Unit, User]:
    given = {
        "province_name": "Sông Lam",
        "ward_name": "Bến Lụa",
        "username": "thi.khoa",
        "full_name": "Ngô Thị Khóa",
        "password": GOOD,
    }
    return found_ward(**{**given, **change})


@pytest.mark.parametrize(("province", "ward"), [("Sông Lam", "Bến Lụa"), ("tinh song lam", "PHUONG ben lua")])
def test_a_ward_begins_with_its_bodies_and_an_administrator(land, province: str, ward: str) -> None:
    unit, user = found(province_name=province, ward_name=ward)
    assert unit == land["ward"]
    assert sorted(Organisation.objects.filter(territory=unit).values_list("name", "layout")) == [
        ("Đảng ủy phường Bến Lụa", "party"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam phường Bến Lụa", "front"),
        ("Ủy ban nhân dân phường Bến Lụa", "state"),
    ]
    actor = actor_of(user)
    assert actor.roles_at(unit.pk) == {Role.UNIT_ADMINISTRATOR}
    assert actor.roles_at(land["nation"].pk) == {Role.SYSTEM_ADMINISTRATOR}
    assert not user.is_sample


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"province_name": "Không Có"}, ["Không Có", "tỉnh Sông Lam"]),
        ({"province_name": "Núi Chè"}, ["Núi Chè", "tỉnh Sông Lam"]),
        ({"ward_name": "Bến"}, ["Bến", "phường Bến Lụa, phường Bến Tằm"]),
        ({"ward_name": "Cửa Sông"}, ["Cửa Sông", "phường Bến Lụa"]),
        ({"ward_name": "Xa Lạ"}, ["Xa Lạ", "tỉnh Sông Lam"]),
    ],
)
def test_a_name_that_does_not_fit_is_refused_with_what_would(land, change, named) -> None:
    with pytest.raises(NotPossible) as refused:
        found(**change)
    assert all(words in str(refused.value) for words in named), str(refused.value)
    assert User.objects.count() == 0


def test_two_of_one_name_need_their_rank(land) -> None:
    UnitFactory(name="Bến Lụa", rank="xã", parent=land["province"])
    with pytest.raises(NotPossible) as refused:
        found()
    assert "phường Bến Lụa, xã Bến Lụa" in str(refused.value)
    assert found(ward_name="xã Bến Lụa")[0].rank == "xã"


@pytest.mark.parametrize("name", ["to-truong", "can-bo", "lanh-dao", "tinh", "kiem-tra", "quan-tri", " Can-Bo "])
def test_accounts_of_the_demonstration_are_refused(land, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        found(username=name)
    assert set(refused.value.message_dict) == {"username"}
    assert (User.objects.count(), Organisation.objects.count()) == (0, 0)


def test_a_weak_password_stores_nothing(land) -> None:
    with pytest.raises(ValidationError) as refused:
        found(password="123")
    assert set(refused.value.message_dict) == {"password"}
    assert (User.objects.count(), Organisation.objects.count()) == (0, 0)


def test_a_second_founding_is_refused(land) -> None:
    found()
    with pytest.raises(NotPossible):
        found(username="khac.nguoi", ward_name="Bến Tằm")


@pytest.mark.django_db
def test_without_units_it_says_so() -> None:
    with pytest.raises(NotPossible):
        found()
