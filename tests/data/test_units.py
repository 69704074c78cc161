"""The units that ship: how many there were on which day, that the tree holds together, and some known histories."""

import csv
import gzip
import unicodedata
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from kheo.data import FOLDER, AliasRow, SuccessionRow, UnitRow, alias_rows, succession_rows, unit_rows
from kheo.text import fold

TODAY, EVE_OF_REFORM, BEFORE = date(2026, 11, 22), date(2025, 6, 30), date(2022, 12, 31)


@cache
def units() -> dict[str, UnitRow]:
    rows = list(unit_rows())
    by_key = {row.key: row for row in rows}
    assert len(by_key) == len(rows)
    return by_key


@cache
def successions() -> list[SuccessionRow]:
    return list(succession_rows())


def valid(day: date) -> list[UnitRow]:
    return [row for row in units().values() if first(row) <= day <= last(row)]


def first(row: UnitRow) -> date:
    return row.valid_from or date.min


def last(row: UnitRow) -> date:
    return row.valid_to or date.max


def unit(kind: str, code: str, day: date) -> UnitRow:
    [found] = [row for row in valid(day) if (row.kind, row.code) == (kind, code)]
    return found


def place(row: UnitRow) -> str:
    """The unit with all that it lies in, but the nation: 'phường Hoài Nhơn, tỉnh Gia Lai'."""
    own = f"{row.type} {row.name}"
    return own if row.parent_key == "VN" else f"{own}, {place(units()[row.parent_key])}"


def heirs(row: UnitRow) -> list[tuple[str, str, date]]:
    return [(link.to_key, link.kind, link.date) for link in successions() if link.from_key == row.key]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (BEFORE, {"nation": 1, "province": 63, "district": 705, "commune": 10_599}),
        (EVE_OF_REFORM, {"nation": 1, "province": 63, "district": 696, "commune": 10_035}),
        (date(2025, 7, 1), {"nation": 1, "province": 34, "commune": 3_321}),
        (TODAY, {"nation": 1, "province": 34, "commune": 3_321}),
    ],
)
def test_number_of_units_on_a_day(day, counts):
    assert Counter(row.kind for row in valid(day)) == counts


@pytest.mark.parametrize(
    ("day", "provinces", "communes"),
    [
        (date(2025, 7, 1), {"thành phố": 6, "tỉnh": 28}, {"xã": 2_621, "phường": 687, "đặc khu": 13}),
        (date(2026, 4, 30), {"thành phố": 7, "tỉnh": 27}, {"xã": 2_611, "phường": 697, "đặc khu": 13}),
        (TODAY, {"thành phố": 9, "tỉnh": 25}, {"xã": 2_599, "phường": 709, "đặc khu": 13}),
    ],
)
def test_number_of_each_type_since_the_reform(day, provinces, communes):
    assert Counter(row.type for row in valid(day) if row.kind == "province") == provinces
    assert Counter(row.type for row in valid(day) if row.kind == "commune") == communes


def test_every_parent_is_of_the_right_kind_and_lives_longer():
    allowed = {"province": {"nation"}, "district": {"province"}, "commune": {"province", "district"}}
    for row in units().values():
        if row.kind == "nation":
            assert (row.key, row.parent_key) == ("VN", "")
            continue
        parent = units()[row.parent_key]
        assert parent.kind in allowed[row.kind], row
        assert first(parent) <= first(row) <= last(row) <= last(parent), row


def test_communes_lie_in_districts_until_the_reform_and_in_provinces_since():
    for row in units().values():
        if row.kind == "commune":
            assert units()[row.parent_key].kind == ("district" if last(row) <= EVE_OF_REFORM else "province"), row


def test_a_code_means_one_unit_on_one_day():
    meanings: dict[tuple[str, str], list[UnitRow]] = {}
    for row in units().values():
        meanings.setdefault((row.kind, row.code), []).append(row)
    for rows in meanings.values():
        rows.sort(key=first)
        for earlier, later in pairwise(rows):
            assert last(earlier) < first(later), (earlier, later)


def test_codes_are_digits_of_the_length_of_their_kind():
    assert {(row.kind, len(row.code), row.code.isdigit()) for row in units().values()} == {
        ("nation", 0, False),
        ("province", 2, True),
        ("district", 3, True),
        ("commune", 5, True),
    }


