"""Office files from before 2007 (.doc, .xls) and .rtf, by way of LibreOffice where it is there.

It works in a folder of its own that is gone afterwards, with a fresh profile: so macros are off, and nothing of the
person's own settings is read or changed.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from kheo.reader.files.kinds import Kind, kind_of
from kheo.reader.intake import Refusal, RefusedText

SECONDS = 60
MOST_CONVERTED_BYTES = 20_000_000
_PROGRAMS = ("soffice", "libreoffice")
_WAYS = {
    Kind.OLD_WORD: ("MS Word 97", "docx"),
    Kind.OLD_WORKBOOK: ("MS Excel 97", "xlsx"),
    Kind.RICH_TEXT: ("Rich Text Format", "docx"),
}
"""How LibreOffice is to read each kind (left to itself it takes a broken file for plain text), and what it makes."""


def from_old_office(data: bytes) -> tuple[Kind, bytes]:
    """The same document as .docx or .xlsx. Raises RefusedText where LibreOffice is missing or cannot read it."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise RefusedText(Refusal.OLD_OFFICE)
    with tempfile.TemporaryDirectory(prefix="kheo-", ignore_cleanup_errors=True) as folder:
        converted = _converted(program, Path(folder), data, *_WAYS[kind_of("", data)])
    return kind_of("", converted), converted


def _converted(program: str, folder: Path, data: bytes, read_as: str, form: str) -> bytes:
    source = folder / "given.bin"
    source.write_bytes(data)
    _run([program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
          f"--infilter={read_as}", "--convert-to", form, "--outdir", str(folder), str(source)])  # fmt: skip
    made = folder / f"given.{form}"
    if not made.is_file():  # broken, or of a kind that the installed part of LibreOffice has no program for
        raise RefusedText(Refusal.OLD_OFFICE)
    if made.stat().st_size > MOST_CONVERTED_BYTES:
        raise RefusedText(Refusal.SWOLLEN)
    return made.read_bytes()


def _run(command: list[str]) -> None:
    """Run the program in a group of its own, so that after SECONDS all that it started ends with it."""
    with subprocess.Popen(  # noqa: S603  a fixed program and names of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise RefusedText(Refusal.OLD_OFFICE) from None
