"""A thousand files that nobody would send on purpose. `bench/fuzz.py` tries a hundred thousand."""

import pytest

from kheo.reader import read
from kheo.reader.files import Document, documents_of
from tests.reader.files.mutated import case


@pytest.mark.parametrize("first", range(0, 1_000, 100))
def test_no_file_ends_the_reader(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    texts = []
    for seed in range(first, first + 100):
        found = list(documents_of(*case(seed)))
        assert found != []
        texts += [document.text for document in found if isinstance(document, Document)]
    assert len(texts) > 20
    assert [text for text in texts if read(text).text.strip() == ""] == []
