"""Who works in a home folder: servers and workers share it, a restore wants it for itself."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kheo.config.words import Trouble
from kheo.config.words import gettext as _

NAME = "in-use.lock"


class HomeInUse(Trouble):
    """Somebody else works in this home folder."""


@contextmanager
def occupied(home: Path, *, alone: bool = False) -> Iterator[None]:
    """Holds the home while the block runs, shared or alone; the system lets go by itself when the process dies.

    Raises HomeInUse at once, without waiting, where the two do not go together.
    """
    home.mkdir(parents=True, exist_ok=True)
    handle = os.open(home / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise HomeInUse(_("%s is in use: stop 'kheo serve' and 'kheo worker', then try again.") % home) from None
    finally:
        os.close(handle)
