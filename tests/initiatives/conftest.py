"""Every test of the register stands at one moment."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kheo.audit import clock

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, 23/11/2026, nine in the morning in Việt Nam."""


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with clock.set_to(MOMENT):
        yield
