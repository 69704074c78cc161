"""Marks in the text: where a number stands, and paragraphs that lose no word."""

import pytest

from kheo.desk.readings.marks import Mark, paragraphs, span_of


@pytest.mark.parametrize(
    ("quote", "value", "measure", "marked"),
    [
        ("toàn xã có 38 mô hình đang thực hiện", 38, "models", "38 mô hình"),
        ("năm 2022 có 1.250 gia đình đăng ký", 1250, "families", "1.250 gia đình"),
        ("chiếm tỷ lệ 96,70%", 96.7, "percent", "96,70%"),
        ("6/7 khu phố đạt", 6, "neighbourhoods", "6/7 khu phố"),
        ("6/7 khu phố đạt", 7, "neighbourhoods", "6/7 khu phố"),
        ("khoảng 40 tổ dân vận hoạt động", 40, "teams", "40 tổ dân vận"),
        ("có 06 mô hình", 6, "models", "06 mô hình"),
        ("hai mươi mốt mô hình", 21, "models", "hai mươi mốt mô hình"),
        ("mô hình: 12.", 12, "models", "12."),
    ],
)
def test_the_number_and_its_noun_are_marked(quote, value, measure, marked):
    text = f"Đầu câu, {quote}, cuối câu."
    fact = {"quote": quote, "value": value, "measure": measure, "start": 9, "end": 9 + len(quote)}
    start, end = span_of(fact)
    assert text[start:end] == marked


def told(found) -> list[list[tuple]]:
    return [[(piece.text, [mark.number for mark in piece.marks]) for piece in pieces] for pieces in found]


def test_paragraphs_hold_every_word_and_no_empty_line():
    assert told(paragraphs("một hai\n\n \nba", [Mark(4, 7, 1)])) == [[("một ", []), ("hai", [1])], [("ba", [])]]


def test_marks_that_overlap_share_their_words():
    found = paragraphs("một hai ba bốn", [Mark(0, 7, 1, "doubt"), Mark(4, 10, 2, "wrong"), Mark(0, 7, 3)])
    assert told(found) == [[("một hai ba", [1, 3, 2]), (" bốn", [])]]
    assert found[0][0].look == "wrong"


def test_the_second_stretch_of_a_number_is_no_second_anchor():
    pieces = paragraphs("một hai ba", [Mark(0, 3, 1), Mark(8, 10, 1)])[0]
    assert [[mark.number for mark in piece.anchors] for piece in pieces] == [[1], [], []]


def test_a_mark_over_a_line_end_goes_on_below():
    assert told(paragraphs("một\nhai ba", [Mark(0, 7, 1)])) == [[("một", [1])], [("hai", [1]), (" ba", [])]]


def test_only_the_part_of_a_page_is_shown():
    assert told(paragraphs("một\nhai\nba", [Mark(0, 3, 1), Mark(4, 7, 2)], first=4, last=7)) == [[("hai", [2])]]
