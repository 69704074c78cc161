"""Every way to tell a total with every way to divide it: all is read, a slip is found, the right list left alone."""

from itertools import product

import pytest

from kheo.reader import read

HEAD = "Kết quả phong trào thi đua “Dân vận khéo” năm 2024 của xã Tân Hòa\n\n"
TOTALS = (
    "Năm 2024, toàn xã đăng ký {} mô hình “Dân vận khéo”",
    "Đến nay, trên địa bàn xã có {} mô hình “Dân vận khéo” đang hoạt động",
    "Số mô hình “Dân vận khéo” được đăng ký là {}",
    "Qua thẩm định, Đảng ủy xã công nhận {} mô hình “Dân vận khéo”",
    "Tổng số mô hình đăng ký: {} mô hình",
)
WHOLE, SIDES = 43, {
    "lĩnh vực": {"kinh tế": 12, "văn hóa - xã hội": 17, "quốc phòng - an ninh": 8, "xây dựng hệ thống chính trị": 6},
    "cấp": {"cấp tỉnh": 4, "cấp huyện": 13, "cấp xã": 26},
    "chủ thể": {"tập thể": 27, "cá nhân": 16},
    "tính chất": {"mới": 11, "duy trì": 24, "nhân rộng": 8},
}  # fmt: skip
ITEMS = {
    "bare": "{side} {number}",
    "with its noun": "{number} mô hình {about}{side}",
    "behind có": "{noun}{side} có {number}{noun_behind}",
    "behind là": "{noun}{side} là {number}{noun_behind}",
    "behind a colon": "{noun}{side}: {number}{noun_behind}",
}
OPENINGS = {
    ", trong đó ": (", ", "."), ", gồm: ": ("; ", "."), " gồm ": (", ", "."), " (": (", ", ")."),
    ". Trong đó: ": ("; ", "."), ". Theo {by}: ": (", ", "."), ", chia theo {by}: ": (", ", "."),
    ". Xét về {by}, ": (", ", "."), ". Về {by}, ": ("; ", "."), ", cụ thể:\n- ": (";\n- ", "."),
    ".\nPhân theo {by}:\n- ": ("\n- ", "\n"), ". Cụ thể: ": ("; ", "."), "; chia ra ": (", ", "."),
    ". Số mô hình trên chia theo {by} như sau: ": ("; ", "."), ". Trong số này, ": (", ", "."),
}  # fmt: skip
KEPT_AMONG_RUNNING = {"with its noun", "behind a colon"}


def listed(item: str, by: str, numbers: list[int]) -> list[str]:
    """The parts in words."""
    of_status = by == "tính chất"
    words = {
        "about": "về " if by == "lĩnh vực" else "",
        "noun": "mô hình " if of_status else "",
        "noun_behind": "" if of_status else " mô hình",
    }
    sides = zip(SIDES[by], numbers, strict=True)
    return [ITEMS[item].format(side=side, number=number, **words) for side, number in sides]


@pytest.mark.parametrize(("item", "by"), list(product(ITEMS, SIDES)))
def test_lists(item: str, by: str) -> None:
    for total, opening in product(TOTALS, OPENINGS):
        if (total, opening, by) == (TOTALS[1], ". Về {by}, ", "tính chất") and item in KEPT_AMONG_RUNNING:
            continue  # those kept up might be all that run

        def text(numbers: list[int], whole: int, total: str = total, opening: str = opening) -> str:
            sign, end = OPENINGS[opening]
            return HEAD + total.format(whole) + opening.format(by=by) + sign.join(listed(item, by, numbers)) + end

        right = list(SIDES[by].values())
        slipped = [right[0], right[1] + 2, *right[2:]]
        agrees = read(text(right, WHOLE))
        assert agrees.findings == [], (total, opening)
        assert [fact.value for fact in agrees.facts] == [WHOLE, *right], (total, opening)
        assert [fact.part_of for fact in agrees.facts] == [None] + [0] * len(right), (total, opening)
        for found, stated, computed in (
            (read(text(slipped, WHOLE)).findings, WHOLE, WHOLE + 2),
            (read(text(right, 34)).findings, 34, WHOLE),
        ):
            assert ("sum", stated, computed) in [(one.kind, one.stated, one.computed) for one in found], (
                total,
                opening,
            )
