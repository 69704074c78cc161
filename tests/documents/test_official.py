import io
import time
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt

from kheo.documents.layouts import layout_for
from kheo.documents.official import (
    Annex,
    Column,
    DocumentError,
    Heading,
    Issuer,
    Paragraph,
    Signature,
    Table,
    write_docx,
)
from tests.documents.sample import CHAIR, DEPUTY, PARTY_REPORT, REPORT, TABLE, lines, written

ANNEX = Annex("Danh sách mô hình", [TABLE], landscape=True)


def test_page_and_text_follow_the_layout():
    document = written(REPORT)
    section, body = document.sections[0], document.styles["Nội dung"]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(each.mm) for each in margins] == [20, 15, 20, 30]
    assert body.font.size == Pt(14)
    assert round(body.paragraph_format.first_line_indent / Cm(1), 2) == 1.27
    assert (body.paragraph_format.space_after, body.paragraph_format.line_spacing) == (Pt(6), 1.15)
    assert body.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    fonts = document.styles.element.xpath("w:docDefaults//w:rFonts/@w:ascii")
    assert fonts == ["Times New Roman"]


def test_overrides_reach_the_paper():
    document = written(REPORT, overrides={"page": {"left_mm": 35}, "styles": {"body": {"size_pt": 13}}})
    assert round(document.sections[0].left_margin.mm) == 35
    assert document.styles["Nội dung"].font.size == Pt(13)


def test_head_of_a_state_document():
    document = written(REPORT)
    assert lines(document, "parent") == ["ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ"]
    assert lines(document, "issuer") == ["ỦY BAN NHÂN DÂN\nPHƯỜNG THUẬN HÓA"]
    assert lines(document, "nation") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert lines(document, "motto") == ["Độc lập - Tự do - Hạnh phúc"]
    assert lines(document, "number") == ["Số: 07/BC-UBND"]
    assert lines(document, "place_date") == ["Thuận Hóa, ngày 05 tháng 02 năm 2026"]
    assert lines(document, "type_name") == ["BÁO CÁO"]
    assert lines(document, "basis") == ["Căn cứ kế hoạch năm 2025;", "Căn cứ kết quả rà soát."]
    assert lines(document, "remark") == []


def test_head_of_a_party_document_begins_with_the_remark():
    document = written(PARTY_REPORT, "party")
    assert document.paragraphs[0].text == layout_for("party").clerk_remark
    assert lines(document, "nation") == ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert (lines(document, "motto"), lines(document, "issuer_mark")) == ([], ["*"])
    assert lines(document, "number") == ["Số 07-BC/ĐU"]
    assert lines(document, "subject")[-1] == "-----"
    assert lines(document, "basis")[0] == "- Căn cứ kế hoạch năm 2025;"
    assert lines(document, "authority") == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"]
    assert lines(document, "level_1") == ["I- ĐẶC ĐIỂM TÌNH HÌNH", "II- KẾT QUẢ"]
    assert lines(document, "recipient")[-1] == "- Lưu Văn phòng."


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, "Số: …/BC-UBND"), (7, "Số: 07/BC-UBND"), (123, "Số: 123/BC-UBND"), ("07a", "Số: 07a/BC-UBND")],
)
def test_number_is_padded_or_left_to_be_filled(number, text):
    assert lines(written(replace(REPORT, number=number)), "number") == [text]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (datetime(2026, 1, 9).date(), "Huế, ngày 09 tháng 01 năm 2026"),
        (datetime(2026, 3, 31).date(), "Huế, ngày 31 tháng 3 năm 2026"),
        (datetime(2026, 12, 1).date(), "Huế, ngày 01 tháng 12 năm 2026"),
        (None, "Huế, ngày … tháng … năm …"),
    ],
)
def test_date_is_written_as_the_decree_asks(day, text):
    assert lines(written(replace(REPORT, date=day, place="Huế")), "place_date") == [text]


