"""The running text: numbered headings, paragraphs, lists, tables."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from docx.oxml.xmlchemy import BaseOxmlElement

from kheo.documents.content import Block, BulletList, Cell, Column, Heading, Paragraph, Table
from kheo.documents.layouts import Layout, Outline
from kheo.documents.wordxml import cell, element, grid, paragraph, row, run, spacer
from kheo.documents.written import day, figure, letter, roman


def body(
    blocks: Sequence[Block], layout: Layout, width_mm: float, *, hold_last: bool = False
) -> Iterator[BaseOxmlElement]:
    """The blocks in a text *width_mm* wide. ``hold_last`` keeps the end on the page of what follows (the signature)."""
    counts = [0, 0, 0, 0]
    for place, block in enumerate(blocks, start=1):
        held = hold_last and place == len(blocks)
        match block:
            case Heading():
                yield _heading(block, layout, counts)
            case Paragraph():
                yield from _paragraphs([block.text], held)
            case BulletList():
                mark = layout.outline.bullet_1 if block.level == 1 else layout.outline.bullet_2
                yield from _paragraphs([f"{mark}{item}" for item in block.items], held)
            case Table():
                yield from _table(block, layout, width_mm, held)


def _heading(block: Heading, layout: Layout, counts: list[int]) -> BaseOxmlElement:
    component = f"level_{block.level}"
    text = block.text.upper() if getattr(layout.styles, component).capitals else block.text
    if block.numbered:
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (4 - block.level)
        text = f"{_number(layout.outline, block.level, counts[block.level - 1])}{text}"
    return paragraph(component, text)


def _number(outline: Outline, level: int, count: int) -> str:
    pattern = (outline.level_1, outline.level_2, outline.level_3, outline.level_4)[level - 1]
    return pattern.format(roman=roman(count), arabic=count, letter=letter(count))


def _paragraphs(texts: Sequence[str], held: bool) -> Iterator[BaseOxmlElement]:
    """One paragraph a line: a line break inside a justified paragraph would stretch the line before it."""
    lines = [line for text in texts for line in text.split("\n")]
    for place, line in enumerate(lines, start=1):
        yield paragraph("body", line, keep_next=held and place == len(lines))


def _table(table: Table, layout: Layout, width_mm: float, held: bool) -> Iterator[BaseOxmlElement]:
    if table.caption.strip():
        yield paragraph("caption", table.caption, keep_next=True)
    whole = sum(column.width for column in table.columns)
    widths = [width_mm * column.width / whole for column in table.columns]
    padding = layout.table.cell_padding_mm
    yield grid(_rows(table, widths, held), widths, padding_mm=padding, borders=True)
    yield spacer(layout.text.spacing_pt or 1, keep_next=held)


def _rows(table: Table, widths: Sequence[float], held: bool) -> Iterator[BaseOxmlElement]:
    titles = (
        cell(width, paragraph("table_head", column.title, keep_next=True), vertical="center")
        for column, width in zip(table.columns, widths, strict=True)
    )
    yield row(*titles, is_header=True)
    last = len(table.rows)
    for place, values in enumerate(table.rows, start=1):
        keep = place == last and (held or table.total_row is not None)
        yield _row(values, table.columns, widths, keep_next=keep)
    if table.total_row is not None:
        yield _row(table.total_row, table.columns, widths, keep_next=held, is_total=True)


def _row(
    values: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[float],
    *,
    keep_next: bool,
    is_total: bool = False,
) -> BaseOxmlElement:
    cells = []
    for value, column, width in zip(values, columns, widths, strict=True):
        bold = (element("b"), element("bCs")) if is_total else ()
        content = run(_written(value), *bold)
        align = column.align or _natural_align(value)
        cells.append(cell(width, paragraph("table_cell", content, keep_next=keep_next, align=align), vertical="center"))
    return row(*cells)


def _written(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | float | Decimal):
        return figure(value)
    return value


def _natural_align(value: Cell) -> str:
    if isinstance(value, int | float | Decimal):
        return "right"
    return "center" if isinstance(value, date) else "left"
