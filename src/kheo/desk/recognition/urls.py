"""Addresses below /lam-viec/cong-nhan/."""

from django.urls import path

from kheo.desk.recognition.views import entering, listing, publishing, reading

urlpatterns = [
    path("", listing.decisions, name="decisions"),
    path("danh-sach.xlsx", listing.decisions_xlsx, name="decisions_xlsx"),
    path("moi/", entering.decision_new, name="decision_new"),
    path("<int:pk>/", reading.decision, name="decision"),
    path("<int:pk>/danh-sach.xlsx", reading.decision_xlsx, name="decision_xlsx"),
    path("<int:pk>/thu-hoi/<int:line>/", reading.revoke, name="recognition_revoke"),
    path("cong-khai/", publishing.publications, name="publications"),
    path("cong-khai/danh-sach.xlsx", publishing.publications_xlsx, name="publications_xlsx"),
    path("cong-khai/<int:pk>/", publishing.publication, name="publication"),
    path("cong-khai/<int:pk>/rut/", publishing.publication_withdraw, name="publication_withdraw"),
]
