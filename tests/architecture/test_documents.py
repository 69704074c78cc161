"""What the documents point at is there."""

import re

from tests.architecture.source import ROOT, place, project_files

LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)\s#]+)")


def test_no_link_leads_nowhere():
    found = [
        f"{place(path)} → {target}"
        for path in project_files()
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ]
    assert found == []


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = sorted(LINK.findall((folder / "README.md").read_text("utf-8")))
    assert listed == sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
