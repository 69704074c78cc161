"""What the address of an overview asks for: unit, period, and whose territory is meant."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.figures.spans import code_of, heading_of, period_named
from kheo.tallies.periods import Period
from kheo.units.actors import Actor
from kheo.units.models import Unit
from kheo.units.queries import WITH_PARENTS, nation

YEARS_OFFERED = 6


@dataclass(frozen=True)
class Asked:
    """Unit and period of the page; `as_now` counts predecessors in. `problem`: what in the address was not taken."""

    unit: Unit
    period: Period
    as_now: bool
    problem: str = ""

    @property
    def is_past_unit(self) -> bool:
        """A unit that has ended has no “now”."""
        return not self.unit.is_valid_on(clock.today())

    def address(self, name: str = "desk:overview", **changes: Any) -> str:
        """The same page, or another, with some of it changed."""
        asked = {"unit": self.unit.pk, "period": code_of(self.period), "as": "" if self.as_now else "then"} | changes
        return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value})}"


def asked_of(request: HttpRequest) -> Asked:
    """What is asked, with the reader's own unit and this year where nothing is. Raises Http404 for a unit unknown."""
    unit = _unit(request.actor, request.GET.get("unit", ""))
    given = request.GET.get("period", "").strip()
    period = period_named(given) if given else None
    problem = ""
    if given and period is None:
        problem = _("“%(given)s” is no period. Write a year like 2026, or a half-year like 2026-1.") % {
            "given": given[:40]
        }
    as_then = request.GET.get("as") == "then" or not unit.is_valid_on(clock.today())
    return Asked(unit, period or Period.year(clock.today().year), not as_then, problem)


def _unit(actor: Actor, given: str) -> Unit:
    if not given:
        own = actor.posts[0].unit.pk if actor.posts else nation().pk
        return Unit.objects.select_related(*WITH_PARENTS).get(pk=own)
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else 0
    unit = Unit.objects.select_related(*WITH_PARENTS).filter(pk=number).first()
    if unit is None:
        raise Http404(given)
    return unit


def periods_offered(chosen: Period) -> list[dict[str, Any]]:
    """The years and half-years to choose from, the newest first; the chosen one is always among them."""
    year = clock.today().year
    offered = [
        period
        for each in range(year, year - YEARS_OFFERED, -1)
        for period in (Period.year(each), Period.half(each, 2), Period.half(each, 1))
    ]
    if chosen not in offered:
        offered.append(chosen)
    return [{"code": code_of(each), "name": heading_of(each), "chosen": each == chosen} for each in offered]


def address_if_any(name: str, **query: Any) -> str:
    """The address of a page with a query; empty where there is no such page."""
    try:
        return f"{reverse(name)}?{urlencode(query)}"
    except NoReverseMatch:
        return ""
