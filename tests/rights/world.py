"""One state of the whole register for the tests of rights: something that could leak at every place, in every state.

places: ward · predecessor (its sole heir is the ward) · split (ward and foreign ward each followed a part) ·
foreign (the ward beside) · province (above all of them)
states: those of a registration that a team wrote, and "office …" for what the receiving unit entered itself
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from kheo.figures.choices import ReportKind, ReportState, Verdict
from kheo.figures.models import ReadFact, Reading, Report, ReportedFigure
from kheo.figures.recount import rebuild
from kheo.figures.report_texts import proposed_sections
from kheo.figures.snapshot import take_snapshot
from kheo.initiatives.actions.campaigns import default_rule_set
from kheo.initiatives.choices import ACCEPTED, Alive, EvidenceKind, Field, Kind, Outcome, Status
from kheo.initiatives.models import Campaign, Evidence, FollowUp, Initiative, Registration, StatusChange
from kheo.initiatives.workflow import REQUIRED_TEXTS
from kheo.reader import read
from kheo.recognition.models import Decision, Publication, Recognition
from kheo.tallies.periods import Period, half_year_of
from kheo.units.actors import NOBODY, Actor, actor_of
from kheo.units.choices import OrganisationKind, Role
from kheo.units.models import Invitation, Membership, Organisation, Unit
from tests.cast import Cast, make_cast
from tests.factories.lists import make_import
from tests.factories.reports import give_documents
from tests.factories.units import MembershipFactory, OrganisationFactory, UnitFactory, UserFactory

NOW = datetime(2026, 9, 15, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 15)
PLACES = ("ward", "predecessor", "split", "foreign", "province")
ENDED_PLACES = ("predecessor", "split")
STATES = {
    "draft": (Status.DRAFT, False),
    "submitted": (Status.SUBMITTED, False),
    "returned": (Status.RETURNED, False),
    "under_way": (Status.UNDER_WAY, False),
    "evaluated": (Status.EVALUATED, False),
    "withdrawn": (Status.WITHDRAWN, False),
    "refused": (Status.REFUSED, False),
    "office draft": (Status.DRAFT, True),
    "office under_way": (Status.UNDER_WAY, True),
    "office evaluated": (Status.EVALUATED, True),
    "office withdrawn": (Status.WITHDRAWN, True),
}
RECOGNISED = ("under_way", "evaluated", "office under_way", "office evaluated")
"""What each place's decision names: without consent · published · published, then ended · published, then revoked."""

REPORT_TEXT = "Toàn phường có 12 mô hình, trong đó có 5 mô hình về kinh tế. Kết nạp 40 đoàn viên.\n"


