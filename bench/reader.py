"""How many reports a second one core reads, and that time grows with length only. `python bench/reader.py [--json]`

The promises: at least 200 reports of about 6 kB a second on one core (processor time, so that neighbours don't count);
the 100 .docx of a province, made in memory, in at most 30 s and 200 MB.
"""

import io
import json
import random
import resource
import sys
import time
from pathlib import Path

import docx

from kheo.reader import read
from kheo.reader.files import Document, documents_of

LIMIT = 200
FILES = 100
LIMIT_SECONDS = 30
LIMIT_MB = 200
REPORTS = 300
SIZE = 6_000
CORPUS = Path(__file__).parent.parent / "tests" / "reader" / "reports"
FIELDS = ("kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh", "xây dựng hệ thống chính trị")
PROSE = (
    "Cấp ủy, chính quyền và các đoàn thể đã phối hợp chặt chẽ, tạo sự đồng thuận trong nhân dân, qua đó giữ vững "
    "ổn định ở cơ sở. ",
    "Công tác tuyên truyền được đổi mới về nội dung và hình thức, hướng về địa bàn dân cư, gắn với việc học tập "
    "và làm theo Bác. ",
    "Các tổ dân vận thường xuyên nắm tình hình, kịp thời phản ánh tâm tư, nguyện vọng của bà con để cấp có thẩm "
    "quyền giải quyết. ",
    "Thực hiện Kế hoạch số 12-KH/ĐU ngày 15/02/2024, các chi bộ đã họp dân, bàn bạc công khai, lựa chọn việc làm "
    "cụ thể, thiết thực. ",
)


def report(seed: int) -> str:
    """One invented report of about 6 kB, about as dense in figures as those on the pages of wards."""
    chance = random.Random(seed)
    parts = [chance.randint(2, 30) for _ in FIELDS]
    rows = ", ".join(f"lĩnh vực {name} {part} mô hình" for name, part in zip(FIELDS, parts, strict=True))
    text = [f"Phường Mẫu Sơn tổng kết phong trào thi đua “Dân vận khéo” năm {chance.randint(2018, 2025)}\n\n"]
    text.append(f"Trong năm, toàn phường đăng ký {sum(parts)} mô hình “Dân vận khéo”, trong đó {rows}. ")
    text.append(f"Đảng ủy khen thưởng {chance.randint(2, 20)} tập thể và {chance.randint(2, 40)} cá nhân. ")
    text.append(
        f"Có {chance.randint(900, 950)}/960 hộ đạt gia đình văn hóa. Mô hình “Ngõ sáng” của Chi hội Phụ nữ được "
        f"nhân rộng.\n"
    )
    while sum(map(len, text)) < SIZE * 0.76:
        text.append(chance.choice(PROSE) + ("\n\n" if chance.random() < 0.2 else ""))
    return "".join(text)


def reports_a_second() -> float:
    texts = [report(seed) for seed in range(REPORTS)]
    read(texts[0])
    start = time.process_time()
    for text in texts:
        read(text)
    return REPORTS / (time.process_time() - start)


def dense_reports_a_second() -> tuple[float, int]:
    """The same for the reports with a known truth, most of which hold a figure in every line; with their mean size."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/*.txt"))]
    start = time.process_time()
    for text in texts:
        read(text)
    return len(texts) / (time.process_time() - start), sum(len(text.encode()) for text in texts) // len(texts)


def figures(count: int) -> str:
    """Nothing but figures, each another, and many of them referred to once more or left over."""
    return "\n\n".join(
        f"Xã đăng ký {1000 + at} mô hình. Trong {900 + 7 * at} mô hình này có {at + 11} mô hình mới, {at + 40} mô hình "
        f"còn lại duy trì; {500 + at}/{600 + at} mô hình hiệu quả."
        for at in range(count)
    )


def growth(small: str, large: str) -> float:
    """Time for a text against ten times that of a text of a tenth: about 1 where time is linear."""
    times = []
    for text in (small, large):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return times[1] / (10 * times[0])


def province() -> list[bytes]:
    """100 .docx, each of a report and a table of 30 rows."""
    return [report_file(seed) for seed in range(FILES)]


def report_file(seed: int) -> bytes:
    """One report as Word keeps it, with the table of its models below."""
    document = docx.Document()
    for paragraph in report(seed).split("\n\n"):
        document.add_paragraph(paragraph)
    table = document.add_table(rows=31, cols=4)
    for at, row in enumerate(table.rows):
        values = ("TT", "Đơn vị", "Số mô hình", "Được công nhận") if at == 0 else (at, f"Thôn {at}", 2 * at, at)
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = str(value)
    document.add_paragraph("Trên đây là báo cáo của xã.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def seconds_a_province() -> float:
    """Processor time from the bytes of the files to their readings."""
    files = province()
    start = time.process_time()
    for number, data in enumerate(files):
        for document in documents_of(f"{number}.docx", data):
            if not isinstance(document, Document):
                raise SystemExit(f"{document.source}: {document.refusal.message}")
            read(document.text)
    return time.process_time() - start


def main() -> int:
    size = len(report(0).encode())
    rate = reports_a_second()
    dense, dense_size = dense_reports_a_second()
    seconds = seconds_a_province()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    small = "\n".join(report(seed) for seed in range(85))
    factor, of_figures = growth(small, "\n".join([small] * 10)), growth(figures(400), figures(4000))
    rows = {"reports_a_second": round(rate), "limit": LIMIT, "bytes_a_report": size, "growth_5_MB": round(factor, 2)}
    rows |= {"dense_reports_a_second": round(dense), "dense_bytes_a_report": dense_size}
    rows |= {"growth_of_figures": round(of_figures, 2)}
    rows |= {"files": FILES, "seconds": round(seconds, 1), "megabytes": memory}
    if "--json" in sys.argv:
        print(json.dumps(rows))
    else:
        print(
            f"reader: {rate:.0f} reports of {size} bytes a second on one core (limit {LIMIT}); 5 MB against 10 × "
            f"0.5 MB: × {factor:.2f}, of nothing but figures × {of_figures:.2f}"
        )
        print(f"reader: {dense:.0f} dense reports of {dense_size} bytes a second, without limit")
        print(
            f"reader: {FILES} .docx of a province in {seconds:.1f} s (limit {LIMIT_SECONDS}), {memory} MB at most "
            f"(limit {LIMIT_MB})"
        )
    return 0 if rate >= LIMIT and seconds <= LIMIT_SECONDS and memory <= LIMIT_MB else 1


if __name__ == "__main__":
    sys.exit(main())
