"""The review page: what was read, what does not agree, and what a person decides."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kheo.figures.models import ReadFact, Reading, ReportedFigure
from kheo.initiatives.models import Registration
from tests.desk.readings.steps import kept
from tests.factories.reports import YEARLY
from tests.figures.register import enter

pytestmark = pytest.mark.django_db
CERTAIN = "0,3,5,6,7,8,9,10,11"


@pytest.fixture
def reading(officer) -> Reading:
    return kept(officer, YEARLY)


def at(reading: Reading, name: str = "reading") -> str:
    return reverse(f"desk:{name}", args=[reading.pk])


def page_of(client, reading) -> str:
    return client.get(at(reading)).content.decode()


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def stored() -> list[tuple]:
    rows = ReportedFigure.objects.filter(withdrawn_at=None).order_by("fact__position")
    return [(row.fact.position, row.value) for row in rows]


def rows(context) -> list:
    """The rows of a page, of all its groups."""
    return [row for group in context["groups"] for row in group.rows]


def test_the_heading_is_the_answer_and_counts_rows(officer, reading):
    html = page_of(officer, reading)
    assert re.search(r"<h1>(.*?)</h1>", html)[1] == "Máy đọc được 10 số liệu, có 1 chỗ không khớp"
    assert len(re.findall(r'<li class="fact[^"]*" id="f\d+"', html)) == 10
    assert "Chưa có gì được lưu: chỉ số liệu được nhận mới vào sổ." in html


def test_a_finding_names_both_numbers_and_leads_to_its_sentence(officer, reading):
    html = page_of(officer, reading)
    assert "1.200 trên 1.250 là <strong>96%</strong>, báo cáo ghi <strong>96,7%</strong>." in html
    assert 'href="#m2">Xem câu 2</a>' in html
    assert 'id="m2"' in html


def test_text_and_facts_lead_to_each_other(officer, reading):
    html = page_of(officer, reading)
    marks = re.findall(r'<a href="#f(\d+)" id="m(\d+)">', html)
    assert marks == [(str(number), str(number)) for number in range(1, 11)]
    first = [2, 1, *range(3, 11)]  # what does not agree stands first
    assert re.findall(r'<a href="#m(\d+)">Câu\s\d+</a>', html) == [str(number) for number in first]
    assert re.findall(r'<mark class="(\w+)">', html.split('class="key"')[0]) == ["wrong", "wrong"]


def test_rows_speak_as_an_official_would(officer, reading):
    heads = [said(head) for head in re.findall(r"<h3>(.*?)</h3>", page_of(officer, reading))]
    assert heads == [
        "1.200 gia đình đạt danh hiệu văn hóa",
        "1.250 gia đình đăng ký",
        "6 khu dân cư đạt danh hiệu văn hóa",
        "12 mô hình đang thực hiện",
        "5 mô hình mới",
        "7 mô hình nhân rộng",
        "3 mô hình xây dựng hệ thống chính trị đang thực hiện",
        "7 mô hình văn hóa – xã hội đang thực hiện",
        "2 mô hình quốc phòng – an ninh đang thực hiện",
        "31 mô hình đang thực hiện",
        "“Bến nước chung tay”",
        "“Ngõ sáng ven kênh”",
    ]
    html = said(page_of(officer, reading))
    assert html.count("Thuộc số liệu 4.") == 5
    assert "6 trên tổng số 6. Trong kỳ." in html
    assert "Chiếm 96,7%." in html


def test_what_needs_a_look_stands_above_what_is_certain(officer, reading):
    groups = officer.get(at(reading)).context["groups"]
    assert [(group.title, [row.row.number for row in group.rows]) for group in groups] == [
        ("Cần xem kỹ: 1 số liệu", [2]),
        ("Chắc chắn: 9 số liệu", [1, 3, 4, 5, 6, 7, 8, 9, 10]),
    ]


def test_nothing_is_chosen_beforehand(officer, reading):
    html = page_of(officer, reading)
    assert (html.count('type="radio"'), html.count(" checked")) == (34, 0)


def test_all_certain_numbers_at_once_leave_what_is_disputed(officer, reading):
    answer = officer.post(at(reading), {"do": "certain", "certain": CERTAIN})
    assert answer.status_code == 302
    assert [position for position, _value in stored()] == [0, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    still_open = ReadFact.objects.filter(verdict="open").order_by("position")
    assert list(still_open.values_list("position", flat=True)) == [1, 2]


def test_a_choice_of_ones_own_goes_before_all_certain(officer, reading):
    officer.post(at(reading), {"do": "certain", "certain": CERTAIN, "f11": "drop", "f1": "keep"})
    assert [position for position, _value in stored()] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert ReadFact.objects.get(position=11).verdict == "dropped"


def test_only_what_was_shown_as_certain_is_accepted(officer, reading):
    officer.post(at(reading), {"do": "certain", "certain": "5,1,2,99,x"})
    assert stored() == [(5, 12)]


def test_accept_correct_and_drop(officer, reading):
    answer = officer.post(
        at(reading),
        {"do": "chosen", "f1": "edit", "v1": "1.200", "v2": "96,00", "f5": "keep", "f6": "drop"},
        follow=True,
    )
    assert stored() == [(1, 1200), (2, 96), (5, 12)]
    assert [ReadFact.objects.get(position=position).verdict for position in (1, 2, 5, 6)] == [
        "accepted",
        "corrected",
        "accepted",
        "dropped",
    ]
    html = said(answer.content.decode())
    assert "Đã lưu: nhận 1, sửa 1, bỏ 1 số liệu." in html
    assert "Đã nhận 2 số liệu (trong đó sửa 1), bỏ 1, còn 7." in html
    assert "Trịnh Thị Nhàn" in html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ba chục", "“ba chục” chưa phải là số. Ghi bằng chữ số, ví dụ 30."),
        ("-3", "“-3” chưa phải là số. Ghi bằng chữ số, ví dụ 30."),
        ("12,5", "“12,5” có số lẻ. Số đếm phải là số nguyên."),
        ("99999999999", "“99999999999” quá lớn. Xem lại các chữ số."),
        ("12", "Số này vẫn như máy đọc. Ghi số đúng, hoặc chọn “Nhận”."),
        ("", "Số này vẫn như máy đọc. Ghi số đúng, hoặc chọn “Nhận”."),
        ("<b>1</b>", "“&lt;b&gt;1&lt;/b&gt;” chưa phải là số. Ghi bằng chữ số, ví dụ 30."),
    ],
)
def test_a_wrong_number_is_said_and_the_other_choices_stay(officer, reading, typed, sentence):
    answer = officer.post(at(reading), {"do": "chosen", "f0": "keep", "f5": "edit", "v5": typed})
    html = answer.content.decode()
    assert (answer.status_code, sentence in html, stored()) == (200, True, [])
    assert re.findall(r'name="(f\d+)" value="(\w+)" id="\w+" checked', html) == [("f0", "keep"), ("f5", "edit")]
    assert "<title>Lỗi: " in html


def test_a_number_typed_beside_accept_says_nothing(officer, reading):
    assert officer.post(at(reading), {"do": "chosen", "f5": "keep", "v5": "ba chục"}).status_code == 302
    assert stored() == [(5, 12)]


def test_grouped_and_decimal_numbers_are_understood(officer, reading):
    officer.post(
        at(reading), {"do": "chosen", "f0": "edit", "v0": "1.251", "f1": "edit", "v1": "1200", "v2": "95.92 %"}
    )
    assert stored() == [(0, 1251), (1, 1200), (2, Decimal("95.92"))]


def test_nothing_chosen_is_said(officer, reading):
    answer = officer.post(at(reading), {"do": "chosen"})
    assert (answer.status_code, "Chưa chọn số liệu nào." in answer.content.decode()) == (409, True)


def test_two_officers_at_once(officer, as_person, reading):
    officer.post(at(reading), {"do": "chosen", "f5": "keep"})
    answer = as_person("leader").post(at(reading), {"do": "chosen", "f5": "drop", "f6": "keep"})
    html = answer.content.decode()
    assert (answer.status_code, stored()) == (409, [(5, 12)])
    assert "Trịnh Thị Nhàn vừa quyết định một phần của bản đọc này" in html
    assert re.findall(r'name="(f\d+)" value="(\w+)" id="\w+" checked', html) == [("f6", "keep")]


def test_all_certain_on_a_page_that_is_out_of_date(officer, as_person, reading):
    officer.post(at(reading), {"do": "chosen", "f5": "drop"})
    answer = as_person("leader").post(at(reading), {"do": "certain", "certain": CERTAIN})
    assert (answer.status_code, stored()) == (409, [])


def test_names_become_drafts_that_the_page_leads_to(officer, reading):
    answer = officer.post(at(reading), {"do": "chosen", "n0": "keep", "n1": "drop"}, follow=True)
    assert "1 mô hình đã thành bản nháp của cơ quan, chưa công khai." in said(answer.content.decode())
    draft = Registration.objects.get()
    assert (draft.initiative.name, reverse("desk:registration", args=[draft.pk]) in answer.content.decode()) == (
        "Bến nước chung tay",
        True,
    )


def test_a_name_is_known_to_be_in_the_register(officer, cast, reading):
    known = enter(cast.actor("officer"), cast.ward, date(2025, 9, 1), name="Bến nước cùng chung tay").initiative
    assert f"Chính là “{known.name}” (giống 93%)" in said(page_of(officer, reading))
    officer.post(at(reading), {"do": "chosen", "n0": f"same-{known.pk}", "n1": "drop"})
    assert [(name.verdict, name.initiative) for name in reading.names.order_by("position")] == [
        ("accepted", known),
        ("dropped", None),
    ]
    assert Registration.objects.filter(status="draft").count() == 0
    assert "Chính là “Bến nước cùng chung tay”" in said(page_of(officer, reading))


@pytest.mark.parametrize("number", ["0", "999999", "x", ""])
def test_a_name_cannot_be_an_initiative_of_others(officer, cast, reading, number):
    hidden = enter(cast.actor("foreign_officer"), cast.foreign_ward, date(2025, 9, 1), name="Bến nước chung tay")
    for chosen in (number, hidden.initiative_id):
        answer = officer.post(at(reading), {"do": "chosen", "n0": f"same-{chosen}"})
        assert answer.status_code in {200, 409}
    assert "Chính là" not in said(page_of(officer, reading))
    assert set(reading.names.values_list("verdict", flat=True)) == {"open"}


def test_one_decision_is_taken_back_and_the_other_choices_stay(officer, reading):
    officer.post(at(reading), {"do": "chosen", "f1": "keep", "f5": "keep", "n1": "drop"})
    answer = officer.post(at(reading), {"do": "reopen-f-1", "f6": "drop", "f7": "edit", "v7": "77"})
    html = answer.content.decode()
    assert (answer.status_code, stored()) == (200, [(5, 12)])
    assert (html.count(" checked"), 'value="77"' in html) == (2, True)
    officer.post(at(reading), {"do": "reopen-n-1"})
    assert set(reading.names.values_list("verdict", flat=True)) == {"open"}


@pytest.mark.parametrize("do", ["reopen-f-6", "reopen-f-99", "reopen-f-x", "reopen-x-1", "reopen-n-0", "reopen-"])
def test_what_is_not_ones_own_decision_is_not_taken_back(officer, as_person, reading, do):
    as_person("leader").post(at(reading), {"do": "chosen", "f6": "keep"})
    answer = officer.post(at(reading), {"do": do})
    assert (answer.status_code, stored()) == (409, [(6, 5)])
    assert "Chỉ lấy lại được từng quyết định do chính mình đưa ra trong ngày." in said(answer.content.decode())


def test_undo_asks_for_a_reason_and_opens_everything(officer, reading):
    officer.post(at(reading), {"do": "certain", "certain": CERTAIN})
    refused = officer.post(at(reading, "reading_undo"), {"reason": " "})
    assert (refused.status_code, len(stored())) == (200, 10)
    assert officer.get(at(reading, "reading_undo")).url == at(reading)  # the page of the mistake, asked for again
    assert officer.post(at(reading, "reading_undo"), {"reason": "Nhầm báo cáo"}).status_code == 302
    assert (stored(), ReadFact.objects.filter(verdict="open").count()) == ([], 12)


def test_undo_with_nothing_decided_is_refused(officer, reading):
    answer = officer.post(at(reading, "reading_undo"), {"reason": "Nhầm"})
    assert (answer.status_code, "không có gì để hoàn tác" in answer.content.decode()) == (409, True)


def test_closing_drops_the_rest_and_the_page_says_so(officer, reading):
    officer.post(at(reading), {"do": "chosen", "f5": "keep"})
    assert officer.post(at(reading, "reading_close")).status_code == 302
    assert re.search(r"<h1>(.*?)</h1>", page_of(officer, reading))[1] == "Đã xem xong 10 số liệu, nhận 1"
    assert officer.post(at(reading, "reading_close")).status_code == 409


@pytest.mark.parametrize("who", ["foreign_officer", "province_officer", "council_member", "team_leader", "stranger"])
def test_a_reading_of_another_office_is_not_there(as_person, reading, who):
    client = as_person(who)
    answers = [
        client.get(at(reading)),
        client.post(at(reading), {"do": "chosen", "f5": "keep"}),
        client.post(at(reading, "reading_undo"), {"reason": "Thử"}),
        client.post(at(reading, "reading_close")),
        client.post(at(reading, "reading_keys")),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert stored() == []


def test_what_a_document_says_is_words_and_no_page(officer):
    reading = kept(
        officer,
        YEARLY.replace("có 12 mô hình", "có 12 mô hình <script>alert(1)</script>").replace(
            "Bến nước chung tay", "<img src=x onerror=alert(1)>"
        ),
    )
    html = page_of(officer, reading)
    assert ("<script>alert" in html, "<img src=x" in html, "&lt;script&gt;" in html) == (False, False, True)


def test_shortcuts_can_be_switched_off_and_on(officer, reading):
    assert 'data-keys="on"' in page_of(officer, reading)
    officer.post(at(reading, "reading_keys"), {"keys": "off"})
    assert 'data-keys="off"' in page_of(officer, reading)
    officer.post(at(reading, "reading_keys"), {"keys": "on"})
    assert 'data-keys="on"' in page_of(officer, reading)


def test_a_long_document_is_cut_into_pages(officer):
    line = "Chi bộ số {n} có {n} mô hình mới trong lĩnh vực kinh tế được công nhận cấp phường tại cụm {n}.\n\n"
    reading = kept(officer, YEARLY + "".join(line.format(n=number) for number in range(2, 152)))
    pages = [officer.get(f"{at(reading)}?page={number}") for number in ("1", "2", "99", "x", "")]
    assert [page.context["view"].number for page in pages] == [1, 2, 2, 1, 1]
    first, second = pages[0].context, pages[1].context
    assert (len(rows(first)), len(rows(first)) + len(rows(second))) == (100, len(first["view"].all_rows))
    assert (len(first["shown_names"]), len(second["shown_names"])) == (0, 2)
    words = "".join(piece.text for page in (first, second) for pieces in page["paragraphs"] for piece in pieces)
    assert words == reading.text.replace("\n", "")
    for context in (first, second):
        own = {row.row.number for row in rows(context)}
        marked = {
            mark.number
            for pieces in context["paragraphs"]
            for piece in pieces
            for mark in piece.anchors
            if mark.kind == "fact"
        }
        assert marked == own
    certain = second["view"].certain_positions
    officer.post(f"{at(reading)}?page=2", {"do": "certain", "certain": certain})
    assert len(stored()) == len(certain.split(","))


def test_the_page_takes_the_same_queries_for_more_facts(officer, django_assert_num_queries):
    few = kept(officer, YEARLY)
    many = kept(officer, YEARLY + YEARLY.replace("12 mô hình", "14 mô hình").replace("2022", "2021"))
    with django_assert_num_queries(9):
        officer.get(at(few))
    with django_assert_num_queries(9):
        officer.get(at(many))
