"""Units, bodies and people as rows, with named traits."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from kheo.units.actions.carrying import names_upward
from kheo.units.choices import LAYOUT_OF_KIND, LayoutProfile, OrganisationKind, Role, SuccessionKind, UnitKind
from kheo.units.models import Membership, Organisation, Succession, Unit, UnitAlias, User
from kheo.units.naming import folded_name, folded_words
from kheo.units.paths import path_of

PASSWORD = "mot-mat-khau-dai"
RANK_OF_KIND = {
    UnitKind.NATION: "nước",
    UnitKind.PROVINCE: "tỉnh",
    UnitKind.DISTRICT: "huyện",
    UnitKind.COMMUNE: "phường",
    UnitKind.NEIGHBOURHOOD: "tổ dân phố",
}
_hashes: dict[str, str] = {}


def password_hash(password: str = PASSWORD) -> str:
    """The stored form of a test password, worked out once for each hasher."""
    if password not in _hashes:
        _hashes[password] = make_password(password)
    return _hashes[password]


class UnitFactory(factory.django.DjangoModelFactory):
    """A commune below no one, valid since before our records; traits name the other steps."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    kind = UnitKind.COMMUNE
    rank = factory.LazyAttribute(lambda unit: RANK_OF_KIND[unit.kind])
    name = factory.Sequence(lambda number: f"Bến Lụa {number}")
    parent = None
    folded_name = factory.LazyAttribute(lambda unit: folded_name(unit.name))
    path = factory.Sequence(lambda number: f"?{number}")

    class Params:
        nation = factory.Trait(kind=UnitKind.NATION, name="Việt Nam")
        province = factory.Trait(kind=UnitKind.PROVINCE, name=factory.Sequence(lambda number: f"Sông Lam {number}"))
        neighbourhood = factory.Trait(
            kind=UnitKind.NEIGHBOURHOOD, name=factory.Sequence(lambda number: f"Bãi Dâu {number}")
        )
        former = factory.Trait(valid_to=date(2025, 6, 30))

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **values: Any) -> Unit:
        unit = super()._create(model_class, *args, **values)
        unit.path = path_of(unit.pk, unit.parent.path if unit.parent else "")
        unit.folded = folded_words(*names_upward(unit))
        unit.save(update_fields=["path", "folded"])
        return unit


class UnitAliasFactory(factory.django.DjangoModelFactory):
    """Another name of a unit."""

    class Meta:
        model = UnitAlias

    folded = factory.LazyAttribute(lambda alias: folded_words(alias.name))


class SuccessionFactory(factory.django.DjangoModelFactory):
    """`old` was merged into `new` on 1 July 2025."""

    class Meta:
        model = Succession

    kind = SuccessionKind.MERGE
    effective_on = date(2025, 7, 1)
    decision = "số 1/NQ"


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A mass organisation at a unit; its layout follows its kind."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Hội Trồng dâu {number}")
    folded = factory.LazyAttribute(lambda organisation: folded_name(organisation.name))
    kind = OrganisationKind.MASS_ORGANISATION
    territory = factory.SubFactory(UnitFactory)
    layout = factory.LazyAttribute(lambda one: LAYOUT_OF_KIND.get(one.kind, LayoutProfile.STATE))


class UserFactory(factory.django.DjangoModelFactory):
    """A person with the password PASSWORD and no role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"nguoi.{number}")
    full_name = factory.Sequence(lambda number: f"Đoàn Thị Dâu {number}")
    folded = factory.LazyAttribute(lambda user: folded_words(user.full_name, user.username))
    password = factory.LazyFunction(password_hash)
    joined_at = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


class MembershipFactory(factory.django.DjangoModelFactory):
    """An officer of a unit since the beginning of 2025."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER
    unit = factory.SubFactory(UnitFactory)
    valid_from = date(2025, 1, 1)
