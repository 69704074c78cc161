"""The pages of a list: what is said of it, its rows, its columns, and what is refused."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.initiatives import actions
from kheo.initiatives.actions.importing import carry_out_import
from kheo.initiatives.actions.undoing import carry_out_undo
from kheo.initiatives.models import ImportRun, Registration
from kheo.reader.list_files import read_list_file
from tests.factories.initiatives import make_campaign
from tests.factories.lists import crossed, listed, plain, turned, xlsx_of

NEW, LIST = reverse("desk:import_new"), reverse("desk:imports")
HEAD = ["Tên mô hình", "Đơn vị thực hiện", "Lĩnh vực"]
QUERIES_OF_LIST = 7
QUERIES_OF_RUN = 10


@pytest.fixture
def campaign(cast):
    return make_campaign(cast)


def sent(client, cast, of, content, **given):
    """The answer to a list that is loaded up."""
    file = SimpleUploadedFile(given.pop("file_name", "danh-sach.xlsx"), content)
    values = {"file": file, "campaign": f"{cast.ward.pk}-{of.pk}", "accepted_on": "02/04/2026"} | given
    return client.post(NEW, values, follow=True)


def page_of(run) -> str:
    return reverse("desk:import_run", args=[run.pk])


def planned_of(cast, campaign, content, source="danh-sach.xlsx") -> ImportRun:
    """The plan of a file."""
    return actions.plan_import(
        by=cast.actor("officer"),
        unit=cast.ward,
        campaign=campaign,
        accepted_on=date(2026, 4, 2),
        source=source,
        sheets=read_list_file(content).sheets,
    )


def planned(cast, campaign, rows, **given) -> ImportRun:
    """The plan of these rows."""
    return planned_of(cast, campaign, xlsx_of(rows), **given)


@pytest.mark.parametrize("order", [plain, turned, crossed])
def test_a_list_is_looked_through_then_comes_in(cast, campaign, client_of, order):
    client = client_of("officer")
    page = sent(client, cast, campaign, xlsx_of(order(listed(40, bad=4)))).content.decode()
    assert "36 dòng vào được, 4 dòng cần sửa, 0 dòng đã có" in page
    assert "Nhập 36 dòng" in page
    assert "“Tổ dân phố Không Có” chưa có trong các thôn, tổ dân phố của phường Bến Lụa." in page
    run = ImportRun.objects.get()
    page = client.post(reverse("desk:import_start", args=[run.pk]), follow=True).content.decode()
    assert "0 trên 36 dòng đã vào sổ." in page
    carry_out_import.call(run.pk)
    page = client.get(page_of(run)).content.decode()
    assert "36 dòng đã vào sổ, 4 dòng cần sửa" in page
    page = client.get(page_of(run), {"xem": "good"}).content.decode()
    assert reverse("desk:registration", args=[Registration.objects.earliest("pk").pk]) in page
    again = sent(client, cast, campaign, xlsx_of(order(listed(40, bad=4)))).content.decode()
    assert "0 dòng vào được, 4 dòng cần sửa, 36 dòng đã có" in again
    assert "Nhập 0" not in again


def test_the_rows_to_be_mended_come_back_as_they_are_loaded_down(cast, campaign, client_of):
    client = client_of("officer")
    for order, column in ((crossed, "Lĩnh vực – KT"), (turned, "LINH VUC")):
        run = planned(cast, campaign, order(listed(40, bad=4)))
        content = client.get(reverse("desk:import_bad_rows", args=[run.pk])).content
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = {cell.value: cell.column_letter for row in book.active.iter_rows() for cell in row if cell.value}
        assert {"Dòng trong danh sách", "Cần sửa", column} <= cells.keys()
        again = planned_of(cast, campaign, content)
        assert [row.problems for row in again.rows.order_by("pk")] == [
            row.problems for row in run.rows.filter(verdict="bad").order_by("pk")
        ]


def test_a_row_takes_along_the_field_of_its_group(cast, campaign, client_of):
    run = planned(
        cast, campaign, [["Tên mô hình", "Đơn vị"], ["I. Lĩnh vực kinh tế"], ["Việc A", ""], ["Việc B", "Tổ 1"]]
    )
    content = client_of("officer").get(reverse("desk:import_bad_rows", args=[run.pk])).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    heads = ["Dòng trong danh sách", "Tên mô hình", "Đơn vị", "Lĩnh vực", "Mô hình hay điển hình"]
    heads += ["Mới, duy trì hay nhân rộng", "Địa bàn", "Năm đăng ký", "Cần sửa"]
    todo = "Đơn vị: Ghi ai thực hiện: tổ chức, tổ hoặc cá nhân."
    assert rows[-2:] == [tuple(heads), ("Dòng 3", "Việc A", "", "Kinh tế", "mô hình", "", "", "", todo)]


def test_mended_rows_of_several_sheets_keep_the_year_of_theirs(cast, campaign, client_of):
    make_campaign(cast, year=2025)
    sheets = {
        "Năm 2026": [["Đơn vị thực hiện", "Tên mô hình", "Lĩnh vực", "Năm"], ["", "Việc A", "Kinh tế", "2026"]],
        "Năm 2025": [["Tên mô hình", "Đơn vị", "Lĩnh vực"], ["Việc B", "Hội Phụ nữ", "Nông nghiệp"]],
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    run = planned_of(cast, campaign, content.getvalue())
    assert sorted((row.entry["name"], row.entry.get("year")) for row in run.rows.all()) == [
        ("Việc A", "2026"),
        ("Việc B", "2025"),
    ]
    mended = client_of("officer").get(reverse("desk:import_bad_rows", args=[run.pk])).content
    book = openpyxl.load_workbook(io.BytesIO(mended))
    head, *rows = list(book.active.iter_rows(values_only=True))[-3:]
    at = {name: place for place, name in enumerate(head)}
    assert "Đơn vị" not in at  # one column for what means the same
    assert [(row[at["Năm"]], row[at["Đơn vị thực hiện"]] or "") for row in rows] == [
        ("2026", ""),
        ("2025", "Hội Phụ nữ"),
    ]
    again = planned_of(cast, campaign, mended)
    assert sorted((row.entry["name"], row.entry.get("year")) for row in again.rows.all()) == [
        ("Việc A", "2026"),
        ("Việc B", "2025"),
    ]


def test_mended_rows_carry_the_columns_that_a_person_named(cast, campaign, client_of):
    run = planned(cast, campaign, [["Cột một", "Cột hai", "Cột ba"], ["Việc A", "Tổ 1", "Nông nghiệp"]])
    chosen = {"c0-0": "name", "c0-1": "owner", "c0-2": "field"}
    client_of("officer").post(reverse("desk:import_columns", args=[run.pk]), chosen)
    mended = client_of("officer").get(reverse("desk:import_bad_rows", args=[run.pk])).content
    (row,) = planned_of(cast, campaign, mended).rows.all()
    assert (row.entry["name"], row.entry["owner"], row.problems[0][1:]) == ("Việc A", "Tổ 1", ["field", "Nông nghiệp"])


def test_where_no_name_is_found_the_other_columns_are_proposed(cast, campaign, client_of):
    run = planned(cast, campaign, [["Cột A", "Đơn vị thực hiện", "Lĩnh vực"], ["Vườn rau", "Tổ 1", "Kinh tế"]])
    page = client_of("officer").get(page_of(run))
    (sheet,) = page.context["shown"].sheets()
    meanings = {column["name"]: column["meaning"] for column in sheet["columns"]}
    assert meanings == {"c0-0": "", "c0-1": "owner", "c0-2": "field"}
    page = client_of("officer").post(
        reverse("desk:import_columns", args=[run.pk]), meanings | {"c0-0": "name"}, follow=True
    )
    assert "1 dòng vào được, 0 dòng cần sửa" in page.content.decode()


def test_columns_are_corrected_by_select(cast, campaign, client_of):
    client = client_of("officer")
    page = sent(client, cast, campaign, xlsx_of([["Cột một", "Cột hai", "Cột ba"], ["Việc A", "Tổ 1", "Kinh tế"]]))
    assert "Chưa nhận ra cột ghi tên mô hình" in page.content.decode()
    run = ImportRun.objects.get()
    chosen = {"c0-0": "name", "c0-1": "owner", "c0-2": "field", "c9-1": "name", "c0-77": "kind", "csrf": "x"}
    page = client.post(reverse("desk:import_columns", args=[run.pk]), chosen, follow=True).content.decode()
    assert "1 dòng vào được, 0 dòng cần sửa" in page
    page = client.post(reverse("desk:import_columns", args=[run.pk]), chosen | {"c0-1": "rubbish"}, follow=True)
    assert "0 dòng vào được, 1 dòng cần sửa" in page.content.decode()


def test_the_rows_left_out_say_why(cast, campaign, client_of):
    run = planned(cast, campaign, crossed(listed(8, bad=0)))
    page = client_of("leader").get(page_of(run), {"xem": "skipped"}).content.decode()
    assert "số thứ tự của cột" in page
    assert "dòng cộng" in page


def test_a_sheet_of_a_million_empty_rows_is_said_to_be_cut(cast, campaign, client_of):
    rows = [HEAD, ["Việc A", "Tổ 1", "Kinh tế"], *[[]] * 6000, ["Việc xa", "Tổ 2", "Kinh tế"]]
    page = sent(client_of("officer"), cast, campaign, xlsx_of(rows)).content.decode()
    assert "để trống rất nhiều dòng sau dòng 2" in page


def good() -> bytes:
    return xlsx_of([HEAD, ["Việc A", "Tổ 1", "Kinh tế"]])


@pytest.mark.parametrize(
    ("content", "given", "field", "sentence"),
    [
        (b"", {}, "file", "Tệp không có gì. Chọn tệp có danh sách mô hình."),
        (b"%PDF-1.4 x", {}, "file", "Đây không phải bảng tính. Chọn tệp có đuôi .xlsx hoặc .csv."),
        (good()[:900], {}, "file", "Tệp bị hỏng, không mở được. Mở tệp bằng Excel rồi lưu lại thành .xlsx."),
        (b"\xd0\xcf\x11\xe0", {}, "file", "Đây là tệp Excel đời cũ (.xls). Mở bằng Excel rồi lưu thành .xlsx."),
        (xlsx_of([["Kính gửi"], ["Báo cáo"]]), {}, "file", "Không thấy dòng tên cột."),
        (xlsx_of([["TỐI MẬT"], HEAD]), {}, "file", "Tệp có dấu “Mật”."),
        (good(), {"accepted_on": "31/02/2026"}, "accepted_on", "“31/02/2026”"),
        (good(), {"accepted_on": "24/11/2026"}, "accepted_on", "Ngày 24/11/2026 chưa đến."),
        (good(), {"accepted_on": ""}, "accepted_on", "Ghi ngày tiếp nhận các mô hình này."),
        (good(), {"campaign": ""}, "campaign", "Chọn đơn vị và năm."),
        (good(), {"campaign": "1-99999"}, "campaign", "Mục đã chọn không còn trong danh sách."),
        (good(), {"file": ""}, "file", "Chọn tệp danh sách"),
    ],
)
def test_bad_input_says_what_to_do_and_nothing_is_kept(cast, campaign, client_of, content, given, field, sentence):
    answer = sent(client_of("officer"), cast, campaign, content, **given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert sentence in answer.context["form"].errors[field][0]
    assert ImportRun.objects.count() == 0


def test_fifty_megabytes_are_refused_unread(cast, campaign, client_of):
    answer = sent(client_of("officer"), cast, campaign, b"PK" + b"x" * 6_000_000)
    assert answer.status_code == 413
    assert "Tệp nặng 6 MB, tối đa 5 MB." in answer.content.decode()


@pytest.mark.parametrize("name", ["team_leader", "auditor", "unit_administrator", "stranger"])
def test_nobody_but_an_office_brings_in(cast, campaign, client_of, name):
    run = planned(cast, campaign, [HEAD, ["Việc A", "Tổ 1", "Kinh tế"]])
    client = client_of(name)
    assert client.get(NEW).status_code == 403
    assert sent(client, cast, campaign, good()).status_code == 403
    assert [client.get(page_of(run)).status_code, "danh-sach.xlsx" in client.get(LIST).content.decode()] == [404, False]
    for way in ("import_start", "import_columns", "import_discard", "import_bad_rows"):
        assert client.post(reverse(f"desk:{way}", args=[run.pk])).status_code == 404
    assert (ImportRun.objects.get().state, Registration.objects.count()) == ("planned", 0)


def test_the_form_needs_its_token(cast, campaign):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)
    assert sent(client, cast, campaign, good()).status_code == 403


def test_a_plan_is_put_away(cast, campaign, client_of):
    run = planned(cast, campaign, [HEAD, ["Việc A", "Tổ 1", "Kinh tế"]])
    page = client_of("officer").post(reverse("desk:import_discard", args=[run.pk]), follow=True).content.decode()
    assert "Đã bỏ “danh-sach.xlsx”." in page
    assert ImportRun.objects.count() == 0


def test_a_list_is_taken_out_again_with_the_reason(cast, campaign, client_of):
    client = client_of("officer")
    run = planned(cast, campaign, plain(listed(6, bad=1)))
    actions.start_import(run, by=cast.actor("officer"))
    carry_out_import.call(run.pk)
    assert "Đưa 5 dòng ra khỏi sổ" in client.get(page_of(run)).content.decode()
    undo = reverse("desk:import_undo", args=[run.pk])
    refused = client.post(undo, {"reason": " "})
    assert "Chưa đưa ra khỏi sổ" in refused.content.decode()
    assert Registration.objects.filter(status="under_way").count() == 5
    page = client.post(undo, {"reason": "Nhầm danh sách năm trước"}, follow=True).content.decode()
    assert "0 trên 5 dòng đã ra khỏi sổ." in page
    carry_out_undo.call(run.pk)
    page = client.get(page_of(run)).content.decode()
    assert "5 dòng đã đưa ra khỏi sổ, 0 dòng còn trong sổ" in page
    assert "Lý do: Nhầm danh sách năm trước" in page
    assert "0 trên 6 dòng đã vào sổ" in client.get(LIST).content.decode()
    assert client.get(undo).status_code == 302


@pytest.mark.parametrize("name", ["auditor", "team_leader", "stranger"])
def test_nobody_but_the_office_takes_a_list_out(cast, campaign, client_of, name):
    run = planned(cast, campaign, plain(listed(3, bad=0)))
    actions.start_import(run, by=cast.actor("officer"))
    carry_out_import.call(run.pk)
    assert client_of(name).post(reverse("desk:import_undo", args=[run.pk]), {"reason": "x"}).status_code == 404
    assert Registration.objects.filter(status="under_way").count() == 3


@pytest.mark.parametrize("runs", [1, 3])
def test_the_list_takes_this_many_queries(cast, campaign, client_of, django_assert_num_queries, runs):
    for number in range(runs):
        planned(cast, campaign, plain(listed(6, bad=1)), source=f"{number}.xlsx")
    client = client_of("officer")
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = client.get(LIST).content.decode()
    assert page.count("trên 6 dòng đã vào sổ") == runs


@pytest.mark.parametrize("rows", [1, 3])
def test_a_run_takes_this_many_queries(cast, campaign, client_of, django_assert_num_queries, rows):
    run = planned(cast, campaign, plain(listed(rows, bad=0)))
    actions.start_import(run, by=cast.actor("officer"))
    carry_out_import.call(run.pk)
    client = client_of("officer")
    with django_assert_num_queries(QUERIES_OF_RUN):
        page = client.get(page_of(run)).content.decode()
    assert page.count("Việc khéo thứ") == rows
