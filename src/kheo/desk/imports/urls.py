"""Addresses below /lam-viec/nhap-danh-sach/."""

from django.urls import path

from kheo.desk.imports import taking_in, views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("moi/", taking_in.import_new, name="import_new"),
    path("<int:pk>/", views.import_run, name="import_run"),
    path("<int:pk>/cot/", views.import_columns, name="import_columns"),
    path("<int:pk>/nhap/", views.import_start, name="import_start"),
    path("<int:pk>/hoan-tac/", views.import_undo, name="import_undo"),
    path("<int:pk>/bo/", views.import_discard, name="import_discard"),
    path("<int:pk>/can-sua.xlsx", views.import_bad_rows, name="import_bad_rows"),
]
