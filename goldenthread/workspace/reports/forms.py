"""Forms of the annual report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.core import clock
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain, RecordForm, field_for
from goldenthread.core.periods import Period
from goldenthread.reports.compliance import LIMBS
from goldenthread.reports.models import LONGEST, Report, Section
from goldenthread.reports.operations import NAMES

SECTIONS_OF_THE_LAW = "law"
FORMATS = {"pdf": "PDF, accessible", "docx": "Word", "html": "Web page, one file"}


class BeginForm(Plain):
    """For which year, dated when, and what it begins with."""

    period = forms.ChoiceField(label="Which year is it about")
    dated_on = DayField(label="The day on its cover", help_text="You can change it later.")
    start_from = forms.ChoiceField(
        label="What it begins with",
        help_text="Either way, what the records of the year hold is in its place, and stays up to date until you publish.",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, reports: Iterable[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = list(reports)
        now = Period.containing(clock.today()).starts_in
        taken = {one.period for one in there}
        years = [Period(year).label for year in range(now + 1, now - 6, -1)]
        self._choices("period", [("", "Choose one"), *((one, one) for one in years if one not in taken)])
        like = [
            (one.period, f"The headings, charts, owners and limbs of {one.period}, without its words") for one in there
        ]
        law = (SECTIONS_OF_THE_LAW, "One section for each thing the law asks, and a word from the chair")
        self._choices("start_from", [*like[:3], law])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class CoverForm(Plain):
    dated_on = DayField(label="The day on its cover")


class SectionForm(RecordForm):
    """A section as its owner writes it."""

    limbs = forms.MultipleChoiceField(
        label="Which of these it answers",
        help_text="The law asks a report to say each of them (Care Act 2014, Schedule 2, paragraph 4).",
        choices=list(LIMBS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Section
        fields = ("title", "finding", "text", "person", "owner", "limbs")
        formfield_callback = field_for
        labels = {"owner": "Post that answers for it", "person": "Person who writes it", "text": "Text"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].widget.attrs["rows"] = 2
        self.fields["owner"].required = False
        text = f"The text is longer than {LONGEST:,} characters. Split it into two sections"
        self.fields["text"].error_messages["max_length"] = text
        self.fields["finding"].error_messages["max_length"] = "The finding is one sentence, of at most 600 characters"
        self.fields["title"].error_messages["max_length"] = "The title is at most 200 characters long"

    def clean_text(self) -> str:
        return self._as_stored("text")

    def clean_finding(self) -> str:
        return self._as_stored("finding")

    def _as_stored(self, name: str) -> str:
        """Lines end as we end them; what differs only in that, or in empty lines around it, is not a change."""
        typed = str(self.cleaned_data[name]).replace("\r\n", "\n").replace("\r", "\n")
        stored = str(getattr(self.instance, name))
        return stored if typed.strip() == stored.strip() else typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        person = cleaned.get("person")
        if not cleaned.get("owner") and "owner" not in self.errors:
            if person is None:
                self.add_error("owner", "Enter the post that answers for it, or choose the person who writes it")
            else:
                cleaned["owner"] = person.post
        return cleaned


class AddSectionForm(Plain):
    title = forms.CharField(label="Title", max_length=200)
    owner = forms.CharField(label="Post that answers for it", max_length=200, help_text="Such as: Independent chair.")
    after = forms.ChoiceField(label="Where it stands", required=False)

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["after"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*((one.slug, f"After “{one.title}”") for one in sections), ("", "Before all others")]


class BuildForm(Plain):
    """Which files to build."""

    formats = forms.MultipleChoiceField(
        label="Which files",
        choices=[(form, FORMATS[form]) for form in ("pdf", "docx", "html") if form in NAMES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one kind of file"},
    )
    why = forms.CharField(
        label="What this draft is for", max_length=200, required=False, help_text="Such as: for the Board in June."
    )
