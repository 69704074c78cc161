"""Promise: a list of 10,000 models comes into the register in the background in at most 60 seconds; beside it, how long
taking all of it out again takes.

bench/importing.py [rows]      in a database of its own, a file as in real life
"""

import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["KHEO_HOME"] = tempfile.mkdtemp(prefix="kheo-bench-")
os.environ.setdefault("KHEO_SECRET_KEY", "only-for-benchmarks")
os.environ["DJANGO_SETTINGS_MODULE"] = "kheo.config.settings"

import django  # noqa: E402  the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402

from kheo.figures.recount import differences  # noqa: E402
from kheo.initiatives import actions  # noqa: E402
from kheo.initiatives.actions.importing import carry_out_import  # noqa: E402
from kheo.initiatives.actions.undoing import carry_out_undo  # noqa: E402
from kheo.initiatives.choices import Status  # noqa: E402
from kheo.initiatives.models import Registration  # noqa: E402
from kheo.reader.list_files import read_list_file  # noqa: E402
from tests.cast import make_cast  # noqa: E402
from tests.factories.initiatives import make_campaign  # noqa: E402
from tests.factories.lists import crossed, listed, xlsx_of  # noqa: E402

LIMIT_SECONDS = 60
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
BAD = 20


def main() -> int:
    """Prints the three parts; 1 where the last is over its limit or the counters do not agree."""
    call_command("migrate", verbosity=0)
    cast = make_cast()
    campaign, officer = make_campaign(cast), cast.actor("officer")
    content = xlsx_of(crossed(listed(ROWS, bad=BAD)))
    started = time.perf_counter()
    found = read_list_file(content)
    told("file read", started)
    started = time.perf_counter()
    run = actions.plan_import(
        by=officer,
        unit=cast.ward,
        campaign=campaign,
        accepted_on=date(2026, 4, 2),
        source="bench.xlsx",
        sheets=found.sheets,
    )
    told("looked through", started)
    actions.start_import(run, by=officer)
    started = time.perf_counter()
    carry_out_import.call(run.pk)
    seconds = told(f"{ROWS:,} rows brought in", started, limit=LIMIT_SECONDS)
    agrees = Registration.objects.count() == ROWS - BAD and not differences()
    print(f"  {'counters and a recount':<42} {'agree' if agrees else 'DIFFER':>10}")
    actions.undo_import(run, by=officer, reason="Nhầm")
    started = time.perf_counter()
    carry_out_undo.call(run.pk)
    told(f"{ROWS:,} rows taken out again", started)
    agrees = agrees and not Registration.objects.filter(status=Status.UNDER_WAY).exists() and not differences()
    print(f"  {'counters and a recount':<42} {'agree' if agrees else 'DIFFER':>10}")
    return 0 if seconds <= LIMIT_SECONDS and agrees else 1


def told(what: str, started: float, limit: float | None = None) -> float:
    """Prints a line and gives the seconds since `started`."""
    seconds = time.perf_counter() - started
    print(f"  {what:<42} {seconds:>10.2f}" + (f"  limit {limit:>8} s" if limit else " s"))
    return seconds


if __name__ == "__main__":
    sys.exit(main())
