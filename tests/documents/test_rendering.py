"""What LibreOffice makes of our files, read back from the PDF."""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kheo.documents.layouts import layout_for
from kheo.documents.official import Annex, Column, Paragraph, Table, figure, write_docx
from tests.documents.sample import PARTY_REPORT, REPORT

NEEDED = ("soffice", "pdftotext")
LONG = Table(
    "Danh sách",
    [Column("STT", 1), Column("Tên mô hình", 6), Column("Số người", 2)],
    [[n, f"Mô hình thứ {n}", n * 100] for n in range(1, 61)],
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages of a state and a party report as text, by profile; one start of LibreOffice for both."""
    missing = [tool for tool in NEEDED if not shutil.which(tool)]
    if missing:
        reason = f"{' and '.join(missing)} missing: apt-get install libreoffice-writer-nogui poppler-utils"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("rendered")
    for profile, report in (("state", REPORT), ("party", PARTY_REPORT)):
        blocks = [*report.blocks, *[Paragraph("Một câu dài để sang trang. " * 20)] * 4, Annex("Danh sách", [LONG])]
        document = replace(report, blocks=blocks, is_sample=True)
        (folder / f"{profile}.docx").write_bytes(write_docx(document, layout_for(profile)))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "state.docx"), str(folder / "party.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {profile: _pages(folder / f"{profile}.pdf") for profile in ("state", "party")}


def _pages(pdf: Path) -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return read.stdout.decode().split("\f")[:-1]


def _line_with(page: str, text: str) -> str:
    """The one line with *text*, without spaces: where a font lacks letters, pdftotext sees gaps inside words."""
    found = [line for line in map(_close, page.splitlines()) if _close(text) in line]
    assert len(found) == 1, f"“{text}” stands on {len(found)} lines"
    return found[0]


def _close(text: str) -> str:
    return "".join(text.split())


def test_national_name_stands_on_one_line_beside_the_parent_body(pages):
    assert _line_with(pages["state"][0], "VIỆT NAM") == _close("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert _line_with(pages["party"][0], "VIỆT NAM") == _close("ĐẢNG BỘ THÀNH PHỐ HUẾ ĐẢNG CỘNG SẢN VIỆT NAM")


def test_number_and_date_stand_on_one_line(pages):
    assert _line_with(pages["state"][0], "Số: ") == _close("Số: 07/BC-UBND Thuận Hóa, ngày 05 tháng 02 năm 2026")
    assert _line_with(pages["party"][0], "BC/ĐU") == _close("Số 07-BC/ĐU Thuận Hóa, ngày 05 tháng 02 năm 2026")


@pytest.mark.parametrize("profile", ["state", "party"])
def test_pages_are_numbered_from_the_second_and_anew_in_the_annex(pages, profile):
    tops = [_close(page.strip().splitlines()[0]) for page in pages[profile]]
    mark = _close("SỐ LIỆU MẪU")
    assert tops == [mark, f"2{mark}", mark, f"2{mark}"]


@pytest.mark.parametrize("profile", ["state", "party"])
def test_header_row_stands_on_each_page_of_a_table(pages, profile):
    header = _close("STT Tên mô hình Số người")
    assert [header in _close(page) for page in pages[profile]] == [False, False, True, True]
    rows = re.findall(r"^ *(\d+) .*?(\d+) +([\d.]+)$", "\n".join(pages[profile][2:]), re.MULTILINE)
    assert rows == [(str(n), str(n), figure(n * 100)) for n in range(1, 61)]


@pytest.mark.parametrize("profile", ["state", "party"])
def test_signature_stands_beside_the_recipients_on_the_last_page_of_the_text(pages, profile):
    authority = {"state": "TM. ỦY BAN NHÂN DÂN", "party": "T/M BAN THƯỜNG VỤ"}[profile]
    signer = {"state": "Đoàn Văn Khuê", "party": "Trịnh Thị Nhàn"}[profile]
    assert _line_with(pages[profile][1], "Nơi nhận:") == _close(f"Nơi nhận: {authority}")
    assert _line_with(pages[profile][1], signer) == _close(signer)
