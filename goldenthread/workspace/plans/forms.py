"""Forms of what people do with a plan."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.core.periods import Period
from goldenthread.plans.models import Deliverable

SAYABLE = [(value, words) for value, words in Deliverable.Status.choices if value != str(Deliverable.Status.CARRIED)]


class ProgressForm(Plain):
    """How far a deliverable is."""

    status = forms.ChoiceField(label="How far it is", choices=SAYABLE, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What was done since last time",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is kept with your name and the day, as you say it.",
    )
    done_on = DayField(label="Day it was done", required=False, help_text="Leave empty unless it is done.")
    difference = forms.CharField(
        label="What difference it made",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="And how you know. The annual report prints it.",
    )


class CarryForm(Plain):
    """Into which year something is carried, and by when it is then due."""

    year = forms.ChoiceField(label="Year it goes on in")
    due_on = DayField(label="Due on", required=False, help_text="Leave empty for the last day of that year.")

    def __init__(self, *args: Any, after: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = Period.parse(after).next()
        years = [first, first.next(), first.next().next()]
        field: Any = self.fields["year"]
        field.choices = [(one.label, one.label) for one in years]
