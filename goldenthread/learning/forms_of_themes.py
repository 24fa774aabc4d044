"""The form of a theme."""

from __future__ import annotations

from goldenthread.boards.themes import Theme
from goldenthread.core.forms import RecordForm, field_for


class ThemeForm(RecordForm):
    class Meta:
        model = Theme
        fields = ("name", "other_words", "domain", "is_of_the_scorecard")
        formfield_callback = field_for
        labels = {
            "name": "Theme",
            "other_words": "Other words people use for it",
            "domain": "Where in the system it lies",
            "is_of_the_scorecard": "Agencies report on it in highlight reports",
        }
        help_texts = {"other_words": "With commas between. Searching finds it by these too.", "is_of_the_scorecard": ""}
