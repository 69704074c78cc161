"""Loading: every row once, paths that follow the parents, and no change to what is there."""

from datetime import date
from decimal import Decimal

import pytest

from kheo.data import AliasRow, SuccessionRow, UnitRow
from kheo.units.loading import Loaded, load_units
from kheo.units.models import Succession, Unit, UnitAlias
from kheo.units.queries import find_units, heirs_today, nation

LAST = date(2025, 6, 30)
FIRST = date(2025, 7, 1)


def row(key, kind, rank, name, parent="", first=None, last=None) -> UnitRow:
    return UnitRow(key, kind, rank, key[-5:], name, parent, first, last, "sample", "")


ROWS = [
    row("VN", "nation", "nước", "Việt Nam"),
    row("A-1", "province", "tỉnh", "Bình Đỉnh", "VN", last=LAST),
    row("B-1", "province", "tỉnh", "Gia Lài", "VN", first=FIRST),
    row("A-2", "district", "thị xã", "Hoài Nhạn", "A-1", last=LAST),
    row("A-3", "commune", "phường", "Tam Quán Nam", "A-2", last=LAST),
    row("B-3", "commune", "phường", "Hoài Nhạn", "B-1", first=FIRST),
]
STEPS = [SuccessionRow("A-3", "B-3", "merge", Decimal("1"), FIRST, "1/NQ", "sample", "")]
ALIASES = [AliasRow("B-3", "Tam Quán phố")]


def load(rows=ROWS, steps=STEPS, aliases=ALIASES) -> Loaded:
    return load_units(units=rows, successions=steps, aliases=aliases)


@pytest.mark.django_db
def test_children_may_stand_before_their_parents() -> None:
    assert load(rows=ROWS[::-1]) == Loaded(6, 1, 1)
    old = Unit.objects.get(key="A-3")
    assert old.place == "phường Tam Quán Nam, thị xã Hoài Nhạn, Bình Đỉnh"
    assert old.folded == " phuong tam quan nam thi xa hoai nhan tinh binh dinh"
    assert old.path == nation().path + old.parent.parent.path[5:10] + old.parent.path[10:15] + old.path[15:]
    assert [heir.place for heir in heirs_today(old)] == ["phường Hoài Nhạn, Gia Lài"]


@pytest.mark.django_db
def test_a_second_time_changes_nothing() -> None:
    load()
    Unit.objects.filter(key="B-3").update(note="corrected here")
    before = list(Unit.objects.order_by("pk").values())
    assert load() == Loaded(0, 0, 0)
    assert list(Unit.objects.order_by("pk").values()) == before
    assert (Succession.objects.count(), UnitAlias.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_new_rows_are_added_below_those_that_exist() -> None:
    load()
    assert load(rows=[*ROWS, row("B-4", "commune", "xã", "Mới", "B-1", first=FIRST)]) == Loaded(1, 0, 0)
    added = Unit.objects.get(key="B-4")
    assert added.path.startswith(Unit.objects.get(key="B-1").path)
    assert added.folded == " xa moi tinh gia lai"


@pytest.mark.django_db
def test_a_unit_can_be_opened_after_loading() -> None:
    """Numbers given while loading don't collide with those that the database gives."""
    load()
    later = Unit.objects.create(kind="commune", rank="xã", name="Sau", folded="", folded_name="sau", path="?1")
    assert later.pk > Unit.objects.get(key="B-3").pk


@pytest.mark.django_db
def test_nothing_is_stored_of_data_with_an_unknown_parent() -> None:
    with pytest.raises(KeyError):
        load(rows=[*ROWS, row("B-9", "commune", "xã", "Lạc", "Z-1")])
    assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_progress_is_told() -> None:
    told = []
    load_units(lambda *step: told.append(step), units=ROWS, successions=STEPS, aliases=ALIASES)
    assert told == [("units", 6, 6), ("successions", 1, 1), ("aliases", 1, 1)]


@pytest.mark.django_db
def test_the_units_that_ship() -> None:
    """The counts of 34 provinces and 3,321 communes of today, and the old names that lead to them."""
    load_units()
    today = Unit.objects.filter(valid_to=None)
    assert today.filter(kind="province").count() == 34
    assert today.filter(kind="commune").count() == 3321
    found = find_units("tam quan nam")[0]
    assert found.place == "phường Tam Quan Nam, thị xã Hoài Nhơn, Bình Định"
    assert [heir.place for heir in heirs_today(found)] == ["phường Hoài Nhơn, Gia Lai"]
