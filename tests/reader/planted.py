"""One number of an agreeing report is changed, and the auditor should notice: errors that nobody has thought out.

    python -m tests.reader.planted                 how many are noticed, by kind, in the half for development
    python -m tests.reader.planted apart           the same for the half kept apart
    python -m tests.reader.planted --missed sum    the changes of a kind that are not

A change is made where the truth says that two numbers hold each other: a part or the total of parts that make it, a
percentage with its numerator and whole beside it, a number told a second time. The same report gets the same changes.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kheo.reader import read

from .reports_score import REPORTS
from .scoring import Row

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTED = re.compile(r"\s*(?:mô|điển) hình\b")
NEAR_BEFORE, NEAR_BEHIND = 6, 4
LEAST_REPEATED = 10


@dataclass(frozen=True)
class Planted:
    """A report with one number changed: `text[start:]` begins with the new `written` one, where `was` stood."""

    report: str
    kind: str
    text: str
    start: int
    was: str
    written: str

    def is_noticed(self) -> bool:
        """A finding that the report does not have without the change."""
        before = self.text[: self.start] + self.was + self.text[self.start + len(self.written) :]
        return bool(_findings(self.text) - _findings(before))

    def __str__(self) -> str:
        around = self.text[max(0, self.start - 200) : self.start]
        behind = self.text[self.start + len(self.written) : self.start + 160]
        return " ".join(f"{self.report}: {self.kind}\n    {around}[{self.was} → {self.written}]{behind}".split(" "))


def planted_in(path: Path) -> Iterator[Planted]:
    """All changes of one report; none where it does not agree by itself."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    if any(not finding.get("optional") for finding in truth["findings"]):
        return
    chance = random.Random(path.stem)
    for kind, place, old, new in (*_sums(text, truth["facts"], chance), *_percentages(text, truth["facts"], chance),
                                  *_repeated(text, chance)):  # fmt: skip
        if old != new:
            yield Planted(path.stem, kind, text[:place] + new + text[place + len(old) :], place, old, new)


Change = tuple[str, int, str, str]
"""Kind, place, the number as it stands, the number to be."""


def _sums(text: str, facts: list[Row], chance: random.Random) -> Iterator[Change]:
    for total, split, parts in _divisions(facts):
        for who, fact in (("part", facts[chance.choice(parts)]), ("total", facts[total])):
            place = _place(text, fact)
            if place is not None:
                yield f"sum, {who} by {split}", *place, _like(place[1], _slip(int(fact["value"]), chance))


def _divisions(facts: list[Row]) -> Iterator[tuple[int, str, list[int]]]:
    """The totals whose parts make them, each number exact and one of its own."""
    groups: dict[tuple[int, str], list[int]] = {}
    for at, fact in enumerate(facts):
        if fact.get("part_of") is not None and fact["measure"] != "percent":
            groups.setdefault((fact["part_of"], str(fact.get("split"))), []).append(at)
    for (total, split), parts in groups.items():
        own = [facts[at] for at in parts]
        exact = not any(fact.get("approx") or fact.get("value_to") or fact.get("role") == "change" for fact in own)
        apart = len({(fact["value"], fact["quote"]) for fact in own}) == len(own) > 1
        agree = not facts[total].get("approx") and sum(fact["value"] for fact in own) == facts[total]["value"]
        if exact and apart and agree:
            yield total, split, parts


def _percentages(text: str, facts: list[Row], chance: random.Random) -> Iterator[Change]:
    for at, fact in enumerate(facts):
        if fact["measure"] != "percent" or fact.get("approx") or fact.get("role") == "target":
            continue
        place = _place(text, fact)
        if place is not None and _is_explained(facts, at, 10 ** -_decimals(place[1])):
            new = fact["value"] + chance.choice((3.2, -2.4, 5.6))
            yield "percent", *place, f"{abs(new):.{_decimals(place[1])}f}".replace(".", "," if "," in place[1] else ".")


