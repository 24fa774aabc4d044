"""Forms of what people do with actions and evidence."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.learning import steps
from goldenthread.learning.models import Action


def _long(label: str, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=10_000, **more)


class HowFarForm(Plain):
    """How far an action is: where it goes from here, and what is to be said about it."""

    status = forms.ChoiceField(label="How it stands", widget=forms.RadioSelect)
    text = _long("How far it is", error_messages={"required": "Say in a sentence how far it is"})
    done_on = DayField(label="Done on", required=False, help_text="Only where it is done. Leave empty for today.")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps.open_from(action.status)
        field: Any = self.fields["status"]
        field.choices = [(one.target, one.words) for one in self.steps]
        if not any(one.target == "done" for one in self.steps):
            del self.fields["done_on"]
        if action.is_open:
            self.initial.setdefault("status", "in_progress")


class DueForm(Plain):
    to_on = DayField(label="New day", error_messages={"required": "Enter the new day"})
    why = _long("Why the day is moved", 3, help_text="It stays with the action, with the day it was due before.")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if action.due_on is None:
            self.fields["why"].required = False
        self.fields["why"].error_messages["required"] = "Enter the reason"


class WaitsForm(Plain):
    """What an action waits for, of the actions that may be seen."""

    waits = forms.ModelMultipleChoiceField(
        Action.objects.none(), label="It waits for", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["waits"]
        field.queryset = others


class CheckForm(Plain):
    """What whoever checks evidence says of it."""

    deed = forms.ChoiceField(
        label="Does it show what it says?",
        choices=(("accept", "Yes: accept it"), ("send-back", "Not yet: send it back with a question")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it shows what it says"},
    )
    question = _long("Your question", 3, required=False, help_text="Whoever handed it in reads it.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("deed") == "send-back" and not said.get("question", "").strip():
            self.add_error("question", "Write what you would like to know")
        return said


class AgainForm(Plain):
    text = _long("What it shows", error_messages={"required": "Say what it shows"})
    file = forms.FileField(label="Another file", required=False, help_text="Leave empty to keep the one there is.")


class DayForm(Plain):
    """A day to look back to."""

    on = DayField(label="What proof was there on", required=False)
