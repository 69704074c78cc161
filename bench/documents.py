"""Promise: a ward's report in at most 300 ms. About six pages, two tables, a list of 60 models; the list as .xlsx.

python bench/documents.py [folder]     writes the files there, to be looked at
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from kheo.documents.layouts import layout_for
from kheo.documents.official import (
    Annex,
    BulletList,
    Column,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    figure,
    percent,
    write_docx,
)
from kheo.documents.sheets import SheetColumn, write_xlsx

LIMIT_MS = 300
FIELDS = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị")
NAMES = ("Góc sách đầu ngõ", "Hàng rào xanh", "Sáng đèn kiệt nhỏ", "Giỏ đi chợ không túi ni lông", "Một giờ cùng phố")
OWNERS = (
    "Chi hội Phụ nữ tổ dân phố",
    "Chi đoàn khu vực",
    "Tổ dân vận tổ dân phố",
    "Hội Cựu chiến binh phường, khu vực",
)
MODELS = [
    (
        n,
        f"“{NAMES[n % 5]}” số {n}",
        f"{OWNERS[n % 4]} {n % 17 + 1}",
        FIELDS[n % 4],
        ("Mới", "Duy trì")[n % 3 > 0],
        n * 37,
    )
    for n in range(1, 61)
]
RESULT = (
    "Trong kỳ, các tổ dân vận đã gặp gỡ từng hộ, nghe ý kiến trước khi bàn việc chung và công khai kết quả tại nhà "
    "sinh hoạt cộng đồng. Những việc chưa thống nhất được ghi lại, giao người phụ trách và hẹn ngày trả lời; cuối kỳ "
    "không còn ý kiến nào chờ quá thời hạn đã hẹn."
)


def by_field() -> Table:
    rows = [[n, name, 15, 6, 9, percent(6, 15)] for n, name in enumerate(FIELDS, start=1)]
    columns = [
        Column("STT", 1, "center"),
        Column("Lĩnh vực", 5),
        Column("Tổng số", 2),
        Column("Mới", 2),
        Column("Duy trì", 2),
        Column("Tỷ lệ mới", 2, "right"),
    ]
    return Table("Bảng 1. Mô hình đăng ký theo lĩnh vực", columns, rows, ["", "Cộng", 60, 24, 36, percent(24, 60)])


def resources() -> Table:
    columns = [Column("Nội dung", 5), Column("Đơn vị tính", 2, "center"), Column("Kết quả", 2)]
    rows = [
        ["Kinh phí vận động", "triệu đồng", 1284.5],
        ["Ngày công tham gia", "ngày công", 2846],
        ["Đất hiến mở kiệt", "m²", 1120],
        ["Hộ tham gia", "hộ", 3270],
    ]
    return Table("Bảng 2. Nguồn lực huy động", columns, rows)


def models() -> Table:
    columns = [
        Column("STT", 1, "center"),
        Column("Tên mô hình", 5),
        Column("Đơn vị thực hiện", 5),
        Column("Lĩnh vực", 3),
        Column("Mới/duy trì", 2, "center"),
        Column("Người tham gia", 2),
    ]
    return Table("", columns, MODELS, ["", "Cộng", "", "", "", sum(model[5] for model in MODELS)])


def report(issuer: Issuer, symbol: str, signature: Signature, filing: str) -> OfficialDocument:
    blocks: list[Heading | Paragraph | BulletList | Table | Annex] = []
    for title in ("Đặc điểm tình hình", "Công tác lãnh đạo, chỉ đạo", "Kết quả thực hiện", "Phương hướng, nhiệm vụ"):
        blocks += [Heading(1, title), Paragraph(RESULT), Heading(2, "Những việc đã làm"), Paragraph(RESULT)]
        blocks += [BulletList(["Rà soát, củng cố 17 tổ dân vận;", f"Gặp gỡ {figure(2846)} lượt người dân;"])]
        blocks += [Heading(2, "Những việc còn vướng"), Paragraph(RESULT), Heading(3, "Nguyên nhân"), Paragraph(RESULT)]
        if title == "Kết quả thực hiện":
            blocks += [by_field(), Paragraph(RESULT), resources()]
    blocks += [Paragraph("Trên đây là báo cáo kết quả thực hiện phong trào; kính gửi cấp trên theo dõi, chỉ đạo./.")]
    blocks += [Annex("Danh sách mô hình đăng ký năm 2026", [models()], landscape=True)]
    return OfficialDocument(
        issuer=issuer,
        number=None,
        symbol=symbol,
        date=date(2026, 2, 5),
        type_name="Báo cáo",
        subject="Kết quả thực hiện phong trào thi đua “Dân vận khéo” năm 2025, phương hướng, nhiệm vụ năm 2026",
        legal_bases=[
            "Căn cứ Kế hoạch phát động phong trào của địa phương",
            "Căn cứ kết quả rà soát của các tổ dân vận",
        ],
        blocks=blocks,
        recipients=["Cấp ủy, chính quyền cấp trên", "Các tổ dân vận", filing],
        signature=signature,
        is_sample=True,
    )


def state_report() -> OfficialDocument:
    issuer = Issuer("Ủy ban nhân dân thành phố Huế", "Ủy ban nhân dân phường Thuận Hóa", "Thuận Hóa")
    signature = Signature("kt", "Chủ tịch", "Đoàn Văn Mẫu", "Ủy ban nhân dân", "Phó Chủ tịch")
    return report(issuer, "BC-UBND", signature, "Lưu: VT, VHXH")


def party_report() -> OfficialDocument:
    issuer = Issuer("Đảng bộ thành phố Huế", "Đảng ủy phường Thuận Hóa", "Thuận Hóa")
    signature = Signature("tm", "Bí thư", "Trịnh Thị Mẫu", "Ban Thường vụ")
    return report(issuer, "BC/ĐU", signature, "Lưu Văn phòng Đảng ủy")


def sheet() -> bytes:
    titles = ("STT", "Tên mô hình", "Đơn vị thực hiện", "Lĩnh vực", "Mới/duy trì", "Người tham gia")
    columns = [SheetColumn(title, width) for title, width in zip(titles, (6, 40, 40, 28, 14, 16), strict=True)]
    return write_xlsx(
        "Danh sách mô hình đăng ký năm 2026", columns, MODELS, is_sample=True, notes=["Đến ngày 31/12/2025"]
    )


def measure(name: str, write: Callable[[], bytes], times: int = 20) -> tuple[bytes, float]:
    started = time.perf_counter()
    content = write()
    first = (time.perf_counter() - started) * 1000
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        write()
        taken.append((time.perf_counter() - started) * 1000)
    worst = max(taken)
    print(
        f"{name:16} first {first:6.1f} ms   median {statistics.median(taken):6.1f} ms   worst {worst:6.1f} ms", end=""
    )
    print(f"   {len(content) // 1024} kB   limit {LIMIT_MS} ms")
    return content, max(first, worst)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    jobs: dict[str, Callable[[], bytes]] = {
        "state.docx": lambda: write_docx(state_report(), layout_for("state")),
        "party.docx": lambda: write_docx(party_report(), layout_for("party")),
        "list.xlsx": sheet,
    }
    worst = 0.0
    for name, write in jobs.items():
        content, taken = measure(name, write)
        worst = max(worst, taken)
        if folder:
            (folder / name).write_bytes(content)
    return 0 if worst <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
