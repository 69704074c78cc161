"""Runs every benchmark, one after the other, and says at the end which promise was missed.

make bench                    all of them; the large databases and the storms take most of an hour
make bench ARGS="reader documents start"      only these
"""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
PYTHON = sys.executable
ON_POSTGRESQL = [PYTHON, str(BENCH.parent / "tools" / "with_postgresql.py"), "--durable"]

JOBS = {
    "reader": [PYTHON, str(BENCH / "reader.py")],
    "generated": [PYTHON, str(BENCH / "generated.py")],
    "fuzz": [PYTHON, str(BENCH / "fuzz.py")],
    "documents": [PYTHON, str(BENCH / "documents.py")],
    "importing": [PYTHON, str(BENCH / "importing.py")],
    "importing-postgresql": [*ON_POSTGRESQL, PYTHON, str(BENCH / "importing.py")],
    "start": [PYTHON, str(BENCH / "start.py")],
    "national": [PYTHON, str(BENCH / "national.py")],
    "national-postgresql": [*ON_POSTGRESQL, PYTHON, str(BENCH / "national.py")],
    "storm": [PYTHON, str(BENCH / "storm.py")],
    "storm-postgresql": [*ON_POSTGRESQL, PYTHON, str(BENCH / "storm.py")],
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(JOBS):
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(JOBS)}")
        return 2
    missed = []
    for name in names or JOBS:
        print(f"── {name}", flush=True)
        if subprocess.run(JOBS[name], check=False).returncode:
            missed.append(name)
    print(f"missed: {', '.join(missed)}" if missed else "every promise that was measured is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
