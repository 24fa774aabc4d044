"""Forms of the work of a review."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import PoundsField, RecordForm, field_for
from goldenthread.reviews import fact_checking, models
from goldenthread.reviews.running_clocks import fact_check_due_on

PARALLEL = (
    "Criminal investigation or proceedings",
    "Inquest",
    "Domestic abuse related death review",
    "Child safeguarding practice review",
    "Learning from lives and deaths (LeDeR)",
    "Patient safety incident investigation (PSIRF)",
    "Mental health homicide review",
    "MAPPA serious case review",
    "Offensive weapons homicide review",
    "Prisons and Probation Ombudsman’s investigation",
    "Complaint",
    "Disciplinary proceedings",
    "Health and Safety Executive",
    "Care Quality Commission",
    "Enquiry under section 42",
)
"""Other processes that run beside reviews; a Board adds its own."""


class TermsForm(RecordForm):
    PARTS = {
        "purpose": "What the review looks at",
        "equality": "How it is done",
        "agreed_on": "Who agreed, and who was told",
    }

    class Meta:
        model = models.TermsOfReference
        fields = (
            "purpose", "scope_from", "scope_to", "lines", "exclusions", "equality", "method", "method_why", "agreed_on",
            "agreed_by", "shared_on", "what_changed",
        )  # fmt: skip
        formfield_callback = field_for


class FromReferralForm(RecordForm):
    class Meta:
        model = models.FromReferral
        fields = ("referral", "note")
        formfield_callback = field_for


class PersonOutcomeForm(RecordForm):
    class Meta:
        model = models.PersonOutcome
        fields = ("person", "outcome", "done_for_them", "assured_on", "next_on")
        formfield_callback = field_for


class ReviewerForm(RecordForm):
    PARTS = {"name": "Who carries it out", "declared_on": "Independence", "fee_pence": "The contract"}
    fee_pence = PoundsField(label="Fee in pounds", required=False)

    class Meta:
        model = models.AppointedReviewer
        fields = ("name", "organisation", "chosen", "declared_on", "interests", "fee_pence", "days", "from_on", "to_on")
        formfield_callback = field_for


class PanelMeetingForm(RecordForm):
    class Meta:
        model = models.PanelMeeting
        fields = ("held_on", "came", "sent_apologies", "is_quorate", "others", "decided")
        formfield_callback = field_for


class PanelNoteForm(RecordForm):
    class Meta:
        model = models.PanelNote
        fields = ("about", "meeting", "words", "said_by")
        formfield_callback = field_for
        labels = {"meeting": "Meeting it belongs to"}


class PractitionerEventForm(RecordForm):
    PARTS = {"held_on": "The day", "invited": "Who came", "consent": "How they were looked after"}

    class Meta:
        model = models.PractitionerEvent
        fields = ("held_on", "purpose", "invited", "came", "who", "consent", "support", "feedback")
        formfield_callback = field_for


class ParallelSortForm(RecordForm):
    class Meta:
        model = models.ParallelSort
        fields = ("words", "is_offered")
        formfield_callback = field_for


class ParallelProcessForm(RecordForm):
    PARTS = {"sort": "The process", "status": "How far it is", "outcome": "What it means for the review"}
    sort = forms.ChoiceField(label="What it is")

    class Meta:
        model = models.ParallelProcess
        fields = (
            "sort", "is_joint", "led_by", "reference", "status", "began_on", "due_on", "ended_on", "outcome",
            "prevention_report", "effect",
        )  # fmt: skip
        formfield_callback = field_for

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = models.ParallelSort.objects.filter(board_id=self.board_id, is_offered=True).values_list(
            "words", flat=True
        )
        listed = dict.fromkeys((*PARALLEL, *own, *([self.instance.sort] if self.instance.sort else [])))
        field: Any = self.fields["sort"]
        field.choices = [("", "Choose one"), *((one, one) for one in listed)]


class DelayForm(RecordForm):
    class Meta:
        model = models.ReviewDelay
        fields = ("reason", "effect", "from_on", "to_on", "words")
        formfield_callback = field_for


class PauseForm(RecordForm):
    class Meta:
        model = models.ReviewPause
        fields = ("reason", "why", "from_on", "expected_on")
        formfield_callback = field_for


BEGUN = (
    "person", "state", "prefers", "interpreter", "reached_by", "understanding", "retaining", "weighing", "communicating",
    "advocacy", "advocacy_on", "supported_by", "consent", "no_contact_why", "no_contact_approved_by",
)  # fmt: skip
"""What is known of somebody's part in a review when it begins."""
LATER = ("pseudonym_wish", "publication_wish", "draft_seen_on", "draft_comments", "feedback")
"""What is known towards its end."""


