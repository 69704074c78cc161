"""`kheo serve`: granian with one process of four threads, and the worker as a thread beside them."""

import ctypes
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kheo.config import working
from kheo.config.words import Trouble
from kheo.config.words import gettext as _

THREADS = 4
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class NotReady(Trouble):
    """The server cannot start; the message says why and what to do."""


def serve(*, host: str, port: int, with_worker: bool, say: Callable[[str], None]) -> None:
    """Serves until Ctrl-C or SIGTERM; raises NotReady before anything is bound.

    The application is loaded before the process splits, so that the web process shares what was read.
    """
    refuse_pending_migrations()
    refuse_missing_static_files()
    refuse_taken_port(host, port)
    application = get_wsgi_application()
    get_resolver().check()  # reads the code of all pages now, so that none is slow or broken at its first visitor
    connections.close_all()
    server = Granian(
        f"{__name__}:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve(
        target_loader=_Loader(application, with_worker, partial(_announce, host, port, say)), wrap_loader=False
    )


class _Loader:
    """Called in the web process, after the split: starts its threads there and hands over the application."""

    def __init__(self, application: Any, with_worker: bool, announce: Callable[[], None]) -> None:
        self.application = application
        self.with_worker = with_worker
        self.announce = announce

    def __call__(self) -> Any:
        os.setpgid(0, 0)  # Ctrl-C is for the parent, which then ends this process in good order
        _end_with_parent()
        if self.with_worker:
            working.work_in_background()
        threading.Thread(target=self.announce, daemon=True).start()
        return self.application


def _announce(host: str, port: int, say: Callable[[str], None]) -> None:
    """Says the address as soon as it answers, and not before: people click at once."""
    nearest = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
    for _attempt in range(200):
        try:
            socket.create_connection((nearest, port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    shown = f"[{host}]" if ":" in host else host
    say(_("Khéo is served at http://%(place)s/") % {"place": f"{shown}:{port}"})


def _end_with_parent() -> None:
    """A killed server takes its web process with it; that one would go on holding the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def pending_migrations() -> list[str]:
    """Names of the changes that the database has yet to see, in their order."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def refuse_pending_migrations() -> None:
    """Raises NotReady where the database is older than the program."""
    pending = pending_migrations()
    if pending:
        raise NotReady(
            _("The database is not ready (%(count)d changes are missing): run 'kheo upgrade', then start again.")
            % {"count": len(pending)}
        )


def refuse_missing_static_files() -> None:
    """Raises NotReady where pages would come without their style."""
    if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise NotReady(_("Styles and pictures are not prepared: run 'kheo upgrade', then start again."))


def refuse_taken_port(host: str, port: int) -> None:
    """Raises NotReady where another program listens: the server itself would quietly share the port with it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            logging.getLogger(__name__).debug("%s", fault)
            raise NotReady(
                _("The address %(host)s:%(port)d cannot be used: another program has it, or it is not of this machine.")
                % {"host": host, "port": port}
            ) from fault
