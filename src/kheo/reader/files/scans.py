"""Pictures of pages to text, where the machine has the programs for it: pdftoppm and tesseract with Vietnamese."""

import shutil
import subprocess

from kheo.reader.intake import Refusal, RefusedText

MOST_SCANNED_PAGES = 50
SECONDS_A_PAGE = 60
DOTS_AN_INCH = "250"


def pages_of_scan(data: bytes, pages: int) -> list[str]:
    """The text of each page as recognised; every picture stays in memory. Raises RefusedText where a program is
    missing, or fails, or there are more pages than anybody would wait for."""
    if not can_recognise():
        raise RefusedText(Refusal.SCANNED)
    if pages > MOST_SCANNED_PAGES:
        raise RefusedText(Refusal.TOO_MANY_PAGES)
    return [_text_of_page(data, number) for number in range(1, pages + 1)]


def can_recognise() -> bool:
    """True where both programs are there and the second one knows Vietnamese."""
    if not (shutil.which("pdftoppm") and shutil.which("tesseract")):
        return False
    return b"vie" in _output(["tesseract", "--list-langs"], b"").split()


def _text_of_page(data: bytes, number: int) -> str:
    page = str(number)
    picture = _output(["pdftoppm", "-gray", "-r", DOTS_AN_INCH, "-f", page, "-l", page, "-singlefile", "-"], data)
    return _output(["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "6"], picture).decode("utf-8", "replace")


def _output(command: list[str], given: bytes) -> bytes:
    try:
        run = subprocess.run(command, input=given, capture_output=True, check=True, timeout=SECONDS_A_PAGE)  # noqa: S603  fixed programs
    except (OSError, subprocess.SubprocessError):
        raise RefusedText(Refusal.SCANNED) from None
    return run.stdout
