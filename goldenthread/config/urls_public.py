"""The public site's addresses."""

from django.urls import include, path

urlpatterns = [path("", include("goldenthread.publishing.urls"))]
