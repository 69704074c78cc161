"""A button is shown exactly where the act would be allowed: on the page of a registration, step by step."""

import re

import pytest

from kheo.desk.registrations.deeds import DEEDS
from kheo.initiatives.policy import can
from tests.rights.test_doors import signed_in
from tests.rights.world import STATES, World

pytestmark = pytest.mark.django_db

PAGES = {
    "officer": {
        "ward": (*STATES,),
        "predecessor": ("submitted",),
        "split": ("submitted", "under_way"),
    },
    "team_leader": {
        "ward": ("submitted", "returned", "under_way", "evaluated", "refused"),
        "predecessor": ("submitted",),
    },
    "province_officer": {"ward": ("submitted", "under_way", "evaluated")},
    "auditor": {"ward": ("submitted", "evaluated")},
    "council_member": {"ward": ("under_way",)},
}
"""Whose page of what is looked at: own, inherited, split, below; and of readers that do nothing."""

WAYS = {"viet": "edit", "dinh-chinh": "correct"} | {slug: deed.action for slug, deed in DEEDS.items()}
"""The last word of an address that does something → what the policy is asked."""


def _offered(text: str, number: int) -> set[str]:
    """The words at the end of links and forms of this registration; pages that only show or print are no acts."""
    found = re.findall(rf'(?:href|action|formaction)="/lam-viec/dang-ky/{number}/([\w-]+)/', text)
    return set(found) - {"in", "tep", "theo-doi-"}


def test_a_button_stands_exactly_where_the_step_is_allowed(world: World) -> None:
    wrong, seen = [], set()
    for who, places in PAGES.items():
        actor, client = world.actor(who), signed_in(world, who)
        for place, states in places.items():
            for state in states:
                row = world.registration(place, state)
                text = client.get(f"/lam-viec/dang-ky/{row.pk}/").content.decode()
                offered = _offered(text, row.pk)
                unnamed = offered - set(WAYS)
                consents = row.initiative.consents_to_publication
                fitting = {
                    slug: action for slug, action in WAYS.items() if slug != ("dong-y" if consents else "rut-dong-y")
                }
                allowed = {slug for slug, action in fitting.items() if can(actor, action, row)}
                if (offered & set(WAYS)) != allowed or unnamed:
                    wrong.append((who, place, state, sorted(offered), sorted(allowed)))
                seen |= offered
    assert wrong == []
    assert seen == set(WAYS)


def test_a_step_that_is_not_allowed_shows_no_form(world: World) -> None:
    """Neither when it is asked for, nor when a form is sent that is not even filled."""
    row = world.registration("ward", "submitted")
    client = signed_in(world, "province_officer")
    for slug in DEEDS:
        path = f"/lam-viec/dang-ky/{row.pk}/{slug}/"
        for answer in (client.get(path, follow=True), client.post(path, {}, follow=True)):
            assert (slug, answer.status_code, _offered(answer.content.decode(), row.pk)) == (slug, 200, set())
