"""The addresses of the desk as the project answers them, and what stands behind each: found, not listed by hand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver

from kheo.desk.registrations.deeds import DEEDS
from kheo.figures import policy as figures
from kheo.figures.models import Batch
from kheo.initiatives import policy as initiatives
from kheo.initiatives.models import Evidence, FollowUp
from kheo.recognition import policy as recognition
from kheo.recognition.models import Recognition
from kheo.recognition.queries import edited
from kheo.units import policy as units
from kheo.units.actors import Actor
from tests.rights.world import World, membership_of

DESK = "lam-viec/"
FOR_SCRIPTS = ("/tu-luu/",)
"""Asked by a script: it learns by 401 that nobody is signed in, where a page would lead to sign-in."""

PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A pattern, as it is written below /lam-viec/."""

    pattern: str
    name: str

    @property
    def parts(self) -> list[str]:
        """The names of what varies in it."""
        return PART.findall(self.pattern)

    def of(self, **values: Any) -> str:
        """The path with `values` in the place of what varies."""
        return "/" + DESK + PART.sub(lambda part: str(values[part[1]]), self.pattern)


def desk_addresses() -> list[Address]:
    """Every address of the desk."""
    return [
        Address(pattern.removeprefix(DESK), name) for pattern, name in _walk(get_resolver().url_patterns, "")
        if pattern.startswith(DESK)
    ]  # fmt: skip


def _walk(patterns: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here, pattern.name


@dataclass(frozen=True)
class Subject:
    """What an address with a number in it speaks of: rows by place, and who sees which of them."""

    start: str
    rows: Callable[[World], dict[str, int]]
    visible: Callable[[Actor], QuerySet[Any]]

    def hides(self, actor: Actor, number: int) -> bool:
        """True where the row must not be known to this person."""
        return not self.visible(actor).filter(pk=number).exists()


def _registrations(world: World) -> dict[str, int]:
    shown = {
        "ward": ("submitted", "draft", "office draft"),
        "predecessor": ("office draft",),
        "split": ("evaluated", "office draft"),
        "foreign": ("submitted",),
    }
    return {f"{place} {state}": world.registrations[place, state] for place in shown for state in shown[place]}


SHOWN = ("ward", "split", "foreign")


def _initiatives(world: World) -> dict[str, int]:
    return {place: world.registration(place, "evaluated").initiative_id for place in SHOWN}


def _at(numbers: dict[str, int]) -> dict[str, int]:
    return {place: numbers[place] for place in SHOWN}


def _batches(world: World) -> dict[str, int]:
    return dict(Batch.objects.values_list("given_by__username", "pk"))


def _people(world: World) -> dict[str, int]:
    names = ("team_leader", "foreign_officer", "far_officer")
    return {name: world.cast.people[name].pk for name in names}


def _memberships(world: World) -> dict[str, int]:
    names = ("team_leader", "foreign_officer", "far_officer")
    return {name: membership_of(world, name).pk for name in names}


SUBJECTS = (
    Subject("dang-ky/lai/", _initiatives, initiatives.visible_initiatives),
    Subject("dang-ky/", _registrations, initiatives.visible),
    Subject("nhap-danh-sach/", lambda world: _at(world.imports), initiatives.visible_imports),
    Subject(
        "dot-thi-dua/bo-quy-dinh/",
        lambda world: {"default": world.campaigns["ward"].rule_set_id},
        initiatives.visible_rule_sets,
    ),
    Subject(
        "dot-thi-dua/",
        lambda world: _at({place: row.pk for place, row in world.campaigns.items()}),
        initiatives.visible_campaigns,
    ),
    Subject("cong-nhan/cong-khai/", _initiatives, edited),
    Subject("cong-nhan/", lambda world: _at(world.decisions), recognition.visible_decisions),
    Subject("doc-bao-cao/nhieu/", _batches, figures.visible_batches),
    Subject("doc-bao-cao/", lambda world: _at(world.readings), figures.visible_readings),
    Subject(
        "bao-cao/",
        lambda world: {" ".join(case): pk for case, pk in world.reports.items() if case[0] in SHOWN},
        figures.visible,
    ),
    Subject(
        "don-vi/to-chuc/",
        lambda world: _at({place: body.pk for place, body in world.teams.items()}),
        units.visible_organisations,
    ),
    Subject("don-vi/", lambda world: _at({place: unit.pk for place, unit in world.units.items()}), units.visible_units),
    Subject(
        "nguoi-dung/loi-moi/",
        lambda world: {" ".join(case): pk for case, pk in world.invitations.items()},
        units.visible_invitations,
    ),
    Subject("nguoi-dung/vai-tro/", _memberships, units.visible_memberships),
    Subject(
        "nguoi-dung/gia-han/",
        lambda world: _at({place: row.pk for place, row in world.units.items()}),
        units.visible_units,
    ),
    Subject("nguoi-dung/", _people, units.visible_people),
)
"""The longest beginning counts. An address of a new subject fails the tests until it stands here."""


def subject_of(address: Address) -> Subject | None:
    """The subject of an address, or None where no beginning fits."""
    return next((subject for subject in SUBJECTS if address.pattern.startswith(subject.start)), None)


def paths_of(world: World, address: Address, number: int) -> list[str]:
    """The whole paths of an address for one row: several where a word names what is done. KeyError: part unknown."""
    values: list[dict[str, Any]] = [{"pk": number, "initiative": number, "unit": number}]
    if "slug" in address.parts:
        values = [{**values[0], "slug": slug} for slug in DEEDS]
    if "number" in address.parts:
        model = FollowUp if "theo-doi" in address.pattern else Evidence
        row = model.objects.filter(registration=number).first()
        values[0]["number"] = row.pk if row else 1
    if "line" in address.parts:
        row = Recognition.objects.filter(decision=number).first()
        values[0]["line"] = row.pk if row else 1
    return [address.of(**each) for each in values]


def is_page_of_its_own(address: Address) -> bool:
    """The page of one row: nothing stands behind its number."""
    return bool(re.search(r"<(int:)?pk>/$", address.pattern)) and address.name not in {"memberships_renew"}
