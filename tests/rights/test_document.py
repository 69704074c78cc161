"""docs/rights.md says what the policies say: its table is worked out anew from them and compared line by line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kheo.figures import policy as figures
from kheo.figures.models import Report
from kheo.initiatives import policy as initiatives
from kheo.recognition import policy as recognition
from kheo.units.actors import Actor
from kheo.units.choices import Role
from kheo.units.policy import Grant, UnitAction, visible_memberships, visible_organisations
from kheo.units.policy import can as can_with_units
from tests.rights.world import World, membership_of

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[2] / "docs" / "rights.md"

Probe = Callable[[World, Actor, str], bool]
"""May this person do it at this place?"""

ROLES = {
    "team leader": ("team_leader", None),
    "officer": ("officer", "province_officer"),
    "leader": ("leader", "province_leader"),
    "council member": ("council_member", "province_council_member"),
    "editor": ("editor", "province_editor"),
    "auditor": ("auditor", "province_auditor"),
    "unit administrator": ("unit_administrator", "province_administrator"),
    "system administrator": ("system_administrator", "system_administrator"),
}
"""Each role as somebody at the ward holds it, and somebody at the province above."""

WORDS = {"ward": "own", "predecessor": "before", "split": "split", "foreign": "beside", "province": "above"}


def _step(action: str, *states: str) -> Probe:
    return lambda world, actor, place: all(
        initiatives.can(actor, action, world.registration(place, state)) for state in states
    )


def _all(*probes: Probe) -> Probe:
    return lambda world, actor, place: all(probe(world, actor, place) for probe in probes)


def _reads(*states: str) -> Probe:
    return lambda world, actor, place: all(
        initiatives.may_read(actor, world.registration(place, state)) for state in states
    )


def _at_unit(ask: Callable[..., object]) -> Probe:
    return lambda world, actor, place: bool(ask(actor, world.units[place]))


def _unit(*actions: UnitAction) -> Probe:
    return lambda world, actor, place: all(can_with_units(actor, one, world.units[place]) for one in actions)


def _gives(*roles: Role) -> Probe:
    def probe(world: World, actor: Actor, place: str) -> bool:
        for role in roles:
            body = world.issuers[place] if role == Role.TEAM_LEADER else None
            if not can_with_units(actor, UnitAction.GRANT, Grant(role, world.units[place], body)):
                return False
        return True

    return probe


def _sees_people(world: World, actor: Actor, place: str) -> bool:
    holders = {"ward": "officer", "predecessor": "officer_of_the_predecessor", "split": "leader_of_the_split_ward"}
    holders |= {"foreign": "foreign_officer", "province": "province_officer"}
    others = visible_memberships(actor).exclude(user=actor.user)
    held = membership_of(world, holders[place])
    if actor.user and held.user_id == actor.user.pk:
        return others.filter(unit=held.unit).exists()
    return others.filter(pk=held.pk).exists()


SOMEBODYS_WORK = ("submitted", "returned", "under_way", "evaluated", "withdrawn", "refused")
DEEDS: dict[str, Probe] = {
    "reads registrations that were sent, with follow-ups, files and history": _reads(*SOMEBODYS_WORK),
    "reads a team's draft": _reads("draft"),
    "reads a draft of the office": _reads("office draft"),
    "writes, sends, takes back, withdraws": _all(
        _step("edit", "draft", "returned"),
        _step("submit", "draft", "returned"),
        _step("take_back", "submitted"),
        _step("withdraw", "submitted", "returned"),
    ),
    "says that it may be shown publicly (a team's work)": _step("consent", "evaluated"),
    "follows up, attaches files, says whether the work goes on": _all(
        _step("follow_up", "under_way", "evaluated"),
        _step("attach", "under_way", "evaluated"),
        _step("set_alive", "under_way", "evaluated"),
    ),
    "accepts, returns, refuses": _all(*(_step(step, "submitted") for step in ("accept", "return", "refuse"))),
    "evaluates, takes an evaluation back": _all(_step("evaluate", "under_way"), _step("reopen", "evaluated")),
    "corrects with a reason": _step("correct", "under_way", "evaluated"),
    "enters models of past years, strikes them off again, and speaks for them": _all(
        _at_unit(initiatives.can_enter_for),
        _step("enter", "office draft"),
        _step("strike_off", "office under_way"),
        _step("consent", "office evaluated"),
    ),
    "recognises": lambda world, actor, place: bool(
        recognition.can_recognise(actor, world.registration(place, "evaluated"))
    ),
    "enters decisions of the unit, revokes what they name": _at_unit(recognition.can_decide),
    "publishes what recognition and consent allow, takes it down": lambda world, actor, place: bool(
        recognition.can_publish(actor, world.registration(place, "evaluated").initiative)
    ),
    "keeps and sees readings (whole documents)": _at_unit(figures.can_read_for),
    "reads reported figures and frozen reports": lambda world, actor, place: (
        figures.visible_figures(actor).filter(pk=world.figures[place]).exists()
        and figures.visible(actor).filter(pk=world.reports[place, "frozen"]).exists()
    ),
    "drafts and edits reports": _at_unit(figures.can_report),
    "freezes a report": lambda world, actor, place: bool(
        figures.can_freeze(actor, Report.objects.select_related("unit").get(pk=world.reports[place, "draft"]))
    ),
    "opens campaigns, writes rule sets": _at_unit(initiatives.can_rule),
    "sees who holds which role": _sees_people,
    "sees the bodies": lambda world, actor, place: (
        visible_organisations(actor).filter(pk=world.issuers[place].pk).exists()
    ),
    "brings in team leaders": _gives(Role.TEAM_LEADER),
    "gives every other role but the two administrators'": _gives(
        Role.OFFICER, Role.LEADER, Role.COUNCIL_MEMBER, Role.EDITOR, Role.AUDITOR
    ),
    "appoints another unit administrator": _gives(Role.UNIT_ADMINISTRATOR),
    "opens and changes bodies and neighbourhoods": _all(
        _unit(UnitAction.OPEN_ORGANISATION),
        lambda world, actor, place: bool(
            can_with_units(actor, UnitAction.CHANGE_ORGANISATION, world.issuers[place])
            and (place == "province" or can_with_units(actor, UnitAction.OPEN_UNIT, world.units[place]))
        ),
    ),
    "opens, renames, merges, splits and moves communes": _unit(
        UnitAction.RENAME_UNIT, UnitAction.MERGE_UNIT, UnitAction.SPLIT_UNIT, UnitAction.MOVE_UNIT
    ),
}


def table(world: World) -> list[str]:
    """The table of the document, line by line."""
    lines = ["| may | " + " | ".join(ROLES) + " |", "| --- |" + " --- |" * len(ROLES)]
    for deed, probe in DEEDS.items():
        lines.append(f"| {deed} | " + " | ".join(_cell(world, probe, *who) for who in ROLES.values()) + " |")
    return lines


def _cell(world: World, probe: Probe, here: str, above: str | None) -> str:
    """Where, in words: own unit, its predecessor, one that was split, and from the province what is below."""
    if here == above:
        return "everywhere" if probe(world, world.actor(here), "ward") else "–"
    places = [words for place, words in WORDS.items() if probe(world, world.actor(here), place)]
    if above and probe(world, world.actor(above), "ward"):
        places.append("below")
    return ", ".join(places) or "–"


def test_the_document_says_what_the_policies_say(world: World) -> None:
    written = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("|")]
    assert written == table(world)
