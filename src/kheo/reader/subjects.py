"""Whose number it is, where a text tells of several: 'Thôn 1 đăng ký 2 mô hình. Thôn 2 đăng ký 2 mô hình.'"""

import re

from kheo.reader.items import Item
from kheo.reader.phrases import Phrases
from kheo.text import word_key

_CUT = re.compile(r"[.;!?]\s|\n")
_KINDS = (
    "thôn", "tổ dân phố", "tổ", "khu phố", "khối phố", "ấp", "khóm", "xóm", "bản", "buôn", "làng", "tdp", "xã",
    "phường", "thị trấn", "huyện", "chi hội", "hội", "chi đoàn", "đoàn", "công đoàn", "công an", "trường", "chi bộ",
    "đảng bộ", "khối", "đồn", "trạm",
)  # fmt: skip
_NAMED = re.compile(rf"\b(?P<kind>{'|'.join(_KINDS)})\s+(?P<name>\w+(?:\s+\w+){{0,2}})", re.IGNORECASE)
LONGEST = 90
_TERRITORY = (word_key("địa"), word_key("bàn"))


def subject_of(text: str, start: int, number: int) -> tuple[str, str] | None:
    """Kind and name of the first place or body that a clause names before its number; None where it names none.

    `start` is where the sentence begins, `number` where the words of the count do.
    """
    begin = max(start, number - LONGEST)
    cuts = [match.end() for match in _CUT.finditer(text, begin, number) if text[match.end() : number].strip(" -+•")]
    named = _NAMED.search(text, cuts[-1] if cuts else begin, number)
    if named is None:
        return None
    words = named["name"].split()
    words = words[1:] if words[0].lower() == "số" and len(words) > 1 else words  # 'Chi bộ số 2'
    if not (words[0][0].isdigit() or words[0][0].isupper()):
        return None
    name = words[:1] if words[0][0].isdigit() else [word for word in words if word[0].isupper()] + words[1:2]
    return named["kind"].lower(), " ".join(name).lower()


def are_others(one: tuple[str, str] | None, two: tuple[str, str] | None) -> bool:
    """True for two of one kind with two names: what they did alike is said of each."""
    return one is not None and two is not None and one[0] == two[0] and one[1] != two[1]


def scope_of(phrases: Phrases, item: Item) -> str:
    """Of whom the sentence speaks, as far as the words beside the number tell: 'toàn phường có 38 mô hình', '36 mô hình
    … trên địa bàn phường'."""
    for piece in reversed(item.around.left):
        for at in range(piece.first, piece.last - 1):
            if phrases.key(at) in (word_key("toàn"), "toan"):
                return phrases.tokens[at + 1].written.lower()
    for piece in item.around.right:
        for at in range(piece.first, piece.last - 2):
            if (phrases.key(at), phrases.key(at + 1)) == _TERRITORY:
                return phrases.tokens[at + 2].written.lower()
    return ""
