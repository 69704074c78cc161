"""The list and its spreadsheet."""

import io

import openpyxl
import pytest
from django.urls import reverse

from kheo.desk.registrations.views import listing
from kheo.initiatives.choices import Status
from tests.factories.initiatives import make_registration

QUERIES_OF_LIST, QUERIES_OF_SHEET = 9, 8
LIST, SHEET = reverse("desk:registrations"), reverse("desk:registrations_xlsx")


def sheet_of(response) -> list[list[object]]:
    """The rows under the header."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    header = next(number for number, row in enumerate(rows) if row[0] == "STT")
    return rows[header + 1 :]


@pytest.mark.parametrize("address", [LIST, SHEET])
def test_nobody_reads_without_signing_in(client, cast, address):
    make_registration(cast, Status.SUBMITTED)
    response = client.get(address)
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_this_many_queries(cast, client_of, django_assert_num_queries, rows):
    for number in range(rows):
        make_registration(cast, Status.SUBMITTED, name=f"Mô hình {number}")
    client = client_of("officer")
    with django_assert_num_queries(QUERIES_OF_LIST):
        response = client.get(LIST)
    assert response.content.decode().count('scope="row"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_takes_this_many_queries(cast, client_of, django_assert_num_queries, rows):
    for number in range(rows):
        make_registration(cast, Status.SUBMITTED, name=f"Mô hình {number}")
    client = client_of("officer")
    with django_assert_num_queries(QUERIES_OF_SHEET):
        response = client.get(SHEET)
    assert len(sheet_of(response)) == rows


def test_the_sheet_holds_exactly_what_is_filtered(cast, client_of):
    make_registration(cast, Status.SUBMITTED, name="=1+1")
    make_registration(cast, Status.UNDER_WAY, name="Tiếng kẻng")
    make_registration(cast, Status.DRAFT, name="Bản nháp của tổ")
    client = client_of("officer")
    assert [row[1] for row in sheet_of(client.get(SHEET))] == ["Tiếng kẻng", "=1+1"]
    assert [row[1] for row in sheet_of(client.get(SHEET, {"status": "submitted"}))] == ["=1+1"]
    assert sheet_of(client_of("foreign_officer").get(SHEET)) == []


def test_a_list_too_long_for_a_sheet_says_so_instead_of_cutting(cast, client_of, monkeypatch):
    for number in range(3):
        make_registration(cast, Status.SUBMITTED, name=f"Mô hình {number}")
    monkeypatch.setattr(listing, "MOST_ROWS", 2)
    response = client_of("officer").get(SHEET, {"year": "2026"}, follow=True)
    assert response.redirect_chain == [(f"{LIST}?year=2026", 302)]
    assert "Danh sách có hơn 2 dòng. Lọc bớt, ví dụ theo năm, rồi tải về." in response.content.decode()


def test_filters_stand_in_the_heading_and_can_be_taken_off(cast, client_of):
    make_registration(cast, Status.SUBMITTED)
    page = client_of("officer").get(LIST, {"text": "khong co gi", "status": "submitted"}).content.decode()
    assert "Tên hoặc đơn vị: khong co gi; Trạng thái: Đã gửi, chờ xem." in page
    assert "Không có đăng ký nào khớp." in page


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=x&sort=--due", "?unit=999999&organisation=5", "?year=-1&from=x&to=%00", "?text=%00%F0%9F%8D%9A"],
)
def test_strange_addresses_give_a_list(cast, client_of, query):
    make_registration(cast, Status.SUBMITTED)
    for name in ("officer", "team_leader", "stranger"):
        assert client_of(name).get(f"{LIST}{query}").status_code == 200


def test_an_empty_list_says_what_to_do(cast, client_of):
    team = client_of("team_leader").get(LIST).content.decode()
    assert ("Chưa có đăng ký nào" in team, reverse("desk:registration_new") in team) == (True, True)
    assert reverse("desk:registration_new") not in client_of("officer").get(LIST).content.decode()
