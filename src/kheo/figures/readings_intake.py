"""The way of a document in: from bytes to a text that may be read, and a first look at it. Nothing is kept here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kheo.reader import Reading, read
from kheo.reader.intake import MOST_BYTES, RefusedText, text_from
from kheo.units.errors import NotPossible

MOST_MEGABYTES = MOST_BYTES // 1_000_000

SECRET = _("The file is stamped “Mật”. Khéo takes no secret document; nothing was kept.")
TOO_LARGE = _("The text is larger than %(most)s MB. Divide it into single reports, or paste the part to be read.")
_REASONS: dict[str, Any] = {
    "secret": SECRET,
    "too_large": TOO_LARGE,
    "empty": _("There is no text in it. Choose another file, or paste the words of the report."),
    "not_text": _("This is no plain text but a picture, a PDF or a Word file. Copy its words and paste them."),
    "unknown_encoding": _("The letters of this file cannot be read. Save it as Unicode (UTF-8), or paste the words."),
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
        reason = _REASONS.get(refused.refusal.code, _REASONS["not_text"])
    raise NotPossible(str(reason) % {"most": MOST_MEGABYTES})


def first_look(text: str) -> Reading:
    """What the reader finds, to ask for unit and period with it. Nothing is kept."""
    return read(text)
