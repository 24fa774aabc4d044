"""More than fifty rows of a case leave it as a file only when a second person agreed to that very file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from goldenthread.accounts.models import SignIn
from goldenthread.boards import steps
from goldenthread.cases import two_people
from goldenthread.cases.models import CaseMembership, Opening, TwoPersonAct
from goldenthread.cases.taking_away import MOST_ALONE
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted
from goldenthread.reviews.chronology_models import HandedIn, HandedInRow
from goldenthread.workspace.notices.models import Notice
from tests.factories import people, records
from tests.integration.cases.conftest import Around

WHY = "Counsel asked for all of it."
MANY = MOST_ALONE + 1


def rows(around: Around, number: int) -> None:
    version = records.make(HandedIn, around.board, case=around.case, agency=around.agency)
    for _ in range(number):
        records.make(HandedInRow, around.board, case=around.case, version=version)


def entered(around: Around, who: str) -> Any:
    if not CaseMembership.objects.filter(case=around.case, user=around.users[who]).exists() and who != "lead":
        people.named_on(around.users[who], around.case, "coordinator" if "manager" in who else "reviewer")
    client = around.client(who)
    client.post(f"{around.inside}why/", {"purpose": "review", "then": ""})
    return client


def file(around: Around) -> str:
    return f"{around.inside}chronology/take-away.csv"


def asked(around: Around, client: Any, path: str = "") -> TwoPersonAct:
    """The reviewer is brought to the page, and asks for the file there."""
    stopped = client.get(path or file(around))
    assert stopped.status_code == 302, stopped.content
    page = client.get(stopped.url)
    assert f"{MANY} rows" in page.content.decode()
    token = stopped.url.partition("of=")[2]
    assert client.post(f"{around.inside}taken-away/", {"of": token, "why": WHY}).status_code == 302
    return TwoPersonAct.objects.get(deed="take-away")


def answer(around: Around, client: Any, act: TwoPersonAct, decision: str, **more: str) -> Any:
    return client.post(f"{around.inside}taken-away/", {"act": act.pk, "decision": decision, **more}, follow=True)


def test_fifty_rows_are_taken_by_one_person(around: Around):
    rows(around, MOST_ALONE)

    assert entered(around, "reviewer").get(file(around)).status_code == 200


def test_one_row_more_takes_a_second_person_and_then_a_day(around: Around):
    rows(around, MANY)
    reviewer, manager = entered(around, "reviewer"), entered(around, "manager")
    act = asked(around, reviewer)
    alone = answer(around, reviewer, act, "agree").content.decode()
    before = reviewer.get(file(around)).status_code
    told = Notice.objects.filter(kind="file-to-agree").values_list("user", flat=True)
    to_do = manager.get(f"/board/{around.board.slug}/to-do/").content.decode()
    told_whom = set(told)
    answer(around, manager, act, "agree")
    taken = reviewer.get(file(around))
    other = reviewer.get(f"{file(around)}?q=nothing")
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        late = entered(around, "reviewer").get(file(around))

    assert "second person" in alone
    assert before == 302
    assert around.users["manager"].pk in told_whom
    assert around.users["reviewer"].pk not in told_whom
    assert around.users["lead"].pk not in told_whom
    assert "that a file leaves case" in to_do
    assert taken.status_code == 200
    assert taken.content.decode().count("\n") > MANY
    assert other.status_code == 200  # narrowed to nothing, it is small
    assert late.status_code == 302


def test_what_was_added_since_was_not_agreed_to(around: Around):
    rows(around, MANY)
    reviewer, manager = entered(around, "reviewer"), entered(around, "manager")
    act = asked(around, reviewer)
    answer(around, manager, act, "agree")
    rows(around, 1)

    assert reviewer.get(file(around)).status_code == 302


def test_another_may_not_take_what_was_agreed_for_one(around: Around):
    rows(around, MANY)
    reviewer, manager = entered(around, "reviewer"), entered(around, "manager")
    answer(around, manager, asked(around, reviewer), "agree")

    assert manager.get(file(around)).status_code == 302


def test_two_people_may_each_ask_for_the_same_file(around: Around):
    rows(around, MANY)
    first, second = entered(around, "reviewer"), entered(around, "other manager")
    asked(around, first)
    stopped = second.get(file(around))
    token = stopped.url.partition("of=")[2]

    assert second.post(f"{around.inside}taken-away/", {"of": token, "why": WHY}).status_code == 302
    assert first.post(f"{around.inside}taken-away/", {"of": asked_again(first, around), "why": WHY}).status_code == 422
    assert TwoPersonAct.objects.filter(deed="take-away").count() == 2


def test_what_was_written_is_there_again_after_proving_who_one_is(around: Around):
    rows(around, MANY)
    reviewer = entered(around, "reviewer")
    page = reviewer.get(file(around)).url
    SignIn.objects.update(proved_at=clock.now() - timedelta(minutes=6))
    sent = reviewer.post(page, {"of": page.partition("of=")[2], "why": WHY})
    SignIn.objects.update(proved_at=clock.now())

    assert "/prove/" in sent.url
    assert WHY in reviewer.get(page).content.decode()
    assert not TwoPersonAct.objects.exists()


def asked_again(client: Any, around: Around) -> str:
    return str(client.get(file(around)).url.partition("of=")[2])


def test_refused_or_taken_back_nothing_leaves(around: Around):
    rows(around, MANY)
    reviewer, manager = entered(around, "reviewer"), entered(around, "manager")
    answer(around, manager, asked(around, reviewer), "refuse", why="Narrow it to the key episodes.")
    page = reviewer.get(f"{around.inside}taken-away/").content.decode()

    assert "Narrow it to the key episodes." in page
    assert reviewer.get(file(around)).status_code == 302


def test_an_agency_neither_sees_nor_agrees(around: Around):
    rows(around, MANY)
    act = asked(around, entered(around, "reviewer"))
    lead = entered(around, "lead")
    page = lead.get(f"{around.inside}taken-away/").content.decode()
    tried = answer(around, lead, act, "agree")
    act.refresh_from_db()

    assert WHY not in page
    assert (tried.status_code, act.state) == (404, "proposed")


def test_whoever_reads_in_an_emergency_agrees_to_nothing(around: Around):
    rows(around, MANY)
    act = asked(around, entered(around, "reviewer"))
    now, chair = clock.now(), around.users["chair"]
    given = {"category": "danger", "reason": "Somebody is in danger tonight.", "opened_at": now}
    Opening.objects.create(case=around.case, user=chair, ends_at=now + timedelta(hours=4), **given)
    client = around.client("chair")
    client.post(f"{around.inside}why/", {"purpose": "review", "then": ""})

    page = client.get(f"{around.inside}taken-away/")
    tried = answer(around, client, act, "agree")
    with pytest.raises(NotPermitted):
        two_people.decide(act, steps.AGREE, by=Actor.person(chair.name, chair.pk))
    act.refresh_from_db()

    assert (page.status_code, WHY in page.content.decode()) == (200, False)
    assert (tried.status_code, act.state) == (404, "proposed")


@pytest.mark.parametrize("broken", ["x", "e30:1:2", ""])
def test_a_link_of_ones_own_asks_for_nothing(around: Around, broken: str):
    rows(around, MANY)
    reviewer = entered(around, "reviewer")
    sent = reviewer.post(f"{around.inside}taken-away/", {"of": broken, "why": WHY})

    assert sent.status_code in {400, 404, 409, 422}
    assert not TwoPersonAct.objects.exists()


def test_the_pages_to_print_are_held_to_the_same(around: Around):
    rows(around, MANY)
    reviewer = entered(around, "reviewer")

    assert asked(around, reviewer, f"{around.inside}chronology/print/").details["rows"] == MANY
