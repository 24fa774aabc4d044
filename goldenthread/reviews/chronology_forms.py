"""Forms of a chronology: a row of an agency’s draft, a key episode, and what was found out about a contradiction."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.reviews.chronology_drafting import agencies_of
from goldenthread.reviews.chronology_models import ChronologyAsk, Contradiction, DraftRow, KeyEpisode


class DraftRowForm(RecordForm):
    """A row; where somebody drafts for several agencies, they say for which."""

    BESIDE = frozenset({"agency"})

    at = forms.TimeField(
        label="Time",
        required=False,
        help_text="As the record says it, such as 14:30.",
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%I.%M%p", "%I:%M%p"],
        error_messages={"invalid": "Write the time like 14:30"},
        widget=forms.TextInput(attrs={"classes": "govuk-input--width-5"}),
    )
    people = forms.ModelMultipleChoiceField(
        label="Who was there", queryset=CasePerson.objects.all(), required=False, help_text="Under their pseudonyms."
    )

    class Meta:
        model = DraftRow
        fields = (
            "on",
            "precision",
            "until_on",
            "at",
            "source_record",
            "event",
            "people",
            "present",
            "seen",
            "voice",
            "decision",
            "expected",
            "comment",
            "weight",
            "keeping",
            "own_number",
        )
        formfield_callback = field_for

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            return
        case = Case.objects.filter(pk=self.case_id).first() if self.case_id else None
        found = agencies_of(self.standing, case) if case is not None else Agency.objects.none()
        self.the_agency = found.first() if found.count() == 1 else None
        if self.the_agency is None:
            field = forms.ModelChoiceField(label="For which agency", queryset=found, empty_label="Choose one")
            field.error_messages["required"] = "Choose the agency that this row is of"
            self.fields = {"agency": field, **self.fields}

    def clean_at(self) -> Any:
        said = self.cleaned_data["at"]
        return said.replace(second=0, microsecond=0) if said else None

    def agency(self) -> Agency | None:
        """The agency a new row is of."""
        return self.the_agency or self.cleaned_data.get("agency")


class KeyEpisodeForm(RecordForm):
    class Meta:
        model = KeyEpisode
        fields = ("title", "from_on", "to_on", "why")
        formfield_callback = field_for


class AskForm(RecordForm):
    class Meta:
        model = ChronologyAsk
        fields = ("agency", "asked_on", "due_on", "wanted")
        formfield_callback = field_for
        help_texts = {"agency": "Its safeguarding lead will know that there is this review."}


class AskAgainForm(RecordForm):
    """A new day, or other words; the agency stays."""

    class Meta:
        model = ChronologyAsk
        fields = ("due_on", "wanted")
        formfield_callback = field_for


class ContradictionForm(RecordForm):
    class Meta:
        model = Contradiction
        fields = ("words", "resolved")
        formfield_callback = field_for
        help_texts = {"resolved": "Leave it empty while it is open."}
