"""Forms of the risk register."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.plans.models import BoardRisk, RiskBand, RiskControl, SharedRisk

ABOUT = ("title", "cause", "effect")
AROUND = ("inherent_likelihood", "inherent_impact", "target_likelihood", "target_impact", "appetite", "owner", "mitigation",
          "why_it_stays", "themes")  # fmt: skip
LABELS = {
    "title": "Risk",
    "likelihood": "How likely it is now",
    "impact": "How grave it would be now",
    "inherent_likelihood": "How likely it would be if nothing were done",
    "inherent_impact": "How grave it would be if nothing were done",
    "target_likelihood": "How likely the Board wants it to be",
    "target_impact": "How grave the Board wants it to be",
    "appetite": "How much of it the Board accepts",
    "owner": "Who holds it",
    "mitigation": "What is done about it",
    "why_it_stays": "Why it stays on the register",
    "review_on": "To be looked at again by",
}
HELP = {
    "mitigation": "",
    "likelihood": "",
    "impact": "",
    "why_it_stays": "Such as: few cases may mean that they are not seen.",
}


class RiskForm(RecordForm):
    class Meta:
        model = BoardRisk
        fields = (*ABOUT, "likelihood", "impact", "review_on", *AROUND)
        formfield_callback = field_for
        labels, help_texts = LABELS, HELP


class RiskChangeForm(RecordForm):
    """Everything but its score, its next day and its state: those change by looking at it again, with a reason."""

    class Meta:
        model = BoardRisk
        fields = (*ABOUT, *AROUND)
        formfield_callback = field_for
        labels, help_texts = LABELS, HELP


class ControlForm(RecordForm):
    class Meta:
        model = RiskControl
        fields = ("risk", "text", "owner", "assurance", "gap", "order")
        formfield_callback = field_for
        labels = {
            "text": "What is in place",
            "owner": "Who keeps it up",
            "assurance": "How we know that it works",
            "gap": "What is missing",
            "order": "Place in the list",
        }


class BandForm(RecordForm):
    class Meta:
        model = RiskBand
        fields = ("name", "at_least", "shape", "means")
        formfield_callback = field_for
        labels = {
            "name": "Name of the band",
            "at_least": "From this score on",
            "shape": "How it is shown",
            "means": "What is then done",
        }
        help_texts = {"at_least": "From 1 to 25: likelihood times impact."}


class SharedRiskForm(RecordForm):
    """What another Board showed stays as it was shown; this Board says what it means here."""

    class Meta:
        model = SharedRisk
        fields = ("comment",)
        formfield_callback = field_for
        labels = {"comment": "What it means for this Board"}
