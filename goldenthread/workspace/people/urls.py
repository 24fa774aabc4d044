"""Addresses of accounts and roles, under a Board's own."""

from django.urls import path

from goldenthread.workspace.people import views

urlpatterns = [
    path("accounts/", views.everybody, name="accounts"),
    path("accounts/invite/", views.invite, name="accounts-invite"),
    path("accounts/<uuid:pk>/", views.person, name="accounts-person"),
    path("accounts/<uuid:pk>/role/", views.propose, name="accounts-role"),
    path("accounts/<uuid:pk>/role/<uuid:held>/end/", views.propose_end, name="accounts-role-end"),
    path("accounts/<uuid:pk>/account/<slug:what>/", views.close, name="accounts-close"),
    path("accounts/proposals/<uuid:pk>/<slug:what>/", views.decide, name="accounts-decide"),
]
