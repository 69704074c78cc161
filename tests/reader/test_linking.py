"""Parts whose total stands in an earlier sentence."""

from typing import Any

import pytest

from kheo.reader import read

BETWEEN = "Cán bộ thôn đã đến từng nhà trò chuyện với bà con."


def facts(text: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(fact, name) for name in names) for fact in read(text).facts]


@pytest.mark.parametrize(
    ("parts", "dimension", "values"),
    [
        ("Kinh tế có 13 mô hình, quốc phòng - an ninh có 17 mô hình.", "field", ["economy", "defence_security"]),
        ("Cấp tỉnh có 4 mô hình, cấp xã có 26 mô hình.", "level", ["province", "commune"]),
        ("Có 18 mô hình của tập thể, 12 mô hình của cá nhân.", "holder", ["collective", "individual"]),
    ],
    ids=["field", "level", "holder"],
)
def test_parts_find_their_total_over_a_sentence_and_take_its_status(
    parts: str, dimension: str, values: list[str]
) -> None:
    text = f"Năm 2023, xã công nhận 30 mô hình “Dân vận khéo”. {BETWEEN} {parts}"
    assert facts(text, "status", "part_of", "split", dimension) == [
        ("recognised", None, None, None),
        ("recognised", 0, dimension, values[0]),
        ("recognised", 0, dimension, values[1]),
    ]


def test_a_paragraph_between_parts_nothing() -> None:
    text = (
        f"Năm 2023, xã đăng ký 20 mô hình “Dân vận khéo”.\n\n{BETWEEN}\n\n"
        "Theo lĩnh vực, kinh tế có 9 mô hình, văn hóa - xã hội có 11 mô hình."
    )
    assert facts(text, "value", "status", "part_of") == [
        (20, "registered", None), (9, "registered", 0), (11, "registered", 0),
    ]  # fmt: skip


def test_of_two_totals_the_parts_belong_to_the_one_they_make() -> None:
    parts = "Kinh tế có 9 mô hình, quốc phòng - an ninh có 8 mô hình."
    text = f"Năm 2023, xã công nhận 30 mô hình “Dân vận khéo” và đăng ký 17 mô hình. {BETWEEN} {parts}"
    assert facts(text, "value", "status", "part_of")[2:] == [(9, "registered", 1), (8, "registered", 1)]
    text = f"Năm 2023, xã công nhận 17 mô hình “Dân vận khéo” và đăng ký 30 mô hình. {BETWEEN} {parts}"
    assert facts(text, "value", "status", "part_of")[2:] == [(9, "recognised", 0), (8, "recognised", 0)]


def test_all_four_fields_belong_to_a_total_that_they_nearly_make() -> None:
    def parts(last: int) -> list[tuple[Any, ...]]:
        text = (
            f"Năm 2023, xã đăng ký 20 mô hình “Dân vận khéo”. {BETWEEN} Kinh tế có 8 mô hình, văn hóa - xã hội có "
            f"5 mô hình, quốc phòng - an ninh có 4 mô hình, xây dựng hệ thống chính trị có {last} mô hình."
        )
        return [(fact.part_of, fact.split) for fact in read(text).facts[1:]]

    assert parts(3) == [(0, "field")] * 4
    assert parts(4) == [(0, "field")] * 4
    assert parts(67) == [(None, None)] * 4


@pytest.mark.parametrize(
    "parts",
    [
        "Kinh tế có 8 mô hình, quốc phòng - an ninh có 9 mô hình.",
        "Kinh tế có 13 mô hình, phát triển kinh tế có 17 mô hình.",
        "Kinh tế có 30 mô hình.",
        "Kinh tế tăng 13 mô hình, quốc phòng - an ninh tăng 17 mô hình.",
    ],
    ids=["another sum", "the same field twice", "one alone", "changes"],
)
def test_numbers_that_do_not_divide_the_total_stay_alone(parts: str) -> None:
    text = f"Năm 2023, xã công nhận 30 mô hình “Dân vận khéo”. {BETWEEN} {parts}"
    rows = facts(text, "value", "part_of")
    assert len(rows) == 1 + parts.count("mô hình")
    assert [part_of for _value, part_of in rows] == [None] * len(rows)


def test_a_total_that_is_only_about_has_no_parts_elsewhere() -> None:
    text = (
        f"Năm 2023, xã công nhận hơn 30 mô hình “Dân vận khéo”. {BETWEEN} Kinh tế có 13 mô hình, quốc phòng - an ninh "
        "có 17 mô hình."
    )
    assert facts(text, "value", "part_of") == [(30, None), (13, None), (17, None)]


def test_a_total_that_comes_later_is_none() -> None:
    text = (
        f"Năm 2023, kinh tế có 13 mô hình “Dân vận khéo”, quốc phòng - an ninh có 17 mô hình. {BETWEEN} "
        "Xã công nhận 30 mô hình."
    )
    assert facts(text, "value", "part_of") == [(13, None), (17, None), (30, None)]


@pytest.mark.parametrize("total", [19, 21])
def test_a_list_behind_two_kinds_divides_both_whatever_their_total_says(total: int) -> None:
    text = (
        f"Năm 2023, xã đăng ký {total} mô hình, điển hình “Dân vận khéo”, gồm 16 mô hình và 3 điển hình. Phân theo "
        "lĩnh vực: kinh tế 4, văn hóa - xã hội 8, quốc phòng - an ninh 4, xây dựng hệ thống chính trị 3."
    )
    assert facts(text, "value", "part_of") == [
        (total, None), (16, 0), (3, 0), (4, 0), (8, 0), (4, 0), (3, 0),
    ]  # fmt: skip


def test_of_two_totals_the_nearer_in_number_is_divided() -> None:
    text = (
        "Đến nay, tỉnh duy trì 3.241 mô hình, điển hình “Dân vận khéo” (2.608 mô hình, 606 điển hình).\nTrên từng lĩnh "
        "vực: kinh tế có 1.094; văn hóa - xã hội có 1.233; quốc phòng - an ninh có 402; hệ thống chính trị có 485."
    )
    assert facts(text, "value", "part_of")[3:] == [(1094, 0), (1233, 0), (402, 0), (485, 0)]


def test_a_number_in_brackets_before_an_item_counts_nothing() -> None:
    text = "Năm 2023, xã đăng ký 26 mô hình “Dân vận khéo”, cụ thể: (1) kinh tế 12; (2) văn hóa 9; (3) quốc phòng 5."
    assert facts(text, "value", "field") == [
        (26, None), (12, "economy"), (9, "culture_society"), (5, "defence_security"),
    ]  # fmt: skip
