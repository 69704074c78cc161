"""How documents come in: in memory only, refused by their size before they are read."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST_BYTES_TOGETHER = 50_000_000
FORM_AROUND = 256 * 1024
"""What a form may weigh besides its documents."""


def is_too_large(request: HttpRequest) -> bool:
    """Does the request say that it is heavier than what we take at once? Its body is left unread."""
    return sent_bytes(request) > MOST_BYTES_TOGETHER + FORM_AROUND


def sent_bytes(request: HttpRequest) -> int:
    """The length of the body as the browser announced it; 0 where it said nothing that can be read."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdigit() else 0


class MemoryOnly(FileUploadHandler):
    """Keeps files in memory, whatever the settings say of temporary files, and stops where they grow too large.

    A document that turns out to be secret must not have touched the disk.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > MOST_BYTES_TOGETHER + FORM_AROUND:
            raise StopUpload(connection_reset=True)
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
