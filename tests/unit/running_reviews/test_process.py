"""The table of a review's steps, and what is free of the framework beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.access.acts import Act
from goldenthread.learning.markers import MARKERS
from goldenthread.reviews import fact_checking, quality_markers, running_process, running_queries
from goldenthread.reviews.briefing_headings import HEADINGS
from goldenthread.reviews.models import ReviewStep
from goldenthread.reviews.running_process import OUTCOMES, REVIEW


def test_every_stage_can_be_reached_and_left_but_for_the_last():
    reached = {REVIEW.begins.key} | {step.target for step in REVIEW.steps}
    left = {source for step in REVIEW.steps for source in step.sources}

    assert reached == {state.key for state in REVIEW.states}
    assert {state.key for state in REVIEW.states} - left == {running_process.CLOSED}


def test_what_is_published_or_kept_back_is_decided_by_two_and_nothing_else_is():
    assert {step.target for step in REVIEW.steps if step.takes_two} == set(OUTCOMES)
    assert all(step.act is Act.APPROVE for step in REVIEW.steps if step.takes_two)


def test_nothing_leads_to_publication_but_from_a_report_the_board_signed_off():
    before = {source for step in REVIEW.steps if step.target in OUTCOMES for source in step.sources}

    assert before <= {running_process.BEFORE_PUBLICATION, *OUTCOMES}
    assert {s for step in REVIEW.steps if step.target == running_process.BEFORE_PUBLICATION for s in step.sources} == {
        running_process.BOARD_SIGN_OFF
    }


def test_each_step_is_named_once():
    verbs = [step.verb for step in REVIEW.steps]

    assert len(set(verbs)) == len(verbs)
    assert all(len(verb) <= 60 for verb in verbs)


LETTERS = st.text(alphabet="abcdefgh ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=8))
def test_a_report_is_its_parts_whatever_their_headings(parts):
    text = "\n\n".join(f"## {heading}\n\n{body}" for heading, body in parts)

    found = fact_checking.parts_of(text)

    assert list(found.values()) == [body for _, body in parts]
    assert len(found) == len(parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", {}),
        ("Words.", {"Before the first heading": "Words."}),
        ("## One\n\nA\n## One\n\nB", {"One": "A", "One (2)": "B"}),
        ("### Not a part\n\nA", {"Before the first heading": "### Not a part\n\nA"}),
        ("Before\n\n## One\nA", {"Before the first heading": "Before", "One": "A"}),
    ],
)
def test_the_parts_of_a_report_by_its_headings(text, parts):
    assert fact_checking.parts_of(text) == parts


def test_every_marker_has_three_audiences_and_there_are_twelve_questions():
    every = quality_markers.questions()

    assert len(every) == len({one.key for one in every}) == 15 * 3 + 12
    assert [quality_markers.of_marker(number)[0].title for number in MARKERS] == [
        title for title, _ in MARKERS.values()
    ]
    assert len(HEADINGS) == 7


def _step(target: str, on: date, at: int) -> ReviewStep:
    taken_at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    return ReviewStep(target=target, source="commissioning", taken_on=on, taken_at=taken_at, verb="x")


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_days_at_each_stage_add_up_to_the_days_since_the_first_step(gaps):
    days = [date(2024, 2, 28) + timedelta(days=sum(gaps[: place + 1])) for place in range(len(gaps))]
    steps = [_step("draft_report", day, place) for place, day in enumerate(days)]
    today = days[-1] + timedelta(days=3)

    found = running_queries.stays(steps, today)

    assert sum(one.days for one in found) == (today - days[0]).days
    assert [one.to_on for one in found] == [*days[1:], None]


def test_a_closed_review_stays_closed_for_no_days():
    found = running_queries.stays([_step("closed", date(2024, 5, 1), 0)], date(2024, 9, 1))

    assert [(one.words, one.days, one.to_on) for one in found] == [("Closed", 0, date(2024, 5, 1))]
