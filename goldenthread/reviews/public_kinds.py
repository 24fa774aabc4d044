"""What is written for everybody about a review, as a page of its case."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.core.kinds import Column, Kind, Row, kind
from goldenthread.reviews.public_models import PublicWords
from goldenthread.reviews.running_kinds import OF_A_REVIEW


class PublicWordsForm(RecordForm):
    told_first = (
        "Everybody may read this once two people have published it. Use the pseudonym, and nothing by which somebody is known.",
    )

    class Meta:
        model = PublicWords
        fields = ("title", "summary", "reasons")
        formfield_callback = field_for


kind(
    Kind(
        model=PublicWords,
        slug="public-words",
        one="page for the public",
        many="pages",
        heading="What the public reads",
        intro="What everybody will read beyond the report itself. Nothing here is public until two people publish it.",
        columns=(Column("What it is called in public", lambda one: one.title, sort="title"),),
        rows=(
            Row("Summary", lambda one: one.summary, is_long=True),
            Row("What the public is told of why", lambda one: one.reasons, is_long=True),
        ),
        empty="Write what the review is called in public, and a summary where only that is to be published.",
        form=PublicWordsForm,
        new_words="Write what the public reads",
        search=("title", "summary"),
        in_cases=OF_A_REVIEW,
    )
)
