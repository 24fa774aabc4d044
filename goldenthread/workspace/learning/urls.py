"""Addresses of learning, under a Board's own."""

from django.urls import path

from goldenthread.workspace.learning import actions, evaluation, evidence, recommendations, themes, xray

urlpatterns = [
    path("actions/<uuid:pk>/", actions.page, name="actions-record"),
    path("actions/<uuid:pk>/how-far/", actions.how_far, name="actions-how-far"),
    path("actions/<uuid:pk>/due/", actions.due, name="actions-due"),
    path("actions/<uuid:pk>/waits/", actions.waits, name="actions-waits"),
    path("evidence/<uuid:pk>/", evidence.page, name="evidence-record"),
    path("evidence/<uuid:pk>/check/", evidence.check, name="evidence-check"),
    path("evidence/<uuid:pk>/again/", evidence.again, name="evidence-again"),
    path("evidence/<uuid:pk>/file/", evidence.file, name="evidence-file"),
    path("recommendations/<uuid:pk>/", recommendations.page, name="recommendations-record"),
    path("recommendations/<uuid:pk>/reopen/", recommendations.reopen, name="recommendations-reopen"),
    path("themes/<uuid:pk>/", themes.page, name="themes-record"),
    path("themes/over-years/", themes.over_years, name="theme-years"),
    path("evaluation-days/<uuid:pk>/", evaluation.one, name="evaluation-days-record"),
    path("evaluation-days/<uuid:pk>/coverage/", evaluation.coverage, name="evaluation-days-coverage"),
    path("contradictions/", xray.page, name="contradictions"),
]
