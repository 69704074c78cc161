"""How many reports a second one core reads, and that time grows with length only. `python bench/reader.py [--json]`

The promise: at least 200 reports of about 6 kB a second on one core (processor time, so that neighbours don't count).
"""

import json
import random
import sys
import time

from kheo.reader import read

LIMIT = 200
REPORTS = 300
SIZE = 6_000
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
    """One invented report of about 6 kB, as dense in figures as the real ones."""
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


def growth() -> float:
    """Time for a text of 5 MB against ten times that of a text of 0.5 MB: about 1 where time is linear."""
    small = "\n".join(report(seed) for seed in range(85))
    large = "\n".join([small] * 10)
    times = []
    for text in (small, large):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return times[1] / (10 * times[0])


def main() -> int:
    size = len(report(0).encode())
    rate = reports_a_second()
    factor = growth()
    rows = {"reports_a_second": round(rate), "limit": LIMIT, "bytes_a_report": size, "growth_5_MB": round(factor, 2)}
    if "--json" in sys.argv:
        print(json.dumps(rows))
    else:
        print(
            f"reader: {rate:.0f} reports of {size} bytes a second on one core (limit {LIMIT}); 5 MB against 10 × "
            f"0.5 MB: × {factor:.2f}"
        )
    return 0 if rate >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
