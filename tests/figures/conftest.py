"""A ward with a year behind it: seven accepted in 2026, two in 2025, one decision, two follow-ups."""

from dataclasses import dataclass
from datetime import date

import pytest

from kheo.audit import clock
from kheo.initiatives import actions
from kheo.initiatives.models import Registration
from kheo.recognition.models import Decision
from tests.cast import Cast
from tests.figures.register import accept, at, enter, recognise

TODAY = date(2026, 11, 23)


@dataclass
class Year:
    """What the fixture entered, by name."""

    cast: Cast
    registrations: dict[str, Registration]
    decision: Decision


@pytest.fixture
def today():
    """The clock stands at nine o'clock on 23 November 2026."""
    with clock.set_to(at(TODAY)):
        yield TODAY


@pytest.fixture
def year(cast, today) -> Year:
    """2026, first half: a model of economy and one of culture by the team; second half: four models and an exemplar.

    Of 2025 there are two of the ward; the predecessor has one of 2024, the split ward one of 2025.
    """
    officer, ward = cast.actor("officer"), cast.ward
    entered = {
        "old": enter(officer, ward, date(2025, 9, 1), name="Chợ sạch", field="economy"),
        "older": enter(officer, ward, date(2025, 10, 1), name="Bếp lửa cô bác"),
        "inherited": enter(officer, cast.predecessor, date(2024, 5, 1), name="Bến sông xanh"),
        "team": accept(cast, date(2026, 3, 2), field="economy", name="Hũ gạo họ Đoàn"),
        "team_culture": accept(cast, date(2026, 6, 30), name="Góc sách đầu ngõ"),
        "kept_up": enter(officer, ward, date(2026, 7, 1), name="Tiếng loa phố", novelty="maintained"),
        "copied": enter(officer, ward, date(2026, 8, 5), name="Đường hoa", novelty="replicated", level="province"),
        "guard": enter(officer, ward, date(2026, 9, 9), name="Tổ gác đêm", field="defence_security"),
        "hall": enter(officer, ward, date(2026, 9, 10), name="Giờ dân hỏi", field="political_system"),
        "person": enter(officer, ward, date(2026, 9, 11), name="Bà Mận gõ cửa", kind="exemplar", owner="Lê Thị Mận"),
    }
    actions.evaluate(entered["guard"], by=officer, outcome="good", evaluation="Ngõ yên.", on=TODAY)
    actions.follow_up(
        entered["team"], by=officer, on=date(2026, 4, 1), what="Đã góp gạo.", people=120, money=18_400_000
    )
    actions.follow_up(entered["hall"], by=officer, on=date(2026, 10, 1), what="Mười buổi.", people=80, labour_days=14)
    chosen = [entered["guard"], entered["person"]]
    decision = recognise(cast.actor("leader"), ward, cast.party_committee, chosen, date(2026, 11, 20))
    return Year(cast, entered, decision)
