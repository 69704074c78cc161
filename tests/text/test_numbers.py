import datetime

import pytest

from kheo.text import parse_date, parse_number_vi, parse_number_words


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2.071", 2071), ("2,071", 2071), ("1.234.567", 1234567), ("3374", 3374), ("06", 6), ("96,99", 96.99),
        ("hai mươi", 20), ("hai mươi mốt", 21),
        ("mười lăm", 15), ("một trăm linh năm", 105), ("ba nghìn hai trăm", 3200),
    ],
)  # fmt: skip
def test_numbers_as_written(written: str, value: float) -> None:
    assert parse_number_vi(written) == value


def test_a_percentage_reads_a_decimal() -> None:
    assert parse_number_vi("96.991", fraction=True) == 96.991


@pytest.mark.parametrize("written", ["", "mô hình", "1.2.3", "12a"])
def test_other_words_are_no_number(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number_vi(written)


def test_number_words_refuse_digits() -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number_words("12")


@pytest.mark.parametrize(
    "written",
    [
        "17/11/2022",
        "17-11-2022",
        "17.11.2022",
        "ngày 17 tháng 11 năm 2022",
        "17 tháng 11 năm 2022",
        "2022-11-17",
        "ngày 17/11/2022",
    ],
)
def test_dates_as_written(written: str) -> None:
    assert parse_date(written) == datetime.date(2022, 11, 17)


@pytest.mark.parametrize("written", ["31/02/2022", "00/01/2022", "12/2022", "hôm nay"])
def test_no_such_day(written: str) -> None:
    with pytest.raises(ValueError, match=r"no such day|not a date"):
        parse_date(written)
