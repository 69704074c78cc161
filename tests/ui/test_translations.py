"""The catalogue is complete, and the tool that keeps it so can tell when it is not."""

import gettext
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from kheo.ui.catalogue import compile_catalogues

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "translate.py"
SOURCE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Hello")
pgettext("field", "Economy")
ngettext("%(n)s day", "%(n)s days", 2)
"""

needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is missing: apt-get install gettext")


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """The tool at work on a small package of its own."""
    spec = importlib.util.spec_from_file_location("translate", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    package = tmp_path / "package"
    (package / "locale" / "vi" / "LC_MESSAGES").mkdir(parents=True)
    (package / "a.py").write_text(SOURCE, "utf-8")
    catalogue = package / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    monkeypatch.setattr(module, "PACKAGE", package)
    monkeypatch.setattr(module, "CATALOGUE", catalogue)
    monkeypatch.setattr(module, "compile_catalogues", lambda: compile_catalogues(package / "locale"))
    return module


PAIRS = {"Hello": "Chào", "field\u0004Economy": "Kinh tế", "%(n)s day|%(n)s days": "%(n)s ngày"}


@needs_gettext
def test_the_catalogue_of_the_project_is_complete():
    done = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@needs_gettext
def test_pairs_are_taken_and_compiled(tool):
    assert tool.check() == 1
    assert tool.update(PAIRS) == 0
    assert tool.check() == 0
    with tool.CATALOGUE.with_suffix(".mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Hello") == "Chào"
    assert words.pgettext("field", "Economy") == "Kinh tế"
    assert words.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s ngày"


@needs_gettext
def test_the_same_source_gives_the_same_bytes(tool):
    tool.update(PAIRS)
    first = tool.CATALOGUE.read_bytes()
    tool.update({})
    assert tool.CATALOGUE.read_bytes() == first


@needs_gettext
def test_what_cannot_be_used_is_named(tool, capsys):
    assert tool.update({"Unknown": "Lạ", "Hello": "Chào %(who)s"}) == 1
    said = capsys.readouterr().out
    assert 'not in the source: "Unknown"' in said
    assert 'names a placeholder that the source lacks: "Hello"' in said
    assert 'missing: "Hello"' in said


@needs_gettext
def test_a_doubtful_or_vanished_text_fails_the_check(tool, capsys):
    tool.update(PAIRS)
    catalogue = polib.pofile(str(tool.CATALOGUE))
    catalogue.find("Hello").flags.append("fuzzy")
    catalogue.save()
    assert tool.check() == 1
    (tool.PACKAGE / "a.py").write_text('from django.utils.translation import gettext as _\n_("Bye")', "utf-8")
    capsys.readouterr()
    tool.update({"Bye": "Tạm biệt"})
    assert 'dropped: {"field\\u0004Economy": "Kinh tế"}' in capsys.readouterr().out
    assert tool.check() == 0


def test_compiling_needs_no_gettext(tool, monkeypatch):
    tool.CATALOGUE.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    )
    monkeypatch.setenv("PATH", "")
    written = compile_catalogues(tool.PACKAGE / "locale")
    assert written == [tool.CATALOGUE.with_suffix(".mo")]
