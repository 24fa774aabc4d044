"""Addresses of the risk register, under a Board's own. Plain lists and forms are made from what the room declares."""

from django.urls import path

from goldenthread.workspace.risks import views

of_one = "risks/<uuid:pk>/"

urlpatterns = [
    path("risk-map/", views.heat, name="risk-map"),
    path(of_one, views.one, name="risks-record"),
    path(f"{of_one}look-again/", views.score, name="risks-score"),
    path(f"{of_one}close/", views.close, name="risks-close"),
    path(f"{of_one}reopen/", views.reopen, name="risks-reopen"),
    path(f"{of_one}share/", views.share, name="risks-share"),
    path("risk-shares/<uuid:pk>/end/", views.end_share, name="risk-shares-end"),
    path("risks-offered/", views.offered, name="risks-offered"),
    path("risks-offered/<uuid:share>/take/", views.take, name="risks-take"),
    path("shared-risks/<uuid:pk>/refresh/", views.refresh, name="shared-risks-refresh"),
]
