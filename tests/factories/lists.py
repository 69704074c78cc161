"""Lists of models as offices keep them: the same rows under headings in three orders, good and bad, as .xlsx."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

import xlsxwriter

from kheo.initiatives.choices import ImportVerdict
from kheo.initiatives.models import Campaign, ImportRow, ImportRun
from kheo.units.models import User

FIELDS = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng, an ninh", "Xây dựng hệ thống chính trị")
SHORT = ("KT", "VH-XH", "QP-AN", "XD HTCT")
BAD_ROWS = 20


def named(number: int) -> dict[str, str]:
    """The good row of this number: its name, who does it, its field (0 to 3), whether it is new."""
    return {
        "name": f"Việc khéo thứ {number}",
        "owner": f"Chi hội {number % 40 + 1}",
        "place": ("Tổ dân phố Bãi Dâu", "Cầu Gỗ", "")[number % 3],
        "field": str(number % 4),
        "new": "x" if number % 5 else "",
    }


def spoiled(row: dict[str, str], number: int) -> dict[str, str]:
    """The same row with one of four mistakes."""
    wrong = ({"name": ""}, {"owner": ""}, {"field": "9"}, {"place": "Tổ dân phố Không Có"})[number % 4]
    return row | wrong


def listed(count: int, bad: int = BAD_ROWS) -> list[dict[str, str]]:
    """`count` rows, `bad` of them spoiled, evenly among them."""
    step = count // bad if bad else count + 1
    return [
        spoiled(named(at), at // step) if at % step == step - 1 and at // step < bad else named(at)
        for at in range(count)
    ]


def plain(rows: Sequence[dict[str, str]]) -> list[list[str]]:
    """One row of headings at the top."""
    head = ["STT", "Tên mô hình", "Đơn vị thực hiện", "Địa bàn", "Lĩnh vực", "Hình thức đăng ký"]
    body = [
        [str(at), row["name"], row["owner"], row["place"], _field(row), "Mới" if row["new"] else "Duy trì"]
        for at, row in enumerate(rows, start=1)
    ]
    return [head, *body]


def turned(rows: Sequence[dict[str, str]]) -> list[list[str]]:
    """Without accents, in another order, a title above."""
    head = ["LINH VUC", "TO DAN PHO", "MOI/DUY TRI", "TAP THE, CA NHAN", "NOI DUNG MO HINH", "GHI CHU"]
    body = [
        [_field(row), row["place"], "dang ky moi" if row["new"] else "duy tri", row["owner"], row["name"], ""]
        for row in rows
    ]
    return [["DANH SÁCH ĐĂNG KÝ DÂN VẬN KHÉO"], [], head, *body]


def crossed(rows: Sequence[dict[str, str]]) -> list[list[str]]:
    """Headings of two rows, a cross for field and novelty, and their numbering below."""
    top = ["TT", "Lĩnh vực", "", "", "", "Tên mô hình, điển hình", "Đăng ký", "", "Chủ thể", "Thôn, tổ dân phố"]
    low = ["", *SHORT, "", "Mới", "Duy trì", "", ""]
    body = []
    for at, row in enumerate(rows, start=1):
        ticks = ["x" if row["field"] == str(each) else "" for each in range(4)]
        novelty = ["x", ""] if row["new"] else ["", "x"]
        body.append([str(at), *ticks, row["name"], *novelty, row["owner"], row["place"]])
    numbers = [f"({at})" for at in range(1, len(top) + 1)]
    return [["ĐẢNG ỦY PHƯỜNG BẾN LỤA"], top, low, numbers, *body, ["", "", "", "", "", f"Tổng cộng: {len(rows)}"]]


ORDERS = {"plain": plain, "turned": turned, "crossed": crossed}


def xlsx_of(*sheets: Sequence[Sequence[str]]) -> bytes:
    """The rows as a workbook, a sheet each."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value:
                        sheet.write(at, place, value)
    return out.getvalue()


def make_import(campaign: Campaign, by: User) -> int:
    """The number of a list that was looked through: one row could come in, another is to be mended."""
    run = ImportRun.objects.create(
        unit=campaign.unit,
        campaign=campaign,
        accepted_on=date(campaign.year, 5, 4),
        source=f"Danh sách kín {campaign.pk}",
        sheets={"": [[1, ["Tên mô hình", "Đơn vị"]], [2, ["Trong danh sách", "Xóm chùa"]], [3, ["Việc thiếu"]]]},
        headings=[{"sheet": "", "rows": [1], "columns": [[0, "Tên mô hình", "name"], [1, "Đơn vị", "owner"]]}],
        by=by,
        planned_at=datetime(campaign.year, 5, 4, tzinfo=UTC),
    )
    entry = {"name": "Trong danh sách", "owner": "Xóm chùa", "kind": "model", "holder": "collective"}
    entry["field"] = "economy"
    ImportRow.objects.create(run=run, number=2, verdict=ImportVerdict.NEW, entry=entry)
    bad = {"verdict": ImportVerdict.BAD, "problems": [["Đơn vị", "no_owner", ""]]}
    ImportRow.objects.create(run=run, number=3, entry={"name": "Việc thiếu"}, **bad)
    return run.pk


def _field(row: dict[str, str]) -> str:
    return FIELDS[int(row["field"])] if row["field"] in "0123" else "Thể thao vũ trụ"
