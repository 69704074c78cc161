"""The zip packages that .docx and .xlsx are: only parts of a sane size are opened, and none that declares a DTD."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from kheo.reader.intake import Refusal, RefusedText

CHUNK = 65_536
BROKEN = (zipfile.BadZipFile, ValueError, KeyError, IndexError, OSError, NotImplementedError, struct.error)
MOST_PARTS = 20_000
MOST_PART_BYTES = 25_000_000


def names_in(data: bytes) -> frozenset[str]:
    """The names of what is packed. Raises RefusedText where that cannot be told."""
    return frozenset(package_of(data).namelist())


def package_of(data: bytes) -> zipfile.ZipFile:
    """The package, opened in memory. Raises RefusedText where it is damaged or has more parts than any document."""
    with refusing():
        package = zipfile.ZipFile(io.BytesIO(data))
    if len(package.infolist()) > MOST_PARTS:
        raise RefusedText(Refusal.SWOLLEN)
    return package


@contextmanager
def refusing() -> Iterator[None]:
    """Inside, a damaged or locked part is a refusal and no error of the library."""
    try:
        yield
    except (*BROKEN, EOFError, zlib.error):
        raise RefusedText(Refusal.DAMAGED) from None
    except RuntimeError as error:
        raise RefusedText(Refusal.ENCRYPTED if "password" in str(error) else Refusal.DAMAGED) from None


def pieces(package: zipfile.ZipFile, name: str, most: int = MOST_PART_BYTES) -> Iterator[bytes]:
    """A part, piece by piece. Raises RefusedText where it unpacks to more than `most` bytes."""
    info = package.getinfo(name)
    if info.file_size > most:
        raise RefusedText(Refusal.SWOLLEN)
    with refusing(), package.open(info) as part:
        while piece := part.read(CHUNK):
            yield piece


def refuse_declarations(package: zipfile.ZipFile, name: str, most: int) -> None:
    """Raise RefusedText where a part declares a DTD: no program for documents writes one, entities need one."""
    tail = b""
    for piece in pieces(package, name, most):
        plain = tail + piece.replace(b"\x00", b"")
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise RefusedText(Refusal.DAMAGED)
        tail = plain[-16:]
