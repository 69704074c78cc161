"""Messages without Django: compiled when needed, in the language that was asked for."""

import shutil

import pytest

from kheo.config import words
from kheo.ui import catalogue


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A catalogue of one message, not compiled yet."""
    place = tmp_path / "vi" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "file"\nmsgstr "tệp"\n'
    )
    monkeypatch.setattr(words, "PLACE", tmp_path)
    compiled = []
    monkeypatch.setattr(catalogue, "compile_catalogues", lambda: compiled.append(real(tmp_path)))
    monkeypatch.delenv("KHEO_LANGUAGE", raising=False)
    words._translation.cache_clear()
    yield place, compiled
    words._translation.cache_clear()


real = catalogue.compile_catalogues


def test_a_fresh_copy_speaks_vietnamese_from_its_first_message(folder):
    assert words.gettext("file") == "file"
    words.prepare_words()
    assert words.gettext("file") == "tệp"


def test_nothing_is_compiled_twice(folder):
    _place, compiled = folder
    words.prepare_words()
    words.prepare_words()
    assert len(compiled) == 1


def test_where_nothing_can_be_written_english_serves(folder, monkeypatch):
    def read_only():
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(catalogue, "compile_catalogues", read_only)
    words.prepare_words()
    assert words.gettext("file") == "file"


def test_another_language_can_be_asked_for(folder, monkeypatch):
    words.prepare_words()
    monkeypatch.setenv("KHEO_LANGUAGE", "en")
    assert words.gettext("file") == "file"


def test_a_missing_folder_is_no_fault(folder):
    shutil.rmtree(folder[0])
    words.prepare_words()
    assert words.gettext("file") == "file"
