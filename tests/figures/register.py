"""Entries of the register made by its own verbs, short to write in a test."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kheo.audit import clock
from kheo.initiatives import actions
from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.choices import Field, Kind, Novelty
from kheo.initiatives.models import Campaign, Registration
from kheo.recognition import actions as recognition
from kheo.recognition.models import Decision
from kheo.units.actors import Actor
from kheo.units.models import Organisation, Unit
from tests.cast import Cast

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TEXTS = {
    "situation": "Ngõ tối, người già khó đi.",
    "goals": "Mười hai bóng đèn trước Tết.",
    "method": "Mỗi nhà giữ một bóng.",
    "beneficiaries": "Bốn mươi hộ trong ngõ.",
    "forces": "Tổ dân vận chủ trì, chi đoàn cùng làm.",
    "resources": "Mười hai bóng đèn, ba ngày công.",
    "outputs": "Mười hai bóng sáng, có biên bản.",
    "sustainability": "Mỗi quý thay bóng một lần.",
}


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day in Việt Nam."""
    return datetime.combine(day, time(hour), ZONE)


def campaign_of(unit: Unit, year: int) -> Campaign:
    """The unit's campaign of a year, open all of it."""
    days = {"opens_on": date(year, 1, 1), "deadline": date(year, 12, 30), "cut_off": date(year, 12, 31)}
    found, _made = Campaign.objects.get_or_create(
        unit=unit, year=year, defaults={"name": f"Đợt thi đua {year}", "rule_set": default_rule_set(), **days}
    )
    return found


def enter(by: Actor, unit: Unit, on: date, **given: Any) -> Registration:
    """A registration that the office entered as accepted on a day: a model of culture and society, new, of the ward."""
    identity = {
        "kind": given.pop("kind", Kind.MODEL),
        "name": given.pop("name", "Sáng ngõ Bãi Dâu"),
        "owner": given.pop("owner", "Tổ dân vận Bãi Dâu"),
        "field": given.pop("field", Field.CULTURE_SOCIETY),
    }
    identity |= {name: given.pop(name) for name in ("place", "lead_organisation", "holder") if name in given}
    return actions.enter_past_model(
        by=by, unit=unit, campaign=campaign_of(unit, on.year), accepted_on=on, identity=identity, **given
    )


def accept(cast: Cast, on: date, **given: Any) -> Registration:
    """A registration that the team of Bãi Dâu wrote and sent, and the ward accepted, all on one day."""
    with clock.set_to(at(on)):
        team, officer = cast.actor("team_leader"), cast.actor("officer")
        draft = actions.start_draft(
            by=team,
            organisation=cast.team,
            campaign=campaign_of(cast.ward, on.year),
            kind=given.pop("kind", Kind.MODEL),
        )
        values = {
            "name": "Sáng ngõ Bãi Dâu",
            "owner": "Tổ dân vận Bãi Dâu",
            "field": Field.CULTURE_SOCIETY,
            "novelty": Novelty.NEW,
            "origin_note": "Ngõ bên cạnh, từ năm 2024",
            "starts_on": on,
            "evaluates_on": on,
            **TEXTS,
            **given,
        }
        actions.submit(actions.save_draft(draft, by=team, values=values), by=team)
        return actions.accept(draft, by=officer)


def recognise(
    by: Actor, unit: Unit, issuer: Organisation, registrations: list[Registration], on: date, **given: Any
) -> Decision:
    """A decision of recognition at the level of the ward."""
    values = {
        "number": "61",
        "symbol": "QĐ/ĐU",
        "level": "commune",
        "signatory": "Đoàn Văn Khuê",
        "signatory_position": "Bí thư",
    }
    return recognition.recognise(registrations, by=by, unit=unit, issuer=issuer, issued_on=on, **(values | given))
