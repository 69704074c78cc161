"""Compiles the catalogues of translations, without Django and without Debian's gettext."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[1] / "locale"


def compile_catalogues(locales: Path = LOCALES) -> list[Path]:
    """Write a .mo beside each .po below `locales`; return the .mo files, in the order of their paths.

    Fuzzy entries are left out, so a guess is never shown to anybody. The file is replaced in one step:
    a server that starts meanwhile reads the old one or the new one.
    """
    written = []
    for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name)
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        fresh.replace(source.with_suffix(".mo"))
        written.append(source.with_suffix(".mo"))
    return written
