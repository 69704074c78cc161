"""Every page of the desk is behind the door: whoever is not signed in is sent to sign in first."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver

DESK = "lam-viec/"
SAMPLES = {"int": "1", "slug": "mot", "str": "mot", "path": "mot/hai", "uuid": str(UUID(int=1))}

FOR_SCRIPTS = ("/tu-luu/",)
"""Asked by a script that keeps a draft: it must learn that the session is over, not follow to a page."""


def addresses(patterns=None, before: str = "") -> Iterator[str]:
    """Every address that the project answers, with a sample in the place of each part that varies."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + re.sub(
            r"<(?:(\w+):)?\w+>", lambda part: SAMPLES.get(part[1] or "str", "1"), str(pattern.pattern)
        )
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield "/" + here


def test_the_desk_has_pages():
    assert [address for address in addresses() if address.startswith(f"/{DESK}")] != []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", [address for address in addresses() if address.startswith(f"/{DESK}")])
def test_a_page_of_the_desk_sends_strangers_to_sign_in(client, settings, address, method):
    answer = getattr(client, method)(address)
    door = (401, "") if address.endswith(FOR_SCRIPTS) else (302, resolve_url(settings.LOGIN_URL))
    assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) == door
