"""What a reading is held against besides itself: the register, and figures accepted from other documents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kheo.figures.models import ReportedFigure
from kheo.figures.queries import Totals, totals
from kheo.initiatives.choices import Kind
from kheo.tallies.periods import Period, half_year_of
from kheo.units.models import Unit

_KIND_OF = {"models": Kind.MODEL.value, "exemplars": Kind.EXEMPLAR.value, "models_and_exemplars": ""}
_CODE_OF = {
    ("flow", "registered"): "registered",
    ("flow", "operating"): "registered",
    ("flow", "new"): "new",
    ("flow", "replicated"): "replicated",
    ("flow", "recognised"): "recognised",
    ("stock", "registered"): "stock",
    ("stock", "operating"): "stock",
}

Said = Mapping[str, Any]


def outside_findings(unit: Unit, starts_on: date, ends_on: date, facts: Sequence[Said]) -> list[dict[str, Any]]:
    """Findings of kind `register` and `earlier_report`, in the reader's form; `computed` is the other number.

    The register is asked only for the total of a span of whole half-years of which it has something: an empty register
    contradicts nobody. Of a thing that a document states twice nothing is compared.
    """
    earlier = _once(_stated_before(unit, starts_on, ends_on))
    stated_twice = {key for key, count in Counter(_key(said) for said in facts).items() if count > 1}
    period = _period(starts_on, ends_on)
    counted = totals(unit, period, as_now=False) if period else None
    found = []
    for at, said in enumerate(facts):
        if said["period"] or not _is_exact(said):
            continue
        if counted and (number := _in_register(counted, said)) and number != said["value"]:
            found.append(_finding("register", at, said, number, []))
        before = earlier.get(_key(said))
        if before and _key(said) not in stated_twice and float(before.value) != float(said["value"]):
            found.append(_finding("earlier_report", at, said, _plain(float(before.value)), [before.quote]))
    return found


def _finding(kind: str, at: int, said: Said, other: int | float, quotes: list[str]) -> dict[str, Any]:
    return {
        "kind": kind,
        "message": f"{kind}: {other}, the text states {said['value']}",
        "stated": said["value"],
        "computed": other,
        "facts": [at],
        "quotes": [said["quote"], *quotes],
    }


def _is_exact(said: Said) -> bool:
    return not said["approx"] and said["value_to"] is None


def _in_register(counted: Totals, said: Said) -> int:
    """What the register has for a total of the whole unit; 0 where it has nothing, or keeps no such figure."""
    code = _CODE_OF.get((said["role"], said["status"]))
    whole = said["part_of"] is None and not said["field"] and not said["level"] and not said["holder"]
    if code is None or not whole or said["measure"] not in _KIND_OF:
        return 0
    kind = _KIND_OF[said["measure"]]
    return counted.of(code, kind=kind) if kind else counted.of(code)


def _period(starts_on: date, ends_on: date) -> Period | None:
    period = Period(half_year_of(starts_on), half_year_of(ends_on))
    return period if (period.starts_on, period.ends_on) == (starts_on, ends_on) else None


def _stated_before(unit: Unit, starts_on: date, ends_on: date) -> Iterable[ReportedFigure]:
    rows = ReportedFigure.objects.filter(unit=unit, starts_on=starts_on, ends_on=ends_on, withdrawn_at=None)
    return rows.filter(approx="", value_to=None).order_by("pk")


def _once(figures: Iterable[ReportedFigure]) -> dict[tuple[Any, ...], ReportedFigure]:
    """The figures by what they count; what is stated with several values is left out."""
    found: dict[tuple[Any, ...], ReportedFigure] = {}
    several = set()
    for figure in figures:
        key = (figure.measure, figure.of, figure.status, figure.level, figure.holder, figure.role, tuple(figure.fields))
        if key in found and found[key].value != figure.value:
            several.add(key)
        found[key] = figure
    return {key: figure for key, figure in found.items() if key not in several}


def _key(said: Said) -> tuple[Any, ...]:
    names = ("measure", "of", "status", "level", "holder", "role")
    return (*(said[name] or "" for name in names), tuple(fields_of(said)))


def fields_of(said: Said) -> list[str]:
    """The fields of a fact as a list; empty where it stands for all of them."""
    field = said["field"]
    return list(field) if isinstance(field, list) else [field] if field else []


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number
