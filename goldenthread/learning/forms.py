"""Forms of learning and of actions."""

from __future__ import annotations

from typing import Any

from goldenthread.core import clock
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.learning.models import Action, Finding, Recommendation, Source


class SourceForm(RecordForm):
    class Meta:
        model = Source
        fields = ("kind", "title", "ended_on", "ended_precision", "summary")
        formfield_callback = field_for
        labels = {
            "kind": "What it is",
            "ended_on": "When it ended",
            "ended_precision": "How exactly that is known",
        }


class FindingForm(RecordForm):
    class Meta:
        model = Finding
        fields = ("source", "number", "text", "is_strength")
        formfield_callback = field_for
        labels = {"source": "Where it comes from", "text": "Finding", "is_strength": "A strength"}


class RecommendationForm(RecordForm):
    class Meta:
        model = Recommendation
        fields = (
            "source",
            "number",
            "text",
            "status",
            "response",
            "difference",
            "worked_on_in",
            "reasons",
            "decided_in",
        )
        formfield_callback = field_for
        labels = {
            "source": "Where it comes from",
            "number": "Number, as in the source",
            "text": "Recommendation, in the source’s words",
            "status": "What became of it",
            "response": "What was done",
            "difference": "What difference it made",
            "worked_on_in": "Year in which something was done",
            "reasons": "Reasons for not acting",
            "decided_in": "Year of a decision not to act",
        }
        help_texts = {
            "worked_on_in": "",
            "decided_in": "",
            "reasons": "Needed when the Board decides not to act: the annual report must give them.",
        }


class NewActionForm(RecordForm):
    class Meta:
        model = Action
        fields = ("text", "agency", "owner", "due_on", "meeting", "recommendation")
        formfield_callback = field_for
        labels = {
            "text": "What is to be done",
            "owner": "Who does it",
            "due_on": "Due",
            "meeting": "Meeting that agreed it",
            "recommendation": "Recommendation it answers",
        }
        help_texts = {"text": "", "owner": "A name or a post."}


class ActionForm(RecordForm):
    class Meta:
        model = Action
        fields = ("status", "done_on", "note", "text", "agency", "owner", "due_on", "meeting", "recommendation")
        formfield_callback = field_for
        labels = {
            "text": "What is to be done",
            "owner": "Who does it",
            "due_on": "Due",
            "status": "How it stands",
            "done_on": "Done on",
            "note": "How far it has come",
            "meeting": "Meeting that agreed it",
            "recommendation": "Recommendation it answers",
        }
        help_texts = {"text": "", "owner": "A name or a post.", "note": "", "done_on": "Leave empty for today."}

    def clean(self) -> dict[str, Any]:
        """An action said to be done today needs no date typed."""
        said = super().clean() or {}
        if said.get("status") == Action.Status.DONE and "done_on" not in self.errors and not said.get("done_on"):
            said["done_on"] = clock.today()
        return said
