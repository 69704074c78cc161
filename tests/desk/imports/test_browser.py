"""A list from the file to the register in a browser: on a phone without script, and with script while it comes in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kheo.initiatives.actions.importing import carry_on, carry_out_import
from kheo.initiatives.actions.undoing import carry_out_undo
from kheo.initiatives.models import ImportRun, Registration
from tests.factories.initiatives import make_campaign
from tests.factories.lists import crossed, listed, xlsx_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(xlsx_of(crossed(listed(60, bad=4))))
    return str(path)


def look_through(page, cast, file):
    """The page of what would come of the list."""
    campaign = make_campaign(cast)
    page.goto(reverse("desk:import_new"))
    page.set_input_files("input[type=file]", file)
    page.select_option("select[name=campaign]", f"{cast.ward.pk}-{campaign.pk}")
    page.fill("input[name=accepted_on]", "02/04/2026")
    page.click("text=Xem thử danh sách")


def test_a_list_comes_in_on_a_phone_without_script(signed_in, cast, file, axe_clean, browser_page):
    page = signed_in(width=360, java_script_enabled=False)
    look_through(page, cast, file)
    expect(page.locator("h1")).to_have_text("56 dòng vào được, 4 dòng cần sửa, 0 dòng đã có")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("text=Nhập 56 dòng")
    expect(page.locator("h1")).to_have_text("Danh sách đang được nhập")
    carry_out_import.call(ImportRun.objects.get().pk)
    page.click("text=Xem tiến độ")
    expect(page.locator("h1")).to_have_text("56 dòng đã vào sổ, 4 dòng cần sửa")
    page.click("text=Vào sổ (56)")
    page.click("text=Việc khéo thứ 0")
    expect(page.locator("h1")).to_contain_text("Việc khéo thứ 0")
    assert Registration.objects.count() == 56


def test_the_pages_are_clean_and_the_progress_moves_by_itself(signed_in, cast, file, axe_clean):
    page = signed_in(width=360)
    page.goto(reverse("desk:import_new"))
    axe_clean(page)
    look_through(page, cast, file)
    axe_clean(page)
    page.click("text=Xem và chọn lại các cột")
    axe_clean(page)
    page.click("text=Nhập 56 dòng")
    expect(page.locator("[data-progress]")).to_contain_text("0 trên 56 dòng")
    axe_clean(page)
    run = ImportRun.objects.get()
    carry_on(run.pk)
    expect(page.locator("[data-progress]")).to_contain_text("56 trên 56 dòng")
    carry_on(run.pk)
    expect(page.locator("h1")).to_have_text("56 dòng đã vào sổ, 4 dòng cần sửa")
    axe_clean(page)
    page.goto(reverse("desk:imports"))
    axe_clean(page)


def test_a_wrong_list_is_taken_out_again_on_a_phone(signed_in, cast, file, axe_clean):
    page = signed_in(width=360)
    look_through(page, cast, file)
    page.click("text=Nhập 56 dòng")
    carry_out_import.call(ImportRun.objects.get().pk)
    page.reload()
    page.click("summary:has-text('Đưa danh sách này ra khỏi sổ')")
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("text=Đưa 56 dòng ra khỏi sổ")
    expect(page.locator("h1")).to_have_text("Đưa danh sách này ra khỏi sổ")
    axe_clean(page)
    page.fill("textarea[name=reason]", "Nhầm danh sách năm trước")
    page.click("button:has-text('Đưa các dòng ra khỏi sổ')")
    expect(page.locator("h1")).to_have_text("Danh sách đang được đưa ra khỏi sổ")
    axe_clean(page)
    carry_out_undo.call(ImportRun.objects.get().pk)
    expect(page.locator("h1")).to_have_text("56 dòng đã đưa ra khỏi sổ, 0 dòng còn trong sổ")
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not Registration.objects.filter(status="under_way").exists()
