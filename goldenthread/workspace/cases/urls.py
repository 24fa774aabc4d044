"""The addresses of cases, under a Board's own. Everything of one case is below `cases/<case>/`."""

from django.urls import path

from goldenthread.workspace.cases import pages

urlpatterns = [
    path("cases/", pages.mine, name="cases-mine"),
    path("cases/<uuid:case>/", pages.front, name="case-front"),
    path("cases/<uuid:case>/why/", pages.purpose, name="case-purpose"),
    path("cases/<uuid:case>/named/", pages.named, name="case-named"),
]
