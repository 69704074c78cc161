"""Rows of the review: which facts are one row, which row stands under which, and which are certain."""

import pytest

from kheo.figures.choices import Verdict
from kheo.figures.models import ReadFact, Reading
from kheo.figures.readings_rows import rows_of
from kheo.reader import read
from tests.factories.reports import YEARLY


def facts_of(*facts: dict) -> list[ReadFact]:
    return [ReadFact(position=at, fact=fact, value=fact["value"]) for at, fact in enumerate(facts)]


def fact(value: float, **changes) -> dict:
    plain = {
        "measure": "models", "of": None, "status": "operating", "value": value, "value_to": None, "approx": None,
        "out_of": None, "part_of": None, "role": "flow", "start": 0, "end": 5, "confidence": 0.95,
    }  # fmt: skip
    return plain | changes


def rows(*facts: dict, text: str = "x" * 400, findings: tuple[dict, ...] = ()):
    return rows_of(Reading(text=text, answer={"findings": list(findings)}), facts_of(*facts))


def shape(found) -> list[tuple]:
    return [
        (
            row.number,
            row.depth,
            row.head.position,
            row.whole and row.whole.position,
            row.percent and row.percent.position,
            row.total,
        )
        for row in found
    ]


def test_a_count_its_whole_and_its_percentage_are_one_row():
    said = read(YEARLY).as_dict()
    reading = Reading(text=YEARLY, answer=said)
    found = rows_of(reading, facts_of(*said["facts"]))
    assert shape(found) == [
        (1, 0, 0, None, None, None),
        (2, 0, 1, None, 2, None),
        (3, 0, 3, 4, None, None),
        (4, 0, 5, None, None, None),
        (5, 1, 6, None, None, 4),
        (6, 1, 7, None, None, 4),
        (7, 1, 8, None, None, 4),
        (8, 1, 9, None, None, 4),
        (9, 1, 10, None, None, 4),
        (10, 0, 11, None, None, None),
    ]
    assert [row.number for row in found if row.is_disputed] == [2]
    assert [row.number for row in found if not row.is_certain] == [2]


def test_a_total_that_comes_after_its_parts_stands_before_them():
    found = rows(fact(6, part_of=2), fact(9, part_of=2, start=10), fact(15, start=20))
    assert shape(found) == [(1, 0, 2, None, None, None), (2, 1, 0, None, None, 1), (3, 1, 1, None, None, 1)]


def test_parts_of_parts_are_indented_further():
    found = rows(fact(15), fact(6, part_of=0, start=10), fact(2, part_of=1, start=20))
    assert [(row.depth, row.total) for row in found] == [(0, None), (1, 1), (2, 2)]


@pytest.mark.parametrize("parts", [(1, 0), (0, None), (7, None)])
def test_a_circle_or_a_total_that_is_not_there_loses_no_row(parts):
    found = rows(fact(1, part_of=parts[0]), fact(2, part_of=parts[1], start=10))
    assert sorted(row.head.position for row in found) == [0, 1]
    assert [row.depth for row in found] == [0, 0]


def test_a_percentage_far_from_any_count_is_a_row_of_its_own():
    percent = fact(96.5, measure="percent", of="models", start=300, end=305)
    assert shape(rows(fact(4), percent)) == [(1, 0, 0, None, None, None), (2, 0, 1, None, None, None)]


@pytest.mark.parametrize("change", [{"status": "new"}, {"of": "families"}, {"role": "change"}])
def test_a_percentage_of_another_thing_is_no_part_of_the_row(change):
    percent = fact(96.5, measure="percent", of="models", start=20, end=25) | change
    assert len(rows(fact(4), percent)) == 2


def test_a_percentage_in_the_next_sentence_is_no_part_of_the_row():
    percent = fact(96.5, measure="percent", of="models", start=20, end=25)
    assert len(rows(fact(4), percent, text="4 mod. Sau đó, tỷ lệ 96,5%")) == 2


def test_one_count_takes_one_percentage():
    percents = [
        fact(value, measure="percent", of="models", start=at, end=at + 3) for value, at in ((96.5, 10), (97.5, 20))
    ]
    assert shape(rows(fact(4), *percents)) == [(1, 0, 0, None, 1, None), (2, 0, 2, None, None, None)]


@pytest.mark.parametrize("change", [{"confidence": 0.79}, {"approx": "about"}, {"approx": "over"}, {"value_to": 5}])
def test_what_is_no_exact_count_is_doubtful(change):
    (row,) = rows(fact(4, **change))
    assert (row.is_doubtful, row.is_certain) == (True, False)


def test_what_a_finding_touches_is_not_certain():
    found = rows(fact(4), fact(5, start=10), findings=({"kind": "sum", "facts": [0]},))
    assert [(row.findings, row.is_certain) for row in found] == [((0,), False), ((), True)]


def test_a_row_is_open_while_one_of_its_facts_is():
    facts = facts_of(fact(6, out_of=7), fact(7, status=None))
    facts[0].verdict = Verdict.ACCEPTED
    (row,) = rows_of(Reading(text="x" * 50, answer={"findings": []}), facts)
    assert (row.is_open, row.whole) == (True, facts[1])
