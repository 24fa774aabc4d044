"""Forms of meetings and of what hangs on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.meetings import quorum
from goldenthread.meetings.models import (
    Attendance,
    Challenge,
    Decision,
    GroupPaper,
    KeyDocument,
    Meeting,
    ReportingLine,
    ScrutinyActivity,
    TermsOfReference,
)

TO_ANSWER = timedelta(days=28)
"""How long an agency has to answer a challenge, where whoever raises it says nothing else."""
TIME = {"invalid": "Enter a time such as 14:00"}


class AgencyChoices(RecordForm):
    """A form that asks for agencies beside the record's own fields; `ASKED` names those questions."""

    ASKED: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = visible_to(self.standing, Act.READ, Agency.objects.filter(board=self.board_id))
        self._agencies = {str(one.pk): one for one in every}
        for name in self.ASKED:
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = [(key, one.name) for key, one in self._agencies.items()]

    def fields_of_the_record(self) -> list[str]:
        return [name for name in super().fields_of_the_record() if name not in self.ASKED]

    def chosen(self, name: str) -> list[Agency]:
        """The agencies that were ticked."""
        return [self._agencies[key] for key in self.cleaned_data.get(name) or []]


def agencies(label: str, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, widget=forms.CheckboxSelectMultiple, **more)


class MeetingForm(RecordForm):
    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "group",
            "held_on",
            "begins",
            "ends",
            "kind",
            "title",
            "is_online",
            "place",
            "chaired_by",
        )
        formfield_callback = field_for
        labels = {
            "held_on": "Day it is held",
            "begins": "Begins at",
            "ends": "Ends at",
            "kind": "What it is",
            "title": "Title",
            "is_online": "People can take part online",
            "place": "Place, where people come together",
            "chaired_by": "Who takes the chair on the day",
        }
        error_messages = {"begins": TIME, "ends": TIME}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("ends") and not found.get("begins") and "begins" not in self.errors:
            self.add_error("begins", "Enter when it begins, as it has an end")
        elif found.get("ends") and found.get("begins") and found["ends"] <= found["begins"]:
            self.add_error("ends", "It must end after it begins")
        return found


class EventForm(MeetingForm):
    """A meeting as it is changed: also what an event asked and concluded."""

    class Meta(MeetingForm.Meta):
        fields = (*MeetingForm.Meta.fields, "question", "conclusions", "people_came")
        labels = {
            **MeetingForm.Meta.labels,
            "question": "For a day of its own: what it asked",
            "conclusions": "What it concluded",
            "people_came": "How many people came",
        }


class AttendanceForm(RecordForm):
    class Meta:
        model = Attendance
        fields = ("meeting", "agency", "status", "how", "who")
        formfield_callback = field_for
        labels = {"status": "Who came", "how": "How", "who": "Who it was"}


class TermsForm(AgencyChoices):
    ASKED = ("must_be_there", "at_least", "no_deputies")

    must_be_there = agencies("Quorum: these must all be there", required=False)
    at_least = forms.IntegerField(label="Quorum: at least so many agencies in all", required=False, min_value=1)
    no_deputies = forms.BooleanField(label="A deputy does not count towards the quorum", required=False)

    class Meta:
        model = TermsOfReference
        fields = (
            "group",
            "from_on",
            "purpose",
            "membership",
            "chairing",
            "decides",
            "times_a_year",
            "agreed_at_meeting",
            "review_on",
        )
        formfield_callback = field_for
        labels = {
            "from_on": "Hold from",
            "membership": "Who its members are",
            "chairing": "Who chairs it",
            "decides": "What it may decide",
            "times_a_year": "Meetings a year",
            "agreed_at_meeting": "Agreed at",
            "review_on": "To be looked at again on",
        }

    def rule(self) -> list[dict[str, Any]]:
        """The quorum rule as data, from what was ticked."""
        counts = {"deputies_count": not self.cleaned_data.get("no_deputies")}
        named = [one.slug for one in self.chosen("must_be_there")]
        found: list[dict[str, Any]] = [{"agencies": named, "all": True, **counts}] if named else []
        if self.cleaned_data.get("at_least"):
            found.append({"at_least": self.cleaned_data["at_least"], **counts})
        quorum.read(found)
        return found


class ChangedTermsForm(RecordForm):
    """Words of a version that are put right. A new rule is a new version."""

    class Meta:
        model = TermsOfReference
        fields = ("purpose", "membership", "chairing", "decides", "agreed_at_meeting", "review_on")
        formfield_callback = field_for
        labels = TermsForm.Meta.labels


