"""The two databases seen by a backup: a consistent copy with its rows counted, and the way back. Without Django."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from kheo.config import environment
from kheo.config.words import Trouble
from kheo.config.words import gettext as _


class DumpFault(Trouble):
    """A database could not be copied or put back; the message says why and what to do."""


class Engine(Protocol):
    """What a backup asks of a database."""

    engine: str
    name: str
    """The name of its member in the archive."""

    def write(self, target: Path) -> dict[str, int]:
        """Writes a consistent copy to `target`; the rows in each table at that moment."""

    @staticmethod
    def rows_of(dump: Path) -> dict[str, int] | None:
        """Checks a copy and counts its rows; None where that needs a server."""

    def put(self, dump: Path, home: Path) -> dict[str, int]:
        """Makes `dump` the database of `home`; the rows in each table afterwards."""


class Sqlite:
    """A file, copied while others write to it."""

    engine = "SQLite"
    name = "database.sqlite3"

    def __init__(self, file: Path) -> None:
        self.file = file

    def write(self, target: Path) -> dict[str, int]:
        if not self.file.exists():
            raise DumpFault(_("There is no database in %s: is KHEO_HOME right?") % self.file.parent)
        with (
            contextlib.closing(sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            # One file and nothing beside it: what is opened elsewhere must not depend on a -wal.
            copy.execute("PRAGMA journal_mode=DELETE")
        return self.rows_of(target)

    @staticmethod
    def rows_of(dump: Path) -> dict[str, int]:
        try:
            with contextlib.closing(sqlite3.connect(f"{dump.as_uri()}?mode=ro", uri=True)) as copy:
                faults = [row[0] for row in copy.execute("PRAGMA integrity_check")]
                if faults != ["ok"] or copy.execute("PRAGMA foreign_key_check").fetchone():
                    raise DumpFault(_("The copy of the database is damaged: %s") % "; ".join(faults[:3]))
                tables = copy.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                    " ORDER BY name"
                ).fetchall()
                return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # noqa: S608  names of its own schema
        except sqlite3.DatabaseError as fault:
            raise DumpFault(_("The copy of the database is damaged: %s") % fault) from fault

    def put(self, dump: Path, home: Path) -> dict[str, int]:
        target = home / self.file.name
        dump.rename(target)
        return self.rows_of(target)


class Postgresql:
    """A server, by its own programs pg_dump and pg_restore."""

    engine = "PostgreSQL"
    name = "database.dump"

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    def write(self, target: Path) -> dict[str, int]:
        with self._connection() as connection:
            # The copy and the counts see the same moment.
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            row = connection.execute("SELECT pg_export_snapshot()").fetchone()
            rows = _rows(connection)
            if not rows:
                raise DumpFault(_("The database %s is empty.") % self.settings["NAME"])
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={row[0] if row else ''}"]
            self._run("pg_dump", *options, f"--file={target}", f"--dbname={self.settings['NAME']}")
        return rows

    @staticmethod
    def rows_of(dump: Path) -> dict[str, int] | None:
        with dump.open("rb") as file:
            if file.read(5) != b"PGDMP":
                raise DumpFault(_("The copy of the database is damaged: %s") % dump.name)
        return None

    def put(self, dump: Path, home: Path) -> dict[str, int]:
        with self._connection() as connection:
            if _rows(connection):
                raise DumpFault(
                    _("The database %s is not empty: make a new one and name it in KHEO_DATABASE_URL.")
                    % self.settings["NAME"]
                )
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        self._run("pg_restore", *options, f"--dbname={self.settings['NAME']}", str(dump))
        dump.unlink()
        with self._connection() as connection:
            return _rows(connection)

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        given = {key: self.settings[name] for key, name in keys.items() if self.settings[name]}
        try:
            return psycopg.connect(**given)
        except psycopg.OperationalError as fault:
            raise DumpFault(_("The database does not answer: %s") % fault) from fault

    def _run(self, program: str, *options: str) -> None:
        if not shutil.which(program):
            raise DumpFault(_("The program %s is missing: run 'apt-get install postgresql-client'.") % program)
        names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        given = {name: self.settings[key] for name, key in names.items() if self.settings[key]}
        done = subprocess.run(  # noqa: S603  a program of PostgreSQL, its options made here
            [program, *options], env={**os.environ, **given}, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise DumpFault(_("%(program)s failed: %(said)s") % {"program": program, "said": done.stderr.strip()})


def _rows(connection: psycopg.Connection[tuple[Any, ...]]) -> dict[str, int]:
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    ).fetchall()
    count = sql.SQL("SELECT count(*) FROM {}")
    rows = {}
    for (name,) in tables:
        row = connection.execute(count.format(sql.Identifier(name))).fetchone()
        rows[name] = row[0] if row else 0
    return rows


ENGINES: dict[str, type[Sqlite] | type[Postgresql]] = {kind.engine: kind for kind in (Sqlite, Postgresql)}


def named(engine: str) -> type[Sqlite] | type[Postgresql]:
    """The kind of database that an archive names."""
    return ENGINES[engine]


def of_environment(home: Path) -> Sqlite | Postgresql:
    """The database that KHEO_DATABASE_URL names, else the file in `home`; raises EnvironmentMistake."""
    settings = environment.database(home)
    if settings["ENGINE"].endswith("sqlite3"):
        return Sqlite(Path(settings["NAME"]))
    return Postgresql(settings)
