"""Promise: a ward's yearly report with 60 models, from the register to the .docx, in at most 300 ms.

bench/report.py [folder]      in a database of its own, in memory; writes the file there, to be looked at
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
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

from kheo.figures.actions import draft_report  # noqa: E402
from kheo.figures.report_document import write_report  # noqa: E402
from kheo.figures.snapshot import take_snapshot  # noqa: E402
from kheo.initiatives.choices import Field, Kind, Novelty  # noqa: E402
from kheo.tallies.periods import Period  # noqa: E402
from tests.cast import make_cast  # noqa: E402
from tests.figures.register import enter  # noqa: E402

LIMIT_MS = 300
MODELS = 60


def main() -> int:
    """Prints the three parts and their sum; 1 where the sum is over the limit."""
    call_command("migrate", verbosity=0)
    cast = make_cast()
    officer = cast.actor("officer")
    for number in range(MODELS):
        enter(
            officer,
            cast.ward,
            date(2026, 1 + number % 10, 1 + number % 28),
            name=f"Mô hình thứ {number}",
            field=Field.values[number % 4],
            kind=Kind.EXEMPLAR if number % 7 == 0 else Kind.MODEL,
            novelty=Novelty.MAINTAINED if number % 3 else Novelty.NEW,
        )
    period = Period.year(2026)
    report = draft_report(by=officer, unit=cast.ward, issuer=cast.peoples_committee, period=period)
    read = median("figures and list read", lambda: take_snapshot(cast.ward, period))
    written = median(".docx written", lambda: write_report(report, is_sample=True))
    print(f"  {'report of a ward, together':<42} {read + written:>10.1f}  limit {LIMIT_MS:>8} ms")
    if len(sys.argv) > 1:
        (Path(sys.argv[1]) / "report.docx").write_bytes(write_report(report, is_sample=True))
    return 0 if read + written <= LIMIT_MS else 1


def median(name: str, work: Callable[[], object], times: int = 9) -> float:
    """The median of several runs after one to warm up, in milliseconds."""
    work()
    taken = []
    for _each in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    print(f"  {name:<42} {statistics.median(taken):>10.1f} ms")
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
