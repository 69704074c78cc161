"""Messages of commands that run without Django, from the same catalogue as the pages."""

import gettext as catalogue
import importlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

PLACE = Path(__file__).parents[1] / "locale"


class Trouble(Exception):
    """A command cannot do what was asked; the message, for a person, says why and what to do."""


@cache
def _translation(language: str) -> catalogue.NullTranslations:
    return catalogue.translation("django", PLACE, [language], fallback=True)


def prepare_words() -> None:
    """Compiles the catalogues where that was not done since they changed; call it before any message is read.

    Where the folder cannot be written, what is there is used, and English without it.
    """
    stale = [po for po in PLACE.glob("*/LC_MESSAGES/*.po") if not _is_compiled(po)]
    if stale:
        with suppress(OSError):
            importlib.import_module("kheo.ui.catalogue").compile_catalogues()  # Babel is slow to load
        _translation.cache_clear()


def _is_compiled(po: Path) -> bool:
    compiled = po.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= po.stat().st_mtime


def gettext(message: str) -> str:
    """The message in Vietnamese, or in the language that KHEO_LANGUAGE names."""
    return _translation(os.environ.get("KHEO_LANGUAGE") or "vi").gettext(message)
