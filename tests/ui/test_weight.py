"""A page with its style sheet and script weighs little, for slow lines."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

LIMIT = 14 * 1024


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


@pytest.mark.django_db
@pytest.mark.urls("tests.ui.sample")
def test_page_and_style_sheet_weigh_less_than_14_kb(client):
    sheet = Path(finders.find("ui/kheo.css")).read_bytes()
    assert packed(client.get("/public").content) + packed(sheet) <= LIMIT
    assert packed(client.get("/parts").content) + packed(sheet) <= LIMIT


@pytest.mark.django_db
@pytest.mark.urls("tests.ui.sample")
@pytest.mark.parametrize("address", ["/parts", "/public", "/refuse"])
def test_no_page_has_inline_script_or_style(client, address):
    page = client.get(address).content.decode()
    assert ("style=" in page, "<style" in page, "onclick" in page, page.count("<script")) == (False, False, False, 1)
