"""The top of page 1: issuer and nation, number and date, type name and subject, addressees, legal bases."""

from collections.abc import Iterator
from datetime import date

from docx.oxml.xmlchemy import BaseOxmlElement

from kheo.documents.content import OfficialDocument
from kheo.documents.layouts import DateLine, Layout, NumberLine, TextStyle
from kheo.documents.metrics import bold_width_mm, even_lines
from kheo.documents.wordxml import cell, grid, paragraph, row, rule, spacer


def head(document: OfficialDocument, layout: Layout) -> Iterator[BaseOxmlElement]:
    """The head table and what follows it down to the first paragraph of the text."""
    if layout.needs_clerk_check:
        yield paragraph("remark", layout.clerk_remark)
    yield _two_columns(document, layout)
    if document.type_name.strip():
        yield from _title(document, layout)
    else:
        yield spacer(6)
    yield from _addressees(document, layout)
    yield from _bases(document, layout)


def number_text(document: OfficialDocument, numbers: NumberLine, pattern: str) -> str:
    """Number and symbol in *pattern*; dots for a number not given yet."""
    number = document.number
    if number is None:
        number = numbers.blank
    elif isinstance(number, int):
        number = f"{number:0{numbers.digits}d}"
    return pattern.format(number=number, symbol=document.symbol)


def date_text(value: date | None, dates: DateLine, pattern: str, place: str = "") -> str:
    """The day in *pattern*; dots for a day and a month not given yet."""
    if value is None:
        return pattern.format(place=place, day=dates.blank, month=dates.blank, year=dates.blank)
    month = f"{value.month:02d}" if value.month <= dates.last_padded_month else str(value.month)
    return pattern.format(place=place, day=f"{value.day:02d}", month=month, year=value.year)


def title_lines(text: str, style: TextStyle, width_mm: float) -> list[str]:
    """*text* as *style* writes it, on even lines of at most *width_mm*."""
    return even_lines(_as_styled(text, style), style.size_pt, width_mm)


def _two_columns(document: OfficialDocument, layout: Layout) -> BaseOxmlElement:
    left, padding = layout.issuer_width_mm, layout.head.padding_mm
    right = layout.head_width_mm - left
    place = document.place or document.issuer.place
    numbers, dates = layout.number, layout.date
    below = [paragraph("number", number_text(document, numbers, numbers.pattern))]
    if not document.type_name.strip():
        subject = numbers.letter_subject.format(subject=document.subject)
        below.append(paragraph("letter_subject", "\n".join(_lines(subject, layout.styles.letter_subject, left - 4))))
    return grid(
        [
            row(
                cell(left, *_issuer(document, layout, left - 2 * padding)),
                cell(right, *_nation(layout, right - 2 * padding)),
            ),
            row(
                cell(left, *below),
                cell(right, paragraph("place_date", date_text(document.date, dates, dates.pattern, place))),
            ),
        ],
        (left, right),
        padding_mm=padding,
        borders=False,
        indent_mm=-layout.head.overhang_mm,
    )


def _issuer(document: OfficialDocument, layout: Layout, width_mm: float) -> Iterator[BaseOxmlElement]:
    styles, head_look = layout.styles, layout.head
    broken = head_look.break_before
    if document.issuer.parent_name.strip():
        yield paragraph("parent", "\n".join(_lines(document.issuer.parent_name, styles.parent, width_mm, broken)))
    lines = _lines(document.issuer.name, styles.issuer, width_mm, broken)
    yield paragraph("issuer", "\n".join(lines))
    if head_look.issuer_end == "mark":
        yield paragraph("issuer_mark", head_look.issuer_mark)
    elif head_look.issuer_end == "rule":
        widest = min(max(bold_width_mm(line, styles.issuer.size_pt) for line in lines), width_mm)
        yield rule(widest * head_look.issuer_rule_share, width_mm)


def _nation(layout: Layout, width_mm: float) -> Iterator[BaseOxmlElement]:
    styles, head_look = layout.styles, layout.head
    last, style = _as_styled(head_look.nation, styles.nation), styles.nation
    yield paragraph("nation", last)
    if head_look.motto:
        last, style = _as_styled(head_look.motto, styles.motto), styles.motto
        yield paragraph("motto", last)
    yield rule(bold_width_mm(last, style.size_pt) * head_look.motto_rule_share, width_mm)


def _title(document: OfficialDocument, layout: Layout) -> Iterator[BaseOxmlElement]:
    styles, look, width = layout.styles, layout.heading, layout.page.text_width_mm
    yield paragraph("type_name", _as_styled(document.type_name, styles.type_name), keep_next=True)
    lines = title_lines(document.subject, styles.subject, width * look.subject_share)
    yield paragraph("subject", "\n".join(lines), keep_next=True)
    if look.end == "dashes":
        yield paragraph("subject", look.dashes, keep_next=True)
    elif look.end == "rule":
        widest = min(max(bold_width_mm(line, styles.subject.size_pt) for line in lines), width)
        yield rule(widest * look.rule_share, width)
    yield spacer(10, keep_next=True)


def _addressees(document: OfficialDocument, layout: Layout) -> Iterator[BaseOxmlElement]:
    label = layout.heading.addressees
    if len(document.addressees) == 1:
        yield paragraph("addressee", f"{label} {document.addressees[0]}")
    elif document.addressees:
        *others, last = document.addressees
        yield paragraph("addressee", "\n".join([label, *(f"- {each};" for each in others), f"- {last}."]))


def _bases(document: OfficialDocument, layout: Layout) -> Iterator[BaseOxmlElement]:
    look, count = layout.bases, len(document.legal_bases)
    for place, basis in enumerate(document.legal_bases, start=1):
        end = look.last if place == count else look.between
        yield paragraph("basis", f"{look.before}{basis.rstrip(' ;,.')}{end}")


def _lines(text: str, style: TextStyle, width_mm: float, break_before: tuple[str, ...] = ()) -> list[str]:
    return even_lines(_as_styled(text, style), style.size_pt, width_mm, break_before)


def _as_styled(text: str, style: TextStyle) -> str:
    return text.upper() if style.capitals else text
