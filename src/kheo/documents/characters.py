"""Text that an XML file can hold."""

import re
import unicodedata

# Everything outside the Char production of XML 1.0, lone surrogates among it.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """*text* in composed form (NFC), its line ends as one newline, without the characters XML forbids."""
    return unicodedata.normalize("NFC", _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
