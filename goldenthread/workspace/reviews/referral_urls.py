"""The addresses of referrals. What belongs to one is below its case."""

from django.urls import path

from goldenthread.cases.models import Sort
from goldenthread.reviews import scoping
from goldenthread.reviews.scoping_models import InformationRequest
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.places import CasePlace
from goldenthread.workspace.reviews import (
    beginning_page,
    referral_begin,
    referral_deciding,
    referral_front,
    referral_pages,
    referral_scoping,
    referral_times,
    referral_todo,  # noqa: F401  (says what there is to do)
)

places.declare(
    Sort.REFERRAL,
    CasePlace("Where it stands", "referral", "cases", order=1, often=True),
    CasePlace("What it says", "referral-details", "referral_details", order=10, often=True),
    CasePlace("Rapid reviews", "rapid-reviews", "referral_decisions", order=40),
    CasePlace("Recommendation and decision", "referral-decision", "referral_decisions", order=45),
    CasePlace("Who was told", "outcome-told", "referral_decisions", order=50),
    CasePlace("Steps and days", "referral-steps", "referral_decisions", order=60),
)
for _sort in scoping.ASKED_IN:
    places.declare(
        _sort,
        CasePlace(
            "Requests for information",
            "information",
            "information_requests",
            order=30,
            asked=InformationRequest,
            often=_sort == Sort.REFERRAL,
        ),
    )
places.declare_front(Sort.REFERRAL, "referral")

_CASE = "cases/<uuid:case>"
_REFERRAL = f"{_CASE}/referral"
_ASKED = f"{_CASE}/information"
urlpatterns = [
    path("referrals/begin/", referral_begin.begin, name="referrals-begin"),
    path("referrals/times/", referral_times.page, name="referral-times"),
    path("referrals/times/quorum/", referral_times.change_quorum, name="referral-quorum"),
    path("referrals/times/<slug:step>/", referral_times.change_time, name="referral-time"),
    path("referrals/<uuid:pk>/", referral_begin.record, name="referrals-record"),
    path(f"{_REFERRAL}/", referral_front.front, name="referral"),
    path(f"{_REFERRAL}/says/", referral_pages.details, name="referral-details"),
    path(f"{_REFERRAL}/part/<int:number>/", referral_pages.part, name="referral-part"),
    path(f"{_REFERRAL}/check/", referral_pages.check, name="referral-check"),
    path(f"{_REFERRAL}/steps/", referral_front.steps, name="referral-steps"),
    path(f"{_REFERRAL}/step/<slug:step>/", referral_pages.step, name="referral-step"),
    path(f"{_REFERRAL}/stand-still/", referral_pages.stand_still, name="referral-stand-still"),
    path(f"{_REFERRAL}/go-on/", referral_pages.go_on, name="referral-go-on"),
    path(f"{_REFERRAL}/decision/", referral_deciding.decision, name="referral-decision"),
    path(f"{_REFERRAL}/recommend/", referral_deciding.recommend, name="referral-recommend"),
    path(f"{_REFERRAL}/decide/", referral_deciding.decide, name="referral-decide"),
    path(f"{_REFERRAL}/review/", beginning_page.begin, name="referral-review"),
    path(f"{_CASE}/rapid-reviews/<uuid:pk>/learn/", referral_deciding.learn, name="rapid-reviews-learn"),
    path(f"{_ASKED}/", referral_scoping.requests, name="information"),
    path(f"{_ASKED}/ask/", referral_scoping.new, name="information-ask"),
    path(f"{_ASKED}/<uuid:pk>/", referral_scoping.one, name="information-one"),
    path(f"{_ASKED}/<uuid:pk>/part/<int:number>/", referral_scoping.part, name="information-part"),
    path(f"{_ASKED}/<uuid:pk>/check/", referral_scoping.check, name="information-check"),
    path(f"{_ASKED}/<uuid:pk>/answer/", referral_scoping.answer, name="information-answer"),
    path(f"{_ASKED}/<uuid:pk>/refuse/", referral_scoping.refuse, name="information-refuse"),
    path(f"{_ASKED}/<uuid:pk>/withdraw/", referral_scoping.withdraw, name="information-withdraw"),
]