class InvolvementForm(RecordForm):
    PARTS = {
        "person": "Being in touch",
        "understanding": "Do they need an advocate?",
        "consent": "What they agreed to",
        "no_contact_why": "Where nobody is to be in touch",
        "pseudonym_wish": "What they wish for the report",
        "draft_seen_on": "What they said of it",
    }
    told_first = (
        "Before the first conversation with an adult who is alive, decide whether they need an independent advocate.",
        "They do if they would have substantial difficulty in any of the four below (Care Act 2014, sections 67 and 68).",
        "Nothing on this page is sent to anybody. You reach people yourself, as they wish to be reached.",
    )

    class Meta:
        model = models.Involvement
        fields: tuple[str, ...] = BEGUN
        formfield_callback = field_for


class InvolvementLaterForm(InvolvementForm):
    class Meta(InvolvementForm.Meta):
        fields = (*BEGUN, *LATER)


class FamilyContactForm(RecordForm):
    class Meta:
        model = models.FamilyContact
        fields = ("involvement", "on", "how", "told", "said", "by_whom")
        formfield_callback = field_for


class FamilyQuestionForm(RecordForm):
    class Meta:
        model = models.FamilyQuestion
        fields = ("involvement", "asked_on", "question", "answered_where", "not_answered_why")
        formfield_callback = field_for


class ReportVersionForm(RecordForm):
    BESIDE = frozenset({"file"})
    told_first = (
        "Write with pseudonyms only. Each version is kept as it is; what you put right becomes the next one.",
        "Send a file, write the text, or both. Where you leave the text as it is, the file’s own words take its place.",
    )
    file = forms.FileField(
        label="The report as a file",
        required=False,
        help_text="A Word file (.docx) or a PDF, up to 10 MB. Properties, remarks and tracked changes are taken out of it.",
    )

    class Meta:
        model = models.ReportVersion
        fields = ("text", "what_changed", "written_on")
        formfield_callback = field_for

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 24
        self.fields["text"].required = False
        last = models.ReportVersion.objects.filter(case_id=self.case_id).first() if self.case_id else None
        self.text_before = last.text if last else ""
        if last is not None:
            self.initial.setdefault("text", last.text)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("file") and said.get("text", "").split() == self.text_before.split():
            said["text"] = ""  # nobody wrote: what the file says takes its place
        if not said.get("text", "").strip() and not said.get("file") and "file" not in self.errors:
            self.add_error("text", "Write the text of the report, or send it as a file")
        return said


class FactCheckForm(RecordForm):
    told_first = ("The agency sees this part, as it stands in the latest version, and nothing else of the report.",)
    part = forms.ChoiceField(label="Part of the report")

    class Meta:
        model = models.FactCheck
        fields = ("agency", "part", "asked_on", "due_on")
        formfield_callback = field_for

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["part"]
        field.choices = [("", "Choose one"), *((one, one) for one in fact_checking.headings(self.case_id))]
        self.initial.setdefault("due_on", fact_check_due_on(self.board_id))


class FactCorrectionForm(RecordForm):
    class Meta:
        model = models.FactCorrection
        fields = ("check_of", "says", "should_say", "evidence")
        formfield_callback = field_for


class GateForm(RecordForm):
    class Meta:
        model = models.Gate
        fields = ("words", "owner", "state", "evidence", "asked_on", "settled_on")
        formfield_callback = field_for
