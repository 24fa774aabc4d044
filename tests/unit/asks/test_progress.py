"""How many parts of an answer are done."""

import pytest

from goldenthread.asks.definitions import Ask, Question, Section
from goldenthread.core.shapes import Status
from goldenthread.workspace.asks.parts import Part, progress


def part(status: Status, *, is_required: bool) -> Part:
    return Part(1, Section("S", (Question("q", "Q", Ask.TEXT, is_required=is_required),)), "", status)


@pytest.mark.parametrize(
    ("optional", "said"),
    [
        (Status("part", "1 still to answer"), "1 of 2 parts done"),
        (Status("bad", "One thing to put right"), "1 of 2 parts done"),
        (Status("part", "Filled in for you, to be checked"), "1 of 1 part done"),
        (Status("ring", "Nothing is required"), "1 of 1 part done"),
    ],
)
def test_an_optional_part_counts_while_it_is_begun_and_not_whole(optional, said):
    done = part(Status("good", "Done"), is_required=True)

    assert progress([done, part(optional, is_required=False)]) == said
