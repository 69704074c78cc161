"""Dates as written in reports and documents."""

import datetime
import re

_NUMERIC = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\Z")
_WORDED = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\Z", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")


def parse_date(written: str) -> datetime.date:
    """The date of '17/11/2022', '17-11-2022', '17.11.2022', 'ngày 17 tháng 11 năm 2022' or '2022-11-17'.

    The day comes first. Raises ValueError for another form and for a day that no calendar has (31/02).
    """
    text = " ".join(written.split())
    if text.lower().startswith("ngày ") and not _WORDED.match(text):
        text = text[5:]
    if match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC.match(text) or _WORDED.match(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        raise ValueError(f"not a date: {written!r}")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"no such day: {written!r}") from None
