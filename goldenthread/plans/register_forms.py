"""Forms of what the Board keeps in sight beside its plan."""

from __future__ import annotations

from typing import Any

from goldenthread.core import clock
from goldenthread.core.days import months_after
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.plans.models import (
    Assurance,
    Campaign,
    ExternalStrategy,
    Forum,
    ForumCount,
    IssueOfConcern,
    LivedExperience,
    Milestone,
    PartnerDuty,
    Policy,
    Programme,
    Service,
)


class IssueForm(RecordForm):
    class Meta:
        model = IssueOfConcern
        fields = ("text", "group", "forum", "order")
        formfield_callback = field_for
        labels = {
            "text": "Issue",
            "group": "Group that looks after it",
            "forum": "Or which other forum",
            "order": "Place in the list",
        }


class AssuranceForm(RecordForm):
    class Meta:
        model = Assurance
        fields = ("issue", "given_on", "given_by", "text")
        formfield_callback = field_for
        labels = {
            "issue": "Issue of concern",
            "given_on": "Day it was given",
            "given_by": "Who gave it",
            "text": "What it said",
        }


class PolicyForm(RecordForm):
    class Meta:
        model = Policy
        fields = (
            "name", "kind", "version", "supersedes", "owner", "joint_with", "link", "in_force_on", "new_in", "review_on",
            "withdrawn_on", "what_is_new", "launch",
        )  # fmt: skip
        formfield_callback = field_for
        labels = {
            "name": "Name of the document",
            "kind": "What it is",
            "supersedes": "Which document it replaces",
            "owner": "Who keeps it",
            "joint_with": "Shared with",
            "link": "Where it is",
            "in_force_on": "In force from",
            "new_in": "Year in which it was new",
            "review_on": "To be reviewed by",
            "withdrawn_on": "Withdrawn on",
            "what_is_new": "What is new in it",
            "launch": "How people were told of it",
        }
        help_texts = {"new_in": "Where the day is not known."}


class CampaignForm(RecordForm):
    class Meta:
        model = Campaign
        fields = (
            "name", "begins_on", "ends_on", "priority", "about", "partners", "outputs", "reach", "reach_note",
        )  # fmt: skip
        formfield_callback = field_for
        labels = {
            "name": "Name of the campaign",
            "begins_on": "First day",
            "ends_on": "Last day",
            "about": "What it is about",
            "partners": "Who takes part",
            "outputs": "What is made and done",
            "reach": "People it reached",
            "reach_note": "How that was counted",
        }


class ServiceForm(RecordForm):
    class Meta:
        model = Service
        fields = (
            "name", "given_by", "audience", "about", "format", "length", "link", "priority", "checked_on", "review_on",
        )  # fmt: skip
        formfield_callback = field_for
        labels = {
            "name": "Name of the service",
            "given_by": "Who gives it",
            "audience": "Whom it is for",
            "about": "What it offers",
            "format": "How it is given",
            "length": "How long it lasts",
            "link": "Where to find it",
            "checked_on": "Link last tried on",
            "review_on": "To be checked by",
        }


class ForumForm(RecordForm):
    class Meta:
        model = Forum
        fields = ("name", "purpose", "led_by", "priority", "review_every_months", "reviewed_on", "review_on")
        formfield_callback = field_for
        labels = {
            "name": "Name of the forum",
            "purpose": "What it is for",
            "led_by": "Who leads it",
            "review_every_months": "Months from one review of how well it works to the next",
            "reviewed_on": "Last reviewed on",
            "review_on": "To be reviewed by",
        }
        help_texts = {
            "reviewed_on": "The day on which the Board last looked at how well it works.",
            "review_on": "Leave empty to have it counted from the last review.",
        }

    def clean(self) -> dict[str, Any]:
        """A review that was held sets the day of the next, unless another day is typed."""
        said = super().clean() or {}
        held, months, again = said.get("reviewed_on"), said.get("review_every_months"), said.get("review_on")
        if held is not None and held > clock.today():
            self.add_error("reviewed_on", "Last reviewed on must be today or in the past")
        elif held is not None and months and (again is None or again <= held or self._is_new_review()):
            said["review_on"] = months_after(held, months)
        return said

    def _is_new_review(self) -> bool:
        """Whether a review is said to have been held, and the day of the next was left as it stood."""
        return "reviewed_on" in self.changed_data and "review_on" not in self.changed_data


class ForumCountForm(RecordForm):
    class Meta:
        model = ForumCount
        fields = ("forum", "from_on", "cadence", "counted", "number")
        formfield_callback = field_for
        labels = {
            "from_on": "From",
            "cadence": "How often it meets from then on",
            "counted": "What is counted",
            "number": "How many",
        }


class ExternalStrategyForm(RecordForm):
    class Meta:
        model = ExternalStrategy
        fields = ("name", "led_by", "contributes", "years", "priority", "aims", "our_part", "link", "review_on")
        formfield_callback = field_for
        labels = {
            "name": "Name of the strategy",
            "led_by": "Which body leads",
            "contributes": "Who contributes",
            "aims": "What it aims at",
            "our_part": "What the Board does for it",
            "link": "Where it is published",
            "review_on": "Look at it again by",
        }


class LivedExperienceForm(RecordForm):
    class Meta:
        model = LivedExperience
        fields = (
            "title", "known_as", "story", "told_in", "principle", "agreed_on", "agreed_to", "agreed_until", "heard_by",
            "led_to",
        )  # fmt: skip
        formfield_callback = field_for
        labels = {
            "title": "What it is about",
            "known_as": "What they are called here",
            "story": "Their words",
            "told_in": "How they told it",
            "principle": "Which principle it speaks to",
            "agreed_on": "Day they agreed",
            "agreed_to": "What they agreed to",
            "agreed_until": "Their agreement holds until",
            "heard_by": "Who heard their agreement",
            "led_to": "What the Board did with it",
        }


class ProgrammeForm(RecordForm):
    class Meta:
        model = Programme
        fields = ("name", "led_by", "about", "phase", "priority")
        formfield_callback = field_for
        labels = {
            "name": "Name of the programme",
            "led_by": "Who leads it",
            "about": "What it changes",
            "phase": "Where it is now",
        }


class MilestoneForm(RecordForm):
    class Meta:
        model = Milestone
        fields = ("programme", "text", "due_on", "reached_on")
        formfield_callback = field_for
        labels = {"text": "What is reached", "due_on": "Planned for", "reached_on": "Reached on"}


class PartnerDutyForm(RecordForm):
    class Meta:
        model = PartnerDuty
        fields = ("text", "evidence", "order")
        formfield_callback = field_for
        labels = {"text": "What they take on", "evidence": "What shows it", "order": "Place in the list"}
