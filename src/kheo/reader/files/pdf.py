"""The text layer of a .pdf, with lines that the page broke joined again, and without page numbers and running heads.

A page is read by its operators alone: no script runs, no link is followed, no picture is opened.
"""

import io
import logging
from itertools import islice
from typing import TYPE_CHECKING

from kheo.reader.files.printed_pages import text_of_printed
from kheo.reader.files.scans import pages_of_scan
from kheo.reader.intake import MOST_BYTES, Refusal, RefusedText
from kheo.reader.secrecy import is_stamped

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 500
MOST_STREAM_BYTES = 10_000_000
MOST_OPERATORS = 400_000
LEAST_LETTERS_A_PAGE = 20
_SILENT = logging.CRITICAL + 1


def text_of_pdf(data: bytes) -> str:
    """The text. Raises RefusedText for locked and damaged files, for more than MOST_PAGES, and for pictures of pages
    where nothing here can read them."""
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415  slow to load, and few files need it

    logging.getLogger("pypdf").setLevel(_SILENT)  # it tells the log what it stumbles over: words of the document
    with apply_configuration(
        disable_legacy_handling=True,
        zlib_maximum_output_length=MOST_STREAM_BYTES,
        lzw_maximum_output_length=MOST_STREAM_BYTES,
        run_length_maximum_output_length=MOST_STREAM_BYTES,
        array_based_stream_maximum_output_length=MOST_STREAM_BYTES,
        stream_decoding_work_maximum_length=3 * MOST_STREAM_BYTES,
        stream_parsing_work_maximum_count=MOST_OPERATORS,
        page_tree_maximum_entries=4 * MOST_PAGES,
        xform_maximum_invocations_per_extraction=100,
    ):
        pages = _pages(_unlocked(PdfReader(io.BytesIO(data))))
    if sum(map(_letters, pages)) < LEAST_LETTERS_A_PAGE * len(pages):
        pages = pages_of_scan(data, len(pages))
    if is_stamped("\n".join(pages)):  # as printed: a stamp may stand where running heads do
        raise RefusedText(Refusal.SECRET)
    return text_of_printed(pages)


def _unlocked(reader: "PdfReader") -> "PdfReader":
    """The reader of a file that opens without a password; many are locked against changes only."""
    from pypdf.errors import DependencyError  # noqa: PLC0415  slow to load

    if reader.is_encrypted:
        try:
            opened = bool(reader.decrypt(""))
        except DependencyError:
            opened = False
        if not opened:
            raise RefusedText(Refusal.ENCRYPTED)
    return reader


def _pages(reader: "PdfReader") -> list[str]:
    """The text of each page."""
    if _declared_pages(reader) > MOST_PAGES or len(reader.pages) > MOST_PAGES:
        raise RefusedText(Refusal.TOO_MANY_PAGES)
    pages: list[str] = []
    length = operators = 0

    def count(*_operator: object) -> None:
        nonlocal operators
        operators += 1
        if operators > MOST_OPERATORS:
            raise RefusedText(Refusal.SWOLLEN)

    for page in islice(reader.pages, MOST_PAGES):
        if is_stamped("\n".join(_remarks(page))):
            raise RefusedText(Refusal.SECRET)
        pages.append(page.extract_text(visitor_operand_before=count))
        length += len(pages[-1])
        if length > MOST_BYTES:
            raise RefusedText(Refusal.TOO_LARGE)
    return pages


def _declared_pages(reader: "PdfReader") -> int:
    """The number of pages as the file states it, before any is looked at."""
    tree = reader.root_object.get("/Pages")
    count = tree.get_object().get("/Count", 0) if tree is not None else 0
    return count if isinstance(count, int) else 0


def _remarks(page: "PageObject") -> list[str]:
    """What was put on the page afterwards: remarks, stamps."""
    return [
        str(remark.get_object().get("/Contents") or remark.get_object().get("/Name") or "")
        for remark in islice(page.get("/Annots") or [], 200)
    ]


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)
