"""Forms of training."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import PoundsField, RecordForm, field_for
from goldenthread.training.bookings import Booking
from goldenthread.training.evaluations import EvaluationQuestion
from goldenthread.training.models import Course, CourseLearning, CourseTheme, Level, LevelElsewhere, Programme, Session
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn


class ProgrammeForm(RecordForm):
    class Meta:
        model = Programme
        fields = ("period", "aims", "privacy_note", "kept_for_months", "is_published")
        formfield_callback = field_for


class LevelForm(RecordForm):
    class Meta:
        model = Level
        fields = ("code", "name", "who", "outcomes", "order")
        formfield_callback = field_for
        labels = {"code": "Short name", "order": "Place in the list"}


class LevelElsewhereForm(RecordForm):
    class Meta:
        model = LevelElsewhere
        fields = ("level", "scheme", "called", "source")
        formfield_callback = field_for


class CourseForm(RecordForm):
    class Meta:
        model = Course
        fields = ("title", "aim", "audience", "level", "cost_basis", "is_webinar")
        formfield_callback = field_for
        labels = {"title": "Course", "is_webinar": "A webinar: watched, rather than attended"}
        help_texts = {"is_webinar": ""}


class CourseThemeForm(RecordForm):
    class Meta:
        model = CourseTheme
        fields = ("course", "theme")
        formfield_callback = field_for


class CourseLearningForm(RecordForm):
    class Meta:
        model = CourseLearning
        fields = ("course", "recommendation")
        formfield_callback = field_for
        labels = {"recommendation": "Recommendation it answers"}


class SessionForm(RecordForm):
    cost_pence = PoundsField(label="What it costs, in pounds", required=False)
    worth_pence = PoundsField(
        label="What was given in kind is worth, in pounds",
        required=False,
        help_text="A room or a trainer that a member gave without asking for money.",
    )

    class Meta:
        model = Session
        fields = (
            "course", "held_on", "held_precision", "times", "mode", "place", "joining", "trainer", "seats", "cost_pence",
            "worth_pence", "is_listed", "booking_opens_on", "booking_closes_on", "delegates", "views",
        )  # fmt: skip
        formfield_callback = field_for
        labels = {
            "held_on": "Day it is held",
            "held_precision": "How exactly the day is known",
            "is_listed": "Open to booking, and shown with the programme",
            "delegates": "People who came",
            "views": "Times it was watched",
        }
        help_texts = {"delegates": "Taking the register counts them for you."}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        opens, closes = found.get("booking_opens_on"), found.get("booking_closes_on")
        if opens and closes and closes < opens:
            self.add_error("booking_closes_on", "Booking must close on the day it opens, or later")
        if found.get("is_listed") and found.get("held_precision") != "day":
            self.add_error("held_precision", "Choose “day”: people can only book a session whose day is known")
        return found


class BookingForm(RecordForm):
    """Of somebody who rang or wrote."""

    class Meta:
        model = Booking
        fields = (
            "session", "name", "email", "post", "agency", "agency_said", "level", "adjustments", "manager_email",
        )  # fmt: skip
        formfield_callback = field_for

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"name", "email"} & set(self.fields):
            self.fields[name].required = True
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class BookingChangeForm(BookingForm):
    class Meta(BookingForm.Meta):
        fields = BookingForm.Meta.fields[1:]  # type: ignore[assignment]  # a booking stays with its session


class EvaluationQuestionForm(RecordForm):
    class Meta:
        model = EvaluationQuestion
        fields = ("stage", "of_managers", "text", "takes", "measures", "is_asked", "order")
        formfield_callback = field_for
        labels = {"order": "Place in the list"}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("of_managers") and found.get("stage") not in {"later", None}:
            self.add_error("stage", "Choose “Six to eight weeks later”: managers are only asked then")
        return found


class TrainingNeedForm(RecordForm):
    class Meta:
        model = TrainingNeed
        fields = (
            "period", "theme", "agency", "gap", "what", "plan", "course", "cost_basis", "close_by_on", "closed_on",
        )  # fmt: skip
        formfield_callback = field_for


class SupportPathwayForm(RecordForm):
    class Meta:
        model = SupportPathway
        fields = ("agency", "what", "has", "evidence", "as_of_on")
        formfield_callback = field_for


class TrainingReturnForm(RecordForm):
    class Meta:
        model = TrainingReturn
        fields = ("agency", "period", "level", "in_scope", "compliant", "as_of_on", "content")
        formfield_callback = field_for
        widgets = {"content": forms.RadioSelect}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        needed, trained = found.get("in_scope"), found.get("compliant")
        if needed is not None and trained is not None and trained > needed:
            self.add_error("compliant", "Trained and in date must be no more than the staff who need it")
        return found
