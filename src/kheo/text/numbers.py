"""Numbers as Vietnamese reports write them: 2.071 and 2,071, 96,99, 06, hai mươi mốt."""

import re

_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+\Z")
_DECIMAL = re.compile(r"\d+[.,]\d+\Z")
_PLAIN = re.compile(r"\d+\Z")

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
TENS = {"mươi", "mười", "chục"}
SCALES = {"trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
FILLERS = {"lẻ", "linh"}
MOST_DIGITS = 15


def parse_number_vi(written: str, *, fraction: bool = False) -> float | int:
    """The value of a number as written: '2.071', '2,071' and '2 071' are 2071, '96,99' is 96.99, '06' is 6.

    `fraction` says that a decimal is expected (a percentage): then '2,071' is 2.071, and a point is decimal as well.
    Numbers in words are read too. Raises ValueError for anything else, and for more than 15 digits: nothing is so many.
    """
    text = written.strip()
    if sum(letter.isdigit() for letter in text) > MOST_DIGITS:
        raise ValueError(written[:20])
    if _PLAIN.match(text):
        return int(text)
    if _GROUPED.match(text) and not fraction:
        return int(re.sub(r"\D", "", text))
    if _DECIMAL.match(text):
        return float(text.replace(",", "."))
    return parse_number_words(text)


def parse_number_words(written: str) -> int:
    """The value of 'hai mươi mốt' (21), 'một trăm linh năm' (105), 'ba nghìn hai trăm' (3200).

    Raises ValueError where a word is no number word, or the words name no number.
    """
    words = written.lower().split()
    if not words or any(
        word not in UNITS and word not in TENS and word not in SCALES and word not in FILLERS for word in words
    ):
        raise ValueError(f"not a number in words: {written!r}")
    total = group = 0
    digit: int | None = None
    for word in words:
        if word in UNITS:
            group, digit = group + (digit or 0), UNITS[word]
        elif word in TENS:
            group, digit = group + (10 if word == "mười" else 10 * (digit if digit is not None else 1)), None
        elif word == "trăm":
            group, digit = group + 100 * (digit if digit is not None else 1), None
        elif word in SCALES:
            total, group, digit = total + SCALES[word] * (group + (digit or 0) or 1), 0, None
    return total + group + (digit or 0)
