"""A report written: its figures are the register's, a frozen one never changes, and only its own office touches it."""

import hashlib
import io
import shutil
import subprocess
from datetime import date, timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.documents.official import Heading
from kheo.figures.actions import draft_report, edit_report, freeze_report, refresh_report
from kheo.figures.models import Report
from kheo.figures.policy import can_edit, can_freeze, can_report, visible
from kheo.figures.queries import reports, totals
from kheo.figures.report_document import official_document, write_report
from kheo.figures.report_texts import open_prompts
from kheo.initiatives import actions
from kheo.initiatives.choices import Field
from kheo.recognition.actions import revoke
from kheo.recognition.models import Recognition
from kheo.tallies.periods import Period
from kheo.units.actors import NOBODY
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from tests.factories.units import OrganisationFactory
from tests.figures.conftest import TODAY
from tests.figures.register import at, enter

pytestmark = pytest.mark.django_db
YEAR = Period.year(2026)


@pytest.fixture
def report(year) -> Report:
    """A draft of the Party committee's report of 2026."""
    cast = year.cast
    return draft_report(by=cast.actor("officer"), unit=cast.ward, issuer=cast.party_committee, period=YEAR)


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def tables_of(content: bytes) -> list[list[list[str]]]:
    """The tables of figures and the list, without their heads, as rows of words."""
    tables = docx.Document(io.BytesIO(content)).tables
    rows = [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]
    return [each[1:] for each in rows if each[0][0] == "STT"]


def test_the_draft_shows_the_registers_figures(year, report):
    counted = totals(year.cast.ward, YEAR)
    assert report.snapshot["totals"] == {
        "registered": 7, "models": 6, "exemplars": 1, "new": 5, "maintained": 1, "replicated": 1, "under_way": 6,
        "evaluated": 1, "recognised": 2, "stock": 10,
    }  # fmt: skip
    assert report.snapshot["totals"] == {code: counted.of(code) for code in report.snapshot["totals"]}
    assert report.snapshot["before"]["registered"] == 2
    assert report.snapshot["mobilised"] == {"people": 200, "money": 18_400_000, "labour_days": 14}
    assert [row["name"] for row in report.snapshot["models"]] == [
        "Bà Mận gõ cửa", "Đường hoa", "Góc sách đầu ngõ", "Tiếng loa phố", "Tổ gác đêm", "Hũ gạo họ Đoàn",
        "Giờ dân hỏi",
    ]  # fmt: skip
    assert report.snapshot["models"][0]["decisions"] == ["61-QĐ/ĐU, 20/11/2026"]


def test_the_proposed_words_carry_the_figures(report):
    words = {section["code"]: section["text"] for section in report.sections}
    assert words["movement"].splitlines() == [
        "Trong năm 2026, phường Bến Lụa tiếp nhận 7 đăng ký “Dân vận khéo”, gồm 6 mô hình và 1 điển hình, "
        "tăng 5 so với năm 2025.",
        "Trong đó có 5 mô hình, điển hình mới, 1 duy trì, 1 nhân rộng.",
        "Theo lĩnh vực: kinh tế 1, văn hóa – xã hội 4, quốc phòng – an ninh 1, xây dựng hệ thống chính trị 1.",
        "Theo cấp đăng ký công nhận: cấp xã 6, cấp tỉnh 1.",
        "Đến ngày 23/11/2026, 1 trong 7 đăng ký tiếp nhận trong kỳ đã được đánh giá (14,29%); 6 đang thực hiện.",
        "Đến ngày 23/11/2026, trên địa bàn có 10 mô hình, điển hình đang duy trì hoặc tạm dừng, gồm 9 mô hình và "
        "1 điển hình (số tính đến một ngày, gồm cả mô hình tiếp nhận từ các năm trước).",
        "Trong năm 2026 có 2 lượt công nhận theo quyết định: cấp xã 2.",
        "Trong 7 đăng ký tiếp nhận trong kỳ, 2 đã được công nhận (28,57%).",
        "Theo các lần theo dõi trong kỳ, các mô hình ghi nhận 200 lượt người tham gia hoặc được hưởng lợi, "
        "18.400.000 đồng vận động được, 14 ngày công.",
        "Số liệu theo lĩnh vực và danh sách mô hình, điển hình kèm theo báo cáo này.",
        "[Đơn vị bổ sung: mô hình, điển hình tiêu biểu và cách làm]",
    ]
    assert words["situation"].splitlines()[0] == "Phường Bến Lụa hiện có 2 thôn, tổ dân phố và 2 tổ dân vận."
    assert report.subject == (
        "Kết quả thực hiện phong trào thi đua “Dân vận khéo” năm 2026, phương hướng, nhiệm vụ năm 2027"
    )
    assert report.place == "Bến Lụa"


