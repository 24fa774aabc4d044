"""The addresses of referrals and reviews, under a Board's own."""

from django.urls import path

from goldenthread.cases.models import Sort
from goldenthread.reviews.kinds import stage, standing_of
from goldenthread.reviews.models import Referral, Review
from goldenthread.workspace.cases import places
from goldenthread.workspace.reviews import circumstances, referral_urls, running_urls

places.declare_head(Sort.REFERRAL, Referral, standing_of)
places.declare_head(Sort.REVIEW, Review, stage)

urlpatterns = [
    *running_urls.urlpatterns,
    *referral_urls.urlpatterns,
    path("referrals/circumstances/", circumstances.page, name="referrals-circumstances"),
]
