"""Facts that ship with Khéo. README.md beside this file tells where each comes from and under which licence.

Only plain readers live here: the standard library and no import of ours.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class UnitRow(NamedTuple):
    """One territory during one interval, both days inclusive.

    `valid_from` None is "since before our records", `valid_to` None "until further notice". A code is unique only among
    the units of one kind valid on one day, `key` always. The parent's interval holds the child's.
    """

    key: str
    kind: str
    type: str
    code: str
    name: str
    parent_key: str
    valid_from: date | None
    valid_to: date | None
    source: str
    note: str


class SuccessionRow(NamedTuple):
    """Two units of which one came from the other, on the newer one's first day.

    `share` is the part of the older unit that went to the newer one, None if unknown.
    """

    from_key: str
    to_key: str
    kind: str
    share: Decimal | None
    date: date
    decision: str
    source: str
    note: str


class AliasRow(NamedTuple):
    """Another name that people write for a unit."""

    key: str
    alias: str


def unit_rows() -> Iterator[UnitRow]:
    """Every unit there is or was, parents before children: nation, provinces, districts, communes; each by code."""
    for row in _rows("units/units.csv.gz"):
        first, last = _day(row["valid_from"]), _day(row["valid_to"])
        place = row["key"], row["kind"], row["type"], row["code"], row["name"], row["parent_key"]
        yield UnitRow(*place, first, last, row["source"], row["note"])


def succession_rows() -> Iterator[SuccessionRow]:
    """Which unit became which, the earliest day first."""
    for row in _rows("units/successions.csv.gz"):
        share = Decimal(row["share"]) if row["share"] else None
        ends = row["from_key"], row["to_key"], row["kind"]
        yield SuccessionRow(*ends, share, date.fromisoformat(row["date"]), row["decision"], row["source"], row["note"])


def alias_rows() -> Iterator[AliasRow]:
    """Other names, by key."""
    for row in _rows("units/aliases.csv"):
        yield AliasRow(row["key"], row["alias"])


def _rows(name: str) -> Iterator[dict[str, str]]:
    content = (FOLDER / name).read_bytes()
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
    yield from csv.DictReader(text.splitlines())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
