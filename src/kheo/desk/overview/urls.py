"""Addresses of the overview."""

from django.urls import path

from kheo.desk.overview import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("tai-ve/", views.overview_xlsx, name="overview_xlsx"),
]
