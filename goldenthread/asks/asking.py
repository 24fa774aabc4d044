"""The page on which an ask is prepared: which form, of whom, about which days, by when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from goldenthread.asks import library
from goldenthread.asks.definitions import Form
from goldenthread.asks.models import Ask, FormVersion
from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.access import Act, visible_to
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.core.periods import Period

FIELDS = (
    "title",
    "purpose",
    "theme",
    "issue",
    "period",
    "covers_from",
    "covers_to",
    "numbers",
    "due_on",
    "meeting",
    "times_a_year",
    "repeats_after_months",
    "escalate_after_days",
)


def forms_of(board_id: UUID) -> dict[str, Form]:
    """The forms a Board can ask with, by slug: those that come with the program, and its own where theirs is newer."""
    found = dict(library.shipped())
    for kept in FormVersion.objects.filter(board=board_id).order_by("version"):
        if kept.is_retired:
            found.pop(kept.slug, None)
        elif kept.slug not in found or kept.version > found[kept.slug].version:
            found[kept.slug] = kept.form
    return found


def named(form: Form) -> str:
    """What a form is called where no theme is chosen yet."""
    return form.title.replace(": {theme}", ", by theme").replace("{theme}", "a theme")


class AskForm(RecordForm):
    """An ask that is being prepared, or what can still change of one that was sent."""

    class Meta:
        model = Ask
        fields = FIELDS
        formfield_callback = field_for
        labels = {
            "title": "What it is called",
            "purpose": "Why you ask",
            "issue": "Issue of concern it is about",
            "period": "Year it counts for",
            "covers_from": "First day the answers are about",
            "covers_to": "Last day the answers are about",
            "numbers": "Numbers you ask for",
            "due_on": "Day answers are due",
            "meeting": "Meeting the answers go to",
            "times_a_year": "Times a year you ask this",
            "repeats_after_months": "Months until you ask again",
            "escalate_after_days": "Days late before the chair is told",
        }
        help_texts = {
            "title": "Agencies see this. Such as: Self-neglect, highlight report for June.",
            "theme": "Forms by theme need one.",
            "covers_from": "Agencies count these days. A highlight report and a request for numbers need them.",
            "numbers": "For a request for numbers: say what is counted, one a line. Other forms ask their own.",
            "period": "Leave it to follow the day answers are due, or choose another year.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year: Any = self.fields["period"]
        year.required = False
        year.choices = [("", "The year of the day it is due"), *[one for one in year.choices if one[0]]]
        if "meeting" in self.fields:
            field: Any = self.fields["meeting"]
            field.queryset = field.queryset.select_related("group").order_by("-held_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("covers_from"), cleaned.get("covers_to")
        if first and last and last < first:
            self.add_error("covers_to", "The last day the answers are about must not be before the first")
        due_on = cleaned.get("due_on")
        if due_on and not cleaned.get("period"):
            cleaned["period"] = Period.containing(due_on).label
        if due_on and due_on < clock.today() and due_on != self.initial.get("due_on"):
            self.add_error("due_on", "Choose a day from today on: agencies need time to answer")
        chosen = self.chosen_form()
        if chosen is not None and chosen.is_by_theme and "theme" in self.fields and not cleaned.get("theme"):
            self.add_error("theme", "Choose the theme: this form asks about one")
        if chosen is not None:
            self._says_what_is_counted(chosen, cleaned)
        return cleaned

    def _says_what_is_counted(self, chosen: Form, cleaned: dict[str, Any]) -> None:
        """A form that counts says which days, and a request for numbers says which numbers."""
        wanted = {
            "covers_from": (chosen.counts_days, "Enter the first day the answers are about: agencies count from it"),
            "covers_to": (chosen.counts_days, "Enter the last day the answers are about: agencies count up to it"),
            "numbers": (chosen.names_numbers, "Name the numbers you ask for, one a line"),
        }
        for name, (is_wanted, words) in wanted.items():
            if is_wanted and name in self.fields and name not in self.errors and not cleaned.get(name):
                self.add_error(name, words)

    def chosen_form(self) -> Form | None:
        """The form it asks with."""
        return None if self.instance._state.adding else self.instance.form_version.form


class NewAskForm(AskForm):
    """A new ask, with the form and the agencies."""

    asks_with = forms.ChoiceField(label="Form")
    asked = forms.MultipleChoiceField(
        label="Agencies you ask",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency"},
    )
    field_order = ("asks_with", "title", "purpose", "asked")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.forms = forms_of(self.board_id)
        chosen: Any = self.fields["asks_with"]
        chosen.choices = [("", "Choose one"), *((slug, named(one)) for slug, one in self.forms.items())]
        asked: Any = self.fields["asked"]
        self.agencies = {str(one.pk): one for one in agencies_of(self)}
        asked.choices = [(key, one.name) for key, one in self.agencies.items()]

    def chosen_form(self) -> Form | None:
        return self.forms.get(str(self.cleaned_data.get("asks_with", "")))

    def chosen_agencies(self) -> list[Agency]:
        return [self.agencies[key] for key in self.cleaned_data["asked"]]

    def fields_of_the_record(self) -> list[str]:
        return [name for name in super().fields_of_the_record() if name not in {"asks_with", "asked"}]


def agencies_of(form: RecordForm) -> list[Agency]:
    """The agencies whoever fills a form in may see, in the Board's order."""
    return list(visible_to(form.standing, Act.READ, Agency.objects.filter(board=form.board_id)))
