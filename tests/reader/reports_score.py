"""`make reader-score`: the reader held against reports with known truth, by half and by pattern.

    python -m tests.reader.reports_score                      both halves, the figures only
    python -m tests.reader.reports_score development --wrong  what is missed and invented, report by report

What stands in `reports/apart` is scored and never shown.
"""

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kheo.reader import read

from .scoring import FULL, NUMBER, Row, Score, Scores, compare_findings, key, names_of

REPORTS = Path(__file__).parent / "reports"
CONTRACT = ("role", "approx", "value_to", "out_of", "split", "holder", "of", "award")


class Half:
    """All scores of one folder of reports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = 0
        self.scores = Scores(Score(), Score(), Score(), 0, [], [])
        self.by_pattern: dict[str, tuple[Score, Score]] = defaultdict(lambda: (Score(), Score()))
        self.contract: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.wanted_findings = self.found_findings = 0
        self.numbers = 0
        self.reasons: Counter[str] = Counter()
        self.wrong: list[str] = []
        for path in sorted(folder.glob("*.json")):
            self._add(path.with_suffix(".txt"))

    def _add(self, path: Path) -> None:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        reading = read(path.read_text(encoding="utf-8"), explain=True)
        said = reading.as_dict(explain=True)
        self.reports += 1
        wrong = []
        excused = Counter(key(fact, NUMBER) for fact in truth["facts"] if fact.get("ambiguous"))
        for total, names, at in ((self.scores.number, NUMBER, 0), (self.scores.full, FULL, 1)):
            wanted = Counter(key(fact, names) for fact in truth["facts"] if not fact.get("ambiguous"))
            given = Counter(key(fact, names) for fact in said["facts"])
            total.add(wanted, given, Counter(excused))
            for pattern in truth["patterns"]:
                self.by_pattern[pattern][at].add(wanted, given, Counter(excused))
            if at:
                wrong += [f"  missed   {row}" for row in (wanted - given).elements()]
                wrong += [f"  invented {row}" for row in (given - wanted).elements() if not excused[row[:2]]]
        self.scores.named.add(names_of(truth["initiatives"]), names_of(said["initiatives"]))
        wrong += [f"  name missed   {row}" for row in names_of(truth["initiatives"]) - names_of(said["initiatives"])]
        wrong += [f"  name invented {row}" for row in names_of(said["initiatives"]) - names_of(truth["initiatives"])]
        before = len(self.scores.findings_missed), len(self.scores.false_alarms)
        compare_findings(path.name, truth["findings"], said["findings"], self.scores)
        must = [row for row in truth["findings"] if not row.get("optional")]
        self.wanted_findings += len(must)
        self.found_findings += len(must) - (len(self.scores.findings_missed) - before[0])
        wrong += [f"  finding missed {row}" for row in self.scores.findings_missed[before[0] :]]
        wrong += [f"  false alarm {row}" for row in self.scores.false_alarms[before[1] :]]
        wrong += self._contract(truth, said)
        self.scores.unplaced += sum(reading.text[fact.start : fact.end] != fact.quote for fact in reading.facts)
        ignored = [part for part in said["ignored"] if part["quote"][:1].isdigit()]
        self.numbers += len(said["facts"]) + len(ignored)
        self.reasons.update(part["reason"] for part in ignored)
        wrong += [f"  unknown number {_around(reading.text, part)}" for part in ignored if part["reason"] == "unknown"]
        if wrong:
            self.wrong += [path.name, *wrong]

    def _contract(self, truth: Row, said: Row) -> list[str]:
        """The rest of what facts.md promises, for the facts that both have."""
        wrong = []
        rest = list(enumerate(said["facts"]))
        for number, fact in enumerate(truth["facts"]):
            match = next((pair for pair in rest if key(pair[1], FULL) == key(fact, FULL)), None)
            if match is None or fact.get("ambiguous"):
                continue
            rest.remove(match)
            other = match[1]
            for name in CONTRACT:
                wrong += self._hold(name, number, _plain(fact.get(name)), _plain(other.get(name)))
            wrong += self._hold("by", number, _body(fact.get("by")), _body(other.get("by")))
            wrong += self._hold("period", number, fact.get("period"), other.get("period"))
            wrong += self._hold("part_of", number, _total(truth, fact), _total(said, other))
        wrong += self._hold("unit", -1, truth["unit"], said["unit"])
        spans = [row and {"from": row["from"], "to": row["to"]} for row in (truth["period"], said["period"])]
        wrong += self._hold("report period", -1, *spans)
        documents = [
            Counter((row["number"], row.get("date")) for row in rows)
            for rows in (truth["documents"], said["documents"])
        ]
        return wrong + self._hold("documents", -1, *documents)

    def _hold(self, name: str, number: int, wanted: Any, given: Any) -> list[str]:
        self.contract[name][1] += 1
        if wanted == given:
            self.contract[name][0] += 1
            return []
        return [f"  {name} of {number}: wanted {wanted}, read {given}"]

    def lines(self) -> Iterable[str]:
        """The figures of this half."""
        scores = self.scores
        yield f"── {self.folder.name}: {self.reports} reports"
        for name, score in (("number", scores.number), ("full", scores.full), ("named", scores.named)):
            counts = f"{score.right} right, {score.missed} missed, {score.invented} invented"
            yield f"  {name:<8} F1 {score.f1:.3f}   {counts}"
        alarms = len(scores.false_alarms)
        said = self.found_findings + alarms
        precision = self.found_findings / said if said else 1.0
        recall = self.found_findings / self.wanted_findings if self.wanted_findings else 1.0
        counts = f"{self.found_findings} of {self.wanted_findings}, {alarms} false alarms"
        yield f"  findings precision {precision:.3f}, recall {recall:.3f}   {counts}"
        if self.numbers:
            unknown = self.reasons["unknown"]
            yield f"  numbers  {self.numbers}, unknown {unknown} ({100 * unknown / self.numbers:.2f} %)"
            yield "  reasons  " + ", ".join(f"{name} {count}" for name, count in self.reasons.most_common())
        shares = ", ".join(f"{name} {100 * right / of:.0f}" for name, (right, of) in self.contract.items())
        yield f"  contract, % right: {shares}"
        for pattern, (number, full) in sorted(self.by_pattern.items()):
            facts = number.right + number.missed
            yield f"    {pattern:<20} number {number.f1:.3f}  full {full.f1:.3f}  ({facts} facts)"


def _around(text: str, part: Row) -> str:
    return " ".join(text[max(0, part["start"] - 40) : part["end"] + 30].split())


def _plain(value: Any) -> Any:
    if isinstance(value, int | float):
        return round(float(value), 3)
    return value.lower() if isinstance(value, str) else value


def _body(value: Any) -> Any:
    return re.sub(r"[\W_]+", " ", value.lower()).strip() if isinstance(value, str) else value


def _cited(whole: Row) -> "Counter[Any]":
    return Counter((row["number"], row.get("date")) for row in whole["documents"])


def _total(whole: Row, fact: Row) -> Any:
    at = fact.get("part_of")
    return None if at is None else key(whole["facts"][at], NUMBER)


def main(arguments: list[str]) -> int:
    """Prints the figures; with --wrong also what is wrong in the development half."""
    try:
        _print_halves(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # `… | head` has seen enough; what is left in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print_halves(arguments: list[str]) -> None:
    chosen = [name for name in arguments if not name.startswith("-")] or ["development", "apart"]
    for name in chosen:
        half = Half(REPORTS / name)
        if "--wrong" in arguments and name != "apart":
            print("\n".join(half.wrong))
        print("\n".join(half.lines()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
