"""Keeps the Vietnamese catalogue complete.

    python tools/translate.py PAIRS.json   collect the texts of the source, add these pairs, compile
    python tools/translate.py              collect and compile
    python tools/translate.py --check      exit 1 where a text is missing, doubtful, or not collected yet
    python tools/translate.py --compile    compile only: needs no gettext, so it runs at set-up

PAIRS.json: {"English": "Tiếng Việt"}; a plural as {"%(n)s day|%(n)s days": "%(n)s ngày"} (or by its singular alone);
a context in front, "ctx\\u0004English". The same source always gives the same file, byte by byte.
"""

import argparse
import io
import json
import os
import string
import sys
import tempfile
import unicodedata
from pathlib import Path

from django.core.management.commands.makemessages import Command

try:
    import polib
except ModuleNotFoundError:  # a place that only runs the project: --compile is all it needs
    polib = None

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "kheo"
sys.path.insert(0, str(PACKAGE.parent))

from kheo.ui.catalogue import compile_catalogues  # noqa: E402  the path comes first

CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Project-Id-Version": "Kheo",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one of the four ways of calling; return the exit code."""
    parser = argparse.ArgumentParser(description="Keeps the Vietnamese catalogue complete.")
    parser.add_argument("pairs", nargs="?", type=Path, help="JSON file of pairs to add")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 unless complete and up to date")
    parser.add_argument("--compile", action="store_true", help="only write the .mo files")
    chosen = parser.parse_args(arguments)
    if chosen.compile:
        for file in compile_catalogues():
            print(f"compiled {file.relative_to(ROOT)}")
        return 0
    if chosen.check:
        return check()
    return update(json.loads(chosen.pairs.read_text("utf-8")) if chosen.pairs else {})


def update(pairs: dict[str, str]) -> int:
    """Collect, add the pairs, write and compile; name pairs that no source uses, texts dropped and texts missing."""
    known = _known()
    catalogue = _merged(_collected(), known)
    wrong = _add(catalogue, pairs)
    CATALOGUE.write_text(_as_text(catalogue), "utf-8")
    compile_catalogues()
    for line in wrong + _dropped(known, catalogue):
        print(line)
    missing = _missing(catalogue)
    for entry in missing:
        print(f"missing: {json.dumps(_key(entry), ensure_ascii=False)}")
    print(f"{len(catalogue)} texts, {len(missing)} missing, {len(wrong)} pairs not taken")
    return 1 if wrong else 0


def check() -> int:
    """Compare the catalogue with the source, changing nothing."""
    fresh = _merged(_collected(), _known())
    faults = [f"missing: {_key(entry)!r}" for entry in _missing(fresh)]
    if not CATALOGUE.exists() or CATALOGUE.read_text("utf-8") != _as_text(fresh):
        faults.append("the catalogue is not up to date: run python tools/translate.py")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def _collected():
    """All texts of the source, as polib reads them; Django's own collector and xgettext do the work, on a copy.

    On a copy, because the collector puts its own files beside each template while it works.
    """
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    collector = Collector(stdout=io.StringIO(), stderr=sys.stderr)
    with tempfile.TemporaryDirectory() as copy:
        for file in _texts():
            place = Path(copy, file.relative_to(PACKAGE))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
        Path(copy, "locale").mkdir()
        before = Path.cwd()
        os.chdir(copy)
        try:
            collector.run_from_argv(["", "makemessages", "--locale=vi", "--no-location", "--no-obsolete"])
        finally:
            os.chdir(before)
    return polib.pofile(collector.text) if collector.text else polib.POFile()


class Collector(Command):
    """Makes the template of texts and touches no catalogue."""

    text = ""

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Take the template where Django would merge it into a catalogue."""
        self.text = Path(potfile).read_text("utf-8")


def _texts() -> list[Path]:
    """The files that may hold texts for people: Python and templates, not the data that ships."""
    found = [file for kind in ("py", "html", "txt") for file in PACKAGE.rglob(f"*.{kind}")]
    return sorted(file for file in found if file.relative_to(PACKAGE).parts[0] != "data")


def _known():
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()


def _merged(collected, known):
    """A new catalogue of the collected texts, sorted, with the translations that are known for exactly these texts."""
    old = {_key(entry): entry for entry in known if not entry.obsolete and not entry.fuzzy}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(HEADER)
    for entry in sorted(collected, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        same = old.get(_key(entry))
        fresh = polib.POEntry(
            msgid=entry.msgid,
            msgctxt=entry.msgctxt,
            msgid_plural=entry.msgid_plural,
            comment=entry.comment,
            flags=[flag for flag in entry.flags if flag != "fuzzy"],
        )
        if entry.msgid_plural:
            fresh.msgstr_plural = {0: same.msgstr_plural.get(0, "") if same else ""}
        else:
            fresh.msgstr = same.msgstr if same else ""
        catalogue.append(fresh)
    return catalogue


def _add(catalogue, pairs: dict[str, str]) -> list[str]:
    """Put the pairs in; return a line for each that cannot be used: unknown text, or another set of placeholders."""
    by_key = {}
    for entry in catalogue:
        by_key[_key(entry)] = entry
        by_key.setdefault(_key(entry).removesuffix("|" + entry.msgid_plural), entry)
    wrong = []
    for text, translation in pairs.items():
        entry = by_key.get(text)
        if entry is None:
            wrong.append(f"not in the source: {json.dumps(text, ensure_ascii=False)}")
        elif _placeholders(translation) - _placeholders(entry.msgid + (entry.msgid_plural or "")):
            wrong.append(f"names a placeholder that the source lacks: {json.dumps(text, ensure_ascii=False)}")
        elif entry.msgid_plural:
            entry.msgstr_plural = {0: unicodedata.normalize("NFC", translation)}
        else:
            entry.msgstr = unicodedata.normalize("NFC", translation)
    return wrong


def _dropped(known, catalogue) -> list[str]:
    """What the source no longer says, as pairs: nothing that somebody translated goes without a word."""
    kept = {_key(entry) for entry in catalogue}
    gone = [entry for entry in known if _key(entry) not in kept and entry.translated()]
    pairs = [{_key(entry): entry.msgstr_plural.get(0) or entry.msgstr} for entry in gone]
    return [f"dropped: {json.dumps(pair, ensure_ascii=False)}" for pair in pairs]


def _placeholders(text: str) -> set[str]:
    """The names in %(name)s and {name}: a wrong one would break the page when it is shown."""
    percent = {piece.split(")")[0] for piece in text.split("%(")[1:]}
    try:
        braces = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        braces = set()
    return percent | braces


def _missing(catalogue) -> list:
    return [entry for entry in catalogue if not entry.translated()]


def _key(entry) -> str:
    """How a pair names this entry: context, \\u0004, text, | and the plural."""
    context = f"{entry.msgctxt}\u0004" if entry.msgctxt else ""
    return context + entry.msgid + (f"|{entry.msgid_plural}" if entry.msgid_plural else "")


def _as_text(catalogue) -> str:
    return str(catalogue).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(main())
