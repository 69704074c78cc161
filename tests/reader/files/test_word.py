"""What stands in a .docx, line by line."""

import docx
import pytest

from kheo.reader.files.word import text_of_word
from kheo.reader.intake import Refusal, RefusedText
from tests.reader.files.made import SENTENCE, docx_of, saved, with_parts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def body_of(inside: str, **parts: str) -> str:
    """The text of a document whose body is this."""
    whole = f"<w:document {W} {MC}><w:body>{inside}</w:body></w:document>"
    return text_of_word(
        with_parts(docx_of(), word__document=whole.encode(), **{name: part.encode() for name, part in parts.items()})
    )


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_tables_stand_in_their_places_and_merged_cells_speak_once() -> None:
    document = docx.Document()
    document.add_paragraph("Trước bảng.")
    table = document.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Đơn vị"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Lĩnh vực"
    table.cell(0, 3).text = "Tổng | cộng"
    table.cell(1, 1).text, table.cell(1, 2).text = "Kinh tế", "Văn hóa"
    for at, value in enumerate(("Thôn\nĐông", "5", "", "5")):
        table.cell(2, at).text = value
    document.add_paragraph("Sau bảng.")
    assert text_of_word(saved(document)).splitlines() == [
        "Trước bảng.",
        "Đơn vị | Lĩnh vực |  | Tổng / cộng",
        " | Kinh tế | Văn hóa",
        "Thôn Đông | 5 |  | 5",
        "Sau bảng.",
    ]


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Dòng một"
    cell.add_paragraph("Dòng hai")
    assert text_of_word(saved(document)) == "Dòng một\nDòng hai"


def test_a_table_in_a_cell_stays_in_it() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ngoài", "Trong:"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    assert text_of_word(saved(document)) == "Ngoài | Trong: a / b"


def test_a_text_box_is_read_once_and_what_was_struck_out_never() -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    struck = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>8</w:t></w:r></w:moveFrom>"
    assert (
        body_of(f"<w:p><w:r>{both}</w:r>{struck}<w:r><w:t>Ngoài khung</w:t></w:r></w:p>") == "Trong khung\nNgoài khung"
    )


def test_tabs_and_breaks_but_not_where_tabs_would_stop() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
    assert body_of(f"<w:p>{stops}<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>") == "a\tb\nc"


def test_footnotes_stand_below_their_paragraph_and_fields_show_their_result() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("Theo báo cáo quý.")}</w:footnote></w:footnotes>'
    field = "<w:r><w:instrText>PAGE 99</w:instrText></w:r><w:r><w:t>12</w:t></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = body_of(f"<w:p>{field}{note}</w:p>{paragraph('Sau đó.')}", word__footnotes=notes)
    assert text == "12\nTheo báo cáo quý.\nSau đó."


def test_a_header_is_no_text_and_its_stamp_is_seen() -> None:
    assert text_of_word(docx_of(SENTENCE, header="Trang của xã")) == SENTENCE
    with pytest.raises(RefusedText) as caught:
        text_of_word(docx_of(SENTENCE, header="TỐI MẬT"))
    assert caught.value.refusal is Refusal.SECRET


@pytest.mark.parametrize("width", ["0", "-3", "99999999999999999999", "ba", ""])
def test_a_mad_width_does_no_harm(width: str) -> None:
    cells = f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{paragraph("a")}</w:tc><w:tc>{paragraph("b")}</w:tc>'
    assert body_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>").startswith("a")


def test_a_million_paragraphs_are_too_much() -> None:
    with pytest.raises(RefusedText) as caught:
        body_of("<w:p/>" * 1_000_000)
    assert caught.value.refusal is Refusal.TOO_LARGE
