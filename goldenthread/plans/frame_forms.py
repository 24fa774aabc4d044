"""Forms of the Board's frame: its vision, and its account of a year under each of the six principles."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.plans.models import PrincipleAccount, Vision


class VisionForm(RecordForm):
    class Meta:
        model = Vision
        fields = ("text", "from_on")
        formfield_callback = field_for
        labels = {"text": "The vision", "from_on": "Holds from"}
        help_texts = {
            "text": "In one or two sentences. The annual report and the public page about the Board print it.",
            "from_on": "Leave empty where the day is not known. A later vision takes the place of an earlier one on its day.",
        }


class PrincipleAccountForm(RecordForm):
    class Meta:
        model = PrincipleAccount
        fields = ("principle", "period", "text", "evidence", "gaps")
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "text": "What the Board did",
            "evidence": "What shows it",
            "gaps": "What is still missing",
        }
        help_texts = {
            "text": "The annual report prints it under the principle’s name.",
            "evidence": "Such as an audit, a figure, or what adults said.",
            "gaps": "What the Board does not do yet, or cannot show yet.",
        }

    def clean(self) -> dict[str, Any]:
        """One account of a principle for each year."""
        said = super().clean() or {}
        principle, period = said.get("principle"), said.get("period")
        others = PrincipleAccount.objects.filter(principle=principle, period=period).exclude(pk=self.instance.pk)
        if principle and period and others.exists():
            words = f"There is an account of “{principle}” for {period} already. Open it, and write there."
            raise ValidationError({"principle": words})
        return said
