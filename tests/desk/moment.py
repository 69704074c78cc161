"""The desk at one moment, and a client for each person of the cast."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from kheo.audit import clock
from tests.cast import Cast
from tests.initiatives.conftest import MOMENT


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with clock.set_to(MOMENT):
        yield


@pytest.fixture
def client_of(cast: Cast) -> Callable[[str], Client]:
    """`client_of("officer")` is a browser in which the officer has signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.people[name])
        return client

    return sign_in
