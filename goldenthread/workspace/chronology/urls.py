"""The addresses of chronology, under a Board's own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
