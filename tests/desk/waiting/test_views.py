"""The first page after sign-in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kheo.audit import clock
from kheo.initiatives.choices import Status
from tests.factories.initiatives import make_registration
from tests.initiatives.conftest import MOMENT

FIRST = reverse("desk:waiting")
QUERIES = 7


def page_of(client) -> str:
    response = client.get(FIRST)
    assert response.status_code == 200
    return response.content.decode()


def test_nobody_comes_in_without_signing_in(client):
    assert client.get(FIRST).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_this_many_queries(cast, client_of, django_assert_num_queries, rows):
    for number in range(rows):
        make_registration(cast, Status.SUBMITTED, name=f"Mô hình {number}")
    client = client_of("officer")
    with django_assert_num_queries(QUERIES):
        words = page_of(client)
    assert words.count("Xem đăng ký “Mô hình") == rows


def test_the_heading_is_the_answer(cast, client_of):
    for number in range(2):
        make_registration(cast, Status.SUBMITTED, name=f"Mô hình {number}")
    with clock.set_to(MOMENT + timedelta(days=15)):
        words = page_of(client_of("officer"))
    assert "<h1>2 việc đang chờ, 2 việc quá hạn</h1>" in words
    assert 'Việc đang chờ<span class="count">2<span class="hide"> việc</span></span>' in words


@pytest.mark.parametrize(
    ("days", "group", "badge"),
    [(11, "overdue", "Quá hạn 1 ngày"), (10, "today", "Hạn hôm nay"), (8, "week", "Còn 2 ngày"), (0, "later", "")],
)
def test_each_thing_stands_in_the_group_of_its_day(cast, client_of, days, group, badge):
    """Due on Thursday, 03/12/2026."""
    make_registration(cast, Status.SUBMITTED)
    with clock.set_to(MOMENT + timedelta(days=days)):
        words = page_of(client_of("officer"))
    groups = [name for name in ("overdue", "today", "week", "later") if f'id="g-{name}"' in words]
    assert (groups, badge in words) == ([group], True)


def test_one_day_is_no_span(cast, client_of):
    for number in range(2):
        make_registration(cast, Status.SUBMITTED, name=f"Mô hình {number}")
    with clock.set_to(MOMENT):
        words = page_of(client_of("officer"))
    assert "2 việc có hạn ngày 03/12/2026<" in words


def test_a_team_sees_what_came_back_its_drafts_and_the_way_to_a_new_one(cast, client_of):
    make_registration(cast, Status.RETURNED, name="Bếp lửa")
    make_registration(cast, Status.DRAFT, name="Chợ giống")
    words = page_of(client_of("team_leader"))
    told = ["Sửa đăng ký “Bếp lửa”", "hạn sửa 30/11/2026", "“Chợ giống”", "Viết tiếp", reverse("desk:registration_new")]
    assert [word for word in told if word not in words] == []
    assert "Chợ giống" not in page_of(client_of("officer"))


def test_where_nothing_waits_the_page_says_what_will(cast, client_of):
    assert "<h1>Không có việc nào đang chờ</h1>" in page_of(client_of("officer"))
    assert reverse("desk:registration_new") not in page_of(client_of("officer"))
    assert reverse("desk:registration_new") in page_of(client_of("team_leader"))


@pytest.mark.parametrize("name", ["auditor", "editor", "unit_administrator", "system_administrator", "stranger"])
def test_who_has_no_task_in_the_register_is_told_where_to_go(cast, client_of, name):
    make_registration(cast, Status.SUBMITTED, name="Bếp lửa")
    words = page_of(client_of(name))
    assert "<h1>Không có việc nào của sổ đăng ký</h1>" in words
    assert "Bếp lửa" not in words


def test_names_are_written_and_never_run(cast, client_of):
    make_registration(cast, Status.SUBMITTED, name="<img src=x>")
    assert "<img" not in page_of(client_of("officer"))
