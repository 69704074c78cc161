import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from kheo.documents import sheets
from kheo.documents.sheets import SheetColumn, SheetError, write_xlsx

COLUMNS = [SheetColumn("STT", 6), SheetColumn("Tên mô hình", 40), SheetColumn("Ngày", 12)]
ROWS = [[1, "Góc sách đầu ngõ", date(2026, 2, 5)], [2, "Hàng rào xanh", None]]


def opened(rows=ROWS, columns=COLUMNS, *, is_sample=False, notes=(), title="Danh sách mô hình"):
    content = write_xlsx(title, columns, rows, is_sample=is_sample, notes=notes)
    return openpyxl.load_workbook(io.BytesIO(content)).active


def values(rows):
    """The cells that come back of a list with as many columns as the first row has cells."""
    columns = [SheetColumn(f"Cột {place}") for place, _ in enumerate(rows[0])]
    return [list(row) for row in opened(rows, columns).iter_rows(min_row=4)]


def test_list_has_title_notes_header_and_rows():
    sheet = opened(is_sample=True, notes=["Đến ngày 31/12/2025"])
    assert [row[0].value for row in sheet.iter_rows(max_row=4)] == [
        "Danh sách mô hình",
        "SỐ LIỆU MẪU",
        "Đến ngày 31/12/2025",
        None,
    ]
    assert [cell.value for cell in sheet[5]] == ["STT", "Tên mô hình", "Ngày"]
    assert all(cell.font.bold for cell in sheet[5])
    assert [cell.value for cell in sheet[6]] == [1, "Góc sách đầu ngõ", datetime(2026, 2, 5)]
    assert [cell.value for cell in sheet[7]] == [2, "Hàng rào xanh", None]
    assert sheet.max_row == 7


def test_a_real_list_has_no_sample_mark():
    assert [row[0].value for row in opened().iter_rows(max_row=3)] == ["Danh sách mô hình", None, "STT"]


def test_print_set_up():
    sheet = opened()
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert round(sheet.column_dimensions["B"].width) == 41
    assert sheet.oddFooter.center.text == "Trang &P/&N"


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+84", "-5", "@SUM(A1)", "{=1}", "http://x.vn", "0123", "1e5"]
)
def test_text_is_never_a_formula_a_link_or_a_number(text):
    cell = values([[text]])[0][0]
    assert (cell.value, cell.data_type, cell.number_format, cell.hyperlink) == (text, "s", "@", None)


def test_no_formula_in_title_header_or_notes():
    content = write_xlsx("=1", [SheetColumn("=2")], [["=3"]], is_sample=False, notes=["=4"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_values_keep_their_kind():
    row = values([[2846, 18.5, Decimal("0.25"), 3.0, date(2026, 2, 5), datetime(2026, 2, 5, 10, 30), True, None]])[0]
    assert [cell.value for cell in row] == [2846, 18.5, 0.25, 3, datetime(2026, 2, 5), datetime(2026, 2, 5), "Có", None]
    assert [cell.number_format for cell in row[:5]] == [
        "#,##0",
        "#,##0.##########",
        "#,##0.##########",
        "#,##0",
        "dd/mm/yyyy",
    ]


def test_what_a_spreadsheet_cannot_count_stays_text():
    row = values([[10**15, float("nan"), Decimal("Infinity"), date(1890, 5, 19)]])[0]
    assert [cell.value for cell in row] == ["1000000000000000", "nan", "Infinity", "19/05/1890"]


def test_forbidden_characters_are_left_out_and_long_text_is_cut_visibly():
    row = values([["a\x00b\x1f\ud800c", "x" * 40_000, "a\tb\nc"]])[0]
    assert row[0].value == "abc"
    assert (len(row[1].value), row[1].value[-2:]) == (32_767, "x…")
    assert row[2].value == "a b\nc"


def test_an_empty_list_has_its_header():
    assert opened([]).max_row == 3


def test_rows_may_come_one_by_one():
    assert opened([n, "x", None] for n in range(3)).max_row == 6


def test_the_same_list_gives_the_same_bytes():
    assert write_xlsx("A", COLUMNS, ROWS, is_sample=True) == write_xlsx("A", COLUMNS, ROWS, is_sample=True)


def test_list_without_columns_and_row_of_other_length_are_refused():
    with pytest.raises(SheetError):
        opened([], [])
    with pytest.raises(SheetError) as refusal:
        opened([[1, "a", None], [2, "b"]])
    assert refusal.value.values == {"row": 2, "cells": 2, "columns": 3}


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 5)
    assert opened(ROWS).max_row == 5
    with pytest.raises(SheetError) as refusal:
        opened([*ROWS, [3, "c", None]])
    assert refusal.value.values == {"most": 2}
