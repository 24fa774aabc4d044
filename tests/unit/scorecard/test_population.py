"""Who lives here by age: put together from what was entered, or refused in words that say what to mend."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.population import AgeBand, Row, ages_in_words, merged, of_year, overlap


def row(first: int, last: int | None, people: int = 100, *, sex: str = "all", year: int = 2021) -> Row:
    return Row(year, sex, first, last, people, "Census", "Usual residents")


WHOLE = [row(18, 64, 700), row(65, 84, 200), row(85, None, 50)]


@pytest.mark.parametrize(
    ("ages", "said"), [((18, 64), "18 to 64"), ((85, None), "85 and over"), ((18, 18), "18"), ((0, 4), "0 to 4")]
)
def test_ages_are_said_as_people_say_them(ages: tuple[int, int | None], said: str):
    assert ages_in_words(*ages) == said


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [((18, 64), (65, 74), False), ((18, 64), (64, 74), True), ((85, None), (18, 84), False), ((85, None), (90, 94), True),
     ((18, 24), (18, 24), True), ((85, None), (95, None), True)],
)  # fmt: skip
def test_bands_meet_where_an_age_is_in_both(one: tuple[int, int | None], other: tuple[int, int | None], meets: bool):
    assert overlap(one, other) is overlap(other, one) is meets


def test_the_people_of_a_year_are_its_adults_with_source_and_definition():
    found = of_year([row(0, 17, 300), *WHOLE], "our area", 2023)

    assert found is not None
    assert (found.adults, [band.name for band in found.bands]) == (950, ["18 to 64", "65 to 84", "85 and over"])
    assert (found.year, found.source, found.definition) == (2021, "Census", "Usual residents")


@pytest.mark.parametrize(("year", "is_of"), [(2020, 2021), (2021, 2021), (2022, 2021), (2023, 2023), (2030, 2023)])
def test_the_newest_year_that_is_not_after_is_taken(year: int, is_of: int):
    rows = [*WHOLE, row(18, 74, year=2023), row(75, None, year=2023)]

    found = of_year(rows, "our area", year)

    assert found is not None
    assert found.year == is_of


def test_women_and_men_are_added_up_where_everybody_was_not_entered():
    rows = [
        row(18, 64, 40, sex="female"),
        row(65, None, 30, sex="female"),
        row(18, 64, 35, sex="male"),
        row(65, None, 20, sex="male"),
    ]

    found = of_year(rows, "our area", 2021)

    assert found is not None
    assert (found.bands, found.women, found.men) == ((AgeBand(18, 64, 75), AgeBand(65, None, 50)), 70, 55)


def test_everybody_stands_where_both_were_entered():
    found = of_year([*WHOLE, row(18, None, 500, sex="female")], "our area", 2021)

    assert found is not None
    assert (found.adults, found.women, found.men) == (950, 500, None)


def test_without_rows_there_are_no_people():
    assert of_year([], "our area", 2021) is None
    assert of_year([row(18, None, sex="female")], "our area", 2021) is None


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(15, 19), row(20, None)], "“15 to 19” holds children and adults. Give those from 18 on apart"),
        ([row(18, 64), row(60, None)], "“60 and over” is partly in the ages before it"),
        ([row(18, None), row(85, None)], "“85 and over” is partly in the ages before it"),
        ([row(18, 64), row(75, None)], "nobody entered those of 65 to 74. Add them"),
        ([row(20, None)], "nobody entered those of 18 to 19"),
        ([row(18, 64)], "nobody entered those of 65 and over"),
        ([row(18, None, sex="female"), row(18, 64, sex="male"), row(65, None, sex="male")], "women and men stand in different"),
    ],
)  # fmt: skip
def test_what_is_no_whole_population_is_refused_in_words(rows: list[Row], words: str):
    with pytest.raises(CannotSay, match=words.replace("(", r"\(")):
        of_year(rows, "our area", 2021)


STARTS = st.lists(st.integers(19, 99), min_size=1, max_size=12, unique=True).map(lambda ages: [18, *sorted(ages)])


@settings(max_examples=60, deadline=None)
@given(STARTS, st.lists(st.integers(0, 100), max_size=12), st.data())
def test_merging_keeps_everybody(starts: list[int], others: list[int], data: st.DataObject):
    ends = [*(start - 1 for start in starts[1:]), None]
    bands = [AgeBand(start, end, data.draw(st.integers(0, 9000))) for start, end in zip(starts, ends, strict=True)]

    found = merged(bands, others)

    assert sum(band.people for band in found) == sum(band.people for band in bands)
    assert {band.first for band in found} == {18} | (set(starts) & set(others))
    assert found[-1].last is None
