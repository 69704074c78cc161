"""What our one script adds, and that pages work without it."""

import pytest

pytestmark = [pytest.mark.urls("tests.ui.sample"), pytest.mark.django_db(transaction=True)]

FORM = "form[data-autosave]"


def filled(page):
    page.fill(f"{FORM} [name=name]", "Bếp lửa cô bác")
    return page


def posts(page, path: str) -> list[str]:
    """The bodies posted to a path from now on."""
    sent: list[str] = []
    page.on(
        "request", lambda r: sent.append(r.post_data or "") if r.method == "POST" and r.url.endswith(path) else None
    )
    return sent


def kept(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage)")


def test_a_draft_is_sent_by_itself_and_the_answer_shown(browser_page):
    page = browser_page()
    page.goto("/parts")
    sent = posts(page, "/draft")
    filled(page)
    page.get_by_text("Bản nháp lưu lúc 19:42.").wait_for()
    assert len(sent) == 1
    assert "Bếp lửa cô bác" in sent[0]
    assert kept(page) == []


def test_words_survive_a_lost_session(browser_page):
    page = browser_page()
    page.goto("/parts")
    page.fill(f"{FORM} [name=name]", "hết phiên")
    page.check(f"{FORM} [name=field][value=economy]")
    page.get_by_text("Phần đã viết đang giữ trong máy này.").wait_for()
    page.goto("/public")
    page.goto("/parts")
    page.get_by_role("button", name="Lấy lại phần đã viết").click()
    assert page.input_value(f"{FORM} [name=name]") == "hết phiên"
    assert page.is_checked(f"{FORM} [name=field][value=economy]")


def test_words_that_arrived_are_not_offered_again(browser_page):
    page = browser_page()
    page.goto("/parts")
    filled(page)
    assert kept(page) == ["kheo:7:/draft"]
    page.evaluate(
        "place => { const kept = JSON.parse(localStorage[place]); kept.sent = true; "
        "localStorage[place] = JSON.stringify(kept) }",
        "kheo:7:/draft",
    )
    page.goto("/arrived")
    page.wait_for_load_state()
    assert kept(page) == []


def test_a_form_is_sent_once(browser_page):
    page = browser_page()
    page.goto("/parts")
    filled(page)
    sent = posts(page, "/parts")
    page.route("**/parts", lambda route: route.fulfill(status=204) if route.request.method == "POST" else None)
    button = page.locator(f"{FORM} button.btn:not(.two)")
    button.click()
    page.get_by_text("Đang gửi…").wait_for()
    assert button.is_disabled()
    page.evaluate("document.querySelector('form[data-autosave]').requestSubmit()")
    page.evaluate("new Promise(done => setTimeout(done))")
    assert len(sent) == 1


def test_a_refused_form_has_the_focus_on_its_summary(browser_page):
    page = browser_page()
    page.goto("/parts")
    page.click(f"{FORM} button.btn:not(.two)")
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.title() == "Lỗi: Các thành phần – Phường Bến Lụa"
    page.click("text=Chọn lĩnh vực. >> visible=true")
    assert page.evaluate("document.activeElement.id") == "id_field_0"


@pytest.mark.parametrize("width", [360, 1280])
def test_ways_menu_and_display_work_without_script(browser_page, width):
    page = browser_page(width=width, java_script_enabled=False)
    page.goto("/parts")
    if width == 360:
        assert not page.get_by_role("link", name="Đăng ký", exact=True).is_visible()
        page.click("summary:has-text('Các mục')")
    assert page.get_by_role("link", name="Đăng ký", exact=True).is_visible()
    page.click("summary:has-text('Trịnh Thị Nhàn')")
    assert page.get_by_text("Cán bộ dân vận, Phường Bến Lụa").is_visible()
    page.get_by_role("button", name="Nền tối").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.url.endswith("/parts")
