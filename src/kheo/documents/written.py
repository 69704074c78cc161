"""Numbers and days as Vietnamese documents write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# The order in which laws and reports letter their points: no f, j, w, z, and đ after d.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
NOTHING = "–"


def figure(value: int | float | Decimal) -> str:
    """2846 → "2.846", 18.4 → "18,4": dots between thousands, a comma before decimals."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def percent(part: int, whole: int, places: int = 2) -> str:
    """3270 of 3374 → "96,92%", rounded half up from the two counts; without zeros at the end; "–" of nothing."""
    if whole == 0:
        return NOTHING
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = figure(share)
    return f"{text.rstrip('0').rstrip(',') if ',' in text else text}%"


def day(value: date) -> str:
    """23/11/2026."""
    return f"{value:%d/%m}/{value.year:04d}"


def roman(count: int) -> str:
    """4 → "IV"; counts from 1."""
    result = ""
    for worth, sign in _ROMAN:
        result += sign * (count // worth)
        count %= worth
    return result


def letter(count: int) -> str:
    """1 → "a", 5 → "đ", after "y" again "aa": the order of Vietnamese legal points."""
    place = (count - 1) % len(_LETTERS)
    return _LETTERS[place] * ((count - 1) // len(_LETTERS) + 1)
