"""The ward and its neighbours, invented neighbourhoods, and the bodies that act there."""

from dataclasses import dataclass, field
from datetime import date

from kheo.units.actions import Designation, appoint_operator, open_organisation, open_unit
from kheo.units.actors import Actor
from kheo.units.choices import OrganisationKind
from kheo.units.models import Organisation, Unit
from kheo.units.queries import communes_of

PROVINCE, WARD, NEIGHBOURS = "Gia Lai", "Hoài Nhơn", ("Bồng Sơn", "Hoài Nhơn Đông")
DECISION = "01/QĐ-UBND (mẫu)"
NEIGHBOURHOODS = {
    "cho-chieu": "Chợ Chiều (mẫu)",
    "bau-sen": "Bàu Sen (mẫu)",
    "go-dua": "Gò Dưa (mẫu)",
    "ben-ghe": "Bến Ghe (mẫu)",
    "suoi-can": "Suối Cạn (mẫu)",
}
BODIES = {
    "ubnd": ("Ủy ban nhân dân phường Hoài Nhơn", OrganisationKind.PEOPLES_COMMITTEE, "UBND"),
    "dang-uy": ("Đảng ủy phường Hoài Nhơn", OrganisationKind.PARTY_COMMITTEE, "ĐU"),
    "mat-tran": ("Mặt trận phường (mẫu)", OrganisationKind.FRONT, "MTTQ"),
    "phu-nu": ("Hội Phụ nữ phường (mẫu)", OrganisationKind.MASS_ORGANISATION, ""),
    "hoi-nong-dan": ("Hội Nông dân phường (mẫu)", OrganisationKind.MASS_ORGANISATION, ""),
    "doan": ("Đoàn Thanh niên phường (mẫu)", OrganisationKind.MASS_ORGANISATION, ""),
    "cong-an": ("Công an phường (mẫu)", OrganisationKind.ARMED_FORCE, ""),
    "mot-cua": ("Trung tâm Phục vụ hành chính công phường (mẫu)", OrganisationKind.AGENCY, ""),
    "truong": ("Trường trung học cơ sở Bàu Sen (mẫu)", OrganisationKind.SCHOOL, ""),
}


@dataclass
class Places:
    """Where the sample year takes place; organisations by the short names of the data."""

    province: Unit
    ward: Unit
    neighbours: list[Unit]
    neighbourhoods: dict[str, Unit] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)


def find_places() -> Places:
    """The real units of today."""
    province = Unit.objects.get(kind="province", name=PROVINCE, valid_to=None)
    communes = {unit.name: unit for unit in communes_of(province)}
    return Places(province, communes[WARD], [communes[name] for name in NEIGHBOURS])


def open_places(places: Places, *, by: Actor, on: date) -> None:
    """Open the invented neighbourhoods with a team each, and the ward's bodies."""
    for key, name in NEIGHBOURHOODS.items():
        called = Designation(rank="khu phố", name=name)
        unit = open_unit(parent=places.ward, called=called, on=on, decision=DECISION, by=by)
        places.neighbourhoods[key] = unit
        places.organisations[key] = _open(f"Tổ dân vận khu phố {name}", OrganisationKind.TEAM, unit, by=by, on=on)
    for key, (name, kind, symbol) in BODIES.items():
        places.organisations[key] = _open(name, kind, places.ward, by=by, on=on, symbol=symbol)
    appoint_operator(places.ward, organisation=places.organisations["dang-uy"], on=on, decision=DECISION, by=by)


def _open(name: str, kind: OrganisationKind, territory: Unit, *, by: Actor, on: date, symbol: str = "") -> Organisation:
    return open_organisation(name=name, kind=kind, territory=territory, symbol=symbol, on=on, by=by)
