import pytest

from kheo.documents.metrics import bold_width_mm, even_lines

UNITS = ("PHƯỜNG", "XÃ")


def test_width_of_the_national_name():
    """Set with the font itself the line is 95.0 mm wide, kerning included."""
    assert bold_width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13) == pytest.approx(95.0, rel=0.01)


def test_marks_do_not_widen_a_letter_and_horns_do():
    assert bold_width_mm("ậặ", 14) == bold_width_mm("aa", 14)
    assert bold_width_mm("ợ", 14) == bold_width_mm("ơ", 14) > bold_width_mm("o", 14)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ĐẢNG ỦY XÃ A", ["ĐẢNG ỦY XÃ A"]),
        ("ỦY BAN NHÂN DÂN PHƯỜNG THUẬN HÓA", ["ỦY BAN NHÂN DÂN", "PHƯỜNG THUẬN HÓA"]),
        ("BAN CHỈ HUY QUÂN SỰ XÃ BÌNH A", ["BAN CHỈ HUY QUÂN SỰ", "XÃ BÌNH A"]),
        ("ỦY BAN\nNHÂN DÂN", ["ỦY BAN", "NHÂN DÂN"]),
        ("", [""]),
        ("A" * 200, ["A" * 200]),
    ],
)
def test_long_names_break_before_the_kind_of_unit(text, lines):
    assert even_lines(text, 13, 60, UNITS) == lines


def test_a_name_in_quotes_stays_together():
    text = "Kết quả thực hiện phong trào thi đua “Dân vận khéo” năm 2025, phương hướng, nhiệm vụ năm 2026"
    for line in even_lines(text, 14, 140):
        assert line.count("“") == line.count("”")
