"""Paths: a prefix is an ancestor, and ranges find exactly what lies below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.units.models import Unit
from kheo.units.paths import SEGMENT, ancestors, outermost, path_of, within, within_any
from tests.factories.units import UnitFactory

numbers = st.integers(min_value=1, max_value=36**SEGMENT - 1)
chains = st.lists(numbers, min_size=1, max_size=5)


def path(chain: list[int]) -> str:
    result = ""
    for number in chain:
        result = path_of(number, result)
    return result


@given(chains)
def test_the_prefixes_of_a_path_are_its_ancestors(chain: list[int]) -> None:
    assert ancestors(path(chain)) == [path(chain[:depth]) for depth in range(1, len(chain) + 1)]


@given(chains, chains)
def test_a_path_begins_with_another_exactly_below_it(one: list[int], other: list[int]) -> None:
    assert path(one).startswith(path(other)) == (one[: len(other)] == other)
    assert (path(other) <= path(one) < path(other) + "~") == (one[: len(other)] == other)


@given(st.lists(chains, max_size=6))
def test_the_outermost_paths_reach_what_all_reach(many: list[list[int]]) -> None:
    paths = [path(chain) for chain in many]
    kept = outermost(paths)
    assert all(any(one.startswith(reached) for reached in kept) for one in paths)
    assert not any(one != other and one.startswith(other) for one in kept for other in kept)


@pytest.mark.django_db
def test_a_range_finds_a_unit_and_all_below() -> None:
    province, beside = UnitFactory(province=True), UnitFactory(province=True)
    ward = UnitFactory(parent=province)
    below = UnitFactory(neighbourhood=True, parent=ward)
    UnitFactory(parent=beside)
    assert set(Unit.objects.filter(within(province.path))) == {province, ward, below}
    assert set(Unit.objects.filter(within_any([ward.path, below.path]))) == {ward, below}
    assert list(Unit.objects.filter(within_any([]))) == []
