"""A real ward begins: its three bodies and its first administrator, who also administers the installation."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kheo.audit import clock
from kheo.audit.actions import record
from kheo.units.actions.invitations import NewAccount, create_account
from kheo.units.actions.memberships import give
from kheo.units.actions.organisations import establish
from kheo.units.actors import Actor
from kheo.units.choices import LAYOUT_OF_KIND, LayoutProfile, OrganisationKind, Role, UnitKind
from kheo.units.errors import NotPossible
from kheo.units.models import Membership, Organisation, Unit, User
from kheo.units.naming import folded_name, without_rank
from kheo.units.queries import communes_of, find_units, heirs_today, nation

DEMONSTRATION_NAMES = frozenset({"to-truong", "can-bo", "lanh-dao", "tinh", "kiem-tra", "quan-tri"})
"""User names whose password everybody may read: they never open a real register."""

FIRST_BODIES = (
    (OrganisationKind.PARTY_COMMITTEE, "Đảng ủy {title}", "ĐU"),
    (OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân {title}", "UBND"),
    (OrganisationKind.FRONT, "Ủy ban Mặt trận Tổ quốc Việt Nam {title}", "MTTQ"),
)
"""The bodies that every commune has, with how their names begin and the symbol on their papers."""


@transaction.atomic
def found_ward(
    *,
    province_name: str,
    ward_name: str,
    username: str,
    full_name: str,
    password: str,
    phone: str = "",
    email: str = "",
) -> tuple[Unit, User]:
    """Set up a commune of today for real work; gives it and its first administrator.

    Raises NotPossible where the units are not loaded, where a system administrator exists already, and with the
    candidates where a name fits no unit of today or several; ValidationError by field for the account, the user
    names of the demonstration among them.
    """
    ward = ward_named(province_name, ward_name)
    if Membership.objects.filter(role=Role.SYSTEM_ADMINISTRATOR, ended_at=None).exists():
        raise NotPossible(_("This installation has an administrator already: sign in as that person."))
    if username.strip().lower() in DEMONSTRATION_NAMES:
        raise ValidationError({"username": _("This user name belongs to the demonstration. Choose your own.")})
    first = Actor(user=None)
    user = create_account(NewAccount(username, full_name, password, phone, email), by=first)
    first = Actor(user=user)
    for kind, name, symbol in FIRST_BODIES:
        establish(_body(ward, kind, name.format(title=ward.title), symbol), by=first)
    for role, unit in ((Role.UNIT_ADMINISTRATOR, ward), (Role.SYSTEM_ADMINISTRATOR, nation())):
        give(Membership(user=user, role=role, unit=unit, valid_from=clock.today()), by=first)
    record("found_ward", ward, by=user, unit_id=ward.pk)
    return ward, user


def _body(ward: Unit, kind: OrganisationKind, name: str, symbol: str) -> Organisation:
    layout = LAYOUT_OF_KIND.get(kind, LayoutProfile.STATE)
    day = clock.today()
    return Organisation(name=name, kind=kind, territory=ward, layout=layout, symbol=symbol, valid_from=day)


def ward_named(province_name: str, ward_name: str) -> Unit:
    """The one commune of today with this name in the province of this name, with or without accents and rank.

    Raises NotPossible with what is called alike, and with the unit of today where the name is an old one.
    """
    province = _province_named(province_name)
    asked = folded_name(ward_name)
    communes = list(communes_of(province))
    matches = [one for one in communes if folded_name(one.title) == asked]
    matches = matches or [one for one in communes if one.folded_name in {asked, without_rank(asked)}]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise NotPossible(
            _("“%(name)s” fits several units of %(province)s: %(units)s. Write the rank too.")
            % {"name": ward_name, "province": province.title, "units": _listed(matches)}
        )
    raise NotPossible(_unknown_ward(ward_name, asked, province, communes))


def _unknown_ward(ward_name: str, asked: str, province: Unit, communes: list[Unit]) -> str:
    old = [unit for unit in find_units(ward_name, limit=20) if unit.valid_to and unit.kind == UnitKind.COMMUNE]
    names = {asked, without_rank(asked)}
    heirs = {heir.pk: heir for unit in old if unit.folded_name in names for heir in heirs_today(unit)}
    inside = [heir for heir in heirs.values() if heir.path.startswith(province.path)]
    values = {"name": ward_name, "province": province.title}
    if inside:
        return _("“%(name)s” is a former unit. Its place belongs today to: %(units)s. Write that name.") % {
            **values,
            "units": _listed(inside),
        }
    near = [one for one in communes if set(one.folded_name.split()) & set(without_rank(asked).split())]
    if near:
        return _("%(province)s has no unit named “%(name)s” today. Alike: %(units)s.") % {
            **values,
            "units": _listed(near),
        }
    return _("%(province)s has no unit named “%(name)s” today. Look at the spelling, or at the province.") % values


def _province_named(province_name: str) -> Unit:
    asked = folded_name(province_name)
    names = {asked, without_rank(asked)}
    provinces = list(Unit.objects.filter(kind=UnitKind.PROVINCE).prefetch_related("aliases").order_by("folded_name"))
    if not provinces:
        raise NotPossible(_("The units are not loaded yet: run `kheo setup` again with the shipped data."))
    matches = [one for one in provinces if names & {one.folded_name, *(a.folded.strip() for a in one.aliases.all())}]
    for one in matches:
        if one.valid_to is None:
            return one
    today = _listed([one for one in provinces if one.valid_to is None])
    if matches:
        heirs = _listed(heirs_today(matches[-1]))
        raise NotPossible(
            _("“%(name)s” is a former province. Its place belongs today to: %(units)s. Write that name.")
            % {"name": province_name, "units": heirs}
        )
    raise NotPossible(
        _("No province is named “%(name)s”. There are: %(units)s.") % {"name": province_name, "units": today}
    )


def _listed(units: list[Unit]) -> str:
    shown = ", ".join(unit.title for unit in units[:40])
    return shown + (" …" if len(units) > 40 else "")
