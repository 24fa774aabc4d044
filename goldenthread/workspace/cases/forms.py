"""Forms of who may come near a case, and of opening one."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.boards.standing import RoleHeld
from goldenthread.cases.models import Case, CaseRecusal, Opening, Part
from goldenthread.cases.naming import taking_part
from goldenthread.cases.openings import LONG_ENOUGH
from goldenthread.core import clock
from goldenthread.core.forms import Plain

EMERGENCIES = (Opening.Category.DANGER, Opening.Category.COVER, Opening.Category.COURT)
GOVERNANCE = (Opening.Category.CHECK, Opening.Category.COMPLAINT, Opening.Category.RIGHTS, Opening.Category.COURT)


def _two_lines() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2})


def with_a_role(board: Board) -> list[tuple[str, str]]:
    """Whoever holds a role on the Board today, as a choice."""
    held = RoleHeld.objects.on(clock.today()).filter(board=board).values("user_id")
    people = User.objects.filter(pk__in=held, is_active=True).order_by("name", "email")
    return [("", "Choose one"), *((str(one.pk), f"{one.name} ({one.email})") for one in people)]


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (our own fields)
    field.choices = choices


class NamingForm(Plain):
    """Who should be named on a case, as what, and why."""

    user = forms.ChoiceField(
        label="Who", help_text="Somebody with a role on this Board. Give them one first if they have none."
    )
    part = forms.ChoiceField(label="What they do in it", choices=Part.choices, widget=forms.RadioSelect)
    agency = forms.ChoiceField(label="Agency they speak for", required=False)
    why = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Whoever agrees reads it. Name nobody the case is about.",
        widget=_two_lines(),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aside = set(CaseRecusal.objects.on(clock.today()).filter(case=case).values_list("user_id", flat=True))
        _offer(self, "user", [one for one in with_a_role(case.board) if one[0] not in set(map(str, aside))])
        agencies = Agency.objects.filter(board=case.board).order_by("name")
        _offer(self, "agency", [("", "None"), *((str(one.pk), one.name) for one in agencies)])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("part") == Part.AGENCY and not found.get("agency"):
            self.add_error("agency", "Choose the agency they speak for")
        return found


class AsideForm(Plain):
    """Standing aside from a case oneself."""

    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Such as: I worked with the family. Name nobody. Whoever is named on the case can see that you stand aside.",
        widget=_two_lines(),
    )


class AnotherAsideForm(AsideForm):
    """Putting another aside."""

    user = forms.ChoiceField(label="Who")
    field_order = ("user", "reason")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "user", with_a_role(case.board))
        self.fields["reason"].help_text = "Such as: he is their line manager. Name nobody the case is about."


class AgenciesForm(Plain):
    """Agencies that should take part, and why."""

    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies", queryset=Agency.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Whoever agrees reads it. Name nobody the case is about.",
        widget=_two_lines(),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = taking_part(case).filter(is_only_asked=False).values("agency_id")
        field: Any = self.fields["agencies"]
        field.queryset = Agency.objects.filter(board=case.board).exclude(pk__in=there).order_by("name")
        field.label_from_instance = lambda one: one.name


class OpeningForm(Plain):
    """Opening a case one is not named on."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=20,
        help_text="Such as C-7K2-MQ4. Whoever asked for your help can tell you.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    category = forms.ChoiceField(label="What makes it necessary", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why, in your words",
        max_length=2000,
        help_text=f"At least {LONG_ENOUGH} characters. Name nobody.",
        error_messages={"required": "Say why, in your words"},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, categories: tuple[Opening.Category, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "category", [(one.value, one.label) for one in categories])

    def clean_reference(self) -> str:
        return str(self.cleaned_data["reference"]).strip().upper()

    def clean_reason(self) -> str:
        said = str(self.cleaned_data["reason"]).strip()
        if len(said) < LONG_ENOUGH:
            raise forms.ValidationError(f"Write at least {LONG_ENOUGH} characters: why you need to read this case now")
        return said


class VerdictForm(Plain):
    """What was found of an opening."""

    verdict = forms.ChoiceField(label="Was it justified", choices=Opening.Verdict.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label="What you found",
        max_length=2000,
        help_text="Name nobody the case is about.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
