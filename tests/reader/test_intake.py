"""Bytes to text, or a refusal with a reason."""

import unicodedata

import pytest

from kheo.reader.encodings import TCVN3, from_vni
from kheo.reader.intake import MOST_BYTES, Refusal, RefusedText, checked, text_from
from kheo.reader.secrecy import is_stamped

SENTENCE = "Năm 2023, phường có 20 mô hình dân vận khéo được công nhận; Đảng ủy khen thưởng 5 tập thể của các hội."


def as_tcvn3(text: str) -> bytes:
    codes = {letter: bytes([code]) for code, letter in TCVN3.items()}
    return b"".join(codes.get(letter, letter.encode("latin-1", "replace")) for letter in text)


def as_windows_1258(text: str) -> bytes:
    out = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        out += (unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tone)) + tone).encode(
            "cp1258"
        )
    return out


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_mark(name: str) -> None:
    assert text_from(SENTENCE.encode(name)) == SENTENCE


def test_decomposed_text_is_composed() -> None:
    assert text_from(unicodedata.normalize("NFD", SENTENCE).encode()) == SENTENCE


def test_old_encodings() -> None:
    assert text_from(as_tcvn3(SENTENCE)) == SENTENCE
    assert text_from(as_tcvn3(SENTENCE).decode("latin-1").encode("utf-8")) == SENTENCE
    assert text_from(as_windows_1258(SENTENCE)) == SENTENCE


def test_vni() -> None:
    assert (
        from_vni("Phöôøng coù 20 moâ hình daân vaän kheùo ñöôïc coâng nhaän")
        == "Phường có 20 mô hình dân vận khéo được công nhận"
    )


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.EMPTY), (b" \r\n\t ", Refusal.EMPTY), (b"\x00" * 40, Refusal.EMPTY),
        (b"%PDF-1.7 text", Refusal.NOT_TEXT), (b"PK\x03\x04 text", Refusal.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n", Refusal.NOT_TEXT), (b"MZ\x90\x00", Refusal.NOT_TEXT),
        (bytes(range(256)) * 30, Refusal.NOT_TEXT),
        (b"a" * (MOST_BYTES + 1), Refusal.TOO_LARGE),
        (b"\x80\x81\x82\xfa" * 50, Refusal.UNKNOWN_ENCODING),
    ],
)  # fmt: skip
def test_refusals(data: bytes, refusal: Refusal) -> None:
    with pytest.raises(RefusedText) as caught:
        text_from(data)
    assert caught.value.refusal is refusal


def test_checked_text_has_unix_line_ends() -> None:
    assert checked("\ufeffmột\r\nhai\rba") == "một\nhai\nba"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [(" \n", Refusal.EMPTY), ("a" * (MOST_BYTES + 1), Refusal.TOO_LARGE), ("a\nTỐI MẬT\nb", Refusal.SECRET)],
)
def test_what_is_checked_is_refused_as_if_it_were_a_text(text: str, refusal: Refusal) -> None:
    with pytest.raises(RefusedText) as caught:
        checked(text)
    assert caught.value.refusal is refusal


STAMPS = [
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "TUYỆT  MẬT", "(MẬT)", "[Tối mật]", "Độ mật: MẬT", "Mức độ mật: Tuyệt mật",
    "T U Y Ệ T   M Ậ T", "M.Ậ.T", "TUYET MAT", "TOI MAT.", "MAT", "* MẬT *",
    "MẬT\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "HỎA TỐC - MẬT", "tối mật", "DO MAT: TOI MAT",
]  # fmt: skip
PLAIN = [
    "Mô hình nuôi mật ong", "bảo mật", "Mật độ", "Mật độ dân số", "Mặt trận", "MẶT TRẬN", "Mất", "mất", "mặt",
    "Bí mật quân sự là đề tài của buổi nói chuyện", "mật", "Mật ong", "Bảo vệ bí mật nhà nước", "MẶT", "mat",
]  # fmt: skip


@pytest.mark.parametrize("stamp", STAMPS)
def test_stamps_are_seen(stamp: str) -> None:
    assert is_stamped(f"ĐẢNG ỦY PHƯỜNG\n  {stamp}\nCó 20 mô hình")


@pytest.mark.parametrize("line", [line for line in PLAIN if line != "mật"])
def test_words_are_no_stamps(line: str) -> None:
    assert not is_stamped(f"BÁO CÁO\n{line}\nCó 20 mô hình")


def test_every_refusal_speaks_both_languages() -> None:
    assert all(refusal.message and refusal.message_vi and refusal.code for refusal in Refusal)
    assert len({refusal.code for refusal in Refusal}) == len(Refusal)
