"""Addresses below /lam-viec/dot-thi-dua/."""

from django.urls import path

from kheo.desk.campaigns import rule_sets, views

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("moi/", views.new, name="campaign_new"),
    path("<int:pk>/", views.campaign, name="campaign"),
    path("<int:pk>/gia-han/", views.extend, name="campaign_extend"),
    path("<int:pk>/nam-sau/", views.copy, name="campaign_copy"),
    path("bo-quy-dinh/", rule_sets.rule_sets, name="rule_sets"),
    path("bo-quy-dinh/<int:pk>/", rule_sets.rule_set, name="rule_set"),
    path("bo-quy-dinh/<int:pk>/sao/", rule_sets.write, name="rule_set_write"),
]
