"""What may be kept as evidence: photos are decoded and written anew, documents are checked by their first bytes."""

import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kheo.initiatives.choices import EvidenceKind

LARGEST_PHOTO = 8 * 1024 * 1024
LARGEST_DOCUMENT = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1920
DOCUMENTS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
PHOTOS = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its bytes as they are stored."""

    kind: EvidenceKind
    content: bytes
    media_type: str
    suffix: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def checked_file(name: str, content: bytes) -> CheckedFile:
    """The file as it is kept. Raises ValidationError on `file`, saying what is wrong and what to choose instead."""
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not content:
        raise _mistake(_("The file “%s” is empty. Choose another one.") % name)
    if suffix in PHOTOS:
        return _photo(name, content)
    if suffix in DOCUMENTS:
        return _document(name, suffix, content)
    raise _mistake(_("“%s” is not taken. Choose a photo (JPG, PNG, WebP) or a document (PDF, DOCX, XLSX).") % name)


def _photo(name: str, content: bytes) -> CheckedFile:
    if len(content) > LARGEST_PHOTO:
        raise _too_large(content, LARGEST_PHOTO)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
            if picture.width * picture.height > MOST_PIXELS:
                raise _mistake(
                    _("The photo “%(name)s” has %(width)s × %(height)s points, too many. Choose a smaller one.")
                    % {"name": name, "width": picture.width, "height": picture.height}
                )
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = upright.convert("RGB")
            # Comments and XMP, which can hold a place, would be copied from here into the new file.
            plain.info.clear()
            written = io.BytesIO()
            plain.save(written, "JPEG", quality=82)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _mistake(_("The photo “%s” has too many points. Choose a smaller one.") % name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _no_photo(name) from error
    return CheckedFile(EvidenceKind.PHOTO, written.getvalue(), "image/jpeg", ".jpg")


def _document(name: str, suffix: str, content: bytes) -> CheckedFile:
    if len(content) > LARGEST_DOCUMENT:
        raise _too_large(content, LARGEST_DOCUMENT)
    first, media_type = DOCUMENTS[suffix]
    if not content.startswith(first) or (suffix != ".pdf" and not _is_honest_zip(content)):
        raise _mistake(
            _("“%(name)s” is no %(kind)s file. Choose another one.") % {"name": name, "kind": suffix[1:].upper()}
        )
    return CheckedFile(EvidenceKind.DOCUMENT, content, media_type, suffix)


def _is_honest_zip(content: bytes) -> bool:
    """An Office file unpacks to some dozen times its size at the most; a bomb to thousands. Macros are not taken."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError):
        return False
    names = {entry.filename for entry in entries}
    unpacked = sum(entry.file_size for entry in entries)
    return (
        "[Content_Types].xml" in names
        and not any(name.endswith("vbaProject.bin") for name in names)
        and unpacked <= max(200 * len(content), 1024 * 1024)
        and unpacked <= 300 * 1024 * 1024
    )


def _no_photo(name: str) -> ValidationError:
    return _mistake(_("“%s” is no photo that can be opened. Choose a JPG, PNG or WebP file.") % name)


def _too_large(content: bytes, limit: int) -> ValidationError:
    return _mistake(
        _("The file has %(size)s MB, at most %(limit)s MB. Choose a smaller one.")
        % {"size": f"{len(content) / 1048576:.1f}".replace(".", ","), "limit": limit // 1048576}
    )


def _mistake(message: str) -> ValidationError:
    return ValidationError({"file": message})
