"""The text layer of a .pdf, and what stands in the way of it."""

import io
import logging
import zlib

import pypdf
import pytest
from pypdf.annotations import FreeText

from kheo.reader.files import RefusedFile, documents_of
from kheo.reader.files.pdf import MOST_PAGES, text_of_pdf
from kheo.reader.intake import Refusal, RefusedText
from tests.reader.files.made import SENTENCE, pdf_from, pdf_of, saved, stream_of


def refusal(data: bytes) -> Refusal:
    (document,) = documents_of("a.pdf", data)
    assert isinstance(document, RefusedFile)
    return document.refusal


def with_password(user: str, owner: str | None = None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([SENTENCE])))
    writer.encrypt(user, owner, algorithm="RC4-128")
    return saved(writer)


def test_pages_follow_each_other_without_heads_and_numbers() -> None:
    pages = [["ĐẢNG ỦY XÃ", f"{SENTENCE} Trang {name}.", str(at)] for at, name in enumerate(("đầu", "giữa", "cuối"), 1)]
    assert text_of_pdf(pdf_of(*pages)).splitlines() == [f"{SENTENCE} Trang {name}." for name in ("đầu", "giữa", "cuối")]


def test_a_password_to_open_it_is_told_and_one_against_changes_is_no_matter() -> None:
    assert refusal(with_password("mở")) is Refusal.ENCRYPTED
    assert text_of_pdf(with_password("", "giữ")) == SENTENCE


def test_pictures_of_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert refusal(pdf_of([], ["3"])) is Refusal.SCANNED


def test_more_pages_than_anybody_reports_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypdf.PageObject.extract_text", lambda *_: pytest.fail("was read"))
    assert refusal(pdf_of(*[["a"]] * 10_000)) is Refusal.TOO_MANY_PAGES


def test_a_file_that_hides_how_many_pages_it_has() -> None:
    made = pdf_of(*[[SENTENCE]] * (MOST_PAGES + 1))
    assert refusal(made.replace(b"/Count %d" % (MOST_PAGES + 1), b"/Count 1  ")) is Refusal.TOO_MANY_PAGES


def test_a_page_that_swells_is_not_drawn() -> None:
    packed = zlib.compress(b"BT " + b"<0061> Tj " * 3_000_000 + b"ET")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page,
               stream_of(packed).replace(b"/Length", b"/Filter /FlateDecode /Length")]  # fmt: skip
    assert refusal(pdf_from(objects)) in (Refusal.SCANNED, Refusal.SWOLLEN, Refusal.DAMAGED)


def test_a_stamp_put_on_the_page_afterwards_is_seen() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([SENTENCE])))
    stamp = FreeText(text="TỐI MẬT", rect=(9, 9, 99, 99))
    writer.add_annotation(0, stamp)
    with pytest.raises(RefusedText) as caught:
        text_of_pdf(saved(writer))
    assert caught.value.refusal is Refusal.SECRET


@pytest.mark.parametrize("lines", [["MẬT", SENTENCE], [SENTENCE.removesuffix("."), "MẬT"]], ids=["head", "joined"])
def test_a_stamp_is_seen_where_lines_are_dropped_or_joined(lines: list[str]) -> None:
    assert refusal(pdf_of(lines, lines)) is Refusal.SECRET


def test_a_damaged_file_tells_the_log_nothing_of_its_words(caplog: pytest.LogCaptureFixture) -> None:
    made = pdf_of([SENTENCE]).replace(b"/Length", b"/Lengt (77 mo hinh) 5 ", 1).replace(b"xref", b"xrxx")
    with caplog.at_level(logging.DEBUG):
        list(documents_of("a.pdf", made))
    assert caplog.records == []
