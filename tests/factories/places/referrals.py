"""What to put in the addresses of referrals, and why most of them ask for more than their mark says."""

from __future__ import annotations

from django.db.models import Model

from goldenthread.reviews.deciding_models import RapidReview
from tests.factories import records
from tests.factories.walk import STRICTER, Land, fills

CASE = "cases/<uuid:case>"
REFERRAL = f"{CASE}/referral"
ASKED = f"{CASE}/information/<uuid:pk>"

for _page in (
    "", "says/", "part/<int:number>/", "check/", "steps/", "step/<slug:step>/", "stand-still/", "go-on/", "decision/",
    "recommend/", "decide/", "review/",
):  # fmt: skip
    STRICTER[f"{REFERRAL}/{_page}"] = (
        "A page of a referral: a review's case has no such page, and a step is taken in its time."
    )
for _page in ("", "part/<int:number>/", "check/", "answer/", "refuse/", "withdraw/"):
    STRICTER[f"{ASKED}/{_page}"] = "An agency's answer is its own until it is handed in; it follows a row of its own."
STRICTER["referrals/begin/"] = "An agency begins referrals of its own; the unit begins them for others."


@fills(f"{REFERRAL}/part/<int:number>", f"{ASKED}/part/<int:number>")
def _number(land: Land) -> str:
    return "1"


@fills(f"{REFERRAL}/step/<slug:step>")
def _step(land: Land) -> str:
    return "acknowledge"


@fills("referrals/times/<slug:step>")
def _time(land: Land) -> str:
    return "screen"


@fills(ASKED)
def _request(land: Land) -> Model:
    return land.asked  # type: ignore[no-any-return]


@fills(f"{CASE}/rapid-reviews/<uuid:pk>")
def _meeting(land: Land) -> Model:
    return records.make(RapidReview, land.here, case=land.case)  # type: ignore[no-any-return]
