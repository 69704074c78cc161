"""Sections: paper, margins, and the header with page number and sample mark."""

from copy import deepcopy

from docx.enum.section import WD_ORIENT
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Header
from docx.shared import Mm

from kheo.documents.layouts import Layout
from kheo.documents.wordxml import element, field, paragraph, run, twips


def set_up_section(section: Section, layout: Layout, *, is_sample: bool, landscape: bool = False) -> float:
    """Paper, margins and headers of *section*; answers the width of its text in millimetres."""
    page = layout.page
    width, height = (page.height_mm, page.width_mm) if landscape else (page.width_mm, page.height_mm)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.right_margin = Mm(page.top_mm), Mm(page.right_mm)
    section.bottom_margin, section.left_margin = Mm(page.bottom_mm), Mm(page.left_mm)
    section.header_distance = section.footer_distance = Mm(page.number_from_top_mm)
    section.gutter = Mm(0)
    section.different_first_page_header_footer = page.hide_first_number
    mark = _mark(layout) if is_sample else None
    text_width = width - page.left_mm - page.right_mm
    if page.hide_first_number:
        _fill(section.first_page_header, _line(None, deepcopy(mark), text_width))
    _fill(section.header, _line(field("PAGE"), mark, text_width))
    return text_width


def restart_page_numbers(section: Section) -> None:
    """Pages of *section* count from 1."""
    settings, numbers = section._sectPr, element("pgNumType", start=1)
    for old in settings.findall(numbers.tag):
        settings.remove(old)
    # The schema wants it right after the margins, as we set nothing that stands between the two.
    settings.get_or_add_pgMar().addnext(numbers)


def _mark(layout: Layout) -> BaseOxmlElement:
    size = round(layout.styles.sample_mark.size_pt * 2)
    return run(
        layout.sample.mark,
        element("b"),
        element("bCs"),
        element("sz", val=size),
        element("szCs", val=size),
        element("bdr", val="single", sz=6, space=2, color="auto"),
    )


def _line(number: BaseOxmlElement | None, mark: BaseOxmlElement | None, width_mm: float) -> BaseOxmlElement:
    """Number in the middle and mark on the right of one line, so that the mark takes no height of its own."""
    content = [number] if number is not None else []
    if mark is None:
        return paragraph("page_number", *content)
    stops = element(
        "tabs",
        element("tab", val="center", pos=twips(width_mm / 2)),
        element("tab", val="right", pos=twips(width_mm)),
    )
    made = paragraph("page_number", run("\t"), *content, run("\t"), mark, align="left")
    made.pPr.find(element("pStyle").tag).addnext(stops)
    return made


def _fill(header: _Header, line: BaseOxmlElement) -> None:
    header.is_linked_to_previous = False
    for old in header.paragraphs:
        header._element.remove(old._p)
    header._element.append(line)
