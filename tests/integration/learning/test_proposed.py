"""An action that an agency proposes in an accepted answer becomes an action of the register, once, and both say so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.asks.models import Answer
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.learning import carrying, operations
from goldenthread.learning.models import Action
from tests.factories import people
from tests.factories.asking import Asking, accepted, as_, asking, handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.records]

ACTIONS = {
    "title": "Actions",
    "questions": [
        {
            "key": "actions",
            "words": "How far is each action?",
            "kind": "cases",
            "one_case": "action",
            "prefill": "held:actions",
            "is_required": False,
            "of_each": [
                {"key": "action", "words": "The action", "kind": "text"},
                {"key": "due_on", "words": "Due", "kind": "date", "is_required": False},
            ],
        }
    ],
}
OWNED, NEW = "Brief every team on hoarding.", "Visit adults who refuse care together."


@pytest.fixture
def ours() -> Asking:
    return asking()


def asked(ours: Asking) -> Answer:
    """An answer of the police to a form that lists actions: one the register has, and one it has not."""
    Action.objects.create(board=ours.board, agency=ours.police, text=OWNED)
    small = ours.form().data
    form = ours.form(version=2, sections=[*small["sections"], ACTIONS])
    return ours.answer(ours.sent(ours.police, form_version=form))


LISTED: dict[str, Any] = {"actions": [{"action": OWNED}, {"action": NEW, "due_on": "2031-03-31"}]}


def manager(ours: Asking) -> Client:
    return people.signed_in(Client(), ours.manager)


def page(client: Client, answer: Answer, more: str = "") -> str:
    return client.get(f"/board/ours/answers/{answer.pk}/{more}").content.decode()


def way(answer: Answer, line: str) -> str:
    return f"/board/ours/actions/new/?proposed_in={answer.pk}&proposed_as={line}"


@pytest.mark.capability("S167")
def test_the_board_makes_an_action_of_what_an_answer_proposes_and_both_say_so(ours: Asking):
    answer, client = accepted(asked(ours), ours, **LISTED), manager(ours)

    read = page(client, answer, "handed-in/1/")
    assert read.count("Make an action of this") == 1
    assert way(answer, "actions.2").replace("&", "&amp;") in read

    form = client.get(way(answer, "actions.2")).context["form"]
    assert (form["text"].value(), form["agency"].value(), form["due_on"].value()) == (
        NEW,
        ours.police.pk,
        date(2031, 3, 31),
    )

    sent = {"text": NEW, "agency": ours.police.pk, "proposed_in": answer.pk, "proposed_as": "actions.2"}
    client.post(way(answer, "actions.2"), sent)
    one = Action.objects.get(text=NEW)
    assert (one.proposed_in, one.proposed_as) == (answer, "actions.2")
    assert f"/board/ours/answers/{answer.pk}/" in client.get(f"/board/ours/actions/{one.pk}/").content.decode()
    for more in ("", "handed-in/1/"):
        read = page(client, answer, more)
        assert "Make an action of this" not in read
        assert f"/board/ours/actions/{one.pk}/" in read


def test_what_was_carried_over_is_not_carried_over_again_whatever_it_is_called_by_then(ours: Asking):
    answer, client = accepted(asked(ours), ours, **LISTED), manager(ours)
    by = as_(ours.manager)
    given = {"board": ours.board, "proposed_in": answer, "proposed_as": "actions.2"}
    operations.give(Action(text="Visit together", agency=ours.health, **given), by=by)

    again = client.post(way(answer, "actions.2"), {"text": NEW, "proposed_in": answer.pk, "proposed_as": "actions.2"})

    assert again.status_code == 422
    assert Action.objects.filter(proposed_in=answer).count() == 1
    assert "in the action register already: “Visit together”" in again.content.decode()


def test_an_action_the_register_has_is_shown_there_and_not_offered(ours: Asking):
    answer = accepted(asked(ours), ours, **LISTED)

    found = carrying.proposals(answer)

    assert [(one.text, one.action.text if one.action else None) for one in found] == [(OWNED, OWNED), (NEW, None)]
    with pytest.raises(NotPossibleNow):
        operations.give(
            Action(board=ours.board, text=OWNED, proposed_in=answer, proposed_as="actions.1"), by=as_(ours.manager)
        )


def test_nothing_is_carried_over_from_an_answer_that_may_still_change(ours: Asking):
    answer = handed_in(asked(ours), ours.lead, **LISTED)

    assert "Make an action of this" not in page(manager(ours), answer, "handed-in/1/")
    with pytest.raises(Refused):
        operations.give(
            Action(board=ours.board, text=NEW, proposed_in=answer, proposed_as="actions.2"), by=as_(ours.manager)
        )


def test_the_agency_sees_what_became_of_it_and_is_offered_nothing(ours: Asking):
    answer = accepted(asked(ours), ours, **LISTED)

    read = page(people.signed_in(Client(), ours.contributor), answer)

    assert "Actions it names" in read
    assert "It is not in the action register." in read
    assert "Make an action of this" not in read
