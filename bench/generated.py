"""Promise: of reports put together from random figures, every figure is read with its status and its total.

bench/generated.py [reports] [first]      10,000 reports from seed 0 on, each as `tests/reader/generated.py` makes it
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from kheo.reader import read  # noqa: E402  the path comes first
from tests.reader.generated import faults_of, report  # noqa: E402

REPORTS = 10_000
MOST_SHOWN = 20


def main(reports: int = REPORTS, first: int = 0) -> int:
    """Prints how many reports and facts were read as written, and the time of the reader alone; 1 where one was not."""
    facts, seconds = 0, 0.0
    wrong: list[str] = []
    wrong_reports = 0
    for seed in range(first, first + reports):
        made = report(seed)
        start = time.process_time()
        reading = read(made.text)
        seconds += time.process_time() - start
        faults = faults_of(made, reading.as_dict()["facts"])
        facts += len(made.facts)
        wrong_reports += bool(faults)
        wrong += [f"  seed {seed}: {fault}" for fault in faults]
    print(
        f"generated: {reports - wrong_reports} of {reports} reports from seed {first} right, {wrong_reports} wrong; "
        f"{facts} facts, {len(wrong)} faults; {seconds:.1f} s"
    )
    for line in wrong[:MOST_SHOWN]:
        print(line)
    return 1 if wrong_reports or not facts else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
