"""Backup and restore of a home folder: database, files and secret key in one archive that proves itself.

The archive is a zip: `manifest.json`, `database.sqlite3` or `database.dump`, `secret.key`, `files/…`.
The manifest holds for each member its size and SHA-256, and for each table its number of rows at the moment
of the snapshot. Nothing here needs Django, so that a bare machine can restore.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import IO, Any

from kheo.config import dumps, environment
from kheo.config.occupied import occupied
from kheo.config.words import Trouble
from kheo.config.words import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
SECRET = "secret.key"  # noqa: S105  the name of a file, not a secret
FILES = "files"
LEFT_ALONE = {"static", "in-use.lock", "worker.beat", SECRET}
"""What a home may hold and still be empty: made by the program itself, and nobody's work."""


class ArchiveFault(Trouble):
    """The archive cannot be written, trusted or restored; the message says why and what to do."""


@dataclass(frozen=True)
class Summary:
    """What an archive holds: rows in each table, number of files, size of the archive in bytes."""

    engine: str
    made_at: str
    rows: dict[str, int]
    files: int
    size: int


# ── backup ──────────────────────────────────────────────────────────────────


def back_up(target: Path) -> Summary:
    """Writes the archive of the home that the environment names, reads it back, and only then gives it its name.

    Takes the database first and the files after it, so every file that a row names is there.
    Raises ArchiveFault where `target` exists or the home has no database; never leaves half an archive.
    """
    home = environment.home_folder()
    if target.exists():
        raise ArchiveFault(_("%s is there already: choose another name.") % target)
    if not target.parent.is_dir():
        raise ArchiveFault(_("The folder %s does not exist.") % target.parent.absolute())
    try:
        with tempfile.TemporaryDirectory(prefix=".kheo-backup-", dir=target.parent) as folder:
            unfinished = Path(folder) / target.name
            _write(unfinished, home, Path(folder))
            summary = verify(unfinished)
            unfinished.chmod(0o600)
            _flush(unfinished)
            unfinished.rename(target)
            _flush(target.parent)
    except OSError as fault:
        raise ArchiveFault(_("The backup could not be written: %s") % fault) from fault
    return summary


