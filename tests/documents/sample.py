"""A small report of an invented ward office, and a way to read a .docx back."""

import io
from dataclasses import replace
from datetime import date

import docx
from docx.document import Document as Docx

from kheo.documents.layouts import layout_for
from kheo.documents.official import (
    BulletList,
    Column,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    write_docx,
)

CHAIR = Signature("tm", "Chủ tịch", "Đoàn Văn Khuê", on_behalf_of="Ủy ban nhân dân")
DEPUTY = Signature("kt", "Chủ tịch", "Trịnh Thị Nhàn", "Ủy ban nhân dân", "Phó Chủ tịch")
TABLE = Table(
    "Bảng 1. Mô hình theo lĩnh vực",
    [Column("STT", 1, "center"), Column("Lĩnh vực", 6), Column("Số mô hình", 3)],
    [[1, "Kinh tế", 1284], [2, "Văn hóa - xã hội", 1562]],
    ["", "Cộng", 2846],
)
REPORT = OfficialDocument(
    issuer=Issuer("Ủy ban nhân dân thành phố Huế", "Ủy ban nhân dân phường Thuận Hóa", "Thuận Hóa"),
    number=7,
    symbol="BC-UBND",
    date=date(2026, 2, 5),
    type_name="Báo cáo",
    subject="Kết quả phong trào thi đua “Dân vận khéo” năm 2025",
    legal_bases=["Căn cứ kế hoạch năm 2025", "Căn cứ kết quả rà soát"],
    blocks=[
        Heading(1, "Đặc điểm tình hình"),
        Paragraph("Phường có 17 tổ dân vận."),
        Heading(1, "Kết quả"),
        Heading(2, "Việc đã làm"),
        BulletList(["Củng cố tổ dân vận;", "Gặp gỡ người dân."]),
        Heading(2, "Số liệu"),
        TABLE,
    ],
    recipients=["Thành ủy;", "- Các tổ dân vận"],
    signature=CHAIR,
)
PARTY_REPORT = replace(
    REPORT,
    issuer=Issuer("Đảng bộ thành phố Huế", "Đảng ủy phường Thuận Hóa", "Thuận Hóa"),
    symbol="BC/ĐU",
    signature=Signature("tm", "Bí thư", "Trịnh Thị Nhàn", on_behalf_of="Ban Thường vụ"),
)


def written(document: OfficialDocument, profile: str = "state", overrides: dict[str, object] | None = None) -> Docx:
    """The .docx of *document*, opened again."""
    return docx.Document(io.BytesIO(write_docx(document, layout_for(profile, overrides))))


def lines(document: Docx, style: str) -> list[str]:
    """The texts in the paragraphs of one style, in the order of the page, tables included."""
    found = document.element.body.xpath(f'.//w:p[w:pPr/w:pStyle/@w:val="{style}"]')
    return [docx.text.paragraph.Paragraph(each, document).text for each in found]
