"""The door of the desk: nobody without a name, and every refusal a page that a person can act on."""

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, reverse

from kheo.desk import doors
from kheo.desk.units.forms import CloseOrganisationForm
from kheo.units.errors import ChangedMeanwhile, NotAllowed, NotPossible

SUBJECTS = ("don-vi/", "nguoi-dung/", "cai-dat/")


def addresses() -> list[str]:
    """Every address of these subjects, with a number where one is asked for."""
    return [
        reverse(f"desk:{inner.name}", args=[1] if inner.pattern.converters else [])
        for outer in get_resolver("kheo.desk.urls").url_patterns
        if str(outer.pattern) in SUBJECTS
        for inner in outer.url_patterns
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("address", addresses())
def test_nobody_without_a_name_comes_in(client, address: str) -> None:
    for response in (client.get(address), client.post(address, {"confirm": "1"})):
        assert response.status_code == 302
        assert response.url.startswith("/tai-khoan/dang-nhap/?next=")
    assert client.get(address).url.endswith(f"?next={address}")


def refusing(refusal: Exception, request: HttpRequest) -> HttpResponse:
    def act() -> HttpResponse:
        raise refusal

    return doors.answered(request, act)


@pytest.fixture
def request_of(rf, client):
    """A request with everything that a page needs."""

    def make(method: str = "GET", **headers: str) -> HttpRequest:
        request = rf.generic(method, "/lam-viec/don-vi/", headers=headers)
        request.session, request.user = client.session, None
        request._messages = Kept()
        return request

    return make


class Kept(list):
    """Messages, kept."""

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.append(message)


@pytest.mark.django_db
def test_a_refused_person_reads_the_reason(request_of) -> None:
    response = refusing(NotAllowed("chỉ người quản trị"), request_of())
    assert (response.status_code, "chỉ người quản trị" in response.content.decode()) == (403, True)


@pytest.mark.django_db
@pytest.mark.parametrize("refusal", [NotPossible("đã dùng"), ChangedMeanwhile("vừa đổi")])
def test_what_cannot_be_done_is_said_on_the_page_before(request_of, refusal) -> None:
    shown = refusing(refusal, request_of())
    assert (shown.status_code, str(refusal) in shown.content.decode()) == (409, True)
    request = request_of("POST", referer="http://testserver/lam-viec/don-vi/7/?a=1")
    sent = refusing(refusal, request)
    assert (sent.status_code, sent.url) == (302, "/lam-viec/don-vi/7/?a=1")
    assert request._messages == [str(refusal)]


@pytest.mark.django_db
@pytest.mark.parametrize("referer", ["https://xau.example/x", "http://testserver/lam-viec/don-vi/", "javascript:x"])
def test_never_to_a_strange_page_nor_in_a_circle(request_of, referer: str) -> None:
    assert refusing(NotPossible("đã dùng"), request_of("POST", referer=referer)).status_code == 409


def test_a_mistake_stands_at_its_field_or_over_the_form() -> None:
    form = CloseOrganisationForm({"last": "01/03/2026", "reason": "x"})

    def act() -> None:
        raise ValidationError({"reason": "thiếu số", "elsewhere": "khác"})

    assert form.is_valid()
    assert doors.attempted(form, act) is None
    assert form.errors == {"reason": ["thiếu số"], "__all__": ["khác"]}
