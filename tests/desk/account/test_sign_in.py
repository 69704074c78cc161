"""Sign-in by any of three names, the own account, and the links that people are handed."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY, authenticate
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from kheo.audit import clock
from kheo.desk.account.demonstration import DEMO_ACCOUNTS, DEMO_PASSWORD
from kheo.units.actions import invite, make_reset_link
from kheo.units.actions.founding import DEMONSTRATION_NAMES
from kheo.units.choices import Role
from kheo.units.models import User
from tests.factories.units import PASSWORD, UserFactory

SIGN_IN = "/tai-khoan/dang-nhap/"
GOOD = "bai dau mua tam 26"


@pytest.fixture
def person(db) -> User:
    return UserFactory(username="thi.nhan", phone="0912345678", email="nhan@example.vn")


def sign_in(client, login: str, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"login": login, "password": password, "next": "/lam-viec/don-vi/", **more})


@pytest.mark.parametrize(
    "login",
    ["thi.nhan", " Thi.Nhan ", "0912345678", "0912 345 678", "+84 912.345.678", "nhan@example.vn", "NHAN@Example.vn"],
)
def test_any_of_the_three_names_opens(client, person, login: str) -> None:
    response = sign_in(client, login)
    assert response.url == "/lam-viec/don-vi/"
    assert client.session[SESSION_KEY] == str(person.pk)


@pytest.mark.parametrize(
    ("login", "password"),
    [("thi.nhan", "sai"), ("ai.do", PASSWORD), ("", PASSWORD), ("thi.nhan", ""), ("@", PASSWORD), ("🙂" * 300, "x")],
)
def test_anything_else_stays_outside(client, person, login: str, password: str) -> None:
    response = sign_in(client, login, password)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert SESSION_KEY not in client.session


def test_a_closed_account_stays_outside(client, person) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert sign_in(client, "thi.nhan").status_code == 200
    assert SESSION_KEY not in client.session


def test_an_open_session_ends_with_the_account(client, person) -> None:
    client.force_login(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/lam-viec/don-vi/").status_code == 302


def test_an_empty_phone_or_mail_is_nobodys_name(db) -> None:
    UserFactory(username="khong.so", phone="", email="")
    assert authenticate(username=" ", password=PASSWORD) is None
    assert authenticate(username="@", password=PASSWORD) is None


def test_too_many_wrong_tries_are_stopped(client, person, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    cache.clear()
    for _ in range(3):
        sign_in(client, "thi.nhan", "sai")
    assert sign_in(client, "thi.nhan").status_code == 200
    assert SESSION_KEY not in client.session
    cache.clear()


def test_no_stranger_takes_us_elsewhere(client, person) -> None:
    response = client.post(SIGN_IN, {"login": "thi.nhan", "password": PASSWORD, "next": "https://xau.example/"})
    assert "xau.example" not in response.url


def test_nobody_opens_an_account_alone(client, db) -> None:
    for _ in (client.get("/tai-khoan/mo-tai-khoan/"), client.post("/tai-khoan/mo-tai-khoan/", {"username": "moi"})):
        assert User.objects.count() == 0


def test_the_demonstration_lists_its_accounts(client, db, settings) -> None:
    assert DEMO_PASSWORD not in client.get(SIGN_IN).content.decode()
    settings.DEMO = True
    html = client.get(SIGN_IN).content.decode()
    assert DEMO_PASSWORD in html
    assert all(f'value="{account.username}"' in html for account in DEMO_ACCOUNTS)
    assert {account.username for account in DEMO_ACCOUNTS} == DEMONSTRATION_NAMES


def test_signing_out(client, person) -> None:
    client.force_login(person)
    assert client.get("/tai-khoan/dang-xuat/").status_code == 200
    client.post("/tai-khoan/dang-xuat/")
    assert SESSION_KEY not in client.session


# ── the own account ─────────────────────────────────────────────────────────


def test_the_own_details(client, person) -> None:
    client.force_login(person)
    given = {"full_name": "Trịnh Thị Nhàn", "phone": "0987 654 321", "email": ""}
    client.post("/tai-khoan/", given)
    assert User.objects.get(pk=person.pk).phone == "0987654321"
    bad = client.post("/tai-khoan/", {**given, "phone": "12", "email": "x", "full_name": ""})
    assert set(bad.context["form"].errors) == {"full_name", "phone", "email"} & set(bad.context["form"].errors)
    assert "full_name" in bad.context["form"].errors


def test_the_own_password(client, person) -> None:
    client.force_login(person)
    address = reverse("account_change_password")
    given = {"current": PASSWORD, "password": GOOD, "again": GOOD}
    for change, field in (
        ({"current": "sai"}, "current"),
        ({"again": "khac"}, "again"),
        ({"password": "ngan", "again": "ngan"}, "password"),
    ):
        assert list(client.post(address, {**given, **change}).context["form"].errors) == [field]
    assert client.post(address, given).status_code == 302
    assert User.objects.get(pk=person.pk).check_password(GOOD)
    assert client.get("/tai-khoan/").status_code == 200


# ── a forgotten password ────────────────────────────────────────────────────


def test_without_mail_the_administrator_helps(client, person) -> None:
    html = client.get(reverse("account_reset_password")).content.decode()
    assert '<form method="post" class="stack"' not in html
    assert client.post(reverse("account_reset_password"), {"email": person.email}).status_code == 200
    assert mail.outbox == []


def test_by_mail_and_silent_about_strangers(client, person, settings, django_capture_on_commit_callbacks) -> None:
    settings.EMAIL_HOST = "mail.example.vn"
    address = reverse("account_reset_password")
    with django_capture_on_commit_callbacks(execute=True):
        known = client.post(address, {"email": "Nhan@example.vn"}).content.decode()
        unknown = client.post(address, {"email": "ai@example.vn"}).content.decode()
    assert [message.to for message in mail.outbox] == [["nhan@example.vn"]]
    assert known.replace("Nhan@example.vn", "") == unknown.replace("ai@example.vn", "")
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    client.post(link.removeprefix("http://testserver"), {"password": GOOD, "again": GOOD})
    assert User.objects.get(pk=person.pk).check_password(GOOD)
    assert list(client.post(address, {"email": "x"}).context["form"].errors) == ["email"]


def test_a_link_from_the_administrator(client, cast) -> None:
    reset, token = make_reset_link(cast.officer, by=cast.actor("unit_administrator"))
    address = reverse("password_reset_use", args=[token])
    assert "officer" in client.get(address).content.decode()
    assert list(client.post(address, {"password": GOOD, "again": "x"}).context["form"].errors) == ["again"]
    assert list(client.post(address, {"password": "123", "again": "123"}).context["form"].errors) == ["password"]
    client.post(address, {"password": GOOD, "again": GOOD})
    assert client.get(address).status_code == 409
    assert client.get(reverse("password_reset_use", args=["x"])).status_code == 409
    with clock.set_to(reset.expires_at + timedelta(days=1)):
        assert client.get(address).status_code == 409


# ── an invitation ───────────────────────────────────────────────────────────

ACCOUNT = {
    "full_name": "Trần Thị Mới",
    "username": "thi.moi",
    "phone": "",
    "email": "",
    "password": GOOD,
    "again": GOOD,
}


@pytest.fixture
def door(cast) -> str:
    _, token = invite(full_name="Trần Thị Mới", role=Role.OFFICER, unit=cast.ward, by=cast.actor("unit_administrator"))
    return reverse("invitation_accept", args=[token])


def test_an_invitation_makes_an_account(client, cast, door: str) -> None:
    assert client.get(door).context["form"].initial["full_name"] == "Trần Thị Mới"
    assert client.post(door, ACCOUNT).url == SIGN_IN
    assert sign_in(client, "thi.moi", GOOD).status_code == 302


def test_a_second_use_is_said_so(client, cast, door: str) -> None:
    client.post(door, ACCOUNT)
    for response in (client.get(door), client.post(door, {**ACCOUNT, "username": "thi.hai"})):
        assert response.status_code == 409
    assert not User.objects.filter(username="thi.hai").exists()


def test_an_ended_link_is_said_so(client, cast, door: str) -> None:
    with clock.set_to(clock.now() + timedelta(days=15)):
        assert client.post(door, ACCOUNT).status_code == 409
    assert not User.objects.filter(username="thi.moi").exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "Thị Mới"}, "username"),
        ({"username": "officer"}, "username"),
        ({"full_name": ""}, "full_name"),
        ({"again": "khac"}, "again"),
        ({"password": "ngan", "again": "ngan"}, "password"),
        ({"phone": "abc"}, "phone"),
        ({"email": "abc"}, "email"),
    ],
)
def test_bad_input_keeps_the_link_open(client, cast, door: str, change, field) -> None:
    response = client.post(door, {**ACCOUNT, **change})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert client.get(door).status_code == 200


def test_with_the_account_that_is_signed_in(client, cast, door: str) -> None:
    client.force_login(cast.editor)
    assert "Lê Văn Chữ" in client.get(door).content.decode()
    client.post(door, {"as_me": "1"})
    assert cast.actor("editor").roles_at(cast.ward.pk) == {Role.EDITOR, Role.OFFICER}
