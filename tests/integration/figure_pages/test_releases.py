"""Releasing figures: an analyst proposes, two others give their view apart, and only if both agree are they public."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client

from goldenthread.accounts.models import SignIn, User
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.figures import operations
from goldenthread.figures.models import FrozenSet, PublishedRelease, ReleaseProposal
from goldenthread.figures.steps import STEPS, Status, step_from
from goldenthread.figures.store import latest_release
from goldenthread.trail.models import Entry
from tests.factories import figures, people
from tests.integration.figure_pages.conftest import RELEASES, WORDS, YES, Enter, agree, somebody


def test_two_people_agree_and_the_figures_are_public(board: Board, proposal: ReleaseProposal):
    manager, chair = somebody(board, "board_manager"), somebody(board, "chair")

    first = agree(proposal, manager)
    assert (first.status, latest_release(board, "2023-24")) == ("viewed", None)
    second = agree(proposal, chair)

    released = latest_release(board, "2023-24")
    assert second.status == "released"
    assert released is not None
    assert released.figures["concerns.received"].value.value == 40
    assert released.figures["concerns.self_neglect"].value.mark == "c"
    assert PublishedRelease.objects.get().released_by == "Board-Manager and Chair"
    entry = Entry.objects.get(verb="release figures")
    assert (entry.by_name, entry.second_name) == ("Chair", "Board-Manager")


def test_what_was_agreed_to_is_what_goes_out(board: Board, year: Any, proposal: ReleaseProposal):
    agree(proposal, somebody(board, "board_manager"))
    figures.concerns(year, ["N1"])
    agree(proposal, somebody(board, "chair"))

    proposal.refresh_from_db()
    assert PublishedRelease.objects.get().contents == proposal.contents


def test_nobody_agrees_to_what_they_proposed(board: Board, data: FrozenSet):
    both = somebody(board, "analyst")
    people.person("analyst@example.example", board=board, role="board_manager")
    proposal = operations.propose_release(frozen_set=data, by=both)

    with pytest.raises(NotPermitted, match="You proposed these figures"):
        agree(proposal, both)
    agree(proposal, somebody(board, "chair"))
    with pytest.raises(NotPermitted, match="You proposed these figures"):
        agree(proposal, both)


def test_nobody_gives_two_views(board: Board, proposal: ReleaseProposal):
    chair = somebody(board, "chair")
    agree(proposal, chair)

    with pytest.raises(NotPermitted, match="You have given your view of these figures already"):
        agree(proposal, chair)
    assert PublishedRelease.objects.count() == 0


@pytest.mark.parametrize("role", ["analyst", "board_officer", "information_governance", "member", "agency_lead"])
def test_only_the_manager_and_the_chair_sign_off_figures(board: Board, proposal: ReleaseProposal, role: str):
    with pytest.raises(NotPermitted):
        agree(proposal, somebody(board, role, f"another-{role}"))


@pytest.mark.parametrize("role", ["board_manager", "chair", "board_officer", "information_governance", "member"])
def test_only_an_analyst_proposes_figures(board: Board, data: FrozenSet, role: str):
    with pytest.raises(NotPermitted):
        operations.propose_release(frozen_set=data, by=somebody(board, role))


def test_the_program_itself_signs_nothing(board: Board, data: FrozenSet, proposal: ReleaseProposal):
    with pytest.raises(NotPermitted, match="each under their own name"):
        operations.propose_release(frozen_set=data, by=figures.SYSTEM)
    with pytest.raises(NotPermitted, match="each under their own name"):
        agree(proposal, Actor.console("root"))


def test_a_year_has_one_open_proposal(board: Board, data: FrozenSet, proposal: ReleaseProposal):
    again = somebody(board, "analyst", "second-analyst")

    with pytest.raises(NotPossibleNow, match="have been proposed already"):
        operations.propose_release(frozen_set=data, by=again)
    operations.withdraw_proposal(proposal=proposal, why="A row was wrong.", by=again)

    assert operations.propose_release(frozen_set=data, by=again).status == "proposed"


@pytest.mark.parametrize("role", ["analyst", "board_manager", "chair"])
def test_those_who_propose_and_those_who_sign_off_may_withdraw(board: Board, proposal: ReleaseProposal, role: str):
    now = operations.withdraw_proposal(
        proposal=proposal, why="A row was wrong.", by=somebody(board, role, f"other-{role}")
    )

    assert now.status == "withdrawn"
    assert Entry.objects.get(verb="withdraw figures").why == "A row was wrong."
    with pytest.raises(NotPossibleNow, match="withdrawn"):
        agree(proposal, somebody(board, "chair", "the-chair"))


def test_what_is_released_is_not_withdrawn(board: Board, proposal: ReleaseProposal):
    agree(proposal, somebody(board, "board_manager"))
    agree(proposal, somebody(board, "chair"))

    with pytest.raises(NotPermitted):
        operations.withdraw_proposal(proposal=proposal, why="Too late.", by=somebody(board, "chair", "other"))
    with pytest.raises(NotPossibleNow, match="released"):
        agree(proposal, somebody(board, "chair", "third"))


def test_data_that_were_changed_cannot_be_proposed(board: Board, data: FrozenSet):
    folder = Path(data.folder)
    (folder / "concerns.parquet").write_bytes((folder / "adults.parquet").read_bytes())

    with pytest.raises(Refused, match="cannot be trusted"):
        operations.propose_release(frozen_set=data, by=somebody(board, "analyst"))


def test_the_database_itself_refuses_one_person_in_two_places(board: Board, proposal: ReleaseProposal):
    theirs = {"agreed_at": proposal.proposed_at, "agreed_by": proposal.proposed_by}

    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseProposal.objects.filter(pk=proposal.pk).update(**theirs)


def test_each_open_state_has_a_way_on_and_a_way_back_and_no_other_has():
    from goldenthread.core.access import Act

    ways = {status: {act for act in Act if step_from(status, act, both_agree=True)} for status in Status}

    assert ways == {
        Status.PROPOSED: {Act.APPROVE, Act.EDIT},
        Status.VIEWED: {Act.APPROVE, Act.EDIT},
        Status.RELEASED: set(),
        Status.RETURNED: set(),
        Status.WITHDRAWN: set(),
    }
    assert len(STEPS) == 5


@pytest.mark.django_db(transaction=True)
def test_of_many_who_agree_at_the_same_moment_one_is_first_one_releases_and_the_rest_are_refused(tmp_path: Path):
    board = people.board("example", is_demonstration=False)
    figures.a_year(board)
    data = figures.frozen(board, tmp_path)
    proposal = operations.propose_release(frozen_set=data, by=somebody(board, "analyst"))
    chairs = [somebody(board, "chair", f"chair-{number}") for number in range(6)]
    outcomes: list[str] = []
    together = threading.Barrier(len(chairs))

    def press(chair: Actor) -> None:
        together.wait()
        while True:
            try:
                outcomes.append(agree(proposal, chair).status)
            except NotPossibleNow:
                outcomes.append("refused")
            except OperationalError:  # SQLite in memory does not wait for its turn
                continue
            connection.close()
            return

    threads = [threading.Thread(target=press, args=(chair,)) for chair in chairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    now = ReleaseProposal.objects.get()
    assert sorted(outcomes) == ["refused", "refused", "refused", "refused", "released", "viewed"]
    assert PublishedRelease.objects.count() == 1
    assert len({now.proposed_by_id, now.agreed_by_id, now.released_by_id}) == 3


# ---------- the pages


def test_figures_are_proposed_agreed_to_and_released_on_pages(enter: Enter, board: Board, year: Any, tmp_path: Path):
    figures.frozen(board, tmp_path)
    data = FrozenSet.objects.get()
    analyst, manager, chair = enter("analyst"), enter("board_manager"), enter("chair")

    sent = analyst.post(f"{RELEASES}propose/", {"chosen": str(data.pk), "quarters": "year", "rule": "board"})
    address = sent["Location"]
    waiting = manager.get(RELEASES).content.decode()
    first = manager.post(f"{address}view/", YES)
    again = manager.post(f"{address}view/", YES)
    second = chair.post(f"{address}view/", YES)
    released = chair.get(f"{RELEASES}{PublishedRelease.objects.get().pk}/").content.decode()

    assert (sent.status_code, first.status_code, again.status_code, second.status_code) == (302, 302, 403, 302)
    assert "Waits for two views" in waiting
    assert "Board-Manager and Chair" in released
    assert "This is what the Board publishes for 2023-24." in released


def test_a_view_asks_for_proof_of_who_one_is_and_loses_nothing(enter: Enter, proposal: ReleaseProposal):
    chair, address = enter("chair"), f"{RELEASES}proposals/{proposal.pk}/"
    SignIn.objects.update(proved_at=clock.now() - timedelta(minutes=6))

    page = chair.get(address).content.decode()
    SignIn.objects.update(proved_at=clock.now())
    writer = chair.get(f"{address}view/").context["writer_field"]
    SignIn.objects.update(proved_at=clock.now() - timedelta(minutes=6))
    answer = chair.post(f"{address}view/", {**YES, "writer": str(writer).split('"')[-2]})
    SignIn.objects.update(proved_at=clock.now())

    assert "Give your view" in page
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/")
    assert answer["Location"].endswith(quote(f"{address}view/", safe=""))
    assert WORDS in chair.get(f"{address}view/").content.decode()
    assert ReleaseProposal.objects.get().status == "proposed"


def test_the_page_says_what_would_be_different(
    enter: Enter, board: Board, year: Any, proposal: ReleaseProposal, tmp_path: Path
):
    first = enter("chair").get(f"{RELEASES}proposals/{proposal.pk}/").content.decode()
    agree(proposal, somebody(board, "board_manager"))
    agree(proposal, somebody(board, "chair"))
    figures.concerns(year, ["N1"])
    data = operations.freeze(board=board, period=figures.YEAR, out=tmp_path, by=figures.SYSTEM)
    other = operations.propose_release(frozen_set=data, by=somebody(board, "analyst"))

    second = enter("chair").get(f"{RELEASES}proposals/{other.pk}/").content.decode()

    assert "Nothing has been released for 2023-24 before." in first
    assert "Figures that would read otherwise than in the last release" in second
    assert ">41<" in second


def test_who_proposed_is_not_asked_for_a_view(enter: Enter, proposal: ReleaseProposal):
    theirs = enter("analyst").get(f"{RELEASES}proposals/{proposal.pk}/").content.decode()
    chairs = enter("chair").get(f"{RELEASES}proposals/{proposal.pk}/").content.decode()

    assert "You proposed these figures." in theirs
    assert "Give your view" not in theirs
    assert "Give your view" in chairs


def test_withdrawing_asks_why(enter: Enter, proposal: ReleaseProposal):
    client, address = enter("analyst"), f"{RELEASES}proposals/{proposal.pk}/withdraw/"

    without = client.post(address, {"why": ""})
    with_why = client.post(address, {"why": "A row was wrong."})

    assert (without.status_code, with_why.status_code) == (422, 302)
    assert ReleaseProposal.objects.get().status == "withdrawn"


def test_reading_is_not_withdrawing(enter: Enter, proposal: ReleaseProposal):
    refused = enter("board_officer").post(f"{RELEASES}proposals/{proposal.pk}/withdraw/", {"why": "I can."})

    assert refused.status_code == 403
    assert ReleaseProposal.objects.get().status == "proposed"


def test_a_second_proposal_of_a_year_says_what_to_do(enter: Enter, data: FrozenSet, proposal: ReleaseProposal):
    answer = enter("analyst").post(f"{RELEASES}propose/", {"chosen": str(data.pk), "quarters": "year", "rule": "board"})

    assert answer.status_code == 422
    assert "Withdraw those first." in answer.content.decode()


@pytest.mark.parametrize("chosen", ["", "freeze 1999-00", "nothing"])
def test_only_data_that_there_are_can_be_proposed(enter: Enter, year: Any, chosen: str):
    answer = enter("analyst").post(f"{RELEASES}propose/", {"chosen": chosen, "quarters": "year", "rule": "board"})

    assert answer.status_code == 422
    assert ReleaseProposal.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("analyst", 200),
        ("board_manager", 200),
        ("chair", 200),
        ("member", 403),
        ("agency_lead", 403),
        ("inspector", 403),
    ],
)
def test_releases_are_for_those_who_answer_for_them(enter: Enter, proposal: ReleaseProposal, role: str, status: int):
    client = enter(role)

    assert client.get(RELEASES).status_code == status
    assert client.get(f"{RELEASES}proposals/{proposal.pk}/").status_code == status


def test_another_boards_proposal_is_not_there(proposal: ReleaseProposal):
    other = people.board("other")
    user: User = people.person("chair@other.example", board=other, role="chair")
    client = people.signed_in(Client(), user)

    assert client.get(f"/board/other/releases/proposals/{proposal.pk}/").status_code == 404
    assert client.post(f"/board/other/releases/proposals/{proposal.pk}/view/", YES).status_code == 404


def test_an_agreement_of_somebody_who_left_meanwhile_does_not_count(board: Board, proposal: ReleaseProposal):
    manager, chair = somebody(board, "board_manager"), somebody(board, "chair")
    agree(proposal, manager)
    User.objects.filter(pk=manager.user_id).update(is_active=False)

    with pytest.raises(NotPossibleNow, match="gave the first view"):
        agree(proposal, chair)

    assert not PublishedRelease.objects.exists()
