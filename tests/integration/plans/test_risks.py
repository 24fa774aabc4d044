"""Risks: their scores stay, they close with a reason, and another Board sees only what is shared with it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.plans.models import BoardRisk, RiskBand, RiskScore, RiskShare, SharedRisk
from goldenthread.plans.register import operations, sharing
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry
from tests.factories.people import board, person, signed_in
from tests.factories.records import make

pytestmark = [pytest.mark.django_db, pytest.mark.records]
PROGRAM = Actor.system("a test")
NEXT = clock.today() + timedelta(90)


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def theirs() -> Board:
    return board("theirs")


@pytest.fixture
def risk(ours: Board) -> BoardRisk:
    return operations.add_risk(BoardRisk(board=ours, title="Slavery is not seen", likelihood=3, impact=5), by=PROGRAM)


def manager_of(on: Board) -> Actor:
    user = person(f"manager@{on.slug}.example", board=on, role="board_manager")
    return Actor.person(user.name, user.pk)


def browser(on: Board, role: str = "board_manager") -> Client:
    return signed_in(Client(), person(f"{role}@{on.slug}.example", board=on, role=role))


@pytest.mark.capability("S112")
def test_every_score_stays_with_who_gave_it_when_and_why(ours: Board, risk: BoardRisk):
    operations.score(risk, likelihood=4, impact=5, why="Fewer referrals", review_on=NEXT, by=manager_of(ours))

    first, second = RiskScore.objects.filter(risk=risk)
    risk.refresh_from_db()
    assert (first.score, first.score_before, first.why) == (15, None, "When it was written down.")
    assert (second.score, second.score_before, second.why) == (20, 15, "Fewer referrals")
    assert (second.scored_by, second.scored_on) == ("Manager", clock.today())
    assert (risk.score, risk.looked_at_on, risk.review_on) == (20, clock.today(), NEXT)
    assert Entry.objects.get(verb="score the risk").after["likelihood"] == 4


def test_a_score_that_was_given_cannot_be_changed(risk: BoardRisk):
    given = RiskScore.objects.get(risk=risk)
    given.likelihood = 1

    with pytest.raises(TypeError, match="stays as it was"):
        given.save()


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"why": " "}, "Say why it has this score"), ({"review_on": clock.today()}, "must be after today")],
)
def test_a_score_needs_a_reason_and_a_day_ahead(risk: BoardRisk, changes: dict[str, Any], words: str):
    said = {"likelihood": 1, "impact": 1, "why": "Better", "review_on": NEXT, **changes}

    with pytest.raises(Refused, match=words):
        operations.score(risk, **said, by=PROGRAM)

    assert RiskScore.objects.count() == 1


@pytest.mark.parametrize("likelihood", [0, 6])
def test_a_score_is_of_one_to_five(risk: BoardRisk, likelihood: int):
    with pytest.raises((ValidationError, Refused)):
        operations.score(risk, likelihood=likelihood, impact=1, why="Odd", review_on=NEXT, by=PROGRAM)


def test_a_risk_is_closed_and_reopened_with_a_reason(risk: BoardRisk):
    closed = operations.close(risk, why="It is seen now", by=PROGRAM)
    assert (closed.status, closed.why_closed, closed.closed_on) == ("closed", "It is seen now", clock.today())
    with pytest.raises(NotPossibleNow, match="Reopen it first"):
        operations.score(risk, likelihood=1, impact=1, why="No", review_on=NEXT, by=PROGRAM)

    again = operations.reopen(risk, why="Fewer are seen", by=PROGRAM)

    assert (again.status, again.why_closed, again.closed_on) == ("open", "", None)


@pytest.mark.parametrize("half", ["inherent_likelihood", "target_impact"])
def test_half_a_score_is_refused_by_the_form_and_by_the_database(ours: Board, half: str):
    with pytest.raises(ValidationError, match="both likelihood and impact"):
        trail.add(BoardRisk(board=ours, title="Half", likelihood=1, impact=1, **{half: 3}), by=PROGRAM)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardRisk.objects.create(board=ours, title="Half", likelihood=1, impact=1, **{half: 3})


@pytest.mark.capability("S112")
def test_the_page_of_a_risk_shows_where_its_score_went(ours: Board, risk: BoardRisk):
    operations.score(risk, likelihood=4, impact=5, why="Fewer referrals", review_on=NEXT, by=PROGRAM)

    page = browser(ours).get(f"/board/ours/risks/{risk.pk}/").content.decode()

    assert "The score went up from 15 to 20" in page
    assert "Worse: from 15 to 20" in page
    assert "Fewer referrals" in page
    assert page.count("<svg") >= 2


def test_a_risk_is_looked_at_again_from_its_page(ours: Board, risk: BoardRisk):
    client, at = browser(ours, "board_officer"), f"/board/ours/risks/{risk.pk}/look-again/"
    day = {"review_on-day": str(NEXT.day), "review_on-month": str(NEXT.month), "review_on-year": str(NEXT.year)}

    wrong = client.post(at, {"likelihood": "2", "impact": "", "why": "", **day})
    right = client.post(at, {"likelihood": "2", "impact": "5", "why": "More is seen", **day})

    risk.refresh_from_db()
    assert wrong.status_code == 422
    assert "Enter why it has this score" in wrong.content.decode()
    assert (right.status_code, risk.score) == (302, 10)


def test_the_map_holds_each_open_risk_in_its_place(ours: Board, risk: BoardRisk):
    make(BoardRisk, ours, title="Closed one", status="closed")
    make(BoardRisk, board("theirs"), title="Not ours")

    page = browser(ours).get("/board/ours/risk-map/").content.decode()

    assert "1 open risk: very high 1, high 0, medium 0, low 0." in page
    assert "Slavery is not seen" in page
    assert "Closed one" not in page
    assert "Not ours" not in page


def test_a_board_sets_its_own_bands(ours: Board, risk: BoardRisk):
    for name, at_least, shape in (("Watch", 1, "ring"), ("Act", 20, "bad")):
        RiskBand.objects.create(board=ours, name=name, at_least=at_least, shape=shape)

    page = browser(ours).get("/board/ours/risks/").content.decode()

    assert "Watch, 15 of 25" in page
    assert "Very high" not in page


@pytest.mark.capability("S169")
def test_a_shared_risk_is_a_copy_on_the_other_board_with_its_own_words(ours: Board, theirs: Board, risk: BoardRisk):
    share = operations.share(risk, with_board="theirs", why="It crosses the boundary", by=manager_of(ours))
    taken = operations.take_shared(share.pk, board=theirs, by=manager_of(theirs), comment="We see it too")
    operations.score(risk, likelihood=1, impact=5, why="Better", review_on=NEXT, by=PROGRAM)

    assert (taken.title, taken.score, taken.from_board) == ("Slavery is not seen", 15, ours.name)
    fresh = operations.refresh(taken, by=manager_of(theirs))
    assert (fresh.score, fresh.comment, fresh.as_of) == (5, "We see it too", clock.today())
    assert not hasattr(fresh, "risk")


@pytest.mark.capability("S169")
def test_no_page_of_one_board_leads_to_a_risk_of_another(ours: Board, theirs: Board, risk: BoardRisk):
    operations.share(risk, with_board="theirs", why="It crosses the boundary", by=PROGRAM)
    hidden = make(BoardRisk, ours, title="Nobody else should hear of this", cause="Secret cause")
    client = browser(theirs)

    offered = client.get("/board/theirs/risks-offered/").content.decode()
    pages = [
        client.get(f"/board/{slug}/risks/{one.pk}/").status_code
        for slug in ("ours", "theirs")
        for one in (risk, hidden)
    ]

    assert "Slavery is not seen" in offered
    assert hidden.title not in offered
    assert pages == [404, 404, 404, 404]


def test_what_is_not_shared_with_a_board_is_not_there_for_it(ours: Board, theirs: Board, risk: BoardRisk):
    elsewhere = operations.share(risk, with_board="a-third", why="Only them", by=PROGRAM)
    by = manager_of(theirs)

    for key in (elsewhere.pk, uuid4()):
        with pytest.raises(NotFound, match="There is no such risk shared with this Board"):
            operations.take_shared(key, board=theirs, by=by)

    assert sharing.not_taken(theirs) == []


def test_a_share_that_ended_shows_nothing_more_and_leaves_the_copy(ours: Board, theirs: Board, risk: BoardRisk):
    share = operations.share(risk, with_board="theirs", why="It crosses the boundary", by=PROGRAM)
    taken = operations.take_shared(share.pk, board=theirs, by=PROGRAM)
    operations.end_share(share, by=PROGRAM)
    operations.score(risk, likelihood=5, impact=5, why="Worse", review_on=NEXT, by=PROGRAM)

    fresh = operations.refresh(taken, by=PROGRAM)

    assert (fresh.score, fresh.ended_on) == (15, clock.today())
    assert sharing.shown_to(theirs) == {}


@pytest.mark.parametrize("role", ["board_officer", "member", "agency_lead"])
def test_sharing_takes_whoever_may_approve_the_register(ours: Board, risk: BoardRisk, role: str):
    user = person(f"{role}@ours.example", board=ours, role=role)

    with pytest.raises(NotPermitted):
        operations.share(risk, with_board="theirs", why="Why not", by=Actor.person(user.name, user.pk))

    assert RiskShare.objects.count() == 0


def test_whether_there_is_a_board_of_that_name_is_not_told(ours: Board, theirs: Board, risk: BoardRisk):
    client, at = browser(ours), f"/board/ours/risks/{risk.pk}/share/"

    real = client.post(at, {"with_board": "theirs", "why": "Both", "agreed": "on"})
    page = client.get(real["Location"]).content
    none = client.post(at, {"with_board": "nowhere", "why": "Both", "agreed": "on"})
    again = client.get(none["Location"]).content

    assert (real.status_code, none.status_code) == (302, 302)
    assert (b"If there is a Board of that name here" in page) == (b"If there is a Board of that name here" in again)


def test_a_risk_is_shared_once_with_a_board(risk: BoardRisk):
    operations.share(risk, with_board="theirs", why="Both", by=PROGRAM)

    with pytest.raises(NotPossibleNow, match="shared with that Board already"):
        operations.share(risk, with_board="Theirs ", why="Both", by=PROGRAM)


def test_the_receiving_board_says_only_what_it_means_there(theirs: Board, ours: Board, risk: BoardRisk):
    share = operations.share(risk, with_board="theirs", why="Both", by=PROGRAM)
    taken = operations.take_shared(share.pk, board=theirs, by=PROGRAM)
    client, at = browser(theirs), f"/board/theirs/shared-risks/{taken.pk}/change/"

    read = re.search(r'name="read"[^>]*value="([^"]+)"', client.get(at).content.decode())
    assert read is not None
    client.post(at, {"read": read[1], "comment": "We train on it", "title": "Another title", "likelihood": "1"})

    kept = SharedRisk.objects.get()
    assert (kept.comment, kept.title, kept.likelihood) == ("We train on it", "Slavery is not seen", 3)


def test_scores_are_days_apart_from_moments(risk: BoardRisk):
    given = RiskScore.objects.get(risk=risk)

    assert isinstance(given.scored_on, date)
    assert given.scored_at.tzinfo is not None


def test_the_chair_who_holds_a_risk_says_that_it_was_looked_at_and_changes_nothing_else(ours: Board, risk: BoardRisk):
    BoardRisk.objects.filter(pk=risk.pk).update(owner="Independent chair", review_on=clock.today() - timedelta(8))
    chair = browser(ours, "chair")
    address = f"/board/ours/risks/{risk.pk}/"

    assert f"Look again at the risk: {risk.title}" in chair.get("/board/ours/").content.decode()
    assert "Look at it again" in chair.get(address).content.decode()
    day = {"review_on-day": NEXT.day, "review_on-month": NEXT.month, "review_on-year": NEXT.year}
    given = {"likelihood": "2", "impact": "5", "why": "Two more referrals came.", **day}
    assert chair.post(f"{address}look-again/", given).status_code == 302

    risk.refresh_from_db()
    assert (risk.likelihood, risk.looked_at_on, risk.review_on) == (2, clock.today(), NEXT)
    assert chair.get(f"{address}change/").status_code == 403
    assert Entry.objects.filter(verb="score the risk", subject_id=str(risk.pk)).exists()


def test_who_may_not_say_so_reads_who_does(ours: Board, risk: BoardRisk):
    reader = browser(ours, "information_governance")

    assert (
        "The Board’s office and the chair say that a risk was looked at again."
        in reader.get(f"/board/ours/risks/{risk.pk}/").content.decode()
    )
    assert reader.get(f"/board/ours/risks/{risk.pk}/look-again/").status_code == 403
