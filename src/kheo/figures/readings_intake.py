"""The way of a document in: from bytes to a text that may be read, and a first look at it. Nothing is kept here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kheo.figures.readings_places import places_of
from kheo.reader import Reading, read
from kheo.reader.files import RefusedFile, documents_of
from kheo.reader.intake import MOST_BYTES, Refusal, RefusedText, text_from
from kheo.units.errors import NotPossible
from kheo.units.models import Unit

MOST_MEGABYTES = MOST_BYTES // 1_000_000

MOST_FILES = 100
"""Documents that are taken at once."""

LONG = 200_000
"""Characters from which a text is read in the background: reading it would hold up the page."""

SECRET = _("The file is stamped “Mật”. Khéo takes no secret document; nothing was kept.")
TOO_LARGE = _("The text is larger than %(most)s MB. Divide it into single reports, or paste the part to be read.")
_REASONS: dict[str, Any] = {
    "secret": SECRET,
    "too_large": TOO_LARGE,
    "empty": _("There is no text in it. Choose another file, or paste the words of the report."),
    "not_text": _("This is no text but a picture or a program. Choose a Word, PDF, Excel or text file."),
    "other_kind": _("This is no document but a picture, a film or a program. Choose a Word, PDF, Excel or text file."),
    "unknown_encoding": _("The letters of this file cannot be read. Save it as Unicode (UTF-8), or paste the words."),
    "unreadable": _("The file cannot be opened. Choose it again."),
    "too_heavy": _("The file is larger than 20 MB. Take pictures out of it, or divide it."),
    "damaged": _("The file is damaged or incomplete. Open it in its program, save it anew and choose the new file."),
    "encrypted": _("The file is locked with a password. Save it without one and choose that file."),
    "swollen": _("What is packed in the file is far larger than a report. Choose the reports one by one."),
    "nested": _("There is an archive inside the archive. Unpack it and choose the reports."),
    "too_many_files": _("There are more than 1,000 files in the archive. Divide it."),
    "too_many_pages": _("The document has more than 500 pages. Take the report out of it and choose that."),
    "too_many_rows": _("There is a sheet of more than 20,000 rows. Take the report out of it and choose that."),
    "scanned": _("The pages are pictures without letters. Choose the Word file, or have the letters recognised first."),
    "old_office": _("This machine cannot read files of the old Office. Save it as .docx or .xlsx and choose that."),
}


def readable_text(data: bytes) -> str:
    """The text of a document (NFC, Unix line ends), at most MOST_MEGABYTES as UTF-8.

    Raises NotPossible for what is no text, what carries a secrecy stamp, and what is too large.
    """
    try:
        text = text_from(data)
        encoded = text.encode(errors="replace")
        return text if encoded == data else text_from(encoded)
    except RefusedText as refused:
        raise NotPossible(_reason(refused.refusal)) from None


def first_look(text: str, units: Iterable[Unit] = ()) -> Reading:
    """What the reader finds, to ask for unit and period with it; it knows the places around `units`. Nothing is
    kept."""
    return read(text, gazetteer=places_of(units))


@dataclass(frozen=True)
class Incoming:
    """A document as it came in: its text, or the reason why it is not taken. Of a secret one there is no name."""

    source: str
    text: str = ""
    reason: str = ""


def documents_in(name: str, data: bytes) -> Iterator[Incoming]:
    """What a file holds, one document or the members of an archive in their order; a bad one does not stop the
    others."""
    for one in documents_of(name, data):
        if isinstance(one, RefusedFile):
            secret = one.refusal is Refusal.SECRET
            yield Incoming("" if secret else one.source, reason=_reason(one.refusal))
        else:
            yield Incoming(one.source, text=one.text)


def pasted_document(words: str) -> Incoming:
    """Words that were pasted into a page."""
    try:
        return Incoming("", text=readable_text(words.encode(errors="replace")))
    except NotPossible as refusal:
        return Incoming("", reason=str(refusal))


def _reason(refusal: Refusal) -> str:
    return str(_REASONS.get(refusal.code, _REASONS["not_text"])) % {"most": MOST_MEGABYTES}
