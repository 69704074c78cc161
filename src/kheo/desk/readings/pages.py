"""What the review page shows: rows, names, text and the counts of its heading, cut into pages where there are many."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kheo.audit import clock
from kheo.desk.readings import words
from kheo.desk.readings.findings import Told, told
from kheo.desk.readings.forms import DecisionForm
from kheo.desk.readings.marks import Mark, Piece, marks_of, paragraphs
from kheo.figures.choices import Verdict
from kheo.figures.models import ReadFact, Reading, ReadName
from kheo.figures.readings_names import alike
from kheo.figures.readings_rows import CERTAIN, Row, needs_look, rows_of, trees_of
from kheo.initiatives.queries import Similar
from kheo.ui.written import moment
from kheo.units.actors import Actor

PER_PAGE = 100


def page_number(asked: str | None) -> int:
    """The page that the address asks for; 1 for what is no number."""
    return int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


@dataclass
class ShownRow:
    """A row in words, with its controls or what was decided on it."""

    row: Row
    number: str
    counted: str
    details: list[str]
    wrongs: list[str]
    verdict: str = ""
    decided: str = ""
    can_reopen: bool = False
    choice: Any = None
    fixes: list[tuple[str, Any]] = field(default_factory=list)


@dataclass
class ShownName:
    """A named model or exemplar, with its controls or what became of it."""

    name: ReadName
    number: int
    details: list[str]
    choice: Any = None
    decided: str = ""
    can_reopen: bool = False
    has_known: bool = False


@dataclass
class Group:
    """Rows under one heading: those to look at, those that are certain."""

    code: str
    title: str
    rows: list[ShownRow]


class ReviewPage:
    """One page of a reading; nearly always the only one. Reads the facts and names that came with the reading."""

    def __init__(self, reading: Reading, number: int = 1, *, actor: Actor) -> None:
        self.reading, self.actor = reading, actor
        self.all_rows = rows_of(reading)
        self.pages = max(1, -(-len(self.all_rows) // PER_PAGE))
        self.number = max(1, min(number, self.pages))
        self.rows = self.all_rows[(self.number - 1) * PER_PAGE : self.number * PER_PAGE]

    @cached_property
    def names(self) -> list[ReadName]:
        """The named models; they stand on the last page."""
        return sorted(self.reading.names.all(), key=lambda name: name.position) if self.number == self.pages else []

    @property
    def open_names(self) -> list[ReadName]:
        """Those still to be decided."""
        return [name for name in self.names if name.verdict == Verdict.OPEN]

    @cached_property
    def told(self) -> list[Told]:
        """All findings of the reading, in words."""
        return told(self.reading.answer["findings"], self.all_rows)

    @property
    def mismatches(self) -> list[Told]:
        """Where the text does not agree with itself."""
        return [one for one in self.told if one.is_mismatch]

    @property
    def remarks(self) -> list[Told]:
        """What else asks for a look."""
        return [one for one in self.told if not one.is_mismatch]

    @property
    def notes(self) -> list[str]:
        """The reader's notes that a person can use, in words."""
        cut = [note.partition(": ")[2] for note in self.reading.answer["notes"] if note.startswith("a percentage cut")]
        return [_("A percentage was cut and not rounded: “%(quote)s”.") % {"quote": quote} for quote in cut]

    @property
    def heading(self) -> str:
        """The answer of the page."""
        count = len(self.all_rows)
        if not count and self.names:
            named = len(self.names)
            sentence = ngettext(
                "The reader found the name of %(count)s model or exemplar",
                "The reader found the names of %(count)s models and exemplars",
                named,
            )
            return sentence % {"count": named}
        if not count:
            return _("The reader found no number in this document")
        if self.reading.closed_at:
            decided = ngettext(
                "%(count)s number decided, %(kept)s accepted", "%(count)s decided, %(kept)s accepted", count
            )
            return decided % {"count": count, "kept": self.kept}
        read = ngettext("The reader found %(count)s number", "The reader found %(count)s numbers", count)
        if not self.mismatches:
            return read % {"count": count}
        wrong = len(self.mismatches)
        both = ngettext("%(read)s, %(wrong)s place does not agree", "%(read)s, %(wrong)s places do not agree", wrong)
        return both % {"read": read % {"count": count}, "wrong": wrong}

    @property
    def period(self) -> str:
        """The span of the report in words."""
        return words.span(self.reading.starts_on, self.reading.ends_on)

    @cached_property
    def kept(self) -> int:
        """Rows accepted, corrected ones among them."""
        return sum(row.head.verdict in {Verdict.ACCEPTED, Verdict.CORRECTED} for row in self.all_rows)

    @property
    def figures(self) -> int:
        """Single figures accepted: a row with its whole and its percentage has three."""
        facts = [fact for row in self.all_rows for fact in row.facts]
        return sum(fact.verdict in {Verdict.ACCEPTED, Verdict.CORRECTED} for fact in facts)

    @cached_property
    def open(self) -> int:
        """Rows still to be decided, on all pages."""
        return sum(row.is_open for row in self.all_rows)

    @property
    def open_here(self) -> int:
        """Rows still to be decided on this page."""
        return sum(row.is_open for row in self.rows)

    @property
    def dropped(self) -> int:
        """Rows dropped."""
        return sum(row.head.verdict == Verdict.DROPPED for row in self.all_rows)

    @property
    def corrected(self) -> int:
        """Rows with a number put right."""
        return sum(any(fact.verdict == Verdict.CORRECTED for fact in row.facts) for row in self.all_rows)

    @property
    def is_begun(self) -> bool:
        """Was anything decided yet?"""
        return self.open < len(self.all_rows) or any(name.verdict != Verdict.OPEN for name in self.reading.names.all())

    @property
    def certain(self) -> list[Row]:
        """Open rows of this page that may be accepted together."""
        return [row for row in self.rows if row.is_open and row.is_certain]

    @property
    def certain_positions(self) -> str:
        """Their positions, as the page carries them."""
        return ",".join(str(row.head.position) for row in self.certain)

    @property
    def drafts(self) -> list[ReadName]:
        """Names that became drafts."""
        return [name for name in self.reading.names.all() if name.registration_id]

    def paragraphs(self) -> list[list[Piece]]:
        """The text of this page with its marks."""
        text, starts = self.reading.text, self._page_starts()
        first, last = starts[self.number - 1], starts[self.number]
        names = [Mark(one.named["start"], one.named["end"], at, kind="name") for at, one in enumerate(self.names, 1)]
        return paragraphs(text, [*marks_of(self.rows), *names], first=first, last=last)

    def _page_starts(self) -> list[int]:
        """Where each page's text begins, and the end of the last one; a paragraph is never cut."""
        starts = [0]
        for page in range(1, self.pages):
            rows = self.all_rows[page * PER_PAGE : (page + 1) * PER_PAGE]
            first = min(row.head.fact["start"] for row in rows)
            starts.append(max(starts[-1], self.reading.text.rfind("\n", 0, first) + 1))
        return [*starts, len(self.reading.text)]

    @cached_property
    def alike(self) -> Mapping[int, list[Similar]]:
        """For each open name of this page, the initiatives of the register that it may be."""
        return alike(self.actor, self.reading, self.open_names)

    def groups(self, form: DecisionForm) -> list[Group]:
        """The rows of this page in words, whole trees: what does not agree, then what is doubtful, then the rest."""
        trees = sorted(trees_of(self.rows), key=needs_look)
        look = [row for tree in trees if needs_look(tree) < CERTAIN for row in tree]
        sure = [row for tree in trees if needs_look(tree) == CERTAIN for row in tree]
        named = [
            ("look", ngettext("Look closely: %(count)s number", "Look closely: %(count)s numbers", len(look)), look),
            ("sure", ngettext("Certain: %(count)s number", "Certain: %(count)s numbers", len(sure)), sure),
        ]
        return [
            Group(code, title % {"count": len(rows)}, [self._shown(row, form) for row in rows])
            for code, title, rows in named
            if rows
        ]

    def _shown(self, row: Row, form: DecisionForm) -> ShownRow:
        head, span = row.head, (self.reading.starts_on, self.reading.ends_on)
        said = words.of_fact(
            head.fact,
            head.value,
            *span,
            corrected=head.verdict == Verdict.CORRECTED,
        )
        shown = ShownRow(
            row=row,
            number=words.number(said),
            counted=words.counted(said),
            details=[*_besides(row), *words.circumstances(said, report=span, is_part=row.total is not None)],
            wrongs=[self.told[at].short for at in row.findings if row in self.told[at].rows],
        )
        if row.is_open and f"f{head.position}" in form.fields:
            shown.choice = form[f"f{head.position}"]
            shown.fixes = [(_fix_label(row, fact), form[f"v{fact.position}"]) for fact in row.facts]
        else:
            shown.verdict, shown.decided = _verdict(row), _by(head)
            shown.can_reopen = self.may_take_back(head)
        return shown

    def may_take_back(self, one: ReadFact | ReadName) -> bool:
        """Was it decided by the actor, today?"""
        at = one.decided_at
        return bool(at and one.decided_by == self.actor.user and timezone.localdate(at) == clock.today())

    def shown_names(self, form: DecisionForm) -> list[ShownName]:
        """The names of this page in words."""
        return [self._shown_name(name, at, form) for at, name in enumerate(self.names, 1)]

    def _shown_name(self, name: ReadName, at: int, form: DecisionForm) -> ShownName:
        named = name.named
        field_codes = named["field"] if isinstance(named["field"], list) else [named["field"]] if named["field"] else []
        said = [named["owner"] or "", words.fields(tuple(field_codes)), str(_statuses().get(named["status"] or "", ""))]
        shown = ShownName(name=name, number=at, details=[one for one in said if one])
        if name.verdict == Verdict.OPEN and f"n{name.position}" in form.fields:
            shown.choice = form[f"n{name.position}"]
            shown.has_known = bool(self.alike.get(name.position))
        else:
            shown.decided = _by(name)
            shown.can_reopen = name.registration_id is None and self.may_take_back(name)
        return shown


