"""The environment as it is read at the start: what can be said, and what is refused."""

import stat

import pytest

from kheo.config import environment


@pytest.mark.parametrize(
    ("written", "meant"), [("1", True), ("TRUE", True), (" yes ", True), ("on", True), ("0", False), ("", False)]
)
def test_a_flag_is_set_by_the_usual_words(monkeypatch, written, meant):
    monkeypatch.setenv("KHEO_DEMO", written)
    assert environment.flag("KHEO_DEMO") is meant


def test_words_are_separated_by_commas_and_blanks_dropped(monkeypatch):
    monkeypatch.setenv("KHEO_HOSTS", "danvan.example.vn, , khéo.example.vn ")
    assert environment.words("KHEO_HOSTS") == ["danvan.example.vn", "khéo.example.vn"]


def test_secret_key_is_made_once_and_readable_by_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("KHEO_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path / "home")
    assert environment.secret_key(tmp_path / "home") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "home" / "secret.key").stat().st_mode) == 0o600


def test_without_an_address_the_database_is_a_file_in_the_home(monkeypatch, tmp_path):
    monkeypatch.delenv("KHEO_DATABASE_URL", raising=False)
    chosen = environment.database(tmp_path)
    assert (chosen["ENGINE"], chosen["NAME"]) == ("django.db.backends.sqlite3", str(tmp_path / "kheo.sqlite3"))


def test_an_address_of_postgresql_is_taken_apart(monkeypatch, tmp_path):
    monkeypatch.setenv("KHEO_DATABASE_URL", "postgresql://kheo:m%40t@db.example.vn:5433/danvan")
    chosen = environment.database(tmp_path)
    assert [chosen[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "danvan", "kheo", "m@t", "db.example.vn", "5433",
    ]  # fmt: skip


def test_a_socket_folder_is_given_as_host(monkeypatch, tmp_path):
    monkeypatch.setenv("KHEO_DATABASE_URL", "postgresql://kheo@/kheo?host=/run/kheo")
    assert environment.database(tmp_path)["HOST"] == "/run/kheo"


@pytest.mark.parametrize("address", ["mysql://a/b", "kheo.sqlite3", "postgresql://host"])
def test_another_kind_of_address_is_refused_with_the_form_expected(monkeypatch, tmp_path, address):
    monkeypatch.setenv("KHEO_DATABASE_URL", address)
    with pytest.raises(environment.EnvironmentMistake, match="KHEO_DATABASE_URL"):
        environment.database(tmp_path)
