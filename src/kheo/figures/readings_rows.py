"""The facts of a reading as a person decides on them: a count with its whole and its percentage is one row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kheo.figures.choices import Verdict
from kheo.figures.models import ReadFact, Reading
from kheo.reader import Reading as Found

SURE = 0.8
"""The reader's confidence from which a fact counts as certain."""

NEAR = 80
"""How many characters may stand between a count and its percentage."""

DISPUTED, DOUBTFUL, CERTAIN = range(3)
"""How much a tree of rows asks for a look, the most first."""

MISMATCHES = ("sum", "percent", "period", "kind", "contradiction")
"""Findings where the text does not agree with itself; the others only ask for a look."""


@dataclass(frozen=True)
class Row:
    """What is decided at once: `head` and, where the text has them, its whole (n of m) and its percentage.

    `number` counts from 1 in the order of the page, totals before their parts; `total` is the number of the row of
    which this is a part; `depth` says how far it is indented; `findings` are indexes into the reading's findings.
    """

    number: int
    depth: int
    head: ReadFact
    whole: ReadFact | None = None
    percent: ReadFact | None = None
    total: int | None = None
    findings: tuple[int, ...] = ()

    @property
    def facts(self) -> list[ReadFact]:
        """One to three facts, the head first."""
        return [fact for fact in (self.head, self.whole, self.percent) if fact]

    @property
    def is_open(self) -> bool:
        """Is something in it still to be decided?"""
        return any(fact.verdict == Verdict.OPEN for fact in self.facts)

    @property
    def is_disputed(self) -> bool:
        """Does a finding touch it?"""
        return bool(self.findings)

    @property
    def is_doubtful(self) -> bool:
        """Is the reader unsure of it, or the number no exact count (about, over, from–to)?"""
        said = [fact.fact for fact in self.facts]
        return any(one["confidence"] < SURE or one["approx"] or one["value_to"] is not None for one in said)

    @property
    def is_certain(self) -> bool:
        """May it be accepted together with others, unseen one by one?"""
        return not self.is_disputed and not self.is_doubtful


def rows_of(reading: Reading, facts: Iterable[ReadFact] | None = None) -> list[Row]:
    """All rows of a reading, trees of totals and parts in the order of the text."""
    ordered = sorted(reading.facts.all() if facts is None else facts, key=lambda fact: fact.position)
    groups = _grouped(ordered, reading.text)
    row_of = {fact.position: place for place, group in enumerate(groups) for fact in group}
    parents = [_parent(group[0], row_of, place) for place, group in enumerate(groups)]
    order = _as_trees(parents)
    numbers: dict[int | None, int] = {place: number for number, (place, _depth) in enumerate(order, start=1)}
    findings = reading.answer["findings"]
    return [
        _row(groups[place], findings, number=number, depth=depth, total=numbers.get(parents[place]))
        for number, (place, depth) in enumerate(order, start=1)
    ]


def trees_of(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows as trees: each a total with all that is part of it, in their order."""
    trees: list[list[Row]] = []
    for row in rows:
        if row.depth and trees:
            trees[-1].append(row)
        else:
            trees.append([row])
    return trees


def needs_look(tree: Iterable[Row]) -> int:
    """DISPUTED where a finding touches a row of the tree, DOUBTFUL where the reader is unsure of one, else CERTAIN."""
    rows = list(tree)
    if any(row.is_disputed for row in rows):
        return DISPUTED
    return DOUBTFUL if any(row.is_doubtful for row in rows) else CERTAIN


def rows_found(found: Found) -> list[Row]:
    """The rows of what the reader found, before anything of it is kept."""
    said = found.as_dict()
    facts = [ReadFact(position=at, fact=fact, value=fact["value"]) for at, fact in enumerate(said["facts"])]
    return rows_of(Reading(text=found.text, answer=said), facts)


def _row(
    group: list[ReadFact], findings: Sequence[Mapping[str, Any]], *, number: int, depth: int, total: int | None
) -> Row:
    head, *others = group
    positions = {fact.position for fact in group}
    return Row(
        number=number,
        depth=depth,
        head=head,
        whole=next((fact for fact in others if fact.fact["measure"] != "percent"), None),
        percent=next((fact for fact in others if fact.fact["measure"] == "percent"), None),
        total=total,
        findings=tuple(at for at, finding in enumerate(findings) if positions & set(finding["facts"])),
    )


def _grouped(facts: list[ReadFact], text: str) -> list[list[ReadFact]]:
    """Each fact with the whole and the percentage that belong to it, in the order of the first of each group."""
    home: dict[int, int] = {}
    taken: set[tuple[int, str]] = set()
    for fact in facts:
        kind = "percent" if fact.fact["measure"] == "percent" else "whole"
        count = _count_of(fact, facts, text) if kind == "percent" else _numerator_of(fact, facts)
        if count and (count.position, kind) not in taken:
            taken.add((count.position, kind))
            home[fact.position] = count.position
    groups: dict[int, list[ReadFact]] = {}
    for fact in facts:
        if fact.position not in home:
            groups[fact.position] = [fact]
    for fact in facts:
        if fact.position in home:
            groups[home[fact.position]].append(fact)
    return list(groups.values())


def _numerator_of(fact: ReadFact, facts: list[ReadFact]) -> ReadFact | None:
    """n of the n/m whose m this fact is: the same words, the same thing counted, no status of its own."""
    said = fact.fact
    if said["status"] is not None:
        return None
    same = [
        other
        for other in facts
        if other.position < fact.position
        and other.fact["measure"] == said["measure"]
        and other.fact["out_of"] == said["value"]
        and (other.fact["start"], other.fact["end"]) == (said["start"], said["end"])
    ]
    return same[-1] if same else None


def _count_of(fact: ReadFact, facts: list[ReadFact], text: str) -> ReadFact | None:
    """The count of which this is the percentage: the same thing and status, near it in the same sentence."""
    said = fact.fact
    if said["role"] == "change":
        return None
    near = []
    for other in facts:
        count = other.fact
        if count["measure"] != said["of"] or count["status"] != said["status"] or count["measure"] == "percent":
            continue
        gap = _between(count, said, text)
        if len(gap) <= NEAR and "\n" not in gap and ". " not in gap:
            near.append((len(gap), -other.position, other))
    return min(near, key=lambda one: one[:2])[2] if near else None


def _between(one: Mapping[str, Any], two: Mapping[str, Any], text: str) -> str:
    first, second = sorted((one, two), key=lambda said: int(said["start"]))
    return text[first["end"] : max(first["end"], second["start"])]


def _parent(head: ReadFact, row_of: Mapping[int, int], own: int) -> int | None:
    total = head.fact["part_of"]
    place = None if total is None else row_of.get(total)
    return None if place == own else place


def _as_trees(parents: list[int | None]) -> list[tuple[int, int]]:
    """(place, depth) of every row, each after its total; what goes round in a circle stands at the end, unindented."""
    children: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    order: list[tuple[int, int]] = []
    waiting = [(place, 0) for place in reversed(children.get(None, []))]
    while waiting:
        place, depth = waiting.pop()
        order.append((place, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(place, []))]
    reached = {place for place, _depth in order}
    return order + [(place, 0) for place in range(len(parents)) if place not in reached]
