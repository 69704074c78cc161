"""A client for each person of the cast."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def as_person(cast: Cast):
    """`as_person("officer")` is a client that is signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.people[name])
        return client

    return sign_in


@pytest.fixture
def officer(as_person) -> Client:
    """The ward's officer."""
    return as_person("officer")
