"""Settings from a mapping into frozen dataclasses: each value is checked, each error names its setting."""

import string
from collections.abc import Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from kheo.documents.refusal import Refusal
from kheo.documents.refusal import gettext_noop as _

T = TypeVar("T")


class LayoutError(Refusal):
    """A layout that cannot be used."""


def between(low: float, high: float, default: Any = MISSING) -> Any:
    """A number from *low* to *high*, both included."""
    return field(default=default, metadata={"low": low, "high": high})


def wording(*, required: bool) -> Any:
    """A text; *required* refuses an empty one."""
    return field(metadata={"required": required})


def with_places(*needed: str, optional: tuple[str, ...] = ()) -> Any:
    """A text with named places in braces: all of *needed*, any of *optional*, no other, and no format codes."""
    return field(metadata={"needed": needed, "optional": optional, "is_pattern": True})


def merged(base: Mapping[str, Any], overrides: Mapping[str, object]) -> dict[str, Any]:
    """*base* with the values of *overrides*, table by table; neither is changed."""
    result = dict(base)
    for key, value in overrides.items():
        below = result.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            value = merged(below, value)
        result[key] = value
    return result


def build(kind: type[T], values: Mapping[str, Any], path: str = "", **given: object) -> T:
    """An instance of the dataclass *kind* from *values*; *given* are fields that do not come from settings.

    Raises LayoutError for a missing, unknown, ill-typed or out-of-bounds setting.
    """
    described = {each.name: each for each in fields(cast(Any, kind)) if each.name not in given}
    for name in values:
        if name not in described:
            raise _unknown(f"{path}{name}", str(name), described)
    hints = get_type_hints(kind)
    made: dict[str, object] = dict(given)
    for name, each in described.items():
        if name in values:
            made[name] = _value(hints[name], each, values[name], f"{path}{name}")
        elif each.default is MISSING:
            raise LayoutError(_("The setting %(setting)s is missing."), setting=f"{path}{name}")
    return kind(**made)


def _unknown(path: str, name: str, described: Mapping[str, Field[Any]]) -> LayoutError:
    near = get_close_matches(name, described, n=1)
    if near:
        message = _("There is no setting %(setting)s. Perhaps %(near)s is meant.")
        return LayoutError(message, setting=path, near=path[: len(path) - len(name)] + near[0])
    known = ", ".join(described)
    return LayoutError(_("There is no setting %(setting)s. Known here: %(known)s."), setting=path, known=known)


def _value(hint: Any, described: Field[Any], value: object, path: str) -> object:
    if is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise LayoutError(
                _("%(setting)s is a group of settings, not the single value %(value)s."), **_shown(path, value)
            )
        return build(cast(type[object], hint), value, path=f"{path}.")
    if hint is bool:
        return _flag(value, path)
    if hint in (int, float):
        return _number(hint, described, value, path)
    if get_origin(hint) is Literal:
        return _choice(get_args(hint), value, path)
    if hint == tuple[str, ...]:
        return _texts(value, path)
    return _text(described, value, path)


def _flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise LayoutError(_("%(setting)s is true or false, not %(value)s."), **_shown(path, value))
    return value


def _number(kind: type[int] | type[float], described: Field[Any], value: object, path: str) -> float:
    low, high = described.metadata["low"], described.metadata["high"]
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    is_within = is_number and low <= cast(float, value) <= high
    if not is_within or (kind is int and value != int(cast(float, value))):
        message = _("%(setting)s is a number from %(low)s to %(high)s, not %(value)s.")
        if kind is int:
            message = _("%(setting)s is a whole number from %(low)s to %(high)s, not %(value)s.")
        raise LayoutError(message, low=low, high=high, **_shown(path, value))
    return kind(cast(float, value))


def _choice(allowed: tuple[str, ...], value: object, path: str) -> object:
    if value not in allowed:
        message = _("%(setting)s is one of %(allowed)s, not %(value)s.")
        raise LayoutError(message, allowed=", ".join(allowed), **_shown(path, value))
    return value


def _texts(value: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise LayoutError(_("%(setting)s is a list of texts, not %(value)s."), **_shown(path, value))
    return tuple(value)


def _text(described: Field[Any], value: object, path: str) -> str:
    if not isinstance(value, str):
        raise LayoutError(_("%(setting)s is a text, not %(value)s."), **_shown(path, value))
    if described.metadata.get("required") and not value.strip():
        raise LayoutError(_("%(setting)s is empty. Write its text."), setting=path)
    if described.metadata.get("is_pattern"):
        _check_places(described, value, path)
    return value


def _check_places(described: Field[Any], value: str, path: str) -> None:
    """Only plain {names} pass: a format code or an attribute in braces would reach into the values."""
    needed, optional = described.metadata["needed"], described.metadata["optional"]
    expected = ", ".join(f"{{{name}}}" for name in (*needed, *optional))
    try:
        parts = [part[1:] for part in string.Formatter().parse(value) if part[1] is not None]
    except ValueError:
        parts = [("", "", None)]
    names = {name for name, *_ in parts}
    is_plain = all(not code and conversion is None for _, code, conversion in parts)
    if not is_plain or not set(needed) <= names <= {*needed, *optional}:
        message = _("%(setting)s is a text with the places %(expected)s, not %(value)s.")
        raise LayoutError(message, expected=expected, **_shown(path, value))


def _shown(path: str, value: object) -> dict[str, object]:
    shown = f"“{value}”" if isinstance(value, str) else str(value)
    return {"setting": path, "value": shown if len(shown) <= 60 else f"{shown[:59]}…"}
