"""Addresses of the set-up."""

from django.urls import path

from kheo.desk.setup import views

urlpatterns = [path("", views.first_run, name="first_run")]
