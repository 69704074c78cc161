"""Workbooks and lists of values to rows."""

from datetime import date, datetime

import openpyxl
import pytest

from kheo.reader.files import RefusedFile, documents_of
from kheo.reader.files.sheets import MOST_ROWS, text_of_list, text_of_workbook
from kheo.reader.intake import Refusal, RefusedText
from tests.reader.files.made import ROW_LINES, ROWS, saved, with_parts, xlsx_of

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def sheet_of(rows: str) -> bytes:
    return with_parts(xlsx_of(Một=ROWS), xl__worksheets__sheet1=SHEET.format(rows).encode())


def test_several_sheets_stand_under_their_names() -> None:
    text = text_of_workbook(xlsx_of(Đông=[["BÁO CÁO"], [], *ROWS], Trống=[], Tây=ROWS))
    assert text.splitlines() == ["Đông", "BÁO CÁO", *ROW_LINES, "", "Tây", *ROW_LINES]


def test_values_are_written_as_people_write_them() -> None:
    row = [1250, 12.0, 96.5, date(2026, 11, 3), datetime(2026, 11, 3, 8), True, "#REF!", "a\nb", 0.1 + 0.2]
    workbook = openpyxl.Workbook()
    workbook.active.append(row)
    workbook.active.append([0.9692, "=1+1"])
    workbook.active["A2"].number_format = "0.00%"
    assert text_of_workbook(saved(workbook)).splitlines() == [
        "1250 | 12 | 96,5 | 03/11/2026 | 03/11/2026 |  |  | a b | 0,3",
        "96,92%",
    ]


def test_merged_cells_speak_once() -> None:
    workbook = openpyxl.Workbook()
    for row in [["Đơn vị", "Lĩnh vực", None], [None, "Kinh tế", "Văn hóa"], ["Thôn Đông", 5, 7]]:
        workbook.active.append(row)
    workbook.active.merge_cells("A1:A2")
    workbook.active.merge_cells("B1:C1")
    assert text_of_workbook(saved(workbook)).splitlines() == [
        "Đơn vị | Lĩnh vực", " | Kinh tế | Văn hóa", "Thôn Đông | 5 | 7",
    ]  # fmt: skip


@pytest.mark.parametrize("where", ["hidden", "head"])
def test_a_stamp_that_no_cell_shows_is_seen(where: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Thôn Đông", 5])
    if where == "hidden":
        sheet = workbook.create_sheet("Ẩn")
        sheet.append(["TỐI MẬT"])
        sheet.sheet_state = "hidden"
    else:
        workbook.active.oddHeader.center.text = "TỐI MẬT"
    with pytest.raises(RefusedText) as caught:
        text_of_workbook(saved(workbook))
    assert caught.value.refusal is Refusal.SECRET


def test_a_hidden_sheet_is_not_read() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Thôn Đông", 5])
    workbook.create_sheet("Ẩn").append(["Thôn Tây", 7])
    workbook["Ẩn"].sheet_state = "hidden"
    assert text_of_workbook(saved(workbook)) == "Thôn Đông | 5"


def test_a_million_empty_rows_end_the_sheet() -> None:
    gap = '<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="XFD1048576"><v>6</v></c></row>'
    assert text_of_workbook(sheet_of(gap)) == "5"
    empty = "".join(f'<row r="{at}"/>' for at in range(2, 1_000_000))
    assert text_of_workbook(sheet_of(f'<row r="1"><c r="A1"><v>5</v></c></row>{empty}')) == "5"


def test_more_rows_than_any_report_are_refused_and_not_cut() -> None:
    (document,) = documents_of("a.xlsx", xlsx_of(Một=[[at] for at in range(MOST_ROWS + 1)]))
    assert document == RefusedFile("a.xlsx", Refusal.TOO_MANY_ROWS)


def test_links_to_other_workbooks_are_not_followed(tmp_path) -> None:
    link = f'<externalLink><externalBook r:id="{(tmp_path / "b.xlsx").as_uri()}"/></externalLink>'
    data = with_parts(xlsx_of(Một=ROWS), xl__externalLinks__externalLink1=link.encode())
    assert text_of_workbook(data).splitlines() == ROW_LINES


@pytest.mark.parametrize("sign", ["\t", ";", ",", "|"])
def test_whatever_stands_between_the_values(sign: str) -> None:
    lines = [sign.join("" if value is None else str(value) for value in row) for row in ROWS]
    assert text_of_list("\r\n".join(lines).encode("utf-8-sig")).splitlines() == ROW_LINES


def test_a_value_in_quotation_marks_is_one() -> None:
    assert text_of_list('Tên,Tỷ lệ\n"Thôn\nĐông","96,5"\n"Thôn ""Tây""",5\n'.encode()).splitlines() == [
        "Tên | Tỷ lệ", "Thôn Đông | 96,5", 'Thôn "Tây" | 5',
    ]  # fmt: skip


def test_a_list_without_signs_is_plain_text() -> None:
    assert text_of_list("Xã có 20 mô hình.\nHết.".encode()) == "Xã có 20 mô hình.\nHết."


def test_a_value_without_end_is_damaged() -> None:
    (document,) = documents_of("a.csv", b'a;b\n1;"' + b"c;\n" * 100_000)
    assert document == RefusedFile("a.csv", Refusal.DAMAGED)
