"""Forms of training."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.training.models import Course, Session


class CourseForm(RecordForm):
    class Meta:
        model = Course
        fields = ("title", "is_webinar")
        formfield_callback = field_for
        labels = {"title": "Course", "is_webinar": "A webinar: watched, rather than attended"}
        help_texts = {"is_webinar": ""}


class SessionForm(RecordForm):
    class Meta:
        model = Session
        fields = ("course", "held_on", "held_precision", "delegates", "views")
        formfield_callback = field_for
        labels = {
            "held_on": "Day it was held",
            "held_precision": "How exactly the day is known",
            "delegates": "People who came",
            "views": "Times it was watched",
        }
