"""A document comes in: from a file or the clipboard, in every encoding, and nothing of what is refused stays."""

import logging
import re
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.conf import settings as live_settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from kheo.audit.models import ChangeEntry
from kheo.desk.readings import taking_in
from kheo.figures.actions.batches import keep_batch, read_batch
from kheo.figures.models import Batch, ReadFact, Reading
from tests.desk.readings.steps import confirm, kept, upload
from tests.factories.reports import NO_NUMBERS, SECRET, YEARLY

pytestmark = pytest.mark.django_db
MARKER = "dấu-riêng-không-được-lưu"
NEW, CONFIRM = "desk:reading_new", "desk:reading_confirm"


def said(answer) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_file_leads_to_unit_and_period_as_the_text_names_them(officer, cast):
    answer = upload(officer, YEARLY)
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("unit", "span", "year", "source")} == {
        "unit": str(cast.predecessor.pk),
        "span": "year",
        "year": 2022,
        "source": "bao-cao.txt",
    }
    assert Reading.objects.count() == 0


def test_confirmed_it_is_kept_for_review(officer, cast):
    reading = kept(officer, YEARLY)
    assert (reading.unit, reading.starts_on, reading.ends_on, reading.source, reading.read_by) == (
        cast.predecessor,
        date(2022, 1, 1),
        date(2022, 12, 31),
        "bao-cao.txt",
        cast.officer,
    )
    assert officer.get(reverse("desk:reading", args=[reading.pk])).status_code == 200


def test_neither_way_in_is_called_optional_after_a_mistake_either(officer):
    for answer in (officer.get(reverse(NEW)), officer.post(reverse(NEW), {})):
        assert "(không bắt buộc)" not in answer.content.decode()


def test_pasted_words_are_read_too(officer):
    answer = officer.post(reverse(NEW), {"pasted": YEARLY})
    assert confirm(officer, answer).status_code == 302
    assert Reading.objects.get().source == "Nội dung dán vào"


