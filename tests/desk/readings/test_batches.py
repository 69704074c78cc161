"""Many documents on the pages: how far they are, one table for units and periods, a result a row."""

import io
import logging
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.audit.models import ChangeEntry
from kheo.figures.actions.batches import keep_batch, read_batch
from kheo.figures.models import Batch, BatchFile, Reading
from tests.desk.readings.steps import kept, upload
from tests.factories.reports import NO_NUMBERS, SECRET, YEARLY

pytestmark = pytest.mark.django_db
MARKER = "dấu-riêng-không-được-lưu"


def said(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def send(client, *files: tuple[str, str | bytes]):
    """Several files in one form."""
    data = [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in files]
    return client.post(reverse("desk:reading_new"), {"file": data}, follow=True)


def archive(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, text in members.items():
            package.writestr(f"{name}.txt", text)
    return data.getvalue()


def numbered(count: int) -> list[tuple[str, str]]:
    return [(f"bc-{number}.txt", YEARLY + f"\nVăn bản {number}.\n") for number in range(count)]


def at(name: str = "reading_batch") -> str:
    return reverse(f"desk:{name}", args=[Batch.objects.latest("pk").pk])


def read(client, *files: tuple[str, str | bytes]):
    """The table of files that the worker has read."""
    send(client, *files)
    read_batch.func(Batch.objects.latest("pk").pk)
    return client.get(at())


def form_of(answer, **changes) -> dict[str, str]:
    forms = [line.form for line in answer.context["lines"] if line.form]
    values = {bound.html_name: bound.value() or "" for form in forms for bound in form}
    return {name: value for name, value in values.items() if value} | changes


def test_several_files_lead_to_their_progress(officer):
    answer = send(officer, *numbered(3))
    assert answer.redirect_chain == [(at(), 302)]
    assert "Đang đọc: xong 0 trên 3 văn bản" in said(answer)
    assert "3 văn bản gửi lúc" in said(officer.get(reverse("desk:readings")))


def test_an_archive_is_as_many_documents_as_it_holds(officer):
    answer = send(officer, ("bc.zip", archive(mot=YEARLY, hai=NO_NUMBERS)))
    assert "xong 0 trên 2 văn bản" in said(answer)
    assert [file.source for file in BatchFile.objects.order_by("position")] == ["bc.zip/mot.txt", "bc.zip/hai.txt"]


def test_a_long_document_is_read_in_the_background_and_not_in_the_request(officer):
    long = YEARLY + "Nhân dân trong xã đồng tình, hưởng ứng các việc chung của cộng đồng.\n" * 3000
    assert "xong 0 trên 1 văn bản" in said(send(officer, ("dai.txt", long)))
    assert officer.post(reverse("desk:reading_new"), {"pasted": long + "Hết."}).url == at()


def test_the_table_tells_how_many_numbers_and_names_were_read(officer):
    annex = "Danh mục mô hình năm 2022\n\nSTT | Tên mô hình | Đơn vị\n1 | Nuôi dê | Hội Nông dân\n2 | Đọc sách | Đoàn"
    page = said(read(officer, ("phu-luc.txt", annex), *numbered(1)))
    assert "đọc được 0 con số, 2 tên mô hình, điển hình" in page
    assert "đọc được 12 con số, 2 tên mô hình, điển hình" in page


def test_the_table_proposes_and_keeps(officer, cast):
    answer = read(officer, *numbered(2), ("anh.png", b"\x89PNG\r\n\x1a\n"))
    assert "2 văn bản: báo cáo của đơn vị nào, kỳ nào?" in said(answer)
    assert "Đây không phải văn bản mà là ảnh" in said(answer)
    assert form_of(answer)["p1-unit"] == str(cast.predecessor.pk)
    answer = officer.post(at(), form_of(answer), follow=True)
    assert "Đang lưu: xong 1 trên 3 văn bản" in said(answer)
    keep_batch.func(Batch.objects.get().pk)
    assert "2 trên 3 văn bản đã lưu, chờ xem" in said(officer.get(at()))
    assert sorted(Reading.objects.values_list("source", "unit")) == [
        ("bc-0.txt", cast.predecessor.pk),
        ("bc-1.txt", cast.predecessor.pk),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"p2-unit": ""}, "Đơn vị"),
        ({"p2-year": "hai hai"}, "“hai hai” chưa phải là số"),
        ({"p2-year": "2099"}, "Xem lại năm."),
        ({"p2-span": "free", "p2-starts_on": "31/02/2022"}, "31/02/2022"),
    ],
)
def test_a_wrong_row_is_said_and_nothing_is_stored(officer, changes, sentence):
    answer = read(officer, *numbered(2))
    answer = officer.post(at(), form_of(answer, **changes))
    assert (answer.status_code, sentence in said(answer)) == (200, True)
    assert set(BatchFile.objects.values_list("state", flat=True)) == {"read"}


def test_a_row_left_out_asks_for_nothing(officer):
    answer = read(officer, *numbered(2))
    officer.post(at(), form_of(answer, **{"p2-leave_out": "on", "p2-unit": "", "p2-year": "x"}))
    assert list(BatchFile.objects.order_by("position").values_list("state", flat=True)) == ["chosen", "left_out"]


