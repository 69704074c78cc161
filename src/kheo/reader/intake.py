"""From the bytes of a file to its text, or a refusal that says why and what to do. Nothing of a refused file is
kept."""

import re
from enum import Enum

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
    TOO_HEAVY = (
        "too_heavy",
        "The file is larger than 20 MB.",
        "Tệp nặng hơn 20 MB. Hãy bỏ bớt ảnh hoặc tách thành các tệp nhỏ hơn.",
    )
    OTHER_KIND = (
        "other_kind",
        "The file is no document (a picture, a film, a program or another kind).",
        "Nội dung tệp không phải văn bản (là ảnh, phim, chương trình hoặc loại khác). Hãy chọn tệp .docx, .pdf, .xlsx, "
        ".html hoặc .txt.",
    )
    DAMAGED = (
        "damaged",
        "The file is damaged or incomplete.",
        "Tệp bị hỏng hoặc chưa tải về đủ. Hãy mở lại bằng phần mềm đã tạo ra tệp, lưu thành tệp mới rồi chọn tệp mới.",
    )
    ENCRYPTED = (
        "encrypted",
        "The file is locked with a password.",
        "Tệp được khóa bằng mật khẩu. Hãy lưu một bản không có mật khẩu rồi chọn bản đó.",
    )
    SWOLLEN = (
        "swollen",
        "What is packed in the file is far larger than a report.",
        "Phần nén trong tệp bung ra lớn bất thường nên không được mở. Hãy kiểm tra nguồn gốc của tệp, hoặc chọn từng "
        "báo cáo riêng.",
    )
    NESTED = (
        "nested",
        "There is an archive inside the archive.",
        "Trong tệp nén còn một tệp nén khác. Hãy giải nén rồi chọn từng báo cáo.",
    )
    TOO_MANY_FILES = (
        "too_many_files",
        "There are more than 1,000 files in the archive.",
        "Tệp nén có hơn 1.000 tệp. Hãy chia thành nhiều tệp nén nhỏ hơn.",
    )
    TOO_MANY_PAGES = (
        "too_many_pages",
        "The document has more than 500 pages.",
        "Tệp có hơn 500 trang. Hãy tách riêng phần báo cáo rồi chọn phần đó.",
    )
    TOO_MANY_ROWS = (
        "too_many_rows",
        "A sheet has more than 20,000 rows.",
        "Bảng tính có hơn 20.000 dòng. Hãy chép riêng phần báo cáo sang tệp mới rồi chọn tệp đó.",
    )
    SCANNED = (
        "scanned",
        "The pages are pictures without text.",
        "Các trang PDF là ảnh chụp, không có chữ để đọc. Hãy chọn bản Word gốc, hoặc nhận dạng chữ rồi lưu lại.",
    )
    OLD_OFFICE = (
        "old_office",
        "This old format can't be read here.",
        "Máy này chưa đọc được định dạng Office cũ (.doc, .xls, .rtf). Hãy mở tệp và lưu thành .docx hoặc .xlsx.",
    )

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
    if is_foreign(data):
        raise RefusedText(Refusal.NOT_TEXT)
    text = decoded(data)
    if text is None:
        raise RefusedText(Refusal.NOT_TEXT if _looks_binary(data) else Refusal.UNKNOWN_ENCODING)
    if len(_CONTROL.findall(text[:20_000])) > 0.002 * min(len(text), 20_000):
        raise RefusedText(Refusal.NOT_TEXT)
    return checked(text)


def checked(text: str) -> str:
    """The text with Unix line ends. Raises RefusedText where it says nothing, is too long or carries a stamp."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise RefusedText(Refusal.EMPTY)
    if len(text) > MOST_BYTES:
        raise RefusedText(Refusal.TOO_LARGE)
    if is_stamped(text):
        raise RefusedText(Refusal.SECRET)
    return text


def is_foreign(data: bytes) -> bool:
    """True where the first bytes are those of a picture, an archive, a program or another kind that is no text."""
    return data.startswith(_MAGIC)


def without_controls(text: str) -> str:
    """The text with a space for every control character, as documents of a word processor may hold."""
    return _CONTROL.sub(" ", text)


def _looks_binary(data: bytes) -> bool:
    sample = data[:8000]
    strange = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return strange > 0.01 * len(sample)
