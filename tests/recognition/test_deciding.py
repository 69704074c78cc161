import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kheo.audit.models import ChangeEntry
from kheo.figures.recount import differences
from kheo.initiatives import actions as initiatives
from kheo.recognition import actions
from kheo.recognition.models import Decision, Recognition
from kheo.units.actions.organisations import close_organisation
from kheo.units.choices import OrganisationKind
from kheo.units.errors import NotAllowed, NotPossible
from tests.cast import make_cast
from tests.factories.units import OrganisationFactory
from tests.recognition.material import NOW, accepted, on, paper, recognised, submitted


def refused(cast, *rows, by="leader", **values) -> dict[str, list[str]]:
    with on(NOW), pytest.raises(ValidationError) as mistake:
        actions.recognise(rows, by=cast.actor(by), **paper(cast, **values))
    assert (Decision.objects.count(), Recognition.objects.count()) == (0, 0)
    return mistake.value.message_dict


def test_a_decision_recognises_its_whole_list_in_order(cast):
    first, second = accepted(cast, "Nồi cháo chân cầu"), accepted(cast, "Tiếng kẻng 21 giờ", field="defence_security")
    decision = recognised(cast, second, first, subject="Về việc công nhận mô hình")
    assert (decision.title, decision.cited, decision.year) == ("61-QĐ/ĐU", "Số 61-QĐ/ĐU", 2026)
    lines = decision.recognitions.order_by("position").values_list("registration", "position", "kind", "field")
    assert list(lines) == [(second.pk, 1, "model", "defence_security"), (first.pk, 2, "model", "economy")]
    step = first.history.get(step="recognise")
    assert (step.by, step.changes) == (cast.leader, {"decision": [None, "61-QĐ/ĐU"]})
    assert differences() == []


def test_the_state_writes_its_number_the_other_way(cast):
    row = accepted(cast)
    decision = recognised(cast, row, issuer=cast.peoples_committee, symbol=" QĐ-UBND ", number="07")
    assert (decision.number, decision.title, decision.cited) == ("7", "07/QĐ-UBND", "Số: 07/QĐ-UBND")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"number": " "}, {"number"}),
        ({"number": "sáu mốt"}, {"number"}),
        ({"number": "61/QĐ"}, {"number"}),
        ({"symbol": " "}, {"symbol"}),
        ({"signatory": ""}, {"signatory"}),
        ({"signatory_position": " "}, {"signatory_position"}),
        ({"issued_on": date(2026, 11, 21)}, {"issued_on"}),
        ({"issued_on": date(2026, 2, 4)}, {"issued_on"}),
        ({"level": "province"}, {"level"}),
        ({"level": "galaxy"}, {"level"}),
        ({"number": "", "signatory": "", "issued_on": date(2026, 12, 1)}, {"number", "signatory", "issued_on"}),
    ],
)
def test_a_mistake_stores_nothing_and_names_its_field(cast, values, fields):
    assert set(refused(cast, accepted(cast), **values)) == fields


def test_a_body_of_elsewhere_or_of_the_past_decides_nothing_here(cast):
    row = accepted(cast)
    foreign = OrganisationFactory(name="Đảng ủy phường Đồng Lác", territory=cast.foreign_ward)
    assert set(refused(cast, row, issuer=foreign)) == {"issuer"}
    with on(date(2026, 8, 1)):
        end = {"last": date(2026, 7, 31), "reason": "Sắp xếp lại."}
        close_organisation(cast.front, by=cast.actor("unit_administrator"), **end)
    cast.front.refresh_from_db()
    assert set(refused(cast, row, issuer=cast.front)) == {"issuer"}
    assert recognised(cast, row, issuer=cast.front, issued_on=date(2026, 7, 1)).issuer == cast.front


def test_an_empty_list_and_a_row_named_twice_are_refused(cast):
    row = accepted(cast)
    assert set(refused(cast)) == {"registrations"}
    assert set(refused(cast, row, row)) == {"registrations"}


def test_a_number_serves_once_a_year_and_symbol(cast):
    first, second = accepted(cast, "Nồi cháo chân cầu"), accepted(cast, "Hũ gạo")
    recognised(cast, first)
    for again in ({"number": "061"}, {"symbol": "qđ/đu"}):
        with pytest.raises(ValidationError) as mistake:
            recognised(cast, second, **again)
        assert mistake.value.message_dict == {
            "number": ["Đảng ủy phường Bến Lụa đã dùng số 61 trong năm 2026. Xem lại số quyết định."]
        }
    assert (Decision.objects.count(), Recognition.objects.count()) == (1, 1)
    recognised(cast, second, issuer=cast.peoples_committee, symbol="QĐ-UBND")
    assert Decision.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_leaders_with_one_number_at_one_moment_one_gets_the_sentence():
    cast = make_cast()
    rows = [accepted(cast, "Nồi cháo chân cầu"), accepted(cast, "Hũ gạo")]
    start, answers = threading.Barrier(2), []

    def enter(row):
        try:
            start.wait()
            answers.append(recognised(cast, row).title)
        except ValidationError as mistake:
            answers.append(mistake.message_dict)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sentence = "Đảng ủy phường Bến Lụa đã dùng số 61 trong năm 2026. Xem lại số quyết định."
    assert sorted(answers, key=str) == ["61-QĐ/ĐU", {"number": [sentence]}]
    assert (Decision.objects.count(), Recognition.objects.count()) == (1, 1)
    assert differences() == []


