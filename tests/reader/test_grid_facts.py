"""What a table counts: the words of rows, columns and of the caption together."""

from typing import Any

import pytest

from kheo.reader import read

CAPTION = "Kết quả đăng ký mô hình “Dân vận khéo” năm 2023"


def facts(text: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(fact, name) for name in names) for fact in read(text).facts]


def test_a_total_row_is_the_whole_of_its_column() -> None:
    text = f"{CAPTION}\nLĩnh vực | Số mô hình\nKinh tế | 7\nQuốc phòng - an ninh | 4\nTổng cộng | 11"
    assert facts(text, "value", "field", "part_of", "split") == [
        (7, "economy", 2, "field"),
        (4, "defence_security", 2, "field"),
        (11, None, None, None),
    ]


@pytest.mark.parametrize("head", ["Tổng", "Tổng số", "Tổng cộng", "Cộng", "CỘNG:", "Toàn xã"])
def test_a_total_row_under_many_names(head: str) -> None:
    text = f"{CAPTION}\nLĩnh vực | Số mô hình\nKinh tế | 7\nQuốc phòng - an ninh | 4\n{head} | 11"
    assert facts(text, "value", "part_of") == [(7, 2), (4, 2), (11, None)]


def test_a_total_column_is_the_whole_of_its_row_and_of_the_total_row_the_whole_of_all() -> None:
    text = (
        f"{CAPTION}\nLĩnh vực\tTập thể\tCá nhân\tTổng số\nKinh tế\t5\t2\t7\nVăn hóa - xã hội\t9\t3\t12\nCộng\t14\t5\t19"
    )
    assert facts(text, "value", "holder", "part_of") == [
        (5, "collective", 2), (2, "individual", 2), (7, None, 8),
        (9, "collective", 5), (3, "individual", 5), (12, None, 8),
        (14, "collective", 8), (5, "individual", 8), (19, None, None),
    ]  # fmt: skip


def test_parts_of_a_table_that_do_not_make_its_total_are_found() -> None:
    right = f"{CAPTION}\nLĩnh vực | Số mô hình\nKinh tế | 7\nQuốc phòng - an ninh | 4\nTổng | 11"
    assert read(right).findings == []
    wrong = read(right.replace("| 11", "| 13")).findings
    assert [(finding.kind, finding.stated, finding.computed) for finding in wrong] == [("sum", 13, 11)]


def test_a_column_of_units_says_what_each_row_counts() -> None:
    text = (
        "Kết quả mô hình “Dân vận khéo” năm 2023\nNội dung\tĐơn vị tính\tKết quả\nĐăng ký\tmô hình\t18\n"
        "Được công nhận\tmô hình\t11\nĐăng ký mới\tđiển hình\t6\nĐăng ký học nghề\tngười\t640\n"
        "Đất hiến làm đường\tm²\t2.300"
    )
    assert facts(text, "value", "measure", "status") == [
        (18, "models", "registered"),
        (11, "models", "recognised"),
        (6, "exemplars", "registered"),
    ]


def test_what_happened_stands_in_the_caption() -> None:
    table = "Lĩnh vực | Số mô hình\nKinh tế | 7\nQuốc phòng - an ninh | 4"
    for words, status in (
        ("Mô hình “Dân vận khéo” đăng ký năm 2023", "registered"),
        ("Mô hình “Dân vận khéo” được công nhận năm 2023", "recognised"),
        ("Mô hình “Dân vận khéo” được nhân rộng năm 2023", "replicated"),
        ("Mô hình “Dân vận khéo” năm 2023", "operating"),
    ):
        assert facts(f"{words}\n{table}", "value", "status") == [(7, status), (4, status)], words


def test_a_lead_sentence_with_a_colon_gives_the_status() -> None:
    table = "Lĩnh vực | Số mô hình\nKinh tế | 8\nQuốc phòng - an ninh | 3"
    lead = (
        "Năm 2023, sau khi học tập Nghị quyết và bàn bạc dân chủ ở từng thôn, các chi bộ cùng Mặt trận và các đoàn thể "
        "trong xã đã bám sát đời sống bà con, đăng ký mô hình “Dân vận khéo” với Đảng ủy, cụ thể"
    )
    assert facts(f"{lead}:\n{table}", "value", "status") == [(8, "registered"), (3, "registered")]


