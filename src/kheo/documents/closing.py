"""The end of the text: recipients on the left, authority and name of the signer on the right."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from kheo.documents.content import DocumentError, OfficialDocument, Signature
from kheo.documents.layouts import Layout
from kheo.documents.metrics import even_lines
from kheo.documents.refusal import gettext_noop as _
from kheo.documents.wordxml import cell, grid, paragraph, row, spacer


def closing(document: OfficialDocument, layout: Layout) -> Iterator[BaseOxmlElement]:
    """Recipients and signature, never broken over two pages.

    Raises DocumentError for a way of signing that the layout does not have.
    """
    width = layout.page.text_width_mm
    left = width * layout.signature.recipients_percent / 100
    yield spacer(6, keep_next=True)
    yield grid(
        [
            row(
                cell(left, *_recipients(document, layout)),
                cell(width - left, *_signature(document, layout, width - left)),
            )
        ],
        (left, width - left),
        padding_mm=0,
        borders=False,
    )
    yield spacer()


def authority_lines(signature: Signature, layout: Layout) -> list[str]:
    """The lines above the signature, prefixes as the layout writes them."""
    lines = []
    if signature.on_behalf_of.strip():
        lines.append(f"{_prefix('tm', layout)} {signature.on_behalf_of}")
    if signature.mode in ("direct", "tm"):
        return [*lines, signature.position]
    lines.append(f"{_prefix(signature.mode, layout)} {signature.position}")
    return lines if signature.mode == "q" else [*lines, signature.deputy_position]


def recipient_lines(document: OfficialDocument, layout: Layout) -> list[str]:
    """The list of recipients; its last line says where the document is filed."""
    look = layout.recipients
    named = [each.strip().lstrip("-").strip(" ;.,") for each in document.recipients]
    if not named or not named[-1].upper().startswith("LƯU"):
        named.append(look.filing)
    *others, last = named
    return [*(look.item.format(recipient=each) for each in others), look.last.format(recipient=last)]


def _recipients(document: OfficialDocument, layout: Layout) -> Iterator[BaseOxmlElement]:
    yield paragraph("recipients_title", layout.recipients.title)
    for line in recipient_lines(document, layout):
        yield paragraph("recipient", line)


def _signature(document: OfficialDocument, layout: Layout, width_mm: float) -> Iterator[BaseOxmlElement]:
    style = layout.styles.authority
    for line in authority_lines(document.signature, layout):
        text = line.upper() if style.capitals else line
        yield paragraph("authority", "\n".join(even_lines(text, style.size_pt, width_mm)))
    yield paragraph("signer", document.signature.signer)


def _prefix(mode: str, layout: Layout) -> str:
    prefix: str = getattr(layout.signature.prefixes, mode)
    if not prefix:
        raise DocumentError(
            _("The layout “%(layout)s” has no signature of the kind “%(mode)s”."), layout=layout.title, mode=mode
        )
    return prefix
