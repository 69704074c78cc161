"""Whose report a text seems to be, and of which period: proposed from its words, confirmed by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kheo.audit import clock
from kheo.figures.readings_places import unit_at_head
from kheo.text import fold
from kheo.units.models import Unit


@dataclass(frozen=True)
class Proposal:
    """Unit and first and last day, each None where the text leaves it open; `unit_named` as the text has it.

    `of_another_time` is the unit of that name which did not stand at the end of the period, where none did.
    """

    unit: Unit | None
    starts_on: date | None
    ends_on: date | None
    unit_named: str
    of_another_time: Unit | None = None


def proposal(text: str, said: Mapping[str, Any], units: Sequence[Unit]) -> Proposal:
    """What the reader's answer says of unit and period.

    A unit is proposed where the text names it or one of its neighbourhoods; where the text names none, the one of
    today.
    """
    period, named = said["period"], said["unit"]["name"] if said["unit"] else ""
    last = date.fromisoformat(period["to"]) if period else clock.today()
    then = [unit for unit in units if unit.is_valid_on(last)]
    fitting = [unit for unit in then if not named or fold(unit.title) == fold(named)]
    namesakes = [unit for unit in units if named and fold(unit.title) == fold(named)]
    return Proposal(
        unit=fitting[0] if len(fitting) == 1 else unit_at_head(text, then),
        starts_on=date.fromisoformat(period["from"]) if period else None,
        ends_on=last if period else None,
        unit_named=named,
        of_another_time=namesakes[0] if namesakes and not fitting else None,
    )
