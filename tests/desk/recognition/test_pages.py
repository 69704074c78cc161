"""The screens of recognition in a browser: nothing scrolls sideways, axe finds nothing, error states too."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kheo.recognition import actions
from tests.cast import make_cast
from tests.portal.test_pages import LOOKS, SIDEWAYS, picture
from tests.recognition.material import accepted, published, recognised, seen


@pytest.fixture
def register(live_server):
    """A ward with a decision of two lines, one revoked, three registrations that wait, and something published."""
    cast = make_cast()
    first, second = accepted(cast, "Tiếng kẻng 21 giờ", field="defence_security"), accepted(cast, "Chợ sạch cuối tuần")
    decision = recognised(cast, first, second, number="60", subject="Về việc công nhận mô hình “Dân vận khéo” năm 2026")
    line = decision.recognitions.get(position=2)
    actions.revoke(line, by=cast.actor("leader"), reason="Ghi nhầm tổ thực hiện.", document="75-QĐ/ĐU, 20/11/2026")
    for name, field in (
        ("Hũ gạo họ Đoàn", "economy"),
        ("Nồi cháo chân cầu", "culture_society"),
        ("Một cửa lưu động", "political_system"),
    ):
        seen(cast, accepted(cast, name, field=field), people=12)
    recognised(cast, accepted(cast, "Ngõ không rác", consents=True), number="59")
    published(cast, "Lớp chữ của cụ Thoi", number="58")
    cast.decision = decision
    return cast


def signed_in(browser_page, live_server, user, **options):
    client = Client()
    client.force_login(user)
    page = browser_page(**options)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    return page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_leaders_screens_are_clean(register, live_server, browser_page, axe_clean, width, scheme):
    page = signed_in(browser_page, live_server, register.leader, width=width, color_scheme=scheme)

    def look(name: str) -> None:
        picture(page, f"desk-{name}", width, scheme)
        axe_clean(page)
        assert page.evaluate(SIDEWAYS) == 0, name

    page.goto(reverse("desk:decisions"))
    look("decisions")
    page.goto(reverse("desk:decision", args=[register.decision.pk]))
    look("decision")
    page.get_by_role("link", name="Thu hồi “Tiếng kẻng 21 giờ”").click()
    page.get_by_role("button", name="Thu hồi công nhận").click()
    look("revoke-error")
    page.goto(reverse("desk:decision_new"))
    page.get_by_role("button", name="Ghi quyết định").click()
    look("choose-error")
    page.get_by_label("Chọn “Hũ gạo họ Đoàn”").check()
    page.get_by_label("Chọn “Nồi cháo chân cầu”").check()
    look("choose")
    page.get_by_role("button", name="Ghi quyết định").click()
    look("write")
    page.get_by_role("button", name="Vào sổ, công nhận 2 đăng ký").click()
    look("write-error")
    assert page.locator("[role=alert] h2").inner_text().startswith("Chưa lưu được")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_an_editors_screens_are_clean(register, live_server, browser_page, axe_clean, width, scheme):
    page = signed_in(browser_page, live_server, register.editor, width=width, color_scheme=scheme)
    for state in ("ready", "shown", "lacking", "hidden"):
        page.goto(reverse("desk:publications") + f"?state={state}")
        picture(page, f"desk-publications-{state}", width, scheme)
        axe_clean(page)
        assert page.evaluate(SIDEWAYS) == 0, state
    page.goto(reverse("desk:publications"))
    page.get_by_role("link", name="“Ngõ không rác”").click()
    page.get_by_role("button", name="Công bố cho người dân").click()
    picture(page, "desk-publication-error", width, scheme)
    axe_clean(page)
    page.get_by_label("Tóm tắt cho người dân").fill("Ba ngõ chợ phân rác tại bếp.")
    page.get_by_role("button", name="Công bố cho người dân").click()
    assert page.get_by_role("status").inner_text() == "“Ngõ không rác” đã lên trang công khai."


def test_a_leader_enters_a_decision_without_a_script(register, live_server, browser_page):
    page = signed_in(browser_page, live_server, register.leader, width=360, java_script_enabled=False)
    page.goto(reverse("desk:decisions"))
    page.get_by_role("link", name="Vào sổ quyết định").click()
    page.get_by_label("Chọn “Hũ gạo họ Đoàn”").check()
    page.get_by_role("button", name="Ghi quyết định").click()
    for label, value in {
        "Số quyết định": "61",
        "Ký hiệu (không bắt buộc)": "QĐ/ĐU",
        "Ngày quyết định": "10/10/2026",
        "Người ký": "Trần Văn Lịch",
        "Chức vụ": "Phó Bí thư Thường trực",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Vào sổ, công nhận 1 đăng ký").click()
    assert page.locator("h1").inner_text() == "Số 61-QĐ/ĐU"
