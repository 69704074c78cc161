"""What a reading is held against besides itself: the register, and figures accepted from other documents."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kheo.figures.queries import Totals, totals
from kheo.figures.readings_earlier import Said, earlier_findings, finding, is_exact
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


def outside_findings(unit: Unit, starts_on: date, ends_on: date, facts: Sequence[Said]) -> list[dict[str, Any]]:
    """Findings of kind `register`, and those of `earlier_findings`; `computed` is the other number.

    The register is asked only for the total of a span of whole half-years of which it has something: an empty register
    contradicts nobody.
    """
    period = _period(starts_on, ends_on)
    counted = totals(unit, period, as_now=False) if period else None
    found = []
    for at, said in enumerate(facts):
        if counted and not said["period"] and is_exact(said):
            number = _in_register(counted, said)
            if number and number != said["value"]:
                found.append(finding("register", at, said, number))
    return found + earlier_findings(unit, starts_on, ends_on, facts)


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
