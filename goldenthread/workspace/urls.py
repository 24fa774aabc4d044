"""The workspace's pages."""

from django.urls import include, path

from goldenthread.workspace import home

app_name = "workspace"

of_a_board = [
    path("", home.of_a_board, name="home"),
]

urlpatterns = [
    path("", home.front, name="front"),
    path("board/<slug:board>/", include(of_a_board)),
]
