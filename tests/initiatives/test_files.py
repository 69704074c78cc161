"""What may be kept as evidence."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from kheo.initiatives.files import LARGEST_DOCUMENT, LARGEST_PHOTO, LONGEST_SIDE, checked_file
from tests.factories.initiatives import office_bytes, photo_bytes


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        checked_file(name, content)
    (sentence,) = caught.value.message_dict["file"]
    return sentence


def giant_png(width: int, height: int) -> bytes:
    """A PNG whose head promises more points than any memory holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def test_a_photo_is_written_anew_as_jpeg():
    for kind, name in (("JPEG", "a.jpg"), ("PNG", "a.PNG"), ("WEBP", "a.webp")):
        kept = checked_file(name, photo_bytes(kind=kind))
        assert (kept.kind, kept.media_type, kept.suffix) == ("photo", "image/jpeg", ".jpg")
        assert Image.open(io.BytesIO(kept.content)).format == "JPEG"


def test_a_photo_keeps_no_place_no_camera_and_no_comment():
    exif = Image.Exif()
    exif[0x010F] = "Máy của bà Nhàn"
    exif.get_ifd(0x8825)[1] = "N"
    told = photo_bytes(exif=exif, comment=b"21.0285, 105.8542", xmp=b"<x:xmpmeta>GPSLatitude</x:xmpmeta>")
    assert (b"GPSLatitude" in told, b"21.0285" in told) == (True, True)
    kept = checked_file("bep.jpg", told).content
    found = [word for word in (b"GPSLatitude", b"21.0285", b"Exif", "Máy".encode()) if word in kept]
    assert (found, dict(Image.open(io.BytesIO(kept)).getexif())) == ([], {})


def test_a_photo_lying_on_its_side_is_turned_before_the_hint_is_lost():
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = checked_file("a.jpg", photo_bytes(size=(40, 30), exif=exif))
    assert Image.open(io.BytesIO(kept.content)).size == (30, 40)


def test_a_large_photo_is_made_smaller():
    kept = checked_file("a.jpg", photo_bytes(size=(3000, 1500)))
    assert Image.open(io.BytesIO(kept.content)).size == (LONGEST_SIDE, 960)


def test_a_program_named_jpg_is_no_photo():
    assert refusal("ảnh.jpg", b"MZ\x90\x00" + bytes(500)) == (
        "“ảnh.jpg” không mở được như ảnh. Chọn tệp JPG, PNG hoặc WebP."
    )


@pytest.mark.parametrize("cut", [20, 100, 300])
def test_a_photo_cut_off_on_the_way_is_no_photo(cut):
    content = photo_bytes(size=(300, 300))[:cut]
    assert refusal("a.jpg", content).startswith("“a.jpg” không mở được như ảnh.")


def test_a_picture_of_900_million_points_is_not_unpacked():
    assert "quá nhiều" in refusal("a.png", giant_png(30_000, 30_000))


def test_a_picture_just_over_the_limit_is_told_its_size():
    assert refusal("a.png", giant_png(8_000, 8_000)) == (
        "Ảnh “a.png” có 8000 × 8000 điểm ảnh, quá nhiều. Chọn ảnh nhỏ hơn."
    )


@pytest.mark.parametrize("name", ["a.exe", "a.svg", "a.gif", "a.html", "a.docm", "a", ".jpg.exe", "a.jpg "])
def test_other_kinds_are_not_taken(name):
    assert refusal(name, photo_bytes()).startswith("Không nhận tệp")


def test_nothing_is_too_little_and_too_much_is_told_with_its_size():
    assert refusal("a.jpg", b"") == "Tệp “a.jpg” rỗng. Chọn tệp khác."
    assert refusal("a.jpg", bytes(LARGEST_PHOTO + 1)) == "Tệp nặng 8,0 MB, tối đa 8 MB. Chọn tệp nhỏ hơn."
    assert refusal("a.pdf", b"%PDF-" + bytes(LARGEST_DOCUMENT)) == "Tệp nặng 20,0 MB, tối đa 20 MB. Chọn tệp nhỏ hơn."


def test_documents_are_kept_as_they_came():
    for name, content in (("a.pdf", b"%PDF-1.7 x"), ("a.docx", office_bytes(word__document_xml=b"<w/>"))):
        kept = checked_file(name, content)
        assert (kept.kind, kept.content, kept.suffix) == ("document", content, name[1:])


def test_an_office_file_that_unpacks_to_a_thousand_times_its_size_is_refused():
    assert refusal("a.docx", office_bytes(word__document_xml=bytes(40 * 1024 * 1024))) == (
        "“a.docx” không phải tệp DOCX. Chọn tệp khác."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00"),
        ("a.docx", b"PK\x03\x04 and nothing more"),
        ("a.xlsx", office_bytes(xl__vbaProject_bin=b"macro")),
        ("a.docx", b"%PDF-1.7"),
    ],
)
def test_a_document_must_be_what_its_name_says(name, content):
    assert "không phải tệp" in refusal(name, content)
