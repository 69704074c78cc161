"""Archives of several files: a .zip, opened in memory, one member after the other. Nothing is written to a disk."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from kheo.reader.files.packages import BROKEN, package_of, refusing
from kheo.reader.intake import Refusal, RefusedText

MOST_MEMBERS = 1_000
MOST_MEMBER_BYTES = 20_000_000
MOST_BYTES_TOGETHER = 400_000_000
MOST_RATIO = 200
SMALL = 1_000_000
DOCUMENTS = ("[Content_Types].xml", "mimetype", "word/document.xml", "xl/workbook.xml")
_LEFT_OUT = ("__MACOSX/", "Thumbs.db", "desktop.ini", ".DS_Store")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name as a person sees it, and where it is packed."""

    name: str
    info: zipfile.ZipInfo


def is_archive(data: bytes) -> bool:
    """True for a .zip that holds files, and not the parts of one document."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return not set(DOCUMENTS) & set(package.namelist())
    except BROKEN:
        return False


class Archive:
    """The members of a .zip within limits. Raises RefusedText where it holds too many, too much or nothing."""

    def __init__(self, data: bytes) -> None:
        self._package = package_of(data)
        self._members = [
            Member(_name(info), info)
            for info in self._package.infolist()
            if info.filename and not info.is_dir() and not _is_left_out(info)
        ]
        if not self._members:
            raise RefusedText(Refusal.EMPTY)
        if len(self._members) > MOST_MEMBERS:
            raise RefusedText(Refusal.TOO_MANY_FILES)
        if sum(member.info.file_size for member in self._members) > MOST_BYTES_TOGETHER:
            raise RefusedText(Refusal.SWOLLEN)

    def members(self) -> Iterator[Member]:
        """The members in the order of the archive."""
        yield from self._members

    def content(self, member: Member) -> bytes:
        """The bytes of a member. Raises RefusedText where it is locked, damaged, too heavy or packed beyond reason."""
        info = member.info
        if info.flag_bits & 0x1:
            raise RefusedText(Refusal.ENCRYPTED)
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise RefusedText(Refusal.SWOLLEN)
        if info.file_size > MOST_MEMBER_BYTES:
            raise RefusedText(Refusal.TOO_HEAVY)
        with refusing(), self._package.open(info) as part:
            return part.read(MOST_MEMBER_BYTES)


def _name(info: zipfile.ZipInfo) -> str:
    """The name with its Vietnamese letters: old programs wrote UTF-8 without saying so. Never used to write a file."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _is_left_out(info: zipfile.ZipInfo) -> bool:
    """What systems and word processors leave beside files, and nobody meant to send."""
    last = info.filename.rpartition("/")[2]
    return info.filename.startswith(_LEFT_OUT[0]) or last in _LEFT_OUT or last.startswith("~$")
