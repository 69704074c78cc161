"""Backup and restore: what went in comes out, what is damaged is refused, and nothing is ever left half done."""

import json
import os
import stat
import zipfile

import pytest

from kheo.config import archive
from kheo.config.occupied import HomeInUse, occupied
from tests.config.conftest import ROWS

ON_SERVER = bool(os.environ.get("KHEO_DATABASE_URL"))
DATABASE = "database.dump" if ON_SERVER else "database.sqlite3"


def names_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def saved(home, tmp_path):
    place = tmp_path / "saved" / "kheo.zip"
    place.parent.mkdir()
    archive.back_up(place)
    return place


@pytest.fixture
def bare(tmp_path, monkeypatch, fresh_database):
    """A function that makes the next machine: another, empty home and database."""

    def make():
        monkeypatch.setenv("KHEO_HOME", str(tmp_path / "bare" / "home"))
        (tmp_path / "bare").mkdir(exist_ok=True)
        fresh_database()
        return tmp_path / "bare" / "home"

    return make


def rewritten(saved, tmp_path, change):
    """A copy of the archive with `change(members)` applied to its dict of name → bytes."""
    with zipfile.ZipFile(saved) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    place = tmp_path / "changed.zip"
    with zipfile.ZipFile(place, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
    return place


def in_manifest(members, change):
    manifest = json.loads(members["manifest.json"])
    change(manifest)
    members["manifest.json"] = json.dumps(manifest)


def test_a_backup_says_what_it_holds(home, tmp_path):
    summary = archive.back_up(tmp_path / "kheo.zip")
    assert summary.rows == {"empty_one": 0, "initiative": 3}
    assert (summary.files, summary.engine) == (2, "PostgreSQL" if ON_SERVER else "SQLite")
    assert archive.verify(tmp_path / "kheo.zip") == summary


def test_a_backup_holds_database_files_and_key_and_nothing_that_can_be_made_again(saved):
    with zipfile.ZipFile(saved) as opened:
        assert sorted(opened.namelist()) == sorted(
            [DATABASE, "files/ghi chú.txt", "files/ảnh/đường hoa.jpg", "manifest.json", "secret.key"]
        )


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [entry.name for entry in saved.parent.iterdir()] == ["kheo.zip"]


def test_a_backup_replaces_nothing(saved):
    before = saved.read_bytes()
    with pytest.raises(archive.ArchiveFault):
        archive.back_up(saved)
    assert saved.read_bytes() == before


def test_a_backup_of_no_home_leaves_nothing(tmp_path, bare):
    bare()
    with pytest.raises(archive.Trouble):
        archive.back_up(tmp_path / "kheo.zip")
    assert not (tmp_path / "kheo.zip").exists()
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".kheo")] == []


