"""The returns of an audit sent as an ask, and accepted answers taken in as grades."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.asks import library
from goldenthread.asks.models import Answer
from goldenthread.audits import asking, operations, steps
from goldenthread.audits.models import AgencyReturn
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.errors import NotPermitted, NotPossibleNow
from goldenthread.trail import operations as trail
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.records]

IN_THE_FORM = ("empowerment", "partnership")


@pytest.fixture
def out(world):
    trail.change(world.audit, {"returns_due_on": clock.today() + timedelta(days=20)}, by=world.by())
    world.prepared()
    operations.choose_questions(world.audit, IN_THE_FORM, by=world.by())
    world.go(steps.SEND)
    return world


def accepted(world, agency, *cases):
    answer = Answer.objects.get(recipient__ask=world.audit.asked, recipient__agency=agency)
    Answer.objects.filter(pk=answer.pk).update(
        data={"cases": list(cases)}, state="accepted", is_open=False, accepted_at=clock.now(), accepted_by="Ada"
    )


def case(reference, empowerment, partnership, **more):
    return {"reference": reference, "known": "yes", "empowerment": empowerment, "partnership": partnership, **more}


def test_the_bank_holds_what_the_form_asks():
    asked = asking.asked_in_the_form()

    assert set(IN_THE_FORM) < asked
    assert {choice.key for choice in library.shipped()["audit-return"].question("cases").of_each[2].choices} == {
        "outstanding", "good", "improve", "inadequate", "none", "na",
    }  # fmt: skip


def test_accepted_answers_become_grades(out):
    ask = asking.send(out.audit, by=out.by())
    out.audit.refresh_from_db()
    accepted(
        out, out.police, case("case  1", "good", "none", good_practice="They called each day."), case("Case 2", "improve", "na"),
        case("Case 7", "good", "good"),
    )  # fmt: skip
    accepted(out, out.health, {"reference": "Case 1", "known": "no"}, case("Case 2", "good", ""))

    taken = asking.take_answers(out.audit, by=out.by())

    assert {one.agency for one in ask.recipients.all()} == {out.police, out.health}
    assert taken.unknown == ["Police: Case 7"]
    assert taken.unfinished == ["Case 2, Health"]
    assert taken.handed_in == 3
    first = out.said(out.police)
    assert [one.grade for one in first.given.all()] == ["good", "not_evidenced"]
    assert (first.status, first.good_practice) == ("handed_in", "They called each day.")
    assert out.said(out.health).could_not_why == "The agency did not know the adult."
    assert asking.take_answers(out.audit, by=out.by()).handed_in == 0


def test_only_accepted_answers_count(out):
    asking.send(out.audit, by=out.by())
    out.audit.refresh_from_db()
    Answer.objects.update(data={"cases": [case("Case 1", "good", "good")]})

    assert asking.take_answers(out.audit, by=out.by()).handed_in == 0
    assert set(AgencyReturn.objects.values_list("status", flat=True)) == {"open"}


def test_an_audit_with_other_questions_keeps_its_own_returns(world):
    world.out()

    assert asking.can_be_asked(world.audit) is False
    with pytest.raises(NotPossibleNow, match="asks something else"):
        asking.send(world.audit, by=world.by())


def test_returns_are_sent_as_an_ask_once_and_by_the_office(out):
    analyst = people.person("analyst@audits.example", board=out.board, role=Role.ANALYST)
    with pytest.raises(NotPermitted):
        asking.send(out.audit, by=out.by(analyst))
    asking.send(out.audit, by=out.by())

    with pytest.raises(NotPossibleNow, match="already"):
        asking.send(out.audit, by=out.by())
