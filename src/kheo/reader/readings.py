"""What a reading holds: facts, named initiatives, documents, findings, each with the words it stands on."""

from dataclasses import asdict, dataclass, field
from typing import Any

FieldValue = str | list[str] | None
Number = int | float
OTHER = "other:"
"""Stands before the words of a field that is none of the known ones."""


@dataclass(slots=True)
class Span:
    """An interval of days, both ends included, as ISO dates; `label` is how the text names it."""

    start: str
    end: str
    label: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {"from": self.start, "to": self.end}


@dataclass(slots=True)
class UnitNamed:
    """The place that the report is about: 'phường Tam Quan Nam' at level 'commune'."""

    name: str
    level: str


@dataclass(slots=True)
class Fact:
    """One number of the report and what it counts. The meaning of every key stands in docs/reader.md."""

    measure: str
    value: Number
    quote: str
    start: int
    end: int
    status: str | None = None
    field: FieldValue = None
    level: str | None = None
    holder: str | None = None
    of: str | None = None
    by: str | None = None
    award: str | None = None
    value_to: Number | None = None
    approx: str | None = None
    role: str = "flow"
    out_of: Number | None = None
    period: Span | None = None
    part_of: int | None = None
    split: str | None = None
    confidence: float = 0.9

    def as_dict(self) -> dict[str, Any]:
        row = asdict(self)
        row["period"] = self.period.as_dict() if self.period else None
        return row


@dataclass(slots=True)
class Named:
    """A model or exemplar that the text names. `owner` may hold a person's name: shown to officers only, erasable."""

    kind: str
    name: str
    quote: str
    start: int
    end: int
    owner: str | None = None
    holder: str | None = None
    field: FieldValue = None
    status: str | None = None


@dataclass(slots=True)
class Document:
    """A document that the text cites, by number; `symbol` is the part after the first hyphen or slash."""

    number: str
    symbol: str | None
    date: str | None
    body: str | None
    title: str | None


@dataclass(slots=True)
class Finding:
    """Two numbers or dates of the text that do not agree. `facts` are indexes into the reading's facts."""

    kind: str
    message: str
    stated: Number | str | None
    computed: Number | str | None
    facts: list[int] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Ignored:
    """Words that were left out of the reading, and why."""

    quote: str
    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Reading:
    """What one text says. `text` is the text that all offsets count in (NFC, Unix line ends)."""

    text: str
    unit: UnitNamed | None = None
    period: Span | None = None
    facts: list[Fact] = field(default_factory=list)
    initiatives: list[Named] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)

    def as_dict(self, *, source: str | None = None, explain: bool = False) -> dict[str, Any]:
        """The reading as plain data in the order of version 1 of the format; `explain` adds what was ignored."""
        row: dict[str, Any] = {} if source is None else {"source": source}
        period = self.period
        row |= {
            "unit": asdict(self.unit) if self.unit else None,
            "period": {"label": period.label, **period.as_dict()} if period else None,
            "facts": [fact.as_dict() for fact in self.facts],
            "initiatives": [asdict(named) for named in self.initiatives],
            "documents": [asdict(document) for document in self.documents],
            "findings": [asdict(finding) for finding in self.findings],
            "notes": list(self.notes),
        }
        if explain:
            row["ignored"] = [asdict(part) for part in self.ignored]
        return row
