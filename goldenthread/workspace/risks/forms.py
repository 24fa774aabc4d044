"""Forms of what people do with a risk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.core import clock
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.plans.risks import GRAVE, LIKELY


class ScoreForm(Plain):
    """A risk looked at again."""

    likelihood = forms.TypedChoiceField(
        label="How likely it is now", choices=LIKELY, coerce=int, widget=forms.RadioSelect
    )
    impact = forms.TypedChoiceField(
        label="How grave it would be now", choices=GRAVE, coerce=int, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Why it has this score",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What changed since last time, or why nothing did.",
    )
    review_on = DayField(label="Day to look at it again")

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if day <= clock.today():
            raise forms.ValidationError("The day to look at it again must be after today")
        return day


class ShareForm(Plain):
    """With which Board a risk is shared."""

    with_board = forms.SlugField(
        label="Short name of the other Board",
        max_length=50,
        help_text="As it stands in the address of its own pages, such as the-next-town.",
        error_messages={"invalid": "Enter a short name, such as the-next-town: small letters, figures and hyphens"},
    )
    why = forms.CharField(label="Why it is shared", widget=forms.Textarea(attrs={"rows": 2}))
    agreed = forms.BooleanField(label="I agree that the other Board sees its title, its scores and its state")


class TakeForm(Plain):
    """What a risk that another Board shares means here."""

    comment = forms.CharField(
        label="What it means for this Board", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def said(self) -> str:
        found: Any = self.cleaned_data.get("comment", "")
        return str(found)
