"""The materialised path of a unit: one fixed-width segment a level, so that a prefix is an ancestor.

A unit's path never changes (a new parent makes a new unit), and it is written in this module alone.
"""

from typing import Any

from django.db import models
from django.db.models import Q

SEGMENT = 5
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class PathField(models.CharField):  # type: ignore[type-arg]
    """A path that both databases sort byte by byte, so that a range query uses the index."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 8 * SEGMENT)
        super().__init__(*args, **options)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def path_of(number: int, parent_path: str) -> str:
    """The path of the unit with this number under a parent's path."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return parent_path + digits.rjust(SEGMENT, "0")


def within(path: str, column: str = "path") -> Q:
    """The rows at `path` or below it, as a range: a prefix LIKE uses no index on SQLite."""
    return Q(**{f"{column}__gte": path, f"{column}__lt": path + "~"})


def within_any(paths: "list[str] | tuple[str, ...]", column: str = "path") -> Q:
    """The rows at or below one of `paths`; no row where there is no path."""
    ranges = [within(path, column) for path in outermost(paths)]
    return Q(*ranges, _connector=Q.OR) if ranges else Q(pk__in=[])


def outermost(paths: "list[str] | tuple[str, ...]") -> list[str]:
    """The paths that stand below no other of them, in order: fewer ranges, the same rows."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def ancestors(path: str) -> list[str]:
    """The paths from the root down to `path` itself."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
