"""Vietnamese text: folding, tone placement, numbers and dates as people write them, similarity. Imports nothing of
ours."""

from kheo.text.dates import parse_date
from kheo.text.folding import compose, fold, fold_aligned, word_key, word_keys
from kheo.text.numbers import parse_number_vi, parse_number_words
from kheo.text.similarity import similarity
from kheo.text.tones import modern_tones, place_tones

__all__ = [
    "compose",
    "fold",
    "fold_aligned",
    "modern_tones",
    "parse_date",
    "parse_number_vi",
    "parse_number_words",
    "place_tones",
    "similarity",
    "word_key",
    "word_keys",
]
