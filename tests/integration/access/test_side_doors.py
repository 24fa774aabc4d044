"""What somebody may not read is told by no other page: not the trail, not a filter, not the list of accounts."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.boards.standing import ItemGrant, RoleHeld
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.learning.models import Source
from goldenthread.reviews.models import Review
from goldenthread.trail.models import Entry
from goldenthread.trail.operations import record
from tests.factories.people import agency, board, named_on, person, signed_in, stands_aside
from tests.factories.records import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Board:
    return board("ours")


def told(on: Board, name: str) -> Entry:
    return record("change", agency(on, name), by=Actor.person("Somebody", None), after={"name": name.title()})


def test_an_inspector_reads_only_those_entries_of_the_trail_that_they_were_given(client: Client, ours: Board):
    inspector = person("inspector@ours.example", board=ours, role="inspector")
    shown, hidden = told(ours, "police"), told(ours, "hospice")
    days = {"from_on": clock.today(), "why": "Asked for it by name."}
    ItemGrant.objects.create(user=inspector, board=ours, item_id=shown.pk, **days)

    page = signed_in(client, inspector).get("/board/ours/trail/").content.decode()

    assert shown.after["name"] in page
    assert hidden.after["name"] not in page


def test_information_governance_reads_the_whole_trail(client: Client, ours: Board):
    governor = person("ig@ours.example", board=ours, role="information_governance")
    told(ours, "police")
    told(ours, "hospice")

    page = signed_in(client, governor).get("/board/ours/trail/").content.decode()

    assert "Police" in page
    assert "Hospice" in page


def test_a_filter_offers_nobody_what_they_may_not_read(client: Client, ours: Board):
    source = Source.objects.create(board=ours, kind="review", title="Learning from Juniper", slug="juniper")
    review = make(Review, ours, source=source)
    other = Source.objects.create(board=ours, kind="audit", title="Audit of spring", slug="spring")
    aside = person("ig@ours.example", board=ours, role="information_governance")
    stands_aside(aside, review)
    reviewer = person("reviewer@ours.example", board=ours, role="reviewer")
    named_on(reviewer, review, "reviewer")

    recused = signed_in(Client(), aside)
    named = signed_in(Client(), reviewer)

    assert source.title not in recused.get("/board/ours/recommendations/").content.decode()
    assert recused.get(f"/board/ours/recommendations/?source={source.pk}").status_code == 400
    assert other.title in recused.get("/board/ours/recommendations/").content.decode()
    assert source.title in named.get("/board/ours/recommendations/").content.decode()
    assert other.title not in named.get("/board/ours/recommendations/").content.decode()


def test_who_may_not_read_who_holds_which_role_is_not_told_on_the_pages_of_accounts(client: Client, ours: Board):
    member = person("member@ours.example", board=ours, role="panel_chair")
    keeper = signed_in(Client(), person("keeper@ours.example", board=ours, role="administrator"))
    officer = signed_in(Client(), person("officer@ours.example", board=ours, role="board_officer"))

    for address in ("/board/ours/accounts/", f"/board/ours/accounts/{member.pk}/"):
        assert "Panel chair" in officer.get(address).content.decode()
        seen = keeper.get(address).content.decode()
        assert member.email in seen
        assert "Panel chair" not in seen


def test_an_account_that_is_about_to_work_with_another_board_is_not_ours_to_close(client: Client, ours: Board):
    shared = person("shared@ours.example", board=ours, role="member")
    begins = clock.today().replace(year=clock.today().year + 1, day=1)
    RoleHeld.objects.create(user=shared, board=board("theirs"), role="member", from_on=begins)
    manager = signed_in(client, person("manager@ours.example", board=ours, role="board_manager"))

    answer = manager.post(f"/board/ours/accounts/{shared.pk}/account/close/")

    shared.refresh_from_db()
    assert (answer.status_code, shared.is_active) == (403, True)


def test_the_whole_trail_tells_nothing_of_a_case_one_stands_aside_from(client: Client, ours: Board):
    governor = person("ig@ours.example", board=ours, role="information_governance")
    review, other = make(Review, ours), make(Review, ours)
    Review.objects.filter(pk=review.pk).update(pseudonym="Adult Zephyr")
    Review.objects.filter(pk=other.pk).update(pseudonym="Adult Yarrow")
    for one in Review.objects.all():
        record(
            "change",
            one,
            by=Actor.system("set the scene"),
            before={"pseudonym": "x"},
            after={"pseudonym": one.pseudonym},
        )
    stands_aside(governor, review)

    page = signed_in(client, governor).get("/board/ours/trail/").content.decode()

    assert "Adult Yarrow" in page
    assert "Adult Zephyr" not in page


def test_the_page_about_the_board_tells_nobody_what_was_exported(client: Client, ours: Board):
    record("export", ours, by=Actor.system("set the scene"), after={"kind": "referrals", "rows": 7})
    record("change", ours, by=Actor.system("set the scene"), before={"area": "Here"}, after={"area": "There"})

    page = (
        signed_in(client, person("m@ours.example", board=ours, role="member"))
        .get("/board/ours/about/")
        .content.decode()
    )

    assert "There" in page
    assert "referrals" not in page