def test_a_ward_without_entries_says_so(cast, today):
    cast_report = draft_report(
        by=cast.actor("foreign_officer"), unit=cast.foreign_ward, issuer=body_of(cast.foreign_ward), period=YEAR
    )
    words = {section["code"]: section["text"].splitlines()[0] for section in cast_report.sections if section["text"]}
    assert words["movement"] == "Trong năm 2026, phường Đồng Lác chưa tiếp nhận đăng ký mô hình, điển hình nào."
    assert "Trong năm 2026 chưa tiếp nhận đăng ký nào." in text_of(write_report(cast_report, is_sample=False))


def body_of(unit, kind="peoples_committee"):
    return OrganisationFactory(name=f"Ủy ban nhân dân {unit.title}", kind=kind, territory=unit, symbol="UBND")


def test_the_document_shows_the_same_numbers_as_the_register(year, report):
    counted = totals(year.cast.ward, YEAR)
    flow, stock, recognised, names = tables_of(write_report(report, is_sample=False))
    columns = ("models", "exemplars", "registered", "new", "maintained", "replicated", "evaluated")
    assert [row[1:] for row in flow[:-1]] == [
        [str(field.label), *(str(counted.of(code, field=field.value)) for code in columns)] for field in Field
    ]
    assert flow[-1][1:] == ["Cộng", *(str(counted.of(code)) for code in columns)]
    assert stock[-1][1:] == ["Cộng", "9", "1", str(counted.of("stock"))]
    assert recognised == [["1", "Cấp xã", "2"], ["", "Cộng", "2"]]
    assert len(names) == counted.of("registered")
    assert names[5][1:] == ["“Hũ gạo họ Đoàn”", "Tổ dân vận Bãi Dâu", "Kinh tế", "Mới", "Đang thực hiện", ""]


def test_a_draft_says_that_it_is_one(report):
    def marks(content: bytes) -> set[str]:
        sections = docx.Document(io.BytesIO(content)).sections
        heads = [section.first_page_header for section in sections] + [section.header for section in sections]
        return {p.text.strip() for head in heads for p in head.paragraphs if p.text.isupper()}

    assert marks(write_report(report, is_sample=False)) == {"BẢN DỰ THẢO"}
    assert marks(write_report(report, is_sample=True)) == {"BẢN DỰ THẢO – SỐ LIỆU MẪU"}
    report.state = "frozen"
    assert marks(write_report(report, is_sample=True)) == {"SỐ LIỆU MẪU"}
    assert marks(write_report(report, is_sample=False)) == set()


