"""Files of every kind, made in memory from lines of text and rows of values."""

import io
import zipfile
from collections.abc import Sequence

import docx
import openpyxl

SENTENCE = "Năm 2023, xã Mẫu Sơn đăng ký 20 mô hình “Dân vận khéo”; Đảng ủy khen thưởng 5 tập thể và 7 cá nhân."
ROWS = [["TT", "Đơn vị", "Số mô hình"], [1, "Thôn Đông", 12], [2, "Thôn Tây", 8], [None, "Cộng", 20]]
ROW_LINES = ["TT | Đơn vị | Số mô hình", "1 | Thôn Đông | 12", "2 | Thôn Tây | 8", " | Cộng | 20"]


def docx_of(*paragraphs: str, rows: Sequence[Sequence[object]] = (), header: str = "") -> bytes:
    """A .docx with the paragraphs, and below them a table of the rows."""
    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for cell, value in zip(table.rows[at].cells, row, strict=True):
                cell.text = "" if value is None else str(value)
        document.add_paragraph()  # as Word does: no document ends with a table
    return saved(document)


def xlsx_of(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx with a sheet for each name."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(workbook)


def saved(document) -> bytes:
    """The bytes of what python-docx, openpyxl or pypdf holds."""
    file = io.BytesIO()
    (getattr(document, "save", None) or document.write)(file)
    return file.getvalue()


def pdf_of(*pages: Sequence[str]) -> bytes:
    """A .pdf with a page for each list of lines; its font has no shapes, only what its codes mean."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    meanings = "\n".join(
        f"{len(part)} beginbfchar\n" + "\n".join(f"<{ord(x):04x}> <{ord(x):04x}>" for x in part) + "\nendbfchar"
        for part in (letters[at : at + 100] for at in range(0, len(letters), 100))
    )
    cmap = f"begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n{meanings}\nendcmap".encode()
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (A) /Ordering (I) "
        b"/Supplement 0 >> /DW 500 >>",
        stream_of(cmap),
    ]
    for at, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * at} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(stream_of(_drawn(page)))
    return pdf_from(objects)


def stream_of(content: bytes) -> bytes:
    """An object of a .pdf that holds a stream."""
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def pdf_from(objects: Sequence[bytes]) -> bytes:
    """A .pdf of these objects, the first being its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + tail % (len(objects) + 1, table, len(objects) + 1, len(out))


def zip_of(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .zip of the members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_parts(package: bytes, **parts: bytes) -> bytes:
    """The package with these parts in the place of its own; 'word__document' stands for word/document.xml."""
    named = {f"{name.replace('__', '/')}.xml": content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return zip_of({name: archive.read(name) for name in archive.namelist()} | named)


def locked(archive: bytes) -> bytes:
    """The .zip as if its members had a password."""
    marked = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(mark)
        while place >= 0:
            marked[place + at] |= 1
            place = marked.find(mark, place + 4)
    return bytes(marked)


def page_of(*lines: str) -> bytes:
    """A web page with its furniture around the lines."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        "<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Trang tin</title>"
        "<script>var so = '99 mô hình';</script><style>p { color: red }</style></head><body>"
        "<nav><ul><li><a href='/'>Trang chủ</a></li><li>Có 41 mô hình</li></ul></nav>"
        f"<div class='menu'>Có 42 mô hình</div><article>{body}"
        "<table><tr><th>TT<th>Đơn vị<th>Số mô hình</tr><tr><td>1<td>Thôn Đông<td>12</tr>"
        "<tr><td>2<td>Thôn Tây<td>8</tr><tr><td><td>Cộng<td>20</tr></table></article>"
        "<aside>Có 43 mô hình</aside><footer>Có 44 mô hình</footer></body></html>"
    ).encode()


def _drawn(page: Sequence[str]) -> bytes:
    lines = [b"BT /F 12 Tf 60 800 Td 16 TL"]
    lines += [b"<%b> Tj T*" % line.encode("utf-16-be").hex().encode() for line in page]
    return b"\n".join([*lines, b"ET"])
