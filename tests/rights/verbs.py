"""How a verb is tried by everybody, and held against what the policy answers."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from kheo.units.actors import Actor
from kheo.units.errors import NotAllowed, Refusal
from tests.rights.world import World

SUBJECTS = ("audit", "units", "tallies", "initiatives", "recognition", "figures")
WITHOUT_A_POST = {
    "inactive_officer",
    "officer_until_yesterday",
    "officer_ended_today",
    "officer_from_tomorrow",
    "officer_of_the_predecessor",
    "leader_of_the_split_ward",
    "team_leader_of_a_closed_team",
}
"""They are to the verbs what `stranger` and `anonymous` are, which the first test holds."""


@dataclass(frozen=True)
class Case:
    """Something that can be tried: what the policy is asked, and the verb."""

    name: str
    ask: Callable[[Actor], Any]
    act: Callable[[Actor], Any]


def everything() -> dict[str, list[str]]:
    """Every row of every subject, to be compared."""
    models = [model for model in apps.get_models() if model._meta.app_label in SUBJECTS]
    return {model._meta.label: [repr(row) for row in model.objects.order_by("pk").values_list()] for model in models}


def disagreements(world: World, cases: Iterable[Case], people: Iterable[str] = ()) -> list[str]:
    """A line for every person and case where the verb lets in whom the policy refuses, or the other way round.

    Refused tries are counted in the database as they are: only what is let in is undone.
    """
    lines = []
    names = list(people) or [name for name in world.everybody if name not in WITHOUT_A_POST]
    for case in cases:
        for who in names:
            actor = world.actor(who)
            allowed, let_in = bool(case.ask(actor)), _is_let_in(case, actor)
            if allowed != let_in:
                lines.append(f"{who} · {case.name}: policy {allowed}, verb {let_in}")
    return lines


def _is_let_in(case: Case, actor: Actor) -> bool:
    let_in = True
    with suppress(_UndoneError), transaction.atomic():
        try:
            case.act(actor)
        except NotAllowed:
            # What a refused verb left behind would stay: the comparison of all rows finds it.
            return False
        except (Refusal, ValidationError):
            pass
        raise _UndoneError
    return let_in


class _UndoneError(Exception):
    """Takes back what was let in."""
