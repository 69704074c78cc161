"""Elements of WordprocessingML, made directly: twenty times faster than through python-docx's own tables."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from kheo.documents.characters import clean

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
_name = lru_cache(maxsize=256)(qn)


def element(tag: str, *children: BaseOxmlElement | None, **attributes: str | int) -> BaseOxmlElement:
    """``<w:tag w:attribute=…>`` with its children; a child that is None is left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(_name(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


def points(pt: float) -> int:
    """Twips of a length in points."""
    return round(pt * TWIPS_PER_POINT)


def run(text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    """Text with its line breaks and tabs, in the look of its paragraph unless *properties* say otherwise."""
    made = element("r", element("rPr", *properties) if properties else None)
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(element("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if piece:
                made.append(_text(piece))
    return made


def paragraph(
    style: str,
    *content: str | BaseOxmlElement,
    keep_next: bool = False,
    align: str | None = None,
) -> BaseOxmlElement:
    """A paragraph of the style with this id. ``keep_next`` holds it on the page of the one after it."""
    properties = element(
        "pPr",
        element("pStyle", val=style),
        element("keepNext") if keep_next else None,
        element("jc", val=align) if align else None,
    )
    return element("p", properties, *(run(each) if isinstance(each, str) else each for each in content))


def rule(length_mm: float, width_mm: float) -> BaseOxmlElement:
    """A centred line of *length_mm* in a column of *width_mm*: the upper border of a paragraph 3 points high."""
    side = twips(max(width_mm - length_mm, 0) / 2)
    properties = element(
        "pPr",
        element("pStyle", val="Rule"),
        element("pBdr", element("top", val="single", sz=6, space=1, color="000000")),
        element("spacing", before=points(2.5), after=0, line=points(3), lineRule="exact"),
        element("ind", left=side, right=side, firstLine=0),
    )
    return element("p", properties)


def spacer(height_pt: float = 1, *, keep_next: bool = False) -> BaseOxmlElement:
    """An almost flat paragraph: Word wants one after a table, and two tables without one between them would merge."""
    properties = element(
        "pPr",
        element("pStyle", val="Rule"),
        element("keepNext") if keep_next else None,
        element("spacing", before=0, after=0, line=points(height_pt), lineRule="exact"),
    )
    return element("p", properties)


def grid(
    rows: Iterable[BaseOxmlElement],
    widths_mm: Sequence[float],
    *,
    padding_mm: float,
    borders: bool,
    indent_mm: float = 0,
) -> BaseOxmlElement:
    """A table with fixed column widths; ``indent_mm`` moves it right of the margin, or left when negative."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = "single" if borders else "nil"
    properties = element(
        "tblPr",
        element("tblW", w=twips(sum(widths_mm)), type="dxa"),
        element("tblInd", w=twips(indent_mm), type="dxa"),
        element("tblBorders", *(element(side, val=line, sz=4, space=0, color="000000") for side in sides)),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar",
            element("left", w=twips(padding_mm), type="dxa"),
            element("right", w=twips(padding_mm), type="dxa"),
        ),
    )
    columns = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths_mm))
    return element("tbl", properties, columns, *rows)


def row(*cells: BaseOxmlElement, is_header: bool = False) -> BaseOxmlElement:
    """A row that does not break over pages; a header row stands again on each page."""
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader") if is_header else None), *cells)


def cell(width_mm: float, *paragraphs: BaseOxmlElement, vertical: Literal["top", "center"] = "top") -> BaseOxmlElement:
    """A cell; *paragraphs* may not be empty, Word refuses a cell without one."""
    properties = element("tcPr", element("tcW", w=twips(width_mm), type="dxa"), element("vAlign", val=vertical))
    return element("tc", properties, *paragraphs)


def field(code: str) -> BaseOxmlElement:
    """A field that the word processor computes, such as PAGE."""
    return element("fldSimple", run("1"), instr=code)


def _text(piece: str) -> BaseOxmlElement:
    made = element("t")
    made.text = piece
    if piece != piece.strip():
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
