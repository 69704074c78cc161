"""How long `kheo serve` takes from nothing to its first answer, how much memory it holds, and how long units load.

    bench/start.py [--requests 500]

Makes a demonstration below build/bench/start, serves it on loopback, asks a bounded number of pages, ends the server.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "bench" / "start"
KHEO = Path(sys.executable).with_name("kheo")
COLD_SECONDS, MEMORY_MB, UNITS_SECONDS = 4.0, 300.0, 20.0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--requests", type=int, default=500)
    chosen = options.parse_args()
    shutil.rmtree(HOME, ignore_errors=True)
    environment = {**os.environ, "KHEO_HOME": str(HOME), "KHEO_DEMO": "1"}
    environment.pop("KHEO_DATABASE_URL", None)
    units = _units_seconds(environment)
    subprocess.run([KHEO, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cold, memory = _serve(environment, port, chosen.requests)
    rows = (
        ("units load into an empty database", units, UNITS_SECONDS, "s"),
        ("cold kheo serve to the first answer", cold, COLD_SECONDS, "s"),
        (f"memory after {chosen.requests} pages", memory, MEMORY_MB, "MB"),
    )
    for what, value, limit, unit in rows:
        print(f"  {what:<42} {value:>10.2f}  limit {limit:>8.2f} {unit}")
    return 1 if any(value > limit for _what, value, limit, _unit in rows) else 0


def _units_seconds(environment: dict[str, str]) -> float:
    """The command's whole time, migrations done before."""
    scratch = {**environment, "KHEO_HOME": str(HOME / "units"), "DJANGO_SETTINGS_MODULE": "kheo.config.settings"}
    (HOME / "units").mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=scratch, check=True)
    started = time.perf_counter()
    subprocess.run([KHEO, "load-units"], env=scratch, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _serve(environment: dict[str, str], port: int, requests: int) -> tuple[float, float]:
    """Seconds until the first page, and resident megabytes of all its processes after so many pages."""
    started = time.perf_counter()
    server = subprocess.Popen([KHEO, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if time.perf_counter() - started > 60 or server.poll() is not None:
                raise SystemExit("the server did not answer")
            time.sleep(0.02)
        cold = time.perf_counter() - started
        for _ in range(requests):
            _answers(port)
        return cold, _resident_mb(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200 and answer.read())
    except (urllib.error.URLError, OSError):
        return False


def _resident_mb(pid: int) -> float:
    """Proportional share of memory of a process and its children: shared pages are counted once."""
    family = [pid, *_children(pid)]
    kilobytes = 0
    for member in family:
        for line in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found


if __name__ == "__main__":
    sys.exit(main())
