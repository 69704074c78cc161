"""Pictures of pages, where the machine has programs for them; here stand-ins that say what they were asked."""

import os
from pathlib import Path

import pytest

from kheo.reader.files import Document, RefusedFile, documents_of
from kheo.reader.files.scans import MOST_SCANNED_PAGES, can_recognise
from kheo.reader.intake import Refusal
from tests.reader.files.made import SENTENCE, pdf_of

SCAN = pdf_of([], [])
PICTURES = '#!/bin/sh\ncat > /dev/null\necho "page $5"\n'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in front of all others where programs are looked for, with a sound pdftoppm."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.defpath}")
    put(tmp_path / "pdftoppm", PICTURES)
    return tmp_path


def put(place: Path, script: str) -> None:
    place.write_text(script, encoding="utf-8")
    place.chmod(0o755)


def recogniser(languages: str, words: str) -> str:
    return f'#!/bin/sh\n[ "$1" = --list-langs ] && {{ echo "{languages}"; exit; }}\n{words}\n'


def test_each_page_is_recognised_in_its_turn(programs: Path) -> None:
    put(programs / "tesseract", recogniser("eng\nvie", f'read page; echo "{SENTENCE} $page."'))
    assert list(documents_of("a.pdf", SCAN)) == [
        Document("a.pdf", f"{SENTENCE} page 1.\n{SENTENCE} page 2.", "pdf"),
    ]


def test_a_stamp_in_the_picture_is_seen(programs: Path) -> None:
    put(programs / "tesseract", recogniser("vie", "cat > /dev/null; echo 'TỐI MẬT'"))
    assert list(documents_of("a.pdf", SCAN)) == [RefusedFile("a.pdf", Refusal.SECRET)]


@pytest.mark.parametrize(
    "script",
    [recogniser("eng", "echo a"), recogniser("vie", "exit 3"), "#!/bin/sh\nexit 1\n"],
    ids=["eng", "fails", "old"],
)
def test_without_vietnamese_it_says_what_to_do(programs: Path, script: str) -> None:
    put(programs / "tesseract", script)
    assert list(documents_of("a.pdf", SCAN)) == [RefusedFile("a.pdf", Refusal.SCANNED)]


def test_both_programs_are_needed(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(programs / "tesseract", recogniser("vie", "echo a"))
    assert can_recognise()
    (programs / "tesseract").unlink()
    monkeypatch.setenv("PATH", str(programs))
    assert not can_recognise()


def test_nobody_waits_for_hundreds_of_pictures(programs: Path) -> None:
    put(programs / "tesseract", recogniser("vie", "echo a"))
    many = pdf_of(*[[]] * (MOST_SCANNED_PAGES + 1))
    assert list(documents_of("a.pdf", many)) == [RefusedFile("a.pdf", Refusal.TOO_MANY_PAGES)]
