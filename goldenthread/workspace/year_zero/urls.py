"""Addresses of year zero; the workspace puts them below a Board's /bring-in/."""

from django.urls import path

from goldenthread.workspace.year_zero import views

urlpatterns = [
    path("", views.start, name="year-zero"),
    path("<uuid:key>/", views.one, name="year-zero-one"),
    path("<uuid:key>/columns/", views.columns, name="year-zero-columns"),
    path("<uuid:key>/sheet/", views.read_again, name="year-zero-read-again"),
    path("<uuid:key>/words/", views.words, name="year-zero-words"),
    path("<uuid:key>/check/", views.check, name="year-zero-check"),
    path("<uuid:key>/rows-left-out.csv", views.left_out, name="year-zero-left-out"),
    path("<uuid:key>/undo/", views.undo, name="year-zero-undo"),
    path("<uuid:key>/throw-away/", views.throw_away, name="year-zero-throw-away"),
]
