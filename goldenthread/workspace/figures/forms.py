"""What people are asked for: a purpose before records open, the data and rule to propose, what they think of figures."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import Plain
from goldenthread.figures.disclosure_rules import RULES

PURPOSES = {
    "figure": "Checking a figure, or the national return",
    "audit": "An audit of practice",
    "screening": "Deciding whether a Safeguarding Adults Review is needed",
    "review": "A Safeguarding Adults Review",
    "section_45": "A request for information under section 45 of the Care Act 2014",
    "own_information": "Somebody’s request for their own information",
    "freedom_of_information": "A freedom of information request",
    "complaint": "A complaint",
    "legal": "Legal proceedings",
    "information_governance": "Checking how information is used",
    "inspection": "An inspection",
}
"""Why records may be read. The keys are stored; never renamed."""


class PurposeForm(Plain):
    """Why somebody opens records."""

    purpose = forms.ChoiceField(
        label="Why you need to read these records",
        choices=[("", "Choose a purpose"), *PURPOSES.items()],
        help_text="The trail keeps it with your name, the figure and how many records you opened.",
        error_messages={"required": "Choose why you need to read these records"},
    )


QUARTERS = {
    "Q1": "April to June",
    "Q2": "July to September",
    "Q3": "October to December",
    "Q4": "January to March",
    "Q1-Q2": "April to September, the year so far",
    "Q1-Q3": "April to December, the year so far",
}
"""What may be proposed of a year beside the whole of it, by the ending of its label."""
WHOLE_YEAR = "year"


class ProposeForm(Plain):
    """Which data a release is to be made from, of which months, and by which rule."""

    chosen = forms.ChoiceField(
        label="Data to release figures from",
        help_text="Data that are frozen cannot change any more, so everybody agrees to the same numbers.",
        error_messages={"required": "Choose the data to release figures from"},
    )
    quarters = forms.ChoiceField(
        label="Months to release figures of",
        choices=[(WHOLE_YEAR, "The whole year"), *QUARTERS.items()],
        initial=WHOLE_YEAR,
        help_text="Only what is counted by a day can be released for part of a year. Quarters must be over.",
        error_messages={"required": "Choose the months to release figures of"},
    )
    rule = forms.ChoiceField(
        label="How small numbers are protected",
        choices=list(RULES.items()),
        initial="board",
        widget=forms.RadioSelect,
        help_text="Use the same rule every year, so that years can be compared.",
        error_messages={"required": "Choose how small numbers are protected"},
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["chosen"].choices = [("", "Choose data"), *choices]  # type: ignore[attr-defined]  # a field of choices


class ViewForm(Plain):
    """What one of two people thinks of proposed figures."""

    agrees = forms.ChoiceField(
        label="Your view",
        choices=[("yes", "They may go out"), ("no", "They should go back")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they may go out"},
    )
    words = forms.CharField(
        label="What you looked at, and what you think",
        max_length=4000,
        help_text="Nobody reads it until both of you have given your view. Name no adult.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what you looked at, and what you think"},
    )
