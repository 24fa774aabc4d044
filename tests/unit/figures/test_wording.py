import pytest

from goldenthread.figures import wording
from goldenthread.figures.figure import Unit
from goldenthread.figures.published import Change, PublishedNumber


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (2956, "count", "2,956"),
        (11.705, "percent", "11.7%"),
        (62.6, "percent", "63%"),
        (19.96, "percent", "20.0%"),
        (20, "percent", "20%"),
        (100, "percent", "100%"),
        (0, "percent", "0%"),
        (222100, "pounds", "£222,100"),
        (-5, "count", "−5"),
        (43.4, "value", "43.4"),
        (45, "days", "45 days"),
    ],
)
def test_a_number_reads_as_the_house_writes_it(value: float, unit: Unit, said: str):
    assert wording.number(value, unit) == said


@pytest.mark.parametrize(
    ("difference", "unit", "direction", "said"),
    [
        (-253, "count", "fewer", "253 fewer"),
        (52, "count", "more", "52 more"),
        (2.543, "percent", "more", "2.5 percentage points higher"),
        (-1, "percent", "fewer", "1 percentage point lower"),
        (-100, "pounds", "fewer", "£100 less"),
        (0, "count", "same", "no change"),
    ],
)
def test_a_change_says_its_size_and_direction(difference: float, unit: Unit, direction: str, said: str):
    change = Change(difference, None, direction, "")  # type: ignore[arg-type]

    assert wording.changed_by(change, unit) == said


def test_a_withheld_number_is_a_mark_in_a_table_and_words_in_a_sentence():
    withheld = PublishedNumber(None, "c")

    assert wording.say(withheld, "count", in_table=True) == "[c]"
    assert wording.say(withheld, "count") == "withheld (small numbers)"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (19, 300, wording.TOO_FEW),
        (300, 301, wording.NO_CHANGE),
        (346, 294, wording.PERHAPS),
        (2956, 3209, wording.LARGER),
    ],
)
def test_chance_is_said_in_the_houses_words(now: int, before: int, said: str):
    assert wording.chance_of_counts(now, before) == said


@pytest.mark.parametrize(("value", "said"), [(0, "none"), (4, "four"), (12, "twelve"), (13, "13")])
def test_small_numbers_are_words(value: int, said: str):
    assert wording.in_words(value) == said


def test_one_in_so_many():
    assert wording.one_in(11.705) == "about 1 in 9"
