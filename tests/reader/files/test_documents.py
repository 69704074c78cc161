"""Files of every kind to documents: what is in them, and what is refused, whatever their name says."""

import tracemalloc
import zipfile

import pytest

from kheo.reader.files import Document, RefusedFile, documents_of
from kheo.reader.files.archives import MOST_MEMBERS
from kheo.reader.files.documents import MOST_FILE_BYTES
from kheo.reader.intake import Refusal
from tests.reader.files.made import (
    ROW_LINES,
    ROWS,
    SENTENCE,
    docx_of,
    locked,
    page_of,
    pdf_of,
    with_parts,
    xlsx_of,
    zip_of,
)

SOUND = {
    "docx": docx_of(SENTENCE, rows=ROWS),
    "xlsx": xlsx_of(Một=[[SENTENCE], *ROWS]),
    "html": page_of(SENTENCE),
    "csv": "\n".join(";".join("" if value is None else str(value) for value in row) for row in ROWS).encode(),
    "pdf": pdf_of([SENTENCE]),
    "text": SENTENCE.encode("utf-16"),
}
WITH_TABLES = ("docx", "xlsx", "html", "csv")


def only(name: str, data: bytes) -> Document | RefusedFile:
    (document,) = documents_of(name, data)
    return document


def refusal(name: str, data: bytes) -> Refusal:
    document = only(name, data)
    assert isinstance(document, RefusedFile)
    assert document.source == name
    return document.refusal


@pytest.mark.parametrize("kind", list(SOUND))
def test_each_kind_gives_its_words(kind: str) -> None:
    lines = [] if kind == "csv" else [SENTENCE]
    lines += ROW_LINES if kind in WITH_TABLES else []
    assert only(f"a.{kind}", SOUND[kind]) == Document(f"a.{kind}", "\n".join(lines), kind)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf", "text"])
def test_the_content_decides_and_not_the_name(kind: str) -> None:
    document = only("a.exe", SOUND[kind])
    assert isinstance(document, Document)
    assert document.kind == kind