def test_the_issuers_own_layout_signature_and_symbol(year):
    cast = year.cast
    state = cast.peoples_committee
    state.symbol = "UBND"
    state.save()
    report = draft_report(by=cast.actor("officer"), unit=cast.ward, issuer=state, period=Period.half(2026, 1))
    edit_report(
        report, by=cast.actor("officer"), values={"number": "7", "signature": "for_head", "signatory": "Lê Văn Phó"}
    )
    written = text_of(write_report(report, is_sample=False))
    for line in ("Số: 07/BC-UBND", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Phó"):
        assert line in written
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in written
    assert "6 tháng đầu năm 2026" in report.subject
    cast.party_committee.symbol = "ĐU"
    cast.party_committee.save()
    party = draft_report(by=cast.actor("officer"), unit=cast.ward, issuer=cast.party_committee, period=YEAR)
    written = text_of(write_report(party, is_sample=False))
    for line in ("ĐẢNG CỘNG SẢN VIỆT NAM", "Số …-BC/ĐU", "T/M BAN THƯỜNG VỤ", "BÍ THƯ"):
        assert line in written


def test_the_front_is_told_that_its_layout_is_awaited(year):
    cast = year.cast
    with pytest.raises(NotPossible, match="Mặt trận phường Bến Lụa"):
        draft_report(by=cast.actor("officer"), unit=cast.ward, issuer=cast.front, period=YEAR)
    assert Report.objects.count() == 0


def test_what_cannot_be_reported_is_refused(year):
    cast, officer = year.cast, year.cast.actor("officer")
    with pytest.raises(NotAllowed):
        draft_report(by=cast.actor("province_officer"), unit=cast.ward, issuer=cast.party_committee, period=YEAR)
    with pytest.raises(ValidationError) as mistake:
        draft_report(by=officer, unit=cast.ward, issuer=body_of(cast.foreign_ward), period=YEAR)
    assert list(mistake.value.message_dict) == ["issuer"]
    with pytest.raises(ValidationError) as mistake:
        draft_report(by=officer, unit=cast.ward, issuer=cast.party_committee, period=Period.year(2027))
    assert list(mistake.value.message_dict) == ["period"]
    with pytest.raises(NotPossible):
        draft_report(by=cast.actor("province_officer"), unit=cast.province, issuer=body_of(cast.province), period=YEAR)


# ── editing and refreshing ──


def test_an_edit_is_kept_with_before_and_after(year, report):
    officer = year.cast.actor("officer")
    edit_report(
        report, by=officer, values={"number": "15", "place": "Bến Lụa"}, texts={"party": "Đã đối thoại hai lần."}
    )
    report.refresh_from_db()
    assert report.number == "15"
    assert {section["code"]: section["text"] for section in report.sections}["party"] == "Đã đối thoại hai lần."
    entry = ChangeEntry.objects.filter(verb="edit_report").get()
    assert entry.changes == {
        "number": ["", "15"],
        "Công tác dân vận của cấp ủy": ["[Đơn vị bổ sung: việc đã làm và kết quả]", "Đã đối thoại hai lần."],
    }


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"place": " "}, "place"),
        ({"subject": ""}, "subject"),
        ({"dated": None}, "dated"),
        ({"signature": "nobody"}, "signature"),
        ({"number": "1" * 21}, "number"),
        ({"signatory": "Đ" * 121}, "signatory"),
    ],
)
def test_a_bad_edit_is_refused_and_nothing_kept(year, report, values, field):
    with pytest.raises(ValidationError) as mistake:
        edit_report(report, by=year.cast.actor("officer"), values={**values, "recipients": "Ai đó"})
    assert list(mistake.value.message_dict) == [field]
    assert "Ai đó" not in Report.objects.get().recipients


def test_the_second_of_two_editors_is_told(year, report):
    other = Report.objects.get(pk=report.pk)
    edit_report(report, by=year.cast.actor("officer"), values={"number": "1"})
    with pytest.raises(ChangedMeanwhile):
        edit_report(other, by=year.cast.actor("leader"), values={"number": "2"})
    assert Report.objects.get().number == "1"


def test_a_refresh_tells_what_changed_and_leaves_peoples_words(year, report):
    cast, officer = year.cast, year.cast.actor("officer")
    edit_report(report, by=officer, values={}, texts={"movement": "Viết tay."})
    enter(officer, cast.ward, date(2026, 11, 2), name="Vườn thuốc nam", field="economy")
    told = refresh_report(report, by=officer)
    changed = {(change.label, change.before, change.after) for change in told.changes}
    assert ("Tiếp nhận trong kỳ", 7, 8) in changed
    assert ("Tiếp nhận trong kỳ, Kinh tế", 1, 2) in changed
    assert ("Số dòng trong danh sách có thay đổi", 0, 1) in changed
    assert (told.rewritten, told.to_check) == ([], ["Phong trào thi đua “Dân vận khéo”"])
    assert Report.objects.get().snapshot["totals"]["registered"] == 8


def test_a_refresh_writes_untouched_words_anew(year, report):
    officer = year.cast.actor("officer")
    enter(officer, year.cast.ward, date(2026, 11, 2), name="Vườn thuốc nam")
    told = refresh_report(report, by=officer)
    assert (told.rewritten, told.to_check) == (["Phong trào thi đua “Dân vận khéo”"], [])
    words = {section["code"]: section["text"] for section in report.sections}
    assert words["movement"].startswith("Trong năm 2026, phường Bến Lụa tiếp nhận 8 đăng ký")


# ── freezing ──


def test_a_frozen_report_keeps_its_file_and_hash(year, report):
    frozen = freeze_report(report, by=year.cast.actor("leader"), is_sample=False)
    content = default_storage.open(frozen.file.name).read()
    assert hashlib.sha256(content).hexdigest() == frozen.sha256
    assert (frozen.state, frozen.frozen_by, frozen.frozen_at) == ("frozen", year.cast.leader, at(TODAY))
    assert "Hũ gạo họ Đoàn" in text_of(content)


