"""Forms of the pages about asks."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.asks.definitions import Form
from goldenthread.asks.models import Recipient
from goldenthread.boards.models import Agency, Board
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain


class AgenciesForm(Plain):
    """Who is asked."""

    asked = forms.MultipleChoiceField(
        label="Agencies you ask",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency"},
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in agencies}
        field: Any = self.fields["asked"]
        field.choices = [(key, one.name) for key, one in self.agencies.items()]

    def chosen(self) -> list[Agency]:
        return [self.agencies[key] for key in self.cleaned_data["asked"]]


class WhyForm(Plain):
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}))


class RetireForm(Plain):
    why = forms.CharField(
        label="Why the Board stops asking this",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as: five agencies spent days on it, and no decision ever used the answers.",
    )


class ExemptForm(Plain):
    """Why an agency need not answer."""

    kind = forms.ChoiceField(label="Why it need not answer", choices=Recipient.Exempt.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label="In a sentence",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It is shown wherever the missing answer is.",
    )


class LongerForm(Plain):
    """Until when, and why."""

    until = DayField(label="New day")
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(Plain):
    """Whether an agency gets the longer it asked for."""

    decision = forms.ChoiceField(
        label="Your decision",
        choices=[("agree", "Agree"), ("refuse", "Do not agree")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you agree"},
    )
    until = DayField(label="Until", required=False, help_text="The day it asked for, unless you choose another.")
    words = forms.CharField(
        label="What you want to say to the agency",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Say why, if you do not agree.",
    )


class ReturnForm(Plain):
    """A question about an answer."""

    key = forms.ChoiceField(label="Which question of the form it is about", required=False)
    words = forms.CharField(
        label="What you want to know",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The agency sees it beside its answer, and replies before it hands in again.",
    )

    def __init__(self, *args: Any, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["key"]
        field.choices = [("", "The whole answer"), *((one.key, one.words) for one in form.questions())]


class NilForm(Plain):
    why = forms.CharField(
        label="Why there is nothing to tell",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence is enough. It is your whole answer.",
    )


class ConsentForm(Plain):
    """Which other Board may use an answer."""

    board = forms.ModelChoiceField(
        queryset=Board.objects.none(), label="Board that may read and use it", empty_label="Choose one"
    )

    def __init__(self, *args: Any, without: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["board"]
        field.queryset = Board.objects.exclude(pk=without.pk)
