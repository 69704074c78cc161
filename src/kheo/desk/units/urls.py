"""Addresses of units and organisations."""

from django.urls import path

from kheo.desk.units import changes, organisations, views

urlpatterns = [
    path("", views.units, name="units"),
    path("to-chuc/", organisations.organisations, name="organisations"),
    path("to-chuc/moi/", organisations.organisation_new, name="organisation_new"),
    path("to-chuc/<int:pk>/", organisations.organisation, name="organisation"),
    path("to-chuc/<int:pk>/doi-ten/", organisations.organisation_rename, name="organisation_rename"),
    path("to-chuc/<int:pk>/chuyen/", organisations.organisation_move, name="organisation_move"),
    path("to-chuc/<int:pk>/dong/", organisations.organisation_close, name="organisation_close"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/lich-su/", views.unit_history, name="unit_history"),
    path("<int:pk>/mo-don-vi/", changes.unit_open, name="unit_open"),
    path("<int:pk>/doi-ten/", changes.unit_rename, name="unit_rename"),
    path("<int:pk>/sap-nhap/", changes.unit_merge, name="unit_merge"),
    path("<int:pk>/chia-tach/", changes.unit_split, name="unit_split"),
    path("<int:pk>/chuyen/", changes.unit_move, name="unit_move"),
    path("<int:pk>/phu-trach/", organisations.operator_appoint, name="operator_appoint"),
]
