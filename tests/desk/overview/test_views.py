"""The overview: its numbers, who may go down to the records, and how little it asks of the database."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from kheo.audit import clock
from kheo.initiatives.queries import registrations
from kheo.units.choices import Role
from tests.factories.units import MembershipFactory, UnitFactory, UserFactory
from tests.figures.conftest import Year
from tests.figures.register import at, enter
from tests.figures.reported import state

pytestmark = pytest.mark.django_db
URL = reverse("desk:overview")


@pytest.fixture
def look(client: Client, year: Year):
    """`look("officer", unit=…)` is the page as that person sees it: response with its context."""

    def get(name: str, **query):
        client.force_login(year.cast.people[name])
        return client.get(URL, query)

    return get


def test_the_door_is_closed_to_strangers_without_an_account(client):
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize(
    ("stated", "heading"),
    [
        (None, "Năm 2026 sổ đếm 7 mô hình, điển hình, chưa có báo cáo nào"),
        (7, "Năm 2026 sổ đếm 7 mô hình, điển hình, khớp với báo cáo"),
        (9, "Năm 2026 sổ đếm 7 mô hình, điển hình, báo cáo ghi nhiều hơn 2"),
        (4, "Năm 2026 sổ đếm 7 mô hình, điển hình, báo cáo ghi ít hơn 3"),
    ],
)
def test_the_heading_is_the_answer(look, year, stated, heading):
    if stated is not None:
        state(year.cast, stated, measure="models_and_exemplars")
    assert look("officer").context["shown"].heading == heading


def test_models_alone_are_compared_with_models_alone(look, year):
    state(year.cast, 8, measure="models")
    assert look("officer").context["shown"].heading == "Năm 2026 sổ đếm 6 mô hình, báo cáo ghi nhiều hơn 2"


def test_the_first_unit_and_this_year_are_shown_where_nothing_is_asked(look, year):
    asked = look("province_officer").context["asked"]
    assert (asked.unit, asked.period.first, asked.period.last, asked.as_now) == (year.cast.province, 20261, 20262, True)
    assert look("stranger").context["asked"].unit == year.cast.nation


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ({"period": "2026"}, (7, 10, 2)),
        ({"period": "2026-1"}, (2, 5, 0)),
        ({"period": "2026-2"}, (5, 10, 2)),
        ({"period": "2025"}, (2, 3, 0)),
        ({"period": "2025", "as": "then"}, (2, 2, 0)),
        ({"period": "2024"}, (1, 1, 0)),
        ({"period": "2024", "as": "then"}, (0, 0, 0)),
    ],
)
def test_counts_of_a_period(look, query, counts):
    now = look("officer", **query).context["shown"].now
    assert (now.of("registered"), now.of("stock"), now.of("recognised")) == counts


@pytest.mark.parametrize("period", ["2026-3", "26", "năm nay", "2026-1-1", "9999", "٢٠٢٦"])
def test_a_period_that_is_none_is_said_and_this_year_shown(look, period):
    response = look("officer", period=period)
    assert response.status_code == 200
    assert period in response.context["asked"].problem
    assert response.context["shown"].now.of("registered") == 7


@pytest.mark.parametrize("unit", ["0", "999999", "abc", "9" * 30, "-1", "٣"])
def test_an_unknown_unit_is_no_page(look, unit):
    assert look("officer", unit=unit).status_code == 404


# ── the way down ──


def test_every_linked_number_is_the_length_of_its_list(look, year, client):
    shown = look("officer").context["shown"]
    lines = [line for table in (shown.by_field, shown.by_kind, *shown.splits) for line in [*table.lines, table.total]]
    rows = [(line.url, line.counted) for line in lines] + [
        (row["url"], row["registered"]) for row in shown.locals_of("organisation")
    ]
    links = [(url, count) for url, count in rows if url]
    assert len(links) == 19
    actor = year.cast.actor("officer")
    for url, count in links:
        query = client.get(url).wsgi_request.GET.dict()
        assert (registrations(actor, query).count(), url) == (count, url)


def test_a_list_that_would_hold_more_than_was_counted_is_not_linked(look, year):
    assert look("officer", period="2025").context["found"].is_listed is True
    assert look("officer", period="2024").context["found"].is_listed is True
    assert look("officer", period="2024", **{"as": "then"}).context["found"].is_listed is False


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("officer", True), ("leader", True), ("council_member", True), ("auditor", True), ("province_auditor", True),
        ("team_leader", False), ("editor", False), ("foreign_officer", False), ("unit_administrator", False),
        ("stranger", False),
    ],
)  # fmt: skip
def test_counts_are_open_to_all_and_records_only_to_who_reads_them(look, year, name, reads):
    state(year.cast, 9, measure="models_and_exemplars")
    response = look(name, unit=year.cast.ward.pk)
    page = response.content.decode()
    assert response.context["shown"].now.of("registered") == 7
    assert (f"{reverse('desk:registrations')}?unit=" in page) is reads
    assert ("Báo cáo ghi" in page) is reads


# ── units below, and the past ──


def test_rows_below_add_up_to_the_unit(look, year):
    cast = year.cast
    found = look("province_officer", period="2024").context["found"]
    assert [(row.unit, row.registered) for row in found.below] == [(cast.ward, 1), (cast.foreign_ward, 0)]
    assert sum(row.stock for row in found.below) == found.now.of("stock") == 1
    then = look("province_officer", period="2024", **{"as": "then"}).context["found"]
    assert [(row.unit, row.registered) for row in then.below] == [(cast.predecessor, 1), (cast.split_ward, 0)]


def test_what_belongs_to_no_unit_of_today_is_a_row_of_its_own(look, year):
    cast = year.cast
    split_entry(cast)
    found = look("province_officer", period="2025").context["found"]
    assert [(row.unit, row.registered) for row in found.below] == [(cast.ward, 2), (cast.foreign_ward, 0), (None, 1)]


def test_a_split_predecessor_is_named_and_waits_for_a_person(look, year):
    split_entry(year.cast)
    response = look("officer", period="2025")
    assert [(each.unit, each.registered) for each in response.context["found"].left_out] == [(year.cast.split_ward, 1)]
    assert "cần người phân định" in response.content.decode()
    assert response.context["found"].is_listed is False


def split_entry(cast) -> None:
    """An entry at the ward that was split, from the days when its own office worked."""
    person = UserFactory(username="old.office", full_name="Cán bộ cũ")
    MembershipFactory(user=person, role=Role.OFFICER, unit=cast.split_ward)
    cast.people["old_office"] = person
    with clock.set_to(at(date(2025, 3, 3))):
        enter(cast.actor("old_office"), cast.split_ward, date(2025, 3, 3), name="Chợ đêm")


def test_units_below_show_their_reports(look, year):
    state(year.cast, 9, measure="models_and_exemplars")
    response = look("province_officer")
    assert [(row.unit, row.reported, row.difference) for row in response.context["found"].below] == [
        (year.cast.ward, Decimal(9), Decimal(2)),
        (year.cast.foreign_ward, None, None),
    ]
    assert "1/2 đơn vị trực thuộc đã có số báo cáo" in response.content.decode()


def test_a_neighbourhood_is_counted_from_the_records(look, year):
    now = look("officer", unit=year.cast.neighbourhood.pk).context["shown"].now
    assert (now.of("registered"), now.of("stock"), now.of("recognised")) == (2, 2, 0)


def test_sorting_keeps_the_rest_last(look, year):
    page = look("province_officer", sort="-registered").context["page"]
    assert [row.unit for row in page] == [year.cast.ward, year.cast.foreign_ward]
    page = look("province_officer", sort="registered").context["page"]
    assert [row.unit for row in page] == [year.cast.foreign_ward, year.cast.ward]


def test_a_unit_is_found_by_its_name(look, year):
    found = look("officer", find="dong lac").context["units_found"]
    assert [unit for unit, _url in found] == [year.cast.foreign_ward, year.cast.foreign_neighbourhood]


# ── the spreadsheet ──


def test_the_spreadsheet_has_the_pages_tables(client, year, look):
    shown = look("officer").context["shown"]
    response = client.get(reverse("desk:overview_xlsx"))
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Bảng")
    listed = rows[head + 1 :]
    by_field = [row[1:3] for row in listed if row[0] == "Theo lĩnh vực"]
    assert by_field == [(line.label, line.counted) for line in [*shown.by_field.lines, shown.by_field.total]]
    assert [row[6] for row in listed if row[0] == "Mô hình và điển hình"] == [9, 1, 10]


# ── how little it asks ──


@pytest.mark.parametrize("provinces", [1, 3])
def test_the_national_overview_asks_the_same_number_of_queries(
    client,
    year,
    provinces,
    django_assert_num_queries,
):
    cast = year.cast
    cast.foreign_province.delete()
    for _each in range(provinces - 1):
        UnitFactory(province=True, parent=cast.nation)
    client.force_login(cast.people["system_administrator"])
    client.get(URL)
    with django_assert_num_queries(14):
        response = client.get(URL)
    assert len(response.context["found"].below) == provinces


@pytest.mark.parametrize("wards", [1, 3])
def test_a_provinces_overview_asks_the_same_number_of_queries(client, year, wards, django_assert_num_queries):
    cast = year.cast
    other = UnitFactory(province=True, parent=cast.nation)
    fresh = [UnitFactory(parent=other) for _each in range(wards)]
    for unit in fresh:
        state(cast, 3, unit=unit)
    MembershipFactory(user=cast.stranger, role=Role.OFFICER, unit=other)
    client.force_login(cast.stranger)
    client.get(URL)
    with django_assert_num_queries(17):
        response = client.get(URL)
    assert [row.reported for row in response.context["found"].below] == [None] * wards
