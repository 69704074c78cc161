"""Loads the units that ship with Khéo into the database; running it again adds only what is new."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from kheo import data
from kheo.units.choices import UnitKind
from kheo.units.models import Succession, Unit, UnitAlias
from kheo.units.naming import folded_name, folded_words
from kheo.units.paths import path_of

BATCH = 1000
_FROM_ABOVE = (
    UnitKind.NATION,
    UnitKind.PROVINCE,
    UnitKind.DISTRICT,
    UnitKind.COMMUNE,
    UnitKind.NEIGHBOURHOOD,
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Loaded:
    """How many rows were added."""

    units: int
    successions: int
    aliases: int


@dataclass
class _Known:
    """What the new rows need of those that exist: numbers, paths and search words, by key."""

    number: int
    pks: dict[str, int] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def load_units(
    progress: Progress | None = None,
    *,
    units: Iterable[Any] | None = None,
    successions: Iterable[Any] | None = None,
    aliases: Iterable[Any] | None = None,
) -> Loaded:
    """Add the units, successions and aliases of `kheo.data` that are not there yet, by their keys.

    What is there is never changed: a ward may have corrected it. `progress(what, done, total)` is called along
    the way. Raises KeyError for a row that names a key which does not exist.
    """
    tell = progress or (lambda what, done, total: None)
    known = _known()
    added = _add_units(list(data.unit_rows() if units is None else units), known, tell)
    joined = _add_successions(list(data.succession_rows() if successions is None else successions), known, tell)
    named = _add_aliases(list(data.alias_rows() if aliases is None else aliases), known, tell)
    return Loaded(added, joined, named)


def _known() -> _Known:
    known = _Known(number=Unit.objects.aggregate(last=Max("pk"))["last"] or 0)
    for key, number, path, kind, words in Unit.objects.exclude(key=None).values_list(
        "key", "pk", "path", "kind", "folded"
    ):
        known.pks[str(key)], known.paths[str(key)] = number, path
        known.words[str(key)] = "" if kind == UnitKind.NATION else words
    return known


def _add_units(rows: Sequence[Any], known: _Known, tell: Progress) -> int:
    """New rows, parents before children; their numbers are given here, since the paths are made of them."""
    fresh = [row for row in rows if row.key not in known.pks]
    order = {kind.value: place for place, kind in enumerate(_FROM_ABOVE)}
    units = [_unit(row, known) for row in sorted(fresh, key=lambda row: order[row.kind])]
    _insert(Unit, units, "units", tell)
    return len(units)


def _unit(row: Any, known: _Known) -> Unit:
    known.number += 1
    title = f"{row.type} {row.name}"
    words = (folded_words(title) + (known.words[row.parent_key] if row.parent_key else ""))[:500]
    unit = Unit(
        pk=known.number,
        key=row.key,
        kind=row.kind,
        rank=row.type,
        code=row.code or "",
        name=row.name,
        folded_name=folded_name(row.name),
        folded=words,
        parent_id=known.pks[row.parent_key] if row.parent_key else None,
        path=path_of(known.number, known.paths[row.parent_key] if row.parent_key else ""),
        valid_from=_day(row.valid_from),
        valid_to=_day(row.valid_to),
        source=row.source or "",
        note=row.note or "",
    )
    known.pks[row.key], known.paths[row.key] = unit.pk, unit.path
    known.words[row.key] = "" if row.kind == UnitKind.NATION else words
    return unit


def _add_successions(rows: Sequence[Any], known: _Known, tell: Progress) -> int:
    there = set(Succession.objects.values_list("old_id", "new_id"))
    fresh = [
        Succession(
            old_id=known.pks[row.from_key],
            new_id=known.pks[row.to_key],
            kind=row.kind,
            share=Decimal(str(row.share)) if row.share not in {None, ""} else None,
            effective_on=row.date,
            decision=row.decision or "",
            source=row.source or "",
            note=row.note or "",
        )
        for row in rows
        if (known.pks[row.from_key], known.pks[row.to_key]) not in there
    ]
    _insert(Succession, fresh, "successions", tell)
    return len(fresh)


def _add_aliases(rows: Sequence[Any], known: _Known, tell: Progress) -> int:
    there = set(UnitAlias.objects.values_list("unit_id", "name"))
    fresh = [
        UnitAlias(unit_id=known.pks[row.key], name=row.alias, folded=folded_words(row.alias)[:121])
        for row in rows
        if (known.pks[row.key], row.alias) not in there
    ]
    _insert(UnitAlias, fresh, "aliases", tell)
    return len(fresh)


def _insert(model: type[Model], rows: list[Any], what: str, tell: Progress) -> None:
    for start in range(0, len(rows), BATCH):
        model._default_manager.bulk_create(rows[start : start + BATCH])
        tell(what, min(start + BATCH, len(rows)), len(rows))
    if rows and model is Unit:
        _continue_numbers_after(model)


def _continue_numbers_after(model: type[Model]) -> None:
    """PostgreSQL does not notice numbers that were given: its counter goes on behind them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, date) else date.fromisoformat(value)
