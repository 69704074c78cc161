"""The reader against reports with known truth: the project's seeds and a corpus of our own in many voices."""

import json
from pathlib import Path

from kheo.reader import read

from .scoring import scores_of
from .seeds import seeds_folder

CORPUS = Path(__file__).parent / "corpus"


def test_seeds() -> None:
    scores = scores_of(seeds_folder())
    assert (scores.number.f1, scores.full.f1, scores.named.f1) == (1.0, 1.0, 1.0)
    assert (scores.unplaced, scores.findings_missed, scores.false_alarms) == (0, [], [])


def test_corpus() -> None:
    scores = scores_of(CORPUS)
    assert scores.number.f1 >= 0.98
    assert scores.full.f1 >= 0.96
    assert scores.named.f1 >= 0.95
    assert (scores.unplaced, scores.findings_missed, scores.false_alarms) == (0, [], [])


def test_corpus_is_wide_enough() -> None:
    assert len(list(CORPUS.glob("*.txt"))) >= 60


def test_every_fact_has_every_key_and_reading_is_deterministic() -> None:
    text = (CORPUS / "31-new-and-kept.txt").read_text(encoding="utf-8")
    one, two = read(text).as_dict(source="a"), read(text).as_dict(source="a")
    assert json.dumps(one) == json.dumps(two)
    assert list(one) == ["source", "unit", "period", "facts", "initiatives", "documents", "findings", "notes"]
    wanted = {
        "measure", "of", "status", "field", "level", "holder", "by", "award", "value", "value_to", "approx", "role",
        "out_of", "period", "part_of", "split",
        "quote", "start", "end", "confidence",
    }  # fmt: skip
    assert all(set(fact) == wanted for fact in one["facts"])


def test_units_and_periods_of_the_seeds() -> None:
    for path in sorted(seeds_folder().glob("*.txt")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        said = read(path.read_text(encoding="utf-8")).as_dict()
        assert (said["unit"], said["period"]) == (truth["unit"], truth["period"]), path.name


def test_documents_of_the_seeds() -> None:
    for path in sorted(seeds_folder().glob("*.txt")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        said = read(path.read_text(encoding="utf-8")).documents
        assert [(document.number, document.symbol) for document in said] == [
            (row["number"], row["symbol"]) for row in truth["documents"]
        ], path.name
