"""Forms of referrals and reviews."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.reviews.models import Referral, Review


class ReferralForm(RecordForm):
    class Meta:
        model = Referral
        fields = ("received_on", "received_precision", "decision", "rapid_review_on")
        formfield_callback = field_for
        labels = {
            "received_on": "Received",
            "received_precision": "How exactly that is known",
            "rapid_review_on": "Rapid review held",
        }


class ReviewForm(RecordForm):
    class Meta:
        model = Review
        fields = (
            "pseudonym",
            "kind",
            "people",
            "commissioned_on",
            "commissioned_precision",
            "signed_off_on",
            "signed_off_precision",
            "published_on",
            "published_precision",
            "waiting_for",
        )
        formfield_callback = field_for
        labels = {
            "pseudonym": "What it is called",
            "kind": "What kind",
            "people": "How many adults it is about",
            "commissioned_on": "Commissioned",
            "commissioned_precision": "How exactly the day it was commissioned is known",
            "signed_off_on": "Signed off",
            "signed_off_precision": "How exactly the day it was signed off is known",
            "published_on": "Published",
            "published_precision": "How exactly the day it was published is known",
            "waiting_for": "What stands between it and publication",
        }
        help_texts = {"pseudonym": "Never a real name.", "people": "", "waiting_for": ""}
