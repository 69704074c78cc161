"""Readings hold whole documents: only their own office sees them. Figures and frozen reports are read from above."""

import pytest

from kheo.figures.models import Report
from kheo.figures.policy import (
    can_edit,
    can_freeze,
    can_read_for,
    can_report,
    visible,
    visible_figures,
    visible_readings,
)
from kheo.figures.queries import reports
from kheo.figures.readings_lists import readings, reported_figures, units_to_read_for
from tests.rights.tables import cells, differences
from tests.rights.world import World

pytestmark = pytest.mark.django_db

OFFICES = {
    "officer": {"ward", "predecessor"},
    "leader": {"ward", "predecessor"},
    "officer_and_team_leader": {"ward", "predecessor"},
    "foreign_officer": {"foreign"},
    "foreign_leader": {"foreign"},
    "province_officer": {"province"},
    "province_leader": {"province"},
}
"""Keeps and sees readings, makes reports: in the own office alone, and in that of which the unit is sole heir."""

LEADERS = {"leader": {"ward", "predecessor"}, "foreign_leader": {"foreign"}, "province_leader": {"province"}}
OF_THE_WARD = {"ward", "predecessor", "split"}
BELOW = OF_THE_WARD | {"foreign", "province"}
READERS = {
    "officer": OF_THE_WARD,
    "leader": OF_THE_WARD,
    "council_member": OF_THE_WARD,
    "auditor": OF_THE_WARD,
    "officer_and_team_leader": OF_THE_WARD,
    "province_officer": BELOW,
    "province_leader": BELOW,
    "province_auditor": BELOW,
    "province_council_member": BELOW,
    "foreign_officer": {"foreign", "split"},
    "foreign_leader": {"foreign", "split"},
    "auditor_there_team_leader_here": {"foreign", "split"},
}
"""Reads reported figures and frozen reports."""


def _places(world: World, numbers: dict, ask) -> dict[str, set]:
    """Who sees rows of which places (or cases), by name; who sees none is left out."""
    at, found = {number: place for place, number in numbers.items()}, {}
    for who in world.everybody:
        seen = {at[row.pk] for row in ask(world.actor(who))}
        found |= {who: seen} if seen else {}
    return found


def test_readings_are_seen_in_their_own_office(world: World) -> None:
    assert _places(world, world.readings, visible_readings) == OFFICES
    assert _places(world, world.readings, lambda actor: readings(actor, {})) == OFFICES
    units = {place: unit.pk for place, unit in world.units.items()} | {"far": world.cast.foreign_province.pk}
    assert _places(world, units, units_to_read_for) == OFFICES | {"far_officer": {"far"}}


def test_reported_figures_are_read_from_above(world: World) -> None:
    """A figure that was withdrawn is in nobody's list."""
    assert _places(world, world.figures, visible_figures) == READERS
    assert _places(world, world.figures, lambda actor: reported_figures(actor, {})) == READERS


def test_a_report_is_read_from_above_once_it_is_frozen(world: World) -> None:
    frozen = {who: {(place, "frozen") for place in places} for who, places in READERS.items()}
    drafts = {who: {(place, "draft") for place in places} for who, places in OFFICES.items()}
    expected = {who: rows | drafts.get(who, set()) for who, rows in frozen.items()}
    assert _places(world, world.reports, visible) == expected
    assert _places(world, world.reports, reports) == expected


def test_who_keeps_readings_and_makes_reports(world: World) -> None:
    for ask in (can_read_for, can_report):
        found = set()
        for who in world.everybody:
            actor = world.actor(who)
            found |= {(who, place) for place, unit in world.units.items() if ask(actor, unit)}
        assert differences({(who, place) for who, places in OFFICES.items() for place in places}, found) == []


def test_a_draft_is_edited_by_the_office_and_frozen_by_its_leader(world: World) -> None:
    rows = {case: Report.objects.select_related("unit").get(pk=number) for case, number in world.reports.items()}
    for ask, expected in ((can_edit, OFFICES), (can_freeze, LEADERS)):
        found = set()
        for who in world.everybody:
            actor = world.actor(who)
            found |= {(who, *case) for case, row in rows.items() if ask(actor, row)}
            assert (who, [row for row in rows.values() if ask(actor, row) and row not in visible(actor)]) == (who, [])
        drafts = {who: {place: {"draft"} for place in places} for who, places in expected.items()}
        assert differences(cells(drafts), found) == []
