"""Forms of accounts and roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from goldenthread.boards.models import Agency, Group
from goldenthread.core import clock
from goldenthread.core.access.acts import TITLES
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain

WHAT_FOR = "Whoever agrees reads it, and the trail keeps it."


class RoleForm(Plain):
    """A role for somebody: which, where they work, in which group, from when."""

    role = forms.ChoiceField(choices=[("", "Choose one"), *((str(role), title) for role, title in TITLES.items())])
    agency = forms.ChoiceField(label="Agency they work for", required=False)
    group = forms.ChoiceField(label="Group they sit in", required=False)
    from_on = DayField(label="From", required=False, help_text="Leave empty for the day it is agreed to.")
    to_on = DayField(label="Until", required=False, help_text="Leave empty where no end is known.")
    why = forms.CharField(label="What they need it for", max_length=300, help_text=WHAT_FOR)

    def __init__(self, *args: Any, board_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(board_id=board_id)
        groups = Group.objects.filter(board_id=board_id).prefetch_related("names")
        self._choices("agency", [(str(one.pk), one.name) for one in agencies])
        self._choices("group", [(str(one.pk), one.name_on(clock.today())) for one in groups])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (our own fields)
        field.choices = [("", "None"), *choices]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("from_on") and found.get("to_on") and found["to_on"] < found["from_on"]:
            self.add_error("to_on", "Until must be the day it begins, or later")
        if found.get("to_on") and found["to_on"] < clock.today():
            self.add_error("to_on", "Until must be today or later")
        return found


class InviteForm(RoleForm):
    """Somebody new, with the role they will have."""

    email = forms.EmailField(label="Work e-mail", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "name", "role", "agency", "group", "from_on", "to_on", "why")
