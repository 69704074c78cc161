"""Tables found in a text, before anybody asks what their numbers mean."""

import pytest

from kheo.reader.furniture import lines_of, mark_furniture
from kheo.reader.grids import Grid, grids_of
from kheo.reader.vocabulary import load_words


def grids(text: str) -> list[Grid]:
    lines = lines_of(text)
    mark_furniture(text, lines, load_words()["furniture"])
    return grids_of(text, lines)


def heads(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.heads] for grid in grids(text)]


def rows(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in grids(text)]


BARS = "| Thôn | Mô hình |\n| Đông | 3 |\n| Đoài | 4 |"
BARE_BARS = "Thôn | Mô hình\nĐông | 3\nĐoài | 4"
TABS = "Thôn\tMô hình\nĐông\t3\nĐoài\t4"
MARKDOWN = "| Thôn | Mô hình |\n|:---|---:|\n| Đông | 3 |\n| Đoài | 4 |"
NO_BAR_AT_THE_END = "| Thôn | Mô hình\n| Đông | 3\n| Đoài | 4"


@pytest.mark.parametrize("text", [BARS, BARE_BARS, TABS, MARKDOWN, NO_BAR_AT_THE_END])
def test_however_it_is_drawn_it_is_the_same_table(text: str) -> None:
    assert (heads(text), rows(text)) == ([[["Thôn", "Mô hình"]]], [[["Đông", "3"], ["Đoài", "4"]]])


def test_an_empty_cell_at_either_end_keeps_its_place() -> None:
    text = "Thôn\tĐăng ký\tCông nhận\n\tTập thể\tCá nhân\nĐông\t3\t\n\t7\t2"
    assert heads(text) == [[["Thôn", "Đăng ký", "Công nhận"], ["", "Tập thể", "Cá nhân"]]]
    assert rows(text) == [[["Đông", "3", ""], ["", "7", "2"]]]
    assert rows("| Thôn | Số |\n| Đông | 3 |\n| | 7 |\n| Đoài | |") == [[["Đông", "3"], ["", "7"], ["Đoài", ""]]]


def test_all_rows_before_the_first_number_are_heads() -> None:
    text = "Thôn | Mô hình | \n | Tập thể | Cá nhân\nĐông | 3 | 1\nGhi chú | không | không"
    assert [len(grid.heads) for grid in grids(text)] == [2]
    assert rows(text) == [[["Đông", "3", "1"], ["Ghi chú", "không", "không"]]]


@pytest.mark.parametrize(
    ("written", "value", "is_share"),
    [
        ("12", 12, False),
        ("03", 3, False),
        ("2.071", 2071, False),
        ("2 071", 2071, False),
        ("1.204.500", 1204500, False),
        ("94,29", 94.29, False),
        ("94,29%", 94.29, True),
        ("(75 %)", 75, True),
        ("12 mô hình", None, False),
        ("7/9", None, False),
        ("-", None, False),
        ("–", None, False),
        ("x", None, False),
    ],
)
def test_a_cell_has_a_value_where_nothing_but_a_number_stands_in_it(
    written: str, value: float | None, is_share: bool
) -> None:
    (grid,) = grids(f"Thôn | A | B\nĐông | 1 | {written}")
    cell = grid.rows[0][2]
    assert (cell.text, cell.value, cell.is_share) == (written, value, is_share)


@pytest.mark.parametrize("text", [BARS, BARE_BARS, TABS, MARKDOWN, f"Mở đầu.\n{BARS}\nHết.", f"Mở đầu.\n\n{TABS}"])
def test_cells_and_grids_stand_where_they_say(text: str) -> None:
    (grid,) = grids(text)
    assert text[grid.start : grid.end] in (BARS, BARE_BARS, TABS, MARKDOWN)
    cells = [cell for row in [*grid.heads, *grid.rows] for cell in row]
    assert [text[cell.start : cell.end] for cell in cells] == [cell.text for cell in cells]
    assert [cell.text for cell in cells] == ["Thôn", "Mô hình", "Đông", "3", "Đoài", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "Xã có 5 mô hình.\nThôn Đông có 3 mô hình.",
        "Thôn | Mô hình\nĐông | chưa có\nĐoài | chưa có",
        "Đông | 3\nĐoài | 4",
        "Thôn | Mô hình",
        "|---|---|",
        "Bí thư|Chủ tịch cùng dự\nCó 3 mô hình",
    ],
    ids=["prose", "no number", "no head", "head alone", "rule alone", "a bar between words"],
)
def test_what_is_no_table(text: str) -> None:
    assert grids(text) == []


def test_an_empty_line_parts_two_tables() -> None:
    text = "Thôn | Mô hình\nĐông | 3\n\nHội | Mô hình\nPhụ nữ | 5"
    assert rows(text) == [[["Đông", "3"]], [["Phụ nữ", "5"]]]
    assert rows(text.replace("\n\n", "\n")) == [[["Đông", "3"], ["Hội", "Mô hình"], ["Phụ nữ", "5"]]]


def test_a_sentence_between_ends_a_table() -> None:
    text = "Thôn | Mô hình\nĐông | 3\nCác hội cũng tham gia:\nHội | Mô hình\nPhụ nữ | 5"
    assert rows(text) == [[["Đông", "3"]], [["Phụ nữ", "5"]]]


def test_furniture_is_no_row() -> None:
    assert rows("Trang chủ | Tin tức\nThôn | Mô hình\nĐông | 3") == [[["Đông", "3"]]]
    assert heads("Trang chủ | Tin tức\nThôn | Mô hình\nĐông | 3") == [[["Thôn", "Mô hình"]]]


def test_a_row_of_words_is_left_to_be_read_as_a_sentence() -> None:
    text = "Thôn | Kết quả | Số\nĐông | tốt | 3\nGhi chú | thôn có 2 mô hình mới | không"
    (grid,) = grids(text)
    assert [grid.holds(line) for line in lines_of(text)] == [True, True, False]
    assert [grid.holds(line) for line in lines_of(f"{text}\nXã có 5 mô hình.")] == [True, True, False, False]
