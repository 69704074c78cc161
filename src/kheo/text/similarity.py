"""How alike two titles are. Trigrams of folded syllables ranked as well as word segmenters and embeddings when
tried."""

from functools import lru_cache

from kheo.text.folding import fold


def similarity(a: str, b: str) -> float:
    """Share of trigrams that two titles have in common (Dice), 0.0 to 1.0; 1.0 where they are equal once folded.

    Marks, case and punctuation do not count. Two empty texts are not alike: 0.0.
    """
    left, right = _trigrams(a), _trigrams(b)
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


@lru_cache(maxsize=4096)
def _trigrams(text: str) -> frozenset[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    syllables = letters.split()
    if not syllables:
        return frozenset()
    padded = f"  {' '.join(syllables)} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
