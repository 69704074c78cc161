"""Folded forms, under which two spellings of one name are equal."""

import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"


class _FoldTable(dict[int, str | None]):
    """Maps a code point to its folded letters, worked out once for each letter that is ever met."""

    def __missing__(self, code: int) -> str | None:
        letters = unicodedata.normalize("NFD", chr(code)).lower()
        kept = "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("đ", "d")
        self[code] = kept
        return kept


class _AlignedTable(dict[int, str]):
    """The same, but always one letter for one, so that offsets stay; a lone mark becomes a letter that no word has."""

    def __missing__(self, code: int) -> str:
        letter = _FOLDED[code] or "\u0300"
        self[code] = letter[0] if chr(code) not in TONES else "\u0300"
        return self[code]


_FOLDED = _FoldTable()
_ALIGNED = _AlignedTable()


def compose(text: str) -> str:
    """The text in NFC, the one form in which text is stored and compared."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without any mark: 'Đường Hoà' and 'đường Hòa' are both 'duong hoa'. White space stays as it is."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def fold_aligned(text: str) -> str:
    """`fold` for a composed text, of exactly the same length: offsets into the result are offsets into the text."""
    return text.translate(_ALIGNED)


@lru_cache(maxsize=8192)
def word_key(word: str) -> str:
    """Lower case with all vowel marks, and the tone moved to the end: 'Hòa' and 'hoà' share a key, 'mới' and 'môi'
    don't."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.lower())
    tone = next((letter for letter in letters if letter in TONES), "")
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES)) + tone


def word_keys(*phrases: str) -> frozenset[tuple[str, ...]]:
    """The keys of the words of each phrase: 'chủ thể', 'đứng tên' are two pairs."""
    return frozenset(tuple(word_key(word) for word in phrase.split()) for phrase in phrases)
