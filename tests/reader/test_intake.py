"""Bytes to text, or a refusal that gives nothing of the text away."""

import io
import json
import logging
import tempfile
import unicodedata
from pathlib import Path

import pytest

from kheo.reader.command import run
from kheo.reader.encodings import TCVN3, from_vni
from kheo.reader.intake import MOST_BYTES, Refusal, RefusedText, text_from, text_of_file
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


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr("kheo.reader.intake.text_from", lambda data: pytest.fail("was read"))
    with pytest.raises(RefusedText) as caught:
        text_of_file(path)
    assert caught.value.refusal is Refusal.TOO_LARGE


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


@pytest.mark.parametrize("form", ["json", "text", "table"])
def test_a_stamped_text_leaves_no_trace(
    form: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "Kế hoạch bố trí 77 chốt"
    path = tmp_path / "report.txt"
    path.write_text(f"TỐI MẬT\n{secret}\n", encoding="utf-8")
    monkeypatch.setattr(tempfile, "mkstemp", lambda *_, **__: pytest.fail("made a file"))
    out, err = io.StringIO(), io.StringIO()
    with caplog.at_level(logging.DEBUG):
        assert run([str(path)], as_json=form == "json", as_text=form == "text", out=out, err=err) == 2
    shown = out.getvalue() + err.getvalue() + caplog.text
    assert "77" not in shown
    assert "chốt" not in shown
    with pytest.raises(RefusedText) as caught:
        text_of_file(path)
    assert "77" not in str(caught.value) + repr(caught.value) + repr(caught.value.__cause__)
    assert sorted(tmp_path.iterdir()) == [path]


def test_every_refusal_speaks_both_languages() -> None:
    assert all(refusal.message and refusal.message_vi and refusal.code for refusal in Refusal)
    assert len({refusal.code for refusal in Refusal}) == len(Refusal)


def test_json_lines_keep_the_order_and_go_on_after_a_refusal(tmp_path: Path) -> None:
    good, bad, none = tmp_path / "a.txt", tmp_path / "b.pdf", tmp_path / "c.txt"
    good.write_text(SENTENCE, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.4")
    none.write_text("Không có gì để đếm.", encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    status = run(
        [str(bad), str(good), str(tmp_path / "missing.txt"), str(none)], as_json=True, as_text=False, out=out, err=err
    )
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert status == 2
    assert [(row["source"], row.get("reason")) for row in rows] == [
        ("b.pdf", "not_text"),
        ("a.txt", None),
        ("missing.txt", "unreadable"),
        ("c.txt", None),
    ]
    assert rows[0]["error"] == Refusal.NOT_TEXT.message_vi
    assert [fact["value"] for fact in rows[1]["facts"]] == [20, 5]
    assert (rows[3]["facts"], len(rows[3]["notes"])) == ([], 1)
    assert err.getvalue() == ""


def test_offsets_count_in_the_text_that_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", SENTENCE.replace("; ", ";\r\n")).encode())
    shown, rows = io.StringIO(), io.StringIO()
    assert run([str(path)], as_json=False, as_text=True, out=shown, err=shown) == 0
    assert run([str(path)], as_json=True, as_text=False, out=rows, err=rows) == 0
    for fact in json.loads(rows.getvalue())["facts"]:
        assert shown.getvalue()[fact["start"] : fact["end"]] == fact["quote"]


def test_the_table_shows_findings_first(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Xã có 10 mô hình, gồm 6 mô hình mới và 3 mô hình duy trì.", encoding="utf-8")
    out = io.StringIO()
    assert run([str(path)], as_json=False, as_text=False, out=out, err=out) == 0
    lines = out.getvalue().splitlines()
    assert lines[0] == "== a.txt =="
    assert lines[3] == "Cần xem lại: 1"
    assert lines[4] == "  ! Các phần cộng lại được 9, văn bản ghi tổng là 10: “Xã có 10 mô hình”"
