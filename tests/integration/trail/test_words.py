"""What was done is read as a sentence about the past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import goldenthread
from goldenthread.core.actors import Actor
from goldenthread.learning.models import Action
from goldenthread.money.models import Contribution
from goldenthread.trail import operations as trail
from goldenthread.trail.queries import changes
from goldenthread.trail.words import PAST, WITHOUT_OBJECT, did, is_told, one_of
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
        ("mark as came", "wrote down that they came"),
        ("mark as did not attend", "wrote down that they did not come"),
        ("cancel", "cancelled an action"),
        ("send the returns of", "sent the returns of an action"),
        ("put on the waiting list", "put an action on the waiting list"),
        ("offer a place", "offered a place"),
        ("score the risk", "scored the risk"),
        ("escalate", "took an action higher"),
        ("send back", "sent an action back"),
        ("mend", "mend"),
    ],
)
def test_a_deed_is_told_as_done(verb: str, told: str):
    assert did(verb, {}, one_of("action")) == told


RECORDED = re.compile(r"""(?:trail\.record(?:_all)?\(\s*|verb=)"([^"]+)\"""")
STEP = re.compile(r"""^[A-Z_]+ = (?:Minutes)?Step\(\s*"([^"]+)\"""", re.MULTILINE)


def deeds() -> Iterator[str]:
    """What the program's own text calls the deeds that it keeps."""
    for path in Path(goldenthread.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        yield from RECORDED.findall(text)
        if path.name == "steps.py":
            yield from STEP.findall(text)


def test_every_deed_the_program_keeps_can_be_told_as_done():
    every = set(deeds())
    known = PAST.keys() | {"let"}

    assert len(every) > 100
    assert {one for one in every if not (is_told(one) or one in WITHOUT_OBJECT or one.split()[0] in known)} == set()
    assert {one for one in every if did(one, {}).split()[-1] in {"of", "for", "as"}} == set(), "what was it done to?"


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

    labels = [label for label, _, _ in changes(same)]

    assert labels == ["How far it has come"]
    assert changes(entry)[0][1:] == ("£0", "£127,000")
    assert [after for _, _, after in changes(same)] == ["Six of nine."]
