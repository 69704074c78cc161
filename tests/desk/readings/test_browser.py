"""The review in a browser: with keys, without script, on a phone, and with a file that is too large."""

import pytest
from django.test import Client
from django.urls import reverse

from kheo.figures.models import ReportedFigure
from tests.desk.readings.steps import kept
from tests.factories.reports import YEARLY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signed_in(browser_page, live_server, cast):
    """`signed_in(width=…)` opens a page as the ward's officer."""
    client = Client()
    client.force_login(cast.officer)

    def open_page(**options):
        page = browser_page(**options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    open_page.client = client
    return open_page


def test_keys_go_through_the_numbers(signed_in, axe_clean):
    reading = kept(signed_in.client, YEARLY)
    page = signed_in()
    page.goto(reverse("desk:reading", args=[reading.pk]))
    for key in ("ArrowDown", "n", "ArrowDown", "s"):
        page.keyboard.press(key)
    assert page.input_value("#id_v1") == "1.200"
    page.keyboard.type("1201")  # the number is selected, and keys are letters inside of a field
    assert page.locator("button[value=chosen]").inner_text() == "Lưu 2 số liệu"
    axe_clean(page)
    page.click("button[value=chosen]")
    page.wait_for_selector("#h-stored")
    axe_clean(page)
    rows = ReportedFigure.objects.order_by("fact__position").values_list("fact__position", "value")
    assert [(at, float(value)) for at, value in rows] == [(0, 1250.0), (1, 1201.0), (2, 96.7)]


def test_from_the_file_to_the_figures_on_a_phone_without_script(signed_in, tmp_path):
    page = signed_in(width=360, java_script_enabled=False)
    file = tmp_path / "bao-cao.txt"
    file.write_text(YEARLY, "utf-8")
    page.goto(reverse("desk:reading_new"))
    page.set_input_files("input[type=file]", str(file))
    page.click("main form .btn >> nth=0")
    page.click("text=Xem số liệu")
    page.click("text=Nhận hết các số liệu chắc chắn")
    page.wait_for_selector("#h-stored")
    assert ReportedFigure.objects.count() == 10


def test_a_file_of_twenty_megabytes_is_refused_without_script_too(signed_in, tmp_path):
    file = tmp_path / "to.txt"
    file.write_bytes(b"a" * 20_000_000)
    with_script = signed_in()
    with_script.goto(reverse("desk:reading_new"))
    with_script.set_input_files("input[type=file]", str(file))
    with_script.wait_for_selector("text=Tệp này lớn hơn 5 MB.")
    assert with_script.input_value("input[type=file]") == ""
    without = signed_in(java_script_enabled=False)
    without.goto(reverse("desk:reading_new"))
    without.set_input_files("input[type=file]", str(file))
    without.click("main form .btn >> nth=0")
    without.wait_for_selector("text=Văn bản nặng 20 MB, tối đa 5 MB.")
