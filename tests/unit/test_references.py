from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.core import references

LETTERS = st.sampled_from(references.LETTERS)


def test_a_reference_can_be_said_aloud_and_proved():
    reference = references.make("R")

    assert reference[:2] == "R-"
    assert references.is_whole(reference)


@given(st.integers(2, 7), LETTERS)
def test_one_letter_heard_wrong_is_noticed(position: int, letter: str):
    reference = references.make("R")
    misheard = reference[:position] + letter + reference[position + 1 :]
    assume(reference[position].isalpha() and misheard != reference)

    assert not references.is_whole(misheard)
