"""A reading held against the register and against what earlier documents stated."""

from datetime import date

import pytest

from kheo.figures.actions import accept_facts, keep_reading, undo_decisions
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
    kinds = {"register", "earlier_report", "stock_fell", "total_shrank"}
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


STOCK = "Phường Bến Lụa báo cáo năm {year}\n\nTổng số mô hình hiện có trên địa bàn phường là {count} mô hình.{more}\n"
HALF = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
BEFORE = {"starts_on": date(2025, 7, 1), "ends_on": date(2025, 12, 31)}


def accepted(cast, text, **span):
    reading = keep(cast, text, **span)
    facts = {fact.position: FactDecision(Verdict.ACCEPTED) for fact in reading.facts.all()}
    accept_facts(reading, by=cast.actor("officer"), facts=facts)
    return reading


def test_a_stock_that_fell_is_named_with_both_sentences(cast, today):
    before = accepted(cast, STOCK.format(year=2025, count=31, more=""), **BEFORE)
    found = keep(cast, STOCK.format(year=2026, count=28, more="")).answer["findings"]
    assert [(one["kind"], one["stated"], one["computed"]) for one in found] == [("stock_fell", 28, 31)]
    assert (found[0]["other"]["reading"], len(found[0]["quotes"])) == (before.pk, 2)
    assert ("31 mô hình" in found[0]["quotes"][1], "28 mô hình" in found[0]["quotes"][0]) == (True, True)


@pytest.mark.parametrize(("count", "more"), [(31, ""), (40, ""), (28, " Trong năm đã thanh loại 3 mô hình.")])
def test_a_stock_that_stands_grows_or_says_what_ended_alarms_nobody(cast, today, count, more):
    accepted(cast, STOCK.format(year=2025, count=31, more=""), **BEFORE)
    assert outside(keep(cast, STOCK.format(year=2026, count=count, more=more))) == []


def test_a_longer_span_with_less_is_named(cast, today):
    accepted(cast, REPORT.format(count=9).replace("năm 2026", "6 tháng đầu năm 2026"), **HALF)
    assert outside(keep(cast, REPORT.format(count=7))) == [("total_shrank", 7, 9)]
    assert outside(keep(cast, REPORT.format(count=9) + "Hết.\n")) == []


def test_what_was_withdrawn_or_belongs_to_others_is_not_compared(cast, today):
    first = accepted(cast, STOCK.format(year=2025, count=31, more=""), **BEFORE)
    undo_decisions(first, by=cast.actor("officer"), reason="Nhầm tệp.")
    later = STOCK.format(year=2026, count=28, more="")
    assert outside(keep(cast, later)) == []
    assert (
        outside(keep_reading(by=cast.actor("foreign_officer"), unit=cast.foreign_ward, source="", text=later, **YEAR))
        == []
    )
