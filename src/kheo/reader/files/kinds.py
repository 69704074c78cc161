"""What a file is, by what is in it. Only among plain texts does the name say more: a list of values is one by name."""

import re
from enum import Enum

from kheo.reader.files.packages import names_in
from kheo.reader.intake import Refusal, RefusedText, is_foreign

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLANK = b"\xef\xbb\xbf\t\r\n\x0c "
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>|<!--.{0,2000}?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|table)\b", re.I | re.S
)
_TAGS = re.compile(rb"<(?:body|p|div|table|h1|article)[\s>]", re.I)


class Kind(Enum):
    """The kinds of file that are read."""

    TEXT = "text"
    WORD = "docx"
    WORKBOOK = "xlsx"
    LIST = "csv"
    PDF = "pdf"
    PAGE = "html"
    OLD_WORD = "doc"
    OLD_WORKBOOK = "xls"
    RICH_TEXT = "rtf"


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of the bytes. Raises RefusedText where they are of none that is read, or locked."""
    if data.startswith(OLE):
        return _kind_of_ole(data)
    if data.startswith(b"PK"):
        return _kind_of_package(data)
    if data[:1024].lstrip(_BLANK).startswith(b"%PDF"):
        return Kind.PDF
    if data.startswith(b"{\\rtf"):
        return Kind.RICH_TEXT
    if is_foreign(data):
        raise RefusedText(Refusal.OTHER_KIND)
    return _kind_of_text(name.lower(), data)


def _kind_of_ole(data: bytes) -> Kind:
    """The container of Office before 2007, and of what Office locks with a password: its parts are named in UTF-16."""

    def holds(part: str) -> bool:
        return part.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise RefusedText(Refusal.ENCRYPTED)
    if holds("WordDocument"):
        if _is_locked_word(data):
            raise RefusedText(Refusal.ENCRYPTED)
        return Kind.OLD_WORD
    if holds("Workbook"):
        return Kind.OLD_WORKBOOK
    raise RefusedText(Refusal.OTHER_KIND)


def _is_locked_word(data: bytes) -> bool:
    """The head of a Word text (its second sector, as Word writes it) has a bit that says so."""
    return data[512:514] == b"\xec\xa5" and bool(data[523:524] and data[523] & 0x01)


def _kind_of_package(data: bytes) -> Kind:
    names = names_in(data)
    if "word/document.xml" in names:
        return Kind.WORD
    if "xl/workbook.xml" in names:
        return Kind.WORKBOOK
    raise RefusedText(Refusal.OTHER_KIND)


def _kind_of_text(name: str, data: bytes) -> Kind:
    head = data[:4096].replace(b"\x00", b"").lstrip(_BLANK + b"\xff\xfe")
    if _PAGE.match(head) or (name.endswith((".html", ".htm", ".xhtml")) and _TAGS.search(data[:200_000])):
        return Kind.PAGE
    return Kind.LIST if name.endswith((".csv", ".tsv")) else Kind.TEXT
