"""The facts of a text in blocks that are held against each other: what grows with the square of their number is small.

No report has a thousand figures; a longer text is many reports. A table with its totals is never cut.
"""

from collections.abc import Iterator

from kheo.reader.extracts import Extract

MOST_FACTS = 400


def blocks_of(extracts: list[Extract]) -> Iterator[list[Extract]]:
    """The facts in order, in lists of about MOST_FACTS; their indexes count within each list."""
    start = 0
    for end in _ends(extracts):
        block = extracts[start:end]
        shift(block, -start)
        yield block
        start = end


def shift(extracts: list[Extract], by: int) -> None:
    """Let all indexes count from another place."""
    for extract in extracts:
        if extract.fact.part_of is not None:
            extract.fact.part_of += by
        extract.share_of = None if extract.share_of is None else extract.share_of + by
        extract.denominator_of = None if extract.denominator_of is None else extract.denominator_of + by
        extract.second_total = None if extract.second_total is None else extract.second_total + by
        extract.listed = None if extract.listed is None else extract.listed + by


def _ends(extracts: list[Extract]) -> Iterator[int]:
    """Where blocks end: between two sentences or tables, and where no fact behind points to one before, or back."""
    start, furthest = 0, 0
    behind = _least_behind(extracts)
    for at, extract in enumerate(extracts):
        apart = at > 0 and extracts[at - 1].stretch != extract.stretch
        if at - start >= MOST_FACTS and apart and behind[at] >= at and furthest < at:
            yield at
            start = at
        furthest = max(furthest, at, *_indexes(extract))
    yield len(extracts)


def _least_behind(extracts: list[Extract]) -> list[int]:
    """For each place the first fact that one from there on points to."""
    least = len(extracts)
    found = []
    for at in range(len(extracts) - 1, -1, -1):
        least = min(least, at, *_indexes(extracts[at]))
        found.append(least)
    return found[::-1]


def _indexes(extract: Extract) -> list[int]:
    named = (extract.fact.part_of, extract.share_of, extract.denominator_of, extract.second_total, extract.listed)
    return [index for index in named if index is not None]
