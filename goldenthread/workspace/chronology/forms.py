"""Forms of the pages of a chronology."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case
from goldenthread.core.access.standing import Standing
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.reviews import chronology_queries as queries
from goldenthread.reviews.chronology_models import HandedInRow, KeyEpisode, Seen, Weight
from goldenthread.reviews.chronology_queries import Asked

ALL = ("", "All")
Listed = Iterable[tuple[str, str]]


def _pick(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False)


class NarrowForm(Plain):
    """What somebody looks for in the merged chronology; read from the address."""

    q = forms.CharField(label="Words", required=False, max_length=100)
    agency = _pick("Agency")
    from_on = DayField(label="From", words="From", required=False)
    to_on = DayField(label="Up to and with", words="Up to and with", required=False)
    person = _pick("Who was there")
    episode = _pick("Key episode")
    seen = _pick("Was the adult seen")
    weight = _pick("What it means")
    line = _pick("Line of enquiry")
    at_odds = _pick("Contradictions")

    def __init__(self, *args: Any, standing: Standing, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.episodes: dict[str, KeyEpisode] = {str(one.pk): one for one in queries.episodes(standing, case)}
        agencies = queries.agencies(queries.merged(standing, case)).values_list("pk", "name")
        people = queries.people(standing, case).values_list("pk", "pseudonym")
        self._offer("agency", [(str(pk), name) for pk, name in agencies])
        self._offer("person", [(str(pk), pseudonym) for pk, pseudonym in people])
        self._offer("episode", [(key, one.title) for key, one in self.episodes.items()])
        self._offer("seen", Seen.choices)
        self._offer("weight", Weight.choices)
        self._offer("line", [(words, words) for words in queries.line_words(standing, case)])
        noted = bool(queries.contradictions(standing, case))
        self._offer("at_odds", [("yes", "Only rows that contradict each other")] if noted else [])

    def _offer(self, name: str, choices: Listed) -> None:
        """A choice among what there is; where there is nothing to choose, it is not asked."""
        listed = list(choices)
        if not listed:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = [ALL, *listed]

    def asked(self) -> Asked:
        """What is looked for; what could not be read narrows nothing."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        key = said.get("agency") or ""
        person = said.get("person") or ""
        self._ask_for_nothing()
        return Asked(
            agency=UUID(key) if key else None,
            from_on=said.get("from_on"),
            to_on=said.get("to_on"),
            person=UUID(person) if person else None,
            episode=self.episodes.get(said.get("episode") or ""),
            seen=said.get("seen") or "",
            weight=said.get("weight") or "",
            line=said.get("line") or "",
            q=said.get("q") or "",
            at_odds=bool(said.get("at_odds")),
        )

    def _ask_for_nothing(self) -> None:
        """Once read: everywhere else a box that may stay empty says so; where all may, it would be said of each."""
        for field in self.fields.values():
            field.required = True


class GapForm(NarrowForm):
    """How long a stretch without any row has to be to be shown."""

    days = forms.IntegerField(label="Longer than (days)", required=False, min_value=1, max_value=3650)

    def longer_than(self) -> int:
        return (self.cleaned_data.get("days") if self.is_valid() else None) or USUAL_GAP


USUAL_GAP = 28
"""Four weeks; whoever looks can choose another length."""


class LineForm(Plain):
    """A line of enquiry that a row bears on."""

    words = forms.CharField(
        label="Line of enquiry",
        max_length=100,
        help_text="In a few words. The same words gather rows.",
        error_messages={"required": "Enter the line of enquiry"},
    )


class ContradictForm(Plain):
    """Which rows of other agencies a row does not agree with, and in what."""

    rows = forms.MultipleChoiceField(
        label="It does not agree with",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one row of another agency"},
    )
    words = forms.CharField(
        label="What does not agree",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what does not agree"},
    )

    def __init__(self, *args: Any, near: Iterable[HandedInRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rows"]
        field.choices = [(str(one.row_key), f"{one.when}, {one.agency}: {one.event[:140]}") for one in near]


class QuestionForm(Plain):
    """A question with which a version goes back to its agency."""

    question = forms.CharField(
        label="What you ask the agency",
        help_text="Their safeguarding lead and contributors read this. Name nobody.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what you ask the agency"},
    )


class OfAnAgency(Plain):
    """A form in which somebody who works for several agencies says which one it is about."""

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in agencies}
        if len(agencies) > 1:
            field = forms.ChoiceField(
                label="For which agency",
                choices=[("", "Choose one"), *((key, one.name) for key, one in self.agencies.items())],
            )
            field.error_messages["required"] = "Choose the agency"
            self.fields = {"agency": field, **self.fields}

    def agency(self) -> Agency:
        """The agency that was chosen, or the only one."""
        key = self.cleaned_data.get("agency") or next(iter(self.agencies))
        return self.agencies[key]


class HandInForm(OfAnAgency):
    note = forms.CharField(
        label="What the reader should know",
        required=False,
        help_text="Such as records that could not be found. Name nobody.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendForm(OfAnAgency):
    rows = forms.FileField(
        label="The file",
        help_text="An Excel workbook (.xlsx), a CSV file, or a Word document (.docx) with a table; up to 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.docx"}),
        error_messages={"required": "Choose the file", "empty": "The file is empty. Choose it again."},
    )
    is_whole = forms.ChoiceField(
        label="What the file holds",
        widget=forms.RadioSelect,
        choices=[
            ("no", "More rows, or corrections of rows"),
            ("yes", "The whole chronology: rows of the draft that are not in it go"),
        ],
        initial="no",
        error_messages={"required": "Choose what the file holds"},
    )
