"""The lists of readings and of reported figures, on the page and as files."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests.desk.readings.steps import kept
from tests.factories.reports import YEARLY

pytestmark = pytest.mark.django_db
FIGURES = "desk:reported_figures"


def said(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def accept(client, reading) -> None:
    positions = ",".join(str(fact.position) for fact in reading.facts.all())
    assert (
        client.post(reverse("desk:reading", args=[reading.pk]), {"do": "certain", "certain": positions}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("officer", "Chưa có báo cáo nào được đọc"),
        ("province_officer", "Chưa có báo cáo nào được đọc"),
        ("council_member", "Báo cáo do cán bộ của đơn vị đọc"),
    ],
)
def test_an_empty_list_says_why_and_what_next(as_person, who, sentence):
    assert sentence in said(as_person(who).get(reverse("desk:readings")))


def test_the_list_counts_the_rows_of_each_page(officer):
    accept(officer, kept(officer, YEARLY))
    words = said(officer.get(reverse("desk:readings")))
    assert "1 báo cáo đã đọc" in words
    assert "10 1 chỗ không khớp Chờ xem còn 1 số liệu" in words


def test_a_filter_that_leaves_nothing_offers_the_way_back(officer):
    kept(officer, YEARLY)
    words = said(officer.get(reverse("desk:readings"), {"state": "closed"}))
    assert ("0 báo cáo đã đọc" in words, "Không có bản đọc nào khớp" in words) == (True, True)


def test_each_figure_stands_with_its_sentence_and_its_reading(officer):
    reading = kept(officer, YEARLY)
    accept(officer, reading)
    html = officer.get(reverse(FIGURES), {"measure": "models"}).content.decode()
    assert "“có 12 mô hình được triển khai thực hiện trên địa bàn phường”" in html
    assert html.count(f'href="{reverse("desk:reading", args=[reading.pk])}"') == 7


def test_the_province_sees_the_figures_and_not_the_document(officer, as_person):
    reading = kept(officer, YEARLY)
    accept(officer, reading)
    province = as_person("province_officer")
    answer = province.get(reverse(FIGURES))
    assert len(answer.context["lines"]) == 10
    assert reverse("desk:reading", args=[reading.pk]) not in answer.content.decode()
    assert province.get(reverse("desk:reading", args=[reading.pk])).status_code == 404
    assert len(province.get(reverse("desk:readings")).context["lines"]) == 0


@pytest.mark.parametrize("who", ["foreign_officer", "stranger", "team_leader"])
def test_others_see_no_figure(officer, as_person, who):
    accept(officer, kept(officer, YEARLY))
    assert len(as_person(who).get(reverse(FIGURES)).context["lines"]) == 0


def test_figures_by_unit_year_and_measure(officer, cast):
    accept(officer, kept(officer, YEARLY))
    counts = [
        len(officer.get(reverse(FIGURES), filters).context["lines"])
        for filters in (
            {},
            {"unit": cast.ward.pk},
            {"unit": cast.predecessor.pk},
            {"unit": cast.foreign_ward.pk},
            {"year": "2022"},
            {"year": "2021"},
            {"measure": "families"},
            {"measure": "neighbourhoods"},
            {"unit": "x", "year": "y", "measure": ""},
        )
    ]
    assert counts == [10, 10, 10, 0, 10, 0, 1, 2, 10]


def sheet(answer) -> list[tuple]:
    rows = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [row for row in rows if any(row)]


def test_the_files_hold_what_is_filtered(officer):
    accept(officer, kept(officer, YEARLY))
    rows = sheet(officer.get(reverse("desk:reported_figures_sheet"), {"measure": "families"}))
    assert [row[:4] for row in rows[2:]] == [("phường Bến Lụa Cũ", 1250, None, "gia đình đăng ký")]
    rows = sheet(officer.get(reverse("desk:readings_sheet"), {"state": "open"}))
    assert [(row[0], row[5:]) for row in rows[2:]] == [("bao-cao.txt", (10, 1, 1))]
    assert len(sheet(officer.get(reverse("desk:readings_sheet"), {"state": "closed"}))) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_as_many_queries_for_one_row_as_for_three(officer, django_assert_num_queries, count):
    for number in range(count):
        accept(officer, kept(officer, YEARLY + f"\nBản {'số' * (number + 1)}.\n", span="year", year=str(2022 + number)))
    with django_assert_num_queries(10):
        assert len(officer.get(reverse("desk:readings")).context["lines"]) == count
    with django_assert_num_queries(13):
        assert len(officer.get(reverse(FIGURES)).context["lines"]) == min(10 * count, 25)