def test_a_column_with_an_act_of_its_own_keeps_it() -> None:
    text = f"{CAPTION}\nThôn | Đăng ký | Được công nhận\nThôn Đông | 7 | 5\nThôn Đoài | 4 | 3"
    assert facts(text, "value", "status") == [
        (7, "registered"), (5, "recognised"), (4, "registered"), (3, "recognised"),
    ]  # fmt: skip


def test_collectives_and_persons_divide_models_that_are_registered() -> None:
    text = f"{CAPTION}\nLĩnh vực | Tập thể | Cá nhân\nKinh tế | 5 | 2\nVăn hóa - xã hội | 9 | 3"
    assert facts(text, "value", "measure", "holder", "field", "status") == [
        (5, "models", "collective", "economy", "registered"),
        (2, "models", "individual", "economy", "registered"),
        (9, "models", "collective", "culture_society", "registered"),
        (3, "models", "individual", "culture_society", "registered"),
    ]


def test_collectives_and_persons_that_are_rewarded_are_counted_themselves() -> None:
    text = (
        "Khen thưởng phong trào “Dân vận khéo” năm 2023\nHình thức | Tập thể | Cá nhân\n"
        "Bằng khen của UBND tỉnh | 2 | 5\nGiấy khen của UBND xã | 6 | 14"
    )
    assert facts(text, "value", "measure", "holder", "status", "by", "award") == [
        (2, "collectives", None, "commended", "UBND tỉnh", "Bằng khen"),
        (5, "individuals", None, "commended", "UBND tỉnh", "Bằng khen"),
        (6, "collectives", None, "commended", "UBND xã", "Giấy khen"),
        (14, "individuals", None, "commended", "UBND xã", "Giấy khen"),
    ]


def test_collectives_and_persons_behind_an_act_divide_that_column_only() -> None:
    text = (
        "Kết quả mô hình “Dân vận khéo” năm 2023\nĐịa bàn | Mô hình đăng ký | Tập thể | Cá nhân | Được công nhận\n"
        "Thôn Đông | 9 | 6 | 3 | 4\nThôn Đoài | 8 | 5 | 3 | 7"
    )
    assert facts(text, "value", "measure", "status", "holder", "part_of") == [
        (9, "models", "registered", None, None),
        (6, "models", "registered", "collective", 0),
        (3, "models", "registered", "individual", 0),
        (4, "models", "recognised", None, None),
        (8, "models", "registered", None, None),
        (5, "models", "registered", "collective", 4),
        (3, "models", "registered", "individual", 4),
        (7, "models", "recognised", None, None),
    ]


def test_levels_behind_a_column_divide_it() -> None:
    text = (
        "Kết quả mô hình “Dân vận khéo” năm 2023\nĐơn vị | Số mô hình đăng ký | Cấp tỉnh | Cấp xã\n"
        "Xã An Lạc | 12 | 4 | 8"
    )
    assert facts(text, "value", "status", "level", "part_of", "split") == [
        (12, "registered", None, None, None),
        (4, "registered", "province", 0, "level"),
        (8, "registered", "commune", 0, "level"),
    ]


def test_a_head_over_several_columns_reaches_over_all_of_them() -> None:
    text = (
        "Kết quả mô hình “Dân vận khéo” năm 2023\nLĩnh vực\tĐăng ký\t\tCông nhận\t\n"
        "\tTập thể\tCá nhân\tTập thể\tCá nhân\nKinh tế\t5\t2\t4\t1"
    )
    assert facts(text, "value", "status", "holder") == [
        (5, "registered", "collective"),
        (2, "registered", "individual"),
        (4, "recognised", "collective"),
        (1, "recognised", "individual"),
    ]


def test_heads_may_stand_in_either_order() -> None:
    text = (
        "Kết quả mô hình “Dân vận khéo” năm 2023\nLĩnh vực\tTập thể\t\tCá nhân\t\n"
        "\tĐăng ký\tCông nhận\tĐăng ký\tCông nhận\nKinh tế\t5\t4\t2\t1"
    )
    assert facts(text, "value", "status", "holder") == [
        (5, "registered", "collective"),
        (4, "recognised", "collective"),
        (2, "registered", "individual"),
        (1, "recognised", "individual"),
    ]


def test_the_one_noun_of_the_heads_is_counted_in_all_columns() -> None:
    text = "Kết quả “Dân vận khéo” được công nhận năm 2023\nXã | Số mô hình | Cấp tỉnh | Cấp xã\nAn Lạc | 12 | 4 | 8"
    assert facts(text, "value", "measure", "status", "level", "part_of", "split") == [
        (12, "models", "recognised", None, None, None),
        (4, "models", "recognised", "province", 0, "level"),
        (8, "models", "recognised", "commune", 0, "level"),
    ]


