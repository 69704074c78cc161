"""From a name and its bytes to documents. What a file is, its first bytes say, and not its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kheo.reader.encodings import repaired
from kheo.reader.files.archives import Archive, is_archive
from kheo.reader.files.kinds import Kind, kind_of
from kheo.reader.files.old_office import from_old_office
from kheo.reader.files.pdf import text_of_pdf
from kheo.reader.files.sheets import text_of_list, text_of_workbook
from kheo.reader.files.web import text_of_page
from kheo.reader.files.word import text_of_word
from kheo.reader.intake import Refusal, RefusedText, checked, text_from, without_controls
from kheo.text import compose

MOST_FILE_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read. `source`: the file's name, after that of its archive; `kind`: 'docx', 'pdf', 'text' …"""

    source: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that is not read, and why. Holds nothing of what is in it."""

    source: str
    refusal: Refusal


def documents_of(name: str, data: bytes) -> Iterator[Document | RefusedFile]:
    """What can be read in the file, in its order; a refused member of an archive does not stop the others.

    Raises nothing, runs nothing that is in a file, follows no link, and holds one member at a time.
    """
    if not is_archive(data) or len(data) > MOST_FILE_BYTES:
        yield _document(name, data)
        return
    try:
        archive = Archive(data)
    except RefusedText as refused:
        yield RefusedFile(name, refused.refusal)
        return
    for member in archive.members():
        source = f"{name}/{member.name}"
        try:
            content = archive.content(member)
        except RefusedText as refused:
            yield RefusedFile(source, refused.refusal)
        else:
            yield RefusedFile(source, Refusal.NESTED) if is_archive(content) else _document(source, content)


def _document(source: str, data: bytes) -> Document | RefusedFile:
    try:
        if len(data) > MOST_FILE_BYTES:
            raise RefusedText(Refusal.TOO_HEAVY)
        kind = kind_of(source, data)
        return Document(source, _text(kind, data), kind.value)
    except RefusedText as refused:
        return RefusedFile(source, refused.refusal)


def _text(kind: Kind, data: bytes) -> str:
    if kind is Kind.TEXT:
        return text_from(data)
    return checked(repaired(compose(without_controls(_sparing(READERS[kind], data)))))


def _sparing(reader: Callable[[bytes], str], data: bytes) -> str:
    """What the reader makes of the bytes. The libraries below it meet files that nobody foresaw, and fail in as many
    ways."""
    try:
        return reader(data)
    except RefusedText:
        raise
    except Exception:  # noqa: BLE001  no list of what four libraries raise at a damaged file would be complete
        raise RefusedText(Refusal.DAMAGED) from None


def _text_of_old_office(data: bytes) -> str:
    kind, converted = from_old_office(data)
    return READERS[kind](converted)


READERS: dict[Kind, Callable[[bytes], str]] = {
    Kind.WORD: text_of_word,
    Kind.WORKBOOK: text_of_workbook,
    Kind.LIST: text_of_list,
    Kind.PDF: text_of_pdf,
    Kind.PAGE: text_of_page,
    Kind.OLD_WORD: _text_of_old_office,
    Kind.OLD_WORKBOOK: _text_of_old_office,
    Kind.RICH_TEXT: _text_of_old_office,
}
