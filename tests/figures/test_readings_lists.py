"""Lists of readings and reported figures: whose they are, in which order, and what filters take away."""

from datetime import date

import pytest

from kheo.figures.actions import accept_facts, close_reading, keep_reading
from kheo.figures.actions.readings import FactDecision
from kheo.figures.choices import Verdict
from kheo.figures.readings_lists import (
    readings,
    reported_figures,
    units_to_read_for,
    units_with_figures,
    years_with_figures,
)
from tests.factories.reports import YEARLY

pytestmark = pytest.mark.django_db
HALF = "Phường Bến Lụa báo cáo 6 tháng đầu năm 2026\n\nToàn phường có {count} mô hình mới được đăng ký.\n"


@pytest.fixture
def three(cast, today):
    """A closed reading of the predecessor with one figure, and two open ones of the ward, one with a figure."""
    officer = cast.actor("officer")
    old = keep_reading(
        by=officer,
        unit=cast.predecessor,
        starts_on=date(2022, 1, 1),
        ends_on=date(2022, 12, 31),
        source="cu.txt",
        text=YEARLY,
    )
    accept_facts(old, by=officer, facts={5: FactDecision(Verdict.ACCEPTED)})
    close_reading(old, by=officer)
    half = {"unit": cast.ward, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
    first = keep_reading(
        by=officer, source="mot.txt", text=HALF.format(count=4) + "Có 2 cá nhân được khen thưởng.\n", **half
    )
    accept_facts(first, by=officer, facts={0: FactDecision(Verdict.ACCEPTED)})
    second = keep_reading(by=officer, source="hai.txt", text=HALF.format(count=5), **half)
    return old, first, second


def names(rows) -> list[str]:
    return [row.source for row in rows]


def test_open_readings_come_first_then_the_latest(cast, three):
    assert names(readings(cast.actor("officer"), {})) == ["hai.txt", "mot.txt", "cu.txt"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"state": "open"}, ["hai.txt", "mot.txt"]),
        ({"state": "closed"}, ["cu.txt"]),
        ({"state": "x", "unit": "y"}, ["hai.txt", "mot.txt", "cu.txt"]),
        ({"unit": "999999999999999"}, ["hai.txt", "mot.txt", "cu.txt"]),
    ],
)
def test_readings_are_filtered_by_state(cast, three, filters, expected):
    assert names(readings(cast.actor("officer"), filters)) == expected


def test_a_unit_of_today_brings_its_predecessors(cast, three):
    officer = cast.actor("officer")
    assert names(readings(officer, {"unit": str(cast.ward.pk)})) == ["hai.txt", "mot.txt", "cu.txt"]
    assert names(readings(officer, {"unit": str(cast.predecessor.pk)})) == ["cu.txt"]
    values = [(row.unit.name, row.value) for row in reported_figures(officer, {"unit": str(cast.ward.pk)})]
    assert values == [("Bến Lụa", 4), ("Bến Lụa Cũ", 12)]


@pytest.mark.parametrize(
    ("filters", "values"),
    [
        ({"year": "2022"}, [12]),
        ({"year": "2026"}, [4]),
        ({"year": "2024"}, []),
        ({"year": "99999"}, [4, 12]),
        ({"measure": "models"}, [4, 12]),
        ({"measure": "teams"}, []),
        ({"unit": "0x1", "reading": "-3"}, [4, 12]),
    ],
)
def test_figures_are_filtered(cast, three, filters, values):
    assert [row.value for row in reported_figures(cast.actor("officer"), filters)] == values


def test_figures_of_one_reading(cast, three):
    assert [row.value for row in reported_figures(cast.actor("officer"), {"reading": str(three[0].pk)})] == [12]


def test_the_province_looks_figures_up_by_old_and_new_units(cast, three):
    province = cast.actor("province_officer")
    assert readings(province, {}).count() == 0
    assert [unit.name for unit in units_with_figures(province)] == ["Bến Lụa", "Sông Lam", "Bến Lụa Cũ"]
    assert years_with_figures(province) == [2026, 2022]
    assert [row.value for row in reported_figures(province, {"unit": str(cast.province.pk)})] == [4, 12]


def test_strangers_are_offered_nothing(cast, three):
    for name in ("stranger", "foreign_officer"):
        actor = cast.actor(name)
        assert (readings(actor, {}).count(), reported_figures(actor, {}).count()) == (0, 0)
    assert units_with_figures(cast.actor("stranger")) == []


def test_units_to_read_for_are_the_offices_own_and_those_of_its_sole_heir(cast):
    found = {
        name: [unit.name for unit in units_to_read_for(cast.actor(name))]
        for name in ("officer", "leader", "council_member", "province_officer", "foreign_officer", "stranger")
    }
    assert found == {
        "officer": ["Bến Lụa", "Bến Lụa Cũ"],
        "leader": ["Bến Lụa", "Bến Lụa Cũ"],
        "council_member": [],
        "province_officer": ["Sông Lam"],
        "foreign_officer": ["Đồng Lác"],
        "stranger": [],
    }
