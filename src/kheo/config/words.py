"""Messages of commands that run without Django, from the same catalogue as the pages."""

import gettext as catalogue
import os
from functools import cache
from pathlib import Path

PLACE = Path(__file__).parents[1] / "locale"


class Trouble(Exception):
    """A command cannot do what was asked; the message, for a person, says why and what to do."""


@cache
def _translation(language: str) -> catalogue.NullTranslations:
    return catalogue.translation("django", PLACE, [language], fallback=True)


def gettext(message: str) -> str:
    """The message in Vietnamese, or in the language that KHEO_LANGUAGE names."""
    return _translation(os.environ.get("KHEO_LANGUAGE") or "vi").gettext(message)
