"""Turns of phrase that say one thing in another way than most reports do."""

from typing import Any

import pytest

from kheo.reader import read

HEAD = "Kết quả phong trào thi đua “Dân vận khéo” năm 2024 của xã Tân Hòa\n\n"
TOLD: dict[str, tuple[str, tuple[str, ...], list[tuple[Any, ...]]]] = {
    "teams that are reorganised are neither new nor all": (
        "Đảng ủy kiện toàn 21 tổ dân vận.", ("value", "status", "role"), [(21, None, "flow")],
    ),
    "as many are praised as there are models": (
        "Xã công nhận 13 mô hình; biểu dương 4 tập thể, 9 cá nhân.",
        ("value", "measure", "part_of"), [(13, "models", None), (4, "collectives", None), (9, "individuals", None)],
    ),
    "models by whose they are": (
        "Xã công nhận 13 mô hình, gồm 4 tập thể, 9 cá nhân.",
        ("value", "measure", "part_of"), [(13, "models", None), (4, "models", 0), (9, "models", 0)],
    ),
    "the next field by its rank": (
        "Xã có 13 mô hình. Nhiều nhất là lĩnh vực văn hóa - xã hội với 8 mô hình, kế đến là phát triển kinh tế, 5 mô "
        "hình.",
        ("value", "field"), [(13, None), (8, "culture_society"), (5, "economy")],
    ),
    "what is left, by its level": (
        "Xã có 40 mô hình, trong đó 6 mô hình cấp tỉnh, 12 mô hình cấp huyện, còn lại 22 là mô hình cấp cơ sở.",
        ("value", "level"), [(40, None), (6, "province"), (12, "district"), (22, "commune")],
    ),
    "a noun, 'là' and its number": (
        "Đã có 38 mô hình, điển hình được đăng ký. Trong đó mô hình là 30, điển hình là 8.",
        ("value", "measure"), [(38, "models_and_exemplars"), (30, "models"), (8, "exemplars")],
    ),
    "fields with their numbers in brackets": (
        "Xã còn duy trì 27 mô hình, thuộc các lĩnh vực kinh tế (11), văn hóa - xã hội (9) và quốc phòng - an ninh (7).",
        ("value", "field"), [(27, None), (11, "economy"), (9, "culture_society"), (7, "defence_security")],
    ),
    "a number of months between a noun and its number": (
        "Tổng số mô hình, điển hình đăng ký trong 6 tháng là 22.",
        ("value", "measure"), [(22, "models_and_exemplars")],
    ),
    "'at least' behind all that describes it": (
        "Năm 2025, phấn đấu từ 90% số mô hình đăng ký trở lên được công nhận.",
        ("value", "approx", "role"), [(90, "at_least", "target")],
    ),
    "a grade is no 'at least'": (
        "Xã công nhận 16 mô hình đạt loại khá trở lên.", ("value", "approx"), [(16, None)],
    ),
    "who gives, as a label": (
        "Khen thưởng dân vận khéo:\n- Chủ tịch UBND huyện: Giấy khen cho 2 tập thể.",
        ("value", "by"), [(2, "Chủ tịch UBND huyện")],
    ),
    "what a plan starts from is there already": (
        "Trên nền 53 mô hình đang hoạt động, năm tới xã phấn đấu xây dựng mới 4 mô hình.",
        ("value", "role"), [(53, "stock"), (4, "target")],
    ),
    "a price that rises counts no models": (
        "Xã có 13 mô hình; giá dứa tăng từ 4.500 lên 6.000 đồng.", ("value",), [(13,)],
    ),
    "crimes that fall count no models": (
        "Xã có 13 mô hình; số vụ phạm pháp hình sự giảm từ 41 xuống còn 29.", ("value",), [(13,)],
    ),
    "holders whose number rose or fell": (
        "Xã duy trì 167 mô hình. Số mô hình của tập thể lên 127; số mô hình của cá nhân chỉ còn 40.",
        ("value", "holder"), [(167, None), (127, "collective"), (40, "individual")],
    ),
    "a number out of its whole": (
        "Xã có 41 trong tổng số 48 mô hình được công nhận.",
        ("value", "status"), [(41, "recognised"), (48, "operating")],
    ),
    "an aside before what was done": (
        "Nhiều nơi đăng ký theo phong trào, 29 mô hình phải đưa ra khỏi danh sách.",
        ("value", "status"), [(29, "discontinued")],
    ),
    "what was chosen to do is not who was chosen": (
        "Các xã đã chọn việc, chọn người, đăng ký 158 mô hình.", ("value", "status"), [(158, "registered")],
    ),
    "two nouns before their number": (
        "Số mô hình, điển hình được công nhận là 418; năm nay tăng 42.",
        ("value", "measure", "role"), [(418, "models_and_exemplars", "flow"), (42, "models_and_exemplars", "change")],
    ),
    "the number of something else, that falls": (
        "Mô hình “Chợ văn minh” giúp số đơn thư về chợ giảm từ 31 xuống 9.", ("value",), [],
    ),
    "cases that are rewarded": (
        "Bộ CHQS tỉnh tặng Giấy khen cho 35 trường hợp, gồm 11 tập thể và 24 cá nhân.",
        ("value", "measure"), [(35, "collectives_and_individuals"), (11, "collectives"), (24, "individuals")],
    ),
    "cases that are not": (
        "Xã có 13 mô hình; cấp đổi giấy chứng nhận quyền sử dụng đất (37 trường hợp) còn chậm.", ("value",), [(13,)],
    ),
    "that number, in another year": (
        "Các xã xây dựng mới 187 mô hình. Cùng kỳ năm 2023, con số này là 159 mô hình.",
        ("value", "status"), [(187, "new"), (159, "new")],
    ),
    "registered for a title, and given it": (
        "Có 1.926/2.084 gia đình đăng ký được công nhận Gia đình văn hóa.",
        ("value", "status"), [(1926, "met"), (2084, None)],
    ),
    "a share of what is no figure": (
        "Có 9 khu phố văn hóa. Đến nay đã có 251/268 hộ nhận tiền đền bù (93,65%).", ("value",), [(9,)],
    ),
    "a share set off by commas": (
        "Có 198/216 khu dân cư đạt chuẩn văn hóa; với khối cơ quan, đơn vị, tỷ lệ đạt còn cao hơn, 128/131, tức 97,7%.",
        ("value", "measure"),
        [(198, "neighbourhoods"), (216, "neighbourhoods"), (128, "agencies"), (131, "agencies"), (97.7, "percent")],
    ),
    "what was built in a span of time is no stock": (
        "Từ đó đến nay, các cấp hội đã xây dựng 86 mô hình.", ("value", "role"), [(86, "flow")],
    ),
    "exemplars behind a list of models": (
        "Xã đăng ký 40 mô hình, điển hình, gồm 26 mô hình và 14 điển hình. Đi vào từng loại thì 26 mô hình ấy thuộc "
        "lĩnh vực kinh tế 14, văn hóa - xã hội 12; còn 14 điển hình có 5 tập thể, 9 cá nhân.",
        ("value", "status", "part_of"),
        [(40, "registered", None), (26, "registered", 0), (14, "registered", 0), (14, "registered", 1),
         (12, "registered", 1), (5, "registered", 2), (9, "registered", 2)],
    ),
    "a date, a bracket, and what there was then": (
        "Đến cuối năm 2024, xã Tân Hòa (huyện Vĩnh Lộc, Thanh Hóa) có 19 mô hình.", ("value", "role"), [(19, "stock")],
    ),
    "running, and to effect": (
        "Xã hiện có 40 tổ dân vận, trong đó 31 tổ đang hoạt động hiệu quả.",
        ("value", "status"), [(40, "operating"), (31, "effective")],
    ),
    "a field told by what they do": (
        "Đảng ủy xã công nhận 25 mô hình: bảy mô hình giúp nhau làm kinh tế, mười tám mô hình về văn hóa - xã hội.",
        ("value", "field"), [(25, None), (7, "economy"), (18, "culture_society")],
    ),
    "the share that is recognised, of those registered": (
        "Các xã đăng ký khoảng 1.500 mô hình và công nhận trên 82% số đăng ký.",
        ("value", "status"), [(1500, "registered"), (82, "recognised")],
    ),
    "what has no more to do": (
        "Sau rà soát, sáu mô hình không còn đối tượng được thanh loại.", ("value", "status"), [(6, "discontinued")],
    ),
    "a noun, and what it is made of": (
        "Các cơ sở đăng ký 61 mô hình và 17 điển hình. Số điển hình gồm 5 tập thể và 12 cá nhân.",
        ("value", "holder", "part_of"),
        [(61, None, None), (17, None, None), (5, "collective", 1), (12, "individual", 1)],
    ),
    "a name with a number": (
        "Xã công nhận 52 mô hình: kinh tế 30, văn hóa - xã hội 22. Trong đó có mô hình “Một bản, một việc” của Đoàn "
        "Kinh tế - Quốc phòng 4.",
        ("value",), [(52,), (30,), (22,)],
    ),
    "all of one field": (
        "Xã có 7 mô hình xây dựng mới, tất cả đều thuộc lĩnh vực kinh tế, gắn với hạt muối.",
        ("value", "status", "field"), [(7, "new", "economy")],
    ),
    "heads of bodies that give": (
        "Chủ nhiệm Chính trị Quân khu tặng Giấy khen cho 26 tập thể; Bí thư Đảng ủy xã tặng Giấy khen cho 3 cá nhân.",
        ("value", "by"), [(26, "Chủ nhiệm Chính trị Quân khu"), (3, "Bí thư Đảng ủy xã")],
    ),
    "a level behind a bracket": (
        "Thành ủy công nhận 31 mô hình (19 tập thể, 12 cá nhân) cấp thành phố.",
        ("value", "level"), [(31, "district"), (19, "district"), (12, "district")],
    ),
    "a level and a comma": (
        "Ban Chỉ đạo huyện công nhận 203 mô hình cấp huyện; ở cấp tỉnh, 29 mô hình được công nhận.",
        ("value", "level"), [(203, "district"), (29, "province")],
    ),
    "a title, and how many kept it": (
        "Phường có 9 mô hình. Khối phố văn hóa giữ vững 5/5.",
        ("value", "status"), [(9, "operating"), (5, "met"), (5, None)],
    ),
    "places in which something is": (
        "Toàn xã có 8/12 xóm đạt danh hiệu xóm văn hóa. Hiện có 12 tổ dân vận hoạt động ở 12 xóm.",
        ("value", "measure"), [(8, "neighbourhoods"), (12, "neighbourhoods"), (12, "teams")],
    ),
    "a field, a comma, and its number": (
        "Xã duy trì 30 mô hình: kinh tế có 13 mô hình; văn hóa - xã hội, 17 mô hình.",
        ("value", "field"), [(30, None), (13, "economy"), (17, "culture_society")],
    ),
    "that number behind a rise": (
        "Xã có 186 mô hình được đăng ký, tăng 22 mô hình so với năm trước; năm 2023, con số này là 164 mô hình.",
        ("value", "status"), [(186, "registered"), (22, "registered"), (164, "registered")],
    ),
    "places of the north-west": (
        "Có 11/12 tiểu khu đạt danh hiệu “Tiểu khu văn hóa”.",
        ("value", "measure"), [(11, "neighbourhoods"), (12, "neighbourhoods")],
    ),
    "what reaches but so much is no title": (
        "Cả sáu ấp giữ vững danh hiệu ấp văn hóa. Hai ấp cù lao đi lại khó, mùa nước nổi họp dân chỉ đạt 60%.",
        ("value", "status"), [(6, "met")],
    ),
    "a field by its name at the beginning": (
        "Khuyến nông xanh có 5 mô hình, kinh tế có 3 mô hình.",
        ("value", "field"), [(5, "other:khuyến nông xanh"), (3, "economy")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_a_turn(case: str) -> None:
    text, names, wanted = TOLD[case]
    facts = read(HEAD + text).as_dict()["facts"]
    assert [tuple(fact[name] for name in names) for fact in facts] == wanted


def test_a_number_in_brackets_behind_a_year_is_of_that_year() -> None:
    facts = read(HEAD + "Xã đăng ký 52 mô hình, tăng 5 so với năm 2023 (47 mô hình).").facts
    assert [(fact.value, fact.period.start if fact.period else None) for fact in facts] == [
        (52, None), (5, None), (47, "2023-01-01"),
    ]  # fmt: skip


def test_the_same_time_of_another_year_is_as_long() -> None:
    text = (
        "Sơ kết phong trào “Dân vận khéo” 6 tháng đầu năm 2024\n\nXã đăng ký 9 mô hình, cùng kỳ năm 2023 là 7 mô hình."
    )
    period = read(text).facts[-1].period
    assert period is not None and (period.start, period.end) == ("2023-01-01", "2023-06-30")


def test_a_rounded_number_of_a_title_is_told_once() -> None:
    text = "Tân Hòa: Hơn 270 mô hình dân vận khéo\n\nĐến nay, huyện Tân Hòa đã xây dựng 274 mô hình dân vận khéo."
    assert [fact.value for fact in read(text).facts] == [274]


def test_a_headline_of_another_article_is_no_fact() -> None:
    text = HEAD + "Xã có 13 mô hình.\n\nBài đọc nhiều: Quận Lê Chân biểu dương 45 điển hình “Dân vận khéo”"
    assert [fact.value for fact in read(text).facts] == [13]


def test_a_unit_may_end_in_a_number() -> None:
    unit = read("Xã Đại Ân 2 tổng kết phong trào “Dân vận khéo”\n\nXã đăng ký 9 mô hình.").unit
    assert unit is not None and unit.name == "xã Đại Ân 2"
