"""Inputs that nobody would send on purpose, from a number: noise, files of every kind with bytes changed, and reports
with words changed. The same number always gives the same input."""

import io
import zipfile
from functools import cache
from random import Random

from tests.reader.files.made import ROWS, SENTENCE, docx_of, page_of, pdf_of, with_parts, xlsx_of, zip_of
from tests.reader.generated import report

_STARTS = (b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html>", b"\xff\xfe")
_PIECES = (
    "9" * 40, "-", "|", "\t", "\n", "(", ")", "“", "%", "/", ":", "0", "\u0301", "mô hình ", "trong đó ",
    "trên ", "\x00", "𝟙", "²", "½", "1.000.", "99/99/9999", "TT | Số\n1 | 2\n", "TỐI", "\u202e", "<td>",
    "&#x41;", "]]>", "<![CDATA[",
)  # fmt: skip
_XML = (
    b"<!DOCTYPE a>",
    b"</w:p>",
    b"<w:tbl>",
    b"<w:tc>",
    b"<w:tr>",
    b'<row r="1048576"/>',
    b"&amp;",
    b"<w:p>",
    b"<c r='XFD1'/>",
)


def case(seed: int) -> tuple[str, bytes]:
    """The name and the bytes of this number."""
    chance = Random(seed)
    return chance.choice((_noise, _changed_file, _changed_file, _changed_part, _changed_report))(chance)


@cache
def samples() -> dict[str, bytes]:
    """A sound file of each kind."""
    parts = {
        "a.docx": docx_of("BÁO CÁO", SENTENCE, rows=ROWS),
        "a.xlsx": xlsx_of(Một=ROWS, Hai=[["BÁO CÁO"], [], ["Tỷ lệ", 0.5]]),
        "a.pdf": pdf_of(["BÁO CÁO", SENTENCE], [SENTENCE, "2"]),
        "a.html": page_of("BÁO CÁO", SENTENCE),
        "a.csv": "TT;Đơn vị;Số mô hình\n1;Thôn Đông;5\n2;Thôn Tây;7\n".encode(),
        "a.txt": SENTENCE.encode(),
        "b.txt": SENTENCE.encode("utf-16"),
    }
    return parts | {"a.zip": zip_of(parts), "b.zip": zip_of({"xã A/a.txt": parts["a.txt"]}, zipfile.ZIP_STORED)}


def _noise(chance: Random) -> tuple[str, bytes]:
    return "a.bin", chance.choice(_STARTS) + chance.randbytes(chance.randint(0, 600))


def _changed_file(chance: Random) -> tuple[str, bytes]:
    name = chance.choice(list(samples()))
    return name, _changed(samples()[name], chance)


def _changed_part(chance: Random) -> tuple[str, bytes]:
    """A package that is sound, with one part that is not."""
    name, part = chance.choice(
        (("a.docx", "word/document.xml"), ("a.xlsx", "xl/worksheets/sheet1.xml"), ("a.xlsx", "xl/workbook.xml"),
         ("a.xlsx", "xl/styles.xml"), ("a.xlsx", "[Content_Types].xml"))
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(samples()[name])) as package:
        content = bytearray(package.read(part))
    for _each in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        content[at : at + chance.choice((0, 0, 1, 9))] = chance.choice(_XML)
    return name, with_parts(samples()[name], **{part.removesuffix(".xml").replace("/", "__"): bytes(content)})


def _changed_report(chance: Random) -> tuple[str, bytes]:
    text = report(chance.randrange(1_000)).text
    for _each in range(chance.randint(1, 12)):
        at = chance.randrange(len(text) + 1)
        text = (
            text[:at] + chance.choice(_PIECES) * chance.choice((1, 1, 1, 30)) + text[at + chance.choice((0, 1, 20)) :]
        )
    return chance.choice(
        (("a.txt", text.encode(errors="replace")), ("a.html", page_of(text)), ("a.csv", text.encode()))
    )


def _changed(data: bytes, chance: Random) -> bytes:
    """Bytes flipped, cut out, doubled, or the end cut off."""
    changed = bytearray(data)
    for _each in range(chance.choice((1, 1, 2, 8, 40))):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 1, 2, 16, 200))
        way = chance.randrange(5)
        if way < 2:
            changed[at : at + length] = chance.randbytes(min(length, len(changed) - at))
        elif way == 2:
            del changed[at : at + length]
        elif way == 3:
            changed[at:at] = changed[at : at + length]
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)
