"""Forms of the vault. What is typed into them is kept sealed or not at all."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.accounts.models import User
from goldenthread.cases.models import CasePerson
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.vault.fields import HELD
from goldenthread.vault.models import PseudonymChoice, SealedItem

LONGEST = 4000


class IdentityForm(Plain):
    """Who somebody is. The fields are those of `vault.fields`."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in HELD:
            if one.is_day:
                made: forms.Field = DayField(required=False, label=one.words, help_text=one.hint)
            else:
                widget = forms.Textarea(attrs={"rows": 2}) if one.many else forms.TextInput()
                made = forms.CharField(
                    required=False, label=one.words, help_text=one.hint, max_length=LONGEST, widget=widget
                )
            made.widget.attrs["autocomplete"] = "off"
            self.fields[one.name] = made

    def said(self) -> dict[str, Any]:
        return {one.name: self.cleaned_data[one.name] for one in HELD}


class PseudonymForm(Plain):
    pseudonym = forms.CharField(label="Pseudonym", max_length=60)
    chosen_by = forms.ChoiceField(
        label="Who chose it", choices=PseudonymChoice.ChosenBy.choices, widget=forms.RadioSelect
    )
    chosen_on = DayField(label="The day it was chosen")
    note = forms.CharField(
        label="What was said of it",
        required=False,
        max_length=300,
        help_text="Such as what the name meant to them. Name nobody.",
    )


class SealForm(Plain):
    sort = forms.ChoiceField(label="What it is", choices=SealedItem.Sort.choices, widget=forms.RadioSelect)
    person = forms.ModelChoiceField(label="Whom it is about", queryset=CasePerson.objects.none(), required=False)
    text = forms.CharField(
        label="What is to be sealed",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text="It is never in a list, a search, an export or a mail. It opens only for those it is given to. Write "
        "names with a capital letter: a scan before publication then finds them, without showing this.",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.queryset, chosen.empty_label = people, "Nobody in particular"


class NewerForm(Plain):
    text = forms.CharField(
        label="What it is now",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text="Nobody is told, and nobody who was given the old one is given this.",
    )


class WhyNowForm(Plain):
    why = forms.CharField(
        label="Why you open it now",
        max_length=300,
        help_text="It is kept with your name, and those responsible for the case can see it. Name nobody.",
    )


class GiveForm(Plain):
    user = forms.ModelChoiceField(label="Whom to give it to", queryset=User.objects.none(), empty_label="Choose one")
    why = forms.CharField(label="Why they need it", max_length=300, help_text="Name nobody.")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["user"]
        chosen.queryset = people


class ScanTextForm(Plain):
    what = forms.CharField(
        label="What this is", max_length=100, help_text="Such as: briefing, second draft. Never a name."
    )
    text = forms.CharField(label="The text", widget=forms.Textarea(attrs={"rows": 10}), max_length=1_000_000)


class ScanFileForm(Plain):
    what = forms.CharField(
        label="What this is", max_length=100, help_text="Such as: report for publication. Never a name."
    )
    file = forms.FileField(label="The file", help_text="Word, PDF, Excel or plain text.")


class ClearForm(Plain):
    why = forms.CharField(label="Why it may stay", max_length=300)


class CleanForm(Plain):
    file = forms.FileField(label="The file", help_text="Word, Excel, PDF, or a picture (.jpg, .png).")
