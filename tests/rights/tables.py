"""How a table of rights is written, and how two of them are compared so that a difference can be read."""

from collections.abc import Iterable, Mapping

Cell = tuple[str, ...]
"""(who, what, where…): one allowed thing."""


def cells(table: Mapping[str, Mapping[str, Mapping[str, Iterable[str]] | Iterable[str]]]) -> set[Cell]:
    """{who: {where: {what: states}}} or {who: {where: whats}} as a set of cells."""
    found: set[Cell] = set()
    for who, places in table.items():
        for place, inner in places.items():
            if isinstance(inner, Mapping):
                found |= {(who, what, place, state) for what, states in inner.items() for state in states}
            else:
                found |= {(who, place, what) for what in inner}
    return found


def differences(expected: set[Cell], found: set[Cell]) -> list[str]:
    """A line for each cell in which they differ, in order; empty where they are equal."""
    lines = [("may, but should not: ", cell) for cell in found - expected]
    lines += [("may not, but should: ", cell) for cell in expected - found]
    return [words + " · ".join(cell) for words, cell in sorted(lines, key=lambda line: (line[1], line[0]))]
