"""The workspace's addresses."""

from django.urls import include, path

from goldenthread.core import health

urlpatterns = [
    path("health/", health.page, name="health"),
    path("account/", include("goldenthread.accounts.urls")),
    path("", include("goldenthread.api.urls")),
    path("", include("goldenthread.workspace.urls")),
]
handler400 = "goldenthread.workspace.errors.bad_request"
handler403 = "goldenthread.workspace.errors.forbidden"
handler404 = "goldenthread.workspace.errors.not_found"
handler500 = "goldenthread.workspace.errors.went_wrong"
