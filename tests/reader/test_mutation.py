"""The reader knows the language, not the seeds: with places renamed and every figure changed it answers alike."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kheo.reader import read

from .scoring import FULL, key
from .seeds import seeds_folder

RENAMED = {
    "Tam Quan Nam": "Vĩnh Lộc Đông", "Hoài Nhơn": "Sơn Trung", "Phúc Thành": "Đồng Tâm Thượng",
    "Ninh Bình": "Hà Nam", "Phước Hưng": "Long Hải Tây", "Thừa Thiên Huế": "Quảng Trị",
    "PHÚC THÀNH": "ĐỒNG TÂM THƯỢNG", "Huế": "Đông Hà",
}  # fmt: skip
FACTORS = (3, 7)


def seed_names() -> list[str]:
    return [f"seed-{number:03}" for number in range(5)]


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("name", seed_names())
def test_figures_changed_and_places_renamed(name: str, factor: int) -> None:
    path = seeds_folder() / f"{name}.txt"
    text = path.read_text(encoding="utf-8")
    plain = read(text)
    changed = read(mutated(text, plain.as_dict()["facts"], factor))
    assert answers(changed.as_dict()["facts"], 1) == answers(plain.as_dict()["facts"], factor)
    assert [row.name for row in changed.initiatives] == [row.name for row in plain.initiatives]
    assert [finding.kind for finding in changed.findings] == [finding.kind for finding in plain.findings]


@pytest.mark.parametrize("name", seed_names())
def test_only_places_renamed(name: str) -> None:
    path: Path = seeds_folder() / f"{name}.txt"
    text = path.read_text(encoding="utf-8")
    assert answers(read(renamed(text)).as_dict()["facts"], 1) == answers(read(text).as_dict()["facts"], 1)


def renamed(text: str) -> str:
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    return text


def mutated(text: str, facts: list[dict[str, Any]], factor: int) -> str:
    """Every counted number times the factor, in its quotes; percentages stay, since they are shares. From the end
    on, so
    that earlier offsets hold."""
    places = sorted({(fact["start"], fact["end"]) for fact in facts}, reverse=True)
    values = {fact["value"] for fact in facts if fact["measure"] != "percent"}
    done = len(text) + 1
    for start, end in places:
        end = min(end, done)
        text = (
            text[:start]
            + re.sub(
                r"(?<![\d,./])\d+(?=(?:/\d+)? (?:mô hình|điển hình|gia đình|khu phố|cơ quan|cá nhân))|(?<=\d/)\d+(?= )",
                lambda match: times(match[0], values, factor),
                text[start:end],
            )
            + text[end:]
        )
        done = start
    return renamed(
        re.sub(r"(Tuyên dương\s+)30", lambda match: f"{match[1]}{30 * factor}", text).replace(
            "Ngoài 6 mô hình", f"Ngoài {6 * factor} mô hình"
        )
    )


def times(written: str, values: set[float], factor: int) -> str:
    return str(int(written) * factor) if int(written) in values else written


def answers(facts: list[dict[str, Any]], factor: int) -> "Counter[Any]":
    return Counter(
        key({**fact, "value": fact["value"] * (factor if fact["measure"] != "percent" else 1)}, FULL) for fact in facts
    )


def test_the_mutation_changes_something() -> None:
    path = seeds_folder() / "seed-001.txt"
    text = path.read_text(encoding="utf-8")
    facts = read(text).as_dict()["facts"]
    changed = mutated(text, facts, 3)
    assert "10122 gia đình" in changed
    assert json.dumps(read(changed).as_dict()) != json.dumps(read(text).as_dict())
