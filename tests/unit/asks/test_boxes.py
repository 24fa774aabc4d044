"""A day's three boxes: what is understood, and that what is not stays as it was typed."""

import pytest

from goldenthread.workspace.asks.boxes import parts_of, typed_day


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("1", "4", "2026"), "2026-04-01"),
        (("1", "April", "26"), "2026-04-01"),
        (("1/4/26", "", ""), "2026-04-01"),
        (("31 March 2024", "", ""), "2024-03-31"),
        (("", "", ""), ""),
        (("31", "June", "2026"), "31/June/2026"),
        (("1", "4", "6"), "1/4/6"),
        (("1", "", "2026"), "1//2026"),
    ],
)
def test_a_day_is_understood_or_kept_as_typed(typed, kept):
    assert typed_day(list(typed)) == kept


@pytest.mark.parametrize(
    ("kept", "boxes"),
    [
        ("2026-04-01", ("1", "4", "2026")),
        ("31/June/2026", ("31", "June", "2026")),
        ("1//2026", ("1", "", "2026")),
        ("31 June 2026", ("31", "June", "2026")),  # from a file
        ("end of June", ("end", "of", "June")),
        ("soon", ("soon", "", "")),
        ("", ("", "", "")),
    ],
)
def test_what_was_typed_stands_in_the_boxes_again(kept, boxes):
    assert tuple(parts_of(kept)) == boxes
