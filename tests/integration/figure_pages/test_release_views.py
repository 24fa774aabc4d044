"""Two people look at proposed figures apart from each other, and beside everything that is public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goldenthread.boards.models import Board
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.figures import beside, engine, operations, store
from goldenthread.figures.disclosure_audit import facts
from goldenthread.figures.models import FrozenSet, PublishedRelease, ReleaseProposal
from goldenthread.trail.models import Entry
from tests.factories import figures, people, releases
from tests.integration.figure_pages.conftest import RELEASES, WORDS, YES, Enter, agree, somebody

# ---------- two views, apart from each other

DOUBT = "The row of other enquiries looks wrong to me."


def test_whoever_disagrees_sends_the_figures_back(board: Board, proposal: ReleaseProposal):
    manager, chair = somebody(board, "board_manager"), somebody(board, "chair")
    first = agree(proposal, manager, agrees=False, words=DOUBT)
    second = agree(proposal, chair)

    assert (first.status, second.status) == ("viewed", "returned")
    assert not PublishedRelease.objects.exists()
    assert Entry.objects.filter(verb="send figures back").exists()
    with pytest.raises(NotPossibleNow, match="went back"):
        agree(proposal, somebody(board, "chair", "third"))


@pytest.mark.parametrize("agrees", [True, False])
def test_the_second_sees_nothing_of_the_first_view_before_giving_their_own(
    enter: Enter, board: Board, proposal: ReleaseProposal, agrees: bool
):
    """Neither words nor verdict, on no page and not in the trail, whatever the first said."""
    manager, chair = somebody(board, "board_manager"), enter("chair")
    places = [f"{RELEASES}proposals/{proposal.pk}/", RELEASES, "/board/example/"]
    agree(proposal, manager, agrees=agrees, words=DOUBT)

    seen = " ".join(chair.get(place).content.decode() for place in places)
    trail = repr(list(Entry.objects.values_list("verb", "before", "after", "why")))

    for told in (DOUBT, "They should go back", "agree to figures", "send figures back"):
        assert told not in trail
        assert told not in seen
    assert "One view is given." in seen
    assert operations.views_of(proposal, by=somebody(board, "chair", "other")) == []
    assert [one.words for one in operations.views_of(proposal, by=manager)] == [DOUBT]


def test_once_both_are_in_each_reads_both(enter: Enter, board: Board, proposal: ReleaseProposal):
    agree(proposal, somebody(board, "board_manager"), agrees=False, words=DOUBT)
    chair = enter("chair")
    answer = chair.post(f"{RELEASES}proposals/{proposal.pk}/view/", YES)
    page = chair.get(answer["Location"]).content.decode()

    assert DOUBT in page
    assert WORDS in page
    assert "What the two said" in page


def test_a_view_says_something(enter: Enter, board: Board, proposal: ReleaseProposal):
    with pytest.raises(Refused, match="Write what you looked at"):
        agree(proposal, somebody(board, "board_manager"), words="  ")
    answer = enter("chair").post(f"{RELEASES}proposals/{proposal.pk}/view/", {"agrees": "", "words": WORDS})

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert ReleaseProposal.objects.get().status == "proposed"


def test_the_database_itself_refuses_a_third_view(board: Board, proposal: ReleaseProposal):
    agree(proposal, somebody(board, "board_manager"))
    view = proposal.views.get()

    for fields in ({"place": 1}, {"place": 3}):
        view.pk, view._state.adding = None, True
        view.by_id = somebody(board, "chair", f"chair-{fields['place']}").user_id
        view.place = fields["place"]
        with pytest.raises(IntegrityError), transaction.atomic():
            view.save(force_insert=True)


# ---------- beside what is public


def test_a_release_comes_out_of_its_frozen_set_again(board: Board, data: FrozenSet, proposal: ReleaseProposal):
    agree(proposal, somebody(board, "board_manager"))
    agree(proposal, somebody(board, "chair"))
    kept = PublishedRelease.objects.get()

    assert (kept.version, kept.contents_sha256) == ("2", store.hash_of(kept.contents))
    assert beside.is_reproduced(kept)
    kept.contents["figures"]["concerns.received"]["numerator"]["value"] = 41
    assert not beside.is_reproduced(kept)


def test_a_release_is_made_again_through_the_views_of_its_day(
    board: Board, proposal: ReleaseProposal, monkeypatch: pytest.MonkeyPatch
):
    agree(proposal, somebody(board, "board_manager"))
    agree(proposal, somebody(board, "chair"))
    kept = PublishedRelease.objects.get()
    others = {**engine.views(), "concerns_counted": "SELECT * FROM concerns WHERE false"}
    monkeypatch.setattr(engine, "views", lambda: others)

    assert beside.is_reproduced(kept)
    del kept.audit["views"]
    assert not beside.is_reproduced(kept)


def test_what_was_changed_after_it_was_proposed_does_not_go_out(board: Board, proposal: ReleaseProposal):
    proposal.contents["figures"]["concerns.received"]["numerator"]["value"] = 41
    proposal.save()

    with pytest.raises(NotPossibleNow, match="not what was proposed"):
        agree(proposal, somebody(board, "board_manager"))


@pytest.mark.parametrize("first", [True, False, None])
@pytest.mark.parametrize("second", [True, False])
def test_what_was_released_meanwhile_asks_for_a_new_proposal(
    board: Board, proposal: ReleaseProposal, first: bool | None, second: bool
):
    """The refusal is the same whatever was said before, or the second could tell the first view from it."""
    if first is not None:
        agree(proposal, somebody(board, "board_manager"), agrees=first)
    store.save_release(store.from_json(proposal.contents), board=board, by=figures.SYSTEM)

    with pytest.raises(NotPossibleNow, match="released since"):
        agree(proposal, somebody(board, "chair"), agrees=second)


@pytest.mark.parametrize("first", [True, False])
def test_a_first_view_of_somebody_who_may_not_sign_off_any_more_stops_the_second(
    board: Board, proposal: ReleaseProposal, first: bool
):
    manager = somebody(board, "board_manager")
    agree(proposal, manager, agrees=first)
    people.User.objects.filter(pk=manager.user_id).update(is_active=False)

    with pytest.raises(NotPossibleNow, match="may not sign off figures any more"):
        agree(proposal, somebody(board, "chair"))


@pytest.mark.parametrize("first", [True, False, None])
def test_what_was_said_meanwhile_asks_for_a_new_proposal(
    board: Board, proposal: ReleaseProposal, monkeypatch: pytest.MonkeyPatch, first: bool | None
):
    if first is not None:
        agree(proposal, somebody(board, "board_manager"), agrees=first)
    said = facts.Count("2023-24", "concerns.self_neglect", "", 2, 2, "a leaflet")
    monkeypatch.setattr(facts, "_tellers", [lambda board_id, years: [said]])

    with pytest.raises(NotPossibleNow, match="More has become public since"):
        agree(proposal, somebody(board, "chair"))


def test_every_release_ever_kept_is_known_to_the_audit(
    board: Board, year: Any, proposal: ReleaseProposal, tmp_path: Path
):
    """A release of another day is not only compared with the last: 41 with a release before it is asked about both."""
    agree(proposal, somebody(board, "board_manager"))
    agree(proposal, somebody(board, "chair"))
    figures.concerns(year, ["N1"])
    data = operations.freeze(board=board, period=figures.YEAR, out=tmp_path, by=figures.SYSTEM)
    again = operations.propose_release(frozen_set=data, by=somebody(board, "analyst", "second"))

    assert again.audit["other_publications"] == 1
    assert again.audit["states_of_data"]


def test_an_earlier_release_that_cannot_be_read_stops_the_next(board: Board, data: FrozenSet):
    broken = store.save_release(releases.small(), board=board, by=figures.SYSTEM)
    PublishedRelease.objects.filter(pk=broken.pk).update(contents={"figures": {}})

    with pytest.raises(NotPossibleNow, match="earlier release cannot be read"):
        operations.propose_release(frozen_set=data, by=somebody(board, "analyst"))


def test_facts_that_rooms_tell_are_known_to_the_audit(board: Board, data: FrozenSet, monkeypatch: pytest.MonkeyPatch):
    """Two concerns of forty are about self-neglect, and withheld. Somebody wrote how many."""
    said = facts.Count("2023-24", "concerns.self_neglect", "", 2, 2, "a leaflet")
    monkeypatch.setattr(facts, "_tellers", [lambda board_id, years: [said] if board_id == board.pk else []])

    proposal = operations.propose_release(frozen_set=data, by=somebody(board, "analyst"))

    assert proposal.audit["given_away_before"] == ["2023-24 concerns.self_neglect"]
