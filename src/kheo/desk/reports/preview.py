"""A report as it will read, for the page: the same blocks as in the file, numbered as its layout numbers them."""

from collections.abc import Iterator
from typing import Any

from kheo.documents.closing import authority_lines, recipient_lines
from kheo.documents.content import BulletList, Heading, OfficialDocument, Paragraph, Table
from kheo.documents.head import date_text, number_text
from kheo.documents.layouts import Layout
from kheo.documents.written import figure, letter, roman


def preview_of(document: OfficialDocument, layout: Layout) -> dict[str, Any]:
    """Head, blocks, annexes and signature as words."""
    return {
        "parent": document.issuer.parent_name,
        "issuer": document.issuer.name,
        "nation": layout.head.nation,
        "motto": layout.head.motto,
        "number": number_text(document, layout.number, layout.number.pattern),
        "date": date_text(document.date, layout.date, layout.date.pattern, document.place),
        "type_name": document.type_name,
        "subject": document.subject,
        "remark": layout.clerk_remark if layout.needs_clerk_check else "",
        "blocks": list(_blocks(document.body, layout)),
        "annexes": [
            {"title": annex.title, "blocks": list(_blocks(annex.blocks, layout))} for annex in document.annexes
        ],
        "recipients_title": layout.recipients.title,
        "recipients": recipient_lines(document, layout),
        "authority": authority_lines(document.signature, layout),
        "signer": document.signature.signer,
    }


def _blocks(blocks: Any, layout: Layout) -> Iterator[dict[str, Any]]:
    counts = [0, 0, 0, 0]
    for block in blocks:
        match block:
            case Heading():
                yield {"kind": "heading", "level": block.level, "text": f"{_number(block, layout, counts)}{block.text}"}
            case Paragraph():
                yield {"kind": "paragraph", "text": block.text}
            case BulletList():
                yield {"kind": "list", "items": block.items}
            case Table():
                yield _table(block)


def _number(heading: Heading, layout: Layout, counts: list[int]) -> str:
    counts[heading.level - 1] += 1
    counts[heading.level :] = [0] * (4 - heading.level)
    outline, count = layout.outline, counts[heading.level - 1]
    pattern = (outline.level_1, outline.level_2, outline.level_3, outline.level_4)[heading.level - 1]
    return pattern.format(roman=roman(count), arabic=count, letter=letter(count))


def _table(table: Table) -> dict[str, Any]:
    rows = [[_cell(value) for value in row] for row in table.rows]
    total = [_cell(value) for value in table.total_row] if table.total_row is not None else []
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": [c.title for c in table.columns],
        "rows": rows,
        "total": total,
    }


def _cell(value: Any) -> dict[str, Any]:
    is_number = isinstance(value, int)
    return {"text": figure(value) if is_number else value or "", "is_number": is_number}