def test_a_field_that_the_vocabulary_does_not_know_is_kept_as_within_a_sentence() -> None:
    text = f"{CAPTION}\nLĩnh vực | Số mô hình\nKinh tế | 6\nGìn giữ nghề gốm | 3\nTổng | 9"
    assert facts(text, "value", "field", "part_of") == [
        (6, "economy", 2),
        (3, "other:gìn giữ nghề gốm", 2),
        (9, None, None),
    ]


def test_a_place_is_no_field() -> None:
    text = f"{CAPTION}\nThôn | Số mô hình\nThôn Đông | 6\nThôn Đoài | 3"
    assert facts(text, "value", "measure", "field") == [(6, "models", None), (3, "models", None)]


def test_a_column_of_shares_is_percent_of_the_number_before_it() -> None:
    text = (
        "Tỷ lệ gia đình văn hóa năm 2023\nThôn | Hộ đạt gia đình văn hóa | Tỷ lệ (%)\nThôn Đông | 198 | 94,29\n"
        "Thôn Đoài | 171 | 95"
    )
    assert facts(text, "value", "measure", "of", "status") == [
        (198, "families", None, "met"), (94.29, "percent", "families", "met"),
        (171, "families", None, "met"), (95, "percent", "families", "met"),
    ]  # fmt: skip


def test_a_percent_sign_in_the_cell_makes_a_share_too() -> None:
    text = (
        "Kết quả phong trào “Dân vận khéo” năm 2023\nNội dung | Số mô hình | So với đăng ký\nĐăng ký | 20 | 100%\n"
        "Được công nhận | 15 | 75%"
    )
    assert facts(text, "value", "measure", "of", "status") == [
        (20, "models", None, "registered"), (100, "percent", "models", "registered"),
        (15, "models", None, "recognised"), (75, "percent", "models", "recognised"),
    ]  # fmt: skip


def test_rows_below_a_row_divide_it() -> None:
    text = (
        "Kết quả phong trào “Dân vận khéo” năm 2023\nNội dung | Số lượng\nMô hình đăng ký | 20\n"
        "Trong đó: - Tập thể | 14\n- Cá nhân | 6\nMô hình được công nhận | 12"
    )
    assert facts(text, "value", "measure", "status", "holder", "part_of", "split") == [
        (20, "models", "registered", None, None, None),
        (14, "models", "registered", "collective", 0, "holder"),
        (6, "models", "registered", "individual", 0, "holder"),
        (12, "models", "recognised", None, None, None),
    ]


def test_a_goal_and_what_stands_are_told_apart() -> None:
    text = (
        "Kết quả phong trào “Dân vận khéo” năm 2023\nNội dung | Chỉ tiêu | Thực hiện\nMô hình đăng ký | 20 | 22\n"
        "Mô hình được công nhận | 12 | 11"
    )
    assert facts(text, "value", "status", "role") == [
        (20, "registered", "target"), (22, "registered", "flow"),
        (12, "recognised", "target"), (11, "recognised", "flow"),
    ]  # fmt: skip


def test_the_column_of_row_numbers_is_not_counted() -> None:
    for head in ("TT", "STT", "Số TT"):
        text = f"{CAPTION}\n{head} | Lĩnh vực | Số mô hình\n1 | Kinh tế | 7\n2 | Quốc phòng - an ninh | 4"
        assert facts(text, "value", "field") == [(7, "economy"), (4, "defence_security")], head


def test_money_trees_and_members_in_a_table_are_no_facts() -> None:
    text = (
        "Kết quả phong trào “Dân vận khéo” năm 2023\nNội dung | Số lượng\nMô hình đăng ký | 20\n"
        "Cây xanh đã trồng | 340\nHội viên mới | 58"
    )
    assert facts(text, "value", "measure") == [(20, "models")]


def test_the_quote_is_the_whole_row() -> None:
    reading = read(f"{CAPTION}\n| Lĩnh vực | Số mô hình |\n| Kinh tế | 7 |\n| Quốc phòng - an ninh | 4 |")
    assert [fact.quote for fact in reading.facts] == ["Kinh tế | 7", "Quốc phòng - an ninh | 4"]
    assert [reading.text[fact.start : fact.end] for fact in reading.facts] == [fact.quote for fact in reading.facts]
