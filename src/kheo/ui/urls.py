"""Addresses of the shared parts."""

from django.urls import path

from kheo.ui import prefs

app_name = "ui"
urlpatterns = [path("hien-thi/", prefs.change, name="prefs")]
