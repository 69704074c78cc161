"""Where the project's seed reports lie: beside the project, or where KHEO_SHARED says. They are no part of it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def seeds_folder() -> Path:
    """The folder of the seeds; skips the calling test loudly where there is none."""
    shared = Path(os.environ.get("KHEO_SHARED") or ROOT.parent / "shared")
    folder = shared / "reader" / "seeds"
    if not list(folder.glob("*.txt")):
        pytest.skip(f"SEED REPORTS NOT FOUND in {folder}: set KHEO_SHARED to check the reader against them")
    return folder
