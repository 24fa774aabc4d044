"""Forms of referrals and reviews."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.reviews.models import Referral, ReferralFactor, Review, ReviewStep

NAMED = (
    "Physical abuse",
    "Domestic abuse",
    "Sexual abuse",
    "Psychological or emotional abuse",
    "Financial or material abuse",
    "Modern slavery",
    "Discriminatory abuse",
    "Organisational abuse",
    "Neglect or acts of omission",
    "Self-neglect",
    "Exploitation",
    "Sexual exploitation",
    "Homelessness",
    "Alcohol or drugs",
    "Mental health",
    "Contact with criminal justice",
    "Unexpected death or suspected suicide",
)
"""The kinds of abuse of the statutory guidance (chapter 14), and circumstances that come together in many reviews."""
CIRCUMSTANCES = [(one, one) for one in NAMED]


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


class CircumstanceForm(RecordForm):
    factor = forms.ChoiceField(label="What is named", choices=[("", "Choose one"), *CIRCUMSTANCES])

    class Meta:
        model = ReferralFactor
        fields = ("referral", "factor")
        formfield_callback = field_for


class ReviewForm(RecordForm):
    class Meta:
        model = Review
        fields = (
            "pseudonym",
            "kind",
            "basis",
            "people",
            "commissioned_on",
            "commissioned_precision",
            "signed_off_on",
            "signed_off_precision",
            "published_on",
            "published_precision",
            "is_published",
            "waiting_for",
        )
        formfield_callback = field_for
        labels = {
            "pseudonym": "What it is called",
            "kind": "What kind",
            "basis": "Why there is a review",
            "people": "How many adults it is about",
            "commissioned_on": "Commissioned",
            "commissioned_precision": "How exactly the day it was commissioned is known",
            "signed_off_on": "Signed off",
            "signed_off_precision": "How exactly the day it was signed off is known",
            "published_on": "Published",
            "published_precision": "How exactly the day it was published is known",
            "is_published": "It is published, and nobody knows when",
            "waiting_for": "What stands between it and publication",
        }
        help_texts = {
            "pseudonym": "Never a real name.",
            "people": "",
            "commissioned_on": "For reviews from before: with a day here, the review counts as under way. Leave it empty for a "
            "review that is run here: its day is set when the work begins.",
            "published_on": "Where only the year is known, enter any day of it, and choose the year below.",
            "is_published": "Tick it where not even the year is known.",
            "waiting_for": "The annual report prints this: name nobody.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Once steps are taken on the review's own pages, they alone say its days."""
        super().__init__(*args, **kwargs)
        one = self.instance
        if not one._state.adding and ReviewStep.objects.filter(case_id=one.pk).exists():
            for name in DAYS_OF_STEPS:
                del self.fields[name]


DAYS_OF_STEPS = (
    "commissioned_on",
    "commissioned_precision",
    "signed_off_on",
    "signed_off_precision",
    "published_on",
    "published_precision",
    "is_published",
)
