"""Forms of what shows that something was done, and whether it changed anything: evidence, measures, verdicts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from goldenthread.core import clock, measured
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.learning import showing, steps
from goldenthread.learning.forms import given
from goldenthread.learning.models import Evidence, Measure, Recommendation, Verdict


class EvidenceForm(RecordForm):
    BESIDE = frozenset({"file"})
    file = forms.FileField(
        label="File", required=False, help_text="A PDF, a Word, Excel or PowerPoint file, a table or a picture."
    )

    class Meta:
        model = Evidence
        fields = ("action", "kind", "text", "link", "covers_from", "covers_to")
        formfield_callback = field_for
        labels = {
            "action": "Action it is about",
            "kind": "What kind of evidence it is",
            "text": "What it shows",
            "link": "Where it can be seen",
            "covers_from": "It covers the time from",
            "covers_to": "Until",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given(self, "action")


class MeasureForm(RecordForm):
    class Meta:
        model = Measure
        fields = (
            "recommendation",
            "action",
            "kind",
            "figure",
            "words",
            "unit",
            "baseline",
            "baseline_on",
            "direction",
            "due_on",
        )
        formfield_callback = field_for
        labels = {
            "kind": "How it is measured",
            "words": "What is asked or counted",
            "baseline": "What it is now",
            "baseline_on": "Measured on",
            "direction": "What we hope for",
            "due_on": "Day to measure again",
        }
        help_texts = {
            "unit": "Such as percent, people or days. Leave empty for a figure.",
            "words": "For a question of an audit or a survey, as it is asked.",
        }

    figure = forms.ChoiceField(label="Figure", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given(self, "action") is not None:
            self.fields.pop("recommendation", None)
        elif given(self, "recommendation") is not None:
            self.fields.pop("action", None)
        field: Any = self.fields["figure"]
        known = sorted(measured.figures().values(), key=lambda one: one.title)
        field.choices = [("", "None"), *((one.name, one.title) for one in known)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == Measure.Kind.FIGURE and not said.get("figure"):
            self.add_error("figure", "Choose the figure")
        if said.get("kind") not in (None, Measure.Kind.FIGURE) and not said.get("words"):
            self.add_error("words", "Enter what is asked or counted")
        return said


class VerdictForm(RecordForm):
    BESIDE = frozenset({"opens_again"})

    class Meta:
        model = Verdict
        fields = ("measure", "says", "value", "text", "given_on", "next_on", "evidence")
        formfield_callback = field_for
        labels = {
            "says": "What it showed",
            "value": "What it is now",
            "text": "What we saw, and what we make of it",
            "given_on": "Measured on",
            "next_on": "Day to look once more",
            "evidence": "Evidence it rests on",
        }
        help_texts = {
            "text": "Say also what else could explain it. A change after an action does not show what caused it."
        }

    opens_again = forms.BooleanField(
        label="Open the recommendation again",
        required=False,
        help_text="Where nothing changed, or it got worse. What you wrote above is kept as the reason.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure = given(self, "measure")
        if measure is not None:
            self._of(measure)

    def _of(self, measure: Measure) -> None:
        """Only evidence of the same action or recommendation; and the box to open again where there is something to open."""
        field: Any = self.fields.get("evidence")
        asked = measure.recommendation
        if field is not None:
            about = Q(action=measure.action_id) | Q(action__recommendation=measure.recommendation_id)
            field.queryset = field.queryset.filter(about, state=Evidence.State.ACCEPTED)
            if not field.queryset.exists():
                del self.fields["evidence"]
        if asked is None or asked.status != Recommendation.Status.IMPLEMENTED:
            del self.fields["opens_again"]
        self._read(measure)

    def _read(self, measure: Measure) -> None:
        """What a measured figure is now is filled in, and said."""
        value, words, year = showing.read_now(measure, clock.today())
        if value is not None:
            self.fields["value"].initial = value if value == value.to_integral() else round(value, 1)
            self.fields["value"].help_text = (
                f"“{measured.title_of(measure.figure)}” was {words} in {year}, the last year released. "
                "Change it if you measured it otherwise."
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("opens_again") and said.get("says") and said["says"] not in steps.REOPENS:
            self.add_error("opens_again", "Only a verdict of no change, or worse, opens a recommendation again")
        return said
