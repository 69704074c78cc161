"""The figures on a ward's public page: counts from the register, this year beside the last one."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.audit import clock
from kheo.figures.queries import Totals, counted_units, totals
from kheo.initiatives.choices import Kind, Level
from kheo.recognition import public
from kheo.tallies.periods import Period
from kheo.ui import written
from kheo.units.models import Unit


@dataclass(frozen=True)
class Tile:
    """A figure with its words; `change` is None where nothing was counted the year before."""

    label: str
    value: int
    base: str
    change: int | None
    since: str


@dataclass(frozen=True)
class WardFigures:
    """What the page of a ward says in figures. `standing` and `confirmed` count models alone."""

    year: int
    as_of: datetime
    standing: int
    confirmed: int
    tiles: list[Tile]


def ward_figures(unit: Unit, *, fresh_days: int) -> WardFigures:
    """The figures of a unit for this year; only the same definitions as everywhere else are used."""
    year = clock.today().year
    now, before = totals(unit, Period.year(year)), totals(unit, Period.year(year - 1))
    return WardFigures(
        year=year,
        as_of=now.as_of,
        standing=now.of("stock", kind=Kind.MODEL),
        confirmed=public.confirmed_models(counted_units(unit, as_now=True), days=fresh_days),
        tiles=_tiles(now, before, year - 1),
    )


def _tiles(now: Totals, before: Totals, last_year: int) -> list[Tile]:
    whole_year = _("the whole year %(year)s") % {"year": last_year}
    had_any = any(before.counts.values())

    def tile(label: str, base: str, code: str, since: str = whole_year, **narrowed: str) -> Tile:
        value = now.of(code, **narrowed)
        return Tile(label, value, base, value - before.of(code, **narrowed) if had_any else None, since)

    return [
        tile(_("Accepted this year"), _and_exemplars(now.of("exemplars")), "models"),
        tile(_("Recognised this year"), _recognised_base(now), "recognised", level=Level.COMMUNE),
        tile(_("Replicated this year"), _("registered as done again elsewhere"), "replicated"),
        tile(
            _("Standing now"),
            _and_exemplars(now.of("stock", kind=Kind.EXEMPLAR)),
            "stock",
            since=_("the end of %(year)s") % {"year": last_year},
            kind=Kind.MODEL,
        ),
    ]


def _and_exemplars(count: int) -> str:
    if not count:
        return _("models")
    words = ngettext("models, with %(count)s exemplar", "models, with %(count)s exemplars", count)
    return words % {"count": written.figure(count)}


def _recognised_base(now: Totals) -> str:
    above = now.of("recognised", level=Level.PROVINCE) + now.of("recognised", level=Level.NATIONAL)
    if not above:
        return _("models and exemplars, here")
    return _("models and exemplars here, %(count)s at higher levels") % {"count": written.figure(above)}
