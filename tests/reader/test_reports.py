"""The reader against reports with known truth: half to work with, half that nobody who works on it reads."""

import json
from pathlib import Path

import pytest

from .reports_score import REPORTS, Half
from .truth import faults_of

# A little below (unknown: above) what was measured last. For the same reports they may only rise, `unknown` only fall.
LIMITS = {
    "development": {
        "number": 0.996, "full": 0.991, "named": 0.993, "precision": 0.998, "recall": 0.996, "unknown": 0.0055,
    },
    "apart": {
        "number": 0.987, "full": 0.97, "named": 0.991, "precision": 0.995, "recall": 0.995, "unknown": 0.008,
    },
}  # fmt: skip
LEAST_REPORTS = {"development": 1048, "apart": 80}
HALVES = sorted(LIMITS)


@pytest.fixture(scope="module", params=HALVES)
def half(request: pytest.FixtureRequest) -> Half:
    return Half(REPORTS / request.param)


@pytest.mark.parametrize("name", HALVES)
def test_every_truth_is_faultless(name: str) -> None:
    texts = sorted((REPORTS / name).glob("*.txt"))
    assert len(texts) >= LEAST_REPORTS[name]
    assert [path.stem for path in texts] == sorted(path.stem for path in (REPORTS / name).glob("*.json"))
    assert [f"{path.name}: {fault}" for path in texts for fault in faults(path)] == []


def faults(path: Path) -> list[str]:
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return list(faults_of(path.read_text(encoding="utf-8"), truth))


def test_a_wrong_truth_is_noticed() -> None:
    text = "Xã có 10 mô hình, gồm 6 mô hình mới."
    fact = {"measure": "models", "value": 10, "status": "operating", "role": "stock", "quote": "có 10 mô hình"}
    part = {"measure": "models", "value": 6, "status": "new", "role": "stock", "part_of": 0, "split": "status"}
    whole = {"voice": "", "patterns": [], "unit": None, "period": None, "initiatives": [], "documents": []}
    truth = whole | {"findings": [], "facts": [fact, part | {"quote": "6 mô hình mới"}]}
    assert list(faults_of(text, truth)) == []
    for wrong in (
        truth | {"facts": [fact, part | {"quote": "7 mô hình mới"}]},
        truth | {"facts": [fact | {"value": 11}]},
        truth | {"facts": [fact | {"measure": "trees"}]},
        truth | {"facts": [fact, part | {"quote": "6 mô hình mới", "part_of": 2}]},
        truth | {"documents": [{"number": "25-NQ/TW"}]},
        whole,
    ):
        assert len(list(faults_of(text, wrong))) >= 1, wrong


def test_no_score_falls(half: Half) -> None:
    limits = LIMITS[half.folder.name]
    scores = measured(half)
    assert {name for name in limits if name != "unknown" and scores[name] < limits[name]} == set(), scores
    assert scores["unknown"] <= limits["unknown"], scores


def measured(half: Half) -> dict[str, float]:
    """The figures of one half as shares between 0 and 1."""
    alarms = len(half.scores.false_alarms)
    return {
        "number": half.scores.number.f1,
        "full": half.scores.full.f1,
        "named": half.scores.named.f1,
        "precision": half.found_findings / (half.found_findings + alarms),
        "recall": half.found_findings / half.wanted_findings,
        "unknown": half.reasons["unknown"] / half.numbers,
    }


def test_every_quote_of_every_report_stands_where_it_says(half: Half) -> None:
    assert half.reports >= LEAST_REPORTS[half.folder.name]
    assert half.scores.unplaced == 0
