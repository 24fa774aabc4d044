"""Forms of deeds in the five pathways."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain, RecordForm, field_for
from goldenthread.panels import asked
from goldenthread.panels.forms import PathwayForm, form_of
from goldenthread.panels.models import PanelMember, Pathway, PositionOfTrust


class StepForm(PathwayForm):
    """A step: its day and reasons, after the fields of the head record that it asks for."""

    BESIDE: ClassVar[frozenset[str]] = frozenset({"on", "why"})
    NEEDED: ClassVar[tuple[str, ...]] = ()

    on = DayField(label="On which day")
    why = forms.CharField(label="Why, and what was agreed", widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())
        for name in self.NEEDED:
            if name in self.fields:
                self.fields[name].required = True


def step_form(model: type[Pathway], verb: str) -> type[RecordForm]:
    """The form of one step of a pathway."""
    wanted = asked.of(model, verb)
    return form_of(model, *wanted.fields, base=StepForm, NEEDED=wanted.needed)


class OpenForm(PathwayForm):
    """Asking to open a sealed record: it says nothing yet of the allegation."""

    BESIDE: ClassVar[frozenset[str]] = frozenset({"why"})
    told_first = (
        "This asks a second person to open an empty record.",
        "Say nothing of the allegation here, and name nobody: you write it once the record is open.",
    )
    why = forms.CharField(label="Why a record is needed", max_length=300, help_text="In general words. Name nobody.")

    class Meta:
        model = PositionOfTrust
        fields = ("agency", "begun_on")
        labels: ClassVar[dict[str, str]] = {"agency": "Agency that learned of it first", "begun_on": "Learned of on"}
        help_texts: ClassVar[dict[str, str]] = {"agency": "It owns the information, and acts first."}
        formfield_callback = field_for


class WhyForm(Plain):
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class GiveForm(Plain):
    """Giving a sealed record to one more person."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label="Who", empty_label="Choose one")
    why = forms.CharField(label="Why they need it", max_length=300, help_text="In general words. Name nobody else.")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users: Any = self.fields["user"]
        users.queryset = among
        users.label_from_instance = lambda one: one.name or one.email


class SeatForm(PathwayForm):
    """Somebody to sit on a panel."""

    class Meta:
        model = PanelMember
        fields = ("part", "agency", "from_on", "to_on")
        labels: ClassVar[dict[str, str]] = {"part": "What they do on it", "from_on": "From", "to_on": "Up to and with"}
        formfield_callback = field_for

    user = forms.ModelChoiceField(queryset=User.objects.none(), label="Who")
    field_order = ("user", "part", "agency", "from_on", "to_on")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        self.among = among
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_on", clock.today())

    def _within_the_board(self, field: forms.ModelChoiceField[Any]) -> None:
        """Accounts belong to no Board: who can be chosen is given."""
        if field.queryset is not None and field.queryset.model is User:
            users: Any = field
            users.queryset, users.empty_label = self.among, "Choose one"
            users.label_from_instance = lambda one: one.name or one.email
            return
        super()._within_the_board(field)


class ShareForm(Plain):
    """What is shared of an after action review: written for partners, naming nobody."""

    told_first = ("Partners read this. Read it again as somebody who was there would: it must not tell who they were.",)
    title = forms.CharField(max_length=200)
    expected = forms.CharField(label="What was expected to happen", widget=forms.Textarea(attrs={"rows": 4}))
    happened = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 4}))
    why_different = forms.CharField(label="Why it was different", widget=forms.Textarea(attrs={"rows": 4}))
    learned = forms.CharField(label="What was learned", widget=forms.Textarea(attrs={"rows": 4}))
    names_nobody = forms.BooleanField(label="I have read it through: it names nobody, and nobody can be told from it")


class ShareLearnedForm(Plain):
    """What is shared of a disagreement."""

    told_first = ("Partners read this. It must not tell whose case it was, nor who disagreed.",)
    title = forms.CharField(max_length=200)
    learned = forms.CharField(label="What was learned", widget=forms.Textarea(attrs={"rows": 4}))
    names_nobody = forms.BooleanField(label="I have read it through: it names nobody, and nobody can be told from it")
