"""The first page after sign-in."""

from django.urls import path

from kheo.desk.waiting import views

urlpatterns = [path("", views.waiting, name="waiting")]
