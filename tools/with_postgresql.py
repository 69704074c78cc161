#!/usr/bin/env python3
"""with_postgresql.py [--durable] COMMAND…: runs it on a PostgreSQL of its own (KHEO_DATABASE_URL), ended with it.

The server refuses root, so root starts it as an unprivileged user, with its data where that user can reach.
Its collation is Vietnamese on purpose: what relies on the order of bytes must say so itself.
Without PostgreSQL it says so loudly, and fails where CI is set. With --durable every commit reaches the disk.
"""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    # Nothing here outlives the run, so nothing needs to reach the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


DURABLE = {**SETTINGS, "shared_buffers": "1GB", "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class NotStarted(Exception):
    """The server did not come up; the message holds what it said."""


def main(command: list[str]) -> int:
    """The status of the command; 1 where PostgreSQL is missing and CI is set."""
    durable = command[:1] == ["--durable"]
    command = command[durable:]
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    programs = program_folder()
    if programs is None:
        print("!!! PostgreSQL is not installed: NOTHING WAS TRIED ON IT (apt-get install postgresql)", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        with server(programs, DURABLE if durable else SETTINGS) as address:
            path = f"{programs}{os.pathsep}{os.environ['PATH']}"
            return _run(command, {**os.environ, "KHEO_DATABASE_URL": address, "PATH": path})
    except NotStarted as fault:
        print(fault, file=sys.stderr)
        return 1


def program_folder() -> Path | None:
    """The folder with the server's programs: the newest that Debian installed, else the one on the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("postgres")
    candidates = [*reversed(installed), *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "initdb").exists() and (folder / "psql").exists()), None)


@contextmanager
def server(programs: Path, settings: dict[str, str] = SETTINGS) -> Iterator[str]:
    """A fresh server on a socket in a folder of its own; yields the address of its empty database."""
    owner = _unprivileged_user()
    place = Path(tempfile.mkdtemp(prefix="kheo-pg-", dir="/tmp"))  # a socket's path is short, and TMPDIR may be root's
    process = None
    try:
        place.chmod(0o755)
        for folder in (place / "data", place / "run"):
            folder.mkdir()
            shutil.chown(folder, owner)
        _make_cluster(programs, place, owner)
        with (place / "server.log").open("wb") as log:
            options = [f"--{name}={value}" for name, value in settings.items()]
            process = _start(owner, [programs / "postgres", "-D", place / "data", "-k", place / "run", *options], log)
        _wait_for_database(programs, place, process)
        yield f"postgresql://kheo@/kheo?host={place / 'run'}"
    finally:
        if process:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
        shutil.rmtree(place, ignore_errors=True)


def _unprivileged_user() -> str:
    """This user, or for root one that is there on every Debian."""
    if os.getuid() != 0:
        return getpass.getuser()
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"


def _start(owner: str, command: list[object], log) -> subprocess.Popen[bytes]:
    """Starts a program as the owner, in a group of its own so that Ctrl-C reaches only the tests."""
    return subprocess.Popen(
        [str(word) for word in command],
        stdout=log,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        user=owner if os.getuid() == 0 else None,
        group=pwd.getpwnam(owner).pw_gid if os.getuid() == 0 else None,
        extra_groups=[] if os.getuid() == 0 else None,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )


def _make_cluster(programs: Path, place: Path, owner: str) -> None:
    locale = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi-VN"]
    options = ["--username=kheo", "--auth=trust", "--encoding=UTF8", "--no-sync", *locale]
    with (place / "initdb.log").open("wb") as log:
        made = _start(owner, [programs / "initdb", f"--pgdata={place / 'data'}", *options], log).wait()
    if made != 0:
        raise NotStarted((place / "initdb.log").read_text())


def _wait_for_database(programs: Path, place: Path, process: subprocess.Popen[bytes]) -> None:
    """Makes the database as soon as the server answers; raises NotStarted after half a minute."""
    ask = [programs / "psql", "-q", "-h", place / "run", "-U", "kheo", "-d", "postgres", "-c", "create database kheo"]
    answer = None
    for _ in range(150):
        answer = subprocess.run(ask, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise NotStarted((place / "server.log").read_text() + (answer.stderr if answer else ""))


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Runs the command to its end; on Ctrl-C it gets its own, and we wait for what it has to say."""
    work = subprocess.Popen(command, env=environment)
    try:
        return work.wait()
    except KeyboardInterrupt:
        return work.wait(timeout=30)
    finally:
        if work.poll() is None:
            work.terminate()
            work.wait(timeout=30)


def _leave(number: int, frame: object) -> None:
    """Turns a signal into an ordinary end, so that the server is ended too."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
