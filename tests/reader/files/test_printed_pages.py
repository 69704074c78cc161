"""Lines of printed pages to paragraphs."""

from kheo.reader.files.printed_pages import text_of_printed

WIDE = [
    "Trong năm 2024, Đảng ủy đã chỉ đạo các chi bộ đăng ký 27 mô hình tại xã Mẫu",
    "Sơn, trong đó lĩnh vực kinh tế 10 mô hình, văn hóa - xã hội 9 mô hình và còn",
    "lại 8 mô hình.",
    "Ban Thường vụ khen thưởng.",
]


def test_lines_that_the_paper_broke_are_joined() -> None:
    assert text_of_printed(["\n".join(WIDE)]).splitlines() == [" ".join(WIDE[:3]), WIDE[3]]


def test_a_list_stays_a_list() -> None:
    listed = [WIDE[0], "- Kinh tế: 10 mô hình", "2. Văn hóa: 9 mô hình", "II. Kết quả"]
    assert text_of_printed(["\n".join(listed)]).splitlines() == listed


def test_page_numbers_and_heads_go_and_figures_stay() -> None:
    pages = [f"UBND XÃ\nCâu {at}.\nTrang 1/3\n27\n- {at} -" for at in range(1, 4)]
    assert text_of_printed(pages).splitlines() == [
        line for at in range(1, 4) for line in (f"Câu {at}.", "Trang 1/3", "27")
    ]


def test_pages_without_lines_are_no_text() -> None:
    assert text_of_printed(["", " \n "]) == ""
