"""Lists of models: headings in any order, rows that are none, and what is wrong in which row and column."""

from collections import Counter

import pytest

from kheo.reader.list_headings import MEANINGS, meaning_of
from kheo.reader.list_values import day_in, fields_in, holder_of, shipped_fields
from kheo.reader.lists import ListFound, read_list
from tests.factories.lists import ORDERS, listed, named


def numbered(*rows):
    return [(at, tuple(row)) for at, row in enumerate(rows, start=1) if any(row)]


def read(*rows, **given) -> ListFound:
    return read_list({"Trang 1": numbered(*rows)}, **given)


def columns(found: ListFound) -> list[str]:
    return [column.meaning for column in found.sheets[0].heading.columns]


def faults(found: ListFound) -> list[tuple[int, str, str, str]]:
    return [(row.number, each.column, each.code, each.value) for row in found.rows for each in row.problems]


@pytest.mark.parametrize("order", ORDERS)
def test_three_orders_of_headings_give_the_same_entries(order):
    found = read(*ORDERS[order](listed(200)))
    assert Counter(len(row.problems) for row in found.rows) == {0: 185, 1: 15}  # the register knows places, not this
    good = [row.entry for row in found.rows if not row.problems]
    fields = ("economy", "culture_society", "defence_security", "political_system")
    first = named(0)
    assert {name: good[0].get(name) for name in ("name", "owner", "field", "novelty", "kind", "holder")} == {
        "name": first["name"],
        "owner": first["owner"],
        "field": fields[0],
        "novelty": "maintained",
        "kind": "model",
        "holder": "collective",
    }
    assert [entry["field"] for entry in good[:4]] == list(fields)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("STT", "order"),
        ("Tên mô hình, điển hình", "name"),
        ("TEN MO HINH DAN VAN KHEO", "name"),
        ("Nội dung mô hình", "name"),
        ("Tập thể, cá nhân", "owner"),
        ("Đơn vị thực hiện", "owner"),
        ("Chủ thể", "owner"),
        ("Tổ chức chủ trì", "lead"),
        ("Đơn vị chủ trì", "lead"),
        ("Địa bàn", "place"),
        ("Thôn, tổ dân phố", "place"),
        ("Lĩnh vực (KT, VH-XH, QP-AN, HTCT)", "field"),
        ("Kinh tế", "field:economy"),
        ("Lĩnh vực – QP-AN", "field:defence_security"),
        ("Năm đăng ký", "year"),
        ("Năm công nhận", "year"),
        ("Mới, duy trì hay nhân rộng", "novelty"),
        ("Duy trì", "novelty:maintained"),
        ("Loại (mô hình, điển hình)", "kind"),
        ("Cấp công nhận", "level"),
        ("Ngày bắt đầu", "starts_on"),
        ("Ngày công nhận", "accepted_on"),
        ("Kết quả đạt được", "outputs"),
        ("Ghi chú", "note"),
        ("Số quyết định", ""),
    ],
)
def test_a_heading_is_understood_under_its_many_names(heading, meaning):
    assert meaning_of(heading, shipped_fields()) == meaning
    assert meaning == "" or meaning in MEANINGS


