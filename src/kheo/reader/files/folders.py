"""Files and folders of a disk to documents, in a stable order, one file in memory at a time."""

from collections.abc import Iterator
from pathlib import Path

from kheo.reader.files.documents import MOST_FILE_BYTES, Document, RefusedFile, documents_of
from kheo.reader.intake import Refusal


def documents_at(path: str | Path) -> Iterator[Document | RefusedFile]:
    """The documents of a file, or of all files below a folder, sorted by their place in it. Raises nothing.

    Hidden files, and those that a word processor keeps beside an open document, are left out. A file is named by its
    name, in a folder by its place below the folder.
    """
    place = Path(path)
    try:
        is_folder = place.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        yield from _documents(place.name, place)
        return
    found = _files_below(place)
    if not found:
        yield RefusedFile(place.name or str(path), Refusal.EMPTY)
    for file in found:
        yield from _documents(file.relative_to(place).as_posix(), file)


def _files_below(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if not any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts) and file.is_file()
    )


def _documents(source: str, file: Path) -> Iterator[Document | RefusedFile]:
    """A file over the limit is refused by its size, without being read."""
    try:
        if file.stat().st_size > MOST_FILE_BYTES:
            yield RefusedFile(source, Refusal.TOO_HEAVY)
            return
        with file.open("rb") as opened:
            data = opened.read(MOST_FILE_BYTES + 1)
    except (OSError, ValueError):
        yield RefusedFile(source, Refusal.UNREADABLE)
        return
    yield from documents_of(source, data)
