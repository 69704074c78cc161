"""The map: every province once, the two island districts always, no map where it would be untrue."""

import pytest

from kheo.desk.overview.asked import Asked
from kheo.desk.overview.tiles import PLACES, tile_map
from kheo.figures.below import UnitRow
from kheo.tallies.periods import Period
from kheo.units.models import Unit


def rows(counts: dict[str, int]) -> list[UnitRow]:
    return [
        UnitRow(Unit(pk=number, name=name.title(), folded_name=name, kind="province"), counts.get(name, number), 0, 0)
        for number, name in enumerate(PLACES, start=1)
    ]


@pytest.fixture
def asked() -> Asked:
    return Asked(Unit(pk=99, name="Việt Nam", kind="nation"), Period.year(2026), True)


def test_each_province_has_its_own_tile_and_the_islands_that_of_theirs(asked):
    found = tile_map(asked, rows({}))
    places = [(tile.column, tile.row) for tile in found.tiles]
    assert (len(places), len(set(places))) == (36, 36)
    islands = {tile.island: tile for tile in found.tiles if tile.island}
    assert {name: tile.name for name, tile in islands.items()} == {"Hoàng Sa": "Da Nang", "Trường Sa": "Khanh Hoa"}
    for tile in islands.values():
        own = next(each for each in found.tiles if each.name == tile.name and not each.island)
        assert (tile.step, tile.url) == (own.step, own.url)


def test_darker_is_more_and_nothing_is_dashed(asked):
    found = tile_map(asked, rows({"hue": 0, "ha noi": 90_000}))
    steps = {tile.name: tile.step for tile in found.tiles}
    assert (steps["Hue"], steps["Lai Chau"], steps["Ha Noi"]) == (0, 1, 5)
    assert [step for step, _words in found.key] == [1, 2, 3, 4, 5]


def test_equal_counts_make_one_step_and_no_count_makes_no_key(asked):
    assert {tile.step for tile in tile_map(asked, rows(dict.fromkeys(PLACES, 7))).tiles} == {1}
    empty = tile_map(asked, rows(dict.fromkeys(PLACES, 0)))
    assert ({tile.step for tile in empty.tiles}, empty.key) == ({0}, [])


def test_other_units_than_the_maps_make_no_map(asked):
    assert tile_map(asked, rows({})[1:]) is None
    strange = UnitRow(Unit(pk=500, name="Sông Lam", folded_name="song lam", kind="province"), 1, 0, 0)
    assert tile_map(asked, [*rows({}), strange]) is None
