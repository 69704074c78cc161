"""The sample pages in a browser: accessible, inside the content security policy, and no wider than the screen."""

import os

import pytest

pytestmark = [pytest.mark.urls("tests.ui.sample"), pytest.mark.django_db(transaction=True)]

COLOURS = {
    "light": {"kheo_theme": "light"},
    "dark": {"kheo_theme": "dark"},
    "high": {"kheo_theme": "light", "kheo_contrast": "high"},
    "high-dark": {"kheo_theme": "dark", "kheo_contrast": "high", "kheo_size": "large"},
}


def choose(page, live_server, **choices: str) -> None:
    page.context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in choices.items()])


def width_beyond(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("width", [360, 1280])
def test_parts_are_accessible_and_fit(browser_page, live_server, axe_clean, width, colours, settings):
    settings.DEMO = True
    page = browser_page(width=width)
    choose(page, live_server, **COLOURS[colours])
    page.goto("/parts?sort=-updated&page=4")
    if colours in {"light", "dark"}:
        page.fill("[name=evaluated_on]", "31/02/2026")
        page.fill("[name=households]", "ba chục")
        page.click("form[data-autosave] .btn:not(.two)")
    axe_clean(page)
    assert width_beyond(page) == 0
    _picture(page, f"parts-{width}-{colours}")
    page.goto("/public")
    axe_clean(page)
    assert width_beyond(page) == 0
    _picture(page, f"public-{width}-{colours}")


@pytest.mark.parametrize("width", [360, 1280])
def test_opened_menus_and_fault_pages_are_accessible_and_fit(browser_page, live_server, axe_clean, width):
    page = browser_page(width=width)
    page.goto("/parts")
    if width == 360:
        page.click("summary:has-text('Các mục')")
    page.click("summary:has-text('Trịnh Thị Nhàn')")
    axe_clean(page)
    assert width_beyond(page) == 0
    _picture(page, f"menus-{width}")
    for address in ("/refuse", "/khong-co", "/break"):
        page.goto(address)
        axe_clean(page)
        assert width_beyond(page) == 0
        _picture(page, f"fault{address.replace('/', '-')}-{width}")


@pytest.mark.parametrize("address", ["/parts", "/public", "/refuse"])
def test_the_smallest_screen_with_the_largest_text(browser_page, live_server, address):
    page = browser_page(width=320)
    choose(page, live_server, kheo_size="large")
    page.goto(address)
    for summary in page.locator("header summary").all():
        summary.click()
    assert width_beyond(page) == 0
    _picture(page, f"smallest{address.replace('/', '-')}")


def test_paper_holds_the_content_and_no_controls(browser_page):
    page = browser_page(width=1000)
    page.goto("/parts")
    page.emulate_media(media="print")
    for gone in (".tools", ".pager", ".btn", ".band summary"):
        assert [each.is_visible() for each in page.locator(gone).all()].count(True) == 0
    assert page.get_by_text("Đang thực hiện", exact=True).is_visible()
    _picture(page, "paper")


def test_english_pages_are_accessible(browser_page, live_server, axe_clean):
    page = browser_page(width=360)
    page.goto("/parts")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    axe_clean(page)
    assert width_beyond(page) == 0
    _picture(page, "english-360")


def _picture(page, name: str) -> None:
    """For a person to look at: PICTURES=folder pytest tests/ui/test_pages.py."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