class ReportingLineForm(RecordForm):
    class Meta:
        model = ReportingLine
        fields = ("group", "to_group", "from_on", "to_on")
        formfield_callback = field_for
        labels = {"to_group": "Reports to", "from_on": "From", "to_on": "Until"}


class DecisionForm(RecordForm):
    class Meta:
        model = Decision
        fields: tuple[str, ...] = (
            "meeting",
            "text",
            "decided_on",
            "proposed_by",
            "theme",
            "priority",
            "delegated_to",
            "report_back_on",
            "follows",
        )
        formfield_callback = field_for
        labels = {
            "text": "What was decided",
            "decided_on": "Decided on",
            "proposed_by": "Who proposed it",
            "priority": "Priority of the plan it serves",
            "delegated_to": "Group that is to do it",
            "report_back_on": "Reports back by",
            "follows": "Carries out this earlier decision",
        }


class NewDecisionForm(DecisionForm):
    """A decision as it is first written down, with one agency that did not agree, if any."""

    against = forms.ModelChoiceField(label="Agency that did not agree", queryset=Agency.objects.all(), required=False)
    against_words = forms.CharField(
        label="Why it did not agree, in its own words", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def fields_of_the_record(self) -> list[str]:
        return [name for name in super().fields_of_the_record() if not name.startswith("against")]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if bool(found.get("against")) != bool(found.get("against_words")):
            self.add_error("against_words", "Say which agency did not agree, and why")
        return found


class ChangedDecisionForm(DecisionForm):
    class Meta(DecisionForm.Meta):
        fields = (*DecisionForm.Meta.fields[1:], "reported_back_on", "reported_back")
        labels = {
            **DecisionForm.Meta.labels,
            "reported_back_on": "Reported back on",
            "reported_back": "What was reported back",
        }


class ChallengeForm(RecordForm):
    class Meta:
        model = Challenge
        fields = (
            "kind",
            "title",
            "question",
            "raised_on",
            "raised_by",
            "raised_by_words",
            "to_board",
            "meeting",
            "evidence_asked",
            "due_on",
            "theme",
            "public_summary",
        )
        formfield_callback = field_for
        labels = {
            "kind": "What it is",
            "title": "In a few words",
            "question": "What is asked",
            "raised_on": "Raised on",
            "raised_by": "Agency that raises it",
            "raised_by_words": "Or who raises it, where it is no agency",
            "to_board": "Put to another board",
            "evidence_asked": "Evidence asked for",
            "due_on": "Reply by",
            "public_summary": "What the public may read of it",
        }
        help_texts = {"raised_by_words": "Such as the independent chair."}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("raised_by") and not found.get("raised_by_words"):
            self.add_error("raised_by_words", "Choose the agency that raises it, or write who does")
        return found


class NewChallengeForm(AgencyChoices, ChallengeForm):
    ASKED = ("to",)

    to = agencies("Put to these agencies", required=False)
    field_order = ("kind", "title", "question", "to", "to_board")

    class Meta(ChallengeForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due_on", clock.today() + TO_ANSWER)
        days = TO_ANSWER.days
        self.fields["due_on"].help_text = f"{days} days from today, unless you choose another day."

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found.get("to") and not found.get("to_board"):
            self.add_error("to", "Choose the agencies it is put to, or write which other board")
        return found


class ScrutinyForm(RecordForm):
    class Meta:
        model = ScrutinyActivity
        fields = (
            "question",
            "method",
            "theme",
            "due_on",
            "evidence",
            "judgement",
            "recommendations",
            "response",
            "done_on",
        )
        formfield_callback = field_for
        labels = {
            "method": "How the chair looks at it",
            "due_on": "To be done by",
            "evidence": "What the chair saw",
            "response": "What was answered",
            "done_on": "Done on",
        }


class KeyDocumentForm(AgencyChoices):
    ASKED = ("signers",)

    signers = agencies("Who must sign it off", error_messages={"required": "Choose who must sign it off"})

    class Meta:
        model = KeyDocument
        fields = ("kind", "title", "version", "due_on")
        formfield_callback = field_for
        labels = {"kind": "What it is", "due_on": "To be signed off by"}


class GroupPaperForm(RecordForm):
    class Meta:
        model = GroupPaper
        fields = ("group", "title", "issued_on", "text", "data_version")
        formfield_callback = field_for
        labels = {
            "issued_on": "Sent on",
            "text": "What it says (Markdown)",
            "data_version": "Seal of the data it stands on",
        }


class ChangedKeyDocumentForm(RecordForm):
    class Meta:
        model = KeyDocument
        fields = ("kind", "title", "version", "due_on")
        formfield_callback = field_for
        labels = KeyDocumentForm.Meta.labels
