"""The text of a .docx: paragraphs, tables in their places as rows, text boxes and footnotes where they stand.

It is read as a stream, so that memory grows with the text only. Macros are never run and links never followed, since
nothing but the words of four kinds of part is looked at. Headers and footers are no text; they are searched for stamps.
"""

import re
import zipfile

from kheo.reader.files.packages import package_of, pieces
from kheo.reader.files.word_stream import WordStream
from kheo.reader.intake import Refusal, RefusedText

MAIN = "word/document.xml"
_AROUND = re.compile(r"word/(?:header|footer|comments)\d*\.xml")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
MOST_AROUND = 5_000_000


def text_of_word(data: bytes) -> str:
    """The text, a line each for a paragraph or a row. Raises RefusedText for damaged, swollen and stamped documents."""
    package = package_of(data)
    names = package.namelist()
    for name in names:
        if _AROUND.fullmatch(name):
            _stream(package, name, {})
    notes: dict[str, str] = {}
    for name in _NOTES:
        if name in names:
            notes |= _stream(package, name, {}).notes
    return _stream(package, MAIN, notes).text()


def _stream(package: zipfile.ZipFile, name: str, notes: dict[str, str]) -> WordStream:
    from lxml import etree  # noqa: PLC0415  slow to load, and plain texts need none of it

    stream = WordStream(notes)
    parser = etree.XMLParser(target=stream, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for piece in pieces(package, name) if name == MAIN else pieces(package, name, MOST_AROUND):
            parser.feed(piece)
        parser.close()
    except etree.LxmlError:
        raise RefusedText(Refusal.DAMAGED) from None
    return stream
