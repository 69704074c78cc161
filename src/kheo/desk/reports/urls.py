"""Addresses of the reports."""

from django.urls import path

from kheo.desk.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("moi/", views.report_new, name="report_new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/xem-truoc/", views.report_preview, name="report_preview"),
    path("<int:pk>/lay-lai-so-lieu/", views.report_refresh, name="report_refresh"),
    path("<int:pk>/khoa/", views.report_freeze, name="report_freeze"),
    path("<int:pk>/tai-ve/", views.report_download, name="report_download"),
]
