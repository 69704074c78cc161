"""Reports of our own wording, about places that do not exist."""

from kheo.audit import clock
from kheo.figures.choices import FileState
from kheo.figures.models import Batch, BatchFile
from kheo.reader import read
from kheo.units.models import User

YEARLY = """Đảng ủy phường Bến Lụa Cũ báo cáo công tác dân vận năm 2022

Năm 2022, cấp ủy phường chỉ đạo các chi bộ và đoàn thể chọn việc sát với đời sống để cùng Nhân dân làm.

Về đời sống văn hóa, năm 2022 toàn phường có 1.250 gia đình đăng ký; cuối năm bình xét có 1.200 gia đình đạt “Gia đình văn hóa”, chiếm tỷ lệ 96,70%; 6/6 khu phố đạt khu phố văn hóa.

Trong năm 2022, có 12 mô hình được triển khai thực hiện trên địa bàn phường, trong đó có 5 mô hình mới, 7 mô hình nhân rộng, thể hiện trên các lĩnh vực: lĩnh vực chính trị 3 mô hình, văn hóa - xã hội 7 mô hình, quốc phòng - an ninh 2 mô hình. Tổng số mô hình hiện có trên địa bàn phường đến cuối năm 2022 là 31 mô hình. Các mô hình nhân rộng như “Bến nước chung tay”, “Ngõ sáng ven kênh” được bà con hưởng ứng.
"""  # noqa: E501  a paragraph is one line, as reports have it
"""12 = 5 + 7 = 3 + 7 + 2, a stock of 31, and 1.200 of 1.250 is 96 %, not 96,70 %."""

NO_NUMBERS = """Đảng ủy phường Bến Lụa báo cáo

Cấp ủy quan tâm công tác dân vận, Nhân dân đồng tình hưởng ứng.
"""

SECRET = """MẬT

Đảng ủy phường Bến Lụa Cũ

Năm 2022 có 12 mô hình được triển khai thực hiện trên địa bàn phường, dấu-riêng-không-được-lưu.
"""

FORTY = "Đảng ủy phường Bến Lụa Cũ báo cáo năm 2022\n\n" + "\n\n".join(
    f"Chi bộ số {number} có {number} mô hình mới được công nhận tại cụm {number}." for number in range(11, 51)
)
"""Forty numbers, each of its own, none of them doubtful."""


def give_documents(*people: User) -> None:
    """A batch of each, that was read, and on which nothing is decided."""
    words = {"text": YEARLY, "answer": read(YEARLY).as_dict(), "sha256": "f" * 64}
    for by in people:
        batch = Batch.objects.create(given_by=by, given_at=clock.now())
        BatchFile.objects.create(batch=batch, position=1, source="Văn bản kín", state=FileState.READ, **words)