def _is_explained(facts: list[Row], at: int, tolerance: float) -> bool:
    share = facts[at]
    near = [other for other in facts[max(0, at - NEAR_BEFORE) : at + NEAR_BEHIND] if other is not share]
    for part in near:
        if part["measure"] == share.get("of"):
            wholes = [other["value"] for other in near if other is not part and other["measure"] != "percent"]
            wholes += [part["out_of"]] if part.get("out_of") else []
            if any(abs(100 * part["value"] / whole - share["value"]) <= tolerance for whole in wholes if whole):
                return True
    return False


def _repeated(text: str, chance: random.Random) -> Iterator[Change]:
    for ignored in read(text, explain=True).ignored:
        figure = _FIGURE.search(ignored.quote)
        if ignored.reason == "repeated" and figure and _COUNTED.match(text, ignored.start + figure.end()):
            place, value = ignored.start + figure.start(), int(figure[0].replace(".", ""))
            if value >= LEAST_REPEATED:
                yield "told twice", place, figure[0], _like(figure[0], _slip(value, chance))


def _place(text: str, fact: Row) -> tuple[int, str] | None:
    """Where the number of a fact stands, and how; None where its quote stands in the text more than once."""
    at = text.find(fact["quote"])
    if at < 0 or text.find(fact["quote"], at + 1) >= 0:
        return None
    for figure in _FIGURE.finditer(fact["quote"]):
        plain = figure[0] if re.fullmatch(r"\d+\.\d{1,2}", figure[0]) else figure[0].replace(".", "").replace(",", ".")
        if plain.count(".") < 2 and float(plain) == float(fact["value"]):
            return at + figure.start(), figure[0]
    return None


def _slip(value: int, chance: random.Random) -> int:
    """A number that a tired person writes instead: digits turned round, one or two off, ten off."""
    written = str(value)
    slips = [value + 1, value + 2, value - 1]
    if len(written) > 1:
        slips.append(int(written[:-2] + written[-1] + written[-2]))
    if value > 20:
        slips += [value + 10, value - 10]
    return chance.choice([slip for slip in slips if slip > 0 and slip != value])


def _like(old: str, value: int) -> str:
    """Written as the old number was: 2.071, 06."""
    if "." in old and value > 999:
        return f"{value:,}".replace(",", ".")
    return str(value).zfill(len(old)) if old.startswith("0") else str(value)


def _decimals(written: str) -> int:
    return len(re.split("[.,]", written)[1]) if re.search("[.,]", written) else 0


def _findings(text: str) -> "Counter[tuple[str, str, str]]":
    found = read(text).findings
    return Counter((one.kind, str(one.stated), str(one.computed)) for one in found if one.kind != "unsplit")


def noticed(folder: Path) -> dict[str, tuple[int, int]]:
    """For each kind, its own name before the comma too: how many were noticed, and of how many."""
    counts: dict[str, list[int]] = {}
    for path in sorted(folder.glob("*.txt")):
        for planted in planted_in(path):
            seen = planted.is_noticed()
            for kind in {planted.kind, planted.kind.split(",")[0]}:
                counts.setdefault(kind, [0, 0])
                counts[kind][0] += seen
                counts[kind][1] += 1
    return {kind: (seen, of) for kind, (seen, of) in sorted(counts.items())}


def main(wanted: list[str]) -> None:
    """Print the figures, or the changes of one kind that nobody noticed."""
    folder = REPORTS / ("apart" if wanted == ["apart"] else "development")
    if wanted[:1] == ["--missed"]:
        changes = (planted for path in sorted(folder.glob("*.txt")) for planted in planted_in(path))
        for planted in changes:
            if planted.kind.startswith(" ".join(wanted[1:])) and not planted.is_noticed():
                print(planted)
        return
    for kind, (seen, of) in noticed(folder).items():
        print(f"{kind:<28} {seen} of {of} noticed ({100 * seen / of:.0f} %)")


if __name__ == "__main__":
    main(sys.argv[1:])
