"""The addresses of vault, under a Board's own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
