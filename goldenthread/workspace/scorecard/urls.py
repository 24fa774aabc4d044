"""The addresses of the scorecard, under a Board's own."""

from django.urls import path

from goldenthread.workspace.scorecard import groups, indicator, page, themes, whole_catalogue

urlpatterns = [
    path("scorecard/", page.page, name="scorecard"),
    path("scorecard/export.<str:form>", page.export, name="scorecard-export"),
    path("scorecard/catalogue/", whole_catalogue.page, name="scorecard-catalogue"),
    path("scorecard/groups/", groups.page, name="scorecard-groups"),
    path("scorecard/themes/", themes.page, name="scorecard-themes"),
    path("scorecard/indicators/<slug:indicator>/", indicator.page, name="scorecard-indicator"),
]
