"""A report as an official document of its issuer: text, tables and list, all from the report's own snapshot."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kheo.documents.layouts import Layout, LayoutNotAvailable, layout_for
from kheo.documents.official import (
    Annex,
    Block,
    Column,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    write_docx,
)
from kheo.documents.refusal import Refusal
from kheo.documents.written import day
from kheo.figures.choices import ReportState
from kheo.figures.models import Report
from kheo.figures.report_texts import LANGUAGE, level_of, signature_words, status_word, wording
from kheo.figures.snapshot import Snapshot, last_day_of, period_of
from kheo.figures.spans import name_of
from kheo.initiatives.choices import Field, Kind, Level, Novelty
from kheo.units.choices import LayoutProfile
from kheo.units.errors import NotPossible
from kheo.units.models import Organisation

FLOW = ("models", "exemplars", "registered", "new", "maintained", "replicated", "evaluated")


def available_layout(issuer: Organisation) -> Layout:
    """The layout of the issuer's own family. Raises NotPossible where it is not there: no other family's is given."""
    try:
        return layout_for(issuer.layout)
    except LayoutNotAvailable as error:
        raise NotPossible(
            _(
                "The layout for papers of the Front and of mass organisations is not there yet, and %(issuer)s never "
                "gets another one's. Choose the Party committee or the People's Committee, or write this report by "
                "hand."
            )
            % {"issuer": issuer}
        ) from error


def write_report(report: Report, *, is_sample: bool) -> bytes:
    """The report as .docx: marked as a draft before it is frozen, as sample data in a demonstration.

    Raises NotPossible with a sentence where the document cannot be written.
    """
    layout = available_layout(report.issuer)
    marks = [str(wording()["draft"]["mark"])] if report.state == ReportState.DRAFT else []
    if is_sample:
        marks.append(layout.sample.mark)
    try:
        if marks:
            layout = layout_for(report.issuer.layout, {"sample": {"mark": " – ".join(marks)}})
        return write_docx(official_document(report, is_marked=bool(marks)), layout)
    except Refusal as error:
        raise NotPossible(_(error.message) % error.values) from error


def official_document(report: Report, *, is_marked: bool = False) -> OfficialDocument:
    """What the report says, apart from its look. Raises a documents' Refusal for what no layout could print."""
    with override(LANGUAGE):
        issuer = report.issuer
        superior = issuer.superior.name if issuer.superior else ""
        return OfficialDocument(
            issuer=Issuer(superior, issuer.name, report.place),
            symbol=symbol_of(issuer),
            subject=report.subject,
            signature=Signature(signer=report.signatory, **_signed(report)),
            number=int(report.number) if report.number.isdecimal() and int(report.number) else report.number or None,
            place=report.place,
            date=report.dated,
            type_name=str(wording()["type_name"]),
            blocks=[*_body(report), *_annexes(report.snapshot)],
            recipients=[line.strip() for line in report.recipients.splitlines() if line.strip()],
            is_sample=is_marked,
        )


def symbol_of(issuer: Organisation) -> str:
    """The symbol of the issuer's reports: BC-UBND for the State, BC/ĐU for the Party; “BC” where none is known."""
    own = issuer.symbol.strip()
    if not own or own.upper().startswith("BC"):
        return own or "BC"
    return f"BC{'/' if issuer.layout == LayoutProfile.PARTY else '-'}{own}"


def _signed(report: Report) -> Any:
    return signature_words(report.issuer, report.signature)


def _body(report: Report) -> Iterator[Block]:
    """The sections; one that was emptied falls away, and so does a heading that nothing follows."""
    kept = [(level_of(section["code"]), section) for section in report.sections]
    for place, (level, section) in enumerate(kept):
        below = []
        for next_level, later in kept[place + 1 :]:
            if next_level <= level:
                break
            below.append(later["text"].strip())
        if section["text"].strip() or any(below):
            yield Heading(level, section["title"])
            yield from _paragraphs(section["text"])
    period = name_of(period_of(report.snapshot))
    yield Paragraph(str(wording()["closing"]).format(period=period, issuer=report.issuer.name))


def _paragraphs(text: str) -> Iterator[Block]:
    yield from (Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _annexes(snapshot: Snapshot) -> list[Annex]:
    words, period = wording()["annex"], name_of(period_of(snapshot))
    figures = Annex(words["figures"].format(period=period), [_flow(snapshot), _stock(snapshot), *_recognised(snapshot)])
    return [figures, Annex(words["list"].format(period=period), _list(snapshot), landscape=True)]


def _columns(*names: str, wide: tuple[str, ...] = ()) -> list[Column]:
    titles = wording()["annex"]["columns"]
    widths = {"number": 1.4, **dict.fromkeys(wide, 5.5)}
    return [Column(titles[name], widths.get(name, 2.2), "center" if name == "number" else None) for name in names]


def _flow(snapshot: Snapshot) -> Table:
    words = wording()["annex"]
    rows = [
        [place, str(field.label), *(snapshot["by_field"][field.value][code] for code in FLOW)]
        for place, field in enumerate(Field, start=1)
    ]
    return Table(
        words["flow"].format(period=name_of(period_of(snapshot))),
        _columns("number", "field", *FLOW, wide=("field",)),
        rows,
        ["", words["total"], *(snapshot["totals"][code] for code in FLOW)],
    )


def _stock(snapshot: Snapshot) -> Table:
    words, stock = wording()["annex"], snapshot["stock_by_field"]
    rows = [
        [place, str(field.label), *(stock[field.value][kind] for kind in Kind.values), sum(stock[field.value].values())]
        for place, field in enumerate(Field, start=1)
    ]
    return Table(
        words["stock"].format(day=day(last_day_of(snapshot))),
        _columns("number", "field", "models", "exemplars", "stock", wide=("field",)),
        rows,
        ["", words["total"], *(snapshot["stock"][kind] for kind in Kind.values), snapshot["totals"]["stock"]],
    )


def _recognised(snapshot: Snapshot) -> list[Table]:
    words = wording()["annex"]
    levels = [(Level(code), count) for code, count in snapshot["recognised_levels"].items() if count]
    if not levels:
        return []
    rows = [[place, _capital(level.label), count] for place, (level, count) in enumerate(levels, start=1)]
    return [
        Table(
            words["recognised"].format(period=name_of(period_of(snapshot))),
            _columns("number", "level", "recognised", wide=("level",)),
            rows,
            ["", words["total"], snapshot["totals"]["recognised"]],
        )
    ]


def _list(snapshot: Snapshot) -> list[Block]:
    words = wording()["annex"]
    if not snapshot["models"]:
        return [Paragraph(words["empty"].format(period=name_of(period_of(snapshot))))]
    rows = [
        [
            place,
            f"“{row['name']}”",
            row["owner"],
            str(Field(row["field"]).label),
            _capital(Novelty(row["novelty"]).label),
            status_word(row["status"]),
            "; ".join(row["decisions"]),
        ]
        for place, row in enumerate(snapshot["models"], start=1)
    ]
    names = ("number", "name", "owner", "field", "novelty", "status", "decision")
    return [Table("", _columns(*names, wide=names[1:3]), rows)]


def _capital(label: object) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
