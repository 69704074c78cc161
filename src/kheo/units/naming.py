"""How names are folded for search, and where a name's rank ends and the name itself begins."""

import re

from kheo.text import fold

_WORD = re.compile(r"[^\W_]+")

RANKS = (
    "tinh", "thanh pho", "dac khu", "quan", "huyen", "thi xa", "thi tran", "phuong", "xa",
    "to dan pho", "khu pho", "khoi pho", "khu", "thon", "ban", "ap", "khom", "buon", "lang", "soc", "tp", "tdp",
)  # fmt: skip
"""Words of rank, folded, that people write before a name or leave out."""


def words_of(text: str) -> list[str]:
    """The words of a text, folded; signs between them fall away."""
    return _WORD.findall(fold(text))


def folded_name(name: str) -> str:
    """A name alone, folded, its words one blank apart."""
    return " ".join(words_of(name))[:120]


def folded_words(*names: str) -> str:
    """All words of several names, folded, each after a blank, so that " tam" finds where a word begins."""
    return "".join(f" {word}" for name in names for word in words_of(name))[:500]


def without_rank(folded: str) -> str:
    """The folded name without the words of rank before it: "phuong tam quan" → "tam quan"."""
    for rank in sorted(RANKS, key=len, reverse=True):
        if folded.startswith(f"{rank} "):
            return folded[len(rank) + 1 :]
    return folded
