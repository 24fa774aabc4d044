"""Forms of the national return: what to compute from, an answer to a policy, a day, a comment, a published file."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.national import definition
from goldenthread.national.policies import Policy


class ComputeForm(Plain):
    """From which records a version is to be computed."""

    chosen = forms.ChoiceField(
        label="Records to compute from",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the records to compute from"},
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.initial.setdefault("chosen", choices[0][0])


class PolicyForm(Plain):
    """The answer to a policy, and why."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why the Board decides so",
        max_length=300,
        help_text="It is shown with the answer, with your name and the day.",
        error_messages={"required": "Say why the Board decides so"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, policy: Policy, **more: Any) -> None:
        super().__init__(data, **more)
        answer: Any = self.fields["answer"]
        answer.label = policy.question
        answer.choices = list(policy.answers.items())
        answer.error_messages["required"] = "Choose an answer"


class DayForm(Plain):
    """By when the Board wants the return sent."""

    due_on = DayField(label="Day the return is to be sent by")


class CommentForm(Plain):
    """A comment on a table."""

    text = forms.CharField(
        label="Comment",
        max_length=2000,
        help_text="Say why a number moved, or what is known to be incomplete. Name no one.",
        error_messages={"required": "Write the comment"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OthersForm(Plain):
    """A file of what was published of a council's return."""

    council = forms.CharField(
        label="Council",
        max_length=120,
        required=False,
        help_text="Only where the file does not name it. Of a file of many councils you choose next.",
    )
    period = forms.ChoiceField(label="Year", error_messages={"required": "Choose the year"})
    source = forms.CharField(
        label="Where it was published",
        max_length=300,
        help_text="An address, or the name of the publication.",
        error_messages={"required": "Enter where it was published"},
    )
    published_on = DayField(label="Day it was published")
    file = forms.FileField(
        label="File",
        help_text="CSV or Excel, with the columns TABLE_REFERENCE, ENQUIRY_TYPE, CATEGORY, SUBCATEGORY and VALUE, as the "
        "national open data have them. Other columns are left aside.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choose the file", "empty": "The file is empty. Choose another"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(one, one) for one in reversed(definition.years())]
        self.fields["period"].choices = [("", "Choose one"), *years]  # type: ignore[attr-defined]  # a field of choices
