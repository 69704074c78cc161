"""Addresses below /lam-viec/dang-ky/."""

from django.urls import path

from kheo.desk.registrations.views import evidence, listing, past, reading, steps, writing

urlpatterns = [
    path("", listing.registrations, name="registrations"),
    path("danh-sach.xlsx", listing.registrations_xlsx, name="registrations_xlsx"),
    path("moi/", writing.new, name="registration_new"),
    path("lai/<int:initiative>/", writing.again, name="registration_again"),
    path("nam-truoc/", past.past_model_new, name="past_model_new"),
    path("<int:pk>/", reading.registration, name="registration"),
    path("<int:pk>/in/", reading.printed, name="registration_print"),
    path("<int:pk>/viet/", writing.edit, name="registration_edit"),
    path("<int:pk>/tu-luu/", writing.autosave, name="registration_autosave"),
    path("<int:pk>/dinh-chinh/", writing.correct, name="registration_correct"),
    path("<int:pk>/tep/<int:number>/", evidence.file, name="evidence"),
    path("<int:pk>/tep/<int:number>/bo/", evidence.remove, name="evidence_remove"),
    path("<int:pk>/tep/<int:number>/lay-lai/", evidence.put_back, name="evidence_put_back"),
    path("<int:pk>/theo-doi/<int:number>/bo/", steps.withdraw_follow_up, name="follow_up_withdraw"),
    path("<int:pk>/<slug:slug>/", steps.step, name="registration_step"),
]
