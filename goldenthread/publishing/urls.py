"""The public site's pages."""

from django.urls import path

from goldenthread.publishing import releases, reviews_pages, views

app_name = "publishing"
urlpatterns = [
    path("", views.home, name="home"),
    path("get-help/", views.get_help, name="get-help"),
    path("get-help/kinds-of-abuse/", views.kinds_of_abuse, name="kinds-of-abuse"),
    path("get-help/hide-your-visit/", views.hide_your_visit, name="hide-your-visit"),
    path("about/", views.about, name="about"),
    path("annual-report/<str:period>/", views.report, name="report"),
    path("annual-report/<str:period>/download/<str:name>", views.download, name="download"),
    path("annual-report/<str:period>/<slug:slug>/", views.section, name="section"),
    path("figures/<str:period>/", views.figures, name="figures"),
    path("figures/<str:period>/<str:figure_id>/", views.figure, name="figure"),
    path("figures/<str:period>/<str:figure_id>/thread.json", views.thread, name="thread"),
    path("releases/", releases.every, name="releases"),
    path("releases/<uuid:pk>/", releases.one, name="release"),
    path("releases/<uuid:pk>/release.json", releases.data, name="release-data"),
    path("releases/<uuid:pk>/release.csv", releases.table, name="release-table"),
    path("reviews/", reviews_pages.register, name="reviews"),
    path("reviews/<slug:slug>/", reviews_pages.review, name="review"),
    path("reviews/<slug:slug>/report.<slug:ending>", reviews_pages.file, name="review-file"),
    path("training/", views.training, name="training"),
    path("contradictions/", views.contradictions, name="contradictions"),
    path("how-numbers-are-made/", views.how_numbers_are_made, name="how-numbers-are-made"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
]
