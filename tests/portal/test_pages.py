"""The public pages in a browser: nothing scrolls sideways, axe finds nothing. `PICTURES=folder` keeps pictures."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from kheo.audit import clock
from kheo.initiatives import actions as initiatives
from kheo.units.models import Membership
from tests.cast import make_cast
from tests.recognition.material import published

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MODELS = [
    ("Ngõ không rác, nhà có ba ngăn", "culture_society", "Chi hội Phụ nữ Bãi Dâu",
     "112 nhà trong ba ngõ phân loại rác tại bếp; xe chỉ phải vào ngõ hai lần một tuần thay vì bốn lần."),
    ("Tiếng kẻng 21 giờ", "defence_security", "Tổ tự quản Bãi Dâu",
     "Mỗi tối một hồi kẻng nhắc khóa cổng, tắt bếp; năm nay chưa có vụ mất xe nào trong khu."),
    ("Một cửa lưu động chiều thứ Năm", "political_system", "Trung tâm Phục vụ hành chính công",
     "Cán bộ mang máy đến nhà văn hóa, làm giấy tờ tại chỗ cho người già và người bận ca."),
    ("Hũ gạo họ Đoàn", "economy", "Dòng họ Đoàn",
     "Mỗi nhà bớt một nắm gạo mỗi bữa, cuối tháng góp cho ba hộ đang khó mua tằm giống."),
]  # fmt: skip
LOOKS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def ward(live_server):
    """A ward with four published models; the server's clock is the machine's own."""
    cast = make_cast()
    Membership.objects.filter(user=cast.foreign_administrator).delete()
    for number, (name, field, owner, summary) in enumerate(MODELS, start=1):
        team = cast.team if number % 2 else cast.other_team
        initiative = published(cast, name, number=str(number), field=field, owner=owner, summary=summary, team=team)
        if number < 4:
            day = clock.today()
            row = initiative.registrations.get()
            initiatives.follow_up(
                row, by=cast.actor("officer"), on=day, what="Còn làm.", people=112, money=18_400_000, labour_days=210
            )
    cast.first = initiative
    return cast


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_public_pages_are_clean(ward, browser_page, axe_clean, width, scheme):
    page = browser_page(width=width, color_scheme=scheme)
    unit = ward.ward.pk
    addresses = {
        "ward": "/",
        "model": reverse("portal:model", args=[ward.first.pk - 1]),
        "models": reverse("portal:models", args=[unit]),
        "no-models": reverse("portal:models", args=[unit]) + "?q=bếp+lửa",
        "neighbourhoods": reverse("portal:neighbourhoods", args=[unit]),
    }
    for name, address in addresses.items():
        page.goto(address)
        picture(page, f"portal-{name}", width, scheme)
        axe_clean(page)
        assert page.evaluate(SIDEWAYS) == 0, address
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_page_without_a_ward_and_with_several(transactional_db, browser_page, axe_clean, width):
    page = browser_page(width=width)
    page.goto("/")
    axe_clean(page)
    picture(page, "portal-none", width, "light")
    make_cast()
    page.goto("/")
    axe_clean(page)
    picture(page, "portal-several", width, "light")
    assert page.evaluate(SIDEWAYS) == 0


def test_everything_is_reached_without_a_script(ward, browser_page):
    page = browser_page(width=360, java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Tên khu phố, thôn hoặc tổ dân phố").fill("bai dau")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="“Ngõ không rác, nhà có ba ngăn”").click()
    assert page.locator("h1").inner_text() == "“Ngõ không rác, nhà có ba ngăn”"
    assert page.locator("[data-print]").is_hidden()


def picture(page, name: str, width: int, scheme: str) -> None:
    """A picture of the whole page, where a folder is given."""
    if folder := os.environ.get("PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)
