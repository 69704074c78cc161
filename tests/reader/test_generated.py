"""Reports put together from random figures are read as they were written."""

import pytest

from kheo.reader import read

from .generated import Made, faults_of, report

SEEDS = 200


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_was_written_is_read(seed: int) -> None:
    made = report(seed)
    assert faults_of(made, read(made.text).as_dict()["facts"]) == [], made.text


def test_the_same_seed_is_the_same_report() -> None:
    assert [report(seed) for seed in range(20)] == [report(seed) for seed in range(20)]
    assert len({report(seed).text for seed in range(SEEDS)}) == SEEDS


def test_all_kinds_of_facts_are_among_them() -> None:
    facts = [fact for seed in range(SEEDS) for fact in report(seed).facts]
    assert {fact.get("split") for fact in facts} == {None, "field", "level", "status", "measure"}
    assert {fact.get("approx") for fact in facts} == {None, "over", "under", "about", "at_least"}
    assert {fact["measure"] for fact in facts} == {
        "models", "exemplars", "models_and_exemplars", "collectives", "individuals", "families", "percent",
    }  # fmt: skip


MODELS: dict[str, object] = {"measure": "models", "value": 20, "status": "new"}
TEAMS: dict[str, object] = {"measure": "teams", "value": 7, "status": None}
WRITTEN = Made("", [MODELS, TEAMS])
TOLD = "measure models, value 20, status new"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []),
        ({"value": 20.0}, []),
        ({"value": 21}, [f"missed {TOLD}", "invented measure models, value 21, status new"]),
        ({"status": None}, [f"missed {TOLD}", "invented measure models, value 20"]),
        ({"part_of": 1}, [f"missed {TOLD}", f"invented {TOLD}, part_of 7 teams None"]),
    ],
)
def test_a_fact_that_is_read_otherwise_is_missed_and_invented(change: dict[str, object], faults: list[str]) -> None:
    assert faults_of(WRITTEN, [MODELS | change, TEAMS]) == faults


def test_a_fact_too_few_and_one_too_many_are_noticed() -> None:
    assert faults_of(WRITTEN, [MODELS]) == ["missed measure teams, value 7"]
    assert faults_of(WRITTEN, [MODELS, TEAMS, TEAMS]) == ["invented measure teams, value 7"]
