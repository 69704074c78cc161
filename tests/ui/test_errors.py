"""The pages for what went wrong."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, RequestFactory

from kheo.ui import errors

pytestmark = pytest.mark.urls("tests.ui.sample")


@pytest.mark.django_db
def test_a_refusal_carries_its_reason(client):
    answer = client.get("/refuse")
    assert answer.status_code == 403
    assert "Chỉ người của phường mới tiếp nhận được. Đang chờ bà Trịnh Thị Nhàn." in answer.content.decode()


@pytest.mark.django_db
def test_a_missing_page_says_what_to_do(client):
    answer = client.get("/khong-co")
    assert answer.status_code == 404
    assert "Không có trang nào ở địa chỉ này" in answer.content.decode()


def test_a_fault_is_told_without_the_database():
    answer = Client(raise_request_exception=False).get("/break")
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.content.decode()


def test_a_fault_is_told_without_the_style_sheet(monkeypatch):
    def lost(name: str) -> str:
        raise ValueError(name)

    monkeypatch.setattr(staticfiles_storage, "url", lost)
    answer = errors.server_fault(RequestFactory().get("/"))
    assert "Máy chủ gặp lỗi" in answer.content.decode()
    assert "stylesheet" not in answer.content.decode()


def test_a_wrong_host_gets_a_page(settings):
    settings.DEBUG = False
    answer = Client().get("/public", headers={"Host": "bad host"})
    assert answer.status_code == 400
    assert "Chưa đọc được yêu cầu" in answer.content.decode()


def test_an_old_form_is_told_what_to_do(settings):
    answer = Client(enforce_csrf_checks=True).post("/parts", {"name": "x"})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu, chưa gửi được gì" in answer.content.decode()
