"""What an entry of a list means in the register of a unit: its campaign, day, place, field; and what stands already."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from kheo.audit import clock
from kheo.initiatives.choices import Status
from kheo.initiatives.models import Campaign
from kheo.initiatives.policy import visible
from kheo.initiatives.queries import campaigns_for
from kheo.initiatives.rules import Rules, read_rules
from kheo.reader.list_values import field_key
from kheo.text import fold, similarity
from kheo.units.actors import Actor
from kheo.units.models import Organisation, Unit
from kheo.units.naming import without_rank, words_of
from kheo.units.queries import neighbourhoods_of, organisations_of

Mistake = tuple[str, str, str]
"""Meaning of the column that is wrong (or its heading), kind of mistake, value."""

ITEMS = ("situation", "goals", "method", "beneficiaries", "forces", "resources", "outputs", "sustainability", "novelty",
         "level", "starts_on", "evaluates_on")  # fmt: skip
GONE = (Status.WITHDRAWN, Status.REFUSED)
MOST_COMPARED = 400_000
"""Pairs of names that are compared for likeness; a longer list against a larger register is compared exactly alone."""
_WHOLE = {"toan phuong", "toan xa", "toan dia ban", "toan dac khu", "phuong", "xa", "toan tinh", "toan thanh pho"}


@dataclass(slots=True)
class Resolved:
    """An entry as the register would keep it."""

    campaign: Campaign | None = None
    accepted_on: date | None = None
    identity: dict[str, Any] = field(default_factory=dict)
    items: dict[str, Any] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Under which the same kind, name and owner are found again; accents do not matter."""
        return key_of(self.identity["kind"], self.identity["name"], self.identity["owner"])


def key_of(kind: str, name: str, owner: str) -> str:
    """The kind, and name and owner folded as the register keeps them."""
    return f"{kind}|{fold(f'{name} {owner}'.strip())[:200]}"


class Resolver:
    """Reads entries against what a unit has: its campaigns, rules, neighbourhoods and bodies, each asked for once."""

    def __init__(self, unit: Unit, campaign: Campaign, accepted_on: date) -> None:
        self.unit, self.campaign, self.accepted_on = unit, campaign, accepted_on
        self.today = clock.today()

    def resolve(self, entry: dict[str, str]) -> Resolved:
        """The entry as rows of the register, or its mistakes; nothing is read for each row anew."""
        found = Resolved()
        found.campaign, found.accepted_on = self._when(entry, found)
        lead = self._bodies.get(fold(entry.get("lead", "")))
        found.identity = {
            "kind": entry["kind"],
            "name": entry["name"],
            "owner": entry.get("owner", ""),
            "holder": entry["holder"],
            "place": self._place(entry, found),
            "lead_organisation": lead,
            **self._field(entry, found.campaign),
        }
        found.items = self._items(entry, is_lead_known=lead is not None)
        return found

    def field_words(self) -> dict[str, tuple[str, ...]]:
        """The names of the fields in the rules of the campaign, as the reader of lists looks them up."""
        return {field_key(each.name): (each.code,) for each in self._rules(self.campaign).fields}

    def _when(self, entry: dict[str, str], found: Resolved) -> tuple[Campaign | None, date | None]:
        own_day = date.fromisoformat(entry["accepted_on"]) if entry.get("accepted_on") else None
        year = int(entry.get("year") or (own_day or self.accepted_on).year)
        day = own_day or _in_year(self.accepted_on, year, self.today)
        column = "accepted_on" if own_day else "year"
        written = f"{day:%d/%m/%Y}"
        campaign = self._campaigns.get(year)
        if campaign is None:
            found.mistakes.append(("year", "no_campaign", str(year)))
        elif day.year != year:
            found.mistakes.append((column, "other_year", written))
        elif day > self.today:
            found.mistakes.append((column, "future", written))
        elif not self.unit.is_valid_on(day):
            found.mistakes.append((column, "no_unit", written))
        return campaign, day

    def _place(self, entry: dict[str, str], found: Resolved) -> Unit:
        """The neighbourhood that is named; the unit itself for all of it, for several, or where it keeps none."""
        said = entry.get("place", "")
        parts = [part for part in re.split(r"[,;+\n]|\bvà\b", said) if part.strip()]
        units = [self._places.get(_place_key(part)) for part in parts]
        if len(units) == 1 and units[0]:
            return units[0]
        if said and None in units and self._has_parts:
            found.mistakes.append(("place", "place", said))
        return self.unit

    def _field(self, entry: dict[str, str], campaign: Campaign | None) -> dict[str, str]:
        """A local field by its code; a base field as the only local one that adds to it."""
        code = entry.get("field", "")
        rules = self._rules(campaign or self.campaign)
        if code in {each.code for each in rules.fields}:
            return {"local_field": code, "field": rules.base_of(code)}
        same = [each.code for each in rules.fields if each.base == code]
        return {"local_field": same[0] if len(same) == 1 else "", "field": code}

    def _items(self, entry: dict[str, str], *, is_lead_known: bool) -> dict[str, Any]:
        items: dict[str, Any] = {name: entry[name] for name in ITEMS if entry.get(name)}
        for name in ("starts_on", "evaluates_on"):
            if name in items:
                items[name] = date.fromisoformat(items[name])
        if entry.get("note"):
            items["method"] = "\n".join(filter(None, [items.get("method"), _("Note: %s") % entry["note"]]))
        if entry.get("lead") and not is_lead_known:
            items.setdefault("forces", entry["lead"])
        if entry.get("place") and self._places.get(_place_key(entry["place"])) is None:
            items.setdefault("beneficiaries", entry["place"])
        return items

    @cached_property
    def _campaigns(self) -> dict[int, Campaign]:
        """By year the campaign of the unit, or of the nearest above it; the one that was chosen comes first."""
        nearest: dict[int, Campaign] = {}
        for campaign in campaigns_for(self.unit):
            nearest.setdefault(campaign.year, campaign)
        return nearest | {self.campaign.year: self.campaign}

    def _rules(self, campaign: Campaign) -> Rules:
        if campaign.pk not in self._rules_read:
            self._rules_read[campaign.pk] = read_rules(campaign.rule_set.data)
        return self._rules_read[campaign.pk]

    @cached_property
    def _rules_read(self) -> dict[int, Rules]:
        return {}

    @cached_property
    def _neighbourhoods(self) -> list[Unit]:
        return list(neighbourhoods_of(self.unit, self.accepted_on))

    @property
    def _has_parts(self) -> bool:
        return bool(self._neighbourhoods)

    @cached_property
    def _places(self) -> dict[str, Unit]:
        """By title, and by the name alone where it is the only one."""
        titles = {_place_key(unit.title): unit for unit in self._neighbourhoods}
        names: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._neighbourhoods:
            names[without_rank(_place_key(unit.title))].append(unit)
        alone = {name: units[0] for name, units in names.items() if len(units) == 1}
        own = {_place_key(self.unit.title), without_rank(_place_key(self.unit.title)), *_WHOLE}
        return dict.fromkeys(own, self.unit) | alone | titles

    @cached_property
    def _bodies(self) -> dict[str, Organisation]:
        """By name as it is kept, and without the unit's own title behind it."""
        behind = fold(f" {self.unit.title}")
        bodies = list(organisations_of(self.unit, self.campaign.cut_off))
        short = {fold(body.name).removesuffix(behind): body for body in bodies}
        return short | {fold(body.name): body for body in bodies}


