from kheo.reader.furniture import lines_of, mark_furniture
from kheo.reader.sentences import LONGEST, MOST, stretches_of
from kheo.reader.vocabulary import load_words

WORDS = load_words()["furniture"]


def stretches(text: str) -> list[str]:
    lines = lines_of(text)
    mark_furniture(text, lines, WORDS)
    return [text[part.start : part.end].strip() for part in stretches_of(text, lines)]


def test_a_list_stays_with_its_head() -> None:
    text = "Xã có 5 mô hình:\n- Kinh tế: 2 mô hình;\n- Văn hóa: 3 mô hình.\nNăm sau họp lại."
    assert stretches(text) == ["Xã có 5 mô hình:\n- Kinh tế: 2 mô hình;\n- Văn hóa: 3 mô hình.", "Năm sau họp lại."]


def test_a_sentence_of_parts_stays_with_its_total() -> None:
    text = "Xã có 5 mô hình. Trong đó 2 mô hình mới. Đảng ủy khen 3 tập thể."
    assert stretches(text) == ["Xã có 5 mô hình. Trong đó 2 mô hình mới.", "Đảng ủy khen 3 tập thể."]


def test_short_forms_and_numbers_end_no_sentence() -> None:
    text = "Tại TP. Hồ Chí Minh, ông N. Văn A đọc báo cáo. 2.071 mô hình được công nhận."
    assert stretches(text) == ["Tại TP. Hồ Chí Minh, ông N. Văn A đọc báo cáo.", "2.071 mô hình được công nhận."]


def test_pages_without_a_stop_are_cut_so_that_work_stays_linear() -> None:
    parts = stretches("5 mô hình và " * 4000)
    assert max(map(len, parts)) <= max(LONGEST, MOST)
    assert sum(map(len, parts)) > 40_000


def test_page_furniture_is_left_out() -> None:
    text = "Trang chủ\nLượt xem: 1.204\nXã công nhận 5 mô hình.\nTin liên quan\nXã khác công nhận 9 mô hình"
    assert stretches(text) == ["Xã công nhận 5 mô hình."]
