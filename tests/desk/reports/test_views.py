"""The report's screens: list, beginning, editing, freezing, taking away; and who never sees them."""

import hashlib
import io
from datetime import date

import docx
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from kheo.figures.actions import draft_report, freeze_report
from kheo.figures.models import Report
from kheo.initiatives import actions
from kheo.tallies.periods import Period
from tests.figures.conftest import Year
from tests.figures.register import enter

pytestmark = pytest.mark.django_db
YEAR = Period.year(2026)


@pytest.fixture
def report(year: Year) -> Report:
    cast = year.cast
    return draft_report(by=cast.actor("officer"), unit=cast.ward, issuer=cast.party_committee, period=YEAR)


@pytest.fixture
def as_(client, year):
    """`as_("leader")` is the browser of that person."""

    def sign_in(name: str):
        client.force_login(year.cast.people[name])
        return client

    return sign_in


def address(name: str, report: Report) -> str:
    return reverse(f"desk:{name}", args=[report.pk])


def form_of(report: Report, **changes) -> dict[str, str]:
    """The editing form as the page sends it."""
    texts = {f"section-{section['code']}": section["text"] for section in report.sections}
    names = ("number", "place", "subject", "signature", "signatory", "recipients", "version")
    head = {name: getattr(report, name) for name in names} | {"dated": f"{report.dated:%d/%m/%Y}"}
    return {**texts, **head, **changes}


# ── the list ──


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(as_, year, rows, django_assert_num_queries):
    cast = year.cast
    for _each in range(rows):
        draft_report(by=cast.actor("officer"), unit=cast.ward, issuer=cast.party_committee, period=YEAR)
    client = as_("officer")
    client.get(reverse("desk:reports"))
    with django_assert_num_queries(7):
        response = client.get(reverse("desk:reports"))
    assert len(response.context["rows"]) == rows


def test_drafts_are_hidden_from_everybody_but_their_office(as_, year, report):
    for name in (
        "province_officer",
        "province_leader",
        "auditor",
        "council_member",
        "foreign_officer",
        "team_leader",
        "stranger",
    ):
        client = as_(name)
        assert [row.pk for row, _period in client.get(reverse("desk:reports")).context["rows"]] == []
        for page in ("report", "report_preview", "report_freeze", "report_download"):
            assert client.get(address(page, report)).status_code == 404, (name, page)
        assert client.post(address("report", report), form_of(report, number="66")).status_code == 404
        assert client.post(address("report_refresh", report)).status_code == 404
        assert client.post(address("report_freeze", report)).status_code == 404
    assert Report.objects.get().version == 0


def test_a_frozen_report_is_read_from_above_and_edited_by_nobody(as_, year, report):
    freeze_report(report, by=year.cast.actor("leader"), is_sample=False)
    for name in ("province_officer", "auditor", "officer", "leader"):
        client = as_(name)
        page = client.get(address("report", report))
        assert page.templates[0].name == "desk/reports/frozen.html"
        assert client.get(address("report_preview", report)).status_code == 200
        client.post(address("report", report), form_of(report, number="66"))
        assert client.post(address("report_refresh", report)).status_code == 403
        assert client.post(address("report_freeze", report)).status_code == 403
    assert Report.objects.get().number == ""


# ── beginning ──


def test_a_draft_is_begun(as_, year):
    client = as_("officer")
    given = {"period": "2026-1", "issuer": year.cast.party_committee.pk}
    response = client.post(reverse("desk:report_new"), given)
    made = Report.objects.get()
    assert response.url == address("report", made)
    assert (made.first_half, made.last_half, made.kind, made.snapshot["totals"]["registered"]) == (
        20261,
        20261,
        "half_year",
        2,
    )


def test_the_front_is_told_at_the_choice(as_, year):
    response = as_("officer").post(reverse("desk:report_new"), {"period": "2026", "issuer": year.cast.front.pk})
    assert response.status_code == 200
    assert response.context["form"].errors["issuer"] == [
        "Chưa có thể thức văn bản của Mặt trận và đoàn thể, nên chưa lập được báo cáo do Mặt trận phường Bến Lụa "
        "ban hành; không dùng thể thức của cơ quan khác thay vào. Chọn cấp ủy hoặc Ủy ban nhân dân ban hành, hoặc "
        "soạn báo cáo này bên ngoài."
    ]
    assert Report.objects.count() == 0


@pytest.mark.parametrize("given", [{}, {"period": "2031", "issuer": "999999"}, {"period": "x", "issuer": "abc"}])
def test_a_strange_beginning_is_a_mistake_and_no_fault(as_, year, given):
    response = as_("officer").post(reverse("desk:report_new"), given)
    assert (response.status_code, Report.objects.count()) == (200, 0)
    assert sorted(response.context["form"].errors) == ["issuer", "period"]


def test_who_may_make_no_report_is_told_so(as_, year):
    page = as_("province_officer").get(reverse("desk:report_new")).content.decode()
    assert "Cán bộ, lãnh đạo xã, phường mới lập báo cáo" in page
    given = {"period": "2026", "issuer": year.cast.party_committee.pk}
    as_("province_officer").post(reverse("desk:report_new"), given)
    assert Report.objects.count() == 0