def test_names_are_composed_and_bare():
    types = {"tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "thị trấn", "đặc khu"}
    for row in units().values():
        assert row.name == unicodedata.normalize("NFC", row.name) == " ".join(row.name.split())
    with_type = {row.name for row in units().values() if any(row.name.lower().startswith(f"{kind} ") for kind in types)}
    assert with_type == {"Phường Đúc"}  # the ward "phường Phường Đúc" in Huế
    assert unit("commune", "28303", BEFORE).name == "1"


def test_districts_end_with_the_reform():
    assert {row.valid_to for row in units().values() if row.kind == "district" and last(row) >= EVE_OF_REFORM} == {
        EVE_OF_REFORM
    }


def test_successions_lead_from_known_units_to_later_ones():
    assert len({(link.from_key, link.to_key) for link in successions()}) == len(successions())
    for link in successions():
        older, newer = units()[link.from_key], units()[link.to_key]
        assert first(older) < link.date <= last(newer), link
        assert link.kind in {"merge", "split", "rename", "reclassify"}, link
        assert link.share in {None, Decimal(1)}, link


def test_a_newer_unit_begins_on_the_day_of_its_succession():
    """But where a unit joined another that went on."""
    for link in successions():
        newer = units()[link.to_key]
        assert newer.valid_from == link.date or (link.kind in {"merge", "split"} and first(newer) < link.date), link


def test_every_unit_of_today_has_a_history():
    heirs_of_someone = {link.to_key for link in successions()}
    assert [row.key for row in valid(TODAY) if row.valid_from and row.key not in heirs_of_someone] == []


def test_every_commune_on_the_eve_has_an_heir():
    givers = {link.from_key for link in successions()}
    assert [row.key for row in valid(EVE_OF_REFORM) if row.kind == "commune" and row.key not in givers] == []


def test_split_units_have_no_share_and_several_heirs():
    on_the_day = [link for link in successions() if link.date == date(2025, 7, 1)]
    number = Counter(link.from_key for link in on_the_day)
    assert {link.key for link in valid(EVE_OF_REFORM) if number[link.key] > 1} == {
        link.from_key for link in on_the_day if link.kind == "split"
    }
    assert {link.share for link in on_the_day if link.kind == "split"} == {None}
    assert sum(number[row.key] > 1 for row in valid(EVE_OF_REFORM)) == 449


def test_units_that_vanished_are_marked_when_nobody_knows_their_heir():
    givers = {link.from_key for link in successions()}
    lost = {row.key for row in units().values() if last(row) < EVE_OF_REFORM and row.key not in givers}
    assert lost == {row.key for row in units().values() if row.note == "successor unknown"}
    assert len(lost) == 473


def test_thirteen_special_zones():
    zones = {row.name: place(units()[row.parent_key]) for row in valid(TODAY) if row.type == "đặc khu"}
    assert zones == {
        "Vân Đồn": "thành phố Quảng Ninh",
        "Cô Tô": "thành phố Quảng Ninh",
        "Cát Hải": "thành phố Hải Phòng",
        "Bạch Long Vĩ": "thành phố Hải Phòng",
        "Cồn Cỏ": "tỉnh Quảng Trị",
        "Hoàng Sa": "thành phố Đà Nẵng",
        "Lý Sơn": "tỉnh Quảng Ngãi",
        "Trường Sa": "tỉnh Khánh Hòa",
        "Phú Quý": "tỉnh Lâm Đồng",
        "Côn Đảo": "thành phố Hồ Chí Minh",
        "Phú Quốc": "tỉnh An Giang",
        "Thổ Châu": "tỉnh An Giang",
        "Kiên Hải": "tỉnh An Giang",
    }


def test_island_districts_without_communes_became_special_zones():
    found = {
        place(units()[link.from_key]): place(units()[link.to_key])
        for link in successions()
        if units()[link.from_key].kind == "district" and units()[link.to_key].kind == "commune"
    }
    assert found == {
        "huyện Bạch Long Vĩ, thành phố Hải Phòng": "đặc khu Bạch Long Vĩ, thành phố Hải Phòng",
        "huyện Cồn Cỏ, tỉnh Quảng Trị": "đặc khu Cồn Cỏ, tỉnh Quảng Trị",
        "huyện Hoàng Sa, thành phố Đà Nẵng": "đặc khu Hoàng Sa, thành phố Đà Nẵng",
        "huyện Lý Sơn, tỉnh Quảng Ngãi": "đặc khu Lý Sơn, tỉnh Quảng Ngãi",
        "huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu": "đặc khu Côn Đảo, thành phố Hồ Chí Minh",
    }


def test_tam_quan_nam_became_part_of_hoai_nhon():
    old, new = unit("commune", "21658", EVE_OF_REFORM), unit("commune", "21664", TODAY)
    assert place(old) == "phường Tam Quan Nam, thị xã Hoài Nhơn, tỉnh Bình Định"
    assert place(new) == "phường Hoài Nhơn, tỉnh Gia Lai"
    assert heirs(old) == [(new.key, "merge", date(2025, 7, 1))]
    [link] = [link for link in successions() if link.from_key == old.key]
    assert link.decision == "1664/NQ-UBTVQH15"


def test_gia_lai_has_the_wards_of_hoai_nhon():
    names = {row.name for row in valid(TODAY) if "Hoài Nhơn" in row.name and row.type == "phường"}
    assert names == {"Hoài Nhơn", "Hoài Nhơn Bắc", "Hoài Nhơn Đông", "Hoài Nhơn Nam", "Hoài Nhơn Tây"}
    province = unit("province", "52", TODAY)
    assert province.name == "Gia Lai"
    assert sum(row.parent_key == province.key for row in valid(TODAY)) == 135


def test_phuoc_hung_became_part_of_ba_ria():
    old, new = unit("commune", "26548", EVE_OF_REFORM), unit("commune", "26560", TODAY)
    assert place(old) == "phường Phước Hưng, thành phố Bà Rịa, tỉnh Bà Rịa - Vũng Tàu"
    assert place(new) == "phường Bà Rịa, thành phố Hồ Chí Minh"
    assert heirs(old) == [(new.key, "merge", date(2025, 7, 1))]


def test_phuc_thanh_is_joined_to_hoa_lu_by_name_only():
    old, new = unit("commune", "14335", BEFORE), unit("commune", "14329", TODAY)
    assert place(old) == "phường Phúc Thành, thành phố Ninh Bình, tỉnh Ninh Bình"
    assert (old.valid_to, place(new)) == (date(2024, 12, 31), "phường Hoa Lư, tỉnh Ninh Bình")
    assert heirs(old) == [(new.key, "merge", date(2025, 7, 1))]
    [link] = [link for link in successions() if link.from_key == old.key]
    assert (link.source, link.decision) == ("by hand: by name only", "")


def test_thua_thien_hue_became_hue():
    old, new = unit("province", "46", BEFORE), unit("province", "46", TODAY)
    assert (place(old), old.valid_to) == ("tỉnh Thừa Thiên Huế", date(2024, 12, 31))
    assert (place(new), new.valid_from, new.valid_to) == ("thành phố Huế", date(2025, 1, 1), None)
    assert heirs(old) == [(new.key, "reclassify", date(2025, 1, 1))]


def test_bac_giang_and_bac_ninh_became_one_city():
    old = [unit("province", code, EVE_OF_REFORM) for code in ("24", "27")]
    merged, city = unit("province", "24", date(2025, 7, 1)), unit("province", "24", TODAY)
    assert [place(row) for row in (*old, merged, city)] == [
        "tỉnh Bắc Giang",
        "tỉnh Bắc Ninh",
        "tỉnh Bắc Ninh",
        "thành phố Bắc Ninh",
    ]
    assert [heirs(row) for row in old] == [[(merged.key, "merge", date(2025, 7, 1))]] * 2
    assert heirs(merged) == [(city.key, "reclassify", date(2026, 9, 20))]


@pytest.mark.parametrize(
    ("code", "day", "number"),
    [("75", date(2026, 4, 30), 10), ("22", date(2026, 9, 1), 0), ("24", date(2026, 9, 20), 12)],
)
def test_wards_founded_when_a_province_became_a_city(code, day, number):
    eve = {row.code: row for row in valid(day - timedelta(days=1))}
    city = unit("province", code, day)
    assert (city.type, city.valid_from) == ("thành phố", day)
    changed = [row for row in valid(day) if row.kind == "commune" and row.type != eve[row.code].type]
    assert [(row.type, row.parent_key) for row in changed] == [("phường", city.key)] * number


def test_aliases_belong_to_units_and_add_something():
    rows = list(alias_rows())
    assert len(set(rows)) == len(rows)
    assert [row for row in rows if fold(row.alias) == fold(units()[row.key].name)] == []
    assert AliasRow(unit("province", "79", TODAY).key, "TP.HCM") in rows


def test_files_carry_no_time_of_their_own():
    for path in (FOLDER / "units").glob("*.gz"):
        content = path.read_bytes()
        assert content[4:8] == b"\0\0\0\0", path
        lines = gzip.decompress(content).decode().splitlines()
        assert len({len(row) for row in csv.reader(lines)}) == 1, path
