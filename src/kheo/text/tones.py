"""Where the tone mark of oa, oe, uy stands: 'hòa' (older) and 'hoà' (newer) are one word."""

import re
import unicodedata

from kheo.text.folding import compose

_OLD = re.compile(r"([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])(?![\w\u0300-\u036f])", re.IGNORECASE)
_NEW = re.compile(r"(?<![qg])([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\w\u0300-\u036f])", re.IGNORECASE)
_PAIRS = {"oa", "oe", "uy"}


def place_tones(text: str) -> str:
    """The text in NFC with tones in the older place ('hòa', 'khỏe', 'thủy'), as State offices print them.

    Only the open syllables oa, oe, uy change; 'quý' and closed syllables ('hoàn') are spelled in one way only.
    """
    marked = unicodedata.normalize("NFD", text)
    return compose(_NEW.sub(_to_old, marked))


def modern_tones(text: str) -> str:
    """The text in NFC with tones in the newer place ('hoà', 'khoẻ', 'thuỷ')."""
    marked = unicodedata.normalize("NFD", text)
    return compose(_OLD.sub(_to_new, marked))


def _to_old(match: re.Match[str]) -> str:
    first, second, tone = match.groups()
    return first + tone + second if (first + second).lower() in _PAIRS else match[0]


def _to_new(match: re.Match[str]) -> str:
    first, tone, second = match.groups()
    return first + second + tone if (first + second).lower() in _PAIRS else match[0]
