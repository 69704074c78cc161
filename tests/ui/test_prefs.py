"""Size, contrast, theme and language: kept in cookies, and the way back stays on this site."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.ui.sample"), pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def test_choices_are_kept_and_written_on_the_page(client):
    answer = client.post("/hien-thi/", {"size": "large", "contrast": "high", "theme": "dark", "next": "/public?a=1"})
    assert (answer.status_code, answer.url) == (302, "/public?a=1")
    page = client.get("/public").content.decode()
    assert '<html lang="vi" data-theme="dark" data-contrast="high" data-size="large">' in page


def test_the_language_is_kept(client):
    client.post("/hien-thi/", {"language": "en"})
    page = client.get("/public").content.decode()
    assert '<html lang="en">' in page
    assert "To the main content" in page


def test_rubbish_is_not_kept(client):
    answer = client.post("/hien-thi/", {"size": "<b>", "language": "xx"})
    assert dict(answer.cookies) == {}
    client.cookies["kheo_theme"] = '"><script>'
    assert '<html lang="vi">' in client.get("/public").content.decode()


@pytest.mark.parametrize(
    "outside",
    ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "", "http:///example.org"],
)
def test_the_way_back_stays_on_this_site(client, outside):
    assert client.post("/hien-thi/", {"next": outside}).url == "/"


def test_another_site_changes_nothing(client):
    answer = client.post("/hien-thi/", {"size": "large"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert dict(answer.cookies) == {}


def test_reading_the_address_leads_to_the_start(client):
    assert client.get("/hien-thi/").url == "/"


def test_an_english_browser_still_reads_vietnamese_until_english_is_chosen(client, settings):
    ours, djangos = "kheo.ui.language.ChosenLanguageMiddleware", "django.middleware.locale.LocaleMiddleware"
    settings.MIDDLEWARE = [ours if name == djangos else name for name in settings.MIDDLEWARE]
    english_browser = {"Accept-Language": "en-US,en;q=0.9"}
    first = client.get("/public", headers=english_browser)
    assert (first.headers["Content-Language"], '<html lang="vi">' in first.content.decode()) == ("vi", True)
    client.post("/hien-thi/", {"language": "en"})
    assert client.get("/public", headers=english_browser).headers["Content-Language"] == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get("/public").headers["Content-Language"] == "vi"
