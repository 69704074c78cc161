"""Addresses of people, invitations and the own rights."""

from django.urls import path

from kheo.desk.people import invitations, memberships, rights, views

urlpatterns = [
    path("", views.people, name="people"),
    path("quyen-cua-toi/", rights.my_rights, name="my_rights"),
    path("moi/", invitations.invite_person, name="invite"),
    path("loi-moi/", invitations.invitations, name="invitations"),
    path("loi-moi/<int:pk>/", invitations.invitation, name="invitation"),
    path("loi-moi/<int:pk>/rut/", invitations.invitation_cancel, name="invitation_cancel"),
    path("loi-moi/<int:pk>/lien-ket-moi/", invitations.invitation_renew, name="invitation_renew"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/vai-tro/", memberships.membership_grant, name="membership_grant"),
    path("<int:pk>/mat-khau/", views.reset_link, name="reset_link"),
    path("vai-tro/<int:pk>/ket-thuc/", memberships.membership_end, name="membership_end"),
    path("gia-han/<int:pk>/", memberships.memberships_renew, name="memberships_renew"),
]
