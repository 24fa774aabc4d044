"""Laws: a true sentence made from any numbers stays silent, and one number moved beyond rounding makes it speak."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.claims import check_text

Says = Callable[[int, int, int, bool], str]
"""Two numbers, decimals, and whether one number is moved: a sentence."""
FORMS: list[tuple[st.SearchStrategy[tuple[int, int]], Says]] = []

PARTS = (
    st.integers(50, 9_999)
    .filter(lambda whole: whole % 1_000)
    .flatmap(lambda whole: st.tuples(st.integers(10, whole - 10).filter(lambda part: part % 1_000), st.just(whole)))
)
"""A part and its whole. Whole thousands are left out: they may stand for anything near."""
PAIRS = st.tuples(st.integers(101, 4_999), st.integers(101, 4_999)).filter(
    lambda pair: abs(pair[0] - pair[1]) > 20 and pair[0] % 50 and pair[1] % 50
)


def form(numbers: st.SearchStrategy[tuple[int, int]]) -> Callable[[Says], Says]:
    def keep(says: Says) -> Says:
        FORMS.append((numbers, says))
        return says

    return keep


def rounded(value: float, decimals: int) -> str:
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def share(part: int, whole: int, decimals: int, moved: bool) -> str:
    return rounded(100 * part / whole + 3 * moved, decimals)


@form(PARTS)
def of_the_whole_a_part(part: int, whole: int, decimals: int, moved: bool) -> str:
    return f"Of the {whole:,} people asked, {part:,} ({share(part, whole, decimals, moved)}%) agreed."


@form(PARTS)
def a_share_with_its_counts(part: int, whole: int, decimals: int, moved: bool) -> str:
    return f"In all {share(part, whole, decimals, moved)}% ({part:,} of {whole:,}) were seen in time."


@form(PARTS)
def a_part_of_the_whole(part: int, whole: int, decimals: int, moved: bool) -> str:
    return f"{part:,} of the {whole:,} homes ({share(part, whole, decimals, moved)} per cent) were visited."


@form(PARTS)
def a_conversion_rate(part: int, whole: int, decimals: int, moved: bool) -> str:
    rate = share(part, whole, decimals, moved)
    return f"The police sent {whole:,} concerns, with {part:,} progressing to an enquiry, a conversion rate of {rate}%."


@form(PARTS)
def a_rate_of_people(part: int, whole: int, _: int, moved: bool) -> str:
    people = whole * 10 + 7
    rate = rounded(1000 * part / people + 2 * moved, 1)
    return f"There were {part:,} visits in a population of {people:,}, a rate of {rate} per 1,000 residents."


@form(PAIRS)
def a_change_in_per_cent(old: int, new: int, decimals: int, moved: bool) -> str:
    change = rounded(abs(100 * (new - old) / old) + 5 * moved, decimals)
    return f"Calls {'rose' if new > old else 'fell'} by {change}% from {old:,} to {new:,}."


@form(PAIRS)
def a_difference(old: int, new: int, _: int, moved: bool) -> str:
    way = "an increase" if new > old else "a fall"
    return f"There were {new:,} calls, compared with {old:,} the year before, {way} of {abs(new - old) + 9 * moved:,}."


@form(PAIRS)
def a_way(old: int, new: int, _: int, moved: bool) -> str:
    return f"We took {new:,} calls, {'up' if (new > old) != moved else 'down'} from {old:,}."


@form(PAIRS)
def a_total_at_the_end(one: int, other: int, _: int, moved: bool) -> str:
    total = one + other + 77 + 10 * moved
    return f"The police sent {one:,}, hospitals {other:,} and others 77, a total of {total:,}."


@form(PAIRS)
def a_whole_made_up_of_parts(one: int, other: int, _: int, moved: bool) -> str:
    total = one + other + 77 + moved
    return f"We took {total:,} calls, made up of {one:,} from Ashby, {other:,} from Corley and 77 from elsewhere."


@form(PAIRS)
def an_average(mean: int, _other: int, _: int, moved: bool) -> str:
    return f"The line took {mean * 12:,} calls over 12 months, an average of {mean + 30 * moved:,} a month."


@form(PAIRS)
def a_table_with_its_total(one: int, other: int, _: int, moved: bool) -> str:
    rows = [
        ("Source", "Number"),
        ("Police", one),
        ("Hospitals", other),
        ("Others", 31),
        ("Total", one + other + 31 + 2 * moved),
    ]
    return "".join(f"| {name} | {value} |\n" for name, value in rows)


@pytest.mark.parametrize(("numbers", "says"), FORMS, ids=[says.__name__ for _, says in FORMS])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_true_sentence_stays_silent_whatever_its_numbers(
    numbers: st.SearchStrategy[tuple[int, int]], says: Says, data: st.DataObject
) -> None:
    text = says(*data.draw(numbers), data.draw(st.integers(0, 1)), False)
    assert check_text(text).wrong == (), text


@pytest.mark.parametrize(("numbers", "says"), FORMS, ids=[says.__name__ for _, says in FORMS])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_one_number_moved_beyond_rounding_makes_it_speak(
    numbers: st.SearchStrategy[tuple[int, int]], says: Says, data: st.DataObject
) -> None:
    text = says(*data.draw(numbers), data.draw(st.integers(0, 1)), True)
    assert check_text(text).wrong, text
