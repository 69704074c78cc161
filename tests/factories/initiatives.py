"""Registrations led by the verbs of the register to the state that a test needs, and files to attach."""

import io
import zipfile
from datetime import date
from typing import Any

from PIL import Image

from kheo.initiatives import actions
from kheo.initiatives.choices import Kind, Status
from kheo.initiatives.models import Campaign, Registration
from kheo.units.models import Organisation, Unit
from tests.cast import Cast

WORDS: dict[str, Any] = {
    "name": "Chợ đổi hạt giống",
    "field": "economy",
    "local_field": "economy",
    "situation": "Giống lúa mua ngoài đắt, nhà ít ruộng phải vay.",
    "goals": "20 hộ đổi giống, không hộ nào phải vay tiền mua giống.",
    "method": "Mỗi phiên chợ mở một góc đổi giống, ghi sổ người đổi.",
    "beneficiaries": "20 hộ trồng lúa ở Bãi Dâu.",
    "forces": "Tổ dân vận chủ trì; Chi hội Nông dân cùng làm.",
    "resources": "không",
    "starts_on": date(2026, 3, 1),
    "evaluates_on": date(2026, 11, 15),
    "outputs": "Sổ đổi giống có chữ ký.",
    "sustainability": "Giữ góc đổi giống ở mỗi phiên chợ.",
}
"""A form with nothing missing."""


def make_campaign(cast: Cast, *, unit: Unit | None = None, year: int = 2026, **days: Any) -> Campaign:
    """A campaign of the ward (or of `unit`), open from January to the end of November."""
    unit = unit or cast.ward
    names = {cast.ward.pk: "officer", cast.foreign_ward.pk: "foreign_officer", cast.province.pk: "province_officer"}
    by = cast.actor(names.get(unit.pk, "officer"))
    days = {"opens_on": date(year, 1, 5), "deadline": date(year, 11, 30), "cut_off": date(year, 12, 20)} | days
    return actions.open_campaign(by=by, unit=unit, year=year, name=f"Đăng ký năm {year}", **days)


def make_registration(
    cast: Cast,
    status: str = Status.DRAFT,
    *,
    campaign: Campaign | None = None,
    organisation: Organisation | None = None,
    writer: str = "team_leader",
    officer: str = "officer",
    kind: str = Kind.MODEL,
    **values: Any,
) -> Registration:
    """A registration of the team in the ward's campaign of 2026, led to `status`; `values` replace WORDS."""
    campaign = campaign or Campaign.objects.filter(unit=cast.ward, year=2026).first() or make_campaign(cast)
    by, office = cast.actor(writer), cast.actor(officer)
    row = actions.start_draft(by=by, organisation=organisation or cast.team, campaign=campaign, kind=kind)
    actions.save_draft(row, by=by, values=WORDS | values)
    if status == Status.DRAFT:
        return row
    actions.submit(row, by=by)
    if status == Status.RETURNED:
        actions.return_(row, by=office, reason="Ghi rõ 20 hộ nào.", items=["beneficiaries"])
    elif status == Status.REFUSED:
        actions.refuse(row, by=office, reason="Trùng với mô hình của Mặt trận.")
    elif status == Status.WITHDRAWN:
        actions.withdraw(row, by=by, reason="Chưa đủ người làm.")
    elif status in (Status.UNDER_WAY, Status.EVALUATED):
        actions.accept(row, by=office)
    if status == Status.EVALUATED:
        actions.evaluate(row, by=office, outcome="good", evaluation="20 hộ đã đổi.", on=row.accepted_on)
    return row


def make_office_draft(cast: Cast, *, campaign: Campaign | None = None, **identity: Any) -> Registration:
    """A draft of the ward's office, of which no form exists."""
    campaign = campaign or Campaign.objects.filter(unit=cast.ward, year=2026).first() or make_campaign(cast)
    given = {"kind": Kind.MODEL, "name": "Hũ gạo xóm chùa", "owner": "Xóm chùa", "field": "economy"} | identity
    return actions.enter_past_model(
        by=cast.actor("officer"), unit=cast.ward, campaign=campaign, accepted_on=None, identity=given
    )


def photo_bytes(*, size: tuple[int, int] = (40, 30), kind: str = "JPEG", **saved: Any) -> bytes:
    """A small picture as a file's bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, "#27408b").save(out, kind, **saved)
    return out.getvalue()


def office_bytes(**parts: bytes) -> bytes:
    """A zip that looks like an Office file; `parts` are further members by name, "__" for "/" and "_" for "."."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            book.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()
