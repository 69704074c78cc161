"""Checks the truths that stand beside reports: `python -m tests.reader.truth FOLDER…`, exit 1 where one is wrong."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]

MEASURES = (
    "models exemplars models_and_exemplars families neighbourhoods agencies collectives individuals households "
    "collectives_and_individuals teams percent"
).split()
STATUSES = "registered operating new replicated recognised commended nominated met effective discontinued".split()
FIELDS = "economy culture_society defence_security political_system".split()
VALUES = {
    "measure": MEASURES,
    "of": MEASURES,
    "status": STATUSES,
    "level": "neighbourhood commune district province national".split(),
    "holder": "collective individual household".split(),
    "role": "stock flow change target".split(),
    "approx": "over under about at_least".split(),
    "split": "status field level holder measure".split(),
}
FACT_KEYS = {*VALUES, *"value value_to field by award out_of period part_of quote ambiguous".split()}
KEYS = set("voice patterns unit period facts initiatives documents findings".split())
FINDINGS = "sum percent period kind contradiction unsplit".split()
IN_WORDS = re.compile(r"\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|tư|lăm)\b", re.IGNORECASE)


def faults_of(text: str, truth: Row) -> Iterator[str]:
    """What is wrong with a truth, in sentences; nothing where it can be used."""
    yield from (f"unknown key {key}" for key in truth.keys() - KEYS)
    yield from (f"missing key {key}" for key in KEYS - truth.keys())
    flat = " ".join(text.split())
    facts = truth.get("facts", [])
    for number, fact in enumerate(facts):
        yield from (f"fact {number}: {fault}" for fault in _faults_of_fact(fact, flat, facts, number))
    yield from _faults_of_sums(facts, truth.get("findings", []))
    for row in truth.get("initiatives", []):
        if " ".join(row["name"].split()) not in flat:
            yield f"initiative “{row['name']}” does not stand in the text"
        if row["kind"] not in ("model", "exemplar"):
            yield f"initiative of kind {row['kind']}"
        if row.get("owner") and " ".join(row["owner"].split()) not in flat:
            yield f"owner “{row['owner']}” does not stand in the text"
    for row in truth.get("documents", []):
        if row["number"] not in flat:
            yield f"document {row['number']} does not stand in the text"
    for row in truth.get("findings", []):
        if row["kind"] not in FINDINGS:
            yield f"finding of kind {row['kind']}"
        if not {"message", "stated", "computed"} <= row.keys():
            yield "finding without message, stated or computed"


def _faults_of_fact(fact: Row, flat: str, facts: list[Row], number: int) -> Iterator[str]:
    yield from (f"unknown key {key}" for key in fact.keys() - FACT_KEYS)
    for name, known in VALUES.items():
        if fact.get(name) is not None and fact[name] not in known:
            yield f"{name} {fact[name]!r}"
    for field in fact["field"] if isinstance(fact.get("field"), list) else [fact.get("field")]:
        if field is not None and field not in FIELDS and not str(field).startswith("other:"):
            yield f"field {field!r}"
    if "role" not in fact:
        yield "no role"
    quote = " ".join(str(fact.get("quote", "")).split())
    if not quote or quote not in flat:
        yield f"quote {quote!r} does not stand in the text"
    elif not _holds(quote, fact.get("value")):
        yield f"quote {quote!r} does not hold {fact.get('value')}"
    if fact.get("part_of") is not None:
        total = fact["part_of"]
        if not (isinstance(total, int) and 0 <= total < len(facts)) or total == number:
            yield f"part_of {total}"
        elif "split" not in fact:
            yield "part_of without split"
    if fact.get("measure") == "percent" and "of" not in fact:
        yield "percent without of"


def _holds(quote: str, value: Any) -> bool:
    if not isinstance(value, int | float):
        return False
    written = {re.sub(r"[.\s](?=\d{3}\b)", "", n).replace(",", ".") for n in re.findall(r"\d[\d.,]*\d|\d", quote)}
    written |= {n.replace(",", "") for n in re.findall(r"\d{1,3}(?:,\d{3})+", quote)} | set(re.findall(r"\d+", quote))
    return any(float(n) == value for n in written if re.fullmatch(r"\d+(\.\d+)?", n)) or bool(IN_WORDS.search(quote))


def _faults_of_sums(facts: list[Row], findings: list[Row]) -> Iterator[str]:
    groups: dict[tuple[int, str], list[Row]] = {}
    for fact in facts:
        if isinstance(fact.get("part_of"), int) and fact["part_of"] < len(facts):
            groups.setdefault((fact["part_of"], fact.get("split", "")), []).append(fact)
    excused = any(row["kind"] in ("sum", "contradiction") for row in findings)
    for (total, split), parts in groups.items():
        added, whole = sum(part["value"] for part in parts), facts[total]["value"]
        if added > whole and not excused:
            yield f"the parts of fact {total} by {split} are {added}, more than {whole}, and no finding says so"


def main(folders: list[str]) -> int:
    """Prints every fault; 1 where there is one."""
    faults = 0
    for folder in folders:
        for path in sorted(Path(folder).glob("*.txt")):
            truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            for fault in faults_of(path.read_text(encoding="utf-8"), truth):
                print(f"{path.name}: {fault}")
                faults += 1
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