def test_a_later_change_of_the_register_leaves_a_frozen_report_alone(year, report):
    cast, officer = year.cast, year.cast.actor("officer")
    frozen = freeze_report(report, by=cast.actor("leader"), is_sample=False)
    before = (frozen.sha256, frozen.snapshot, frozen.sections, default_storage.open(frozen.file.name).read())
    with clock.set_to(at(TODAY + timedelta(days=3))):
        enter(officer, cast.ward, TODAY, name="Đến sau")
        actions.correct(
            year.registrations["hall"], by=officer, reason="Ghi nhầm.", values={"field": "economy", "name": "Tên khác"}
        )
        revoke(Recognition.objects.first(), by=cast.actor("leader"), reason="Nhập nhầm.")
        for act in (
            lambda: edit_report(frozen, by=officer, values={"number": "9"}),
            lambda: refresh_report(frozen, by=officer),
            lambda: freeze_report(frozen, by=cast.actor("leader"), is_sample=False),
        ):
            with pytest.raises(NotAllowed):
                act()
    again = Report.objects.get()
    assert before == (again.sha256, again.snapshot, again.sections, default_storage.open(again.file.name).read())


def test_a_report_on_old_figures_is_not_frozen_and_leaves_no_file(year, report, settings):
    actions.correct(
        year.registrations["hall"], by=year.cast.actor("officer"), reason="Ghi nhầm.", values={"name": "Tên khác"}
    )
    with pytest.raises(NotPossible, match="Số dòng trong danh sách có thay đổi"):
        freeze_report(report, by=year.cast.actor("leader"), is_sample=False)
    report.refresh_from_db()
    assert (report.state, report.file.name, report.sha256) == ("draft", "", "")
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    refresh_report(report, by=year.cast.actor("leader"))
    assert freeze_report(report, by=year.cast.actor("leader"), is_sample=False).state == "frozen"


def test_open_prompts_are_named_and_do_not_stop_the_leader(year, report):
    assert "Ưu điểm" in open_prompts(report.sections)
    edit_report(report, by=year.cast.actor("officer"), values={}, texts={s["code"]: "Xong." for s in report.sections})
    assert open_prompts(report.sections) == []


def test_an_emptied_section_falls_out_of_the_document(year, report):
    texts = {section["code"]: "" for section in report.sections} | {"direction": "Đã họp.", "limits": "Chậm."}
    edit_report(report, by=year.cast.actor("officer"), values={}, texts=texts)
    headings = [block.text for block in official_document(report).body if isinstance(block, Heading)]
    assert headings == ["Công tác lãnh đạo, chỉ đạo, triển khai", "Đánh giá chung", "Hạn chế"]


# ── rights ──

EVERYBODY = [
    "team_leader", "officer", "leader", "council_member", "editor", "auditor", "unit_administrator",
    "system_administrator", "province_officer", "province_leader", "province_auditor", "foreign_officer",
    "foreign_leader", "stranger",
]  # fmt: skip


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_sees_and_who_may(year, report, name):
    cast = year.cast
    actor = cast.actor(name)
    office, leads = name in {"officer", "leader"}, name == "leader"
    assert bool(can_report(actor, cast.ward)) is office
    assert bool(can_edit(actor, report)) is office
    assert bool(can_freeze(actor, report)) is leads
    assert list(visible(actor)) == ([report] if office else [])
    freeze_report(report, by=cast.actor("leader"), is_sample=False)
    readers = {"officer", "leader", "council_member", "auditor"}
    readers |= {"province_officer", "province_leader", "province_auditor"}
    assert [one.pk for one in reports(actor)] == ([report.pk] if name in readers else [])
    assert not can_edit(actor, report)


def test_nobody_sees_nothing(year, report):
    assert list(visible(NOBODY)) == []


# ── the office suite that will open it ──


def test_libreoffice_opens_the_document(year, report, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not here: apt-get install libreoffice-writer")
    (tmp_path / "report.docx").write_bytes(write_report(report, is_sample=True))
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    written = (tmp_path / "report.txt").read_text("utf-8")
    assert "phường Bến Lụa tiếp nhận 7 đăng ký “Dân vận khéo”, gồm 6 mô hình và 1 điển hình" in written
    assert "“Hũ gạo họ Đoàn”" in written