def test_a_disk_that_fills_up_leaves_no_half_archive(home, tmp_path, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    (tmp_path / "disk").mkdir()
    with pytest.raises(archive.ArchiveFault):
        archive.back_up(tmp_path / "disk" / "kheo.zip")
    assert list((tmp_path / "disk").iterdir()) == []


def test_what_went_in_comes_out(home, saved, bare, rows):
    new = bare()
    summary = archive.restore(saved)
    assert rows() == ROWS
    assert summary.rows == {"empty_one": 0, "initiative": 3}
    kept = ["files/ghi chú.txt", "files/ảnh/đường hoa.jpg", "secret.key"]
    assert [name for name in names_below(new) if not name.startswith("kheo.sqlite3")] == kept
    for name in kept:
        assert (new / name).read_bytes() == (home / name).read_bytes()
    assert stat.S_IMODE((new / "secret.key").stat().st_mode) == 0o600


def test_a_home_that_only_was_started_counts_as_empty(saved, bare, rows):
    new = bare()
    (new / "static").mkdir(parents=True)
    (new / "secret.key").write_text("of the first start")
    archive.restore(saved)
    assert rows() == ROWS
    assert (new / "secret.key").read_text() == "chìa khóa"


def test_a_home_with_work_is_refused_and_stays_as_it_was(home, saved):
    before = {name: (home / name).read_bytes() for name in names_below(home) if not name.endswith(("-wal", "-shm"))}
    with pytest.raises(archive.Trouble):
        archive.restore(saved)
    assert {name: (home / name).read_bytes() for name in before} == before


def test_force_moves_the_old_home_aside(home, saved, rows, fresh_database):
    (home / "files" / "mới.txt").write_text("sau khi sao lưu")
    fresh_database()
    archive.restore(saved, force=True)
    aside = [entry for entry in home.parent.iterdir() if entry.name.startswith("home.before-")]
    assert [(entry / "files" / "mới.txt").read_text() for entry in aside] == ["sau khi sao lưu"]
    assert not (home / "files" / "mới.txt").exists()
    assert rows() == ROWS


def test_a_home_that_is_served_is_refused(saved, bare):
    new = bare()
    with occupied(new), pytest.raises(HomeInUse):
        archive.restore(saved)
    assert names_below(new) == ["in-use.lock"]


def test_a_changed_byte_is_found(saved, bare, tmp_path):
    def change(members):
        members["files/ghi chú.txt"] = "Xanh – sạch – đẹP".encode()

    refused(rewritten(saved, tmp_path, change), bare)


def test_a_missing_file_is_found(saved, bare, tmp_path):
    refused(rewritten(saved, tmp_path, lambda members: members.pop("secret.key")), bare)


def test_a_file_that_is_not_in_the_list_is_found(saved, bare, tmp_path):
    refused(rewritten(saved, tmp_path, lambda members: members.update({"files/lạ.txt": b"?"})), bare)


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "/etc/outside.txt",
        "files/../../outside.txt",
        "files\\..\\outside.txt",
        "kheo.sqlite3",
        "files",
    ],
)
def test_no_name_leads_outside_the_files(saved, bare, tmp_path, name):
    def change(members):
        members[name] = members["files/ghi chú.txt"]
        in_manifest(members, lambda m: m["members"].update({name: m["members"]["files/ghi chú.txt"]}))

    refused(rewritten(saved, tmp_path, change), bare)
    assert list(tmp_path.rglob("outside.txt")) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("format", 2), ("engine", "Oracle"), ("database", "files/ghi chú.txt"), ("rows", None), ("members", 3)],
)
def test_a_list_that_makes_no_sense_is_refused(saved, bare, tmp_path, key, value):
    refused(rewritten(saved, tmp_path, lambda m: in_manifest(m, lambda manifest: manifest.update({key: value}))), bare)


def test_an_archive_of_the_other_database_is_refused(saved, bare, tmp_path, monkeypatch):
    bare()
    if ON_SERVER:
        monkeypatch.delenv("KHEO_DATABASE_URL")
    else:
        monkeypatch.setenv("KHEO_DATABASE_URL", "postgresql://nobody@localhost:1/none")
    with pytest.raises(archive.ArchiveFault):
        archive.restore(saved)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not an archive" * 99])
def test_another_file_is_refused(bare, tmp_path, content):
    (tmp_path / "other.zip").write_bytes(content)
    refused(tmp_path / "other.zip", bare)


def test_a_cut_archive_is_refused(saved, bare, tmp_path):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(saved.read_bytes()[:-200])
    refused(cut, bare)


def test_fewer_rows_than_the_list_says_are_found(saved, bare, tmp_path):
    def change(manifest):
        manifest["rows"]["initiative"] = 4

    refused(rewritten(saved, tmp_path, lambda members: in_manifest(members, change)), bare)


def refused(place, bare):
    """The archive is refused with a message, and the bare home stays bare."""
    new = bare()
    with pytest.raises(archive.Trouble) as refusal:
        archive.restore(place)
    assert str(refusal.value)
    assert not new.exists() or names_below(new) == ["in-use.lock"]
    assert [entry.name for entry in new.parent.iterdir() if entry.name.startswith(".")] == []
