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


BOTH_NOUNS = (
    "Năm 2024, toàn xã đăng ký {} mô hình, điển hình “Dân vận khéo”",
    "Đến nay, xã có {} mô hình, điển hình đang duy trì",
    "Số mô hình, điển hình được đăng ký là {}",
    "Đảng ủy xã công nhận {} mô hình, điển hình “Dân vận khéo”",
    "Tổng số đăng ký: {} mô hình, điển hình",
)
REWARDED = (
    "Chủ tịch UBND huyện tặng Giấy khen cho {} tập thể, cá nhân",
    "Đảng ủy xã biểu dương {} tập thể và cá nhân",
    "Huyện ủy tuyên dương {} điển hình “Dân vận khéo”",
    "Dịp này, {} tập thể, cá nhân được khen thưởng",
    "Đảng ủy xã công nhận {} mô hình “Dân vận khéo”",
)
TWO = {
    "nouns": ("{} mô hình và {} điển hình", "{} mô hình, {} điển hình", "{} mô hình; {} điển hình",
              "mô hình {}, điển hình {}", "mô hình có {}, điển hình có {}", "mô hình là {}, điển hình là {}",
              "mô hình: {}; điển hình: {}"),
    "holders": ("{} tập thể và {} cá nhân", "{} tập thể, {} cá nhân", "{} tập thể; {} cá nhân",
                "tập thể {}, cá nhân {}", "{} là tập thể, {} là cá nhân"),
}  # fmt: skip
OPENED = (", trong đó {}.", ", trong đó có {}.", ", gồm {}.", ", gồm: {}.", " ({}).", ". Trong đó có {}.",
          ", cụ thể: {}.", ". Cụ thể: {}.", "; chia ra {}.", " bao gồm {}.", ". Trong số này có {}.")  # fmt: skip
RESTS = (
    ", trong đó {} mô hình của tập thể, còn lại {} mô hình của cá nhân.",
    ". Trong đó {} mô hình được công nhận, {} mô hình còn lại chưa đạt.",
    ". Qua đánh giá, {} mô hình phát huy hiệu quả; {} mô hình còn lại hoạt động cầm chừng.",
    ". Đảng ủy công nhận {} mô hình; còn {} mô hình chưa được công nhận.",
    ", gồm {} mô hình mới, còn lại {} mô hình duy trì.",
    ". Có {} mô hình mới, số còn lại {} mô hình duy trì từ năm trước.",
    ". Tập thể đứng tên {} mô hình, cá nhân đứng tên {} mô hình.",
    ". Rà soát cuối năm, dừng {} mô hình, còn {} mô hình tiếp tục duy trì.",
    ": {} mô hình tập thể, {} mô hình cá nhân.",
    ", {} mô hình do tập thể thực hiện, {} mô hình do cá nhân thực hiện.",
)


@pytest.mark.parametrize(
    ("totals", "divided"),
    [
        (BOTH_NOUNS, [opened.format(two) for opened, two in product(OPENED, TWO["nouns"])]),
        (REWARDED, [opened.format(two) for opened, two in product(OPENED, TWO["holders"])]),
        (TOTALS[:2], RESTS),
    ],
    ids=["nouns", "holders", "rests"],
)
def test_two_parts(totals: tuple[str, ...], divided: list[str]) -> None:
    for total, parts in product(totals, divided):
        agrees = read(HEAD + total.format(43) + parts.format(31, 12))
        assert {one.kind for one in agrees.findings} <= {"kind"}, (total, parts)
        assert [fact.value for fact in agrees.facts] == [43, 31, 12], (total, parts)
        for whole, first in ((43, 33), (34, 31)):
            found = read(HEAD + total.format(whole) + parts.format(first, 12)).findings
            assert ("sum", whole) in [(one.kind, one.stated) for one in found], (total, parts)
