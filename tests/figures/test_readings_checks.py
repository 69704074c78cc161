"""A reading held against the register and against what earlier documents stated."""

from datetime import date

import pytest

from kheo.figures.actions import accept_facts, keep_reading
from kheo.figures.actions.readings import FactDecision
from kheo.figures.choices import Verdict
from kheo.initiatives.choices import Novelty
from tests.figures.register import enter

pytestmark = pytest.mark.django_db
REPORT = "Phường Bến Lụa báo cáo năm 2026\n\nTrong năm 2026, toàn phường có {count} mô hình mới được đăng ký.\n"
YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


def keep(cast, text, **span):
    return keep_reading(by=cast.actor("officer"), unit=cast.ward, source="bc.txt", text=text, **(span or YEAR))


def outside(reading) -> list[tuple]:
    kinds = {"register", "earlier_report"}
    return [(f["kind"], f["stated"], f["computed"]) for f in reading.answer["findings"] if f["kind"] in kinds]


def test_an_empty_register_contradicts_nobody(cast, today):
    assert outside(keep(cast, REPORT.format(count=4))) == []


def test_the_register_is_named_where_it_counts_otherwise(cast, today):
    for day in (3, 4):
        enter(cast.actor("officer"), cast.ward, date(2026, 3, day), novelty=Novelty.NEW)
    first = keep(cast, REPORT.format(count=4))
    assert outside(first) == [("register", 4, 2)]
    assert outside(keep(cast, REPORT.format(count=2))) == []


def test_a_part_of_a_half_year_is_not_compared_with_the_register(cast, today):
    enter(cast.actor("officer"), cast.ward, date(2026, 3, 3), novelty=Novelty.NEW)
    assert outside(keep(cast, REPORT.format(count=4), starts_on=date(2026, 1, 1), ends_on=date(2026, 11, 15))) == []


def test_an_earlier_document_is_named_where_it_stated_another_number(cast, today):
    first = keep(cast, REPORT.format(count=4))
    accept_facts(first, by=cast.actor("officer"), facts={0: FactDecision(Verdict.ACCEPTED)})
    assert outside(keep(cast, REPORT.format(count=5))) == [("earlier_report", 5, 4)]
    assert outside(keep(cast, REPORT.format(count=4) + "\nVăn bản thứ hai.\n")) == []
    assert outside(keep(cast, REPORT.format(count=6), starts_on=date(2025, 7, 1), ends_on=date(2025, 12, 31))) == []
