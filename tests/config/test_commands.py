"""The commands that need Django: what they say and with which status they end."""

from argparse import Namespace

import pytest
from django.db.utils import OperationalError

from kheo.config import commands, serving
from kheo.config.words import Trouble
from kheo.figures.recount import Difference

pytestmark = pytest.mark.django_db
COUNTER = (1, "registered", 20261, "model", "economy", "under_way", "new", "commune")


def recount(capsys, monkeypatch, found, *, check):
    monkeypatch.setattr(commands, "differences", lambda: found)
    monkeypatch.setattr(commands, "rebuild", lambda: 40)
    status = commands.run("recount", Namespace(check=check))
    return status, capsys.readouterr().out.splitlines()


def test_a_recount_that_agrees_ends_with_0(capsys, monkeypatch):
    assert recount(capsys, monkeypatch, [], check=True) == (0, ["Mọi số đếm đều khớp với hồ sơ."])


def test_a_check_that_finds_something_names_it_and_changes_nothing(capsys, monkeypatch):
    monkeypatch.setattr(commands, "SHOWN", 1)
    status, said = recount(capsys, monkeypatch, [Difference(COUNTER, 3, 4), Difference(COUNTER, 1, 0)], check=True)
    assert (status, said) == (
        1,
        [f"{COUNTER}: 3 ≠ 4", "2 số đếm không khớp với hồ sơ: hãy chạy 'kheo recount' để sửa."],
    )


def test_without_check_the_counters_are_put_right(capsys, monkeypatch):
    status, said = recount(capsys, monkeypatch, [Difference(COUNTER, 3, 4)], check=False)
    assert (status, said[-1]) == (0, "Có 1 số đếm không khớp; đã ghi lại 40 số đếm.")


@pytest.mark.parametrize("name", ["serve", "worker", "load_units", "recount"])
def test_a_database_older_than_the_program_is_refused(monkeypatch, name):
    monkeypatch.setattr(serving, "pending_migrations", lambda: ["units.0002_more"])
    with pytest.raises(serving.NotReady, match="kheo upgrade"):
        commands.run(name, Namespace(host="127.0.0.1", port=1, worker=False, check=True))


def test_a_silent_database_is_trouble_and_no_traceback(monkeypatch):
    def silent():
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(serving, "pending_migrations", silent)
    with pytest.raises(Trouble, match="unable to open database file"):
        commands.run("recount", Namespace(check=True))


def test_sample_data_needs_a_home_for_showing(settings):
    settings.DEMO = False
    with pytest.raises(Trouble, match="KHEO_DEMO=1"):
        commands.run("demo", Namespace())


def test_nothing_is_pending_in_a_database_that_was_migrated():
    assert serving.pending_migrations() == []
