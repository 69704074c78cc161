"""Official documents as .docx: ``write_docx(document, layout)``."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.oxml.xmlchemy import BaseOxmlElement

from kheo.documents.blank import blank_docx, packed
from kheo.documents.body import body
from kheo.documents.characters import clean
from kheo.documents.closing import closing
from kheo.documents.content import (
    Annex,
    Block,
    BulletList,
    Cell,
    Column,
    DocumentError,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
)
from kheo.documents.head import date_text, head, number_text, title_lines
from kheo.documents.layouts import Layout
from kheo.documents.pages import restart_page_numbers, set_up_section
from kheo.documents.wordxml import paragraph
from kheo.documents.written import figure, percent, roman

__all__ = [
    "Annex",
    "Block",
    "BulletList",
    "Cell",
    "Column",
    "DocumentError",
    "Heading",
    "Issuer",
    "OfficialDocument",
    "Paragraph",
    "Signature",
    "Table",
    "figure",
    "percent",
    "write_docx",
]


def write_docx(document: OfficialDocument, layout: Layout) -> bytes:
    """*document* in the look of *layout*, as the bytes of a .docx; the same input gives the same bytes.

    A demonstration (``is_sample``) has its mark in the header of every page. A layout that nobody has checked puts a
    remark above the head, one paragraph to delete. Raises DocumentError for a signature the layout does not have.
    """
    made = docx.Document(io.BytesIO(blank_docx(layout)))
    width = set_up_section(made.sections[0], layout, is_sample=document.is_sample)
    _append(made, head(document, layout))
    _append(made, body(document.body, layout, width, hold_last=True))
    _append(made, closing(document, layout))
    for place, annex in enumerate(document.annexes, start=1):
        _add_annex(made, document, layout, annex, place)
    _describe(made, document, layout)
    return _saved(made)


def _append(made: Docx, elements: Iterator[BaseOxmlElement]) -> None:
    last = made.element.body.sectPr
    for each in elements:
        last.addprevious(each)


def _add_annex(made: Docx, document: OfficialDocument, layout: Layout, annex: Annex, place: int) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that ends the section before stands at the foot of a page: flat, it cannot spill onto a blank one.
    made.paragraphs[-1].style = made.styles["Rule"]
    width = set_up_section(section, layout, is_sample=document.is_sample, landscape=annex.landscape)
    if layout.annex.own_page_numbers:
        restart_page_numbers(section)
    _append(made, _annex(document, layout, annex, place, width))


def _annex(
    document: OfficialDocument, layout: Layout, annex: Annex, place: int, width_mm: float
) -> Iterator[BaseOxmlElement]:
    is_alone = len(document.annexes) == 1
    look = layout.annex
    yield paragraph("annex_title", look.title if is_alone else look.numbered.format(roman=roman(place), arabic=place))
    share = layout.heading.subject_share
    yield paragraph("annex_title", "\n".join(title_lines(annex.title, layout.styles.annex_title, width_mm * share)))
    attached = look.attached.format(
        type_name=document.type_name or layout.annex.letter,
        number=number_text(document, layout.number, layout.number.reference),
        date=date_text(document.date, layout.date, layout.date.reference),
        issuer=" ".join(document.issuer.name.split()),
    )
    yield paragraph("annex_attached", attached)
    yield from body(annex.blocks, layout, width_mm)


def _describe(made: Docx, document: OfficialDocument, layout: Layout) -> None:
    """Properties come from the document alone: no name of a machine or its user, no time of writing."""
    properties = made.core_properties
    properties.title = clean(" ".join(f"{document.type_name} {document.subject}".split()))[:255]
    properties.author = clean(" ".join(document.issuer.name.split()))[:255]
    properties.language = layout.language
    if document.date is not None:
        issued = datetime(document.date.year, document.date.month, document.date.day)
        properties.created = properties.modified = issued


def _saved(made: Docx) -> bytes:
    """python-docx stamps the parts with the time of day: they are packed again with a fixed one."""
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
