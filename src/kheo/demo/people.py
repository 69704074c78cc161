"""Invented people: six accounts whose password the sign-in page shows, and those who only have a name."""

from datetime import date
from secrets import token_urlsafe

from kheo.demo.places import Places
from kheo.desk.account.demonstration import DEMO_ACCOUNTS, DEMO_PASSWORD
from kheo.units.actions.invitations import NewAccount, create_account
from kheo.units.actions.memberships import give
from kheo.units.actors import Actor, actor_of
from kheo.units.choices import Role
from kheo.units.models import Membership, Organisation, Unit, User
from kheo.units.queries import nation

FULL_NAMES = {
    "to-truong": "Phạm Công Bền (mẫu)",
    "can-bo": "Trịnh Thị Nhàn (mẫu)",
    "lanh-dao": "Đoàn Văn Khuê (mẫu)",
    "tinh": "Hồ Thị Lam (mẫu)",
    "kiem-tra": "Tạ Quang Soi (mẫu)",
    "quan-tri": "Mai Văn Chốt (mẫu)",
}
TEAM_LEADERS = {
    "bau-sen": "Vũ Hồng Thắm (mẫu)",
    "go-dua": "Nguyễn Văn Kỷ (mẫu)",
    "ben-ghe": "Trần Thị Lưới (mẫu)",
    "suoi-can": "Đinh Văn Rẫy (mẫu)",
    "phu-nu": "Lê Thị Mận (mẫu)",
    "hoi-nong-dan": "Bùi Văn Vụ (mẫu)",
    "doan": "Cao Minh Hạ (mẫu)",
    "cong-an": "Hoàng Văn Trực (mẫu)",
    "mot-cua": "Phan Thị Én (mẫu)",
    "truong": "Lương Văn Phấn (mẫu)",
    "mat-tran": "Kiều Thị Thuận (mẫu)",
}


def first_administrator(places: Places, *, on: date) -> Actor:
    """The account that opens everything else."""
    user = _account("quan-tri", FULL_NAMES["quan-tri"], by=Actor(user=None))
    by = Actor(user=user)
    for role, unit in ((Role.UNIT_ADMINISTRATOR, places.ward), (Role.SYSTEM_ADMINISTRATOR, nation())):
        _give(user, role, unit, None, by=by, on=on)
    return actor_of(user)


def gather(places: Places, *, by: Actor, on: date) -> dict[str, User]:
    """Everybody else, by the short name of the account or of the organisation that they lead."""
    ward, bodies = places.ward, places.organisations
    posts: list[tuple[str, Role, Unit, Organisation | None]] = [
        ("to-truong", Role.TEAM_LEADER, bodies["cho-chieu"].territory, bodies["cho-chieu"]),
        ("can-bo", Role.OFFICER, ward, bodies["dang-uy"]),
        ("can-bo", Role.EDITOR, ward, None),
        ("lanh-dao", Role.LEADER, ward, bodies["dang-uy"]),
        ("tinh", Role.OFFICER, places.province, None),
        ("tinh", Role.LEADER, places.province, None),
        ("kiem-tra", Role.AUDITOR, ward, None),
    ]
    people = {
        one.username: _account(one.username, FULL_NAMES[one.username], by=by)
        for one in DEMO_ACCOUNTS
        if one.username != "quan-tri"
    }
    for name, role, unit, organisation in posts:
        _give(people[name], role, unit, organisation, by=by, on=on)
    for key, full_name in TEAM_LEADERS.items():
        people[key] = _account(f"mau-{key}", full_name, by=by)
        body = bodies[key]
        _give(people[key], Role.TEAM_LEADER, body.territory, body, by=by, on=on)
    people["cho-chieu"] = people["to-truong"]
    for unit in places.neighbours:
        key = f"office-{unit.pk}"
        people[key] = _account(f"mau-{unit.code}", f"Cán bộ {unit.title} (mẫu)", by=by)
        _give(people[key], Role.OFFICER, unit, None, by=by, on=on)
    return people


def _account(username: str, full_name: str, *, by: Actor) -> User:
    is_shown = username in FULL_NAMES
    password = DEMO_PASSWORD if is_shown else token_urlsafe(20)
    account = NewAccount(username=username, full_name=full_name, password=password)
    return create_account(account, by=by, sample=True)


def _give(user: User, role: Role, unit: Unit, organisation: Organisation | None, *, by: Actor, on: date) -> None:
    membership = Membership(
        user=user, role=role, unit=unit, organisation=organisation, valid_from=on, granted_by=by.user
    )
    give(membership, by=by)
