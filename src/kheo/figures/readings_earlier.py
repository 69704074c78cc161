"""A reading held against what accepted figures of earlier documents state of the same thing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kheo.figures.models import ReportedFigure
from kheo.units.actors import sole_predecessors_of
from kheo.units.models import Unit

YEARS_BACK = 5
MOVEMENT = frozenset({"models", "exemplars", "models_and_exemplars"})

Said = Mapping[str, Any]
Key = tuple[Any, ...]


def earlier_findings(unit: Unit, starts_on: date, ends_on: date, facts: Sequence[Said]) -> list[dict[str, Any]]:
    """Findings of three kinds, in the reader's form; `computed` is the other number, `other` says where it stands.

    `earlier_report`: of the same span another document states another number. `stock_fell`: fewer models stand than at
    the last day known before, and the text tells of none that ended. `total_shrank`: a span that begins on the same day
    and ends later has less. Nothing is compared that a document states twice, that is no exact count, or that names its
    giver: accepted figures do not keep that.
    """
    accepted = [figure for figure in _stated(unit, ends_on) if not _names_giver(figure)]
    spans = [_span(said, starts_on, ends_on) for said in facts]
    times = Counter((_key(said), span) for said, span in zip(facts, spans, strict=True))
    found = []
    for at, (said, span) in enumerate(zip(facts, spans, strict=True)):
        if not _is_comparable(said) or times[_key(said), span] > 1:
            continue
        same = [figure for figure in accepted if _key_of(figure) == _key(said)]
        if other := _same_span(same, said, *span):
            found.append(_against("earlier_report", at, said, other))
        elif other := _higher_before(same, said, *span, facts):
            found.append(_against("stock_fell" if said["role"] == "stock" else "total_shrank", at, said, other))
    return found


def _span(said: Said, starts_on: date, ends_on: date) -> tuple[date, date]:
    """The days of a fact: its own where it names them, else the document's."""
    period = said["period"]
    return (date.fromisoformat(period["from"]), date.fromisoformat(period["to"])) if period else (starts_on, ends_on)


def is_exact(said: Said) -> bool:
    """No “about”, no “from … to …”."""
    return not said["approx"] and said["value_to"] is None


def finding(kind: str, at: int, said: Said, other: int | float, *quotes: str) -> dict[str, Any]:
    """A finding in the reader's form: `stated` in the text, `computed` is the other number."""
    return {
        "kind": kind,
        "message": f"{kind}: {other}, the text states {said['value']}",
        "stated": said["value"],
        "computed": other,
        "facts": [at],
        "quotes": [said["quote"], *quotes],
    }


def fields_of(said: Said) -> list[str]:
    """The fields of a fact as a list; empty where it stands for all of them."""
    field = said["field"]
    return list(field) if isinstance(field, list) else [field] if field else []


def _stated(unit: Unit, ends_on: date) -> list[ReportedFigure]:
    """Exact figures accepted for the unit and for those that led to it alone, of some years back and the year after."""
    units = {unit.pk, *sole_predecessors_of(unit.pk)}
    rows = ReportedFigure.objects.filter(unit__in=units, withdrawn_at=None, approx="", value_to=None)
    rows = rows.filter(ends_on__range=(date(ends_on.year - YEARS_BACK, 1, 1), date(ends_on.year + 1, 12, 31)))
    rows = rows.select_related("fact__reading").defer("fact__reading__text", "fact__reading__answer")
    return list(rows.order_by("ends_on", "pk"))


def _is_comparable(said: Said) -> bool:
    return is_exact(said) and not said["by"] and not said["award"]


def _names_giver(figure: ReportedFigure) -> bool:
    return bool(figure.fact.fact.get("by") or figure.fact.fact.get("award"))


def _same_span(same: Iterable[ReportedFigure], said: Said, starts_on: date, ends_on: date) -> ReportedFigure | None:
    found = [figure for figure in same if (figure.starts_on, figure.ends_on) == (starts_on, ends_on)]
    return found[-1] if _agree(found) and float(found[-1].value) != float(said["value"]) else None


def _higher_before(
    same: Iterable[ReportedFigure], said: Said, starts_on: date, ends_on: date, facts: Sequence[Said]
) -> ReportedFigure | None:
    """The last figure from before that should not have been higher; None where all is well, or nothing is known."""
    if said["role"] not in {"stock", "flow"} or said["measure"] not in MOVEMENT:
        return None
    earlier = [figure for figure in same if figure.ends_on < ends_on]
    if said["role"] == "flow":
        earlier = [figure for figure in earlier if figure.starts_on == starts_on]
    last = [figure for figure in earlier if figure.ends_on == earlier[-1].ends_on]
    if not _agree(last) or float(last[-1].value) <= float(said["value"]):
        return None
    return None if said["role"] == "stock" and any(fact["status"] == "discontinued" for fact in facts) else last[-1]


def _agree(figures: Sequence[ReportedFigure]) -> bool:
    """Is there one at all, and do all state the same number?"""
    return len({figure.value for figure in figures}) == 1


def _against(kind: str, at: int, said: Said, other: ReportedFigure) -> dict[str, Any]:
    reading = other.fact.reading
    days = {"starts_on": other.starts_on.isoformat(), "ends_on": other.ends_on.isoformat()}
    found = finding(kind, at, said, _plain(float(other.value)), other.quote)
    return found | {"other": {"source": reading.source, "reading": reading.pk, **days}}


def _key(said: Said) -> Key:
    names = ("measure", "of", "status", "level", "holder", "role")
    return (*(said[name] or "" for name in names), tuple(fields_of(said)))


def _key_of(figure: ReportedFigure) -> Key:
    names = ("measure", "of", "status", "level", "holder", "role")
    return (*(getattr(figure, name) for name in names), tuple(figure.fields))


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number
