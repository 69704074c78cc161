"""The review in a browser: with keys, without script, on a phone, and with a file that is too large."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from kheo.figures.models import ReadFact, Reading, ReportedFigure
from tests.desk.readings.steps import kept
from tests.factories.reports import FORTY, YEARLY

pytestmark = pytest.mark.django_db(transaction=True)


def test_keys_go_through_the_numbers(signed_in, axe_clean):
    reading = kept(signed_in.client, YEARLY)
    page = signed_in()
    page.goto(reverse("desk:reading", args=[reading.pk]))
    page.keyboard.press("n")  # the number that does not agree comes first, and the key goes on to the next
    page.keyboard.press("s")
    assert page.input_value("#id_v0") == "1.250"
    page.keyboard.type("1251")  # the number is selected, and keys are letters inside of a field
    page.keyboard.press("Enter")
    assert page.locator("[data-save-button]").inner_text() == "Lưu 2 số liệu"
    axe_clean(page)
    page.keyboard.press("l")
    page.wait_for_selector("#h-stored")
    axe_clean(page)
    rows = ReportedFigure.objects.order_by("fact__position").values_list("fact__position", "value")
    assert [(at, float(value)) for at, value in rows] == [(0, 1251.0), (1, 1200.0), (2, 96.7)]


def test_a_choice_is_taken_back_by_key_and_a_decision_by_its_button(signed_in, axe_clean):
    reading = kept(signed_in.client, YEARLY)
    page = signed_in(width=360)
    page.goto(reverse("desk:reading", args=[reading.pk]))
    for key in ("n", "n", "h"):
        page.keyboard.press(key)
    assert page.locator("[data-save-button]").inner_text() == "Lưu 1 số liệu"
    page.keyboard.press("l")
    page.click("text=Lấy lại số liệu 2")
    page.wait_for_selector("text=Đã lấy lại: số liệu này lại chờ quyết định.")
    axe_clean(page)
    assert ReportedFigure.objects.filter(withdrawn_at=None).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


class Keys:
    """The keyboard of a page, counting what is pressed."""

    def __init__(self, page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def test_forty_facts_take_at_most_sixty_keys_with_a_correction_and_the_undo(signed_in, axe_clean):
    reading = kept(signed_in.client, FORTY, span="year", year="2022")
    assert reading.facts.count() == 40
    page = signed_in()
    page.goto(reverse("desk:reading", args=[reading.pk]))
    keys = Keys(page)
    keys.press("s", "2", "1", "Enter", *["n"] * 39)
    assert page.locator("[data-save-button]").inner_text() == "Lưu 40 số liệu"
    axe_clean(page)
    keys.press("l")
    page.wait_for_selector("#h-stored")
    accepted = ReportedFigure.objects.filter(withdrawn_at=None)
    assert (accepted.count(), accepted.filter(fact__verdict="corrected").get().value) == (40, 21)
    keys.press("u", *"nham", "Tab", "Enter")
    page.wait_for_selector("text=Đã hoàn tác")
    assert (accepted.count(), ReadFact.objects.filter(verdict="open").count()) == (0, 40)
    assert keys.pressed <= 60


def test_certain_numbers_are_chosen_by_one_key(signed_in):
    reading = kept(signed_in.client, FORTY, span="year", year="2022")
    page = signed_in()
    page.goto(reverse("desk:reading", args=[reading.pk]))
    keys = Keys(page)
    keys.press("c", "l")
    page.wait_for_selector("#h-stored")
    assert (ReportedFigure.objects.count(), keys.pressed) == (40, 2)


def test_from_the_file_to_the_figures_on_a_phone_without_script(signed_in, tmp_path):
    page = signed_in(width=360, java_script_enabled=False)
    file = tmp_path / "bao-cao.txt"
    file.write_text(YEARLY, "utf-8")
    page.goto(reverse("desk:reading_new"))
    page.set_input_files("input[type=file]", str(file))
    page.click("main form .btn >> nth=0")
    page.click("text=Xem số liệu")
    page.click("text=Nhận hết 9 số liệu chắc chắn")
    page.wait_for_selector("#h-stored")
    assert ReportedFigure.objects.count() == 10


def test_a_file_of_twenty_one_megabytes_is_refused_without_script_too(signed_in, tmp_path):
    file = tmp_path / "to.txt"
    file.write_bytes(b"a" * 21_000_000)
    with_script = signed_in()
    with_script.goto(reverse("desk:reading_new"))
    with_script.set_input_files("input[type=file]", str(file))
    with_script.wait_for_selector("text=Có tệp nặng hơn 20 MB.")
    assert with_script.input_value("input[type=file]") == ""
    without = signed_in(java_script_enabled=False)
    without.goto(reverse("desk:reading_new"))
    without.set_input_files("input[type=file]", str(file))
    without.click("main form .btn >> nth=0")
    without.wait_for_selector("text=Tệp nặng hơn 20 MB.")


def test_choices_that_are_not_saved_are_asked_about(signed_in):
    reading = kept(signed_in.client, YEARLY)
    page = signed_in()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(reverse("desk:reading", args=[reading.pk]))
    page.keyboard.press("n")
    with page.expect_event("dialog"):
        page.click("text=Để sau", no_wait_after=True)
    assert page.locator("[data-save-button]").inner_text() == "Lưu 1 số liệu"
    page.keyboard.press("l")
    page.wait_for_selector("#h-stored")
    page.click("text=Để sau")
    page.wait_for_url(f"**{reverse('desk:readings')}")
    assert asked == ["beforeunload"]


def test_a_long_name_without_spaces_leaves_the_columns_in_sight(signed_in, tmp_path):
    for name in (f"Bao_cao_{'dan_van_kheo_' * 9}2022.txt", "b.txt"):
        (tmp_path / name).write_text(YEARLY + name, "utf-8")
    page = signed_in(width=1280)
    page.goto(reverse("desk:reading_new"))
    page.set_input_files("input[type=file]", [str(file) for file in sorted(tmp_path.glob("*.txt"))])
    page.click("main form .btn >> nth=0")
    call_command("db_worker", "--batch", "--no-startup-delay")
    page.wait_for_selector("text=2 văn bản: báo cáo của đơn vị nào, kỳ nào?")
    right = page.evaluate("Math.max(...[...document.querySelectorAll('td')].map(e => e.getBoundingClientRect().right))")
    assert (right <= 1280, page.evaluate("document.documentElement.scrollWidth") <= 1280) == (True, True)


def test_empty_rows_are_filled_in_at_once(signed_in, axe_clean, tmp_path, cast):
    texts = {"a.txt": YEARLY, "b.txt": "Có 3 mô hình mới.", "c.txt": "Có 4 mô hình mới.", "d.txt": "Có 5 mô hình mới."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    page = signed_in(width=360)
    page.goto(reverse("desk:reading_new"))
    page.set_input_files("input[type=file]", [str(file) for file in sorted(tmp_path.glob("*.txt"))])
    page.click("main form .btn >> nth=0")
    call_command("db_worker", "--batch", "--no-startup-delay")
    page.click("text=Điền nhiều dòng một lúc")
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.check("#id_p4-leave_out")
    panel = page.locator("[data-fill]")
    panel.locator("select >> nth=0").select_option(str(cast.ward.pk))
    panel.locator("select >> nth=1").select_option("year")
    panel.locator("input").fill("2026")
    panel.locator("input").press("Enter")
    page.wait_for_selector("text=Đã điền 2 dòng.")
    assert [page.input_value(f"#id_p{number}-year") for number in (1, 2, 3, 4)] == ["2022", "2026", "2026", ""]
    page.click("text=Lưu để xem số liệu")
    page.wait_for_selector("text=Đang lưu: xong 1 trên 4 văn bản")


@pytest.mark.parametrize(("width", "script"), [(360, False), (1280, True)])
def test_many_files_in_the_background(signed_in, axe_clean, tmp_path, width, script):
    for number in (1, 2):
        (tmp_path / f"bc-{number}.txt").write_text(YEARLY.replace("31 mô hình", f"{30 + number} mô hình"), "utf-8")
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    page = signed_in(width=width, java_script_enabled=script)
    page.goto(reverse("desk:reading_new"))
    page.set_input_files("input[type=file]", [str(file) for file in sorted(tmp_path.glob("*.*"))])
    page.click("main form .btn >> nth=0")
    page.wait_for_selector("text=Đang đọc: xong 1 trên 3 văn bản")
    if script:
        axe_clean(page)
    call_command("db_worker", "--batch", "--no-startup-delay")
    if not script:
        page.click("text=Xem tiến độ mới nhất")
    page.wait_for_selector("text=2 văn bản: báo cáo của đơn vị nào, kỳ nào?")
    if script:
        axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("text=Lưu để xem số liệu")
    page.wait_for_selector("text=Đang lưu: xong 1 trên 3 văn bản")
    call_command("db_worker", "--batch", "--no-startup-delay")
    if not script:
        page.click("text=Xem tiến độ mới nhất")
    page.wait_for_selector("text=2 trên 3 văn bản đã lưu, chờ xem")
    if script:
        axe_clean(page)
    assert sorted(Reading.objects.values_list("source", flat=True)) == ["bc-1.txt", "bc-2.txt"]
