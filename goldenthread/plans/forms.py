"""Forms of what the Board set out to do."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.plans.models import (
    Activity,
    Capacity,
    Deliverable,
    GoldenThread,
    MemberContribution,
    Objective,
    PlanItem,
    Principle,
    Priority,
    StrategicPlan,
    Undertaking,
    WorkItem,
)


class PriorityForm(RecordForm):
    class Meta:
        model = Priority
        fields = ("period", "name", "plan", "rationale", "sponsor", "joint_with", "led_elsewhere_by", "order")
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "name": "Priority",
            "plan": "Strategic plan it belongs to",
            "rationale": "Why the Board chose it",
            "sponsor": "Who stands up for it",
            "joint_with": "Shared with",
            "led_elsewhere_by": "Which other body leads on it",
            "order": "Place in the list",
        }
        help_texts = {"led_elsewhere_by": "Leave empty where this Board leads."}


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
        fields = (
            "kind", "period", "number", "text", "lead", "due_on", "measure", "outcome", "done", "difference",
        )  # fmt: skip
        formfield_callback = field_for
        labels = {
            "kind": "What it is",
            "period": "Year in which it is to be done",
            "text": "What is to be done",
            "lead": "Who leads it",
            "due_on": "Due on",
            "measure": "How its effect is known",
            "outcome": "How far it is done",
            "done": "What was done",
            "difference": "What difference it made",
        }
        help_texts = {"period": "", "done": "", "difference": "And how you know."}


class PlanItemForm(RecordForm):
    class Meta:
        model = PlanItem
        fields = ("group", "period", "number", "text", "lead", "due_on", "outcome", "done", "difference", "evidence")
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "text": "What the group set out to do",
            "lead": "Who leads it",
            "due_on": "Due on",
            "outcome": "How far it is done",
            "done": "What it did",
            "difference": "What difference it made",
            "evidence": "What shows it",
        }
        help_texts = {"evidence": "Such as the minutes, a report or a figure."}


class MemberReturnForm(RecordForm):
    class Meta:
        model = MemberContribution
        fields = ("agency", "period", "text")
        formfield_callback = field_for
        labels = {"period": "Year", "text": "What it did to carry out the plan"}
        help_texts = {
            "text": "The annual report prints it under the member’s name, unless the member’s own annual report was accepted."
        }


class StrategicPlanForm(RecordForm):
    class Meta:
        model = StrategicPlan
        fields = ("name", "first_period", "last_period", "rationale", "link", "evaluation")
        formfield_callback = field_for
        labels = {
            "name": "Name of the plan",
            "first_period": "First year",
            "last_period": "Last year",
            "rationale": "Why these priorities",
            "link": "Where it is published",
            "evaluation": "What the plan came to, all told",
        }
        help_texts = {"evaluation": "Written once it has ended."}


class ObjectiveForm(RecordForm):
    class Meta:
        model = Objective
        fields = ("plan", "priority", "text", "measure", "result", "achieved", "order")
        formfield_callback = field_for
        labels = {
            "plan": "Strategic plan",
            "text": "What the Board wants to reach",
            "measure": "How it is measured",
            "result": "What was found",
            "achieved": "Was it achieved",
            "order": "Place in the list",
        }
        help_texts = {"result": "Written when the plan is evaluated, at its end."}


class DeliverableForm(RecordForm):
    class Meta:
        model = Deliverable
        fields = (
            "priority", "objective", "title", "rationale", "lead_agency", "lead_group", "lead_person", "measure", "from_on",
            "due_on", "hours", "difference", "evidence", "is_joint", "joint_with", "golden_threads", "principles", "themes",
        )  # fmt: skip
        formfield_callback = field_for
        labels = {
            "title": "What is delivered",
            "rationale": "Why",
            "lead_agency": "Agency that leads",
            "lead_group": "Group that leads",
            "lead_person": "Person who leads",
            "measure": "How its effect is known",
            "from_on": "Work begins on",
            "due_on": "Due on",
            "hours": "Hours of work it will take",
            "difference": "What difference it made",
            "evidence": "What shows it",
            "is_joint": "It is shared with another Board",
            "joint_with": "Which Board, and who leads",
            "golden_threads": "Golden threads",
        }
        help_texts = {
            "measure": "Chosen now, so that nobody chooses it afterwards.",
            "hours": "A rough estimate will do: it is set against the hours of whoever leads.",
        }


class ActivityForm(RecordForm):
    class Meta:
        model = Activity
        fields = ("deliverable", "text", "owner", "from_on", "due_on", "is_done", "order")
        formfield_callback = field_for
        labels = {
            "text": "What is done",
            "owner": "Who does it",
            "from_on": "Begins on",
            "due_on": "Due on",
            "is_done": "It is done",
            "order": "Place in the list",
        }


class CapacityForm(RecordForm):
    class Meta:
        model = Capacity
        fields = ("group", "person", "period", "quarter", "hours")
        formfield_callback = field_for
        labels = {"person": "Or person", "period": "Year", "hours": "Hours they have"}
        help_texts = {"group": "A group or a person, and not both."}


class WorkItemForm(RecordForm):
    class Meta:
        model = WorkItem
        fields = ("period", "kind", "title", "group", "planned_on", "done_on", "came_of_it")
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "kind": "What it is",
            "title": "What is planned",
            "group": "Group that sees to it",
            "planned_on": "Planned for",
            "done_on": "Took place on",
            "came_of_it": "What came of it",
        }
