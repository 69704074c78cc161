"""A home folder as a backup finds it: a database with rows, files with Vietnamese names, a key."""

import contextlib
import os
import sqlite3
import uuid
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import psycopg
import pytest

ROWS = [(1, "Tuyến đường hoa"), (2, "Thu gom rác thải nhựa"), (3, "Đèn sáng đường quê")]


@pytest.fixture
def fresh_database(monkeypatch):
    """A function that makes KHEO_DATABASE_URL name a new, empty database: a file of the home, or one on the server."""
    server = os.environ.get("KHEO_DATABASE_URL")
    made = []

    def make() -> None:
        if not server:
            return
        name = f"home_{uuid.uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"create database {name}")
        made.append(name)
        monkeypatch.setenv("KHEO_DATABASE_URL", server.replace("/kheo?", f"/{name}?"))

    yield make
    for name in made:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def home(tmp_path, monkeypatch, fresh_database) -> Path:
    """A home in use, with three rows, two files and a key; KHEO_HOME names it."""
    folder = tmp_path / "home"
    (folder / "files" / "ảnh").mkdir(parents=True)
    (folder / "files" / "ảnh" / "đường hoa.jpg").write_bytes(b"\xff\xd8" + bytes(range(256)) * 8000)
    (folder / "files" / "ghi chú.txt").write_text("Xanh – sạch – đẹp")
    (folder / "static").mkdir()
    (folder / "static" / "kheo.css").write_text("body{}")
    (folder / "secret.key").write_text("chìa khóa")
    monkeypatch.setenv("KHEO_HOME", str(folder))
    monkeypatch.delenv("KHEO_LANGUAGE", raising=False)
    fresh_database()
    with open_database() as connection:
        connection.execute("create table initiative (id integer primary key, title text not null)")
        connection.execute("create table empty_one (id integer primary key)")
        for row in ROWS:
            connection.execute(f"insert into initiative values ({row[0]}, '{row[1]}')")
        connection.commit()
    return folder


@contextlib.contextmanager
def open_database():
    """The database of the present KHEO_HOME or KHEO_DATABASE_URL."""
    if address := os.environ.get("KHEO_DATABASE_URL"):
        parts = urlsplit(address)
        with psycopg.connect(
            dbname=parts.path.strip("/"), user=parts.username, host=dict(parse_qsl(parts.query))["host"]
        ) as connection:
            yield connection
        return
    with contextlib.closing(sqlite3.connect(Path(os.environ["KHEO_HOME"]) / "kheo.sqlite3")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        yield connection


@pytest.fixture
def rows():
    """A function that reads the rows of the present home."""

    def read() -> list[tuple[int, str]]:
        with open_database() as connection:
            return [tuple(row) for row in connection.execute("select id, title from initiative order by id").fetchall()]

    return read
