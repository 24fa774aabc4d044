"""Forms of what the Board set out to do."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.plans.models import (
    BoardRisk,
    GoldenThread,
    MemberContribution,
    PlanItem,
    Principle,
    Priority,
    Undertaking,
)


class PriorityForm(RecordForm):
    class Meta:
        model = Priority
        fields = ("period", "name", "joint_with", "order")
        formfield_callback = field_for
        labels = {"period": "Year", "name": "Priority", "joint_with": "Shared with", "order": "Place in the list"}


class GoldenThreadForm(RecordForm):
    class Meta:
        model = GoldenThread
        fields = ("period", "name", "order")
        formfield_callback = field_for
        labels = {"period": "Year", "name": "Theme", "order": "Place in the list"}


class PrincipleForm(RecordForm):
    class Meta:
        model = Principle
        fields = ("name", "meaning", "i_statement", "order")
        formfield_callback = field_for
        labels = {"i_statement": "“I” statement", "order": "Place in the list"}


class UndertakingForm(RecordForm):
    class Meta:
        model = Undertaking
        fields = ("kind", "period", "number", "text", "outcome", "done", "difference")
        formfield_callback = field_for
        labels = {
            "kind": "What it is",
            "period": "Year in which it is to be done",
            "text": "What is to be done",
            "outcome": "How far it is done",
            "done": "What was done",
            "difference": "What difference it made",
        }
        help_texts = {"period": "", "done": "", "difference": "And how you know."}


class PlanItemForm(RecordForm):
    class Meta:
        model = PlanItem
        fields = ("group", "period", "number", "text", "outcome", "done")
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "text": "What the group set out to do",
            "outcome": "How far it is done",
            "done": "What it did",
        }


class MemberReturnForm(RecordForm):
    class Meta:
        model = MemberContribution
        fields = ("agency", "period", "text")
        formfield_callback = field_for
        labels = {"period": "Year", "text": "What it did to carry out the plan"}
        help_texts = {"text": "The annual report prints it under the member’s name."}


class RiskForm(RecordForm):
    class Meta:
        model = BoardRisk
        fields = ("title", "cause", "effect", "likelihood", "impact", "owner", "mitigation", "review_on", "status")
        formfield_callback = field_for
        labels = {
            "title": "Risk",
            "owner": "Who holds it",
            "mitigation": "What is done about it",
            "review_on": "Looked at again on",
        }
        help_texts = {"mitigation": ""}
