"""The public site stands at one day; its ward is set up, its neighbour only where a test says so."""

from collections.abc import Iterator

import pytest

from kheo.units.models import Membership
from tests.cast import Cast
from tests.recognition.material import NOW, on


@pytest.fixture
def alone(cast: Cast) -> Iterator[Cast]:
    """The cast where Bến Lụa is the only ward with an administrator."""
    Membership.objects.filter(user=cast.foreign_administrator).delete()
    with on(NOW):
        yield cast
