"""Answers of a few are not shown; of some as counts; of many with a percentage."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.training import counting

answers = st.lists(st.sampled_from(["", "1", "2", "3", "4", "5"]), max_size=60)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "Nobody has answered yet."),
        (1, "Fewer than five answered, so nothing is shown."),
        (4, "Fewer than five answered, so nothing is shown."),
        (5, "5 of 5 gave 4 or 5."),
        (19, "19 of 19 gave 4 or 5."),
        (20, "20 of 20 (100%) gave 4 or 5."),
    ],
)
def test_how_much_is_said_depends_on_how_many_answered(number: int, said: str):
    found = counting.of_scale("Useful?", 30, ["5"] * number)

    assert (found.answered, found.sentence) == (number, said)


@given(answers)
def test_a_few_answers_are_never_shown(said: list[str]):
    found = counting.of_scale("Useful?", len(said), said)

    assert found.is_shown == (found.answered >= counting.FEWEST)
    assert sum(found.counts.values()) == (found.answered if found.is_shown else 0)


@given(st.lists(st.tuples(st.sampled_from("12345"), st.sampled_from("12345")), max_size=40))
def test_a_change_counts_everybody_who_answered_both_times_once(pairs: list[tuple[str, str]]):
    found = counting.change(pairs)

    if len(pairs) < counting.FEWEST:
        assert (found.higher, found.same, found.lower) == (None, None, None)
    else:
        assert (found.higher or 0) + (found.same or 0) + (found.lower or 0) == len(pairs)


def test_a_change_says_that_it_shows_no_cause():
    found = counting.change([("2", "4")] * 5)

    assert found.sentence == (
        "Of 5 who answered both times, 5 scored higher afterwards. This does not show what caused it."
    )


def test_somebody_who_answered_once_is_no_pair():
    assert counting.change([("2", ""), ("", "4"), ("2", "4")]).pairs == 1


def test_the_thresholds_stand_apart():
    assert all(first < then for first, then in pairwise([0, counting.FEWEST, counting.ENOUGH]))
