"""The same test people everywhere: a ward under its province, a stranger's ward beside it, and the past of both.

nước Việt Nam
  tỉnh Sông Lam
    phường Bến Lụa (ward, from 1 July 2025)
      tổ dân phố Bãi Dâu (neighbourhood) · tổ dân phố Cầu Gỗ (other_neighbourhood)
    phường Đồng Lác (foreign_ward) · tổ dân phố Giếng Đá (foreign_neighbourhood)
    phường Bến Lụa Cũ (predecessor, until 30 June 2025; its sole heir is the ward)
    phường Chợ Vải (split_ward, until 30 June 2025; ward and foreign ward each followed a part)
  tỉnh Núi Chè (foreign_province)
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kheo.units.actors import Actor, actor_of
from kheo.units.choices import OrganisationKind, Role, SuccessionKind
from kheo.units.models import OperatorPost, Organisation, Unit, User
from tests.factories.units import MembershipFactory, OrganisationFactory, SuccessionFactory, UnitFactory, UserFactory

REFORM = date(2025, 7, 1)


@dataclass
class Cast:
    """Units, bodies and people by name; `actor("officer")` is what the person may do today."""

    nation: Unit
    province: Unit
    foreign_province: Unit
    ward: Unit
    foreign_ward: Unit
    predecessor: Unit
    split_ward: Unit
    neighbourhood: Unit
    other_neighbourhood: Unit
    foreign_neighbourhood: Unit
    party_committee: Organisation
    peoples_committee: Organisation
    front: Organisation
    women: Organisation
    team: Organisation
    other_team: Organisation
    foreign_team: Organisation
    province_front: Organisation
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str) -> Actor:
        """The person of this name as they may act today, read anew."""
        return actor_of(self.people[name])


def make_cast() -> Cast:
    """All of them as rows. People, by name: team_leader, other_team_leader, officer, leader, council_member, editor,
    auditor, unit_administrator, system_administrator; at the province province_officer, province_leader,
    province_auditor, province_administrator; beside them foreign_officer, foreign_leader, foreign_team_leader,
    foreign_administrator; stranger holds no role.
    """
    cast = _bodies(**_units())
    for name, full_name, role, unit, organisation in _roles(cast):
        cast.people[name] = UserFactory(username=name.replace("_", "."), full_name=full_name)
        MembershipFactory(user=cast.people[name], role=role, unit=unit, organisation=organisation)
    cast.people["stranger"] = UserFactory(username="stranger", full_name="Lò Văn Khách")
    return cast


def _units() -> dict[str, Unit]:
    nation = UnitFactory(nation=True)
    province = UnitFactory(province=True, name="Sông Lam", parent=nation)
    foreign_province = UnitFactory(province=True, name="Núi Chè", parent=nation)
    ward = UnitFactory(name="Bến Lụa", code="90001", parent=province, valid_from=REFORM)
    foreign_ward = UnitFactory(name="Đồng Lác", code="90002", parent=province, valid_from=REFORM)
    predecessor = UnitFactory(name="Bến Lụa Cũ", code="80001", parent=province, former=True)
    split_ward = UnitFactory(name="Chợ Vải", code="80002", parent=province, former=True)
    SuccessionFactory(old=predecessor, new=ward)
    for heir, share in ((ward, Decimal("0.6")), (foreign_ward, Decimal("0.4"))):
        SuccessionFactory(old=split_ward, new=heir, kind=SuccessionKind.SPLIT, share=share)
    return {
        "nation": nation,
        "province": province,
        "foreign_province": foreign_province,
        "ward": ward,
        "foreign_ward": foreign_ward,
        "predecessor": predecessor,
        "split_ward": split_ward,
        "neighbourhood": UnitFactory(neighbourhood=True, name="Bãi Dâu", parent=ward, valid_from=REFORM),
        "other_neighbourhood": UnitFactory(neighbourhood=True, name="Cầu Gỗ", parent=ward, valid_from=REFORM),
        "foreign_neighbourhood": UnitFactory(
            neighbourhood=True, name="Giếng Đá", parent=foreign_ward, valid_from=REFORM
        ),
    }


def _bodies(**units: Unit) -> Cast:
    ward = units["ward"]
    party = OrganisationFactory(name="Đảng ủy phường Bến Lụa", kind=OrganisationKind.PARTY_COMMITTEE, territory=ward)
    OperatorPost.objects.create(unit=ward, organisation=party, valid_from=REFORM)
    return Cast(
        **units,
        party_committee=party,
        peoples_committee=OrganisationFactory(
            name="Ủy ban nhân dân phường Bến Lụa", kind=OrganisationKind.PEOPLES_COMMITTEE, territory=ward
        ),
        front=OrganisationFactory(name="Mặt trận phường Bến Lụa", kind=OrganisationKind.FRONT, territory=ward),
        women=OrganisationFactory(name="Hội Phụ nữ phường Bến Lụa", territory=ward),
        team=_team("Tổ dân vận Bãi Dâu", units["neighbourhood"]),
        other_team=_team("Tổ dân vận Cầu Gỗ", units["other_neighbourhood"]),
        foreign_team=_team("Tổ dân vận Giếng Đá", units["foreign_neighbourhood"]),
        province_front=OrganisationFactory(
            name="Mặt trận tỉnh Sông Lam", kind=OrganisationKind.FRONT, territory=units["province"]
        ),
    )


def _team(name: str, neighbourhood: Unit) -> Organisation:
    return OrganisationFactory(name=name, kind=OrganisationKind.TEAM, territory=neighbourhood)


def _roles(cast: Cast) -> list[tuple[str, str, Role, Unit, Organisation | None]]:
    ward, province, foreign = cast.ward, cast.province, cast.foreign_ward
    return [
        ("team_leader", "Phạm Công Bền", Role.TEAM_LEADER, cast.neighbourhood, cast.team),
        ("other_team_leader", "Vũ Hồng Thắm", Role.TEAM_LEADER, cast.other_neighbourhood, cast.other_team),
        ("officer", "Trịnh Thị Nhàn", Role.OFFICER, ward, cast.party_committee),
        ("leader", "Đoàn Văn Khuê", Role.LEADER, ward, cast.party_committee),
        ("council_member", "Hà Thị Lụa", Role.COUNCIL_MEMBER, ward, cast.front),
        ("editor", "Lê Văn Chữ", Role.EDITOR, ward, None),
        ("auditor", "Tạ Quang Soi", Role.AUDITOR, ward, None),
        ("unit_administrator", "Ngô Thị Khóa", Role.UNIT_ADMINISTRATOR, ward, None),
        ("system_administrator", "Mai Văn Máy", Role.SYSTEM_ADMINISTRATOR, cast.nation, None),
        ("province_officer", "Hồ Thị Tỉnh", Role.OFFICER, province, cast.province_front),
        ("province_leader", "Bùi Văn Tỉnh", Role.LEADER, province, cast.province_front),
        ("province_auditor", "Cao Thị Soát", Role.AUDITOR, province, None),
        ("province_administrator", "Lương Văn Tỉnh", Role.UNIT_ADMINISTRATOR, province, None),
        ("foreign_officer", "Quách Thị Lác", Role.OFFICER, foreign, None),
        ("foreign_leader", "Kiều Văn Lác", Role.LEADER, foreign, None),
        ("foreign_team_leader", "Đinh Thị Giếng", Role.TEAM_LEADER, cast.foreign_neighbourhood, cast.foreign_team),
        ("foreign_administrator", "Chu Văn Lác", Role.UNIT_ADMINISTRATOR, foreign, None),
    ]
