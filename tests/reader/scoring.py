"""Scores of readings against what a careful person reads: the same keys as the project's measure, as plain
functions."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kheo.reader import read
from kheo.text import fold

FULL = ("measure", "value", "status", "field", "level")
NUMBER = ("measure", "value")
Row = dict[str, Any]


@dataclass
class Score:
    """Right, missed and invented, summed over texts; `unlike` tells where."""

    right: int = 0
    missed: int = 0
    invented: int = 0

    def add(self, wanted: "Counter[Any]", given: "Counter[Any]", excused: "Counter[Any] | None" = None) -> None:
        self.right += (wanted & given).total()
        self.missed += (wanted - given).total()
        for row, times in (given - wanted).items():
            pardon = min(times, (excused or Counter())[row[:2]])
            if excused is not None:
                excused[row[:2]] -= pardon
            self.invented += times - pardon

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.missed + self.invented) if self.right else 0.0


@dataclass
class Scores:
    number: Score
    full: Score
    named: Score
    unplaced: int
    findings_missed: list[str]
    false_alarms: list[str]


def scores_of(folder: Path) -> Scores:
    """Read every *.txt of the folder that has a .json beside it."""
    scores = Scores(Score(), Score(), Score(), 0, [], [])
    for path in sorted(folder.glob("*.txt")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        reading = read(path.read_text(encoding="utf-8"))
        said = reading.as_dict()
        for score, names in ((scores.number, NUMBER), (scores.full, FULL)):
            wanted = Counter(key(fact, names) for fact in truth["facts"] if not fact.get("ambiguous"))
            excused = Counter(key(fact, NUMBER) for fact in truth["facts"] if fact.get("ambiguous"))
            score.add(wanted, Counter(key(fact, names) for fact in said["facts"]), excused)
        scores.named.add(names_of(truth["initiatives"]), names_of(said["initiatives"]))
        scores.unplaced += sum(reading.text[fact.start : fact.end] != fact.quote for fact in reading.facts)
        compare_findings(path.name, truth["findings"], said["findings"], scores)
    return scores


def key(fact: Row, names: Iterable[str]) -> tuple[Any, ...]:
    row: list[Any] = []
    for name in names:
        value = fact.get(name)
        if name == "field":
            value = "+".join(
                sorted(
                    "other" if str(part).startswith("other:") else str(part)
                    for part in (value if isinstance(value, list) else [value])
                )
            )
        row.append(round(float(value), 3) if name == "value" and value is not None else value)
    return tuple(row)


def names_of(rows: list[Row]) -> "Counter[Any]":
    return Counter((row["kind"], fold(row["name"])) for row in rows)


def compare_findings(name: str, wanted: list[Row], said: list[Row], scores: Scores) -> None:
    for want in wanted:
        if not want.get("optional") and not any(is_same(want, given) for given in said):
            scores.findings_missed.append(f"{name}: {want['message']}")
    for given in said:
        if not any(is_same(want, given) or (want.get("optional") and want["kind"] == given["kind"]) for want in wanted):
            scores.false_alarms.append(f"{name}: {given['message']}")


def is_same(want: Row, given: Row) -> bool:
    """The same kind with the same two values; the two labels of a `period` finding stand in no order."""
    if want["kind"] != given["kind"]:
        return False
    if want["kind"] == "period":
        return {want["stated"], want["computed"]} == {given["stated"], given["computed"]}
    for name in ("stated", "computed"):
        target, value = want.get(name), given.get(name)
        if isinstance(target, (int, float)) and (not isinstance(value, (int, float)) or abs(target - value) > 0.011):
            return False
        if isinstance(target, str) and target != value:
            return False
    return True
