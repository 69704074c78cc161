import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.text import compose, fold, fold_aligned, modern_tones, place_tones, word_key, word_keys


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đường Hoà", "duong hoa"),
        ("Đường Hòa", "duong hoa"),
        ("PHƯỜNG", "phuong"),
        ("abc", "abc"),
        (unicodedata.normalize("NFD", "Hoà Đường"), "hoa duong"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_word_keys_are_those_of_each_phrase() -> None:
    assert word_keys("Chủ thể", "hoà") == {(word_key("chủ"), word_key("thể")), (word_key("hòa"),)}


def test_word_key_keeps_vowels_and_forgets_where_the_tone_stands() -> None:
    assert word_key("Hòa") == word_key("hoà")
    assert word_key("mới") != word_key("môi")


def test_tones_move_both_ways() -> None:
    assert place_tones("hoà khoẻ thuỷ quý hoàn") == "hòa khỏe thủy quý hoàn"
    assert modern_tones("hòa khỏe thủy quý hoàn") == "hoà khoẻ thuỷ quý hoàn"


@given(st.text())
def test_aligned_folding_keeps_offsets(text: str) -> None:
    composed = compose(text)
    assert len(fold_aligned(composed)) == len(composed)


@given(st.text(alphabet="aăâđeêioôơuưyáàảãạhmntg "))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
