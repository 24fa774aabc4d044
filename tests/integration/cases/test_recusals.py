"""Letting somebody back to a case: it takes two, holds from the next day, and that they stood aside is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from goldenthread.cases import naming, recusals
from goldenthread.cases.models import CaseRecusal, TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.access import standing_of
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, GoldenThreadError, NotPermitted
from tests.factories import people
from tests.integration.cases.conftest import Around

WHY = "Their relative left the agency."


def by(around: Around, who: str) -> Actor:
    return Actor.person(around.users[who].name, around.users[who].pk)


@pytest.fixture
def aside(around: Around) -> CaseRecusal:
    people.named_on(around.users["other manager"], around.case, "coordinator")
    given = {"case": around.case, "user": around.users["panellist"], "reason": "She knows the family."}
    return CaseRecusal.objects.create(from_on=people.SINCE, **given)


def entered(around: Around, who: str) -> Any:
    client = around.client(who)
    client.post(f"{around.inside}why/", {"purpose": "review", "then": ""})
    return client


def test_one_asks_another_agrees_and_it_holds_from_tomorrow(around: Around, aside: CaseRecusal):
    manager = entered(around, "manager")
    asked = manager.post(f"{around.inside}recusals/{aside.pk}/end/", {"why": WHY})
    act = TwoPersonAct.objects.get(deed="end-recusal")
    home = around.client("other manager").get(f"/board/{around.board.slug}/to-do/").content.decode()
    alone = manager.post(f"{around.cases}waiting/{act.pk}/agree/", follow=True).content.decode()
    aside.refresh_from_db()
    before = aside.to_on
    done = around.client("other manager").post(f"{around.cases}waiting/{act.pk}/agree/", follow=True).content.decode()
    aside.refresh_from_db()
    page = manager.get(f"{around.inside}recusals/").content.decode()

    assert (asked.status_code, before) == (302, None)
    assert "letting somebody back to case" in home
    assert "second person" in alone
    assert "open to them again from tomorrow" in done
    assert (aside.to_on, aside.ended_why, aside.reason) == (clock.today(), WHY, "She knows the family.")
    assert WHY in page
    assert around.case.pk in standing_of(aside.user).recused
    assert around.case.pk not in standing_of(aside.user, clock.today() + timedelta(days=1)).recused


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 200), ("lead", 403), ("panellist", 404), ("seventh lead", 404)]
)
def test_why_somebody_stands_aside_is_not_for_everybody(around: Around, aside: CaseRecusal, who: str, status: int):
    answer = entered(around, who).get(f"{around.inside}recusals/")

    assert answer.status_code == status
    assert ("She knows the family." in answer.content.decode()) == (status == 200)


def test_whoever_stands_aside_does_not_let_themselves_back(around: Around):
    one = CaseRecusal.objects.create(
        case=around.case, user=around.users["other manager"], from_on=people.SINCE, reason="Kin."
    )
    with pytest.raises(GoldenThreadError):
        recusals.ask_to_end(one, why=WHY, by=by(around, "other manager"))
    with pytest.raises(NotPermitted):
        recusals.ask_to_end(one, why=WHY, by=by(around, "officer"))
    assert TwoPersonAct.objects.count() == 0


def test_ended_it_can_begin_again_at_once_and_is_not_ended_twice(around: Around, aside: CaseRecusal):
    aside.to_on = clock.today()
    aside.save()

    with pytest.raises(AlreadyDone):
        recusals.ask_to_end(aside, why=WHY, by=by(around, "manager"))
    again = CaseRecusal(case=around.case, user=aside.user, from_on=clock.today(), reason="Again.")
    naming.stand_aside(again, by=by(around, "manager"))
    assert around.case.pk in standing_of(aside.user, clock.today() + timedelta(days=1)).recused
