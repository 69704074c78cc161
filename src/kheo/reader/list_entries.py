"""One row of a list as an entry: every cell read by what its column is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kheo.reader.list_headings import BETWEEN, TEXTS, Column
from kheo.reader.list_values import (
    HOLDERS,
    KINDS,
    LEVELS,
    NOTHING,
    NOVELTIES,
    FieldWords,
    day_in,
    fields_in,
    holder_of,
    is_tick,
    level_in,
    one_of,
    squeezed,
    year_in,
)

LONGEST_NAME = 200
LONGEST_TEXT = 20_000
_CHOICES = {"kind": KINDS, "novelty": NOVELTIES, "level": LEVELS}
_DAYS = ("accepted_on", "starts_on", "evaluates_on")
_DITTO = {'"', "''", "”", "“", "″", "//", "nt"}
_QUOTES = {"“": "”", '"': '"', "«": "»", "'": "'", "”": "”"}
_SAID_FIRST = re.compile(r"(mô hình|điển hình)\s*[:–-]?\s*(?=[“\"«])|(mô hình|điển hình)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row: under which heading, what kind of mistake, and the value that stands there."""

    column: str
    code: str
    value: str = ""


@dataclass(slots=True)
class Context:
    """What sections and rows above say for the rows below."""

    above: dict[int, str] = field(default_factory=dict)
    field: str = ""
    kind: str = ""
    holder: str = ""
    novelty: str = ""
    place: str = ""
    year: str = ""


def entry_of(
    cells: Sequence[str], columns: Sequence[Column], context: Context, words: FieldWords
) -> tuple[dict[str, str], list[Problem]]:
    """The entry of a row by MEANINGS, choices as codes, days as 2026-04-30, the rest as written; and its problems."""
    row = _Row(context, words)
    for column in columns:
        text = _with_ditto(cells, column.position, context)
        if text.startswith("#") and text.rstrip("!?").isupper():
            row.blame(column, "formula", text)
        elif text not in NOTHING:
            row.take(column, text)
    row.complete()
    row.check(columns)
    return row.entry, row.problems


def _with_ditto(cells: Sequence[str], at: int, context: Context) -> str:
    """The text of a cell; a ditto sign is the text above it."""
    text = cells[at].strip() if at < len(cells) else ""
    if text and (text in _DITTO or squeezed(text) in {"nt", "nhu tren"}):
        return context.above.get(at, "")
    context.above[at] = text
    return text


class _Row:
    """The entry while it is being filled."""

    def __init__(self, context: Context, words: FieldWords) -> None:
        self.context, self.words = context, words
        self.entry: dict[str, str] = {}
        self.problems: list[Problem] = []

    def blame(self, column: Column, code: str, value: str = "") -> None:
        """Note what is wrong under a heading."""
        self.problems.append(Problem(column.heading, code, value[:80]))

    def take(self, column: Column, text: str) -> None:
        """Read one cell."""
        group, _sign, code = column.meaning.partition(":")
        if code:
            self._tick(column, group, code, text)
        elif group == "field":
            self._take_field(column, text)
        elif group in _CHOICES:
            self._choose(column, group, text)
        elif group in _DAYS:
            self._take_day(column, group, text)
        elif group == "year":
            self.entry["year"] = year_in(text) or self._wrong(column, "year", text)
        elif group == "holder":
            self._take_holder(text)
        elif group in TEXTS:
            self.entry[group] = text if len(text) <= LONGEST_TEXT else self._wrong(column, "long", text)
        elif group != "order":
            self.entry[group] = " ".join(text.split())

    def _wrong(self, column: Column, code: str, text: str) -> str:
        self.blame(column, code, text)
        return ""

    def _tick(self, column: Column, group: str, code: str, text: str) -> None:
        """A cross; in a column of owners (“Tập thể”, “Cá nhân”) the name itself may stand."""
        if not is_tick(text):
            if group != "holder":
                self.blame(column, "tick", text)
                return
            self.entry.setdefault("owner", " ".join(text.split()))
        if self.entry.get(group, code) != code:
            self.blame(column, "several")
        self.entry[group] = code

    def _take_field(self, column: Column, text: str) -> None:
        codes = fields_in(text, self.words)
        if len(codes) == 1:
            self.entry["field"] = codes[0]
        else:
            self.blame(column, "several_fields" if codes else "field", text)

    def _choose(self, column: Column, group: str, text: str) -> None:
        code = level_in(text) if group == "level" else one_of(text, _CHOICES[group])
        if not code:
            self.blame(column, group, text)
            return
        self.entry[group] = code
        if group == "kind" and (holder := one_of(text, HOLDERS)):
            self.entry.setdefault("holder", holder)

    def _take_day(self, column: Column, group: str, text: str) -> None:
        day = day_in(text)
        if day is None:
            self.blame(column, "day", text)
        else:
            self.entry[group] = day.isoformat()

    def _take_holder(self, text: str) -> None:
        if code := one_of(text, HOLDERS):
            self.entry["holder"] = code
        else:
            self.entry.setdefault("owner", " ".join(text.split()))

    def complete(self) -> None:
        """What the row leaves open is said by the section that it stands in, by its name, or by its owner."""
        self._clean_name()
        for name in ("field", "kind", "holder", "novelty", "place", "year"):
            if not self.entry.get(name) and (said := getattr(self.context, name)):
                self.entry[name] = said
        if not self.entry.get("owner") and self.entry.get("lead"):
            self.entry["owner"] = self.entry["lead"]
        self.entry.setdefault("kind", "model")
        self.entry.setdefault("holder", holder_of(self.entry.get("owner", "")))

    def _clean_name(self) -> None:
        """“Mô hình: “Hũ gạo”” is “Hũ gạo”: quotes are drawn by pages."""
        name = self.entry.get("name", "")
        if said := _SAID_FIRST.match(name):
            name = name[said.end() :].strip()
            if kind := one_of(said[0], KINDS):
                self.entry.setdefault("kind", kind)
        if len(name) > 1 and _QUOTES.get(name[0]) == name[-1]:
            name = name[1:-1].strip()
        self.entry["name"] = name

    def check(self, columns: Sequence[Column]) -> None:
        """What no row may lack: name, owner, field; and what the register has no room for."""
        heads = {column.meaning: column for column in columns}
        blamed = {problem.column for problem in self.problems}
        for name in ("name", "owner", "field"):
            head = heads.get(name) or _crossed(columns, name)
            value = self.entry.get(name, "")
            if not value and head.heading not in blamed - {""} and not self._is_ticked_wrong(name, columns, blamed):
                self.blame(head, f"no_{name}")
            elif name != "field" and len(value) > LONGEST_NAME:
                self.blame(head, "long_name", value)
        if len(self.entry.get("name", "")) == 1:
            self.blame(heads["name"], "short_name", self.entry["name"])

    def _is_ticked_wrong(self, name: str, columns: Sequence[Column], blamed: set[str]) -> bool:
        """True where a column of crosses for this is blamed already."""
        return any(column.meaning.startswith(f"{name}:") and column.heading in blamed for column in columns)


def _crossed(columns: Sequence[Column], name: str) -> Column:
    """What stands over the columns of crosses for `name`, as one column; without a heading where there are none."""
    heads = [column.heading for column in columns if column.meaning.startswith(f"{name}:")]
    above = {head.partition(BETWEEN)[0] for head in heads}
    return Column(-1, above.pop() if len(above) == 1 else ", ".join(heads), name)