@dataclass
class World:
    """Rows by place and state; `actor(name)` is what a person may do on the day of all this."""

    cast: Cast
    units: dict[str, Unit]
    teams: dict[str, Organisation]
    issuers: dict[str, Organisation]
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    registrations: dict[tuple[str, str], int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)
    recognitions: dict[tuple[str, str], int] = field(default_factory=dict)
    readings: dict[str, int] = field(default_factory=dict)
    imports: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    reports: dict[tuple[str, str], int] = field(default_factory=dict)
    invitations: dict[tuple[str, str], int] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The person as they may act, read once; `anonymous` is nobody."""
        if name not in self._actors:
            self._actors[name] = NOBODY if name == "anonymous" else actor_of(self.cast.people[name])
        return self._actors[name]

    @property
    def everybody(self) -> list[str]:
        """All people by name, the anonymous one last."""
        return [*self.cast.people, "anonymous"]

    def registration(self, place: str, state: str) -> Registration:
        """The row, read anew."""
        rows = Registration.objects.select_related(
            "initiative__lead_organisation", "unit", "campaign__rule_set", "campaign__unit"
        )
        return rows.get(pk=self.registrations[place, state])


def make_world() -> World:
    """All of it as rows, in some hundred inserts; the counters agree with them."""
    cast = make_cast()
    world = World(cast, _units(cast), _teams(cast), _issuers(cast))
    _more_people(cast, world.teams["split"])
    world.campaigns = {place: _campaign(unit, 2026 - (place in ENDED_PLACES)) for place, unit in world.units.items()}
    for number, (place, state) in enumerate(_every_case(), start=1):
        _register(world, place, state, number)
    for place in PLACES:
        _recognise(world, place)
        _read(world, place)
    world.imports = {place: make_import(row, cast.officer) for place, row in world.campaigns.items()}
    give_documents(cast.officer, cast.foreign_officer)
    rebuild()
    for place in PLACES:
        _report(world, place)
        _invite(world, place)
    return world


def _every_case() -> Iterator[tuple[str, str]]:
    return ((place, state) for place in PLACES for state in STATES)


def _units(cast: Cast) -> dict[str, Unit]:
    return {
        "ward": cast.ward,
        "predecessor": cast.predecessor,
        "split": cast.split_ward,
        "foreign": cast.foreign_ward,
        "province": cast.province,
    }


def _teams(cast: Cast) -> dict[str, Organisation]:
    """Who leads what a team wrote: the predecessor's team went along to the ward, the split ward's is left."""
    left = UnitFactory(neighbourhood=True, name="Vạt Sen", parent=cast.split_ward)
    return {
        "ward": cast.team,
        "predecessor": cast.team,
        "split": OrganisationFactory(name="Tổ dân vận Vạt Sen", kind=OrganisationKind.TEAM, territory=left),
        "foreign": cast.foreign_team,
        "province": cast.province_front,
    }


def _issuers(cast: Cast) -> dict[str, Organisation]:
    party = OrganisationKind.PARTY_COMMITTEE
    former = {"territory": cast.predecessor, "valid_to": date(2025, 6, 30)}
    return {
        "ward": cast.party_committee,
        "predecessor": OrganisationFactory(name="Đảng ủy phường Bến Lụa Cũ", kind=party, **former),
        "split": OrganisationFactory(name="Đảng ủy phường Chợ Vải", kind=party, territory=cast.split_ward),
        "foreign": OrganisationFactory(name="Đảng ủy phường Đồng Lác", kind=party, territory=cast.foreign_ward),
        "province": OrganisationFactory(name="Tỉnh ủy Sông Lam", kind=party, territory=cast.province),
    }


def _more_people(cast: Cast, left_team: Organisation) -> None:
    """Beside the cast: more posts at the province, people whose role holds no longer, and people with two roles."""
    ward, yesterday = cast.ward, TODAY - timedelta(days=1)
    closed = OrganisationFactory(name="Tổ dân vận đã giải thể", territory=cast.neighbourhood, valid_to=yesterday)
    home = {"unit": cast.neighbourhood, "organisation": cast.team}
    posts = {
        "province_editor": [{"role": Role.EDITOR, "unit": cast.province}],
        "province_council_member": [{"role": Role.COUNCIL_MEMBER, "unit": cast.province}],
        "far_officer": [{"role": Role.OFFICER, "unit": cast.foreign_province}],
        "officer_and_team_leader": [{"unit": ward}, {"role": Role.TEAM_LEADER, **home}],
        "auditor_there_team_leader_here": [
            {"role": Role.AUDITOR, "unit": cast.foreign_ward},
            {"role": Role.TEAM_LEADER, **home},
        ],
        "inactive_officer": [{"unit": ward}],
        "officer_until_yesterday": [{"unit": ward, "valid_to": yesterday}],
        "officer_ended_today": [{"unit": ward, "valid_to": TODAY, "ended_at": NOW - timedelta(hours=1)}],
        "officer_from_tomorrow": [{"unit": ward, "valid_from": TODAY + timedelta(days=1)}],
        "officer_of_the_predecessor": [{"unit": cast.predecessor}],
        "leader_of_the_split_ward": [{"role": Role.LEADER, "unit": cast.split_ward}],
        "team_leader_of_the_split_ward": [
            {"role": Role.TEAM_LEADER, "unit": left_team.territory, "organisation": left_team}
        ],
        "team_leader_of_a_closed_team": [
            {"role": Role.TEAM_LEADER, "unit": cast.neighbourhood, "organisation": closed}
        ],
    }
    for number, (name, held) in enumerate(posts.items(), start=1):
        person = UserFactory(username=name.replace("_", "."), full_name=f"Người Thêm {number}")
        person.is_active = name != "inactive_officer"
        person.save(update_fields=["is_active"])
        cast.people[name] = person
        for post in held:
            MembershipFactory(user=person, **post)


def _campaign(unit: Unit, year: int) -> Campaign:
    days = {"opens_on": date(year, 1, 1), "deadline": date(year, 12, 30), "cut_off": date(year, 12, 31)}
    return Campaign.objects.create(unit=unit, year=year, name=f"Đợt {year}", rule_set=default_rule_set(), **days)


def _register(world: World, place: str, state: str, number: int) -> None:
    status, from_office = STATES[state]
    unit, campaign = world.units[place], world.campaigns[place]
    accepted_on = date(campaign.year, 5, 4) if status in ACCEPTED else None
    name = secret_name(number)
    initiative = Initiative.objects.create(
        kind=Kind.MODEL,
        name=name,
        folded=f"viec kin {number:03d}",
        owner=f"Chủ kín {number:03d}",
        lead_organisation=None if from_office else world.teams[place],
        unit=unit,
        path=unit.path,
        place=unit,
        field=Field.ECONOMY,
        first_accepted_on=accepted_on,
        consents_to_publication=state in {"submitted", "evaluated", "office under_way", "office evaluated"},
        alive=Alive.DISCONTINUED if state == "office under_way" else Alive.ACTIVE,
    )
    writer = world.cast.officer if from_office else world.cast.team_leader
    registration = Registration.objects.create(
        initiative=initiative,
        campaign=campaign,
        unit=unit,
        path=unit.path,
        status=status,
        written_by=writer,
        from_office=from_office,
        saved_at=NOW - timedelta(days=200),
        submitted_at=None if status == Status.DRAFT else NOW - timedelta(days=190),
        due_on=TODAY if status in {Status.SUBMITTED, Status.RETURNED, Status.UNDER_WAY} else None,
        accepted_on=accepted_on,
        period=half_year_of(accepted_on) if accepted_on else None,
        starts_on=date(campaign.year, 5, 5),
        evaluates_on=date(campaign.year, 6, 20),
        outcome=Outcome.GOOD if status == Status.EVALUATED else "",
        evaluated_on=date(campaign.year, 6, 25) if status == Status.EVALUATED else None,
        **dict.fromkeys(REQUIRED_TEXTS, f"Lời kín {number:03d}."),
    )
    _surround(registration, number)
    world.registrations[place, state] = registration.pk


def secret_name(number: int) -> str:
    """The name of an initiative, which stands in no other text."""
    return f"Việc kín {number:03d}"


def _surround(registration: Registration, number: int) -> None:
    """A step of history, a file, and where it is under way a follow-up."""
    StatusChange.objects.create(
        registration=registration,
        at=NOW - timedelta(days=190),
        by=registration.written_by,
        by_name=str(registration.written_by),
        step="draft",
        after=registration.status,
        reason=f"Lý do kín {number:03d}",
    )
    content = f"%PDF-1.4 {number:03d}".encode()
    evidence = Evidence(
        registration=registration,
        kind=EvidenceKind.DOCUMENT,
        title=f"Tệp kín {number:03d}.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=f"{number:064d}",
        by=registration.written_by,
        at=NOW,
    )
    evidence.file.save(f"{number:03d}.pdf", ContentFile(content), save=False)
    evidence.save()
    if registration.accepted_on:
        FollowUp.objects.create(
            registration=registration,
            on=registration.accepted_on,
            what=f"Đã thấy kín {number:03d}",
            by=registration.written_by,
            at=NOW,
        )


def _recognise(world: World, place: str) -> None:
    by, year = world.cast.leader, world.campaigns[place].year
    decision = Decision.objects.create(
        unit=world.units[place],
        number=f"{71 + PLACES.index(place)}",
        symbol="QĐ-KÍN",
        year=year,
        issued_on=date(year, 6, 28),
        issuer=world.issuers[place],
        level="province" if place == "province" else "commune",
        signatory="Đoàn Văn Khuê",
        signatory_position="Bí thư",
        entered_by=by,
        entered_at=NOW,
    )
    world.decisions[place] = decision.pk
    for position, state in enumerate(RECOGNISED, start=1):
        registration = world.registration(place, state)
        revoked = {"revoked_at": NOW, "revoked_by": by, "revocation_reason": "Ghi nhầm"}
        recognition = Recognition.objects.create(
            decision=decision,
            registration=registration,
            kind=registration.initiative.kind,
            field=registration.initiative.field,
            position=position,
            **(revoked if state == "office evaluated" else {}),
        )
        world.recognitions[place, state] = recognition.pk
        if registration.initiative.consents_to_publication:
            values = {"summary": "Tóm tắt", "published_by": world.cast.editor, "published_at": NOW}
            Publication.objects.create(initiative=registration.initiative, **values)


def _read(world: World, place: str) -> None:
    """A reading with its facts: of the first the figure holds, of the second it was withdrawn."""
    number, unit, by = PLACES.index(place), world.units[place], world.cast.officer
    said = read(REPORT_TEXT).as_dict()
    days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}
    reading = Reading.objects.create(
        unit=unit,
        path=unit.path,
        source=f"Văn bản kín {number}",
        sha256=f"{number:064d}",
        text=REPORT_TEXT,
        answer=said,
        read_by=by,
        read_at=NOW,
        **days,
    )
    world.readings[place] = reading.pk
    for position, fact in enumerate(said["facts"]):
        row = ReadFact.objects.create(
            reading=reading,
            position=position,
            fact=fact,
            value=Decimal(str(fact["value"])),
            verdict=Verdict.ACCEPTED if position < 2 else Verdict.OPEN,
        )
        if position < 2:
            figure = ReportedFigure.objects.create(
                unit=unit,
                path=unit.path,
                fact=row,
                measure=fact["measure"],
                role="stock",
                value=row.value,
                quote=f"Câu kín {number}",
                accepted_by=by,
                accepted_at=NOW,
                withdrawn_at=NOW if position else None,
                **days,
            )
            world.figures[f"{place} withdrawn" if position else place] = figure.pk


def _report(world: World, place: str) -> None:
    unit, by = world.units[place], world.cast.officer
    snapshot = take_snapshot(unit, Period(20251, 20251))
    for state in ReportState:
        frozen = {"frozen_by": by, "frozen_at": NOW} if state == ReportState.FROZEN else {}
        report = Report(
            unit=unit,
            path=unit.path,
            issuer=world.issuers[place],
            kind=ReportKind.HALF_YEAR,
            first_half=20251,
            last_half=20251,
            state=state,
            place=unit.name,
            dated=TODAY,
            subject=f"Báo cáo kín {PLACES.index(place)} {state}",
            sections=proposed_sections(unit, snapshot),
            snapshot=snapshot,
            made_by=by,
            made_at=NOW,
            **frozen,
        )
        if frozen:
            report.file.save(f"{place}.docx", ContentFile(b"PK report"), save=False)
        report.save()
        world.reports[place, state.value] = report.pk


def _invite(world: World, place: str) -> None:
    """An officer and a team leader invited, each by somebody who has no role any more."""
    if place in ENDED_PLACES:
        return
    for role in (Role.OFFICER, Role.TEAM_LEADER):
        invitation = Invitation.objects.create(
            token_hash=f"{place} {role}",
            full_name=f"Khách kín {place} {role}",
            role=role,
            unit=world.units[place],
            organisation=world.issuers[place] if role == Role.TEAM_LEADER else None,
            invited_by=world.cast.people["officer_until_yesterday"],
            invited_at=NOW,
            expires_at=NOW + timedelta(days=14),
        )
        world.invitations[place, role.value] = invitation.pk


def membership_of(world: World, name: str) -> Membership:
    """The one role of a person of the cast."""
    return Membership.objects.select_related("unit", "user", "organisation").get(user=world.cast.people[name])
