"""Models of the wards before the merger and of the neighbours, entered by the offices without a form."""

from collections.abc import Mapping
from datetime import date

from kheo.demo.days import Days
from kheo.demo.places import Places
from kheo.initiatives.actions import enter_past_model, open_campaign
from kheo.initiatives.models import Campaign
from kheo.units.actors import Actor, actor_of
from kheo.units.models import Succession, Unit, User

OLD_MODELS = (
    ("Móc khóa nhắc cổng (mẫu)", "defence_security"),
    ("Đường sáng nhờ nhau (mẫu)", "culture_society"),
    ("Ao chung sạch cỏ (mẫu)", "economy"),
    ("Giấy hẹn đúng ngày (mẫu)", "political_system"),
)
NEIGHBOURS_MODELS = (
    ("Bến thuyền không túi ni lông (mẫu)", "culture_society", "new"),
    ("Quỹ lưới mới (mẫu)", "economy", "new"),
    ("Đội xe ôm giữ phố (mẫu)", "defence_security", "new"),
    ("Phòng chờ có nước (mẫu)", "political_system", "new"),
    ("Ngõ không rác theo Hoài Nhơn (mẫu)", "culture_society", "replicated"),
)


def enter_former_wards(places: Places, *, office: Actor) -> None:
    """Two years of each former ward, entered by its sole heir."""
    for succession in Succession.objects.filter(new=places.ward).select_related("old").order_by("old__name"):
        for year in (2023, 2024):
            _enter(succession.old, year, OLD_MODELS[year % 2 :: 2], by=office)


def enter_neighbours(places: Places, days: Days, *, people: Mapping[str, User]) -> None:
    """Two years of each neighbour, entered by its own office."""
    for unit in places.neighbours:
        own = actor_of(people[f"office-{unit.pk}"])
        for year in (days.year - 1, days.year):
            _enter_year(unit, year, days, by=own)


def _enter(unit: Unit, year: int, models: tuple[tuple[str, str], ...], *, by: Actor) -> None:
    campaign = _campaign(unit, year, by=by)
    for order, (name, field) in enumerate(models):
        identity = {
            "kind": "model",
            "name": f"{name[:-6]}, {unit.name} (mẫu)",
            "owner": f"Tổ dân vận ở {unit.title} (mẫu)",
            "field": field,
        }
        enter_past_model(by=by, unit=unit, campaign=campaign, accepted_on=date(year, 3, 3 + order), identity=identity)


def _enter_year(unit: Unit, year: int, days: Days, *, by: Actor) -> None:
    campaign = _campaign(unit, year, by=by)
    day = max(date(year, 8, 1), unit.valid_from or date(year, 1, 1)) if year < days.year else days.ago(100)
    models = NEIGHBOURS_MODELS if year == days.year else NEIGHBOURS_MODELS[:3]
    for name, field, novelty in models:
        identity = {
            "kind": "model",
            "name": f"{name[:-6]}, {year} (mẫu)",
            "owner": f"Tổ dân vận ở {unit.title} (mẫu)",
            "field": field,
            "origin_note": "Ngõ không rác, nhà có ba ngăn (phường Hoài Nhơn)" if novelty == "replicated" else "",
        }
        enter_past_model(by=by, unit=unit, campaign=campaign, accepted_on=day, identity=identity, novelty=novelty)


def _campaign(unit: Unit, year: int, *, by: Actor) -> Campaign:
    end = date(year, 12, 31)
    return open_campaign(by=by, unit=unit, year=year, opens_on=date(year, 1, 1), deadline=end, cut_off=end)
