"""The place that a report is about, and what 'cấp thành phố' means there."""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from kheo.reader.readings import Span, UnitNamed
from kheo.reader.tokens import UPPER
from kheo.text import fold

Gazetteer = Mapping[str, str]
_TYPES = {
    "thôn": "neighbourhood", "bản": "neighbourhood", "ấp": "neighbourhood", "khóm": "neighbourhood",
    "buôn": "neighbourhood", "làng": "neighbourhood", "khu phố": "neighbourhood", "tổ dân phố": "neighbourhood",
    "xóm": "neighbourhood", "phường": "commune", "xã": "commune", "thị trấn": "commune", "đặc khu": "commune",
    "huyện": "district", "quận": "district", "thị xã": "district",
    "thành phố": "city", "tp": "city", "tỉnh": "province", "p": "commune", "tx": "district", "tt": "commune",
    "huyện ủy": "district", "quận ủy": "district", "thị ủy": "district", "thành ủy": "city", "tỉnh ủy": "province",
}  # fmt: skip
_FULL = {
    "tp": "thành phố", "p": "phường", "tx": "thị xã", "tt": "thị trấn", "huyện ủy": "huyện", "quận ủy": "quận",
    "thị ủy": "thị xã", "thành ủy": "thành phố", "tỉnh ủy": "tỉnh",
}  # fmt: skip
ISSUERS_SHARE = 60
_SIZE = {"neighbourhood": 0, "commune": 1, "district": 2, "city": 2, "province": 3}
_WRITTEN = "|".join(
    form
    for name in sorted(_TYPES, key=len, reverse=True)
    if len(name) > 2 or name in ("xã", "ấp")
    for form in (name, name.capitalize(), name.title(), name.upper())
)
_WORD = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
_NAMED = re.compile(
    rf"(?P<type>{_WRITTEN}|TP|Tp|TX|TT|P)(?:\.\s?|\s+)(?P<name>{_WORD}(?:\s?-\s?{_WORD}|[ \u00a0]{_WORD}){{0,4}}"
    rf"|\d{{1,2}}(?!\d|\s*[/,.]\s*\d))"
)
_NUMBERED = re.compile(r" (\d{1,2})(?![\w/%]|[.,]\d)")
_CLAUSE_ENDS = re.compile(r"\s*(?:[,(;\n]|\Z)")
_WHOLE = re.compile(
    r"(?:toàn|địa bàn|đảng bộ|đảng ủy|ủy ban nhân dân|ubnd|mttq|lãnh đạo|nhân dân)\s+(?:việt nam\s+)?"
    r"(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|thôn|bản|ấp|khu phố|buôn|xóm)\b"
)
_PARENT = re.compile(r"\s*(?:[,(–-]|\bthuộc\b|của\b)\s*\Z")
_PLACE_OF_MEETING = re.compile(r"(?:\btại|\bđến|\bvề tới|\bở)\s+\Z", re.IGNORECASE)
_STOP = {
    "so", "tong", "to", "chuc", "nam", "giai", "doan", "thuc", "hien", "va", "ve", "phong", "trao", "bao", "cao",
    "ket", "qua", "cong", "tac", "khoi", "ban", "dang", "hoi", "uy", "ubnd", "trien", "khai", "bieu", "tuyen",
    "duong",
    "chuong", "trinh", "ke", "hoach", "mat", "tran", "theo", "trong", "da", "co", "lan", "thu", "dan",
}  # fmt: skip
_PAIRS = {
    "phong": {"trao"}, "ke": {"hoach"}, "lan": {"thu"}, "ket": {"qua", "luan"}, "cong": {"tac", "nhan", "bo", "an"},
    "to": {"chuc"}, "khoi": {"dan", "van"}, "dan": {"van"}, "bao": {"cao"}, "hien": {"dang"}, "doan": {"thanh"},
    "tran": {"to"}, "mat": {"tran"}, "dang": {"bo", "uy"}, "hoi": {"nghi", "nong", "lien"}, "tuyen": {"duong"},
    "trinh": {""}, "duong": {""}, "thu": {"tuong"}, "cao": {""}, "tong": {"ket"}, "so": {"ket"}, "chuong": {"trinh"},
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


_TOWNS_OF_A_BUON = {"ma thuot", "ho", "don"}
_DISTRICTS = re.compile(r"\b(?:huyen|thi xa|cap quan|quan uy)\b")
_TYPE_WORDS = {"xa", "tp", "thanh", "huyen", "thi", "phuong", "tinh", "quan", "p", "tx"}
_OTHER_TYPES = {"huyện", "tỉnh", "phường", "quận"}


def unit_of(
    text: str, headings: list[tuple[int, int]], body: list[tuple[int, int]], gazetteer: Gazetteer, period: Span | None
) -> UnitNamed | None:
    """The unit that the report is about: named most, headings and the first sentences weighing more, what is only a
    parent ("xã A, huyện B") or the place of a meeting weighing little, and of the level of which the text says "toàn
    …". None where the text names none."""
    votes: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = {}
    parts = [(6, part) for part in headings[:5]] + [(3, part) for part in body[:2]] + [(1, part) for part in body[2:]]
    provinces = _provinces(tuple(name for name, level in gazetteer.items() if level == "province"))
    for weight, (start, end) in parts:
        for kind, name, share in [*_weighed(text, start, end, gazetteer), *_without_type(text, start, end, provinces)]:
            key = (kind, fold(name))
            if _TYPES[kind] == "neighbourhood" and weight < 6:
                share *= 0.3
            if name.islower() or key not in shown or shown[key].isupper():
                shown[key] = name
            votes[key] += round(weight * share * 10)
    if not votes:
        return _known_without_type(text, headings + body[:2], gazetteer)
    _join_cut_names(votes)
    for key in votes:
        votes[key] += 60 * _heads_the_title(text, headings, key[1])
    _prefer_issuer(text, headings, votes, gazetteer)
    _prefer_spoken_level(text, votes, shown, gazetteer)
    (kind, folded), _count = max(votes.items(), key=lambda row: row[1])
    name = shown[kind, folded]
    return UnitNamed(f"{kind} {name}", _level_of(kind, name, gazetteer))


def _weighed(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[tuple[str, str, float]]:
    """The units named in text[start:end] with the share of a vote that each gets."""
    found: list[tuple[str, str, float]] = []
    last_end, last_size = -1, 9
    for kind, name, at, to in _names(text, start, end, gazetteer):
        size = _SIZE[_TYPES[kind]]
        follows = last_end >= 0 and bool(_PARENT.match(text[last_end:at]))
        if follows and size > last_size:
            last_end, last_size = to, size
            continue
        share = 0.2 if _PLACE_OF_MEETING.search(text[max(start, at - 12) : at]) else 1.0
        found.append((kind, name, share))
        last_end, last_size = to, size
    return found


@dataclass(frozen=True, slots=True)
class _Provinces:
    """Finds provinces named without their type; `names`: as written → type and name."""

    pattern: re.Pattern[str]
    names: Mapping[str, tuple[str, str]]


@lru_cache(maxsize=4)
def _provinces(known: tuple[str, ...]) -> _Provinces:
    names: dict[str, tuple[str, str]] = {}
    for name in known:
        kind = "thành phố" if name.startswith("thành phố") else "tỉnh"
        bare = name.removeprefix(kind).strip()
        if bare != "Hồ Chí Minh":  # more often the person
            names[bare] = names[bare.upper()] = (kind, bare)
    longest = sorted(names, key=len, reverse=True)
    return _Provinces(re.compile(rf"(?<!\w)(?=[{UPPER}])(?:{'|'.join(map(re.escape, longest))})(?!\w)"), names)


def _without_type(text: str, start: int, end: int, provinces: _Provinces) -> list[tuple[str, str, float]]:
    """Provinces named without 'tỉnh', as newspapers do: half a vote each."""
    found = {provinces.names[match[0]] for match in provinces.pattern.finditer(text, start, end)}
    return [(kind, name, 0.5) for kind, name in sorted(found)]


def _join_cut_names(votes: "Counter[tuple[str, str]]") -> None:
    """A title in capitals may cut a name short ('XÃ CHIỀNG KHOI SƠ KẾT'): its votes are those of the whole name."""
    for kind, name in list(votes):
        longer = [key for key in votes if key[0] == kind and key[1].startswith(f"{name} ")]
        if longer:
            votes[longer[0]] += votes.pop((kind, name))


def _heads_the_title(text: str, headings: list[tuple[int, int]], folded: str) -> bool:
    """'Duy Trinh: Nhiều cách làm …': a title that begins with the bare name."""
    return any(
        fold(text[start : start + 60]).lstrip().startswith((f"{folded}:", f"{folded} -")) for start, _ in headings[:4]
    )


def _prefer_issuer(
    text: str, headings: list[tuple[int, int]], votes: "Counter[tuple[str, str]]", gazetteer: Gazetteer
) -> None:
    """'HỘI NÔNG DÂN TỈNH HẬU GIANG', below it 'HỘI NÔNG DÂN HUYỆN VỊ THỦY': in the head of a paper the body above
    stands first, then the one whose paper it is."""
    above: int | None = None
    for start, end in headings[:3]:
        named = _names(text, start, end, gazetteer)
        if not named or not text[start:end].isupper():
            break
        kind, name, _at, _to = named[-1]
        size = _SIZE[_TYPES[kind]]
        if above is not None and size < above:
            votes[kind, fold(name)] += ISSUERS_SHARE
        above = size


def _prefer_spoken_level(
    text: str, votes: "Counter[tuple[str, str]]", shown: dict[tuple[str, str], str], gazetteer: Gazetteer
) -> None:
    """'toàn xã', 'Đảng ủy xã': units of the level that the text speaks of as its own count more."""
    spoken = Counter(_TYPES[match[1]] for match in _WHOLE.finditer(text.lower()))
    if not spoken:
        return
    for key in votes:
        level = _TYPES[key[0]]
        known = _level_of(key[0], shown[key], gazetteer)
        said = spoken[level] + (spoken["province"] + spoken["city"] if level == "city" and known == "province" else 0)
        votes[key] += round(votes[key] * 2 * said / spoken.total())


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
    folded = fold(text)
    if "cap thanh pho" in folded and "cap tinh" in folded:
        return "district"  # two levels, one above the other
    after = period is not None and period.end >= "2025-12-31"
    if period and (period.start >= "2025-07-01" or (after and not _DISTRICTS.search(folded))):
        return "province"
    if unit is not None and unit.name.startswith(("huyện ", "quận ")) and "cap thanh pho" in folded:
        return "province"  # a district speaks so of the city of the centre that it belongs to
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


def _names(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[tuple[str, str, int, int]]:
    """Type, name and place of every unit named."""
    found = []
    for match in _NAMED.finditer(text, start, end):
        if match.start() and text[match.start() - 1].isalpha():
            continue
        written, name = match["type"], match["name"]
        shouting = len(name) > 1 and name.isupper() and not name.isdigit()
        if not name[:1].isupper() and not name.isdigit():
            continue
        kind = _FULL.get(written.lower(), written.lower())
        kept = _known_start(kind, name, gazetteer) or _trimmed(name, shouting=shouting)
        numbered = kept.isdigit() and kind not in ("phường", "quận") and bool(text[: match.start()].strip())
        if not kept or numbered or (len(written) < 2 and written.islower()):
            continue
        if kind == "buôn" and fold(kept) in _TOWNS_OF_A_BUON and written[:1].isupper():
            continue
        kept = _without_province(kept, gazetteer)
        behind = match.start("name") + len(kept)
        number = _numbered(text, kind, kept, behind)
        shown = kept.title() if shouting else kept
        found.append((kind, shown + number, match.start(), behind + len(number)))
    return found


def _numbered(text: str, kind: str, name: str, at: int) -> str:
    """' 2' of 'xã Đại Ân 2' where there is such a commune, and of 'làng Kon Rơ Bang 2,' where the clause ends there."""
    number = _NUMBERED.match(text, at)
    if number is None or name.isdigit():
        return ""
    known = fold(f"{kind} {name} {int(number[1])}") in _units_of_the_country()
    ends = _TYPES[kind] == "neighbourhood" and _CLAUSE_ENDS.match(text, number.end())
    return f" {int(number[1])}" if known or ends else ""


def _without_province(name: str, gazetteer: Gazetteer) -> str:
    """'huyện Ba Tri - Bến Tre' is huyện Ba Tri."""
    first, sign, rest = name.partition(" - ")
    return first if sign and fold(f"tỉnh {rest}") in _folded(tuple(gazetteer.items())) else name


def _known_start(kind: str, name: str, gazetteer: Gazetteer) -> str:
    """The longest beginning of the name that the gazetteer or the country knows under this type; empty where none
    does."""
    known, words = _folded(tuple(gazetteer.items())), name.split(" ")
    for count in range(len(words), 0, -1):
        called = fold(f"{kind} {' '.join(words[:count])}")
        if called in known or called in _units_of_the_country():
            return " ".join(words[:count])
    return ""


@cache
def _units_of_the_country() -> frozenset[str]:
    """The names, with their type, of all provinces, districts and communes that there are or were."""
    packed = files("kheo").joinpath("data", "units", "units.csv.gz").read_bytes()
    rows = csv.DictReader(gzip.decompress(packed).decode().splitlines())
    return frozenset(fold(f"{row['type']} {row['name']}") for row in rows)


def _trimmed(name: str, *, shouting: bool) -> str:
    """The name up to the first word that no name has; in capitals more words end it, since all are large there."""
    if fold(" ".join(name.split()[:2])) in _BEGINNINGS:
        return ""
    kept: list[str] = []
    words = name.split(" ")
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "-" and fold(following) in _TYPE_WORDS:
            break
        if (not word[:1].isupper() and not word.isdigit() and word != "-") or word.lower() in _OTHER_TYPES:
            break
        if kept and fold(word) in (_STOP if shouting else _SURE_STOP) and not _ends_a_name(word, following):
            break
        kept.append(word)
    return " ".join(kept).strip(" -")


def _ends_a_name(word: str, following: str) -> bool:
    """'huyện Quế Phong', 'huyện Cầu Kè': words that only together with the next one are none of a name."""
    pair = _PAIRS.get(fold(word))
    return pair is not None and fold(following) not in pair


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
