"""Organisations on the screen: list, page, forms, and the sheet of exactly what is shown."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kheo.units.models import OperatorPost, Organisation
from tests.factories.units import OrganisationFactory

LIST = "/lam-viec/don-vi/to-chuc/"


@pytest.fixture
def as_administrator(client, cast):
    client.force_login(cast.unit_administrator)
    return client


def names(response) -> list[str]:
    return [one.name for one in response.context["page"]]


def test_the_list_shows_what_the_person_may_see(client, cast) -> None:
    client.force_login(cast.team_leader)
    shown = set(names(client.get(LIST)))
    assert cast.foreign_team.name not in shown
    assert len(shown) == 7


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "phu nu"}, ["Hội Phụ nữ phường Bến Lụa"]),
        ({"kind": "team", "sort": "-name"}, ["Tổ dân vận Cầu Gỗ", "Tổ dân vận Bãi Dâu"]),
        ({"state": "closed"}, ["Đã đóng"]),
        ({"q": "không có"}, []),
    ],
)
def test_filters_and_order_live_in_the_address(as_administrator, cast, query, found) -> None:
    OrganisationFactory(name="Đã đóng", territory=cast.ward, valid_to="2026-01-01")
    assert names(as_administrator.get(LIST, query)) == found


def test_below_one_unit(as_administrator, cast) -> None:
    assert names(as_administrator.get(LIST, {"unit": cast.neighbourhood.pk})) == ["Tổ dân vận Bãi Dâu"]
    assert as_administrator.get(LIST, {"unit": 10**9}).status_code == 404


@pytest.mark.parametrize("query", [{"unit": "x"}, {"kind": "?"}, {"sort": "-x"}, {"page": "-1"}, {"state": "?"}])
def test_strange_filters_are_pages_too(as_administrator, query) -> None:
    assert as_administrator.get(LIST, query).status_code == 200


def test_the_sheet_holds_exactly_the_list(as_administrator, cast) -> None:
    response = as_administrator.get(LIST, {"kind": "team", "as": "xlsx"})
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    found = [row[0] for row in rows if row[0] and row[0].startswith("Tổ dân vận")]
    assert found == ["Tổ dân vận Bãi Dâu", "Tổ dân vận Cầu Gỗ"]
    assert not any("Hội Phụ nữ" in str(row) for row in rows)


def test_the_list_costs_the_same_for_one_and_three(as_administrator, cast, django_assert_num_queries) -> None:
    OrganisationFactory(name="Kho một", territory=cast.ward)
    with django_assert_num_queries(7):
        assert len(names(as_administrator.get(LIST, {"q": "kho"}))) == 1
    for name in ("Kho hai", "Kho ba"):
        OrganisationFactory(name=name, territory=cast.neighbourhood, superior=cast.front)
    with django_assert_num_queries(7):
        assert len(names(as_administrator.get(LIST, {"q": "kho"}))) == 3


def test_a_body_is_opened(as_administrator, cast) -> None:
    address = reverse("desk:organisation_new")
    form = as_administrator.get(address, {"unit": cast.neighbourhood.pk}).context["form"]
    assert form.initial["territory"] == cast.neighbourhood
    given = {"name": "Trường Bãi Dâu", "kind": "school", "territory": cast.neighbourhood.pk, "on": "01/03/2026"}
    response = as_administrator.post(address, given)
    made = Organisation.objects.get(name="Trường Bãi Dâu")
    assert response.url == reverse("desk:organisation", args=[made.pk])
    assert (made.territory, made.layout) == (cast.neighbourhood, "state")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Hội Phụ nữ phường Bến Lụa"}, "name"),
        ({"kind": "?"}, "kind"),
        ({"on": "31/02/2026"}, "on"),
        ({"territory": "999999"}, "territory"),
        ({"territory": "x"}, "territory"),
    ],
)
def test_bad_input_stands_at_its_field(as_administrator, cast, change, field) -> None:
    given = {"name": "Trường", "kind": "school", "territory": cast.ward.pk, "on": "01/03/2026", **change}
    before = Organisation.objects.count()
    response = as_administrator.post(reverse("desk:organisation_new"), given)
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert Organisation.objects.count() == before


def test_others_get_the_reason(client, cast) -> None:
    for person in (cast.officer, cast.stranger):
        client.force_login(person)
        assert client.get(reverse("desk:organisation_new")).status_code == 403
    client.force_login(cast.officer)
    html = client.get(reverse("desk:organisation", args=[cast.front.pk])).content.decode()
    assert "disabled" in html
    assert client.get(reverse("desk:organisation_rename", args=[cast.front.pk])).status_code == 403
    assert client.get(reverse("desk:organisation", args=[cast.foreign_team.pk])).status_code == 404


def test_rename_move_and_close(as_administrator, cast) -> None:
    pk = cast.women.pk
    as_administrator.post(reverse("desk:organisation_rename", args=[pk]), {"name": "Hội Phụ nữ", "symbol": "PN"})
    as_administrator.post(
        reverse("desk:organisation_move", args=[pk]), {"territory": cast.neighbourhood.pk, "reason": "số 4"}
    )
    moved = Organisation.objects.get(pk=pk)
    assert (moved.name, moved.symbol, moved.territory) == ("Hội Phụ nữ", "PN", cast.neighbourhood)
    as_administrator.post(reverse("desk:organisation_close", args=[pk]), {"last": "01/03/2026", "reason": "giải thể"})
    assert str(Organisation.objects.get(pk=pk).valid_to) == "2026-03-01"
    assert "01/03/2026" in as_administrator.get(reverse("desk:organisation", args=[pk])).content.decode()


def test_the_operator_is_appointed(as_administrator, cast) -> None:
    address = reverse("desk:operator_appoint", args=[cast.ward.pk])
    given = {"organisation": cast.front.pk, "on": "01/03/2026", "decision": "số 9-QĐ/ĐU"}
    assert as_administrator.post(address, {**given, "on": "01/07/2025"}).context["form"].errors.keys() == {"on"}
    as_administrator.post(address, given)
    assert OperatorPost.objects.get(unit=cast.ward, valid_to=None).organisation == cast.front
