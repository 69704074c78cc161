"""Pages of the desk in a browser."""

import pytest
from django.test import Client


@pytest.fixture
def signed_in(browser_page, live_server, cast):
    """`signed_in(width=…)` opens a page as the ward's officer; `signed_in.client` is the same without a browser."""
    client = Client()
    client.force_login(cast.officer)

    def open_page(**options):
        page = browser_page(**options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    open_page.client = client
    return open_page
