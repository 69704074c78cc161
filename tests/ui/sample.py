"""A small site of sample pages for these tests: each part of the look once, with all its states."""

import datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from kheo.ui.forms import (
    Form,
    LongTextField,
    MoneyField,
    NameField,
    PhotosField,
    TextField,
    VietnameseDateField,
    WholeNumberField,
)
from kheo.ui.paging import page_of
from kheo.ui.states import FIELDS

PAGES = Path(__file__).parent / "pages"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class RegistrationForm(Form):
    """A form with one field of each kind."""

    name = NameField(label="1. Tên mô hình", help_text="Ngắn, nói việc làm.")
    field = forms.ChoiceField(label="Lĩnh vực", choices=list(FIELDS.items()), widget=forms.RadioSelect)
    reason = LongTextField(label="2. Tình hình và lý do", help_text="Chuyện gì đang khó cho bà con?")
    households = WholeNumberField(label="Số hộ", required=False)
    money = MoneyField(label="Tiền đã góp", required=False)
    partner = TextField(label="Đơn vị cùng làm", required=False)
    level = forms.ChoiceField(label="Cấp đăng ký", choices=[("ward", "Phường"), ("province", "Tỉnh")])
    groups = forms.MultipleChoiceField(
        label="Ai được hưởng",
        choices=[("old", "Người cao tuổi"), ("young", "Thanh niên")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evaluated_on = VietnameseDateField(label="Ngày đánh giá")
    photos = PhotosField(label="Ảnh", required=False, help_text="Tối đa 5 ảnh. Không chụp giấy tờ tùy thân.")
    consent = forms.BooleanField(label="Đồng ý nêu tên trên trang công khai. Rút lại lúc nào cũng được.")


def _draw(request: HttpRequest, sample: str, **context: object) -> HttpResponse:
    source = (PAGES / sample).read_text("utf-8")
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def _ways(current: str) -> list[dict[str, object]]:
    labels = {"Việc đang chờ": 15, "Đăng ký": None, "Mô hình": None, "Công nhận": None, "Số liệu": None}
    return [{"label": label, "url": "/parts", "count": n, "current": label == current} for label, n in labels.items()]


def parts(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST or None, request.FILES or None)
    form.is_valid()
    timeline = [
        SimpleNamespace(title="Phường xem và quyết định", at_text="hạn 18/11/2026", kind="next", who="Trịnh Thị Nhàn"),
        SimpleNamespace(
            title="Gửi lần hai",
            at=datetime.datetime(2026, 11, 9, 16, 20, tzinfo=ZONE),
            who="Bà Lê Thị Mận, Hội Chữ thập đỏ",
            changes=[("Người được hưởng", "các cụ già", "34 cụ"), ("Ghi chú", "", "có danh sách")],
        ),
        SimpleNamespace(
            title="Trả lại để sửa",
            at=datetime.datetime(2026, 11, 4, 9, 5, tzinfo=ZONE),
            kind="ask",
            remark="Ghi rõ bao nhiêu cụ được hưởng và ở tổ dân phố nào.",
        ),
    ]
    post = SimpleNamespace(role=SimpleNamespace(label="Cán bộ dân vận"), organisation_name="", unit="Phường Bến Lụa")
    return _draw(
        request,
        "parts.html",
        form=form,
        timeline=timeline,
        page=page_of(request, range(211), per_page=8),
        ways=_ways("Việc đang chờ"),
        site_name="Phường Bến Lụa",
        today=datetime.date(2026, 11, 23),
        days=[datetime.date(2026, 11, d) for d in (18, 23, 27)],
        user=SimpleNamespace(is_authenticated=True, pk=7, full_name="Trịnh Thị Nhàn", get_username="nhan"),
        actor=SimpleNamespace(posts=[post]),
        points=[2210, 2390, 2480, 2570, 2713, 2846],
        as_of=datetime.datetime(2026, 11, 23, 8, 15, tzinfo=ZONE),
    )


def public(request: HttpRequest) -> HttpResponse:
    return _draw(request, "public.html", ways=_ways("Mô hình"), site_name="Phường Bến Lụa")


def draft(request: HttpRequest) -> HttpResponse:
    """The autosave of the sample form."""
    if request.POST.get("name") == "hết phiên":
        return HttpResponse("no", status=403)
    return HttpResponse("Bản nháp lưu lúc 19:42.", content_type="text/plain; charset=utf-8")


def arrived(request: HttpRequest) -> HttpResponse:
    """The page that a signed-in reader sees after sending: no form on it."""
    user = SimpleNamespace(is_authenticated=True, pk=7, full_name="Trịnh Thị Nhàn", get_username="nhan")
    source = '{% extends "ui/desk.html" %}{% block main %}<h1>Đã gửi phường</h1>{% endblock %}'
    return HttpResponse(engines["django"].from_string(source).render({"user": user}, request))


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Chỉ người của phường mới tiếp nhận được. Đang chờ bà Trịnh Thị Nhàn.")


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault")


urlpatterns = [
    path("", include("kheo.ui.urls")),
    path("parts", parts),
    path("public", public),
    path("draft", draft),
    path("sign-out", arrived, name="account_logout"),
    path("sign-in", arrived, name="account_login"),
    path("arrived", arrived),
    path("refuse", refuse),
    path("break", break_down),
]
handler400 = "kheo.ui.errors.bad_request"
handler403 = "kheo.ui.errors.refused"
handler404 = "kheo.ui.errors.not_found"
handler500 = "kheo.ui.errors.server_fault"