def test_the_same_thing_is_not_recognised_twice_at_one_level_but_once_more_above(cast):
    row = accepted(cast)
    recognised(cast, row)
    with pytest.raises(ValidationError) as mistake:
        recognised(cast, row, number="62")
    assert set(mistake.value.message_dict) == {"registrations"}
    above = {"unit": cast.province, "issuer": cast.province_front, "level": "province", "symbol": "QĐ-MTTQ"}
    recognised(cast, row, by="province_leader", **above)
    assert sorted(row.recognitions.values_list("decision__level", flat=True)) == ["commune", "province"]
    assert differences() == []


def test_a_stale_page_recognises_by_the_state_of_now(cast):
    row = accepted(cast)
    stale = type(row).objects.get(pk=row.pk)
    stale.status = "under_way"
    type(row).objects.filter(pk=row.pk).update(status="refused", accepted_on=None, period=None)
    with pytest.raises(NotAllowed):
        recognised(cast, stale)
    assert Decision.objects.count() == 0


def test_what_is_not_accepted_is_not_recognised_and_takes_the_others_with_it(cast):
    good, bad = accepted(cast, "Hũ gạo"), submitted(cast, "Nồi cháo chân cầu")
    with pytest.raises(NotAllowed) as refusal:
        recognised(cast, good, bad)
    assert str(refusal.value) == "“Nồi cháo chân cầu”: Không làm được việc này khi đăng ký đang ở trạng thái “đã gửi”."
    assert (Decision.objects.count(), Recognition.objects.count()) == (0, 0)


def test_a_registration_of_elsewhere_is_not_slipped_into_a_decision(cast):
    row = accepted(cast, team=cast.foreign_team)
    for person, unit in (("leader", cast.ward), ("foreign_leader", cast.ward)):
        with pytest.raises(NotAllowed):
            recognised(cast, row, by=person, unit=unit)
    assert Decision.objects.count() == 0


def test_revoking_keeps_the_line_and_takes_it_from_the_count(cast):
    row = accepted(cast)
    line = recognised(cast, row).recognitions.get()
    with on(NOW):
        revoked = actions.revoke(line, by=cast.actor("leader"), reason=" Ghi nhầm tổ. ", document="75-QĐ/ĐU")
    assert (revoked.revocation_reason, revoked.revocation_document) == ("Ghi nhầm tổ.", "75-QĐ/ĐU")
    assert revoked.revoked_by == cast.leader
    assert differences() == []
    entry = ChangeEntry.objects.get(
        verb="revoke", reason="Ghi nhầm tổ.", unit_id=cast.ward.pk, subject_type="recognition.decision"
    )
    assert entry.changes["decision"] == ["61-QĐ/ĐU", None]
    with on(NOW), pytest.raises(NotPossible):
        actions.revoke(line, by=cast.actor("leader"), reason="Một lần nữa.")
    assert differences() == []
    recognised(cast, row, number="62")
    assert differences() == []


def test_revoking_needs_a_reason_and_the_deciding_unit(cast):
    row = accepted(cast)
    line = recognised(cast, row).recognitions.get()
    with pytest.raises(ValidationError):
        actions.revoke(line, by=cast.actor("leader"), reason="  ")
    with pytest.raises(NotAllowed):
        actions.revoke(line, by=cast.actor("province_leader"), reason="Cấp trên thấy sai.")
    line.refresh_from_db()
    assert line.revoked_at is None


def test_an_heir_enters_a_decision_of_its_predecessors_body(cast):
    old = OrganisationFactory(
        name="Đảng ủy phường Bến Lụa Cũ", kind=OrganisationKind.PARTY_COMMITTEE, territory=cast.predecessor
    )
    with on(NOW):
        campaign = initiatives.open_campaign(by=cast.actor("province_administrator"), unit=cast.province, year=2025)
        row = initiatives.enter_past_model(
            by=cast.actor("officer"),
            unit=cast.predecessor,
            campaign=campaign,
            accepted_on=date(2025, 3, 1),
            identity={"kind": "model", "name": "Bến sạch", "owner": "Hội Trồng dâu", "field": "economy"},
        )
    decision = recognised(cast, row, issuer=old, issued_on=date(2025, 5, 5))
    assert (decision.year, decision.recognitions.count()) == (2025, 1)
    assert differences() == []
