"""A ward's year in a real browser: from a phone's form to the yearly report, through the hands of three people."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from docx import Document
from playwright.sync_api import Page, expect

from kheo.audit import clock
from kheo.figures.queries import totals
from kheo.figures.recount import differences
from kheo.initiatives.actions import open_campaign
from kheo.initiatives.models import Registration
from kheo.tallies.periods import Period
from kheo.units.models import Unit, User
from tests.cast import Cast, make_cast
from tests.factories.units import PASSWORD

NAME = "Ghế đá gốc đa"
ITEMS = {
    "situation": "Các cụ ra gốc đa mỗi chiều mà không có chỗ ngồi.",
    "goals": "Mười hai ghế, mỗi chiều ít nhất hai mươi cụ ra ngồi.",
    "method": "Mỗi xóm góp một ghế, thợ trong tổ dân phố đúc.",
    "beneficiaries": "Tổ dân phố Bãi Dâu, khoảng 60 cụ.",
    "forces": "Chủ trì: Tổ dân vận. Phối hợp: Hội Người cao tuổi. Cùng làm: các xóm.",
    "resources": "6 triệu đồng, 20 ngày công.",
    "outputs": "Mười hai ghế có tên xóm; ảnh mỗi tháng.",
    "sustainability": "Mỗi xóm giữ ghế của mình.",
}


@pytest.fixture
def cast(transactional_db) -> Cast:
    """The test people, where the server of the browser sees them too."""
    return make_cast()


class Desk:
    """One person at a browser window of some width."""

    def __init__(self, page: Page, axe_clean) -> None:
        self.page, self.axe_clean = page, axe_clean

    def sign_in(self, user: User, server: str) -> "Desk":
        """Come in with the session of a person who signed in before."""
        client = Client()
        client.force_login(user)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.page.context.add_cookies([{**cookie, "url": server}])
        return self

    def go(self, address: str) -> Page:
        """Open a page, and look whether everybody can use it."""
        answer = self.page.goto(address)
        assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"
        self.axe_clean(self.page)
        return self.page

    def press(self, name: str | re.Pattern[str]) -> Page:
        """Press the button or follow the link of this name; look at what comes."""
        control = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).first
        control.click()
        self.page.wait_for_load_state()
        self.axe_clean(self.page)
        return self.page

    def said(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


def test_a_wards_year(browser_page, axe_clean, live_server, cast: Cast, tmp_path: Path) -> None:
    today = clock.today()
    open_campaign(
        by=cast.actor("officer"), unit=cast.ward, year=today.year, opens_on=date(today.year, 1, 1),
        deadline=date(today.year, 12, 31), cut_off=date(today.year, 12, 31),
    )  # fmt: skip
    team = Desk(browser_page(width=360), axe_clean)
    officer = Desk(browser_page(width=1280), axe_clean).sign_in(cast.officer, live_server.url)
    leader = Desk(browser_page(width=1280), axe_clean).sign_in(cast.leader, live_server.url)
    before = _shown(officer, cast)

    registration = _register_on_a_phone(team, cast)
    _return_with_a_reason(officer, registration)
    _mend_and_send_again(team, registration)
    _accept(officer, registration)
    assert _moved(before, _shown(officer, cast)) == {"registered": 1, "stock": 1, "recognised": 0}

    _follow_up(team, registration, "Đã đúc bốn ghế, xóm trên góp đủ.")
    _follow_up(officer, registration, "Xem tại chỗ: tám ghế đã đặt, sổ ghi rõ.")
    _evaluate(officer, registration)
    _recognise(leader, registration)
    after = _shown(officer, cast)
    assert _moved(before, after) == {"registered": 1, "stock": 1, "recognised": 1}
    assert differences() == []

    report = _report(officer, leader, tmp_path)
    _shows_the_same_numbers(report, after["ward"], tmp_path)


# ── what the people do ──


def _register_on_a_phone(team: Desk, cast: Cast) -> Registration:
    team.go("/lam-viec/")
    team.page.fill("[name=login]", cast.team_leader.username)
    team.page.fill("[name=password]", "sai-mat-khau")
    team.page.locator("main form .btn").first.click()
    team.axe_clean(team.page)
    team.page.fill("[name=login]", cast.team_leader.username)
    team.page.fill("[name=password]", PASSWORD)
    team.page.locator("main form .btn").first.click()
    team.page.wait_for_load_state()
    team.go("/lam-viec/dang-ky/moi/")
    team.page.locator("main form .btn").first.click()
    team.page.wait_for_load_state()
    team.axe_clean(team.page)
    team.press("Gửi phường")
    expect(team.page.locator("[role=alert]")).to_contain_text("Chưa gửi được")
    assert team.page.title().startswith("Lỗi:")
    _fill(team.page)
    team.page.fill("[name=evaluates_on]", "31/02/2026")
    team.press("Gửi phường")
    expect(team.page.locator("[role=alert]")).to_contain_text("30/11/2026")
    team.page.fill("[name=evaluates_on]", f"{clock.today():%d/%m/%Y}")
    team.press("Gửi phường")
    registration = Registration.objects.get(initiative__name=NAME)
    assert registration.status == "submitted"
    return registration


def _fill(page: Page) -> None:
    page.fill("[name=name]", NAME)
    page.check("[name=field][value=culture_society]")
    for name, words in ITEMS.items():
        page.fill(f"[name={name}]", words)
    page.fill("[name=starts_on]", f"01/01/{clock.today().year}")


def _return_with_a_reason(officer: Desk, registration: Registration) -> None:
    officer.go("/lam-viec/")
    officer.said(NAME)
    officer.go(f"/lam-viec/dang-ky/{registration.pk}/")
    officer.press("Trả lại để sửa")
    officer.page.locator("#panel .btn.warn").click()
    officer.page.wait_for_load_state()
    officer.axe_clean(officer.page)
    assert officer.page.title().startswith("Lỗi:")
    officer.page.fill("[name=reason]", "Ghi rõ ai đúc ghế và khi nào xong.")
    officer.page.locator("#panel .btn.warn").click()
    officer.page.wait_for_load_state()
    officer.said("Ghi rõ ai đúc ghế và khi nào xong.")


def _mend_and_send_again(team: Desk, registration: Registration) -> None:
    team.go("/lam-viec/")
    team.said(NAME)
    team.go(f"/lam-viec/dang-ky/{registration.pk}/viet/")
    team.said("Ghi rõ ai đúc ghế và khi nào xong.")
    team.page.fill("[name=method]", "Mỗi xóm góp một ghế; thợ Tư đúc xong trong tháng 6.")
    team.press("Gửi phường")
    team.go(f"/lam-viec/dang-ky/{registration.pk}/")
    team.said("thợ Tư đúc xong")


def _accept(officer: Desk, registration: Registration) -> None:
    officer.go(f"/lam-viec/dang-ky/{registration.pk}/")
    officer.said("thợ Tư đúc xong")
    officer.press("Tiếp nhận")
    registration.refresh_from_db()
    assert registration.status == "under_way"


def _follow_up(who: Desk, registration: Registration, words: str) -> None:
    who.go(f"/lam-viec/dang-ky/{registration.pk}/theo-doi/")
    who.page.fill("#panel [name=on]", f"{clock.today():%d/%m/%Y}")
    who.page.fill("#panel [name=what]", words)
    who.page.fill("#panel [name=people]", "24")
    who.page.fill("#panel [name=labour_days]", "hai chục")
    who.page.locator("#panel .btn").first.click()
    who.page.wait_for_load_state()
    who.axe_clean(who.page)
    expect(who.page.locator("main")).to_contain_text("chưa phải là số")
    who.page.fill("#panel [name=labour_days]", "20")
    who.page.locator("#panel .btn").first.click()
    who.page.wait_for_load_state()
    who.said(words)


def _evaluate(officer: Desk, registration: Registration) -> None:
    officer.go(f"/lam-viec/dang-ky/{registration.pk}/danh-gia/")
    officer.page.check("#panel [name=outcome][value=good]")
    officer.page.fill("#panel [name=evaluation]", "Mười hai ghế đã đặt, chiều nào cũng đông.")
    officer.page.locator("#panel .btn").first.click()
    officer.page.wait_for_load_state()
    registration.refresh_from_db()
    assert registration.status == "evaluated"


def _recognise(leader: Desk, registration: Registration) -> None:
    leader.go(f"/lam-viec/cong-nhan/moi/?registration={registration.pk}")
    leader.said(NAME)
    leader.page.locator("main form.narrow .btn").first.click()
    leader.page.wait_for_load_state()
    leader.axe_clean(leader.page)
    expect(leader.page.locator("[role=alert]").first).to_be_visible()
    leader.page.get_by_label(re.compile("Đảng ủy")).check()
    leader.page.fill("[name=number]", "61")
    leader.page.fill("[name=symbol]", "QĐ/ĐU")
    leader.page.fill("[name=issued_on]", f"{clock.today():%d/%m/%Y}")
    leader.page.fill("[name=signatory]", "Đoàn Văn Khuê")
    leader.page.fill("[name=signatory_position]", "Bí thư")
    leader.page.locator("main form.narrow .btn").first.click()
    expect(leader.page.locator("[role=alert]")).to_have_count(0)
    leader.axe_clean(leader.page)
    leader.said(NAME)
    leader.go(f"/lam-viec/dang-ky/{registration.pk}/")
    leader.said("61-QĐ/ĐU")


# ── what the figures show ──


def _shown(officer: Desk, cast: Cast) -> dict[str, dict[str, int]]:
    """The figures of ward, province and nation, as the overview shows them and as they are counted."""
    return {name: _tiles(officer, unit) for name, unit in _places(cast).items()}


def _places(cast: Cast) -> dict[str, Unit]:
    return {"ward": cast.ward, "province": cast.province, "nation": cast.nation}


def _tiles(officer: Desk, unit: Unit) -> dict[str, int]:
    year = clock.today().year
    page = officer.go(f"/lam-viec/so-lieu/?unit={unit.pk}&period={year}")
    texts = page.locator(".tile b").all_inner_texts()
    values = (int(text.replace(".", "")) for text in texts[:3])
    shown = dict(zip(("registered", "stock", "recognised"), values, strict=True))
    counted = totals(unit, Period.year(year))
    assert shown == {code: counted.of(code) for code in shown}
    return shown


def _moved(before: dict[str, dict[str, int]], after: dict[str, dict[str, int]]) -> dict[str, int]:
    """By how much each figure moved; it must be the same at ward, province and nation."""
    moves = [{code: after[place][code] - before[place][code] for code in after[place]} for place in after]
    assert moves[0] == moves[1] == moves[2]
    return moves[0]


# ── the report ──


def _report(officer: Desk, leader: Desk, folder: Path) -> Path:
    year = clock.today().year
    page = officer.go("/lam-viec/bao-cao/moi/")
    page.select_option("[name=period]", str(year))
    page.get_by_label(re.compile("Ủy ban nhân dân")).check()
    officer.press("Lập báo cáo")
    address = page.url
    leader.go(address)
    leader.go(address.rstrip("/") + "/khoa/")
    leader.page.locator("main form.panel .btn.warn").first.click()
    leader.page.wait_for_load_state()
    leader.axe_clean(leader.page)
    with leader.page.expect_download() as download:
        leader.page.get_by_role("link", name=re.compile("Tải")).first.click()
    file = folder / "bao-cao.docx"
    download.value.save_as(file)
    return file


def _shows_the_same_numbers(file: Path, ward: dict[str, int], folder: Path) -> None:
    document = Document(str(file))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any(NAME in text for row in rows for text in row)
    flow, stock, recognised = (row for row in rows if len(row) > 2 and row[1] in {"Cộng", "Tổng cộng"})
    assert (flow[4], stock[-1], recognised[-1]) == tuple(
        str(ward[code]) for code in ("registered", "stock", "recognised")
    )
    profile = f"-env:UserInstallation=file://{folder}/office"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        ["pdftotext", "-layout", str(file.with_suffix(".pdf")), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert NAME in " ".join(text.split())
