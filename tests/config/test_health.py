"""/healthz: full for this machine, one word for strangers, 503 when something needs a person."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kheo.config import health, working

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


def waiting_task(*, minutes: int, status: str = "READY") -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", backend_name="default", status=status,
        run_after=timezone.now() - timedelta(minutes=minutes),
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes))


def heartbeat(*, minutes_ago: int) -> None:
    working.heartbeat_file().touch()
    moment = timezone.now().timestamp() - 60 * minutes_ago
    os.utime(working.heartbeat_file(), (moment, moment))


def test_this_machine_sees_everything(client):
    heartbeat(minutes_ago=1)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    found = answer.json()
    assert found["ok"] is True
    assert found["database"] == {"ok": True, "kind": connection.vendor}
    assert found["worker"]["ok"] is True
    assert 55 <= found["worker"]["seconds_since_heartbeat"] <= 65
    assert found["disk"]["free_bytes"] > 0
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"HTTP_X_REAL_IP": "203.0.113.9"},
    ],
)
def test_strangers_get_one_word(client, meta):
    answer = client.get("/healthz", **meta)
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_silent_database_is_503_for_everyone(client, monkeypatch):
    def silent(*_args, **_options):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(health.connection, "cursor", silent)
    here, there = client.get("/healthz"), client.get("/healthz", REMOTE_ADDR="203.0.113.9")
    assert here.status_code == there.status_code == 503
    assert here.json()["database"] == {"ok": False, "kind": connection.vendor, "fault": "OperationalError"}
    assert there.content == b"not ok"


def test_a_full_disk_is_503(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 60)
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(
    ("beat", "waits", "running", "ok"),
    [
        (None, None, False, True),  # the worker is elsewhere and has nothing to do
        (None, 5, False, True),
        (None, 11, False, False),
        (60, 11, False, False),
        (60, 11, True, True),  # long work in hand
        (1, 11, False, True),
    ],
)
def test_work_left_lying_is_a_fault(beat, waits, running, ok):
    if beat is not None:
        heartbeat(minutes_ago=beat)
    if waits is not None:
        waiting_task(minutes=waits)
    if running:
        waiting_task(minutes=1, status="RUNNING")
    assert health.health()["worker"]["ok"] is ok
