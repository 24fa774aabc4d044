"""The addresses of referrals and reviews, under a Board's own."""

from django.urls import path

from goldenthread.workspace.reviews import circumstances, referral_urls, running_urls

urlpatterns = [
    *running_urls.urlpatterns,
    *referral_urls.urlpatterns,
    path("referrals/circumstances/", circumstances.page, name="referrals-circumstances"),
]
