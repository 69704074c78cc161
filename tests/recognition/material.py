"""Registrations, decisions and pages as the verbs of the register make them, on fixed days of 2026."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from kheo.audit import clock
from kheo.initiatives import actions as initiatives
from kheo.initiatives.choices import Field, Holder, Kind, Novelty
from kheo.initiatives.models import Campaign, Initiative, Registration
from kheo.recognition import actions
from kheo.recognition.models import Decision
from kheo.units.models import Organisation, Unit
from tests.cast import Cast

SENT_ON, ACCEPTED_ON, SEEN_ON, DECIDED_ON = date(2026, 2, 2), date(2026, 2, 5), date(2026, 9, 15), date(2026, 10, 10)
NOW = date(2026, 11, 20)
TEXT = "Bờ ao được kè lại, mỗi tuần hai buổi."
SECRET_NAME, SECRET_OWNER, SECRET_TEXT = "Nồi cháo chưa ai hay", "Đào Thị Kín", "Nhà bà Kín đang nợ tiền thuốc."


@contextmanager
def on(day: date):
    """The clock stands at nine in the morning of a day."""
    with clock.set_to(datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)):
        yield


def campaign_of(cast: Cast, unit: Unit | None = None, year: int = 2026) -> Campaign:
    """The campaign of the ward (or another unit), opened where it is not there."""
    unit = unit or cast.ward
    leader = {cast.ward.pk: "leader", cast.foreign_ward.pk: "foreign_leader"}[unit.pk]
    found = Campaign.objects.filter(unit=unit, year=year).first()
    return found or initiatives.open_campaign(by=cast.actor(leader), unit=unit, year=year)


def draft(cast: Cast, name: str = "Hũ gạo họ Đoàn", *, team: Organisation | None = None, **values: Any) -> Registration:
    """A complete draft of the team of Bãi Dâu (or another team of the cast)."""
    team = team or cast.team
    writer = {
        cast.team.pk: "team_leader",
        cast.other_team.pk: "other_team_leader",
        cast.foreign_team.pk: "foreign_team_leader",
    }
    by = cast.actor(writer[team.pk])
    with on(SENT_ON):
        campaign = campaign_of(cast, team.territory.parent)
        row = initiatives.start_draft(by=by, organisation=team, campaign=campaign, kind=values.pop("kind", Kind.MODEL))
        texts = ("situation", "goals", "method", "beneficiaries", "forces", "resources", "outputs", "sustainability")
        filled = {
            **dict.fromkeys(texts, TEXT),
            "name": name,
            "owner": "Dòng họ Đoàn",
            "holder": Holder.COLLECTIVE,
            "field": Field.ECONOMY,
            "place": team.territory,
            "novelty": Novelty.NEW,
            "starts_on": date(2026, 2, 10),
            "evaluates_on": date(2026, 11, 30),
        }
        return initiatives.save_draft(row, by=by, values=filled | values)


def submitted(cast: Cast, name: str = "Hũ gạo họ Đoàn", **values: Any) -> Registration:
    """The same, sent to the ward."""
    row = draft(cast, name, **values)
    with on(SENT_ON):
        return initiatives.submit(row, by=_writer(cast, row))


def accepted(cast: Cast, name: str = "Hũ gạo họ Đoàn", *, consents: bool = False, **values: Any) -> Registration:
    """The same, accepted by its ward's officer."""
    row = submitted(cast, name, **values)
    officer = "foreign_officer" if row.unit_id == cast.foreign_ward.pk else "officer"
    with on(ACCEPTED_ON):
        initiatives.accept(row, by=cast.actor(officer))
        if consents:
            initiatives.set_consent(row, by=_writer(cast, row), consents=True)
    return row


def seen(cast: Cast, row: Registration, day: date = SEEN_ON, **values: Any) -> Registration:
    """Followed up on a day, with its numbers."""
    with on(NOW):
        initiatives.follow_up(row, by=_writer(cast, row), on=day, what=values.pop("what", TEXT), **values)
    return row


def _writer(cast: Cast, row: Registration):
    names = {
        cast.team.pk: "team_leader",
        cast.other_team.pk: "other_team_leader",
        cast.foreign_team.pk: "foreign_team_leader",
    }
    return cast.actor(names[row.initiative.lead_organisation_id])


def paper(cast: Cast, **values: Any) -> dict[str, Any]:
    """A decision of the ward's Party committee; what is given replaces it."""
    return {
        "unit": cast.ward,
        "issuer": cast.party_committee,
        "number": "61",
        "symbol": "QĐ/ĐU",
        "issued_on": DECIDED_ON,
        "level": "commune",
        "signatory": "Trần Văn Lịch",
        "signatory_position": "Phó Bí thư Thường trực",
    } | values


def recognised(cast: Cast, *rows: Registration, by: str = "leader", **values: Any) -> Decision:
    """These registrations, recognised by one decision."""
    with on(NOW):
        return actions.recognise(rows, by=cast.actor(by), **paper(cast, **values))


def published(cast: Cast, name: str = "Hũ gạo họ Đoàn", *, number: str = "61", **values: Any) -> Initiative:
    """An initiative that the public may read."""
    summary = values.pop("summary", "Mỗi nhà bớt một nắm gạo, cuối tháng góp cho ba hộ đang khó.")
    row = accepted(cast, name, consents=True, **values)
    recognised(cast, row, number=number)
    with on(NOW):
        actions.publish(row.initiative, by=cast.actor("editor"), summary=summary)
    return row.initiative
