"""Forms of what belongs to a referral."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.boards.models import Agency
from goldenthread.core.forms import Plain, RecordForm, field_for
from goldenthread.reviews.clocks_models import LateReason
from goldenthread.reviews.clocks_rules import UNIT_WORDS
from goldenthread.reviews.deciding_models import (
    ChairDecision,
    GroupRecommendation,
    OutcomeTold,
    RapidReview,
    RapidReviewAgency,
)
from goldenthread.reviews.referral_models import ReferralPause
from goldenthread.reviews.scoping_models import InformationRequest, InformationUse

GATES = (
    "in_area",
    "in_area_evidence",
    "needs",
    "needs_evidence",
    "together",
    "together_evidence",
    "condition",
    "condition_evidence",
)
GATE_LABELS = {
    "in_area": "Is the adult in the Board’s area?",
    "in_area_evidence": "What shows whether they are in the area",
    "needs": "Did the adult have needs for care and support?",
    "needs_evidence": "What shows whether they had such needs",
    "together": "Is there reasonable cause for concern about how agencies worked together?",
    "together_evidence": "What gives cause for concern, or gives none",
    "condition": "Is condition 1 or 2 met?",
    "condition_evidence": "What shows whether a condition is met",
}
ROWS = {"rows": 4}


class RecommendationForm(RecordForm):
    class Meta:
        model = GroupRecommendation
        fields = (*GATES, "outcome", "why", "method", "dissent", "without_quorum")
        formfield_callback = field_for
        labels = {
            **GATE_LABELS,
            "outcome": "What the group recommends",
            "why": "Its reasons",
            "method": "What kind of review, if any",
            "dissent": "Who saw it differently, and why",
            "without_quorum": "If there was no quorum: why it stands all the same",
        }
        help_texts = {
            "in_area_evidence": "",
            "needs_evidence": "",
            "dissent": "Each agency’s own view is kept with the meeting.",
            "method": "Such as one adult, thematic, or together with another review.",
        }


class DecisionForm(RecordForm):
    class Meta:
        model = ChairDecision
        fields = (*GATES, "outcome", "why", "what_changed")
        formfield_callback = field_for
        labels = {
            **GATE_LABELS,
            "outcome": "What you decide",
            "why": "Your reasons",
            "what_changed": "What changed since the decision before",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what_changed"].required = True


class FirstDecisionForm(DecisionForm):
    """A first decision replaces none, so nothing is asked of one before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["what_changed"]


class PauseForm(RecordForm):
    class Meta:
        model = ReferralPause
        fields = ("why", "about", "from_on", "expected_on")
        formfield_callback = field_for
        labels = {
            "why": "What it waits for",
            "about": "In your words",
            "from_on": "Since which day",
            "expected_on": "When it is expected to go on",
        }


class AskForm(RecordForm):
    """Ask several agencies the same thing; each gets a request of its own."""

    BESIDE = frozenset({"agencies"})
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.all(), label="Whom to ask", error_messages={"required": "Choose whom to ask"}
    )

    class Meta:
        model = InformationRequest
        fields = ("purpose", "likely", "basis", "wanted", "due_on")
        formfield_callback = field_for
        labels = {
            "purpose": "What the Board needs it for",
            "likely": "Why they are likely to have it",
            "basis": "On what basis besides",
            "wanted": "What you ask for",
            "due_on": "Answer due",
        }
        help_texts = {
            "purpose": "Section 45, condition 1: it helps the Board in its functions.",
            "likely": "Section 45, condition 2: because of what they do.",
            "basis": "Section 45 asks for condition 3 or 4.",
            "wanted": "Ask in outline first. Name nobody: the letter that goes with this does.",
        }

    field_order = ("agencies", "purpose", "likely", "basis", "wanted", "due_on")


class UseForm(RecordForm):
    class Meta:
        model = InformationUse
        fields = ("request", "used_on", "given_to", "used_for")
        formfield_callback = field_for
        labels = {"request": "Whose answer", "used_on": "Day", "given_to": "Given to", "used_for": "What for"}


class MeetingForm(RecordForm):
    class Meta:
        model = RapidReview
        fields = ("held_on", "chaired_by", "note")
        formfield_callback = field_for
        labels = {"held_on": "Day it was held", "chaired_by": "Who led it", "note": "What was looked at"}


class ThereForm(RecordForm):
    class Meta:
        model = RapidReviewAgency
        fields = ("meeting", "agency", "represented_by", "view", "why")
        formfield_callback = field_for
        labels = {
            "meeting": "Rapid review",
            "agency": "Agency",
            "represented_by": "Who came for it",
            "view": "What it thinks should follow",
            "why": "Its reasons",
        }


class LateForm(RecordForm):
    code = forms.ChoiceField(label="Why it takes longer", choices=[("", "Choose one"), *LateReason.Code.choices])

    class Meta:
        model = LateReason
        fields = ("step", "code", "about", "effect", "revised_on")
        formfield_callback = field_for
        labels = {
            "step": "Which step",
            "code": "Why it takes longer",
            "about": "In your words",
            "effect": "What the delay does",
            "revised_on": "New day, if there is one",
        }


class ToldForm(RecordForm):
    whom = forms.ChoiceField(label="Who was told", choices=[("", "Choose one"), *OutcomeTold.Whom.choices])

    class Meta:
        model = OutcomeTold
        fields = ("whom", "told_on", "how", "said")
        formfield_callback = field_for
        labels = {"whom": "Who was told", "told_on": "Day they were told", "how": "How", "said": "What was said"}


class LearnForm(Plain):
    text = forms.CharField(label="What was learned", widget=forms.Textarea(attrs=ROWS), max_length=4000)
    is_strength = forms.TypedChoiceField(
        label="Is it something to mend, or something that was done well?",
        choices=[("no", "Something to mend"), ("yes", "Something that was done well")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class StepForm(Plain):
    """A step that is taken by saying so; a reason is asked where the step needs one."""

    where_to = forms.CharField(label="Where it was sent", max_length=200)
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs=ROWS), max_length=4000)

    def __init__(self, *args: Any, needs_place: bool, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_place:
            del self.fields["where_to"]
        if not needs_reason:
            self.fields["why"].required = False
            self.fields["why"].label = "Anything to note"


class ReasonForm(Plain):
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs=ROWS), max_length=4000)


class TimeForm(Plain):
    """How long a step may take on this Board."""

    number = forms.IntegerField(label="How many", min_value=0, max_value=400)
    unit = forms.ChoiceField(
        label="Of what",
        choices=[(str(one), words.capitalize()) for one, words in UNIT_WORDS.items()],
        widget=forms.RadioSelect,
    )


class QuorumForm(Plain):
    """Which agencies must be at a rapid review."""

    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label="Agencies that must be there", required=False, widget=forms.CheckboxSelectMultiple
    )
    at_least = forms.IntegerField(
        label="How many agencies in all, at least", required=False, min_value=0, max_value=60,
        help_text="Leave it empty where only the agencies above matter.",
    )  # fmt: skip

    def __init__(self, *args: Any, board: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agencies"]
        field.queryset = Agency.objects.filter(board=board, kind=Agency.Kind.AGENCY)
