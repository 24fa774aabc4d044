"""What was done is read as a sentence about the past."""

from __future__ import annotations

import pytest

from goldenthread.trail.words import did, one_of


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("add", "added an action"),
        ("take away", "took an action away"),
        ("begin a report", "began a report"),
        ("propose: give a role", "proposed to give a role"),
        ("signed in", "signed in"),
        ("mend", "mend"),
    ],
)
def test_a_deed_is_told_as_done(verb: str, told: str):
    assert did(verb, {}, one_of("action")) == told


def test_an_export_says_what_was_exported():
    assert did("export", {"kind": "actions", "rows": 8}) == "exported actions"


def test_a_kind_of_thing_has_its_article():
    assert (one_of("user"), one_of("enquiry"), one_of("risk")) == ("a user", "an enquiry", "a risk")
