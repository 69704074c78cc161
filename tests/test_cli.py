"""The command line: what it accepts, what it refuses, and that reading needs no Django."""

import json
import os
import subprocess
import sys

import pytest

from kheo import cli
from kheo.config.words import Trouble


def kheo(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "kheo.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_options_of_serve():
    options = cli.parser().parse_args(["serve"])
    assert (options.host, options.port, options.worker) == ("127.0.0.1", 8000, True)
    options = cli.parser().parse_args(["serve", "--host", "::1", "--port", "8137", "--no-worker"])
    assert (options.host, options.port, options.worker) == ("::1", 8137, False)


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["fly"], ["serve", "--port", "0"], ["serve", "--port", "65536"], ["serve", "--port", "８０００"],
        ["serve", "--port", "-1"], ["backup"], ["restore"], ["read"], ["read", "--json", "--text", "a.txt"],
        ["read", "--table", "--findings", "a.txt"],
        ["setup", "--admin-password", "x", "--admin-password-stdin"],
    ],
)  # fmt: skip
def test_a_wrong_line_ends_with_2_and_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: kheo")


def test_trouble_is_one_line_and_status_1(monkeypatch, capsys):
    def refuse(*_args, **_options):
        raise Trouble("Ổ đĩa đã đầy.")

    monkeypatch.setattr("kheo.config.archive.back_up", refuse)
    assert cli.main(["backup", "a.zip"]) == 1
    assert capsys.readouterr().err == "kheo: Ổ đĩa đã đầy.\n"


def test_a_wrong_address_of_the_database_is_told(tmp_path):
    run = kheo("backup", tmp_path / "a.zip", KHEO_DATABASE_URL="mysql://x/y", KHEO_HOME=str(tmp_path))
    assert (run.returncode, run.stdout) == (1, "")
    assert "KHEO_DATABASE_URL" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("module", ["kheo.cli", "kheo.reader.command"])
def test_reading_needs_no_django(module):
    code = f"import sys, {module}; print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_reading_a_folder_by_hand(tmp_path):
    (tmp_path / "b.txt").write_text("Xã có 10 mô hình, gồm 6 mô hình mới và 3 mô hình duy trì.", encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(b"MZ\x90\x00")
    found = kheo("read", "--findings", tmp_path / "b.txt")
    assert (found.returncode, found.stderr) == (1, "")
    assert found.stdout.splitlines()[:2] == [
        "== b.txt ==",
        "  ! Các phần cộng lại được 9, văn bản ghi tổng là 10: “Xã có 10 mô hình”",
    ]
    both = kheo("read", "--json", tmp_path)
    assert (both.returncode, both.stderr) == (2, "")
    assert [json.loads(line)["source"] for line in both.stdout.splitlines()] == ["a.docx", "b.txt"]


def test_reading_loads_no_library_of_files_that_it_does_not_need():
    code = "import sys, kheo.reader.command; print({'lxml', 'pypdf', 'docx', 'openpyxl'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_a_backup_and_its_restore_by_hand(tmp_path, monkeypatch):
    """The two commands as a person types them, on a home of SQLite with one row."""
    import sqlite3

    environment = {"KHEO_HOME": str(tmp_path / "home"), "KHEO_DATABASE_URL": ""}
    (tmp_path / "home").mkdir()
    with sqlite3.connect(tmp_path / "home" / "kheo.sqlite3") as connection:
        connection.execute("create table note (id integer)")
        connection.execute("insert into note values (7)")
    connection.close()
    assert kheo("backup", tmp_path / "a.zip", **environment).returncode == 0
    environment["KHEO_HOME"] = str(tmp_path / "other")
    assert kheo("restore", tmp_path / "a.zip", **environment).returncode == 0
    with sqlite3.connect(tmp_path / "other" / "kheo.sqlite3") as connection:
        assert connection.execute("select id from note").fetchall() == [(7,)]
    connection.close()
    again = kheo("restore", tmp_path / "a.zip", **environment)
    assert (again.returncode, again.stdout) == (1, "")
