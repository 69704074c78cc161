"""One unit, one succession, and the files that hold them."""

import csv
import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "kheo" / "data" / "units"
KINDS = ("nation", "province", "district", "commune")
UNIT_FIELDS = ("key", "kind", "type", "code", "name", "parent_key", "valid_from", "valid_to", "source", "note")
SUCCESSION_FIELDS = ("from_key", "to_key", "kind", "share", "date", "decision", "source", "note")


@dataclass(frozen=True)
class Unit:
    """One unit during one interval: both days inclusive, None is open. `parent` is a code, `parent_key` a unit."""

    kind: str
    code: str
    type: str
    name: str
    parent: str
    start: date | None
    end: date | None
    source: str
    province: str = ""
    key: str = ""
    parent_key: str = ""
    note: str = ""


@dataclass(frozen=True)
class Succession:
    from_key: str
    to_key: str
    kind: str
    share: str
    day: date
    decision: str = ""
    source: str = ""
    note: str = ""


def holds(unit: Unit, day: date) -> bool:
    return (unit.start or date.min) <= day <= (unit.end or date.max)


def files_of(units: list[Unit], links: list[Succession], aliases: set[tuple[str, str]]) -> dict[str, str]:
    """The content of each file by its name; sorted, so that the same sources give the same bytes."""
    units = sorted(units, key=lambda unit: (KINDS.index(unit.kind), unit.code, unit.start or date.min))
    links = sorted(links, key=lambda link: (link.day, link.from_key, link.to_key))
    rows = [
        (u.key, u.kind, u.type, u.code, u.name, u.parent_key, u.start or "", u.end or "", u.source, u.note)
        for u in units
    ]
    return {
        "units.csv.gz": table(UNIT_FIELDS, rows),
        "successions.csv.gz": table(SUCCESSION_FIELDS, [tuple(vars(link).values()) for link in links]),
        "aliases.csv": table(("key", "alias"), sorted(aliases)),
    }


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def put(name: str, content: str, *, check: bool) -> bool:
    """Writes the file if its content is another; says whether it was. A .gz carries no time of its own."""
    path, packed = OUT / name, name.endswith(".gz")
    present = path.read_bytes() if path.exists() else b""
    if (gzip.decompress(present) if packed and present else present) == content.encode():
        return False
    if not check:
        path.write_bytes(gzip.compress(content.encode(), 9, mtime=0) if packed else content.encode())
    return True
