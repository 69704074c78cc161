"""Addresses of the desk: one folder a subject."""

from django.urls import include, path

app_name = "desk"
SUBJECTS = {
    "": "waiting",
    "dang-ky/": "registrations",
    "nhap-danh-sach/": "imports",
    "dot-thi-dua/": "campaigns",
    "cong-nhan/": "recognition",
    "so-lieu/": "overview",
    "doc-bao-cao/": "readings",
    "bao-cao/": "reports",
    "don-vi/": "units",
    "nguoi-dung/": "people",
    "cai-dat/": "setup",
}
urlpatterns = [path(address, include(f"kheo.desk.{subject}.urls")) for address, subject in SUBJECTS.items()]
