"""Addresses of sign-in, the own account, and the links that people are handed; names account_… are the library's."""

from allauth.account.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from kheo.desk.account import views

urlpatterns = [
    path("", views.details, name="account_details"),
    path("dang-nhap/", views.sign_in, name="account_login"),
    path("dang-xuat/", LogoutView.as_view(template_name="desk/account/sign_out.html"), name="account_logout"),
    path("mo-tai-khoan/", views.closed, name="account_signup"),
    path("bi-khoa/", RedirectView.as_view(pattern_name="account_login"), name="account_inactive"),
    path("doi-mat-khau/", views.change_password, name="account_change_password"),
    path("quen-mat-khau/", views.forgotten, name="account_reset_password"),
    path("mat-khau-moi/<str:token>/", views.use_reset, name="password_reset_use"),
    path("loi-moi/<str:token>/", views.accept, name="invitation_accept"),
]