# ── editing ──


def test_the_page_of_a_draft_asks_a_fixed_number_of_queries(as_, report, django_assert_num_queries):
    client = as_("officer")
    client.get(address("report", report))
    with django_assert_num_queries(6):
        client.get(address("report", report))


def test_an_edit_is_kept(as_, report):
    changes = {"number": "15", "section-party": "Đã đối thoại hai lần.\r\nCó biên bản.", "signature": "for_head"}
    response = as_("officer").post(address("report", report), form_of(report, **changes))
    assert response.url == address("report", report)
    kept = Report.objects.get()
    assert (kept.number, kept.signature) == ("15", "for_head")
    assert {section["code"]: section["text"] for section in kept.sections}[
        "party"
    ] == "Đã đối thoại hai lần.\nCó biên bản."


def test_mistakes_stand_at_their_fields_and_words_stay(as_, report):
    given = form_of(report, dated="31/02/2026", place="", **{"section-party": "Lời mới"})
    response = as_("officer").post(address("report", report), given)
    assert sorted(response.context["form"].errors) == ["dated", "place"]
    assert "Lời mới" in response.content.decode()
    assert Report.objects.get().version == 0


def test_the_second_editor_is_told_and_loses_nothing(as_, report):
    as_("officer").post(address("report", report), form_of(report, number="1"))
    response = as_("leader").post(address("report", report), form_of(report, **{"section-party": "Lời của lãnh đạo"}))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == ["Vừa có người thay đổi. Xem bản mới rồi làm tiếp."]
    assert "Lời của lãnh đạo" in response.content.decode()
    assert Report.objects.get().number == "1"


def test_a_form_without_its_version_changes_nothing(as_, report):
    given = form_of(report, number="7")
    del given["version"]
    assert as_("officer").post(address("report", report), given).status_code == 200
    assert Report.objects.get().number == ""


def test_a_refresh_says_what_changed(as_, year, report):
    enter(year.cast.actor("officer"), year.cast.ward, date(2026, 11, 2), name="Vườn thuốc nam", field="economy")
    page = as_("officer").post(address("report_refresh", report)).content.decode()
    assert "Tiếp nhận trong kỳ, Kinh tế" in page
    assert Report.objects.get().snapshot["totals"]["registered"] == 8
    assert as_("officer").get(address("report_refresh", report)).status_code == 405


def test_the_preview_reads_as_the_file(as_, report):
    page = as_("officer").get(address("report_preview", report)).content.decode()
    for words in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "III- KẾT QUẢ THỰC HIỆN",
        "7- Phong trào thi đua",
        "“Hũ gạo họ Đoàn”",
        "T/M BAN THƯỜNG VỤ",
    ):
        assert words in page


# ── freezing and taking away ──


def test_only_a_leader_is_offered_the_freeze(as_, report):
    page = as_("officer").get(address("report", report)).content.decode()
    assert address("report_freeze", report) not in page
    assert "Chỉ lãnh đạo của phường Bến Lụa khóa báo cáo của đơn vị." in page
    assert as_("officer").post(address("report_freeze", report)).status_code == 403
    assert address("report_freeze", report) in as_("leader").get(address("report", report)).content.decode()


def test_freezing_names_what_is_open_and_then_keeps_the_file(as_, report):
    client = as_("leader")
    asked = client.get(address("report_freeze", report)).content.decode()
    assert "Các mục sau còn chỗ trong ngoặc vuông" in asked
    assert Report.objects.get().state == "draft"
    client.post(address("report_freeze", report))
    frozen = Report.objects.get()
    assert frozen.state == "frozen"
    content = b"".join(client.get(address("report_download", report)).streaming_content)
    assert hashlib.sha256(content).hexdigest() == frozen.sha256
    assert content == default_storage.open(frozen.file.name).read()


def test_a_report_on_old_figures_is_sent_back_to_its_page(as_, year, report):
    actions.correct(
        year.registrations["hall"], by=year.cast.actor("officer"), reason="Ghi nhầm.", values={"name": "Tên khác"}
    )
    client = as_("leader")
    page = client.get(address("report_freeze", report))
    response = client.post(
        address("report_freeze", report), headers={"referer": f"http://testserver{address('report', report)}"}
    )
    assert (page.status_code, response.status_code, response.url) == (200, 302, address("report", report))
    told = [str(message) for message in client.get(response.url).context["messages"]]
    assert told[0].startswith("Sổ đã thay đổi từ khi lấy số liệu")
    assert client.post(address("report_freeze", report)).status_code == 409


def test_a_draft_is_taken_away_as_a_draft(as_, report, settings):
    settings.DEMO = True
    content = as_("officer").get(address("report_download", report)).content
    heads = [
        p.text.strip() for section in docx.Document(io.BytesIO(content)).sections for p in section.header.paragraphs
    ]
    assert "BẢN DỰ THẢO – SỐ LIỆU MẪU" in heads
