"""Whether an answer is in, late, not due or need not come: the days around the due day, and counts that add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.asks import lateness
from goldenthread.asks.lateness import How, stands

DUE = date(2024, 3, 1)
DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (DUE - DAY, "Due 1 March 2024"),
        (DUE, "Due 1 March 2024"),
        (DUE + DAY, "1 day late"),
        (DUE + 24 * DAY, "24 days late"),
    ],
)
def test_what_has_not_come_is_late_from_the_day_after(today: date, words: str):
    assert stands(due_on=DUE, today=today).words == words


@pytest.mark.parametrize(
    ("came_on", "words"),
    [(DUE - DAY, "In"), (DUE, "In"), (DUE + DAY, "In, 1 day late"), (DUE + 3 * DAY, "In, 3 days late")],
)
def test_what_came_says_whether_it_came_in_time(came_on: date, words: str):
    assert stands(due_on=DUE, first_in_on=came_on, today=DUE + 90 * DAY).words == words


@pytest.mark.parametrize(
    ("today", "how"), [(DUE + DAY, How.EXTENDED), (DUE + 7 * DAY, How.EXTENDED), (DUE + 8 * DAY, How.LATE)]
)
def test_an_extension_moves_the_day(today: date, how: How):
    assert stands(due_on=DUE, extended_to=DUE + 7 * DAY, today=today).how is how


def test_an_exempt_agency_is_never_late_and_a_nil_return_is_in():
    assert stands(due_on=DUE, is_exempt=True, today=DUE + 99 * DAY).how is How.EXEMPT
    assert stands(due_on=DUE, is_exempt=True, first_in_on=DUE, today=DUE + 99 * DAY).how is How.IN
    assert stands(due_on=DUE, first_in_on=DUE, is_nil=True, today=DUE).words == "Nil return"


def test_what_came_back_with_a_question_is_not_in_and_never_late_again():
    found = stands(due_on=DUE, first_in_on=DUE, back=How.RETURNED, today=DUE + 99 * DAY)

    assert (found.words, found.is_late, found.status.shape) == ("Returned: waits for the agency", False, "part")
    assert (lateness.count([found]).in_, lateness.count([found]).back) == (0, 1)


@pytest.mark.parametrize(
    ("in_", "exempt", "words"), [(1, 0, "1 of 2"), (1, 1, "1 of 2, 1 exempt"), (0, 2, "0 of 1, 2 exempt")]
)
def test_those_who_need_not_answer_are_left_out_of_what_is_expected(in_: int, exempt: int, words: str):
    came = [stands(due_on=DUE, first_in_on=DUE, today=DUE)] * in_
    excused = [stands(due_on=DUE, is_exempt=True, today=DUE)] * exempt

    assert lateness.count([*came, *excused, stands(due_on=DUE, today=DUE)]).words == words
    assert lateness.count(excused).words == ("All exempt" if excused else "0 of 0")


@given(
    st.lists(
        st.builds(
            stands,
            due_on=DAYS,
            extended_to=st.none() | DAYS,
            first_in_on=st.none() | DAYS,
            is_nil=st.booleans(),
            is_exempt=st.booleans(),
            back=st.none() | st.sampled_from((How.RETURNED, How.CHANGING)),
            today=DAYS,
        )
    )
)
def test_everybody_asked_is_counted_once(every: list[lateness.Stands]):
    counts = lateness.count(every)

    assert counts.asked == counts.in_ + counts.back + counts.late + counts.extended + counts.not_due + counts.exempt
    assert max(counts.nil, counts.in_late) <= counts.in_
