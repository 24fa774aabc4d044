"""Addresses of money, under a Board's own."""

from django.urls import path

from goldenthread.workspace.money import views

urlpatterns = [
    path("money/", views.year, name="money"),
    path("money/members/", views.members, name="money-members"),
    path("money/call/", views.call, name="money-call"),
]
