"""Reads the environment: which home folder, which database, which way of running."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class EnvironmentMistake(Exception):
    """A variable of the environment cannot be used; the message names it and says what to write."""


def flag(name: str) -> bool:
    """True where the variable is 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    """The words of a variable, separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def home_folder() -> Path:
    """The folder that holds database, files and secret key: KHEO_HOME, or `var/home` below the working folder."""
    return Path(os.environ.get("KHEO_HOME") or "var/home").absolute()


def secret_key(home: Path) -> str:
    """The key that signs sessions: KHEO_SECRET_KEY, else one kept in the home folder, made at the first start."""
    if given := os.environ.get("KHEO_SECRET_KEY"):
        return given
    place = home / "secret.key"
    if not place.exists():
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return place.read_text().strip()


def database(home: Path) -> dict[str, Any]:
    """Django's settings for KHEO_DATABASE_URL (postgresql://user:password@host:port/name), else SQLite in the home."""
    address = os.environ.get("KHEO_DATABASE_URL", "")
    if not address:
        return _sqlite(home / "kheo.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise EnvironmentMistake("KHEO_DATABASE_URL: write postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A page asks short questions: starting helpers or compiling a plan for them takes longer than the answer. On
        # today's disks a row found by an index costs little more than the next one; the server's default of 4 makes a
        # ward's list read the whole country.
        "OPTIONS": {"options": "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"},
    }


def _sqlite(file: Path) -> dict[str, Any]:
    """Many readers beside one writer; a writer that meets another waits instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
        },
    }
