"""The ways of the desk's band."""

import pytest
from django.urls import reverse

from kheo.desk.context import ways_of
from kheo.initiatives.choices import Status
from kheo.units.actors import NOBODY
from tests.factories.initiatives import make_registration


def labels(actor, path: str = "/lam-viec/") -> list[str]:
    return [str(way["label"]) for way in ways_of(actor, path)]


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [
        ("officer", ["Việc đang chờ", "Đăng ký", "Số liệu", "Đọc báo cáo", "Báo cáo", "Đơn vị"], ["Đợt đăng ký"]),
        ("team_leader", ["Việc đang chờ", "Đăng ký", "Số liệu"], ["Đọc báo cáo", "Báo cáo", "Đơn vị", "Người dùng"]),
        ("auditor", ["Đăng ký", "Báo cáo"], ["Đọc báo cáo", "Đơn vị"]),
        ("unit_administrator", ["Đợt đăng ký", "Đơn vị"], ["Đăng ký", "Đọc báo cáo"]),
        ("stranger", ["Việc đang chờ"], ["Đăng ký", "Báo cáo", "Đơn vị"]),
    ],
)
def test_each_way_is_shown_where_it_is_open(cast, name, has, lacks):
    found = labels(cast.actor(name))
    assert ([label for label in has if label not in found], [label for label in lacks if label in found]) == ([], [])


def test_nobody_has_no_ways():
    assert ways_of(NOBODY, "/lam-viec/") == []


def test_one_way_is_the_present_one(cast):
    actor = cast.actor("officer")
    for path, current in (
        (reverse("desk:waiting"), ["Việc đang chờ"]),
        (reverse("desk:registrations"), ["Đăng ký"]),
        (reverse("desk:campaigns"), []),
    ):
        assert [str(way["label"]) for way in ways_of(actor, path) if way["current"]] == current


def test_the_number_beside_the_first_way(cast):
    make_registration(cast, Status.SUBMITTED)
    assert next(iter(ways_of(cast.actor("officer"), "/")))["count"] == 1
