"""/healthz: whether this machine can serve, in full for itself and in one word for strangers."""

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_tasks_db.models import DBTaskResult

from kheo.config import working

HEARTBEAT_TOO_OLD = timedelta(minutes=2)
WAITED_TOO_LONG = timedelta(minutes=10)
LEAST_FREE = 200 * 1024 * 1024
"""Bytes on the disk of the home below which uploads and backups are about to fail."""


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 or 503; JSON with database, worker and disk to a caller on this machine, else just "ok" or "not ok"."""
    state = health()
    status = 200 if state["ok"] else 503
    if _is_local(request):
        return JsonResponse(state, status=status)
    return HttpResponse("ok" if state["ok"] else "not ok", content_type="text/plain", status=status)


def health() -> dict[str, Any]:
    """What `healthz` shows: `ok`, and a part each for database, worker and disk with its own `ok`."""
    parts = {"database": _database(), "disk": _disk()}
    parts["worker"] = _worker() if parts["database"]["ok"] else {"ok": False, "fault": "database"}
    return {"ok": all(part["ok"] for part in parts.values()), **parts}


def _is_local(request: HttpRequest) -> bool:
    """A proxy on this machine also calls from here, but says for whom."""
    forwarded = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"))
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not forwarded


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as fault:
        return {"ok": False, "kind": connection.vendor, "fault": type(fault).__name__}
    return {"ok": True, "kind": connection.vendor}


def _worker() -> dict[str, Any]:
    """Well when one here looked into the queue just now or has work in hand, or when nothing waits too long.

    Workers may run on other machines, so a missing heartbeat alone is no fault; work left lying is.
    """
    since = working.seconds_since_heartbeat()
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    waiting = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    alive = since is not None and since < HEARTBEAT_TOO_OLD.total_seconds()
    busy = DBTaskResult.objects.running().exists()
    return {
        "ok": alive or busy or waiting < WAITED_TOO_LONG.total_seconds(),
        "seconds_since_heartbeat": None if since is None else round(since, 1),
        "busy": busy,
        "longest_wait_seconds": round(waiting, 1),
    }


def _disk() -> dict[str, Any]:
    try:
        free = shutil.disk_usage(settings.HOME).free
    except OSError as fault:
        return {"ok": False, "fault": type(fault).__name__}
    return {"ok": free >= LEAST_FREE, "free_bytes": free}
