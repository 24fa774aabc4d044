"""The addresses of figures, under a Board's own."""

from django.urls import path

from goldenthread.workspace.figures import browsing, given, one, releases, rows

urlpatterns = [
    path("figures/", browsing.page, name="figures"),
    path("figures/export.<str:form>", browsing.export, name="figures-export"),
    path("figures/<str:figure_id>/", one.page, name="figures-one"),
    path("figures/<str:figure_id>/records/", rows.page, name="figures-records"),
    path("figures/<str:figure_id>/records/close/", rows.close, name="figures-close"),
    path("releases/", releases.page, name="releases"),
    path("releases/propose/", releases.propose, name="releases-propose"),
    path("releases/given-out/", given.page, name="releases-given"),
    path("releases/give-out/", given.give, name="releases-give"),
    path("releases/<uuid:pk>/", releases.release, name="releases-one"),
    path("releases/proposals/<uuid:pk>/", releases.proposal, name="releases-proposal"),
    path("releases/proposals/<uuid:pk>/view/", releases.view, name="releases-view"),
    path("releases/proposals/<uuid:pk>/withdraw/", releases.withdraw, name="releases-withdraw"),
]
