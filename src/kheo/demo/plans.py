"""What becomes of each sample registration: the steps of its year, taken by the people whose steps they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kheo.demo.days import Days, working_on
from kheo.initiatives.actions import (
    accept,
    evaluate,
    follow_up,
    refuse,
    return_,
    set_alive,
    set_consent,
    submit,
    withdraw,
)
from kheo.initiatives.models import Registration
from kheo.units.actors import Actor

SEEN = (
    "Đến xem tại chỗ, hỏi chuyện năm nhà; sổ ghi đủ.",
    "Họp cùng tổ, soát lại mục tiêu; công việc đúng kế hoạch.",
    "Bà con tự làm đều, tổ chỉ còn nhắc việc.",
)


@dataclass(frozen=True)
class Case:
    """One registration on its way, with the people who act on it."""

    registration: Registration
    team: Actor
    office: Actor
    told: Mapping[str, Any]
    days: Days

    def at(self, days: int, step: Callable[..., object], *, by: Actor, hour: int = 9, **values: Any) -> None:
        """Take one step so many days ago."""
        with working_on(self.days.ago(days), hour):
            self.registration.refresh_from_db()
            step(self.registration, by=by, **values)

    def sent(self, days: int) -> None:
        self.at(days, submit, by=self.team)

    def accepted(self, sent: int) -> None:
        self.sent(sent)
        self.at(sent - 8, accept, by=self.office, hour=10)

    def followed(self, *days: int) -> None:
        for order, ago in enumerate(days):
            on = self.days.ago(ago)
            numbers = {"people": 20 + 7 * order, "money": 1_500_000 * (order + 1), "labour_days": 6 + 3 * order}
            self.at(ago, follow_up, by=self.team, hour=15, on=on, what=SEEN[order % len(SEEN)], **numbers)

    def evaluated(self, days: int, outcome: str = "good") -> None:
        words = "Đạt các mục tiêu đã đăng ký; số liệu khớp với sổ của tổ."
        on = self.days.ago(days)
        self.at(days, evaluate, by=self.office, hour=16, outcome=outcome, evaluation=words, on=on)


def follow_plan(case: Case) -> None:
    """Take the steps of the case's plan, up to today."""
    PLANS[case.told["plan"]](case)


def _recognised(case: Case) -> None:
    case.accepted(200)
    case.followed(150, 100, 40)
    case.evaluated(30)
    if case.told.get("summary"):
        case.at(28, set_consent, by=case.team, consents=True)


def _evaluated(case: Case) -> None:
    case.accepted(180)
    case.followed(130, 60)
    case.evaluated(15)


def _under_way(case: Case) -> None:
    case.accepted(150)
    case.followed(80, 20)


def _returned(case: Case) -> None:
    case.sent(12)
    case.at(6, return_, by=case.office, hour=10, reason=case.told["reason"], items=["resources", "forces"])


def _discontinued(case: Case) -> None:
    case.accepted(210)
    case.followed(150)
    on = case.days.ago(45)
    case.at(45, set_alive, by=case.team, hour=16, alive="discontinued", on=on, reason=case.told["reason"])


def _withdrawn(case: Case) -> None:
    case.sent(60)
    case.at(50, withdraw, by=case.team, hour=10, reason=case.told["reason"])


def _refused(case: Case) -> None:
    case.sent(80)
    case.at(70, refuse, by=case.office, hour=10, reason=case.told["reason"])


PLANS: dict[str, Callable[[Case], None]] = {
    "recognised": _recognised,
    "evaluated": _evaluated,
    "under_way": _under_way,
    "silent": lambda case: case.accepted(230),
    "submitted": lambda case: case.sent(3),
    "submitted_late": lambda case: case.sent(16),
    "returned": _returned,
    "draft": lambda case: None,
    "discontinued": _discontinued,
    "withdrawn": _withdrawn,
    "refused": _refused,
}


def dates_of(days: Days) -> dict[str, date]:
    """Start and evaluation day of a registration of this year."""
    return {"starts_on": days.ago(190), "evaluates_on": days.today + timedelta(days=25)}
