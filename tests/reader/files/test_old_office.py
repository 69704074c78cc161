"""Office files from before 2007, by way of LibreOffice; and PDFs as it makes them."""

import os
import select
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from kheo.reader.files import Document, RefusedFile, documents_of
from kheo.reader.intake import Refusal
from tests.reader.files.made import ROW_LINES, ROWS, SENTENCE, docx_of

RICH = rb"{\rtf1\ansi{\fonttbl{\f0 Times New Roman;}}\f0 Xa co 20 mo hinh dan van kheo.\par %b\par}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A .doc and a .pdf; two starts of LibreOffice."""
    if not shutil.which("soffice"):
        reason = "soffice missing: apt-get install libreoffice-writer-nogui"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(docx_of(f"{SENTENCE} {SENTENCE} {SENTENCE}", rows=ROWS))
    return {form: _converted(folder, form) for form in ("doc", "pdf")}


def _converted(folder: Path, form: str) -> bytes:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", form, "--outdir",
         str(folder), str(folder / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / f"a.{form}").read_bytes()


def only(name: str, data: bytes) -> Document | RefusedFile:
    (document,) = documents_of(name, data)
    return document


def test_an_old_document_keeps_its_table(made: dict[str, bytes]) -> None:
    text = "\n".join([f"{SENTENCE} {SENTENCE} {SENTENCE}", *ROW_LINES])
    assert only("a.docx", made["doc"]) == Document("a.docx", text, "doc")


def test_a_printed_document_has_its_paragraph_in_one_line(made: dict[str, bytes]) -> None:
    document = only("a.pdf", made["pdf"])
    assert isinstance(document, Document)
    assert document.text.splitlines()[0] == f"{SENTENCE} {SENTENCE} {SENTENCE}"


def test_nothing_of_it_stays_on_the_disk(made: dict[str, bytes], tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert only("a.rtf", RICH % b"TOI MAT") == RefusedFile("a.rtf", Refusal.SECRET)
    assert isinstance(only("a.rtf", RICH % b"Het."), Document)
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    assert only("a.doc", broken) == RefusedFile("a.doc", Refusal.OLD_OFFICE)
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert only("a.rtf", RICH % b"Het.") == RefusedFile("a.rtf", Refusal.OLD_OFFICE)


def test_what_hangs_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600 &\necho $! > %s\nwait\n" % (tmp_path / "started"), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("kheo.reader.files.old_office.SECONDS", 0.5)
    monkeypatch.setattr("shutil.which", lambda _name: str(program))
    assert only("a.rtf", RICH % b"Het.") == RefusedFile("a.rtf", Refusal.OLD_OFFICE)
    if (tmp_path / "started").exists():
        assert _has_ended(int((tmp_path / "started").read_text()))


def _has_ended(number: int) -> bool:
    """A killed process that is nobody's child takes a moment to end: the system says when, at most 30 s later."""
    try:
        process = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 30)[0])
    finally:
        os.close(process)
