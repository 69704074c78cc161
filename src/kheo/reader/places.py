"""The place that a report is about, and what 'cấp thành phố' means there."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kheo.reader.readings import Span, UnitNamed
from kheo.reader.tokens import UPPER
from kheo.text import fold

Gazetteer = Mapping[str, str]
_TYPES = {
    "phường": "commune", "xã": "commune", "thị trấn": "commune", "đặc khu": "commune", "huyện": "district",
    "quận": "district", "thị xã": "district",
    "thành phố": "city", "tp": "city", "tỉnh": "province", "p": "commune", "tx": "district", "tt": "commune",
}  # fmt: skip
_FULL = {"tp": "thành phố", "p": "phường", "tx": "thị xã", "tt": "thị trấn"}
_WRITTEN = "|".join(
    f"{form}"
    for name in ("phường", "xã", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
    for form in (name, name.capitalize(), name.title(), name.upper())
)
_NAMED = re.compile(
    rf"(?P<type>{_WRITTEN}|TP|Tp|TX|TT|P)(?:\.\s?|\s+)(?P<name>[{UPPER}][^\W\d_]*(?:\s?-\s?[{UPPER}][^\W\d_]*|[ "
    rf"\u00a0][{UPPER}][^\W\d_]*){{0,4}}|\d{{1,2}}(?!\d|\s*[/,.]\s*\d))"
)
_STOP = {
    "so", "tong", "to", "chuc", "nam", "giai", "doan", "thuc", "hien", "va", "ve", "phong", "trao", "bao", "cao",
    "ket", "qua", "cong", "tac", "khoi", "ban", "dang", "hoi", "uy", "ubnd", "trien", "khai", "bieu", "tuyen",
    "duong",
    "chuong", "trinh", "ke", "hoach", "mat", "tran", "theo", "trong", "da", "co", "lan", "thu", "dan",
}  # fmt: skip
_BEGINNINGS = {
    "so ket",
    "tong ket",
    "to chuc",
    "bieu duong",
    "thuc hien",
    "trien khai",
    "tuyen duong",
    "cong bo",
    "khen thuong",
    "ra mat",
    "bao cao",
    "ket qua",
    "cong nhan",
    "phat dong",
    "trao tang",
    "hop ban",
    "giao ban",
    "danh gia",
}
_SURE_STOP = _STOP - {
    "to",
    "nam",
    "va",
    "hoi",
    "khoi",
    "dang",
    "duong",
    "mat",
    "phong",
    "ban",
    "tran",
    "trong",
    "co",
    "thu",
    "lan",
    "tong",
    "doan",
    "so",
    "cao",
    "hien",
    "chuong",
    "theo",
    "da",
    "bao",
    "dan",
    "khai",
    "tuyen",
    "trinh",
    "tac",
    "ket",
    "cong",
}


def unit_of(
    text: str, headings: list[tuple[int, int]], body: list[tuple[int, int]], gazetteer: Gazetteer, period: Span | None
) -> UnitNamed | None:
    """The unit named most, headings and the first sentences weighing more; None where the text names none."""
    votes: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = {}
    for weight, parts in ((6, headings[:5]), (3, body[:2]), (1, body[2:])):
        for start, end in parts:
            for kind, name in _names(text, start, end):
                key = (kind, fold(name))
                shown.setdefault(key, name)
                votes[key] += weight
    if votes:
        (kind, _), _count = max(votes.items(), key=lambda row: row[1])
        best = max(votes.items(), key=lambda row: row[1])[0]
        return UnitNamed(f"{kind} {shown[best]}", _level_of(kind, shown[best], gazetteer))
    return _known_without_type(text, headings + body[:2], gazetteer)


def default_gazetteer(words: Mapping[str, Any]) -> Gazetteer:
    """Provinces and central cities that ship: name with its type → level."""
    places = words["places"]
    found = {f"thành phố {name}": "province" for name in places["cities"]}
    return found | {f"tỉnh {name}": "province" for name in places["provinces"]}


def city_level(unit: UnitNamed | None, text: str, gazetteer: Gazetteer, period: Span | None) -> str:
    """What 'cấp thành phố' is in this text: `province` in a city of the centre, and everywhere from 1 July 2025.

    A city of the centre is known by its name after 'thành phố' or 'Thành ủy', or by having urban districts (quận).
    Huế is one since 1 January 2025.
    """
    if period and period.start >= "2025-07-01":
        return "province"
    folded = fold(text)
    if "tinh uy" in folded or "ubnd tinh" in folded:
        return "district"
    if "cap quan" in folded or "quan uy" in folded:
        return "province"
    cities = {
        fold(name).removeprefix("thanh pho ")
        for name, level in gazetteer.items()
        if level == "province" and name.startswith("thành phố ")
    }
    if not (period and period.start >= "2025-01-01"):
        cities.discard("hue")
    named = any(f"{head} {city}" in folded for city in cities for head in ("thanh pho", "thanh uy", "tp.", "tp"))
    return "province" if named else "district"


def _names(text: str, start: int, end: int) -> list[tuple[str, str]]:
    found = []
    for match in _NAMED.finditer(text, start, end):
        if match.start() and text[match.start() - 1].isalpha():
            continue
        written, name = match["type"], match["name"]
        shouting = written.isupper() and len(written) > 2 and name.isupper()
        if not name[:1].isupper() and not name.isdigit():
            continue
        name = _trimmed(name, shouting=shouting)
        kind = _FULL.get(written.lower(), written.lower())
        if not name or (name.isdigit() and kind not in ("phường", "quận")) or (len(written) < 3 and written.islower()):
            continue
        found.append((kind, name.title() if shouting else name))
    return found


def _trimmed(name: str, *, shouting: bool) -> str:
    """The name up to the first word that no name has; in capitals more words end it, since all are large there."""
    if fold(" ".join(name.split()[:2])) in _BEGINNINGS:
        return ""
    kept: list[str] = []
    for word in name.split(" "):
        if not word[:1].isupper() and not word.isdigit() and word != "-":
            break
        if kept and fold(word) in (_STOP if shouting else _SURE_STOP):
            break
        kept.append(word)
    return " ".join(kept).strip(" -")


def _level_of(kind: str, name: str, gazetteer: Gazetteer) -> str:
    known = _folded(tuple(gazetteer.items())).get(fold(f"{kind} {name}"))
    if known:
        return known
    level = _TYPES[kind]
    return "district" if level == "city" else level


def _known_without_type(text: str, parts: list[tuple[int, int]], gazetteer: Gazetteer) -> UnitNamed | None:
    """A province named without its type at the head of a text: 'Thừa Thiên Huế: …'."""
    provinces = [
        (fold(name).removeprefix("tinh ").removeprefix("thanh pho "), name)
        for name, level in gazetteer.items()
        if level == "province"
    ]
    for start, end in parts[:4]:
        head = " ".join(fold(text[start : min(end, start + 60)]).split())
        for bare, name in provinces:
            if head.startswith(bare) and head[len(bare) : len(bare) + 1] in (":", " ", "", ","):
                return UnitNamed(name, "province")
    return None


@lru_cache(maxsize=4)
def _folded(rows: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {fold(name): level for name, level in rows}
