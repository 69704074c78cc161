"""The commands that need Django: each takes the parsed options and returns the status of the process."""

import logging
import signal
import threading
from argparse import Namespace

from django.conf import settings
from django.core.management import call_command
from django.db.utils import OperationalError

from kheo.config import preparing, serving, setting_up, working
from kheo.config.occupied import occupied
from kheo.config.words import Trouble
from kheo.config.words import gettext as _
from kheo.figures.recount import differences, rebuild
from kheo.units.loading import load_units as load_shipped_units

log = logging.getLogger(__name__)
SHOWN = 20
"""Differences that a recount spells out."""


def say(message: str) -> None:
    """A line for the person at the keyboard, at once."""
    print(message, flush=True)  # noqa: T201  the commands talk to a terminal


def run(name: str, options: Namespace) -> int:
    """Runs the command of that name; raises Trouble where the database cannot be reached or written."""
    command = {function.__name__: function for function in COMMANDS}[name]
    try:
        return command(options)
    except OperationalError as fault:
        log.debug("%s", fault, exc_info=True)
        raise Trouble(_("The database does not answer, or cannot be written: %s") % fault) from fault


def serve(options: Namespace) -> int:
    """Serves pages, and does the work put off unless told otherwise, until it is stopped."""
    with occupied(settings.HOME):
        serving.serve(host=options.host, port=options.port, with_worker=options.worker, say=say)
    return 0


def worker(options: Namespace) -> int:
    """Does the work put off until SIGINT or SIGTERM, after which the task in hand is finished first."""
    serving.refuse_pending_migrations()
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: stopped.set())
    with occupied(settings.HOME):
        say(_("The worker is running; Ctrl-C stops it."))
        working.work(stopped)
    return 0


def upgrade(options: Namespace) -> int:
    """Brings the home up to this version of the program."""
    preparing.prepare(say)
    say(_("Ready. Start with: kheo serve"))
    return 0


def setup(options: Namespace) -> int:
    """Prepares the home and founds a real ward with its first administrator."""
    answers = setting_up.answers_of(options)
    preparing.prepare(say)
    setting_up.found(answers, say)
    return 0


def demo(options: Namespace) -> int:
    """Prepares the home and fills it with sample data where there is none."""
    preparing.prepare_demonstration(say)
    return 0


def load_units(options: Namespace) -> int:
    """Loads the units that ship with the program; what is there already stays."""
    serving.refuse_pending_migrations()
    added = load_shipped_units()
    say(
        _("Added: %(units)d units, %(successions)d successions, %(aliases)d other names.")
        % {"units": added.units, "successions": added.successions, "aliases": added.aliases}
    )
    return 0


def recount(options: Namespace) -> int:
    """Counts every figure again from the records; 1 where --check finds a difference, which it names."""
    serving.refuse_pending_migrations()
    found = differences()
    for difference in found[:SHOWN]:
        say(f"{difference.counter}: {difference.kept} ≠ {difference.recounted}")
    if not found:
        say(_("All counters agree with the records."))
        return 0
    if options.check:
        say(_("%d counters differ from the records: run 'kheo recount' to put that right.") % len(found))
        return 1
    say(_("%(found)d counters differed; %(rows)d were written anew.") % {"found": len(found), "rows": rebuild()})
    return 0


def check(options: Namespace) -> int:
    """Says what is wrong with the settings and the home; 1 where something is."""
    call_command("check", deploy=bool(settings.BASE_URL))
    return 0


COMMANDS = (serve, worker, upgrade, setup, demo, load_units, recount, check)
