"""Many documents at once: read by the worker, confirmed by a person, kept by the worker, a result for each."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kheo.audit import clock
from kheo.audit.models import ChangeEntry
from kheo.figures.actions import choose_places, forget_undecided, keep_reading, leave_out_rest, start_batch
from kheo.figures.actions.batches import Place, keep_batch, read_batch
from kheo.figures.choices import FileState
from kheo.figures.models import Batch, BatchFile, Reading
from kheo.figures.policy import visible_batches
from kheo.figures.readings_batches import files_of, open_batches, progress_of, read_before
from kheo.figures.readings_intake import Incoming
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible
from tests.cast import Cast
from tests.factories.reports import NO_NUMBERS, YEARLY
from tests.figures.register import at

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture(autouse=True)
def clock_stands():
    with clock.set_to(at(date(2026, 11, 23))):
        yield


def given(cast: Cast, *documents: Incoming) -> Batch:
    """A batch that the worker has read."""
    batch = start_batch(documents or [Incoming("a.txt", text=YEARLY)], by=cast.actor("officer"))
    read_batch.func(batch.pk)
    return batch


def states(batch: Batch) -> list[str]:
    return list(batch.files.order_by("position").values_list("state", flat=True))


def place(cast: Cast, **changes) -> Place:
    return Place(**{"unit": cast.predecessor, "starts_on": FIRST, "ends_on": LAST} | changes)


def test_unit_and_period_are_proposed_from_each_text(cast):
    half = "Phường Bến Lụa báo cáo 6 tháng đầu năm 2026\n\nToàn phường có 3 mô hình mới.\n"
    batch = given(
        cast, Incoming("a.txt", text=YEARLY), Incoming("b.txt", text=half), Incoming("c.txt", text=NO_NUMBERS)
    )
    found = [(file.unit, file.starts_on, file.ends_on, len(file.answer["facts"])) for file in files_of(batch)]
    assert found == [
        (cast.predecessor, FIRST, LAST, 12),
        (cast.ward, date(2026, 1, 1), date(2026, 6, 30), 1),
        (cast.ward, None, None, 0),
    ]


def test_confirmed_files_are_kept_and_their_words_leave_the_batch(cast):
    batch = given(cast)
    assert choose_places(batch, by=cast.actor("officer"), places={1: place(cast)}) == 1
    keep_batch.func(batch.pk)
    file, reading = BatchFile.objects.get(), Reading.objects.get()
    assert (file.state, file.text, file.answer, file.reading) == (FileState.KEPT, "", None, reading)
    assert (reading.source, reading.unit, reading.read_by) == ("a.txt", cast.predecessor, cast.officer)
    assert list(ChangeEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "start_batch",
        "choose_places",
        "keep_reading",
    ]


def test_bad_files_do_not_stop_the_good_ones(cast):
    bad, second = Incoming("x.png", reason="Đây là ảnh."), YEARLY + "\nVăn bản thứ hai.\n"
    batch = given(cast, bad, Incoming("a.txt", text=YEARLY), Incoming("b.txt", text=second))
    keep_reading(
        by=cast.actor("officer"), unit=cast.predecessor, starts_on=FIRST, ends_on=LAST, source="cũ", text=YEARLY
    )
    choose_places(batch, by=cast.actor("officer"), places={2: place(cast), 3: place(cast)})
    keep_batch.func(batch.pk)
    assert states(batch) == [FileState.REFUSED, FileState.REFUSED, FileState.KEPT]
    assert BatchFile.objects.get(position=2).reason.startswith("Văn bản này đã đọc cho phường Bến Lụa Cũ")


def test_the_same_text_twice_is_taken_once(cast):
    batch = given(cast, Incoming("a.txt", text=YEARLY), Incoming("bản sao.txt", text=YEARLY))
    assert states(batch) == [FileState.READ, FileState.REFUSED]
    assert BatchFile.objects.get(position=2).reason == "Trùng với văn bản “a.txt” đã nhận."


def test_a_file_read_before_is_known_in_the_table(cast):
    earlier = keep_reading(
        by=cast.actor("officer"), unit=cast.predecessor, starts_on=FIRST, ends_on=LAST, source="cũ", text=YEARLY
    )
    files = files_of(given(cast, Incoming("a.txt", text=YEARLY), Incoming("b.txt", text=NO_NUMBERS)))
    assert read_before(cast.actor("officer"), files) == {files[0].sha256: earlier}
    assert read_before(cast.actor("foreign_officer"), files) == {}


def test_the_queue_holds_a_number_only(cast, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult  # the queue's own rows, needed here alone

    with django_capture_on_commit_callbacks(execute=True):
        batch = start_batch([Incoming("a.txt", text=YEARLY)], by=cast.actor("officer"))
    assert [row.args_kwargs for row in DBTaskResult.objects.all()] == [{"args": [batch.pk], "kwargs": {}}]


def test_a_wrong_place_is_named_by_its_file_and_nothing_is_stored(cast):
    batch = given(cast, Incoming("a.txt", text=YEARLY), Incoming("b.txt", text=NO_NUMBERS))
    wrong = {1: place(cast), 2: place(cast, ends_on=date(2021, 1, 1))}
    with pytest.raises(ValidationError) as refused:
        choose_places(batch, by=cast.actor("officer"), places=wrong)
    assert list(refused.value.message_dict) == ["2"]
    assert states(batch) == [FileState.READ, FileState.READ]


def test_who_comes_second_confirms_nothing(cast):
    batch = given(cast)
    choose_places(batch, by=cast.actor("officer"), places={1: None})
    with pytest.raises(ChangedMeanwhile):
        choose_places(batch, by=cast.actor("officer"), places={1: place(cast)})
    assert states(batch) == [FileState.LEFT_OUT]


def test_left_out_files_lose_their_words(cast):
    batch = given(cast, Incoming("a.txt", text=YEARLY), Incoming("b.txt", text=NO_NUMBERS))
    choose_places(batch, by=cast.actor("officer"), places={1: None, 2: place(cast, unit=cast.predecessor)})
    assert leave_out_rest(batch, by=cast.actor("officer")) == 1
    keep_batch.func(batch.pk)
    assert (states(batch), Reading.objects.count()) == ([FileState.LEFT_OUT, FileState.LEFT_OUT], 0)
    assert set(BatchFile.objects.values_list("text", flat=True)) == {""}


@pytest.mark.parametrize(("day", "forgotten"), [(date(2026, 12, 23), 0), (date(2026, 12, 24), 1)])
def test_what_nobody_decides_for_thirty_days_loses_its_words(cast, day, forgotten):
    batch = given(cast, Incoming("a.txt", text=YEARLY), Incoming("b.txt", text=NO_NUMBERS))
    choose_places(batch, by=cast.actor("officer"), places={1: place(cast)})
    with clock.set_to(at(day)):
        assert forget_undecided() == forgotten
        assert forget_undecided() == 0
    one, two = batch.files.order_by("position")
    assert (one.state, bool(one.text)) == (FileState.CHOSEN, True)
    assert (two.state, bool(two.text), "30 ngày" in two.reason) == (
        (FileState.REFUSED, False, True) if forgotten else (FileState.READ, True, False)
    )


def test_a_batch_is_its_givers_own(cast):
    batch = given(cast)
    assert [list(visible_batches(cast.actor(who))) for who in ("officer", "leader", "stranger")] == [[batch], [], []]
    assert list(open_batches(cast.actor("officer"))) == [batch]
    for act in (lambda by: choose_places(batch, by=by, places={1: None}), lambda by: leave_out_rest(batch, by=by)):
        with pytest.raises(NotAllowed):
            act(cast.actor("leader"))


@pytest.mark.parametrize(("who", "count", "refusal"), [("auditor", 1, NotAllowed), ("officer", 0, NotPossible)])
def test_who_and_what_is_not_taken(cast, who, count, refusal):
    with pytest.raises(refusal):
        start_batch([Incoming("a.txt", text=YEARLY)] * count, by=cast.actor(who))
    with pytest.raises(NotPossible):
        start_batch([Incoming(f"{number}.txt", text="a") for number in range(101)], by=cast.actor("officer"))
    assert Batch.objects.count() == 0


def test_work_that_was_cut_short_goes_on(cast):
    batch = given(cast, Incoming("a.txt", text=YEARLY), Incoming("b.txt", text=NO_NUMBERS))
    BatchFile.objects.filter(position=2).update(state=FileState.WAITING, answer=None)
    before = BatchFile.objects.get(position=1).answer
    read_batch.func(batch.pk)
    assert (states(batch), BatchFile.objects.get(position=1).answer) == ([FileState.READ, FileState.READ], before)
    assert (progress_of(batch).total, progress_of(batch).of(FileState.READ)) == (2, 2)
    read_batch.func(999), keep_batch.func(999)


def test_rights_that_ended_meanwhile_keep_nothing(cast):
    batch = given(cast)
    choose_places(batch, by=cast.actor("officer"), places={1: place(cast)})
    cast.officer.memberships.update(ended_at=clock.now())
    keep_batch.func(batch.pk)
    assert (states(batch), Reading.objects.count()) == ([FileState.REFUSED], 0)
