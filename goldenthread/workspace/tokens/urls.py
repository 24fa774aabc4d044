"""Addresses of tokens, under a Board's own."""

from django.urls import path

from goldenthread.workspace.tokens import views

urlpatterns = [
    path("tokens/", views.every, name="tokens"),
    path("tokens/new/", views.new, name="tokens-new"),
    path("tokens/<uuid:pk>/", views.one, name="tokens-one"),
    path("tokens/<uuid:pk>/end/", views.end, name="tokens-end"),
]
