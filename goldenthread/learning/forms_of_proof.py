"""Forms of what shows that something was done, and whether it changed anything: evidence, measures, verdicts."""

from __future__ import annotations

from decimal import Decimal
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


class MeasuredField(forms.DecimalField):
    """A number that may be typed with the unit it is of: "14 days"."""

    unit = ""

    def to_python(self, value: Any) -> Any:
        typed = str(value if value is not None else "").strip()
        for unit in filter(None, (self.unit, "%")):
            if typed.casefold().endswith(unit.casefold()):
                typed = typed[: -len(unit)].strip()
        return super().to_python(typed.replace(",", ""))


FURTHER = {Measure.Direction.UP: -1, Measure.Direction.DOWN: 1}
"""The way a value moves when it moves away from what was hoped."""


def against(measure: Measure, value: Decimal | None, says: str) -> str:
    """A sentence where a value, beside what it was before, does not bear out the verdict; else ""."""
    away = FURTHER.get(Measure.Direction(measure.direction))
    if away is None or value is None or measure.baseline is None or value == measure.baseline:
        return ""
    is_further = (value - measure.baseline) * away > 0
    if says != (Verdict.Says.IMPROVED if is_further else Verdict.Says.WORSE):
        return ""
    unit = "percent" if measure.unit in {"percent", "%"} else measure.unit
    now, before = (f"{one:,.3f}".rstrip("0").rstrip(".") for one in (value, measure.baseline))
    shown, way = f"{now} {unit}".strip(), "up" if value > measure.baseline else "down"
    stands = "further from" if is_further else "nearer to"
    return (
        f"{shown} is {stands} what was hoped ({way} from {before}). "
        "Choose another, or leave the value empty and say why."
    )


class VerdictForm(RecordForm):
    BESIDE = frozenset({"opens_again"})
    value = MeasuredField(label="What it is now", required=False, max_digits=12, decimal_places=3)
    told_first: tuple[str, ...] = ()
    """What was measured, before and for what, above the form."""

    class Meta:
        model = Verdict
        fields = ("measure", "says", "value", "text", "given_on", "next_on", "evidence")
        formfield_callback = field_for
        labels = {
            "says": "What it showed",
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
        self.told_first = _told(measure)
        box: Any = self.fields["value"]
        box.unit = measure.unit
        box.widget.attrs["suffix"] = "%" if measure.unit == "percent" else measure.unit
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
        measure = said.get("measure")
        if measure is not None and said.get("says"):
            wrong = against(measure, said.get("value"), said["says"])
            if wrong:
                self.add_error("says", wrong)
        if said.get("opens_again") and said.get("says") and said["says"] not in steps.REOPENS:
            self.add_error("opens_again", "Only a verdict of no change, or worse, opens a recommendation again")
        return said


def _told(measure: Measure) -> tuple[str, ...]:
    """The measure, what it is of, what it was before and what is hoped for."""
    of = measure.recommendation or measure.action
    said = [f"Measure: {measure}."] + ([f"Of: {of}"] if of else [])
    unit = "percent" if measure.unit in {"percent", "%"} else measure.unit
    hoped = f"{measure.get_direction_display()}."
    if measure.baseline is not None:
        before = f"{measure.baseline:,.3f}".rstrip("0").rstrip(".")
        hoped = f"It was {before} {unit}".rstrip() + f" before. {hoped}"
    return (*said, hoped)
