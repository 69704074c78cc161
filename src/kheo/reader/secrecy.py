"""Stamps of State secrets: a line of its own that is MẬT, TỐI MẬT or TUYỆT MẬT. Such texts are refused unread.

Rule: Law 117/2025/QH15 on the protection of State secrets names the three degrees; the system holds none of them.
"""

import re

from kheo.text import compose, fold

_CELLS = re.compile(r"[\t|]|[ \u00a0]{4,}")
_NOISE = re.compile(r"[\W\d_]+")
_PREFIXES = ("mucdomat", "domat", "caudomat", "dongdau", "dau")
_URGENT = ("hoatoc", "thuongkhan", "khan", "banso", "so")
DEGREES = {"mat": "mật", "toimat": "tốimật", "tuyetmat": "tuyệtmật"}
LONGEST = 90


def is_stamped(text: str) -> bool:
    """True where a line or a cell of a line is a stamp, with any spacing, dots, brackets, and with or without
    diacritics.

    'mật ong', 'bảo mật', 'Mật độ' are words of a sentence and no stamps.
    """
    for line in text.splitlines():
        if len(line.strip()) > LONGEST and not _CELLS.search(line.strip()):
            continue
        if "m" not in line and "M" not in line:
            continue
        if any(_is_stamp(cell) for cell in (line, *_CELLS.split(line))):
            return True
    return False


def _is_stamp(cell: str) -> bool:
    if not cell.strip() or len(cell.strip()) > LONGEST:
        return False
    marked = _NOISE.sub("", compose(cell)).lower()
    bare = _without_label(_NOISE.sub("", fold(cell)))
    labelled = bare != _NOISE.sub("", fold(cell))
    if bare not in DEGREES:
        return False
    written = marked[-len(bare) :]
    if written == DEGREES[bare] or (labelled and written.isascii()):
        return True
    return written.isascii() and (bare != "mat" or any(letter.isupper() for letter in cell))


def _without_label(letters: str) -> str:
    for prefix in _PREFIXES:
        if letters.startswith(prefix) and len(letters) > len(prefix):
            letters = letters[len(prefix) :]
            break
    for word in _URGENT:
        letters = letters.removesuffix(word).removeprefix(word) or letters
    return letters
