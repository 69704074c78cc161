"""The worker: does what was put off, as a thread of the web process or as a process of its own."""

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kheo.figures.actions import forget_undecided
from kheo.tallies.actions import fold

log = logging.getLogger("kheo.worker")

PAUSE = 1.0
"""Seconds between two looks into an empty queue."""
PAUSE_AFTER_FAULT = 10.0
"""Seconds before the next try when the database does not answer."""


def fold_counters() -> None:
    """Adds what was counted lately to the settled counters, so that reading them stays quick."""
    while fold():
        pass


def clear_sessions() -> None:
    """Deletes sessions that have ended."""
    call_command("clearsessions")


CHORES: dict[Callable[[], object], float] = {fold_counters: 60.0, clear_sessions: 86_400.0, forget_undecided: 86_400.0}
"""What a worker does without being asked, and after how many seconds again. Each may run on several machines."""


def heartbeat_file() -> Path:
    """The file whose time says when a worker on this machine last looked into the queue."""
    return Path(settings.HOME) / "worker.beat"


def work(stopped: threading.Event) -> None:
    """Runs what is due until `stopped` is set; a fault, such as a silent database, is logged and tried again.

    Work that a killed worker of this machine had begun is done again from its start: tasks must stand that.
    """
    name = f"{_machine()}:{os.getpid()}:{get_random_string(8)}"
    taken_up, due = False, dict.fromkeys(CHORES, 0.0)
    while not stopped.is_set():
        pause = PAUSE
        try:
            if not taken_up:
                take_up_abandoned()
                taken_up = True
            _empty_queue(name)
            _do_chores(due)
            heartbeat_file().touch()
        except Exception:  # whatever it was, the worker outlives it; a thread that ends would do so unseen
            log.exception("a look into the queue failed; next try in %d s", PAUSE_AFTER_FAULT)
            pause = PAUSE_AFTER_FAULT
        finally:
            close_old_connections()
        stopped.wait(pause)


def work_in_background() -> threading.Event:
    """Starts `work` in a daemon thread; setting the returned event ends it after the task in hand."""
    stopped = threading.Event()
    threading.Thread(target=work, args=(stopped,), name="kheo-worker", daemon=True).start()
    return stopped


def _empty_queue(name: str) -> None:
    """One pass over the queue; the pause between two passes is ours, so that the heartbeat tells the truth."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    ).run()


def _do_chores(due: dict[Callable[[], object], float]) -> None:
    """Does each chore whose time has come and notes when it is next due."""
    for chore, moment in due.items():
        if moment <= time.monotonic():
            chore()
            due[chore] = time.monotonic() + CHORES[chore]


def take_up_abandoned() -> int:
    """Puts tasks back into the queue whose worker on this machine is gone; says how many."""
    count = 0
    with transaction.atomic():
        for task in DBTaskResult.objects.running():
            if task.worker_ids and _is_gone(task.worker_ids[-1]):
                # Guarded by the status: another worker may look through the same list.
                count += DBTaskResult.objects.filter(pk=task.pk, status="RUNNING").update(status="READY")
    if count:
        log.warning("%d tasks of a worker that is gone are taken up again", count)
    return count


def _is_gone(worker: str) -> bool:
    machine, _, rest = worker.rpartition(":")[0].rpartition(":")
    if machine != _machine() or not rest.isdigit():
        return False
    if int(rest) == os.getpid():
        return True  # a number used again: this process has only just begun
    with contextlib.suppress(PermissionError):
        try:
            os.kill(int(rest), 0)
        except ProcessLookupError:
            return True
    return False


def _machine() -> str:
    return socket.gethostname()[:32]


def seconds_since_heartbeat() -> float | None:
    """How long ago a worker on this machine last looked into the queue; None where none ever did."""
    with contextlib.suppress(FileNotFoundError):
        return max(0.0, time.time() - heartbeat_file().stat().st_mtime)
    return None
