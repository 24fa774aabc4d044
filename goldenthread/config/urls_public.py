"""The public site's addresses."""

from django.urls import include, path

from goldenthread.core import health

urlpatterns = [path("health/", health.page, name="health"), path("", include("goldenthread.publishing.urls"))]
handler404 = "goldenthread.publishing.views.not_found"
handler500 = "goldenthread.publishing.views.went_wrong"
