"""Kill storm: a writer is ended by kill -9 at 200 random moments, and nothing acknowledged may be lost or half done.

    bench/storm.py [--kills 200] [--seed 1]

After each kill: every acknowledged step stands in the history, every history row has its audit entry, every
registration has the status of its last step, and every counter equals its recount. Works on the database that
KHEO_DATABASE_URL names, else on SQLite below build/bench/storm.
"""

import argparse
import os
import random
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "bench" / "storm"
os.environ.setdefault("KHEO_HOME", str(HOME))
os.environ.setdefault("KHEO_SECRET_KEY", "only-for-benchmarks")
os.environ["KHEO_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "kheo.config.settings"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--writer", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.writer is not None:
        from storm_writer import write_until_killed  # noqa: PLC0415  only the writer's process needs it

        write_until_killed(seed=chosen.writer)
        return 0
    return storm(kills=chosen.kills, seed=chosen.seed)


def storm(*, kills: int, seed: int) -> int:
    """Run the storm; returns 0 where every check held after every kill."""
    from storm_checks import prepare, wrongs  # noqa: PLC0415  they set Django up, after the environment

    if "KHEO_DATABASE_URL" not in os.environ:
        shutil.rmtree(HOME, ignore_errors=True)
        HOME.mkdir(parents=True)
    prepare()
    chance = random.Random(seed)
    acknowledged: list[int] = []
    for number in range(1, kills + 1):
        acknowledged += _one_kill(number, after=chance.uniform(0.0, 0.4))
        if found := wrongs(acknowledged):
            print(f"after kill {number}: {found[0]} (and {len(found) - 1} more)")
            return 1
    print(
        f"{kills} kills, {len(acknowledged)} acknowledged steps: nothing lost, nothing half done, every counter agrees"
    )
    return 0


def _one_kill(number: int, *, after: float) -> list[int]:
    """Start a writer, let it work until `after` seconds past its first step, kill it; returns what it acknowledged."""
    writer = subprocess.Popen([sys.executable, __file__, "--writer", str(number)], stdout=subprocess.PIPE)
    assert writer.stdout
    first = writer.stdout.readline()
    select.select([], [], [], after)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read()
    writer.wait()
    whole_lines = (first + rest).rpartition(b"\n")[0].split()
    if not whole_lines:
        raise SystemExit("the writer ended before its first step")
    return [int(line) for line in whole_lines]


if __name__ == "__main__":
    sys.exit(main())