def _besides(row: Row) -> list[str]:
    """The whole and the percentage of a row: “7 trên tổng số 7”, “chiếm 96,99%”."""
    found = []
    if row.whole:
        numbers = {"part": words.plain_number(row.head.value), "whole": words.plain_number(row.whole.value)}
        found.append(_("%(part)s of %(whole)s in all") % numbers)
    if row.percent:
        found.append(_("that is %(number)s%%") % {"number": words.plain_number(row.percent.value)})
    return found


def _fix_label(row: Row, fact: Any) -> str:
    if fact is row.whole:
        return _("The right total")
    if fact is row.percent:
        return _("The right percentage")
    return _("The right number")


def _verdict(row: Row) -> str:
    if any(fact.verdict == Verdict.CORRECTED for fact in row.facts):
        return "corrected"
    return str(row.head.verdict)


def _by(one: Any) -> str:
    if one.decided_by is None or one.decided_at is None:
        return ""
    return _("%(who)s, %(when)s") % {"who": one.decided_by.full_name, "when": moment(one.decided_at)}


def _statuses() -> dict[str, str]:
    return {
        "new": pgettext("named model", "New"),
        "maintained": pgettext("named model", "Kept up"),
        "replicated": pgettext("named model", "Replicated"),
        "recognised": pgettext("named model", "Recognised"),
        "commended": pgettext("named model", "Commended"),
    }
