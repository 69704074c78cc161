"""A hundredth of the kill storm of bench/storm.py: two kills.

On PostgreSQL it writes into the server's own database, which the tests themselves leave alone.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
@pytest.mark.xdist_group("storm")
def test_nothing_acknowledged_is_lost_by_two_kills(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KHEO_HOME", "DJANGO_"))}
    run = subprocess.run(
        [sys.executable, ROOT / "bench" / "storm.py", "--kills", "2"],
        env={**environment, "KHEO_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 kills" in run.stdout
    assert "nothing lost, nothing half done, every counter agrees" in run.stdout
