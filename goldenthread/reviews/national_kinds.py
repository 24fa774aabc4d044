"""What was taken to the national level, as pages."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.core.filters import ways
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.core.kinds import Column, Kind, Row, kind
from goldenthread.reviews.national_models import NationalIssue


class NationalIssueForm(RecordForm):
    class Meta:
        model = NationalIssue
        fields = (
            "recommendation", "issue", "why", "through", "regional_on", "national_on", "bodies", "referred_on", "answer",
            "answered_on", "told_on", "next_on",
        )  # fmt: skip
        formfield_callback = field_for


kind(
    Kind(
        model=NationalIssue,
        slug="national-issues",
        one="national issue",
        many="national issues",
        heading="Taken to the national level",
        intro="What is beyond the Board’s reach: the regional network first, then the national one, which refers it on.",
        columns=(
            Column("What is taken there", lambda one: one.issue, sort="issue"),
            Column("From", lambda one: one.recommendation.source.title, sort="recommendation__source__title"),
            Column("Taken to the regional network", lambda one: one.regional_on, sort="regional_on"),
            Column("How far it has come", lambda one: one.stands),
        ),
        rows=(
            Row("How far it has come", lambda one: one.stands),
            Row("Recommendation", lambda one: one.recommendation),
            Row("Why it is beyond our reach", lambda one: one.why, is_long=True),
            Row("Through whom", lambda one: one.through),
            Row("Taken to the regional network", lambda one: one.regional_on),
            Row("With the national network", lambda one: one.national_on),
            Row("Whom it was referred to", lambda one: one.bodies),
            Row("Referred", lambda one: one.referred_on),
            Row("What came back", lambda one: one.answer, is_long=True),
            Row("Answered", lambda one: one.answered_on),
            Row("Board and author were told", lambda one: one.told_on),
            Row("Ask again on", lambda one: one.next_on),
        ),
        empty="Add what a review asks that only a department, a regulator or another national body can do.",
        form=NationalIssueForm,
        new_words="Add what is taken there",
        begun=lambda _: {},
        search=("issue", "through", "bodies", "recommendation__source__title"),
        filters=(
            ways("state", "How far it has come", "told_on",
                 ("open", "Not answered yet", lambda: Q(answered_on=None)),
                 ("answered", "Answered, not told yet", lambda: Q(answered_on__isnull=False, told_on=None)),
                 ("told", "Answered, and told", lambda: Q(told_on__isnull=False))),
        ),
        with_them=("recommendation__source",),
    )
)  # fmt: skip