def test_official_letter_has_its_subject_under_the_number():
    letter = replace(REPORT, type_name="", subject="báo cáo số liệu", addressees=["Ủy ban nhân dân thành phố Huế."])
    document = written(letter)
    assert lines(document, "letter_subject") == ["V/v báo cáo số liệu"]
    assert lines(document, "addressee") == ["Kính gửi: Ủy ban nhân dân thành phố Huế."]
    assert (lines(document, "type_name"), lines(document, "subject")) == ([], [])


def test_several_addressees_stand_in_a_list():
    document = written(replace(REPORT, addressees=["Thành ủy Huế", "Ủy ban nhân dân thành phố Huế"]))
    assert lines(document, "addressee") == ["Kính gửi:\n- Thành ủy Huế;\n- Ủy ban nhân dân thành phố Huế."]


def test_headings_are_numbered_by_level_and_listed_for_navigation():
    blocks = [Heading(1, "Một"), Heading(2, "A"), Heading(3, "x"), Heading(3, "y"), Heading(2, "B"), Heading(3, "z")]
    blocks += [Heading(1, "Không số", numbered=False), Heading(1, "Hai"), Heading(2, "C")]
    document = written(replace(REPORT, blocks=blocks))
    headings = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings == ["I. MỘT", "1. A", "a) x", "b) y", "2. B", "a) z", "KHÔNG SỐ", "II. HAI", "1. C"]


def test_lists_are_marked_and_lines_are_paragraphs_of_their_own():
    document = written(replace(REPORT, blocks=[*REPORT.blocks, Paragraph("Một\nHai")]))
    assert lines(document, "body") == [
        "Phường có 17 tổ dân vận.",
        "- Củng cố tổ dân vận;",
        "- Gặp gỡ người dân.",
        "Một",
        "Hai",
    ]


def test_table_repeats_its_header_and_keeps_rows_whole():
    table = written(REPORT).tables[1]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Kinh tế", "1.284"]
    assert [cell.text for cell in table.rows[-1].cells] == ["", "Cộng", "2.846"]
    assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False, False]
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
    aligned = [cell.paragraphs[0].alignment for cell in table.rows[1].cells]
    assert aligned == [WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT]
    assert [run.bold for cell in table.rows[-1].cells for run in cell.paragraphs[0].runs] == [True, True, True]


def test_table_is_as_wide_as_the_text():
    table = written(REPORT).tables[1]
    assert [round(column.width / Mm(1), 1) for column in table.columns] == [16.5, 99.0, 49.5]


def test_cells_of_every_kind():
    columns = [Column(name) for name in "abcdef"]
    rows = [["=1+1", 1234, 18.4, Decimal("0.5"), datetime(2026, 2, 5).date(), None]]
    table = written(replace(REPORT, blocks=[Table("", columns, rows)])).tables[1]
    assert [cell.text for cell in table.rows[1].cells] == ["=1+1", "1.234", "18,4", "0,5", "05/02/2026", ""]


