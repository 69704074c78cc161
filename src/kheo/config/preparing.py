"""Brings a home up to the program: tables, units, styles. Done at set-up and after each new version."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command

from kheo import demo
from kheo.config.words import Trouble
from kheo.config.words import gettext as _
from kheo.units.loading import load_units


def prepare(say: Callable[[str], None]) -> None:
    """Migrates, loads the shipped units and collects the styles; may be run at any time."""
    say(_("Preparing the database…"))
    call_command("migrate", verbosity=0, interactive=False)
    say(_("Loading the administrative units…"))
    load_units()
    say(_("Preparing styles and pictures…"))
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)


def prepare_demonstration(say: Callable[[str], None]) -> None:
    """`prepare`, then sample data where there is none yet; raises Trouble for a home that is not for showing."""
    if not settings.DEMO:
        raise Trouble(_("Sample data goes only where KHEO_DEMO=1 is set, in a home of its own: see 'make run'."))
    prepare(say)
    demo.fill(say)
