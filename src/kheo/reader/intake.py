"""From the bytes of a file to its text, or a refusal that says why and what to do. Nothing of a refused file is
kept."""

import re
from enum import Enum
from pathlib import Path

from kheo.reader.encodings import decoded
from kheo.reader.secrecy import is_stamped

MOST_BYTES = 5_000_000
_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x7fELF",
    b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"RIFF", b"BZh",
    b"\x00\x00\x01\x00", b"\xca\xfe\xba\xbe", b"SQLite format 3", b"ID3", b"OggS", b"\xfd7zXZ", b"II*\x00",
    b"MM\x00*", b"{\\rtf",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Refusal(Enum):
    """Why a file is not read: a stable code, and a message in English and in Vietnamese that says what to do."""

    EMPTY = ("empty", "The file has no text.", "Tệp không có nội dung. Hãy chọn tệp khác.")
    TOO_LARGE = ("too_large", "The file is larger than 5 MB.", "Tệp lớn hơn 5 MB. Hãy tách thành các tệp nhỏ hơn.")
    NOT_TEXT = (
        "not_text",
        "The file is no plain text (an image, PDF, Word file, archive or program).",
        "Tệp không phải văn bản thuần (là ảnh, PDF, Word, tệp nén hoặc chương trình). Hãy sao chép phần chữ vào "
        "tệp .txt.",
    )
    UNKNOWN_ENCODING = (
        "unknown_encoding",
        "The encoding of the text is not known.",
        "Không nhận ra bảng mã của văn bản. Hãy lưu lại tệp với bảng mã Unicode (UTF-8).",
    )
    SECRET = (
        "secret",
        "The text carries a secrecy stamp. State secrets must not enter this system.",
        "Văn bản có dấu chỉ độ mật. Không được đưa văn bản mật vào hệ thống này.",
    )
    UNREADABLE = ("unreadable", "The file can't be opened.", "Không mở được tệp. Hãy kiểm tra tên tệp và quyền đọc.")

    def __init__(self, code: str, message: str, message_vi: str) -> None:
        self.code = code
        self.message = message
        self.message_vi = message_vi


class RefusedText(Exception):
    """A text that is not read. Carries the reason only, nothing of the text."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def text_from(data: bytes) -> str:
    """The text of the bytes (NFC, Unix line ends). Raises RefusedText where they are none, or none that may be read."""
    if len(data) > MOST_BYTES:
        raise RefusedText(Refusal.TOO_LARGE)
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise RefusedText(Refusal.EMPTY)
    if data.startswith(_MAGIC):
        raise RefusedText(Refusal.NOT_TEXT)
    text = decoded(data)
    if text is None:
        raise RefusedText(Refusal.NOT_TEXT if _looks_binary(data) else Refusal.UNKNOWN_ENCODING)
    if len(_CONTROL.findall(text[:20_000])) > 0.002 * min(len(text), 20_000):
        raise RefusedText(Refusal.NOT_TEXT)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise RefusedText(Refusal.EMPTY)
    if is_stamped(text):
        raise RefusedText(Refusal.SECRET)
    return text


def text_of_file(path: str | Path) -> str:
    """The text of a file. A file over the limit is refused by its size, without being read. Raises RefusedText."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1) if not _is_large(path) else None
    except (OSError, ValueError):
        raise RefusedText(Refusal.UNREADABLE) from None
    if data is None:
        raise RefusedText(Refusal.TOO_LARGE)
    return text_from(data)


def _is_large(path: str | Path) -> bool:
    return Path(path).stat().st_size > MOST_BYTES


def _looks_binary(data: bytes) -> bool:
    sample = data[:8000]
    strange = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return strange > 0.01 * len(sample)
