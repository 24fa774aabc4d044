"""Forms of learning and of actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.asks.models import Answer
from goldenthread.core import clock
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.learning import carrying, markers
from goldenthread.learning.models import (
    Action,
    Allocation,
    DataNeeded,
    EvaluationDay,
    Finding,
    NextStep,
    Recommendation,
    Source,
    ThemeAssurance,
)


class SourceForm(RecordForm):
    class Meta:
        model = Source
        fields = (
            "kind",
            "title",
            "ended_on",
            "ended_precision",
            "summary",
            "agency",
            "ask",
            "link",
            "themes",
            "facilitator",
            "expected",
            "happened",
            "why_different",
            "learned",
        )
        formfield_callback = field_for
        labels = {
            "kind": "What it is",
            "ended_on": "When it ended",
            "ended_precision": "How exactly that is known",
            "agency": "Agency it is about",
            "ask": "Ask it came from, such as highlight reports",
            "link": "Where it can be read",
            "expected": "What was expected to happen",
            "happened": "What happened",
            "why_different": "Why it was different",
            "learned": "What was learned",
        }
        help_texts = {
            "link": "",
            "themes": "Tick what it is about.",
            "facilitator": "Who led it, of an after action review. So are the four questions that follow.",
        }


class FindingForm(RecordForm):
    class Meta:
        model = Finding
        fields = ("source", "number", "text", "is_strength", "themes", "domain", "principle", "quality_marker")
        formfield_callback = field_for
        labels = {
            "source": "Where it comes from",
            "text": "Finding",
            "is_strength": "A strength",
            "domain": "Where in the system it lies",
            "quality_marker": "Quality marker for reviews",
        }
        help_texts = {"domain": "As the national analyses of reviews sort findings."}

    quality_marker = forms.TypedChoiceField(
        label="Quality marker for reviews", choices=markers.choices, coerce=int, empty_value=None, required=False
    )


class RecommendationForm(RecordForm):
    class Meta:
        model = Recommendation
        fields = (
            "source",
            "number",
            "text",
            "themes",
            "status",
            "response",
            "intended_change",
            "difference",
            "audience",
            "kind_of_change",
            "domain",
            "worked_on_in",
            "also_from",
            "reasons",
            "decided_in",
            "decided_by",
            "decided_on",
        )
        formfield_callback = field_for
        labels = {
            "source": "Where it comes from",
            "number": "Number, as in the source",
            "text": "Recommendation, in the source’s words",
            "status": "What became of it",
            "response": "What was done",
            "intended_change": "What will be different for adults",
            "difference": "What difference it made",
            "audience": "Whom it is for",
            "kind_of_change": "What kind of change it asks for",
            "domain": "Where in the system it lies",
            "worked_on_in": "Year in which something was done",
            "also_from": "Other sources that asked the same",
            "reasons": "Reasons for not acting",
            "decided_in": "Year of a decision not to act",
            "decided_by": "Who decided not to act",
            "decided_on": "Day of that decision",
        }
        help_texts = {
            "worked_on_in": "",
            "decided_in": "",
            "intended_change": "",
            "reasons": "Needed when the Board decides not to act: the annual report must give them.",
        }

    def clean(self) -> dict[str, Any]:
        """A decision not to act is published, with its reasons: all of it must be there."""
        said = super().clean() or {}
        if said.get("status") == Recommendation.Status.NOT_IMPLEMENTING:
            needed = {
                "reasons": "Enter the reasons for not acting: the annual report must give them",
                "decided_in": "Choose the year of the decision not to act",
                "decided_by": "Enter who decided not to act",
                "decided_on": "Enter the day of that decision",
            }
            for name, words in needed.items():
                if name in self.fields and not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return said


def given(form: RecordForm, name: str) -> Any:
    """The record a form was opened for: it is carried along and not asked for. None where it was opened for none."""
    field: Any = form.fields.get(name)
    key = form.data.get(name) if form.is_bound else form.initial.get(name)
    try:
        found = field.queryset.filter(pk=key).first() if field is not None and key else None
    except (ValidationError, ValueError):
        found = None
    if found is not None:
        field.widget = forms.HiddenInput()
    return found


LABELS = {
    "text": "What is to be done",
    "owner": "Who does it",
    "person": "Who does it, if they are in the Board’s list of people",
    "due_on": "Due",
    "status": "How it stands",
    "done_on": "Done on",
    "note": "How far it has come",
    "meeting": "Meeting that agreed it",
    "recommendation": "Recommendation it answers",
    "also_answers": "Other recommendations it answers too",
    "proposed_in": "Answer that proposes it",
}
HELP = {"text": "", "owner": "A name or a post.", "note": "", "done_on": "Leave empty for today."}


class NewActionForm(RecordForm):
    """A new action. Opened for one that an accepted answer proposes, it begins with what the answer says."""

    class Meta:
        model = Action
        fields = (
            "text",
            "agency",
            "owner",
            "person",
            "due_on",
            "meeting",
            "recommendation",
            "themes",
            "proposed_in",
            "proposed_as",
        )
        formfield_callback = field_for
        labels = LABELS
        help_texts = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer = given(self, "proposed_in")
        if answer is None:
            del self.fields["proposed_in"], self.fields["proposed_as"]
            return
        self.fields["proposed_as"].widget = forms.HiddenInput()
        self._as_proposed(answer)

    def _as_proposed(self, answer: Answer) -> None:
        found = carrying.proposal(answer, str(self.initial.get("proposed_as", "")))
        if found is None or self.is_bound:
            return
        self.fields["text"].help_text = (
            f"As {answer.recipient.agency} says it in its answer to “{answer.recipient.ask}”. "
            "Leave out anything by which an adult could be recognised."
        )
        self.initial.update(text=found.text, agency=answer.recipient.agency_id, due_on=found.due_on)
        if answer.recipient.ask.theme_id is not None:
            self.initial["themes"] = [answer.recipient.ask.theme_id]


class ActionForm(RecordForm):
    """What an action is. Its day is moved on a page of its own, with a reason."""

    class Meta:
        model = Action
        fields = (
            "status",
            "done_on",
            "note",
            "text",
            "agency",
            "owner",
            "person",
            "meeting",
            "recommendation",
            "also_answers",
            "themes",
        )
        formfield_callback = field_for
        labels = LABELS
        help_texts = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.status != Action.Status.EVIDENCED:
            field: Any = self.fields["status"]
            field.choices = [one for one in field.choices if one[0] != Action.Status.EVIDENCED]

    def clean(self) -> dict[str, Any]:
        """An action said to be done today needs no date typed."""
        said = super().clean() or {}
        if said.get("status") in Action.FINISHED and "done_on" not in self.errors and not said.get("done_on"):
            said["done_on"] = clock.today()
        return said


class EvaluationDayForm(RecordForm):
    class Meta:
        model = EvaluationDay
        fields = ("title", "held_on", "held_precision", "until_on", "purpose", "conclusions")
        formfield_callback = field_for
        labels = {
            "held_on": "Held on",
            "held_precision": "How exactly that is known",
            "purpose": "What it was for",
            "conclusions": "What came out of it",
        }


class AllocationForm(RecordForm):
    class Meta:
        model = Allocation
        fields = ("day", "agency", "source", "themes", "learning", "shown_by", "effect")
        formfield_callback = field_for
        labels = {
            "day": "Evaluation day",
            "source": "What it looks at",
            "themes": "Themes it brought back",
            "learning": "What was learned",
            "shown_by": "What shows it",
            "effect": "What it changed in policy and practice",
        }


class BroughtBackForm(RecordForm):
    """What an agency brings back of what it was given."""

    class Meta:
        model = Allocation
        fields = ("themes", "learning", "shown_by", "effect")
        formfield_callback = field_for
        labels = AllocationForm.Meta.labels
        help_texts = {
            "themes": "Tick what it is about.",
            "shown_by": "Such as an audit, figures, or what people said.",
            "effect": "A policy, a form, a course, or how people work.",
        }


class ThemeAssuranceForm(RecordForm):
    class Meta:
        model = ThemeAssurance
        fields = (
            "theme",
            "period",
            "day",
            "shown_by",
            "changed",
            "still_needed",
            "judgement",
            "judged_by",
            "next_on",
        )
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "day": "Evaluation day it came from",
            "shown_by": "What shows change",
            "changed": "What changed",
            "still_needed": "What is still needed",
            "judgement": "What the Board makes of it",
            "judged_by": "Who judged it",
            "next_on": "Day to look again",
        }
        help_texts = {"period": ""}


class NextStepForm(RecordForm):
    class Meta:
        model = NextStep
        fields = ("assurance", "text", "principle")
        formfield_callback = field_for
        labels = {"assurance": "Theme and year", "text": "What is still to be done"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given(self, "assurance")


class DataNeededForm(RecordForm):
    class Meta:
        model = DataNeeded
        fields = ("assurance", "question", "agency", "due_on", "ask", "answer", "answered_on")
        formfield_callback = field_for
        labels = {
            "assurance": "Theme and year",
            "question": "What the Board needs to know",
            "agency": "Who can tell",
            "due_on": "By when",
            "ask": "Ask in which it is asked",
            "answer": "What was told",
            "answered_on": "Told on",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given(self, "assurance")