def test_headings_of_two_rows_under_titles():
    found = read(
        ("ỦY BAN MẶT TRẬN TỔ QUỐC",),
        ("DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2025",),
        (),
        ("STT", "Tên", "Loại", "", "Đơn vị", "Lĩnh vực", "", "Ghi chú"),
        ("", "", "Mô hình", "Điển hình", "", "KT", "VH-XH", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
        ("1", "Hũ gạo", "x", "", "Hội Phụ nữ", "x", "", "có ảnh"),
        ("2", "Hiến đất", "", "x", "Ông Lê Văn A", "", "x", ""),
    )
    assert columns(found) == [
        *("order", "name", "kind:model", "kind:exemplar", "owner", "field:economy", "field:culture_society", "note"),
    ]
    assert [(row.number, row.entry["kind"], row.entry["field"], row.entry["holder"]) for row in found.rows] == [
        (7, "model", "economy", "collective"),
        (8, "exemplar", "culture_society", "individual"),
    ]
    assert [(row.number, row.reason) for row in found.skipped] == [(4, "heading"), (5, "heading"), (6, "numbering")]


def test_titles_of_groups_speak_for_the_rows_below():
    found = read(
        ("TT", "Tên mô hình", "Đơn vị"),
        ("I", "Lĩnh vực kinh tế", ""),
        ("1", "Vườn mẫu", "Hội Nông dân"),
        ("II. Lĩnh vực Quốc phòng - An ninh",),
        ("2", "Tiếng kẻng", "Tổ 4"),
        ("", "Cộng II", "1"),
        ("B", "ĐIỂN HÌNH", ""),
        ("Thôn Đông",),
        ("3", "Giữ bến", "Hộ ông Sáu"),
        ("", "", "Bến Lụa, ngày 3 tháng 4 năm 2026"),
        ("", "Nơi nhận:", ""),
        ("", "- Như trên", "NGƯỜI LẬP"),
    )
    said = [(row.number, row.entry["field"], row.entry["kind"], row.entry.get("place")) for row in found.rows]
    assert said == [
        (3, "economy", "model", None),
        (5, "defence_security", "model", None),
        (9, "defence_security", "exemplar", "Thôn Đông"),
    ]
    assert found.rows[2].entry["holder"] == "household"
    assert [row.reason for row in found.skipped] == [
        *("heading", "section", "section", "total", "section", "section", "foot", "foot", "foot"),
    ]


def test_every_mistake_is_named_with_row_column_and_value():
    found = read(
        ("Tên mô hình", "Đơn vị", "Lĩnh vực", "Năm", "Loại", "Cấp", "Mới/duy trì", "Ngày bắt đầu"),
        ("", "Tổ 1", "Kinh tế", "2025", "", "", "", ""),
        ("Việc A", "", "Kinh tế - xã hội", "2024-2025", "", "", "", ""),
        ("Việc B", "Tổ 1", "Thể thao", "2025", "phong trào", "cấp bộ", "lần hai", "31/02/2026"),
        ("Việc C", "Tổ 1", "#REF!", "2025", "", "", "", ""),
        ("V" * 201, "Tổ 1", "Kinh tế", "2025", "", "", "", ""),
    )
    assert faults(found) == [
        (2, "Tên mô hình", "no_name", ""),
        (3, "Lĩnh vực", "several_fields", "Kinh tế - xã hội"),
        (3, "Năm", "year", "2024-2025"),
        (3, "Đơn vị", "no_owner", ""),
        (4, "Lĩnh vực", "field", "Thể thao"),
        (4, "Loại", "kind", "phong trào"),
        (4, "Cấp", "level", "cấp bộ"),
        (4, "Mới/duy trì", "novelty", "lần hai"),
        (4, "Ngày bắt đầu", "day", "31/02/2026"),
        (5, "Lĩnh vực", "formula", "#REF!"),
        (6, "Tên mô hình", "long_name", "V" * 80),
    ]


def test_two_crosses_no_cross_and_a_word_instead_of_one():
    found = read(
        ("Tên mô hình", "Tổ chức", "Lĩnh vực", "", "Đăng ký", ""),
        ("", "", "Kinh tế", "Văn hóa", "Mới", "Duy trì"),
        ("Việc A", "Tổ 1", "x", "x", "", ""),
        ("Việc B", "Tổ 1", "", "", "x", ""),
        ("Việc C", "Tổ 1", "nhiều", "", "", "✓"),
    )
    assert faults(found) == [
        (3, "Lĩnh vực – Văn hóa", "several", ""),
        (4, "Lĩnh vực", "no_field", ""),
        (5, "Lĩnh vực – Kinh tế", "tick", "nhiều"),
    ]


def test_ditto_signs_quotes_and_numbered_empty_rows():
    found = read(
        ("STT", "Tên mô hình", "Đơn vị", "Lĩnh vực"),
        ("1", "“Hũ gạo”", "Hội Phụ nữ", "kt"),
        ("2", "Điển hình: Bà Tư", '"', "nt"),
        ("3", "", "", ""),
        ("4", "", "", ""),
    )
    assert [(row.entry["name"], row.entry["owner"], row.entry["field"], row.entry["kind"]) for row in found.rows] == [
        ("Hũ gạo", "Hội Phụ nữ", "economy", "model"),
        ("Bà Tư", "Hội Phụ nữ", "economy", "exemplar"),
    ]
    assert [row.reason for row in found.skipped] == ["heading", "outside", "outside"]


def test_a_person_may_say_what_the_columns_are():
    rows = numbered(("Cột một", "Cột hai", "Cột ba"), ("Việc A", "Tổ 1", "Kinh tế"))
    blind = read_list({"": rows})
    assert (columns(blind), faults(blind)[0]) == (["", "", ""], (2, "", "no_name", ""))
    told = read_list({"": rows}, chosen={"": {0: "name", 1: "owner", 2: "field"}})
    assert [(row.entry["name"], row.problems) for row in told.rows] == [("Việc A", ())]


def test_a_list_without_headings_keeps_its_first_row():
    rows = numbered(("1", "Việc A", "Tổ 1"), ("2", "Việc B", "Tổ 2"))
    assert columns(read_list({"": rows})) == ["", "", ""]
    told = read_list({"": rows}, chosen={"": {1: "name", 2: "owner"}})
    assert [(row.number, row.entry["name"]) for row in told.rows] == [(1, "Việc A"), (2, "Việc B")]


def test_a_place_has_fields_of_its_own_and_a_sheet_may_be_a_year():
    own = {"cai cach hanh chinh": ("reform",)}
    head = ("Tên mô hình", "Đơn vị", "Lĩnh vực")
    found = read_list({"Năm 2024": numbered(head, ("Một cửa", "Văn phòng", "Cải cách hành chính"))}, fields=own)
    assert [(row.entry["field"], row.entry["year"], row.problems) for row in found.rows] == [("reform", "2024", ())]


def test_what_is_no_list_gives_nothing():
    assert read(("Kính gửi: Đảng ủy",), ("Báo cáo nhanh",)).rows == []
    assert read_list({}).sheets == []


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("VH – XH", ("culture_society",)),
        ("1. Lĩnh vực phát triển kinh tế", ("economy",)),
        ("Xây dựng Đảng và hệ thống chính trị", ("political_system",)),
        ("QP-AN", ("defence_security",)),
        ("kinh tế - xã hội", ("economy", "culture_society")),
        ("Thể thao", ()),
    ],
)
def test_fields_by_their_usual_names(written, codes):
    assert fields_in(written, shipped_fields()) == codes


def test_days_and_holders():
    assert [str(day_in(each)) for each in ("3/4/2025", "03/2025", "năm 2025", "hôm qua")] == [
        *("2025-04-03", "2025-03-01", "2025-01-01", "None"),
    ]
    owners = ("Ông Lê Văn A", "Hộ bà Tư", "Chi hội 3", "Cơ quan Quân sự", "Ba Đình")
    assert [holder_of(each) for each in owners] == ["individual", "household", *["collective"] * 3]
