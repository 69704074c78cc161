"""Figures that an accepted report states."""

from datetime import date
from decimal import Decimal
from typing import Any

from kheo.figures.models import ReadFact, Reading, ReportedFigure
from tests.cast import Cast
from tests.figures.register import at


def state(cast: Cast, value: int, **given: Any) -> ReportedFigure:
    """The ward's report of 2026 states a number of registered models, all fields together."""
    unit = given.pop("unit", cast.ward)
    span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)} | {
        name: given.pop(name) for name in ("starts_on", "ends_on") if name in given
    }
    moment = at(date(2026, 11, 22))
    reading = Reading.objects.create(
        unit=unit, path=unit.path, source="bao-cao.docx", sha256="0" * 64, text="", answer={}, read_by=cast.officer,
        read_at=moment, **span,
    )  # fmt: skip
    fact = ReadFact.objects.create(reading=reading, position=0, fact={}, verdict="accepted", value=Decimal(value))
    columns = {"measure": "models", "status": "registered", "role": "flow", "quote": f"đăng ký {value} mô hình"} | given
    return ReportedFigure.objects.create(
        unit=unit, path=unit.path, fact=fact, value=Decimal(value), accepted_by=cast.officer, accepted_at=moment,
        **span, **columns,
    )  # fmt: skip
