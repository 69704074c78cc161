"""Units on the screen: found by name, shown with past and heirs, changed after a preview."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.audit.models import ChangeEntry
from kheo.units.models import Unit
from tests.factories.units import OrganisationFactory, SuccessionFactory, UnitFactory

DESIGNATION = {"rank": "tổ dân phố", "name": "Ao Sen", "code": "", "on": "01/03/2026", "decision": "số 15/QĐ-UBND"}


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def as_administrator(client, cast):
    client.force_login(cast.unit_administrator)
    return client


# ── search ──────────────────────────────────────────────────────────────────


def test_without_a_name_the_provinces_of_today(client, cast) -> None:
    client.force_login(cast.stranger)
    html = page(client, "desk:units")
    assert "Tỉnh Sông Lam" in html
    assert "Tỉnh Núi Chè" in html
    assert "Phường Bến Lụa" not in html


def test_an_old_name_says_what_it_is_today(client, cast) -> None:
    client.force_login(cast.team_leader)
    html = page(client, "desk:units", q="ben lua cu")
    assert "phường Bến Lụa Cũ, Sông Lam" in html
    assert f'<a href="{reverse("desk:unit", args=[cast.ward.pk])}">phường Bến Lụa, Sông Lam</a>' in html


def test_only_units_of_today(client, cast) -> None:
    client.force_login(cast.team_leader)
    assert "Bến Lụa Cũ" not in page(client, "desk:units", q="ben lua", which="today")


@pytest.mark.parametrize(
    "query", [{"q": "không đâu có"}, {"q": "%"}, {"q": "x" * 500}, {"page": "zzz"}, {"which": "?"}]
)
def test_strange_searches_are_pages_too(client, cast, query) -> None:
    client.force_login(cast.team_leader)
    page(client, "desk:units", **query)


def test_the_search_costs_the_same_for_one_and_three(client, cast, django_assert_num_queries) -> None:
    client.force_login(cast.stranger)
    UnitFactory(name="Ngọn Nguồn", parent=cast.province)
    page(client, "desk:units", q="ngọn nguồn")
    with django_assert_num_queries(5):
        page(client, "desk:units", q="ngọn nguồn")
    UnitFactory.create_batch(2, name="Ngọn Nguồn", parent=cast.province)
    with django_assert_num_queries(5):
        page(client, "desk:units", q="ngọn nguồn")


def test_old_units_cost_the_same_for_one_and_three(client, cast, django_assert_num_queries) -> None:
    client.force_login(cast.stranger)
    for count in (1, 3):
        while Unit.objects.filter(name="Xưa").count() < count:
            old = UnitFactory(name="Xưa", parent=cast.province, former=True)
            SuccessionFactory(old=old, new=cast.ward)
        with django_assert_num_queries(6):
            html = page(client, "desk:units", q="xưa")
        assert html.count("phường Bến Lụa, Sông Lam") == count


# ── one unit ────────────────────────────────────────────────────────────────


def test_a_unit_shows_parents_past_and_heirs(client, cast) -> None:
    client.force_login(cast.officer)
    html = page(client, "desk:unit", cast.ward.pk)
    assert "Tỉnh Sông Lam" in html
    assert "phường Bến Lụa Cũ, Sông Lam" in html
    assert "Tổ dân phố Cầu Gỗ" in html
    assert "Đảng ủy phường Bến Lụa" in html
    old = page(client, "desk:unit", cast.split_ward.pk)
    assert "phường Bến Lụa, Sông Lam" in old
    assert "phường Đồng Lác, Sông Lam" in old


def test_changes_are_links_or_have_their_reason(client, cast) -> None:
    opened = reverse("desk:unit_open", args=[cast.ward.pk])
    client.force_login(cast.unit_administrator)
    assert opened in page(client, "desk:unit", cast.ward.pk)
    client.force_login(cast.officer)
    html = page(client, "desk:unit", cast.ward.pk)
    assert opened not in html
    assert html.count('<button class="btn two" disabled') == 6


def test_a_unit_page_costs_the_same_for_one_and_three(client, cast, django_assert_num_queries) -> None:
    client.force_login(cast.unit_administrator)
    page(client, "desk:unit", cast.foreign_ward.pk)
    with django_assert_num_queries(11):
        page(client, "desk:unit", cast.foreign_ward.pk)
    UnitFactory.create_batch(2, neighbourhood=True, parent=cast.foreign_ward)
    OrganisationFactory.create_batch(2, territory=cast.foreign_ward)
    for old in UnitFactory.create_batch(2, parent=cast.province, former=True):
        SuccessionFactory(old=old, new=cast.foreign_ward)
    with django_assert_num_queries(11):
        page(client, "desk:unit", cast.foreign_ward.pk)


@pytest.mark.parametrize("name", ["desk:unit", "desk:unit_history", "desk:unit_open", "desk:unit_rename"])
def test_an_unknown_unit_is_not_found(as_administrator, name: str) -> None:
    for number in (999_999_999, 10**18):
        assert as_administrator.get(reverse(name, args=[number])).status_code == 404


def test_history_is_for_those_who_oversee(client, cast) -> None:
    client.force_login(cast.unit_administrator)
    client.post(reverse("desk:unit_open", args=[cast.ward.pk]), {**DESIGNATION, "confirm": "1"})
    unit = Unit.objects.get(name="Ao Sen")
    client.force_login(cast.auditor)
    assert "Ngô Thị Khóa" in page(client, "desk:unit_history", unit.pk)
    client.force_login(cast.foreign_officer)
    assert "Ngô Thị Khóa" not in page(client, "desk:unit_history", unit.pk)


# ── changes ─────────────────────────────────────────────────────────────────


def test_a_preview_shows_all_and_stores_nothing(as_administrator, cast) -> None:
    before = Unit.objects.count(), ChangeEntry.objects.count()
    html = as_administrator.post(
        reverse("desk:unit_rename", args=[cast.neighbourhood.pk]), {**DESIGNATION, "preview": "1"}
    ).content.decode()
    assert "tổ dân phố Ao Sen" in html
    assert "Tổ dân vận Bãi Dâu" in html
    assert 'name="name" value="Ao Sen"' in html
    assert (Unit.objects.count(), ChangeEntry.objects.count()) == before


def test_confirmed_it_happens(as_administrator, cast) -> None:
    address = reverse("desk:unit_rename", args=[cast.neighbourhood.pk])
    response = as_administrator.post(address, {**DESIGNATION, "confirm": "1"})
    heir = Unit.objects.get(name="Ao Sen")
    assert response.url == reverse("desk:unit", args=[heir.pk])
    assert (heir.valid_from, heir.source) == (date(2026, 3, 1), "số 15/QĐ-UBND")
    again = as_administrator.post(address, {**DESIGNATION, "confirm": "1"})
    assert again.status_code == 403


def test_back_to_the_form_keeps_what_was_written(as_administrator, cast) -> None:
    address = reverse("desk:unit_open", args=[cast.ward.pk])
    html = as_administrator.post(address, {**DESIGNATION, "edit": "1"}).content.decode()
    assert 'value="Ao Sen"' in html
    assert Unit.objects.filter(name="Ao Sen").count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": "31/02/2026"}, "on"),
        ({"on": "hôm qua"}, "on"),
        ({"on": "01/01/2099"}, "on"),
        ({"on": "01/01/2020"}, "on"),
        ({"decision": " "}, "decision"),
        ({"name": ""}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"name": "Bãi Dâu"}, "name"),
        ({"code": "1" * 30}, "code"),
    ],
)
def test_bad_input_stands_at_its_field(as_administrator, cast, change, field) -> None:
    for step in ("preview", "confirm"):
        response = as_administrator.post(
            reverse("desk:unit_open", args=[cast.ward.pk]), {**DESIGNATION, **change, step: "1"}
        )
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
    assert Unit.objects.filter(valid_from=date(2026, 3, 1)).count() == 0


def test_a_merger_by_boxes(client, cast) -> None:
    client.force_login(cast.system_administrator)
    address = reverse("desk:unit_merge", args=[cast.ward.pk])
    assert "Phường Đồng Lác" in client.get(address).content.decode()
    given = {**DESIGNATION, "rank": "phường", "name": "Sông Lụa", "units": [cast.foreign_ward.pk]}
    html = client.post(address, given).content.decode()
    assert f'name="units" value="{cast.foreign_ward.pk}"' in html
    client.post(address, {**given, "confirm": "1"})
    assert Unit.objects.get(name="Sông Lụa").children.count() == 3
    strange = client.post(reverse("desk:unit_merge", args=[cast.province.pk]), {**given, "units": ["x", "99"]})
    assert strange.status_code == 200


def test_a_split_in_two_of_three_parts(client, cast) -> None:
    client.force_login(cast.system_administrator)
    address = reverse("desk:unit_split", args=[cast.ward.pk])
    assert client.get(address).status_code == 200
    given = {
        "on": "01/03/2026",
        "decision": "số 1/NQ",
        "part-TOTAL_FORMS": "3",
        "part-INITIAL_FORMS": "0",
        "part-0-rank": "phường",
        "part-0-name": "Lụa Đông",
        "part-0-share": "60",
        "part-0-children": [cast.neighbourhood.pk],
        "part-1-rank": "phường",
        "part-1-name": "Lụa Tây",
        "part-2-rank": "phường",
    }
    assert "phường Lụa Tây" in client.post(address, given).content.decode()
    assert client.post(address, {**given, "part-1-share": "60"}).context["form"].errors != {}
    client.post(address, {**given, "confirm": "1"})
    assert [unit.name for unit in Unit.objects.get(name="Lụa Đông").children.all()] == ["Bãi Dâu"]
    assert Unit.objects.get(name="Lụa Tây").children.count() == 0


@pytest.mark.parametrize("total", ["", "x", "-1", "9999999"])
def test_a_tampered_number_of_parts_is_no_fault(client, cast, total: str) -> None:
    client.force_login(cast.system_administrator)
    given = {"on": "01/03/2026", "decision": "số 1", "part-TOTAL_FORMS": total, "part-INITIAL_FORMS": "0"}
    response = client.post(reverse("desk:unit_split", args=[cast.ward.pk]), {**given, "confirm": "1"})
    assert response.status_code == 200
    assert Unit.objects.get(pk=cast.ward.pk).valid_to is None


def test_a_move_to_another_ward(client, cast) -> None:
    client.force_login(cast.system_administrator)
    address = reverse("desk:unit_move", args=[cast.neighbourhood.pk])
    given = {"parent": cast.foreign_ward.pk, "on": "01/03/2026", "decision": "số 2/NQ"}
    client.post(address, {**given, "confirm": "1"})
    assert Unit.objects.get(name="Bãi Dâu", valid_to=None).parent == cast.foreign_ward


@pytest.mark.parametrize("name", ["unit_open", "unit_rename", "unit_merge", "unit_split", "unit_move"])
def test_others_get_the_reason_instead_of_a_form(client, cast, name: str) -> None:
    client.force_login(cast.officer)
    response = client.get(reverse(f"desk:{name}", args=[cast.ward.pk]))
    assert response.status_code == 403
    assert 'form method="post" class="stack"' not in response.content.decode()
