"""A document kept and decided on: what is stored, what is refused, and the way back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.figures.actions import accept_facts, close_reading, keep_reading, undo_decisions
from kheo.figures.actions.readings import FactDecision
from kheo.figures.choices import Verdict
from kheo.figures.models import ReadFact, Reading, ReportedFigure
from kheo.figures.policy import visible_figures, visible_readings
from kheo.figures.queries import compared, reported
from kheo.initiatives.models import Registration
from kheo.initiatives.policy import visible
from kheo.tallies.periods import Period
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from tests.cast import Cast
from tests.factories.reports import NO_NUMBERS, SECRET, YEARLY
from tests.figures.register import at

pytestmark = pytest.mark.django_db
KEEP, DROP = FactDecision(Verdict.ACCEPTED), FactDecision(Verdict.DROPPED)
YEAR = {"starts_on": date(2022, 1, 1), "ends_on": date(2022, 12, 31)}


@pytest.fixture(autouse=True)
def clock_stands():
    with clock.set_to(at(date(2026, 11, 23))):
        yield


def keep(cast: Cast, by: str = "officer", text: str = YEARLY, **changes) -> Reading:
    given = {"unit": cast.predecessor, "source": "bao-cao-2022.txt", **YEAR, **changes}
    return keep_reading(by=cast.actor(by), text=text, **given)


def all_facts(reading: Reading) -> dict[int, FactDecision]:
    return {fact.position: KEEP for fact in reading.facts.all()}


def figures(reading: Reading) -> list[tuple]:
    rows = ReportedFigure.objects.filter(fact__reading=reading, withdrawn_at=None).order_by("fact__position")
    return [(row.measure, row.status, row.fields, row.role, row.value, row.total and row.total.value) for row in rows]


def test_keeping_stores_what_was_found_and_no_figure(cast):
    reading = keep(cast)
    assert (reading.facts.count(), reading.names.count(), ReportedFigure.objects.count()) == (12, 2, 0)
    assert [(f["kind"], f["stated"], f["computed"]) for f in reading.answer["findings"]] == [("percent", 96.7, 96.0)]
    assert {fact.verdict for fact in reading.facts.all()} == {Verdict.OPEN}
    assert ChangeEntry.objects.filter(verb="keep_reading", subject_id=reading.pk, by=cast.officer).count() == 1


def test_offsets_count_in_the_text_that_is_kept(cast):
    reading = keep(cast, text="\ufeff" + YEARLY.replace("\n", "\r\n"))
    quotes = [(fact.fact["quote"], reading.text[fact.fact["start"] : fact.fact["end"]]) for fact in reading.facts.all()]
    assert [quote for quote, _words in quotes] == [words for _quote, words in quotes]


def test_accepted_facts_become_figures_with_their_totals(cast):
    reading = keep(cast)
    accept_facts(reading, by=cast.actor("officer"), facts=dict.fromkeys(range(5, 12), KEEP))
    models = ("models",)
    twelve = Decimal(12)
    assert figures(reading) == [
        (*models, "operating", [], "flow", 12, None),
        (*models, "new", [], "flow", 5, twelve),
        (*models, "replicated", [], "flow", 7, twelve),
        (*models, "operating", ["political_system"], "flow", 3, twelve),
        (*models, "operating", ["culture_society"], "flow", 7, twelve),
        (*models, "operating", ["defence_security"], "flow", 2, twelve),
        (*models, "operating", [], "stock", 31, None),
    ]


def test_the_heir_sees_the_figures_of_its_predecessor_as_now(cast):
    reading = keep(cast)
    accept_facts(reading, by=cast.actor("officer"), facts=all_facts(reading))
    period = Period.year(2022)
    assert len(reported(cast.ward, period)) == 12
    assert reported(cast.ward, period, as_now=False) == []
    rows = compared(cast.ward, period, "models")
    assert [(row.field, row.reported) for row in rows] == [
        ("economy", None),
        ("culture_society", 7),
        ("defence_security", 2),
        ("political_system", 3),
        ("", 12),
    ]


def test_a_part_accepted_later_finds_its_total(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    accept_facts(reading, by=officer, facts={6: KEEP})
    assert figures(reading) == [("models", "new", [], "flow", 5, None)]
    accept_facts(reading, by=officer, facts={5: KEEP})
    assert figures(reading)[1] == ("models", "new", [], "flow", 5, Decimal(12))


def test_a_corrected_fact_keeps_the_sentence_and_takes_the_new_number(cast):
    reading = keep(cast)
    accept_facts(reading, by=cast.actor("officer"), facts={2: FactDecision(Verdict.CORRECTED, Decimal("96"))})
    figure = ReportedFigure.objects.get()
    assert (figure.value, figure.quote, figure.of) == (Decimal(96), "chiếm tỷ lệ 96,70%", "families")
    entry = ChangeEntry.objects.get(verb="accept_facts")
    assert (entry.changes["facts"], entry.by) == ([None, {"2": "corrected: 96"}], cast.officer)


@pytest.mark.parametrize("value", [None, Decimal("-1"), Decimal("NaN"), Decimal("Infinity"), Decimal(10**12)])
def test_a_wrong_corrected_number_stores_nothing(cast, value):
    reading = keep(cast)
    with pytest.raises(ValidationError) as refused:
        accept_facts(reading, by=cast.actor("officer"), facts={0: KEEP, 2: FactDecision(Verdict.CORRECTED, value)})
    assert list(refused.value.message_dict) == ["v2"]
    assert (ReportedFigure.objects.count(), reading.facts.exclude(verdict=Verdict.OPEN).count()) == (0, 0)


def test_the_second_of_two_officers_is_told_and_stores_nothing(cast):
    reading = keep(cast)
    accept_facts(reading, by=cast.actor("officer"), facts={0: KEEP})
    with pytest.raises(ChangedMeanwhile) as refused:
        accept_facts(reading, by=cast.actor("leader"), facts={0: DROP, 1: KEEP})
    assert str(refused.value).startswith("Trịnh Thị Nhàn vừa quyết định")
    assert len(figures(reading)) == 1
    assert reading.facts.get(position=1).verdict == Verdict.OPEN


def test_nothing_chosen_and_positions_that_do_not_exist_are_refused(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    for facts, names in (({}, {}), ({99: KEEP}, {}), ({}, {99: Verdict.ACCEPTED}), ({}, {0: Verdict.CORRECTED})):
        with pytest.raises(NotPossible):
            accept_facts(reading, by=officer, facts=facts, names=names)
    assert ChangeEntry.objects.filter(verb="accept_facts").count() == 0


def test_an_accepted_name_becomes_a_draft_of_the_office(cast):
    reading = keep(cast)
    accept_facts(reading, by=cast.actor("officer"), facts={}, names={0: Verdict.ACCEPTED, 1: Verdict.DROPPED})
    draft = Registration.objects.get()
    assert (draft.initiative.name, draft.status, draft.from_office, draft.novelty, draft.unit_id) == (
        "Bến nước chung tay",
        "draft",
        True,
        "replicated",
        cast.predecessor.pk,
    )
    assert [visible(cast.actor(name)).count() for name in ("officer", "team_leader", "council_member")] == [1, 0, 0]


def test_a_reading_is_closed_when_everything_is_decided(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    accept_facts(reading, by=officer, facts=all_facts(reading))
    reading.refresh_from_db()
    assert reading.closed_at is None
    accept_facts(reading, by=officer, facts={}, names={0: Verdict.DROPPED, 1: Verdict.DROPPED})
    reading.refresh_from_db()
    assert reading.closed_at == clock.now()


def test_undoing_withdraws_the_figures_and_opens_everything(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    accept_facts(reading, by=officer, facts={2: FactDecision(Verdict.CORRECTED, Decimal(96)), 5: KEEP, 6: KEEP})
    assert undo_decisions(reading, by=officer, reason=" Nhầm báo cáo ") == 3
    assert (figures(reading), visible_figures(officer).count()) == ([], 0)
    fact = reading.facts.get(position=2)
    assert (fact.verdict, fact.value, fact.decided_by) == (Verdict.OPEN, Decimal("96.7"), None)
    assert ChangeEntry.objects.get(verb="undo_decisions").reason == "Nhầm báo cáo"
    accept_facts(reading, by=officer, facts={6: KEEP})
    assert figures(reading) == [("models", "new", [], "flow", 5, None)]


def test_undoing_needs_a_reason_and_something_to_undo(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    with pytest.raises(NotPossible):
        undo_decisions(reading, by=officer, reason="Nhầm")
    accept_facts(reading, by=officer, facts={0: KEEP})
    with pytest.raises(ValidationError):
        undo_decisions(reading, by=officer, reason="  ")
    assert len(figures(reading)) == 1


def test_undoing_keeps_drafts_and_does_not_make_them_twice(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    accept_facts(reading, by=officer, facts={0: KEEP}, names={0: Verdict.ACCEPTED, 1: Verdict.DROPPED})
    undo_decisions(reading, by=officer, reason="Xem lại")
    assert [(name.verdict, name.registration_id is not None) for name in reading.names.order_by("position")] == [
        (Verdict.ACCEPTED, True),
        (Verdict.OPEN, False),
    ]
    assert Registration.objects.count() == 1


def test_closing_drops_the_rest_once(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    accept_facts(reading, by=officer, facts={0: KEEP})
    assert close_reading(reading, by=officer) == 13
    assert (reading.facts.filter(verdict=Verdict.DROPPED).count(), len(figures(reading))) == (11, 1)
    with pytest.raises(ChangedMeanwhile):
        close_reading(reading, by=officer)


def test_the_same_document_is_noticed(cast):
    keep(cast)
    for text in (YEARLY, "\ufeff" + YEARLY.replace("\n", "\r\n")):
        with pytest.raises(NotPossible, match="Văn bản này đã đọc"):
            keep(cast, text=text)
    assert Reading.objects.count() == 1


def test_the_same_document_stays_noticed_once_figures_were_accepted(cast):
    reading = keep(cast)
    officer = cast.actor("officer")
    accept_facts(reading, by=officer, facts={0: KEEP})
    close_reading(reading, by=officer)
    with pytest.raises(NotPossible):
        keep(cast)
    undo_decisions(reading, by=officer, reason="Nhầm đơn vị")
    close_reading(reading, by=officer)
    keep(cast)
    assert Reading.objects.count() == 2


def test_a_document_without_numbers_waits_for_nobody(cast):
    reading = keep(cast, text=NO_NUMBERS, unit=cast.ward, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    assert (reading.facts.count(), reading.closed_at) == (0, clock.now())


def test_a_secret_document_leaves_nothing(cast):
    with pytest.raises(NotPossible, match="Tệp có dấu “Mật”"):
        keep(cast, text=SECRET)
    assert (Reading.objects.count(), ReadFact.objects.count(), ChangeEntry.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("text", ["", "   \n", "a" * 5_000_001])
def test_nothing_and_too_much_are_refused(cast, text):
    with pytest.raises(NotPossible):
        keep(cast, text=text)
    assert Reading.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": date(2022, 12, 31), "ends_on": date(2022, 1, 1)}, "ends_on"),
        ({"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}, "unit"),
        ({"starts_on": date(2022, 1, 1), "ends_on": date(2222, 1, 1)}, "ends_on"),
    ],
)
def test_a_span_that_cannot_be_is_refused(cast, changes, field):
    with pytest.raises(ValidationError) as refused:
        keep(cast, **changes)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("officer", True),
        ("leader", True),
        ("council_member", False),
        ("auditor", False),
        ("unit_administrator", False),
        ("team_leader", False),
        ("province_officer", False),
        ("foreign_officer", False),
        ("stranger", False),
    ],
)
def test_only_the_office_reads_for_its_unit(cast, who, allowed):
    if allowed:
        assert keep(cast, by=who).read_by == cast.people[who]
    else:
        with pytest.raises(NotAllowed):
            keep(cast, by=who)
        assert Reading.objects.count() == 0


def test_nobody_reads_for_a_unit_that_was_split(cast):
    with pytest.raises(NotAllowed):
        keep(cast, unit=cast.split_ward)


@pytest.mark.parametrize("who", ["council_member", "province_officer", "foreign_officer", "stranger"])
def test_nobody_else_decides(cast, who):
    reading = keep(cast)
    actor = cast.actor(who)
    for act in (
        lambda: accept_facts(reading, by=actor, facts={0: KEEP}),
        lambda: undo_decisions(reading, by=actor, reason="Thử"),
        lambda: close_reading(reading, by=actor),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_documents_stay_with_the_office_and_figures_go_up(cast):
    reading = keep(cast)
    accept_facts(reading, by=cast.actor("officer"), facts={5: KEEP})
    people = [
        "officer",
        "leader",
        "council_member",
        "province_officer",
        "province_auditor",
        "foreign_officer",
        "stranger",
    ]
    seen = {
        name: (visible_readings(cast.actor(name)).count(), visible_figures(cast.actor(name)).count()) for name in people
    }
    assert seen == {
        "officer": (1, 1),
        "leader": (1, 1),
        "council_member": (0, 1),
        "province_officer": (0, 1),
        "province_auditor": (0, 1),
        "foreign_officer": (0, 0),
        "stranger": (0, 0),
    }