def _in_year(day: date, year: int, today: date) -> date:
    """The same day of another year; not after today where that year is this one."""
    moved = day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
    return min(moved, today) if year == today.year and day.year != year else moved


def _place_key(text: str) -> str:
    """“Tổ dân phố số 2” as “to dan pho 2”."""
    words = [word for word in words_of(text) if word != "so"]
    return " ".join(words).replace("tdp ", "to dan pho ")


@dataclass(slots=True)
class Standing:
    """What stands under a key: its initiative, and its registrations by campaign."""

    initiative_id: int
    name: str
    is_accepted: bool
    registrations: dict[int, int] = field(default_factory=dict)


def standing(actor: Actor, unit: Unit, folded: Iterable[str] | None = None) -> dict[str, Standing]:
    """The registrations of the unit that the actor may read, neither withdrawn nor refused, by key; with `folded` only
    those of these folded names."""
    rows = visible(actor).filter(unit=unit).exclude(status__in=GONE)
    if folded is not None:
        rows = rows.filter(initiative__folded__in=list(folded))
    found: dict[str, Standing] = {}
    columns = ("pk", "campaign_id", "initiative_id", "initiative__kind", "initiative__folded", "initiative__name",
               "initiative__first_accepted_on")  # fmt: skip
    for pk, campaign, initiative, kind, words, name, accepted_on in rows.order_by("pk").values_list(*columns):
        here = found.setdefault(f"{kind}|{words}", Standing(initiative, name, accepted_on is not None))
        here.registrations[campaign] = pk
    return found


class Likeness:
    """Finds what stands in the register under nearly the same name."""

    FROM_PERCENT = 70

    def __init__(self, known: dict[str, Standing], rows: int) -> None:
        self.names = [(each.name, next(iter(each.registrations.values()))) for each in known.values()]
        if len(self.names) * rows > MOST_COMPARED:
            self.names = []

    def nearest(self, name: str) -> tuple[int | None, int | None]:
        """(registration, percent) of the one most like it from FROM_PERCENT on; (None, None) where there is none."""
        scored = [(round(100 * similarity(name, other)), number) for other, number in self.names]
        percent, number = max(scored, default=(0, 0))
        return (number, percent) if percent >= self.FROM_PERCENT else (None, None)
