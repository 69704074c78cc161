"""A rule set's data, read and checked: fields mapped to the base four, levels, calendar, version of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.initiatives.choices import Field, Level


@dataclass(frozen=True)
class LocalField:
    """A field as the issuer names it, and the base field that it adds to in totals."""

    code: str
    name: str
    base: Field


@dataclass(frozen=True)
class Rules:
    """The rules as the code uses them. Days are counted from submission; days of the year are (month, day)."""

    fields: tuple[LocalField, ...]
    levels: tuple[Level, ...]
    form_version: str
    review_days: int
    repair_days: int
    follow_up_days: int
    opens: tuple[int, int]
    deadline: tuple[int, int]
    cut_off: tuple[int, int]

    def base_of(self, code: str) -> Field:
        """The base field of a local code; raises KeyError for an unknown one."""
        return {field.code: field.base for field in self.fields}[code]

    def days_of(self, year: int) -> tuple[date, date, date]:
        """Opening, deadline and cut-off of a campaign of that year."""
        return date(year, *self.opens), date(year, *self.deadline), date(year, *self.cut_off)


DEFAULT_DATA: dict[str, Any] = {
    "fields": [{"code": field.value, "name": "", "base": field.value} for field in Field],
    "levels": [Level.COMMUNE.value, Level.PROVINCE.value, Level.NATIONAL.value],
    "form_version": "1",
    "calendar": {
        "review_days": 10,
        "repair_days": 7,
        "follow_up_days": 92,
        "opens": "05/01",
        "deadline": "30/04",
        "cut_off": "15/12",
    },
}
"""Ships as a default that says it is one: no official rule fixes these days (domain, calendar)."""


def read_rules(data: Mapping[str, Any]) -> Rules:
    """The rules in `data`. Raises ValidationError naming what is missing or wrong and what to write."""
    calendar = data.get("calendar") or {}
    return Rules(
        fields=_fields(data.get("fields") or []),
        levels=_levels(data.get("levels") or []),
        form_version=str(data.get("form_version") or "1"),
        review_days=_days(calendar, "review_days"),
        repair_days=_days(calendar, "repair_days"),
        follow_up_days=_days(calendar, "follow_up_days"),
        opens=_day_of_year(calendar, "opens"),
        deadline=_day_of_year(calendar, "deadline"),
        cut_off=_day_of_year(calendar, "cut_off"),
    )


def _fields(rows: list[Mapping[str, str]]) -> tuple[LocalField, ...]:
    codes = [row.get("code", "") for row in rows]
    if not rows or len(set(codes)) != len(codes) or "" in codes:
        raise ValidationError({"fields": _("List at least one field, each with a code of its own.")})
    known = set(Field.values)
    for row in rows:
        if row.get("base") not in known:
            raise ValidationError({"fields": _("Choose for “%s” one of the four base fields.") % row["code"]})
    return tuple(
        LocalField(row["code"], row.get("name") or str(Field(row["base"]).label), Field(row["base"])) for row in rows
    )


def _levels(values: list[str]) -> tuple[Level, ...]:
    unknown = set(values) - set(Level.values)
    if unknown or not values:
        raise ValidationError({"levels": _("Choose at least one level of recognition from the list.")})
    return tuple(level for level in Level if level.value in values)


def _days(calendar: Mapping[str, Any], name: str) -> int:
    value = calendar.get(name, DEFAULT_DATA["calendar"][name])
    if not isinstance(value, int) or not 1 <= value <= 366:
        raise ValidationError({"calendar": _("Write a number of days from 1 to 366, not “%s”.") % value})
    return value


def _day_of_year(calendar: Mapping[str, Any], name: str) -> tuple[int, int]:
    value = str(calendar.get(name, DEFAULT_DATA["calendar"][name]))
    try:
        day, month = (int(part) for part in value.split("/"))
        date(2025, month, day)
    except ValueError as error:
        message = _("Write a day and month such as 30/04, not “%s”.") % value
        raise ValidationError({"calendar": message}) from error
    return month, day
