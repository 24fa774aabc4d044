"""What was done is read as a sentence about the past."""

from __future__ import annotations

import pytest

from goldenthread.core.actors import Actor
from goldenthread.learning.models import Action
from goldenthread.money.models import Contribution
from goldenthread.trail import operations as trail
from goldenthread.trail.queries import changes
from goldenthread.trail.words import did, one_of
from tests.factories import people, records


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("add", "added an action"),
        ("take away", "took an action away"),
        ("begin a report", "began a report"),
        ("propose: give a role", "proposed to give a role"),
        ("signed in", "signed in"),
        ("issue a certificate", "issued a certificate"),
        ("mark as came", "marked as came"),
        ("score the risk", "scored the risk"),
        ("escalate", "took an action higher"),
        ("send back", "sent an action back"),
        ("mend", "mend"),
    ],
)
def test_a_deed_is_told_as_done(verb: str, told: str):
    assert did(verb, {}, one_of("action")) == told


def test_an_export_says_what_was_exported():
    assert did("export", {"kind": "actions", "rows": 8}) == "exported actions"


def test_a_kind_of_thing_has_its_article():
    assert (one_of("user"), one_of("enquiry"), one_of("risk")) == ("a user", "an enquiry", "a risk")


@pytest.mark.django_db
@pytest.mark.records
def test_a_change_is_told_in_words_and_what_did_not_change_is_left_out():
    ours = people.board("ours")
    paid = records.make(Contribution, ours)
    entry = trail.record(
        "change", paid, by=Actor.system("a test"), before={"received_pence": 0}, after={"received_pence": 12_700_000}
    )
    action = records.make(Action, ours)
    same = trail.record(
        "say how far it is", action, by=Actor.system("a test"),
        before={"status": "in_progress", "note": ""}, after={"status": "in_progress", "note": "Six of nine."},
    )  # fmt: skip

    assert changes(entry)[0][1:] == ("£0", "£127,000")
    assert [after for _, _, after in changes(same)] == ["Six of nine."]
