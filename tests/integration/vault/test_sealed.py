"""Sealed items: given one by one by two people, opened for a reason, never anywhere else."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import SignIn
from goldenthread.boards import steps
from goldenthread.boards.standing import RoleHeld
from goldenthread.cases import two_people
from goldenthread.cases.models import Opening, TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.models import OutgoingMail
from goldenthread.trail.models import Entry
from goldenthread.vault import sealed
from goldenthread.vault.models import SealedGrant, SealedItem
from tests.factories import people
from tests.factories.records import make

pytestmark = pytest.mark.django_db
PLACE = "3 Secretgarden Mews, Elsewhere, EE9 9EE"


def an_address(near: Any, by: str = "officer", **more: Any) -> SealedItem:
    return sealed.seal(near.case, sort=SealedItem.Sort.ADDRESS, text=PLACE, by=near.actor(by), **more)


def give(near: Any, item: SealedItem, to: str, first: str = "manager", second: str = "governance") -> TwoPersonAct:
    act = sealed.ask_to_give(item, getattr(near, to), why="They arrange a visit.", by=near.actor(first))
    return two_people.decide(act, steps.AGREE, by=near.actor(second))


def opened(client: Client, near: Any, item: SealedItem, why: str = "The ambulance has to find her.") -> Any:
    return client.post(f"{near.at}sealed/{item.pk}/", {"why": why})


def test_whoever_seals_it_holds_it_and_nobody_else_does(near: Any):
    item = an_address(near)

    seen = {
        who: near.client(who).get(f"{near.at}sealed/{item.pk}/").status_code for who in ("officer", "manager", "chair")
    }

    assert seen == {"officer": 200, "manager": 404, "chair": 404}


def test_it_opens_for_a_reason_which_is_kept_and_only_then(near: Any):
    item = an_address(near)
    client = near.client("officer")

    asked = client.get(f"{near.at}sealed/{item.pk}/").content.decode()
    short = opened(client, near, item, "visit")
    answer = opened(client, near, item)

    assert PLACE not in asked
    assert (short.status_code, PLACE in short.content.decode()) == (422, False)
    assert PLACE in answer.content.decode()
    kept = Entry.objects.filter(verb="unseal").get()
    assert (kept.why, kept.by_user_id) == ("The ambulance has to find her.", near.officer.pk)


def test_it_asks_for_proof_again_when_that_is_older_than_five_minutes(near: Any):
    item = an_address(near)
    client = near.client("officer")
    client.get(f"{near.at}sealed/")
    SignIn.objects.filter(user=near.officer).update(proved_at=clock.now() - timedelta(minutes=6))

    answer = opened(client, near, item)

    assert answer.status_code == 302
    assert "/account/" in answer["Location"]
    assert Entry.objects.filter(verb="unseal").count() == 0


def test_it_takes_two_and_is_for_neither(near: Any):
    item = an_address(near)

    with pytest.raises(Refused, match="themselves"):
        sealed.ask_to_give(item, near.manager, why="I need it.", by=near.actor("manager"))
    act = sealed.ask_to_give(item, near.reviewer, why="She interviews her.", by=near.actor("manager"))
    with pytest.raises(NotPossibleNow, match="second person"):
        two_people.decide(act, steps.AGREE, by=near.actor("manager"))
    with pytest.raises(NotPermitted):
        two_people.decide(act, steps.AGREE, by=near.actor("officer"))
    assert SealedGrant.objects.filter(user=near.reviewer).count() == 0
    two_people.decide(act, steps.AGREE, by=near.actor("chair"))

    assert PLACE in opened(near.client("reviewer"), near, item).content.decode()
    assert Entry.objects.get(verb="give a sealed item").second_user_id == near.chair.pk


def test_it_can_be_asked_for_and_agreed_to_on_the_page(near: Any):
    item = an_address(near)
    near.client("manager").post(
        f"{near.at}sealed/given/",
        {"item": str(item.pk), "user": str(near.reviewer.pk), "why": "She interviews her."},
    )
    act = TwoPersonAct.objects.get(deed="unseal")
    page = near.client("governance").get(f"{near.at}sealed/given/").content.decode()

    agreed = near.client("governance").post(f"{near.at}sealed/given/{act.pk}/decide/", {"decision": "agree"})

    assert "She interviews her." in page
    assert PLACE not in page
    assert agreed.status_code == 302
    assert SealedGrant.objects.filter(item=item, user=near.reviewer, ended_at=None).count() == 1


def test_it_is_not_given_to_somebody_the_case_is_not_open_to(near: Any):
    item = an_address(near)

    with pytest.raises(NotPossibleNow, match="Name them on the case first"):
        give(near, item, "outsider")


def test_giving_it_does_not_open_it_for_those_who_give(near: Any):
    item = an_address(near)
    give(near, item, "reviewer")

    with pytest.raises(NotFound):
        sealed.reveal(item, why="I should like to know.", by=near.actor("manager"))


def test_what_changed_tells_nobody_and_opens_for_nobody_who_had_the_old_one(near: Any):
    item = an_address(near)
    give(near, item, "reviewer")
    before = OutgoingMail.objects.count()
    sent = near.client("officer").post(f"{near.at}sealed/{item.pk}/newer/", {"text": "8 Newhidden Row"})
    newer = SealedItem.objects.get(instead_of=item)

    old = opened(near.client("reviewer"), near, item).content.decode()

    assert sent.status_code == 302
    assert OutgoingMail.objects.count() == before
    assert [one.user_id for one in newer.grants.all()] == [near.officer.pk]
    assert near.client("reviewer").get(f"{near.at}sealed/{newer.pk}/").status_code == 404
    assert "This is not the newest" in old


def test_what_was_asked_for_is_asked_anew_when_a_newer_one_took_its_place(near: Any):
    item = an_address(near)
    act = sealed.ask_to_give(item, near.reviewer, why="She interviews her.", by=near.actor("manager"))
    sealed.seal(
        near.case, sort=SealedItem.Sort.ADDRESS, text="8 Newhidden Row", instead_of=item, by=near.actor("officer")
    )

    with pytest.raises(NotPossibleNow, match="changed since"):
        two_people.decide(act, steps.AGREE, by=near.actor("governance"))


def test_taken_back_it_does_not_open_any_more(near: Any):
    item = an_address(near)
    give(near, item, "reviewer")
    grant = SealedGrant.objects.get(item=item, user=near.reviewer)

    near.client("manager").post(f"{near.at}sealed/given/{grant.pk}/close/", {"why": "She has finished."})

    assert opened(near.client("reviewer"), near, item).status_code == 404


def test_neither_an_emergency_nor_a_role_opens_it(near: Any):
    item = an_address(near)
    lead = people.person("lead@ours.example", board=near.board, role="board_manager")
    make(Opening, near.board, case=near.case, user=lead)
    client = people.signed_in(Client(), lead)
    client.post(f"{near.at}why/", {"purpose": "review", "then": ""})

    assert client.get(f"{near.at}named/").status_code == 200
    assert client.get(f"{near.at}sealed/{item.pk}/").status_code == 404


def test_a_recusal_shuts_it_even_to_whoever_holds_it(near: Any):
    item = an_address(near)
    people.stands_aside(near.officer, near.case)

    with pytest.raises(NotFound):
        sealed.reveal(item, why="I wrote it myself.", by=near.actor("officer"))


def test_it_is_nowhere_but_on_the_page_that_opens_it(near: Any):
    """Every page of the case, every list and export of its people, the trail and the mail, as whoever holds it."""
    person = near.person()
    item = an_address(near, person=person)
    client = near.client("officer")
    RoleHeld.objects.create(board=near.board, user=near.officer, role="board_manager", from_on=people.SINCE)
    at = near.at
    pages = [
        at, f"{at}named/", f"{at}sealed/", f"{at}sealed/given/", f"{at}sealed/new/", f"{at}sealed/{item.pk}/",
        f"{at}sealed/{item.pk}/newer/", f"{at}case-people/", f"{at}case-people/export.csv", f"{at}case-people/{person.pk}/",
        f"{at}case-people/{person.pk}/history/", f"{at}case-people/{person.pk}/identity/", f"/board/{near.board.slug}/",
        f"/board/{near.board.slug}/search/?q=Secretgarden",
        f"/board/{near.board.slug}/trail/mine/",
    ]  # fmt: skip

    found = {page: client.get(page, follow=True) for page in pages}
    pages.append(f"/board/{near.board.slug}/trail/")
    found[pages[-1]] = near.client("governance").get(pages[-1])
    told = json.dumps(list(Entry.objects.values("verb", "before", "after", "why")))

    assert {page: one.status_code for page, one in found.items()} == dict.fromkeys(pages, 200)
    assert [
        page for page, one in found.items() if "Mews" in one.content.decode() or "EE9 9EE" in one.content.decode()
    ] == []
    assert "Mews" not in told
    assert "Their address is protected" in found[f"{at}case-people/{person.pk}/identity/"].content.decode()
    assert PLACE in opened(client, near, item).content.decode()
