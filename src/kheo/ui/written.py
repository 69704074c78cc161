"""How figures, shares, days and names are written in the reader's language."""

import datetime
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def figure(value: Any, places: int | None = None) -> str:
    """2846 → 2.846; 18.4 → 18,4. What is no number is given back as it is, nothing as “–”.

    With `places`, that many decimals are written.
    """
    if value is None or value == "":
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def share(part: Any, whole: Any) -> str:
    """2989 of 3402 → 87,86%; two decimals at most, none that are zero; “–” where there is no whole."""
    if part in (None, "") or not whole:
        return "–"
    percent = (Decimal(str(part)) * 100 / Decimal(str(whole))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    plain = percent.normalize()
    return f"{formats.number_format(plain if plain != plain.to_integral() else int(plain), force_grouping=True)}%"


def day(value: datetime.date | datetime.datetime | None) -> str:
    """23/11/2026; a moment is taken in our time zone; nothing gives “–”."""
    if value is None or value == "":
        return "–"
    local = _local(value)
    return _day(datetime.date(local.year, local.month, local.day), get_language() or "")


@lru_cache(maxsize=4000)  # a list shows the same days again and again
def _day(value: datetime.date, language: str) -> str:
    return formats.date_format(value, "DATE_FORMAT")


def moment(value: datetime.datetime | None) -> str:
    """16:20 09/11/2026, in our time zone; a day without an hour is written as a day."""
    if not isinstance(value, datetime.datetime):
        return day(value)
    return formats.date_format(_local(value), "DATETIME_FORMAT")


def weekday(value: datetime.date | None) -> str:
    """Thứ Hai, 23/11/2026."""
    if value is None or value == "":
        return "–"
    local = _local(value)
    return _("%(weekday)s, %(day)s") % {"weekday": _weekdays()[local.weekday()], "day": day(value)}


def names(value: str | Iterable[str]) -> str:
    """“Hũ gạo họ Đoàn”; of several: “a”, “b”, “c”. Written in NFC, so that no accent floats."""
    several = [value] if isinstance(value, str) else list(value)
    return ", ".join(f"“{unicodedata.normalize('NFC', str(name)).strip('“”')}”" for name in several)


def time_left(due_on: datetime.date, today: datetime.date | None = None) -> tuple[str, str]:
    """The state of a deadline and its words: (overdue, “Quá hạn 5 ngày”), (due_soon, “Còn 4 ngày”)."""
    if isinstance(due_on, datetime.datetime):
        due_on = _local(due_on).date()
    days = (due_on - (today or timezone.localdate())).days
    if days < 0:
        return "overdue", ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": figure(-days)}
    if days == 0:
        return "due_soon", _("Due today")
    return "due_soon", ngettext("%(days)s day left", "%(days)s days left", days) % {"days": figure(days)}


def _local(value: Any) -> Any:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _weekdays() -> tuple[str, ...]:
    return _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
