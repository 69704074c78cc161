"""Addresses of the reading screens."""

from django.urls import path

from kheo.desk.readings import batches, lists, review, taking_in

urlpatterns = [
    path("", lists.readings, name="readings"),
    path("tai-ve.xlsx", lists.readings_sheet, name="readings_sheet"),
    path("moi/", taking_in.reading_new, name="reading_new"),
    path("moi/xac-nhan/", taking_in.reading_confirm, name="reading_confirm"),
    path("nhieu/<int:pk>/", batches.batch, name="reading_batch"),
    path("nhieu/<int:pk>/bo/", batches.batch_leave_out, name="reading_batch_leave_out"),
    path("so-lieu-bao-cao/", lists.reported_figures, name="reported_figures"),
    path("so-lieu-bao-cao/tai-ve.xlsx", lists.reported_figures_sheet, name="reported_figures_sheet"),
    path("<int:pk>/", review.reading, name="reading"),
    path("<int:pk>/hoan-tac/", review.reading_undo, name="reading_undo"),
    path("<int:pk>/dong/", review.reading_close, name="reading_close"),
    path("<int:pk>/phim-tat/", review.reading_keys, name="reading_keys"),
]