@pytest.mark.parametrize(
    ("signature", "text"),
    [
        (CHAIR, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (DEPUTY, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (Signature("kt", "Trưởng ban", "A", "", "Phó Trưởng ban"), ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
        (Signature("tl", "Chủ tịch", "A", "", "Chánh Văn phòng"), ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (Signature("tuq", "Chủ tịch", "A", "", "Trưởng phòng"), ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"]),
        (Signature("q", "Chủ tịch", "A", "Ủy ban nhân dân"), ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        (Signature("direct", "Hiệu trưởng", "A"), ["HIỆU TRƯỞNG"]),
    ],
)
def test_authority_is_written_by_mode(signature, text):
    assert lines(written(replace(REPORT, signature=signature)), "authority") == text


def test_a_way_of_signing_that_the_layout_lacks_is_refused():
    with pytest.raises(DocumentError) as refusal:
        written(replace(PARTY_REPORT, signature=Signature("q", "Bí thư", "A")), "party")
    assert refusal.value.values == {"layout": "Văn bản của Đảng (Hướng dẫn 36-HD/VPTW)", "mode": "q"}


def test_recipients_end_with_the_filing_line():
    document = written(REPORT)
    assert lines(document, "recipients_title") == ["Nơi nhận:"]
    assert lines(document, "recipient") == ["- Thành ủy;", "- Các tổ dân vận;", "- Lưu: VT."]
    filed = written(replace(REPORT, recipients=["Thành ủy", "Lưu: VT, VHXH"]))
    assert lines(filed, "recipient") == ["- Thành ủy;", "- Lưu: VT, VHXH."]
    assert lines(written(replace(REPORT, recipients=[])), "recipient") == ["- Lưu: VT."]


def test_first_page_has_no_number_and_the_others_have():
    section = written(REPORT).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.header._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE"]
    assert section.header.paragraphs[0].style.font.size == Pt(13)


@pytest.mark.parametrize("profile", ["state", "party"])
def test_sample_mark_stands_on_every_page(profile):
    document = written(replace(REPORT, blocks=[*REPORT.blocks, ANNEX], is_sample=True), profile)
    assert len(document.sections) == 2
    for section in document.sections:
        for header in (section.first_page_header, section.header):
            assert not header.is_linked_to_previous
            assert header.paragraphs[0].text.count("SỐ LIỆU MẪU") == 1
            assert len(header.paragraphs) == 1


def test_a_real_document_has_no_sample_mark():
    content = write_docx(replace(REPORT, blocks=[*REPORT.blocks, ANNEX]), layout_for("state"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [name for name in archive.namelist() if "SỐ LIỆU MẪU".encode() in archive.read(name)] == []


def test_annexes_have_pages_and_page_numbers_of_their_own():
    second = Annex("Biểu\u00a0số liệu", [Heading(1, "Chung"), Paragraph("Nội dung")])
    document = written(replace(REPORT, number=None, blocks=[*REPORT.blocks, ANNEX, second]))
    assert [section.orientation for section in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    starts = [section._sectPr.xpath("w:pgNumType/@w:start") for section in document.sections]
    assert starts == [[], ["1"], ["1"]]
    assert lines(document, "annex_title") == ["PHỤ LỤC I", "Danh sách mô hình", "PHỤ LỤC II", "Biểu số liệu"]
    attached = "(Kèm theo Báo cáo số …/BC-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân phường Thuận Hóa)"
    assert lines(document, "annex_attached") == [attached, attached]
    assert lines(document, "level_1")[-1] == "I. CHUNG"


def test_one_annex_has_no_number():
    assert lines(written(replace(REPORT, blocks=[ANNEX])), "annex_title") == ["PHỤ LỤC", "Danh sách mô hình"]


def test_properties_come_from_the_document():
    document = written(REPORT)
    properties = document.core_properties
    assert properties.title == "Báo cáo Kết quả phong trào thi đua “Dân vận khéo” năm 2025"
    assert properties.author == "Ủy ban nhân dân phường Thuận Hóa"
    assert (properties.language, properties.last_modified_by, properties.comments) == ("vi-VN", "", "")
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == datetime(2026, 2, 5)
    assert document.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["vi-VN"]
    assert written(replace(REPORT, date=None)).core_properties.created is None


def test_the_same_document_gives_the_same_bytes(monkeypatch):
    document = replace(REPORT, blocks=[*REPORT.blocks, ANNEX], is_sample=True)
    first = write_docx(document, layout_for("state"))
    later = time.struct_time((2031, 7, 8, 9, 10, 11, 1, 189, 0))
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert write_docx(document, layout_for("state")) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_forbidden_characters_are_left_out():
    issuer = Issuer("", "Ủy ban nhân dân phường A\x0b", "Huế")
    document = written(replace(REPORT, issuer=issuer, subject="Kết\x00 quả\ud800", blocks=[Paragraph("<b>&\x1f</b>")]))
    assert lines(document, "subject") == ["Kết quả"]
    assert lines(document, "body") == ["<b>&</b>"]
    assert lines(document, "parent") == []
