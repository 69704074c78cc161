"""Every way to tell a number with every way to hold another against it: the slip is found, the right one left alone."""

from itertools import product

import pytest

from kheo.reader import read

HEAD = "Kết quả phong trào thi đua “Dân vận khéo” năm 2024 của xã Tân Hòa\n\n"
RECOGNISED = (
    "Năm 2024, toàn xã đăng ký 48 mô hình “Dân vận khéo”. Cuối năm, Đảng ủy xã công nhận 41 mô hình",
    "Năm 2024, toàn xã đăng ký 48 mô hình “Dân vận khéo”, trong đó 41 mô hình được công nhận",
    "Toàn xã có 48 mô hình “Dân vận khéo” đăng ký. Qua thẩm định, có 41/48 mô hình được công nhận",
    "Các chi bộ đăng ký 48 mô hình “Dân vận khéo”. Ban Chỉ đạo công nhận 41 mô hình (26 tập thể, 15 cá nhân)",
    "Đến cuối năm, xã có 41 mô hình “Dân vận khéo” được công nhận trên tổng số 48 mô hình đăng ký",
    "Số mô hình “Dân vận khéo” đăng ký là 48, số được công nhận là 41",
)
SHARES = (
    ", đạt {}%", ", đạt {}% so với đăng ký", ", bằng {}% số đăng ký", " (đạt {}%)", " ({}%)",
    ", chiếm {}% tổng số mô hình",
    ", đạt tỷ lệ {}%", ", tương đương {}%", ". Tỷ lệ công nhận đạt {}%", ", chiếm tỷ lệ {}% tổng số mô hình đăng ký",
)  # fmt: skip
FIELDS = ("kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh", "xây dựng hệ thống chính trị")
TOTALS = (
    "Năm 2024, toàn xã đăng ký {} mô hình “Dân vận khéo”",
    "Đến nay, trên địa bàn xã có {} mô hình “Dân vận khéo” đang hoạt động",
    "Số mô hình “Dân vận khéo” được đăng ký là {}",
    "Các chi bộ, đoàn thể đã đăng ký {} mô hình, điển hình “Dân vận khéo”",
)
LISTS = {
    "behind trong đó": (", trong đó ", "{1} mô hình thuộc lĩnh vực {0}", ", ", "."),
    "behind gồm": (", gồm: ", "{0} {1}", "; ", "."),
    "in brackets": (" (", "{0} {1}", ", ", ")."),
    "in the next sentence": (". Chia theo lĩnh vực: ", "{0} {1} mô hình", ", ", "."),
    "each with its verb": (". Trong đó, ", "lĩnh vực {0} có {1} mô hình", ", ", "."),
    "in lines": (", cụ thể:\n", "- Lĩnh vực {0}: {1} mô hình;", "\n", "\n"),
    "far from the total": (".\n\nTuyên truyền được đẩy mạnh.\n\nTheo lĩnh vực, ", "{0} có {1} mô hình", ", ", "."),
}
HEADLINES = (
    "Xã Tân Hòa công nhận {} mô hình “Dân vận khéo” năm 2024",
    "Tân Hòa: {} mô hình “Dân vận khéo” được công nhận năm 2024",
)
BODIES = (
    "Đảng ủy xã đã công nhận {} mô hình “Dân vận khéo”.",
    "Trong số 60 mô hình đăng ký, {} mô hình được Đảng ủy xã công nhận.",
    "Kết quả, {}/60 mô hình được công nhận.",
)


def kinds(text: str) -> set[str]:
    """What is found, but for models alone that divide models and exemplars."""
    return {finding.kind for finding in read(text).findings} - {"kind"}


@pytest.mark.parametrize("told", RECOGNISED)
def test_shares(told: str) -> None:
    for share in SHARES:
        assert kinds(HEAD + told + share.format("85,42") + ".") == set(), share
        assert kinds(HEAD + told + share.format("85,41") + ".") == set(), share  # cut, not rounded
        assert kinds(HEAD + told + share.format("88,4") + ".") == {"percent"}, share


@pytest.mark.parametrize("form", LISTS)
def test_sums(form: str) -> None:
    opened, item, sign, closed = LISTS[form]
    for total in TOTALS:

        def text(whole: int, parts: tuple[int, ...], total: str = total) -> str:
            told = (item.format(name, part) for name, part in zip(FIELDS, parts, strict=True))
            return HEAD + total.format(whole) + opened + sign.join(told) + closed

        assert kinds(text(48, (18, 16, 8, 6))) == set(), total
        assert "sum" in kinds(text(46, (18, 16, 8, 6))), total
        assert "sum" in kinds(text(48, (18, 16, 8, 7))), total
        assert "sum" in kinds(text(84, (18, 16, 8, 6))), total


@pytest.mark.parametrize(("headline", "body"), list(product(HEADLINES, BODIES)))
def test_headlines(headline: str, body: str) -> None:
    for above, below in ((47, 47), (74, 47), (47, 45)):
        text = f"{headline.format(above)}\n\nNăm 2024, toàn xã đăng ký 60 mô hình “Dân vận khéo”. {body.format(below)}"
        assert ("contradiction" in kinds(text)) == (above != below)
