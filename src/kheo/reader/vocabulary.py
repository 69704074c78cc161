"""The words of the reader: data files compiled into one tree of phrases."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from kheo.text import fold, word_key

JOINERS = ("-", "–", "—", ",", "/", "&", "và")
NUMBER_WORDS = (
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "bẩy",
    "tám",
    "chín",
    "mười",
    "mươi",
    "một",
    "mốt",
    "lăm",
    "tư",
    "trăm",
    "chục",
    "nghìn",
    "ngàn",
    "bon",
    "sau",
    "bay",
    "tam",
    "chin",
    "muoi",
)
FILES = ("measures", "acts", "fields", "levels", "words", "furniture", "places")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: `kind` (measure, act, field, level, body, award, division, …), `value`, and traits."""

    kind: str
    value: Any
    traits: frozenset[str] = frozenset()
    act: str = ""


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases: the next words, and what ends here."""

    next: dict[str, "Node"] = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)


@dataclass(slots=True)
class Vocabulary:
    """Compiled words. `words` is the plain data they come from; `accented` and `bare` are the trees for texts with and
    without diacritics."""

    words: Mapping[str, Any]
    accented: Node
    bare: Node
    titles: frozenset[str]
    ordinals: frozenset[str]
    bare_ordinals: frozenset[str]
    counting_in_words: re.Pattern[str]
    counting: tuple[re.Pattern[str], ...]

    def other_nouns(self, measure: str) -> tuple[str, ...]:
        """What a place calls its models or exemplars beside “mô hình” and “điển hình”."""
        phrases = self.words["measures"][measure]["phrases"]
        return tuple(phrase for phrase in phrases if "mô hình" not in phrase and "điển hình" not in phrase)


def load_words() -> dict[str, Any]:
    """The words that ship, as one mapping: the name of a data file → its content."""
    folder = resources.files("kheo") / "data" / "vocabulary"
    return {name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in FILES}


def build_vocabulary(words: Mapping[str, Any]) -> Vocabulary:
    """Compile plain words, shaped as `load_words` returns them. Raises KeyError where a file or table is missing."""
    accented, bare = Node(), Node()
    for phrase, meaning in _phrases(words):
        keys = [part if part == "~" else word_key(part) for part in phrase.split()]
        _plant(accented, keys, meaning)
        _plant(bare, [part if part == "~" else fold(part) for part in phrase.split()], meaning)
    measures, ordinals = words["measures"], words["words"]["number"]["ordinal"]
    return Vocabulary(
        words=words,
        accented=accented,
        bare=bare,
        titles=frozenset(name for name, row in measures.items() if row.get("title")),
        counting_in_words=_counting_in_words(measures),
        counting=_counting(measures),
        ordinals=frozenset(map(word_key, ordinals)),
        bare_ordinals=frozenset(map(fold, ordinals)),
    )


@lru_cache(maxsize=1)
def default_vocabulary() -> Vocabulary:
    """The vocabulary that ships, compiled once."""
    return build_vocabulary(load_words())


def _first_syllables(measures: Mapping[str, Any]) -> str:
    syllables = {phrase.split()[0] for row in measures.values() for phrase in row["phrases"]}
    return "|".join(sorted(syllables | {fold(syllable) for syllable in syllables}))


def _counting_in_words(measures: Mapping[str, Any]) -> re.Pattern[str]:
    """Finds, in lower case, a number in words before the first syllable of something counted."""
    return re.compile(rf"(?:{'|'.join(NUMBER_WORDS)})\s+(?:{_first_syllables(measures)})\b")


def _counting(measures: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    """Finds, in lower case, digits beside the first syllable of something counted: what has no such place need not be
    read closely. Each pattern begins with few letters, so that the search skips quickly."""
    first = _first_syllables(measures)
    return (
        re.compile(rf"\d[\d.,/\s–-]{{0,24}}(?:%|phần|\([^()\n]{{1,40}}\)\s*)?(?:lượt\s+|luot\s+)?(?:%|(?:{first})\b)"),
        re.compile(rf"(?:{first})\b[^.:;\n]{{0,60}}:\s*\d"),
        re.compile(rf"(?:{first})\b[^.;\n]{{0,50}}(?:tăng|giảm)[^.;\n]{{0,20}}\d"),
        re.compile(rf"(?:số|so|lệ|le)\s+(?:lượng\s+)?(?:các\s+)?(?:{first})\b"),
        re.compile(r"(?:mô|điển) hình\s(?:mới|nhân|tiếp|duy|đang|đăng|được|đã)\b[^\d.;:,\n]{0,30}\d"),
        re.compile(r"con số (?:ấy|này|đó)\b"),
    )


def _phrases(words: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    yield from _measures(words["measures"])
    yield from _acts(words["acts"])
    yield from _fields(words["fields"])
    yield from _levels(words["levels"])
    yield from _other_words(words["words"])
    yield "dân vận khéo", Meaning("movement", "dvk")


def _measures(measures: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for name, row in measures.items():
        for phrase in row["phrases"]:
            yield phrase, Meaning("measure", name)


def _acts(acts: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    names = ("weak", "governs", "plain", "asks", "selects", "titles_only", "award")
    for row in acts["act"]:
        traits = frozenset(name for name in names if row.get(name))
        for phrase in row["phrases"]:
            yield phrase, Meaning("act", row["status"], traits, row["act"])


def _fields(fields: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for name, row in fields.items():
        if name == "several":
            yield from ((phrase, Meaning("field", tuple(bases))) for phrase, bases in row.items())
        elif name == "other":
            yield from ((phrase, Meaning("other", phrase)) for phrase in row["phrases"])
        else:
            yield from ((phrase, Meaning("field", (name,))) for phrase in row["phrases"])
    for phrase in ("lĩnh vực", "các lĩnh vực", "từng lĩnh vực", "mảng", "nhóm lĩnh vực"):
        yield phrase, Meaning("field_head", phrase.split()[0])


def _levels(levels: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for level, phrases in levels["words"].items():
        for phrase in phrases:
            yield f"cấp {phrase}", Meaning("level", level)
    for level, phrases in levels["bodies"].items():
        for phrase in phrases:
            yield phrase, Meaning("body", level)


def _other_words(words: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for verb in words["view"]["verbs"]:
        yield from ((f"{verb} {by}", Meaning("division", "whole")) for by in words["view"]["by"])
    for table in ("approximate", "division", "scope", "noise"):
        for value, phrases in words[table].items():
            yield from ((phrase, Meaning(table, value)) for phrase in phrases)


def _plant(root: Node, keys: list[str], meaning: Meaning) -> None:
    """Hang a phrase into the tree; '~' makes one way without and one with each joiner."""
    places = [root]
    for key in keys:
        if key == "~":
            places += [place.next.setdefault(joiner, Node()) for place in places for joiner in _joiner_keys()]
        else:
            places = [place.next.setdefault(key, Node()) for place in places]
    for place in places:
        if meaning not in place.meanings:
            place.meanings.append(meaning)


def _joiner_keys() -> list[str]:
    return [*JOINERS, word_key("và"), "va"]
