"""The words of a web page, without what the page prints around them."""

import pytest

from kheo.reader.files.web import text_of_page
from kheo.reader.intake import Refusal, RefusedText, checked
from tests.reader.files.made import ROW_LINES, SENTENCE, page_of


def body_of(inside: str) -> list[str]:
    return text_of_page(f"<html><body>{inside}</body></html>".encode()).splitlines()


def test_scripts_menus_and_asides_are_left_out() -> None:
    assert text_of_page(page_of(SENTENCE)).splitlines() == [SENTENCE, *ROW_LINES]


def test_words_stay_whole_and_blocks_are_lines() -> None:
    page = "<h1>Báo\n cáo</h1><p>Có <b>2</b>0&nbsp;mô <i>hình</i>.<br>Hết<div>Sau</div><ul><li>a<li>b</ul>"
    assert body_of(page) == [
        "Báo cáo", "Có 20 mô hình.", "Hết", "Sau", "- a", "- b",
    ]  # fmt: skip


def test_cells_over_several_columns_and_rows_keep_the_others_in_place() -> None:
    table = (
        "<table><tr><th rowspan=2>Đơn vị<th colspan=2>Lĩnh vực<th>Tổng</tr><tr><th>Kinh tế<th>Văn hóa</tr>"
        "<tr><td>Thôn<br>Đông<td>5<td>7<td>12</table>"
    )
    assert body_of(table) == ["Đơn vị | Lĩnh vực |  | Tổng", " | Kinh tế | Văn hóa", "Thôn Đông | 5 | 7 | 12"]


def test_a_table_in_a_cell_stays_in_it() -> None:
    assert body_of("<table><tr><td>a<td>b<table><tr><td>c<td>d</table><td>e</table>") == ["a | b c / d | e"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_letters_of_the_page(encoding: str) -> None:
    assert text_of_page(f"<!doctype html><p>{SENTENCE}</p>".encode(encoding)) == SENTENCE


@pytest.mark.parametrize("place", ["footer", "nav", "p"])
def test_a_stamp_is_seen_wherever_it_stands(place: str) -> None:
    with pytest.raises(RefusedText) as caught:
        checked(text_of_page(f"<html><body><{place}>TỐI MẬT</{place}><p>{SENTENCE}</p></body></html>".encode()))
    assert caught.value.refusal is Refusal.SECRET


def test_a_row_of_a_million_columns_is_cut() -> None:
    assert body_of("<table><tr>" + "<td colspan=1000 rowspan=1000>1" * 2_000 + "</table>") == ["1" + " | " * 99 + "1"]
    assert body_of("<table><tr>" + "<td>1" * 2_000 + "</table>") == [" | ".join("1" * 100)]


def test_pages_that_never_close_what_they_open() -> None:
    assert body_of("<div>" * 100_000 + SENTENCE) == [SENTENCE]
    assert body_of("<!--" * 100_000) == []
