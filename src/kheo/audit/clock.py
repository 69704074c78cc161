"""The one clock. Sample data and tests set it; nothing else of ours asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("kheo_clock", default=None)


def now() -> datetime:
    """This moment, aware of its zone."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The date of this moment in Việt Nam."""
    return timezone.localtime(now()).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let the clock stand at `moment` (aware) within the block."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
