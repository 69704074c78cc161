"""`kheo read`: what is printed of files, folders and archives, and the status it ends with."""

import io
import json
import logging
import unicodedata
from pathlib import Path

import pytest

from kheo.reader.command import Form, main, run
from kheo.reader.intake import Refusal
from tests.reader.files.made import ROWS, SENTENCE, docx_of, pdf_of, xlsx_of, zip_of

WRONG = "Xã có 10 mô hình, gồm 6 mô hình mới và 3 mô hình duy trì."


def printed(*places: Path, form: Form = Form.TABLE, explain: bool = False) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return run(places, form=form, out=out, err=err, explain=explain), out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a province collects it: two kinds of file, one of them below, and what nobody meant to send."""
    (tmp_path / "xã B").mkdir()
    (tmp_path / "xã B" / "báo cáo.docx").write_bytes(docx_of(SENTENCE))
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "~$a.docx").write_bytes(b"MZ")
    (tmp_path / ".DS_Store").write_bytes(b"MZ")
    return tmp_path


def test_json_lines_keep_the_order_and_go_on_after_a_refusal(tmp_path: Path) -> None:
    good, bad, none = tmp_path / "a.txt", tmp_path / "b.pdf", tmp_path / "c.txt"
    good.write_text(SENTENCE, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.4")
    none.write_text("Không có gì để đếm.", encoding="utf-8")
    status, out, err = printed(bad, good, tmp_path / "missing.txt", none, form=Form.JSON)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (2, "")
    assert rows[0] == {"source": "b.pdf", "error": Refusal.DAMAGED.message_vi, "reason": "damaged"}
    assert [(row["source"], row.get("reason")) for row in rows[1:]] == [
        ("a.txt", None), ("missing.txt", "unreadable"), ("c.txt", None),
    ]  # fmt: skip
    assert [fact["value"] for fact in rows[1]["facts"]] == [20, 5, 7]
    assert (rows[3]["facts"], len(rows[3]["notes"])) == ([], 1)


def test_a_folder_is_read_to_its_bottom_in_order(folder: Path) -> None:
    status, out, err = printed(folder, form=Form.JSON)
    assert (status, err) == (1, "")
    assert [json.loads(line)["source"] for line in out.splitlines()] == ["a.txt", "xã B/báo cáo.docx"]


def test_an_archive_is_read_member_by_member(tmp_path: Path) -> None:
    place = tmp_path / "báo cáo.zip"
    place.write_bytes(zip_of({"xã A.docx": docx_of(SENTENCE), "xã B.exe": b"MZ\x90", "xã C.pdf": pdf_of([SENTENCE])}))
    status, out, err = printed(place)
    assert status == 2
    assert [line for line in out.splitlines() if line.startswith("==")] == [
        "== báo cáo.zip/xã A.docx ==", "== báo cáo.zip/xã C.pdf ==",
    ]  # fmt: skip
    assert err == f"báo cáo.zip/xã B.exe: {Refusal.OTHER_KIND.message_vi}\n"


@pytest.mark.parametrize(
    ("text", "status"), [(SENTENCE, 0), (WRONG, 1), ("MẬT\n" + WRONG, 2)], ids=["agrees", "finding", "refused"]
)
@pytest.mark.parametrize("form", [Form.TABLE, Form.JSON, Form.FINDINGS])
def test_the_status_tells_what_came_of_it(tmp_path: Path, text: str, status: int, form: Form) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert printed(tmp_path / "a.txt", form=form)[0] == status


def test_a_refusal_outweighs_a_finding(folder: Path) -> None:
    assert printed(folder, folder / "missing.txt")[0] == 2


def test_findings_alone(folder: Path) -> None:
    status, out, err = printed(folder, form=Form.FINDINGS)
    assert (status, err) == (1, "")
    assert out == (
        "== a.txt ==\n  ! Các phần cộng lại được 9, văn bản ghi tổng là 10: “Xã có 10 mô hình”\n\n"
        "Đã đọc 2 văn bản: 1 văn bản có chỗ không khớp.\n"
    )


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert printed(tmp_path) == (2, "", f"{tmp_path.name}: {Refusal.EMPTY.message_vi}\n")


def test_offsets_count_in_the_text_that_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", SENTENCE.replace("; ", ";\r\n")).encode())
    (tmp_path / "b.xlsx").write_bytes(xlsx_of(Một=[*ROWS, [SENTENCE]]))
    for place in (path, tmp_path / "b.xlsx"):
        _status, shown, _err = printed(place, form=Form.TEXT)
        facts = json.loads(printed(place, form=Form.JSON)[1])["facts"]
        assert {20, 5, 7} <= {fact["value"] for fact in facts}
        assert [shown[fact["start"] : fact["end"]] for fact in facts] == [fact["quote"] for fact in facts]


def test_the_table_shows_findings_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    lines = printed(tmp_path / "a.txt")[1].splitlines()
    assert lines[0] == "== a.txt =="
    assert lines[3] == "Cần xem lại: 1"
    assert lines[4] == "  ! Các phần cộng lại được 9, văn bản ghi tổng là 10: “Xã có 10 mô hình”"


def test_explained_is_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Trang chủ\n{SENTENCE}", encoding="utf-8")
    assert "  - phần khung của trang: “Trang chủ”\n" in printed(tmp_path / "a.txt", explain=True)[1]
    assert "bỏ qua" not in printed(tmp_path / "a.txt")[1]
    row = json.loads(printed(tmp_path / "a.txt", form=Form.JSON, explain=True)[1])
    assert "Trang chủ" in [part["quote"] for part in row["ignored"]]
    assert "ignored" not in json.loads(printed(tmp_path / "a.txt", form=Form.JSON)[1])


def test_explained_is_why_a_number_is_no_figure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Sáng 14/11/2023, sau 8 buổi họp.\n{SENTENCE}", encoding="utf-8")
    shown = printed(tmp_path / "a.txt", explain=True)[1]
    assert [line for line in shown.splitlines() if line.startswith("  - ")] == [
        "  - ngày: “14”", "  - ngày: “11”", "  - ngày: “2023”", "  - thời gian, số lần: “8”",
        "  - năm, tháng, quý, giai đoạn: “2023”",
    ]  # fmt: skip
    row = json.loads(printed(tmp_path / "a.txt", form=Form.JSON, explain=True)[1])
    assert [(part["quote"], part["reason"]) for part in row["ignored"]] == [
        ("14", "date"), ("11", "date"), ("2023", "date"), ("8", "duration"), ("2023", "period"),
    ]  # fmt: skip
    assert "“8”" not in printed(tmp_path / "a.txt")[1]


def test_the_same_command_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    assert main(["--findings", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("== a.txt ==\n")


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("kind", ["txt", "docx", "xlsx", "pdf", "zip"])
def test_a_stamped_file_leaves_no_trace(
    form: Form, kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["TỐI MẬT", "Kế hoạch bố trí 77 chốt"]
    made = {
        "txt": "\n".join(lines).encode(),
        "docx": docx_of(*lines),
        "xlsx": xlsx_of(Một=[[line] for line in lines]),
        "pdf": pdf_of(lines),
        "zip": zip_of({"a.docx": docx_of(*lines)}),
    }
    path = tmp_path / f"report.{kind}"
    path.write_bytes(made[kind])
    monkeypatch.setattr("tempfile.mkdtemp", lambda *_, **__: pytest.fail("made a folder"))
    monkeypatch.setattr("tempfile.mkstemp", lambda *_, **__: pytest.fail("made a file"))
    with caplog.at_level(logging.DEBUG):
        status, out, err = printed(path, form=form)
    assert (status, "77" in out + err + caplog.text, "chốt" in out + err + caplog.text) == (2, False, False)
    assert Refusal.SECRET.message_vi in out + err
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_dash_reads_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(docx_of(SENTENCE)))
    monkeypatch.setattr("sys.stdin", given)
    status, out, err = printed(Path("-"), form=Form.JSON)
    row = json.loads(out)
    assert (status, err, row["source"], [fact["value"] for fact in row["facts"]]) == (0, "", "-", [20, 5, 7])
