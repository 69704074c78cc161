"""Promise: no file, however broken, ends the reader with an error, and none of a usual size takes over a second.

bench/fuzz.py [inputs] [first]      100,000 inputs from number 0 on, each as `tests/reader/files/mutated.py` makes it

LibreOffice and tesseract are left out: they are programs of their own, with a time limit of their own.
"""

import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from kheo.reader import read  # noqa: E402  the path comes first
from kheo.reader.files import RefusedFile, documents_of  # noqa: E402
from tests.reader.files.mutated import case  # noqa: E402

INPUTS = 100_000
LIMIT_SECONDS = 1.0
LIMIT_MB = 200
SLOWEST = 5


def main(inputs: int = INPUTS, first: int = 0) -> int:
    """Prints what came of the inputs, the slowest ones and the memory; 1 where one failed or was over a limit."""
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, int, str]] = []
    failed: list[str] = []
    errors: Counter[str] = Counter()
    for seed in range(first, first + inputs):
        name, data = case(seed)
        start = time.process_time()
        try:
            outcomes.update(outcomes_of(name, data))
        except Exception as error:  # noqa: BLE001  whatever it is, it is what this looks for
            failed.append(f"input {seed} ({name}): {error!r}")
            errors[type(error).__name__] += 1
        slowest = sorted([*slowest, (time.process_time() - start, seed, name)], reverse=True)[:SLOWEST]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{inputs} inputs from number {first}: {len(failed)} failed, {memory:.0f} MB at most")
    print("  " + ", ".join(f"{outcome} {count}" for outcome, count in outcomes.most_common()))
    print("  slowest: " + ", ".join(f"{taken:.2f} s input {seed} ({name})" for taken, seed, name in slowest))
    print("  errors: " + (", ".join(f"{error} {count}" for error, count in errors.most_common()) or "none"))
    print(*failed[:20], sep="\n")
    return 1 if failed or slowest[0][0] > LIMIT_SECONDS or memory > LIMIT_MB else 0


def outcomes_of(name: str, data: bytes) -> list[str]:
    """What became of each document: read, or the code of its refusal."""
    found = []
    for document in documents_of(name, data):
        if isinstance(document, RefusedFile):
            found.append(document.refusal.code)
        else:
            read(document.text)
            found.append("read")
    return found


if __name__ == "__main__":
    os.environ["PATH"] = ""
    sys.exit(main(*map(int, sys.argv[1:])))