@pytest.mark.parametrize(
    "data",
    [b"MZ\x90\x00" + b"\0" * 99, b"\x7fELF" + b"\0" * 99, b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"7z\xbc\xaf\x27\x1c",
     zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"})],
    ids=["program", "other program", "picture", "7z", "odt"],
)  # fmt: skip
def test_other_kinds_are_refused_whatever_they_are_called(data: bytes) -> None:
    assert refusal("báo cáo.docx", data) is Refusal.OTHER_KIND


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("left", [0.02, 0.5, 0.97])
def test_a_file_that_was_cut_off_is_damaged(kind: str, left: float) -> None:
    assert refusal(f"a.{kind}", SOUND[kind][: int(left * len(SOUND[kind]))]) is Refusal.DAMAGED


def test_an_empty_file_and_one_of_50_mb() -> None:
    assert refusal("a.docx", b"") is Refusal.EMPTY
    assert refusal("a.docx", docx_of("")) is Refusal.EMPTY
    assert refusal("a.xlsx", xlsx_of(Một=[[]])) is Refusal.EMPTY
    assert refusal("a.txt", b"a" * 50_000_000) is Refusal.TOO_HEAVY
    assert refusal("a.zip", b"PK\x03\x04" + b"\0" * MOST_FILE_BYTES) is Refusal.TOO_HEAVY


@pytest.mark.parametrize("kind", ["docx", "xlsx", "zip"])
def test_what_has_a_password_is_told(kind: str) -> None:
    data = SOUND.get(kind, zip_of({"a.txt": b"a"}))
    (document,) = documents_of(f"a.{kind}", locked(data))
    assert isinstance(document, RefusedFile)
    assert document.refusal is Refusal.ENCRYPTED


def test_what_office_locks_is_told() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    assert refusal("a.docx", container) is Refusal.ENCRYPTED


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv", "pdf", "text"])
def test_a_stamp_is_seen_in_every_kind(kind: str) -> None:
    stamped = {
        "docx": docx_of("BÁO CÁO", rows=[["TUYỆT MẬT", "Số 5"]]),
        "xlsx": xlsx_of(Một=ROWS, Hai=[["a", "TỐI MẬT"]]),
        "html": page_of("Độ mật: MẬT"),
        "csv": "Đơn vị;Số\nMẬT;5\n".encode(),
        "pdf": pdf_of([SENTENCE], ["MẬT", SENTENCE]),
        "text": b"TOI MAT\n" + SENTENCE.encode(),
    }
    assert refusal(f"a.{kind}", stamped[kind]) is Refusal.SECRET


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv"])
def test_a_stamp_is_seen_below_other_lines_of_a_cell(kind: str) -> None:
    cell, row = "UBND XÃ MẪU SƠN\nSố: 12/BC-UBND\nMẬT", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b"]
    stamped = {
        "docx": docx_of(rows=[[cell, *row], *ROWS]),
        "xlsx": xlsx_of(Một=[[cell, *row], *ROWS]),
        "html": f"<html><table><tr><td>{cell.replace(chr(10), '<br>')}<td>b</table>".encode(),
        "csv": f'"{cell}";a;b\n1;2;3\n'.encode(),
    }
    assert refusal(f"a.{kind}", stamped[kind]) is Refusal.SECRET


def test_letters_of_old_fonts_are_read_in_every_kind() -> None:
    old = "N¨m 2023, x· cã 20 m« h×nh d©n vËn khÐo ®­îc c«ng nhËn"
    assert only("a.docx", docx_of(old)) == Document(
        "a.docx", "Năm 2023, xã có 20 mô hình dân vận khéo được công nhận", "docx"
    )


def test_one_bad_member_does_not_stop_the_others() -> None:
    members = {
        "xã A.docx": SOUND["docx"], "xã B.docx": b"MZ\x90", "xã C.docx": docx_of("TỐI MẬT"), "thêm.zip": zip_of({}),
        "__MACOSX/xã A.docx": b"?", "xã/~$D.docx": b"?", "xã/D.txt": SENTENCE.encode(),
    }  # fmt: skip
    assert [(found.source, getattr(found, "refusal", None)) for found in documents_of("tỉnh.zip", zip_of(members))] == [
        ("tỉnh.zip/xã A.docx", None),
        ("tỉnh.zip/xã B.docx", Refusal.OTHER_KIND),
        ("tỉnh.zip/xã C.docx", Refusal.SECRET),
        ("tỉnh.zip/thêm.zip", Refusal.NESTED),
        ("tỉnh.zip/xã/D.txt", None),
    ]


def test_names_of_old_programs_keep_their_letters() -> None:
    packed = bytearray(zip_of({"xã.txt": b"a"}))
    for mark, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        packed[packed.find(mark) + at] &= ~0x08 & 0xFF
    assert only("a.zip", bytes(packed)).source == "a.zip/xã.txt"


def test_an_archive_of_too_many_or_nothing() -> None:
    assert refusal("a.zip", zip_of({f"{n}.txt": b"a" for n in range(MOST_MEMBERS + 1)})) is Refusal.TOO_MANY_FILES
    assert refusal("a.zip", zip_of({})) is Refusal.EMPTY
    assert refusal("a.zip", zip_of({"thư mục/": b""})) is Refusal.EMPTY


def test_what_swells_is_not_unpacked() -> None:
    bomb = zip_of({"a.txt": b"\0" * 100_000_000, "b.txt": SENTENCE.encode()})
    heavy = zip_of({"a.txt": b"a" * 20_000_001}, zipfile.ZIP_BZIP2)
    swollen = with_parts(SOUND["docx"], word__document=b" " * 30_000_000)
    sheet = with_parts(SOUND["xlsx"], xl__worksheets__sheet1=b" " * 30_000_000)
    tracemalloc.start()
    assert [getattr(found, "refusal", None) for found in documents_of("a.zip", bomb)] == [Refusal.SWOLLEN, None]
    assert [found.refusal for found in documents_of("a.zip", heavy)] == [Refusal.SWOLLEN]
    assert refusal("a.docx", swollen) is Refusal.SWOLLEN
    assert refusal("a.xlsx", sheet) is Refusal.SWOLLEN
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize("part", ["word__document", "xl__sharedStrings", "xl__worksheets__sheet1"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_followed(part: str, encoding: str, tmp_path) -> None:
    (tmp_path / "outside.txt").write_text("Ngoài tệp có 99 mô hình", encoding="utf-8")
    declared = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{(tmp_path / "outside.txt").as_uri()}">]><a><t>&e;</t></a>'
    kind = "docx" if part.startswith("word") else "xlsx"
    data = with_parts(SOUND[kind], **{part: f'<?xml version="1.0" encoding="{encoding}"?>{declared}'.encode(encoding)})
    assert refusal(f"a.{kind}", data) is Refusal.DAMAGED


def test_macros_are_never_run() -> None:
    document = only("a.docm", with_parts(SOUND["docx"], word__vbaProject=b"\x00Attribute VB_Name"))
    assert isinstance(document, Document)
    assert document.text.splitlines()[0] == SENTENCE
