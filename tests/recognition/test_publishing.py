import pytest
from django.core.exceptions import ValidationError

from kheo.audit.models import ChangeEntry
from kheo.initiatives import actions as initiatives
from kheo.recognition import actions
from kheo.recognition.models import Publication, Recognition
from kheo.recognition.policy import published as shown
from kheo.recognition.queries import PUBLICATION_STATES, publication_counts, to_publish
from kheo.units.errors import NotAllowed, NotPossible
from tests.recognition.material import NOW, accepted, on, published, recognised


def names() -> list[str]:
    return list(shown().order_by("initiative__folded").values_list("initiative__name", flat=True))


def test_recognition_and_consent_come_before_publishing(cast):
    row = accepted(cast)
    editor = cast.actor("editor")
    with pytest.raises(NotAllowed) as refusal:
        actions.publish(row.initiative, by=editor, summary="Tóm tắt.")
    assert str(refusal.value).startswith("Mô hình chưa được công nhận")
    recognised(cast, row)
    with pytest.raises(NotAllowed) as refusal:
        actions.publish(row.initiative, by=editor, summary="Tóm tắt.")
    assert str(refusal.value) == "Dòng họ Đoàn chưa đồng ý nêu tên trên trang công khai. Hỏi ý kiến trước."
    assert (Publication.objects.count(), names()) == (0, [])


def test_publishing_again_keeps_the_old_words_in_the_change_log(cast):
    initiative = published(cast, summary="Cũ.")
    with on(NOW):
        actions.publish(initiative, by=cast.actor("editor"), summary=" Mới. ")
    assert shown().get().summary == "Mới."
    assert ChangeEntry.objects.filter(verb="publish").latest("pk").changes == {"summary": ["Cũ.", "Mới."]}


def test_an_empty_summary_is_refused(cast):
    row = accepted(cast, consents=True)
    recognised(cast, row)
    with pytest.raises(ValidationError) as mistake:
        actions.publish(row.initiative, by=cast.actor("editor"), summary="  ")
    assert set(mistake.value.message_dict) == {"summary"}


def test_a_revocation_hides_the_page_at_once(cast):
    initiative = published(cast)
    assert names() == ["Hũ gạo họ Đoàn"]
    line = Recognition.objects.get()
    with on(NOW):
        actions.revoke(line, by=cast.actor("leader"), reason="Ghi nhầm.")
    assert names() == []
    assert [one.pk for one in to_publish(cast.actor("editor"), "hidden")] == [initiative.pk]


def test_consent_taken_back_hides_the_page_at_once(cast):
    initiative = published(cast)
    with on(NOW):
        initiatives.set_consent(initiative.registrations.get(), by=cast.actor("team_leader"), consents=False)
    assert names() == []
    assert [one.pk for one in to_publish(cast.actor("editor"), "lacking")] == [initiative.pk]


@pytest.mark.parametrize(("alive", "left"), [("discontinued", []), ("merged", []), ("paused", ["Hũ gạo họ Đoàn"])])
def test_what_has_ended_is_not_shown(cast, alive, left):
    initiative = published(cast)
    with on(NOW):
        initiatives.set_alive(
            initiative.registrations.get(), by=cast.actor("officer"), alive=alive, on=NOW, reason="Hết việc."
        )
    assert names() == left


def test_a_page_is_taken_down_whatever_else_holds(cast):
    initiative = published(cast)
    with on(NOW):
        initiatives.set_consent(initiative.registrations.get(), by=cast.actor("team_leader"), consents=False)
        with pytest.raises(ValidationError):
            actions.withdraw_publication(initiative, by=cast.actor("editor"), reason=" ")
        actions.withdraw_publication(initiative, by=cast.actor("editor"), reason="Người làm muốn thế.")
        with pytest.raises(NotPossible):
            actions.withdraw_publication(initiative, by=cast.actor("editor"), reason="Một lần nữa.")
        initiatives.set_consent(initiative.registrations.get(), by=cast.actor("team_leader"), consents=True)
    assert names() == []
    assert ChangeEntry.objects.get(verb="withdraw_publication").reason == "Người làm muốn thế."


def test_the_states_of_an_editors_work_are_counted_as_they_are_listed(cast):
    published(cast, "Đang hiện", number="1")
    recognised(cast, accepted(cast, "Chờ công bố", consents=True), number="2")
    recognised(cast, accepted(cast, "Chưa đồng ý"), number="3")
    accepted(cast, "Chưa công nhận", consents=True)
    foreign = accepted(cast, "Của phường khác", consents=True, team=cast.foreign_team)
    recognised(cast, foreign, by="province_leader", unit=cast.province, issuer=cast.province_front, level="province")
    editor = cast.actor("editor")
    listed = {state: [one.name for one in to_publish(editor, state)] for state in PUBLICATION_STATES}
    assert listed == {"ready": ["Chờ công bố"], "shown": ["Đang hiện"], "lacking": ["Chưa đồng ý"], "hidden": []}
    assert publication_counts(editor) == {state: len(rows) for state, rows in listed.items()}
    assert publication_counts(cast.actor("officer")) == dict.fromkeys(PUBLICATION_STATES, 0)
