"""Forms of what stands beside figures."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.measures import Commentary, DataPack, PlannedMeasure


def figures(*, is_required: bool) -> forms.ChoiceField:
    """A choice among all figures, by title."""

    def listed() -> list[tuple[str, str]]:
        every = sorted(all_definitions().values(), key=lambda one: one.title)
        return [("", "Choose one" if is_required else "None yet"), *((one.id, one.title) for one in every)]

    return forms.ChoiceField(label="Figure", choices=listed, required=is_required)


class MeasureForm(RecordForm):
    figure_id = figures(is_required=False)

    class Meta:
        model = PlannedMeasure
        fields = (
            "title",
            "theme",
            "why",
            "agency",
            "source_system",
            "feasible",
            "fields_asked",
            "times_a_year",
            "state",
            "starts_on",
            "figure_id",
            "put_aside_because",
            "decided_on",
        )
        formfield_callback = field_for
        labels = {
            "title": "What is to be measured",
            "why": "Why the Board wants it",
            "agency": "Agency that records it",
            "source_system": "Where it is recorded",
            "feasible": "Whether it can be had",
            "fields_asked": "Numbers asked for",
            "times_a_year": "Times a year",
            "state": "How it stands",
            "starts_on": "Starts on",
            "put_aside_because": "Why it is put aside",
            "decided_on": "Decided on",
        }
        help_texts = {"put_aside_because": "Needed where it is put aside.", "decided_on": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure_id"].label = "Figure it became"


class CommentaryForm(RecordForm):
    figure_id = figures(is_required=True)

    class Meta:
        model = Commentary
        fields = ("figure_id", "period", "quarter", "text", "evidence", "written_by")
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "quarter": "Quarter",
            "text": "What the Board makes of it",
            "evidence": "What that rests on",
            "written_by": "Who says so",
        }
        help_texts = {"quarter": "Leave empty for the whole year.", "written_by": "A name or a post."}


class PackForm(RecordForm):
    class Meta:
        model = DataPack
        fields = ("group", "sent_on", "period", "about", "release", "note")
        formfield_callback = field_for
        labels = {
            "group": "Group it was sent to",
            "sent_on": "Sent on",
            "period": "Year the figures are for",
            "about": "What is in it",
            "release": "Release the figures are from",
        }
        help_texts = {
            "release": "None where the figures were not released yet.",
            "note": "What the group was asked to look at.",
        }
