"""Forms that belong to no one room."""

from __future__ import annotations

from django import forms

from goldenthread.core.forms import Plain


class WhyForm(Plain):
    """A reason, for what cannot be taken back."""

    why = forms.CharField(
        label="Why",
        max_length=300,
        help_text="The trail keeps it with your name.",
        error_messages={"required": "Enter the reason"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
