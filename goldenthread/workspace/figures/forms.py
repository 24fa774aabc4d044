"""What people are asked for: a purpose before records open, the data to propose, a reason to withdraw."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import Plain

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


class ProposeForm(Plain):
    """Which data a release is to be made from."""

    chosen = forms.ChoiceField(
        label="Data to release figures from",
        help_text="Data that are frozen cannot change any more, so everybody agrees to the same numbers.",
        error_messages={"required": "Choose the data to release figures from"},
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["chosen"].choices = [("", "Choose data"), *choices]  # type: ignore[attr-defined]  # a field of choices
