"""What every test may lean on: the same seeds each run, a browser, and no skip that nobody notices."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from factory.random import reseed_random
from hypothesis import settings as hypothesis_settings

from tests.cast import Cast, make_cast

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 390, 1366
ON_SERVER = bool(os.environ.get("CI"))

hypothesis_settings.register_profile("server", derandomize=True, deadline=None, database=None)
hypothesis_settings.register_profile("desk", deadline=None)
hypothesis_settings.load_profile("server" if ON_SERVER else "desk")


@pytest.fixture(autouse=True)
def same_seed_each_time() -> None:
    """Random and the factories start from the same place in every test."""
    random.seed(20260101)
    reseed_random(20260101)


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path: Path) -> None:
    """What a test uploads stays in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Lets the tests' own cleaning empty the change log: on SQLite it deletes rows, which the database refuses.

    `tests/audit` sets the guard again before it tries it.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.cursor().execute("DROP TRIGGER IF EXISTS audit_changeentry_no_delete")


@pytest.fixture
def cast(db) -> Cast:
    """Test people and their places as rows: `cast.officer`, `cast.ward`, `cast.actor("officer")`."""
    return make_cast()


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The background material beside the project (KHEO_SHARED, or ../shared); skips where it is missing."""
    folder = Path(os.environ.get("KHEO_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip(f"background material is not here: {folder} (set KHEO_SHARED)")
    return folder


# ── the browser ─────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, one for the whole run; without it the test is skipped, and fails where CI is set."""
    if not Path(CHROMIUM).exists():
        reason = f"no browser at {CHROMIUM}: apt-get install chromium"
        pytest.fail(reason) if ON_SERVER else pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # slow import, spared to runs without a browser

    # Playwright keeps an event loop in this thread; Django would refuse the database for that alone.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(browser, live_server) -> Iterator[Callable[..., object]]:
    """`browser_page(width=…)` opens a page on the test server; errors in its console fail the test at the end."""
    contexts, faults = [], []

    def open_page(width: int = DESK, height: int = 900, **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note_policy_breach(message, faults))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _note_policy_breach(message, faults: list[str]) -> None:
    """A page that breaks the content security policy says so only in the console."""
    if message.type == "error" and "Content Security Policy" in message.text:
        faults.append(message.text)


@pytest.fixture
def axe_clean() -> Callable[[object], None]:
    """`axe_clean(page)` fails with rule and place for every violation of WCAG 2.2 AA on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe  # slow import, spared to runs without a browser
    from playwright.sync_api import Error

    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def look(page) -> list[dict[str, Any]]:
        page.wait_for_load_state()
        return Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}}).response["violations"]

    def check(page) -> None:
        try:
            found = look(page)
        except Error:  # the page that a click asked for came in the middle of the look at the one before
            found = look(page)
        places = [f"{rule['id']}: {rule['help']} at {node['target']}" for rule in found for node in rule["nodes"]]
        assert places == [], f"{page.url}\n" + "\n".join(places)

    return check


# ── no quiet skip ───────────────────────────────────────────────────────────


def pytest_report_header() -> str:
    """Names the database of this run in its first lines."""
    return "database: " + ("PostgreSQL" if os.environ.get("KHEO_DATABASE_URL") else "SQLite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that opens the browser carries the mark `browser`, so that `-m "not browser"` finds them all."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter) -> None:
    """Says loudly at the end what was not tried."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section(f"NOT TRIED: {len(skipped)} tests were skipped", sep="!", red=True, bold=True)
        for line in sorted({str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)}):
            terminalreporter.line(line)
