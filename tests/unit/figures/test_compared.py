"""Facts that say the same of several years or places, beside each other. The values here are made up."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from goldenthread.figures.compared import Compared, beside, said


@dataclass
class Kept:
    code: str
    geography: str
    as_of: str
    heading: str = "Example"
    statement: str = "Made-up events per 100,000 people"
    unit: str = "rate"
    source: str = "Example Office"
    precision: int = 1


def compared(*found: tuple[Kept, float]) -> Compared:
    return beside(found[0][0], found, own_place="Exampleton")


HERE, THERE = "", "England"


@pytest.mark.capability("S118")
def test_one_year_is_said_place_by_place():
    found = compared((Kept("a", HERE, "2021"), 7.8), (Kept("b", THERE, "2021"), 10.7), (Kept("c", "London", "2021"), 7))

    assert found.sentence() == "Made-up events per 100,000 people, 2021: Exampleton 7.8, England 10.7 and London 7."
    assert (found.is_over_time, found.is_drawn) == (False, False)


@pytest.mark.capability("S118")
def test_years_are_said_from_the_first_to_the_last():
    found = compared(
        (Kept("b", HERE, "2021"), 7.8),
        (Kept("a", HERE, "2012"), 9.1),
        (Kept("c", THERE, "2012"), 10),
        (Kept("d", THERE, "2021"), 10.7),
        (Kept("e", "London", "2021"), 7),
    )

    assert found.times == ("2012", "2021")
    assert found.is_drawn
    assert found.sentence() == (
        "Made-up events per 100,000 people: Exampleton from 9.1 (2012) to 7.8 (2021), "
        "England from 10 (2012) to 10.7 (2021) and London 7 (2021)."
    )


def test_only_the_same_words_in_the_same_unit_under_the_same_heading_belong_together():
    fact = Kept("a", HERE, "2021")
    others = [
        (Kept("b", THERE, "2021", unit="percent"), 1.0),
        (Kept("c", THERE, "2021", heading="Other"), 1.0),
        (Kept("d", THERE, "2021", statement="Other"), 1.0),
    ]

    found = beside(fact, [(fact, 7.8), *others], own_place="Exampleton")

    assert [point.code for point in found.points] == ["a"]
    assert found.sentence() == "Made-up events per 100,000 people, 2021: Exampleton 7.8."


@pytest.mark.parametrize(
    ("times", "in_order"),
    [
        (["2022-23", "2021-22"], ("2021-22", "2022-23")),
        (["2019 to 2021", "2018 to 2020"], ("2018 to 2020", "2019 to 2021")),
        (["to March 2024", "2023"], ("2023", "to March 2024")),
    ],
)
def test_years_stand_in_order_however_the_source_names_them(times: list[str], in_order: tuple[str, ...]):
    assert compared(*((Kept(when, HERE, when), 1.0) for when in times)).times == in_order


def test_more_places_than_can_be_told_apart_are_not_drawn():
    found = compared(
        *((Kept(f"{place}-{when}", str(place), when), 1.0) for place in "abcdef" for when in ("2020", "2021"))
    )

    assert (found.is_over_time, found.is_drawn) == (True, False)


@pytest.mark.parametrize(
    ("value", "unit", "precision", "words"),
    [(10.7, "rate", 1, "10.7"), (7.0, "rate", 1, "7"), (42, "percent", 0, "42%"), (258000, "pounds", 0, "£258,000"),
     (-1.5, "rate", 1, "−1.5")],
)  # fmt: skip
def test_a_value_is_said_in_its_unit(value: float, unit: str, precision: int, words: str):
    assert said(value, unit, precision) == words
