"""The register's own names, told to the reader: so that it knows a new commune or a neighbourhood when a report names
it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from kheo.reader import default_vocabulary
from kheo.reader.places import Gazetteer, default_gazetteer
from kheo.text import fold
from kheo.units.actors import predecessors_of
from kheo.units.choices import UnitKind
from kheo.units.models import Unit, UnitAlias
from kheo.units.paths import ancestors, within

MOST_PLACES = 5_000
HEAD = 600
"""In how many characters a report says whose it is."""


def places_of(units: Iterable[Unit]) -> Gazetteer:
    """The reader's own names, and from the register names with their rank → level: of the provinces of these units and
    of their predecessors with all their communes, of the units' neighbourhoods, and under their other names.

    A handful of queries, however many units; at most MOST_PLACES of each sort.
    """
    paths = _paths_of(units)
    provinces = {above for path in paths.values() for above in ancestors(path)}
    found = dict(default_gazetteer(default_vocabulary().words))
    for top in Unit.objects.filter(path__in=provinces, kind=UnitKind.PROVINCE):
        found[top.title] = UnitKind.PROVINCE.value
        below = Unit.objects.filter(within(top.path), kind__in=(UnitKind.COMMUNE, UnitKind.DISTRICT))
        found |= _named(below.only("rank", "name", "kind")[:MOST_PLACES])
    found |= _named(_neighbourhoods(paths).only("rank", "name", "kind")[:MOST_PLACES])
    aliases = UnitAlias.objects.filter(unit__in=list(paths)).select_related("unit")
    return found | {f"{alias.unit.rank} {alias.name}": str(alias.unit.kind) for alias in aliases}


def unit_at_head(text: str, units: Sequence[Unit]) -> Unit | None:
    """The unit whose neighbourhood, or which under another name, the first lines of `text` name; None where none of
    them, or more than one, is named there. The reader itself knows communes, districts and provinces."""
    head = fold(text[:HEAD])
    known = {unit.pk: unit for unit in units}
    places = [(place.title, place.parent_id) for place in _neighbourhoods(_paths_of(units))[:MOST_PLACES]]
    aliases = UnitAlias.objects.filter(unit__in=list(known)).select_related("unit")
    places += [(f"{alias.unit.rank} {alias.name}", alias.unit_id) for alias in aliases]
    named = {
        number for title, number in places if number in known and re.search(rf"\b{re.escape(fold(title))}\b", head)
    }
    return known[named.pop()] if len(named) == 1 else None


def _paths_of(units: Iterable[Unit]) -> dict[int, str]:
    given = {unit.pk: unit.path for unit in units}
    return given | predecessors_of(given)


def _neighbourhoods(paths: Mapping[int, str]) -> QuerySet[Unit]:
    return Unit.objects.filter(parent__in=list(paths), kind=UnitKind.NEIGHBOURHOOD)


def _named(units: Iterable[Unit]) -> dict[str, str]:
    return {unit.title: str(unit.kind) for unit in units}