def _write(place: Path, home: Path, scratch: Path) -> None:
    database = dumps.of_environment(home)
    dump = scratch / database.name
    rows = database.write(dump)
    members: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, source in [(database.name, dump), *_kept_files(home)]:
            members[name] = _add(archive, name, source)
        manifest = {
            "format": FORMAT,
            "program": version("kheo"),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "engine": database.engine,
            "database": database.name,
            "rows": rows,
            "members": members,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    dump.unlink()


def _kept_files(home: Path) -> Iterator[tuple[str, Path]]:
    if (home / SECRET).exists():
        yield SECRET, home / SECRET
    for place in sorted((home / FILES).rglob("*")):
        if place.is_file() and not place.is_symlink():
            yield place.relative_to(home).as_posix(), place


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> dict[str, Any]:
    with source.open("rb") as file, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
        return _copy(file, member)


def _copy(source: IO[bytes], target: IO[bytes] | None) -> dict[str, Any]:
    """Copies in pieces and says what passed; without a target only that."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(1 << 20):
        digest.update(piece)
        size += len(piece)
        if target:
            target.write(piece)
    return {"sha256": digest.hexdigest(), "size": size}


def _flush(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ── reading an archive ──────────────────────────────────────────────────────


def verify(place: Path) -> Summary:
    """Reads every byte of the archive against its manifest, opens the database in it and counts its rows.

    Raises ArchiveFault where anything differs, is missing, or is there without being in the manifest.
    """
    with _opened(place) as archive:
        manifest = _manifest(archive)
        for name, expected in manifest["members"].items():
            with archive.open(name) as member:
                if _copy(member, None) != expected:
                    raise ArchiveFault(_("The archive is damaged at %s: take another backup.") % name)
        with tempfile.TemporaryDirectory(prefix=".kheo-verify-", dir=place.parent) as folder:
            dump = Path(folder) / manifest["database"]
            _extract(archive, manifest["database"], dump)
            _compare_rows(dumps.named(manifest["engine"]).rows_of(dump), manifest)
    return Summary(
        engine=manifest["engine"],
        made_at=manifest["made_at"],
        rows=manifest["rows"],
        files=sum(name.startswith(f"{FILES}/") for name in manifest["members"]),
        size=place.stat().st_size,
    )


def _opened(place: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(place)
    except FileNotFoundError:
        raise ArchiveFault(_("There is no file %s.") % place) from None
    except (zipfile.BadZipFile, OSError) as fault:
        raise ArchiveFault(_("%s is not an archive of Khéo, or it is damaged.") % place) from fault


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, once it is sure that it names exactly what is there and nothing outside the home."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        members, database = set(manifest["members"]), manifest["database"]
        form, engine, rows = manifest["format"], manifest["engine"], manifest["rows"]
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as fault:
        raise ArchiveFault(_("%s is not an archive of Khéo, or it is damaged.") % archive.filename) from fault
    if form != FORMAT:
        raise ArchiveFault(_("This archive was made by another version of Khéo: restore it with that one."))
    names = [info.filename for info in archive.infolist()]
    if sorted(names) != sorted({*members, MANIFEST}) or not isinstance(rows, dict):
        raise ArchiveFault(_("The content of the archive is not what its list says: take another backup."))
    if engine not in dumps.ENGINES or database != dumps.named(engine).name or database not in members:
        raise ArchiveFault(_("The content of the archive is not what its list says: take another backup."))
    for name in members - {database, SECRET}:
        _refuse_outside(name)
    return manifest


def _refuse_outside(name: str) -> None:
    """Raises ArchiveFault for a member that would be written anywhere but below `files`."""
    path = PurePosixPath(name)
    plain = "\\" not in name and "\0" not in name and path.as_posix() == name
    if not plain or path.is_absolute() or ".." in path.parts or len(path.parts) < 2 or path.parts[0] != FILES:
        raise ArchiveFault(_("The archive holds a file with a forbidden name (%r): do not trust it.") % name)


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as member, target.open("xb") as file:
        _copy(member, file)


def _compare_rows(found: dict[str, int] | None, manifest: dict[str, Any]) -> None:
    """`found` is None where an engine cannot count without a server; then the restore counts."""
    if found is not None and found != manifest["rows"]:
        tables = sorted(name for name in {*found, *manifest["rows"]} if found.get(name) != manifest["rows"].get(name))
        raise ArchiveFault(_("Numbers of rows differ from the list of the archive: %s.") % ", ".join(tables))


# ── restore ─────────────────────────────────────────────────────────────────


def restore(place: Path, *, force: bool = False) -> Summary:
    """Puts an archive into the home that the environment names, after verifying it; counts the rows again.

    Raises ArchiveFault where the home or its PostgreSQL database is not empty. With `force` a home of SQLite
    is moved aside (never deleted) beneath a name with the time. A fault leaves the home as it was; only a
    PostgreSQL database that was filled and then counted differently stays filled, and the message says so.
    Raises HomeInUse while a server or worker runs there.
    """
    home = environment.home_folder()
    summary = verify(place)
    database = dumps.of_environment(home)
    if database.engine != summary.engine:
        raise ArchiveFault(
            _("The archive is of %(archive)s and this home uses %(home)s: set KHEO_DATABASE_URL accordingly.")
            % {"archive": summary.engine, "home": database.engine}
        )
    try:
        with occupied(home, alone=True):
            if _has_work(home) and not force:
                raise ArchiveFault(
                    _("%s is not empty: choose another KHEO_HOME, or add --force to move what is there aside.") % home
                )
            _replace(home, place, database)
    except OSError as fault:
        raise ArchiveFault(_("The archive could not be restored: %s") % fault) from fault
    return summary


def _has_work(home: Path) -> bool:
    return any(entry.name not in LEFT_ALONE for entry in home.iterdir() if entry.name != FILES) or any(
        (home / FILES).rglob("*")
    )


def _replace(home: Path, place: Path, database: dumps.Engine) -> None:
    """Builds the new home beside the old one and exchanges the two when it is whole."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    try:
        with _opened(place) as archive:
            manifest = _manifest(archive)
            for name in manifest["members"]:
                _extract(archive, name, fresh / name)
        if not (fresh / SECRET).exists() and (home / SECRET).exists():
            shutil.copyfile(home / SECRET, fresh / SECRET)
        if (fresh / SECRET).exists():
            (fresh / SECRET).chmod(0o600)
        _compare_rows(database.put(fresh / database.name, fresh), manifest)
        if _has_work(home):
            home.rename(home.with_name(f"{home.name}.before-{datetime.now():%Y%m%d-%H%M%S}"))
        else:
            shutil.rmtree(home)
        fresh.rename(home)
        _flush(home.parent)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
