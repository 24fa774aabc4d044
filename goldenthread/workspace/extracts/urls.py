"""Addresses of extracts, frozen sets and long work, below a Board's own."""

from django.urls import path

from goldenthread.workspace import job_pages
from goldenthread.workspace.extracts import freezing, views

urlpatterns = [
    path("extracts/", views.listing, name="extracts"),
    path("extracts/new/", views.send, name="extracts-new"),
    path("extracts/sent/<uuid:pk>/", views.sent, name="extracts-sent"),
    path("extracts/sent/<uuid:pk>/rows.csv", views.rows, name="extracts-rows"),
    path("extracts/sent/<uuid:pk>/load/", views.load, name="extracts-load"),
    path("extracts/sent/<uuid:pk>/throw-away/", views.throw_away, name="extracts-throw-away"),
    path("extracts/<uuid:pk>/", views.record, name="extracts-record"),
    path("frozen-sets/", freezing.listing, name="frozen-sets"),
    path("frozen-sets/new/", freezing.freeze, name="frozen-sets-new"),
    path("frozen-sets/<uuid:pk>/", freezing.record, name="frozen-sets-record"),
    path("long-work/<uuid:pk>/", job_pages.page, name="work"),
    path("long-work/<uuid:pk>/again/", job_pages.again, name="work-again"),
    path("long-work/<uuid:pk>/stop/", job_pages.stop, name="work-stop"),
]