def test_unit_and_period_can_be_changed_before_keeping(officer, cast):
    half = {"unit": str(cast.ward.pk), "span": "first", "year": "2026"}
    reading = kept(officer, YEARLY, **half)
    assert (reading.unit, reading.starts_on, reading.ends_on) == (cast.ward, date(2026, 1, 1), date(2026, 6, 30))
    free = {"unit": str(cast.ward.pk), "span": "free", "starts_on": "1/8/2026", "ends_on": "15/11/2026"}
    reading = kept(officer, YEARLY + "\nBản khác.", **free)
    assert (reading.starts_on, reading.ends_on) == (date(2026, 8, 1), date(2026, 11, 15))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": ""}, "unit"),
        ({"unit": "999999"}, "unit"),
        ({"span": ""}, "span"),
        ({"year": ""}, "year"),
        ({"year": "20226"}, "year"),
        ({"year": "hai hai"}, "year"),
        ({"year": "2026"}, "unit"),
        ({"year": "2099"}, "year"),
        ({"span": "free"}, "starts_on"),
        ({"span": "free", "starts_on": "31/02/2022", "ends_on": "01/03/2022"}, "starts_on"),
        ({"span": "free", "starts_on": "01/12/2022", "ends_on": "01/01/2022"}, "ends_on"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(officer, changes, field):
    answer = confirm(officer, upload(officer, YEARLY), **changes)
    assert (answer.status_code, field in answer.context["form"].errors) == (200, True)
    assert Reading.objects.count() == 0
    assert answer.context["form"]["text"].value().strip() == YEARLY.strip()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_the_encodings_of_vietnamese_files(officer, encoding):
    reading = kept(officer, cp1258(YEARLY) if encoding == "cp1258" else YEARLY.encode(encoding))
    assert (reading.facts.count(), reading.names.count()) == (12, 2)


def cp1258(text: str) -> bytes:
    """Vietnamese in the old code page: letters with their hat or horn, the tone behind."""
    found = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        found += (base + tones).encode("cp1258")
    return found


def word_file(text: str) -> bytes:
    """The text as a .docx, a paragraph a line."""
    document, data = docx.Document(), BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(data)
    return data.getvalue()


def test_a_word_file_is_read_and_a_secret_one_refused(officer):
    reading = kept(officer, word_file(YEARLY), "bao-cao.docx")
    assert (reading.source, reading.facts.count()) == ("bao-cao.docx", 12)
    assert "Khéo không nhận văn bản mật; không có gì được lưu." in said(upload(officer, word_file(SECRET), "a.docx"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Không có chữ nào trong đó. Chọn tệp khác, hoặc dán nội dung báo cáo."),
        (b" \r\n\t", "Không có chữ nào trong đó. Chọn tệp khác, hoặc dán nội dung báo cáo."),
        (b"%PDF-1.7\n...", "Tệp bị hỏng hoặc chưa đủ."),
        (b"PK\x03\x04docx", "Tệp bị hỏng hoặc chưa đủ."),
        (b"\x89PNG\r\n\x1a\n", "Đây không phải văn bản mà là ảnh, phim hoặc chương trình."),
        (bytes(range(256)) * 40, "Đây không phải văn bản mà là ảnh hoặc chương trình."),
        (SECRET.encode(), "Tệp có dấu “Mật”. Khéo không nhận văn bản mật; không có gì được lưu."),
        (SECRET.encode("utf-16"), "Tệp có dấu “Mật”. Khéo không nhận văn bản mật; không có gì được lưu."),
    ],
)
def test_a_file_that_is_refused_says_why(officer, data, reason):
    answer = upload(officer, data)
    assert (answer.status_code, reason in said(answer)) == (200, True)
    assert Reading.objects.count() == 0


def test_nothing_chosen_and_both_chosen(officer):
    assert "Chọn tệp, hoặc dán nội dung báo cáo." in said(officer.post(reverse(NEW), {}))
    both = {"file": SimpleUploadedFile("a.txt", YEARLY.encode()), "pasted": YEARLY}
    assert "Chỉ dùng một trong hai." in said(officer.post(reverse(NEW), both))


# ── secret documents ──


def everything_kept(caplog) -> str:
    """All that a run leaves: rows, audit, messages to the log, mails, files."""
    rows = [str(list(model.objects.values())) for model in (Reading, ReadFact, ChangeEntry)]
    files = [path.read_text(errors="replace") for path in Path(live_settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return "".join([*rows, caplog.text, *(str(one.message()) for one in mail.outbox), *files])


@pytest.mark.parametrize("way", ["file", "pasted", "confirm"])
def test_of_a_secret_document_nothing_stays(officer, caplog, cast, way):
    caplog.set_level(logging.DEBUG)
    if way == "file":
        answer = upload(officer, SECRET)
    elif way == "pasted":
        answer = officer.post(reverse(NEW), {"pasted": SECRET})
    else:
        place = {"unit": cast.ward.pk, "span": "year", "year": "2022", "text": SECRET, "source": ""}
        answer = officer.post(reverse(CONFIRM), place, follow=True)
    assert "Khéo không nhận văn bản mật; không có gì được lưu." in said(answer)
    assert MARKER not in answer.content.decode()
    assert (MARKER in everything_kept(caplog), Reading.objects.count()) == (False, 0)
    assert MARKER not in str(officer.session.items())


def test_a_document_never_becomes_a_temporary_file(officer, settings, monkeypatch):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *args, **kwargs: pytest.fail("a file on disk"))
    assert upload(officer, YEARLY).status_code == 200


def test_a_fault_while_reading_tells_nobody_what_the_document_said(officer, settings, monkeypatch):
    settings.ADMINS = [("Quản trị", "admin@example.org")]
    settings.DEBUG = False
    text = YEARLY + MARKER

    def breaks(text: str, units=()):
        held = text  # a local variable that an error page would show
        raise RuntimeError(len(held))

    monkeypatch.setattr(taking_in, "first_look", breaks)
    handler = logging.getLogger("django").handlers
    with_pages = [one for one in handler if one.__class__.__name__ == "AdminEmailHandler"]
    for one in with_pages:
        monkeypatch.setattr(one, "include_html", True)
    officer.raise_request_exception = False
    assert upload(officer, text).status_code == 500
    assert officer.post(reverse(NEW), {"pasted": text}).status_code == 500
    assert len(mail.outbox) == 2 * bool(with_pages)
    everything = "".join(str(part) for one in mail.outbox for part in (one.body, one.alternatives))
    assert ("RuntimeError" in everything, MARKER in everything) == (bool(with_pages), False)


# ── size ──


class Unread:
    """A body that fails the test where somebody reads it."""

    def read(self, *args):
        pytest.fail("the body was read")

    readline = read


@pytest.mark.parametrize("name", [NEW, CONFIRM])
def test_fifty_megabytes_are_refused_unread(officer, name):
    answer = officer.post(
        reverse(name),
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="52428800",
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    assert "Các văn bản nặng 52 MB, mỗi lần tối đa 50 MB." in said(answer)


def test_a_little_over_five_megabytes_is_refused_by_its_size(officer):
    answer = upload(officer, b"a" * 5_000_001)
    assert "Văn bản lớn hơn 5 MB." in said(answer)


def test_five_megabytes_are_read_by_the_worker_alone(officer, monkeypatch):
    monkeypatch.setattr(taking_in, "first_look", lambda *given: pytest.fail("read in the request"))
    filler = "Nhân dân trong xã đồng tình, hưởng ứng các việc chung của cộng đồng dân cư.\n"
    text = YEARLY + filler * ((4_990_000 - len(YEARLY.encode())) // len(filler.encode()))
    answer = upload(officer, text)
    batch = Batch.objects.get()
    assert answer.url == reverse("desk:reading_batch", args=[batch.pk])
    read_batch.func(batch.pk)
    page = officer.get(answer.url)
    values = {bound.html_name: bound.value() or "" for bound in page.context["lines"][0].form if bound.value()}
    officer.post(answer.url, values)
    keep_batch.func(batch.pk)
    reading = Reading.objects.get()
    page = officer.get(reverse("desk:reading", args=[reading.pk]))
    assert (page.status_code, reading.facts.count()) == (200, 12)


# ── again, none, others ──


def test_the_same_file_is_noticed_before_it_is_read_again(officer):
    reading = kept(officer, YEARLY)
    answer = upload(officer, YEARLY)
    assert [one.pk for one in answer.context["known"]] == [reading.pk]
    again = confirm(officer, answer)
    assert "Văn bản này đã đọc cho phường Bến Lụa Cũ" in said(again)
    assert Reading.objects.count() == 1


def test_a_unit_that_did_not_stand_yet_is_not_called_foreign(officer, cast):
    answer = upload(officer, YEARLY.replace("Bến Lụa Cũ", "Bến Lụa"))
    assert (answer.context["of_another_time"], answer.context["unit_is_foreign"]) == (cast.ward, False)
    assert f"{cast.ward.heading} được thành lập từ ngày {cast.ward.valid_from:%d/%m/%Y}" in said(answer)
    foreign = upload(officer, YEARLY.replace("Bến Lụa Cũ", "Bến Xa"))
    assert (foreign.context["of_another_time"], foreign.context["unit_is_foreign"]) == (None, True)


def test_a_reading_of_others_is_not_betrayed(officer, as_person, cast):
    kept(officer, YEARLY)
    foreign = as_person("foreign_officer")
    answer = upload(foreign, YEARLY)
    assert (list(answer.context["known"]), answer.context["unit_is_foreign"]) == ([], True)
    assert foreign.post(
        reverse(CONFIRM), {"unit": cast.predecessor.pk, "span": "year", "year": "2022", "text": YEARLY, "source": ""}
    ).context["form"].errors.keys() == {"unit"}


def test_a_document_without_numbers_gets_a_friendly_page(officer):
    reading = kept(officer, NO_NUMBERS, span="year", year="2026")
    page = said(officer.get(reverse("desk:reading", args=[reading.pk])))
    assert "Máy không đọc được số liệu nào trong văn bản này" in page
    assert "Không có số liệu nào để nhận" in page


def test_an_annex_of_names_is_no_empty_document(officer):
    annex = (
        "Danh mục mô hình “Dân vận khéo” phường Bến Lụa năm 2026\n\nSTT | Tên mô hình | Đơn vị thực hiện\n"
        "1 | Tổ góp vốn nuôi dê | Hội Nông dân phường\n2 | Đọc sách cuối tuần | Đoàn phường"
    )
    assert "Máy đọc được tên 2 mô hình, điển hình. Chưa lưu gì." in said(upload(officer, annex))
    page = said(officer.get(reverse("desk:reading", args=[kept(officer, annex, span="year", year="2026").pk])))
    assert "Máy đọc được tên 2 mô hình, điển hình" in page
    assert "Không có số liệu nào để nhận" not in page


def test_names_beside_numbers_are_told_before_the_reading(officer):
    assert "Văn bản còn nêu tên 2 mô hình, điển hình." in said(upload(officer, YEARLY))
    report = YEARLY + "\n\nMô hình “Ngõ sáng mỗi tối” của Chi hội Phụ nữ khu phố 3 được nhân rộng."
    assert "Văn bản còn nêu tên 3 mô hình, điển hình." in said(upload(officer, report))


@pytest.mark.parametrize("who", ["council_member", "team_leader", "auditor", "stranger"])
def test_who_may_not_read_is_told_so(as_person, who):
    client = as_person(who)
    page = client.get(reverse(NEW))
    assert (page.status_code, '<form method="post" enctype' in page.content.decode()) == (200, False)
    assert client.post(reverse(NEW), {"pasted": YEARLY}).status_code == 403
    assert client.post(reverse(CONFIRM), {"text": YEARLY}).status_code == 403


def test_a_form_without_its_token_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)
    assert client.post(reverse(NEW), {"pasted": YEARLY}).status_code == 403
    assert client.post(reverse(CONFIRM), {"text": YEARLY}).status_code == 403


def test_pages_with_a_document_are_not_stored_by_browsers(officer):
    assert "no-store" in upload(officer, YEARLY)["Cache-Control"]


def test_the_second_page_alone_leads_to_the_first(officer):
    assert officer.get(reverse(CONFIRM)).url == reverse(NEW)
    assert officer.post(reverse(CONFIRM), {}).url == reverse(NEW)
