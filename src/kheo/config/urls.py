"""Addresses: the public site at the root, the desk below /lam-viec/."""

from django.urls import include, path

from kheo.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("kheo.ui.urls")),
    path("tai-khoan/", include("kheo.desk.account_urls")),
    path("lam-viec/", include("kheo.desk.urls")),
    path("", include("kheo.portal.urls")),
]

handler400 = "kheo.ui.errors.bad_request"
handler403 = "kheo.ui.errors.refused"
handler404 = "kheo.ui.errors.not_found"
handler500 = "kheo.ui.errors.server_fault"
