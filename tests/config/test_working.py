"""The worker: does what was put off, takes up what a dead one left, and outlives a fault of the database."""

import os
import threading

import pytest
from django.core.management import call_command
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from kheo.config import working

done: list[str] = []


@task()
def note(word: str) -> None:
    done.append(word)


@task()
def fail() -> None:
    raise ValueError("on purpose")


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path
    done.clear()


class StopAfter(threading.Event):
    """Counts the pauses instead of making them, and stops at the last."""

    def __init__(self, pauses: int) -> None:
        super().__init__()
        self.left, self.waited = pauses, []

    def wait(self, timeout=None) -> bool:
        self.waited.append(timeout)
        self.left -= 1
        if self.left == 0:
            self.set()
        return self.is_set()


@pytest.mark.django_db(transaction=True)
def test_what_was_put_off_is_done_in_order():
    note.enqueue("một")
    fail.enqueue()
    note.enqueue("hai")
    working.work(StopAfter(1))
    assert done == ["một", "hai"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL", "SUCCESSFUL"]
    assert working.seconds_since_heartbeat() < 60


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_the_database_is_waited_out(monkeypatch):
    note.enqueue("sau sự cố")
    faults = iter([OperationalError("gone")])
    real = working.take_up_abandoned

    def at_first_silent():
        for fault in faults:
            raise fault
        return real()

    monkeypatch.setattr(working, "take_up_abandoned", at_first_silent)
    pauses = StopAfter(2)
    working.work(pauses)
    assert done == ["sau sự cố"]
    assert pauses.waited == [working.PAUSE_AFTER_FAULT, working.PAUSE]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("machine", "process", "taken_up"),
    [
        (working._machine(), 2**22 + 1, 1),  # beyond the largest number that Linux gives
        (working._machine(), os.getppid(), 0),
        ("another-machine", 2**22 + 1, 0),
    ],
)
def test_only_work_of_a_dead_worker_of_this_machine_is_taken_up(machine, process, taken_up):
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", backend_name="default", status="RUNNING",
        run_after=timezone.now(), worker_ids=[f"{machine}:{process}:abcdefgh"],
    )  # fmt: skip
    assert working.take_up_abandoned() == taken_up
    assert DBTaskResult.objects.filter(status="READY").count() == taken_up


def test_no_heartbeat_is_not_an_old_one():
    assert working.seconds_since_heartbeat() is None


@pytest.mark.django_db(transaction=True)
def test_the_worker_of_the_package_still_takes_what_we_give_it():
    """Its class is internal: this fails when a new version of it wants other arguments."""
    call_command("db_worker", "--batch", "--no-startup-delay")
    working._empty_queue("me")