def test_a_file_read_before_is_said_and_left_out_beforehand(officer):
    reading = kept(officer, YEARLY)
    answer = read(officer, ("lại.txt", YEARLY), ("mới.txt", f"{YEARLY}\nMới."))
    assert "Đã đọc cho phường Bến Lụa Cũ" in said(answer)
    assert reverse("desk:reading", args=[reading.pk]) in answer.content.decode()
    leaving = [line.form["leave_out"].value() for line in answer.context["lines"]]
    assert leaving == [True, False]


def test_a_file_without_numbers_and_models_is_marked_to_be_left_out(officer):
    answer = read(officer, *numbered(1), ("không.txt", NO_NUMBERS))
    leaving = [line.form["leave_out"].value() for line in answer.context["lines"]]
    assert leaving == [False, True]
    assert said(answer).count("Không thấy số liệu hay mô hình nào: đã đánh dấu bỏ.") == 1


def test_a_mistake_is_said_with_the_name_of_its_document(officer):
    long = f"bc-{'dài_' * 40}.txt"
    answer = read(officer, *numbered(2), (long, f"{YEARLY}\nDài."))
    answer = officer.post(at(), form_of(answer, **{"p2-unit": "", "p3-year": ""}))
    assert list(answer.context["mistakes"]) == [
        ("id_p2-unit", "bc-1.txt", "Chọn đơn vị của báo cáo."),
        ("id_p3-year", f"{long[:30]}…{long[-30:]}", "Ghi năm."),
    ]


def test_a_copy_is_said_with_the_name_of_the_one_that_is_taken(officer):
    answer = send(officer, ("gốc.txt", YEARLY), ("bản sao.txt", YEARLY), ("ba.txt", NO_NUMBERS))
    read_batch.func(Batch.objects.get().pk)
    assert "Trùng với văn bản “gốc.txt” đã nhận." in said(officer.get(at())), said(answer)


def test_the_result_says_what_waits_and_what_is_done(officer):
    answer = read(officer, *numbered(2))
    officer.post(at(), form_of(answer))
    keep_batch.func(Batch.objects.get().pk)
    officer.post(reverse("desk:reading_close", args=[Reading.objects.earliest("pk").pk]))
    page = officer.get(at()).content.decode()
    assert (page.count("Chờ xem</"), page.count("Đã xong</")) == (1, 1)


def test_where_nothing_is_kept_nothing_waits(officer):
    answer = send(officer, ("anh.png", b"\x89PNG\r\n\x1a\n"), ("mat.txt", SECRET))
    assert "Không có văn bản nào được lưu" in said(answer)
    assert "Xem các bản đọc đang chờ" not in said(answer)


def test_what_stands_still_goes_on(officer, django_capture_on_commit_callbacks):
    send(officer, *numbered(2))
    assert "Làm tiếp các văn bản còn lại" in said(officer.get(at()))
    with django_capture_on_commit_callbacks() as enqueued:
        officer.post(at(), {"do": "resume"})
        officer.post(at(), {"p1-unit": "1"})  # a stale page of places lets nothing go on
    assert len(enqueued) == 1
    read_batch.func(Batch.objects.get().pk)
    officer.post(at(), {"do": "resume"})
    assert set(BatchFile.objects.values_list("state", flat=True)) == {"read"}


def test_all_can_be_left_out(officer):
    read(officer, *numbered(2))
    assert "Đã bỏ và xóa 2 văn bản." in said(officer.post(at("reading_batch_leave_out"), follow=True))
    assert set(BatchFile.objects.values_list("text", flat=True)) == {""}


def test_of_a_secret_document_among_others_nothing_stays(officer, caplog):
    caplog.set_level(logging.DEBUG)
    name = f"{MARKER}.txt"
    answer = send(officer, *numbered(1), (name, SECRET), ("nen.zip", archive(**{MARKER: SECRET})))
    read_batch.func(Batch.objects.get().pk)
    page = officer.get(at())
    rows = [str(list(model.objects.values())) for model in (Batch, BatchFile, Reading, ChangeEntry)]
    everything = "".join([*rows, caplog.text, answer.content.decode(), page.content.decode()])
    assert (MARKER in everything, said(page).count("Tệp có dấu “Mật”.")) == (False, 2)
    assert "Văn bản thứ 2" in said(page)


def test_more_than_a_hundred_files_are_refused(officer):
    sentence = "Đã chọn hơn 100 văn bản. Mỗi lần chọn ít hơn."
    assert sentence in said(send(officer, *numbered(101)))
    members = {f"bc-{number}": f"{YEARLY}{number}" for number in range(101)}
    assert sentence in said(send(officer, ("bc.zip", archive(**members))))
    assert Batch.objects.count() == 0


def test_a_batch_of_another_person_is_not_there(officer, as_person):
    read(officer, *numbered(1), ("b.txt", NO_NUMBERS))
    for who in ("leader", "foreign_officer", "stranger"):
        assert as_person(who).get(at()).status_code == 404
        assert as_person(who).post(at("reading_batch_leave_out")).status_code == 404
    assert upload(officer, YEARLY).status_code == 200


@pytest.mark.parametrize("count", [2, 4])
def test_the_pages_take_as_many_queries_for_more_files(officer, count, django_assert_num_queries):
    answer = read(officer, *numbered(count))
    with django_assert_num_queries(11):
        officer.get(at())
    officer.post(at(), form_of(answer))
    keep_batch.func(Batch.objects.get().pk)
    with django_assert_num_queries(9):
        officer.get(at())
