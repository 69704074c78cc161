"""When, how and by whom: periods, roles, rates and givers of what is counted."""

import pytest

from kheo.reader import read

HEADING = "Tổng kết phong trào thi đua “Dân vận khéo” năm 2023\n\n"


def test_each_number_takes_the_year_that_leads_to_it() -> None:
    reading = read(
        HEADING + "Nếu năm 2021 có 20 mô hình thì năm 2022 là 25 mô hình và đến năm 2023 đã tăng lên 30 mô hình."
    )
    years = {fact.value: fact.period and fact.period.start[:4] for fact in reading.facts}
    assert years == {20: "2021", 25: "2022", 30: None}


def test_a_rate_has_the_status_of_what_it_is_a_rate_of() -> None:
    [rate] = read(HEADING + "Tỷ lệ mô hình được công nhận đạt 75%.").facts
    assert (rate.measure, rate.of, rate.status, rate.value) == ("percent", "models", "recognised", 75)


def test_a_half_without_a_year_is_one_of_the_report() -> None:
    reading = read(
        "Sơ kết “Dân vận khéo” 6 tháng đầu năm 2023 của xã\n\nXã đăng ký 9 mô hình.\n\n3. Sáu tháng cuối năm: "
        "nhân rộng 4 mô hình."
    )
    periods = [(fact.value, fact.role, fact.period and (fact.period.start, fact.period.end)) for fact in reading.facts]
    assert periods == [(9, "flow", None), (4, "target", ("2023-07-01", "2023-12-31"))]


def test_a_rise_is_one_of_the_year_reported() -> None:
    reading = read(HEADING + "Xã công nhận 21 mô hình. So với năm 2022, số mô hình được công nhận tăng 5 mô hình.")
    assert [(fact.value, fact.role, fact.period) for fact in reading.facts] == [(21, "flow", None), (5, "change", None)]


@pytest.mark.parametrize(
    "sentence, giver",
    [
        ("Huyện công nhận 19 mô hình.", "Huyện"),
        ("Có 19 mô hình được huyện công nhận.", "huyện"),
        ("Hội đồng bình chọn công nhận 19 mô hình.", "Hội đồng bình chọn"),
        ("Có 19 mô hình được UBND cấp xã công nhận.", "UBND cấp xã"),
        ("Cấp ủy các xã, phường biểu dương 19 mô hình.", "Cấp ủy các xã, phường"),
    ],
)
def test_givers_are_named_in_full(sentence: str, giver: str) -> None:
    assert [fact.by for fact in read(HEADING + sentence).facts] == [giver]
