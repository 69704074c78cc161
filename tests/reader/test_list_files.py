"""Spreadsheets as texts: what Excel writes, and what is refused because it is no list."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from kheo.reader import list_files
from kheo.reader.list_files import RefusedList, cell_text, read_list_file
from tests.factories.lists import xlsx_of


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(RefusedList) as refusal:
        read_list_file(data)
    return refusal.value.code


def test_rows_keep_the_numbers_of_the_sheet():
    found = read_list_file(xlsx_of([["Danh sách"], [], ["STT", "Tên"], [], ["1", "Hũ gạo"]], [["Hai"]]))
    assert found.sheets == {
        "Sheet1": [(1, ("Danh sách",)), (3, ("STT", "Tên")), (5, ("1", "Hũ gạo"))],
        "Sheet2": [(1, ("Hai",))],
    }


def test_a_cell_merged_downwards_counts_for_each_row_and_hidden_sheets_do_not():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Đơn vị", "Tên"], ["Hội A", "Một"], [None, "Hai"], ["Hội B", "Ba"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.create_sheet("Ẩn").append(["kín"])
    book["Ẩn"].sheet_state = "hidden"
    found = read_list_file(saved(book))
    assert found.sheets == {"Sheet": [(1, ("Đơn vị", "Tên")), (2, ("Hội A", "Một")), (3, ("Hội A", "Hai")),
                                      (4, ("Hội B", "Ba"))]}  # fmt: skip


def test_of_a_formula_its_value_is_read_and_an_unknown_one_is_empty():
    book = openpyxl.Workbook()
    book.active.append(["Tên", "=1+1"])
    assert read_list_file(saved(book)).sheets == {"Sheet": [(1, ("Tên",))]}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "x"),
        (3.0, "3"),
        (2.5, "2.5"),
        (date(2026, 4, 2), "02/04/2026"),
        ("Hoa\u0300  bình_x000D_", "Hoà bình"),
        ("một\n\n hai ", "một\nhai"),
    ],
)
def test_values_as_a_person_would_type_them(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_text_with_separators(sign):
    text = sign.join(["STT", "Tên mô hình"]) + "\n" + sign.join(["1", "Hũ gạo"]) + "\n"
    assert read_list_file(text.encode("utf-8-sig")).sheets == {"": [(1, ("STT", "Tên mô hình")), (2, ("1", "Hũ gạo"))]}


def test_a_sheet_that_goes_on_empty_is_left_and_said_so(monkeypatch):
    monkeypatch.setattr(list_files, "MOST_EMPTY", 50)
    found = read_list_file(xlsx_of([["Tên"], ["Một"], *[[]] * 200, ["Rất xa"]]))
    assert (found.sheets, found.cut) == ({"Sheet1": [(1, ("Tên",)), (2, ("Một",))]}, {"Sheet1": 2})


def test_what_is_no_list_is_refused_with_its_reason(monkeypatch):
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    whole = xlsx_of([["Tên"], ["Một"]])
    assert refused(b"") == "empty"
    assert refused(xlsx_of([])) == "empty"
    assert refused(plain.getvalue()) == "not_list"
    assert refused(b"%PDF-1.4") == "not_list"
    assert refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600) == "old_excel"
    assert refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert refused(whole[: len(whole) // 2]) == "broken"
    assert refused(xlsx_of([["MẬT"], ["Tên"], ["Một"]])) == "secret"
    assert refused(b"x" * (list_files.MOST_BYTES + 1)) == "too_large"
    monkeypatch.setattr(list_files, "MOST_ROWS", 1)
    assert refused(whole) == "too_long"
    monkeypatch.setattr(list_files, "MOST_UNPACKED", 100)
    assert refused(whole) == "too_large"
