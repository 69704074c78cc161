"""Files and folders of a disk."""

from pathlib import Path

import pytest

from kheo.reader.files import Document, RefusedFile, documents_at
from kheo.reader.intake import Refusal
from tests.reader.files.made import SENTENCE, zip_of


def test_a_file_is_named_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    assert list(documents_at(tmp_path / "a.txt")) == [Document("a.txt", SENTENCE, "text")]


def test_a_folder_in_order_without_what_nobody_meant_to_send(tmp_path: Path) -> None:
    for name in ("xã B/2.txt", "xã B/10.txt", "xã A/1.txt", ".git/9.txt", "xã A/~$1.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "a.zip").write_bytes(zip_of({"trong.txt": b"a b c"}))
    assert [found.source for found in documents_at(tmp_path)] == [
        "a.zip/trong.txt", "xã A/1.txt", "xã B/10.txt", "xã B/2.txt",
    ]  # fmt: skip


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr("kheo.reader.files.folders.documents_of", lambda *_: pytest.fail("was read"))
    assert list(documents_at(tmp_path / "large.txt")) == [RefusedFile("large.txt", Refusal.TOO_HEAVY)]


@pytest.mark.parametrize("name", ["missing.txt", "a\0b"])
def test_what_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    assert [found.refusal for found in documents_at(tmp_path / name)] == [Refusal.UNREADABLE]
