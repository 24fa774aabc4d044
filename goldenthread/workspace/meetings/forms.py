"""Forms of this room that are of no one record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.boards.themes import Theme
from goldenthread.core.business import Business
from goldenthread.core.forms import Plain
from goldenthread.meetings.models import AgendaItem, Meeting
from goldenthread.meetings.steps import Outcome

LONG = {"rows": 5}
FOR_PAPERS = ".pdf,.docx,.xlsx,.pptx,.csv,.txt,.png,.jpg,.jpeg"


class ItemForm(Plain):
    """An item of an agenda, new or put right."""

    title = forms.CharField(label="Item", max_length=300)
    purpose = forms.ChoiceField(label="What it is for", choices=AgendaItem.Purpose.choices, widget=forms.RadioSelect)
    presenter = forms.CharField(label="Who presents it", max_length=200, required=False)
    minutes_allotted = forms.IntegerField(label="Minutes", min_value=1, max_value=600, required=False)
    theme = forms.ModelChoiceField(label="Theme", queryset=Theme.objects.none(), required=False, empty_label="None")
    background = forms.CharField(label="Background", required=False, widget=forms.Textarea(attrs=LONG))
    said = forms.CharField(
        label="What was said, for the minutes", required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, themes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]  # a choice of records


class NewItemForm(ItemForm):
    """A new item; one that is confidential says what it is about only to those who may read restricted papers."""

    is_confidential = forms.BooleanField(
        label="This item is confidential",
        required=False,
        help_text="The agenda then says only that there is one. Its words go to those who may read restricted papers.",
    )
    said = None  # type: ignore[assignment]  # nothing was said yet


class ConfidentialForm(Plain):
    title = forms.CharField(label="Item", max_length=300)
    background = forms.CharField(label="Background", required=False, widget=forms.Textarea(attrs=LONG))
    said = forms.CharField(label="What was said", required=False, widget=forms.Textarea(attrs=LONG))
    decided = forms.CharField(label="What was decided", required=False, widget=forms.Textarea(attrs=LONG))


class PaperForm(Plain):
    """A paper: a file, or text."""

    title = forms.CharField(label="Title", max_length=300)
    sent = forms.FileField(
        label="File", required=False, widget=forms.FileInput(attrs={"accept": FOR_PAPERS}), help_text="Up to 25 MB."
    )
    text = forms.CharField(
        label="Or write it here",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="An empty line begins a paragraph, ## a heading, and - an item of a list. It is set into the pack.",
    )
    is_restricted = forms.BooleanField(label="Only for those who may read restricted papers", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("sent") and not found.get("text") and "sent" not in self.errors:
            self.add_error("sent", "Choose a file, or write the paper below")
        return found


class ChooseBusinessForm(Plain):
    """What of the outstanding business goes on the agenda."""

    chosen = forms.MultipleChoiceField(
        label="Put on the agenda",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what is to go on the agenda"},
    )

    def __init__(self, *args: Any, waiting: Sequence[Business], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (our own field)
        field.choices = [(one.key, one.words) for one in waiting]


class MinutesForm(Plain):
    text = forms.CharField(
        label="Minutes",
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="An empty line begins a paragraph, ## a heading, and - an item of a list.",
        error_messages={"required": "Write the minutes"},
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)


class ApproveForm(Plain):
    at_meeting = forms.ModelChoiceField(
        label="Approved at", queryset=Meeting.objects.none(), required=False, empty_label="At none that is listed"
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].queryset = meetings  # type: ignore[attr-defined]  # a choice of records


class SendBackForm(Plain):
    note = forms.CharField(
        label="What is wrong in them",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever wrote them reads this, and the trail keeps it with your name. Name no adult.",
        error_messages={"required": "Say what is wrong in them"},
    )


class ReplyForm(Plain):
    text = forms.CharField(
        label="Reply",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Name no adult. The Board’s members read it.",
        error_messages={"required": "Write the reply"},
    )
    evidence = forms.CharField(label="Evidence, and where it is", required=False, widget=forms.Textarea(attrs=LONG))


class CloseForm(Plain):
    outcome = forms.ChoiceField(
        label="What came of it", choices=[(one.value, one.words) for one in Outcome], widget=forms.RadioSelect
    )
    what_changed = forms.CharField(label="What changed", required=False, widget=forms.Textarea(attrs=LONG))
    public_summary = forms.CharField(
        label="What the public may read of it",
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text="The annual report prints it. Write no number in it, and name nobody.",
    )
    carried_to = forms.ChoiceField(label="Told of again in the report for", required=False)

    def __init__(self, *args: Any, years: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["carried_to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (our own field)
        field.choices = [("", "No other year"), *((one, one) for one in years)]


class SignForm(Plain):
    signed_by = forms.CharField(
        label="Who signs it off",
        max_length=200,
        help_text="Name and post.",
        error_messages={"required": "Enter who signs it off, with their post"},
    )
