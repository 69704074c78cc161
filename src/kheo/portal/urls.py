"""Public addresses."""

from django.urls import path

from kheo.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("xa-phuong/<int:pk>/", views.ward, name="ward"),
    path("xa-phuong/<int:pk>/mo-hinh/", views.models, name="models"),
    path("xa-phuong/<int:pk>/khu-pho/", views.neighbourhoods, name="neighbourhoods"),
    path("mo-hinh/<int:pk>/", views.model, name="model"),
]
