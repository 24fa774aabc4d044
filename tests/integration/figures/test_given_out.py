"""Numbers that go outside the Board by another way than a release: looked at beside all that is public, and known afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Stretch, stretch
from goldenthread.figures import beside, disclosure, frozen, giving_out, operations, store
from goldenthread.figures.disclosure_audit.facts import Count, told
from goldenthread.figures.given_out import GivenOut
from goldenthread.figures.models import FrozenSet, ReleaseProposal
from goldenthread.trail.models import Entry
from tests.factories import figures, people
from tests.integration.figure_pages.conftest import agree, somebody

YEAR = stretch("2023-24")
DECISIONS = "concerns.by_decision"
HERE = "/board/example/releases/"


@pytest.fixture
def board(db: None) -> Board:
    return people.board("example", is_demonstration=False)


@pytest.fixture
def data(board: Board, tmp_path: Path) -> FrozenSet:
    """Of eighty-five concerns forty led to none, thirty to an enquiry, twelve to another enquiry, and three were passed on."""
    made = figures.extract(board)
    for decision, many in (("no_enquiry", 40), ("s42_duty_met", 30), ("other_enquiry", 12), ("signposted", 3)):
        ids = [f"{decision}-{number}" for number in range(many)]
        figures.concerns(made, ids, raised_on=date(2023, 5, 1), decision=decision)
    return figures.frozen(board, tmp_path)


@pytest.fixture
def released(board: Board, data: FrozenSet) -> dict[str, Any]:
    """The year as released: by key, the printed count of each decision, or None."""
    made = disclosure.release(frozen.read(Path(data.folder)), YEAR)
    store.save_release(made, board=board, by=figures.SYSTEM)
    return {row.key: row.numerator.value for row in made.figures[DECISIONS].rows}


@pytest.fixture
def analyst(board: Board) -> Actor:
    return somebody(board, "analyst")


def give(board: Board, by: Actor, counts: dict[str, tuple[int, int]], **fields: Any) -> GivenOut:
    given = {"figure_id": DECISIONS, "to_whom": "A newspaper", "what": "An answer", "period": YEAR, **fields}
    return giving_out.give_out(board=board, counts=counts, by=by, **given)


def facts(board: Board, period: Stretch = YEAR) -> list[Count]:
    return [one for one in told(board.pk, frozenset(beside.years(period.label))) if isinstance(one, Count)]


def test_what_was_released_already_can_be_told_and_is_known(board: Board, released: dict[str, Any], analyst: Actor):
    shown = {key: (int(value), int(value)) for key, value in released.items() if value is not None}
    assert len(shown) >= 2
    one = give(board, analyst, shown)

    assert {(fact.key, fact.low, fact.high) for fact in facts(board)} == {(key, *pair) for key, pair in shown.items()}
    entry = Entry.objects.get(verb="give numbers out")
    assert entry.by_name == "Analyst"
    assert "40" not in str(entry.after), "the trail tells no number"
    assert one.given_by == "Analyst"


def test_a_number_that_would_tell_a_withheld_one_is_refused(board: Board, released: dict[str, Any], analyst: Actor):
    """Twelve is withheld beside three: with twelve told, three follows from the whole."""
    assert [key for key, value in released.items() if value is None] == ["other_enquiry", "signposted"]

    with pytest.raises(
        NotPossibleNow, match="would tell more of a count that is withheld, in “Concerns by what was decided”"
    ):
        give(board, analyst, {"other_enquiry": (12, 12)})

    assert not GivenOut.objects.exists()
    assert not Entry.objects.filter(verb="give numbers out").exists()


def test_answers_that_together_tell_a_small_number_once_figures_are_released_are_refused(
    board: Board, data: FrozenSet, analyst: Actor
):
    """The whole and three of its four parts, before anything is released: the release names the fourth, and three follows."""
    give(board, analyst, {"": (85, 85)}, figure_id="concerns.received")
    give(board, analyst, {"no_enquiry": (40, 40), "s42_duty_met": (30, 30)})

    with pytest.raises(NotPossibleNow, match="once figures of April 2023 to March 2024 are released"):
        give(board, analyst, {"other_enquiry": (12, 12)})

    assert GivenOut.objects.count() == 2
    assert operations.propose_release(frozen_set=data, by=analyst).status == "proposed"


@pytest.mark.parametrize("count", [(1, 1), (4, 4), (0, 3)])
def test_a_small_count_is_not_given_out_at_all(board: Board, analyst: Actor, count: tuple[int, int]):
    with pytest.raises(Refused, match="from 1 to 4 is not given out"):
        give(board, analyst, {"signposted": count})


@pytest.mark.parametrize("count", [(0, 0), (5, 5), giving_out.FEWER])
def test_other_counts_are_where_nothing_is_public(board: Board, analyst: Actor, count: tuple[int, int]):
    assert give(board, analyst, {"signposted": count}).counts == {"signposted": list(count)}


@pytest.mark.parametrize(
    ("fields", "counts", "words"),
    [
        ({"figure_id": "money.income"}, {"": (9, 9)}, "Choose a figure that counts adults"),
        ({"figure_id": "nothing"}, {"": (9, 9)}, "Choose a figure that counts adults"),
        ({}, {}, "at least one number"),
        ({"to_whom": " "}, {"": (9, 9)}, "whom the numbers go to"),
        ({}, {"": (9, 8)}, "whole number, 0 or more"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(board: Board, analyst: Actor, fields: Any, counts: Any, words: str):
    with pytest.raises(Refused, match=words):
        give(board, analyst, counts, **fields)


def test_what_does_not_fit_the_release_is_refused(board: Board, released: dict[str, Any], analyst: Actor):
    with pytest.raises(NotPossibleNow, match="do not fit what was released"):
        give(board, analyst, {"": (84, 84)}, figure_id="concerns.received")


def test_a_release_that_does_not_fit_says_what_was_given_and_goes_out_once_that_is_put_right(
    board: Board, data: FrozenSet, analyst: Actor
):
    give(board, analyst, {"": (90, 90)}, figure_id="concerns.received", to_whom="The scrutiny committee")
    with pytest.raises(NotPossibleNow, match="Concerns received, 2023-24, to The scrutiny committee"):
        operations.propose_release(frozen_set=data, by=analyst)

    give(board, analyst, {"": (85, 85)}, figure_id="concerns.received", to_whom="The scrutiny committee")

    assert [(one.low, one.high) for one in facts(board)] == [(85, 90)]
    assert operations.propose_release(frozen_set=data, by=analyst).status == "proposed"


def test_what_was_given_out_since_a_proposal_stops_it(board: Board, data: FrozenSet, analyst: Actor):
    proposal = operations.propose_release(frozen_set=data, by=analyst)
    give(board, analyst, {"": (85, 85)}, figure_id="concerns.received")

    with pytest.raises(NotPossibleNow, match="More has become public since"):
        agree(proposal, somebody(board, "board_manager"))
    assert ReleaseProposal.objects.get().status == "proposed"


@pytest.mark.parametrize("role", [Role.BOARD_MANAGER, Role.CHAIR, Role.BOARD_OFFICER, Role.MEMBER])
def test_only_an_analyst_gives_numbers_out(board: Board, role: Role):
    with pytest.raises(NotPermitted):
        give(board, somebody(board, role.value), {"": (9, 9)})


def test_a_quarters_numbers_bear_on_its_year(board: Board, analyst: Actor):
    give(board, analyst, {"": (30, 30)}, figure_id="concerns.received", period=stretch("2023-24 Q1"))

    assert [(one.period, one.low) for one in facts(board)] == [("2023-24 Q1", 30)]
    assert not facts(board, stretch("2030-31"))


@pytest.fixture
def enter(board: Board) -> Callable[[str], Client]:
    def come(role: str) -> Client:
        return people.signed_in(
            Client(), people.person(f"{role.replace('_', '-')}@page.example", board=board, role=role)
        )

    return come


def test_numbers_are_given_out_on_pages(board: Board, released: dict[str, Any], enter: Callable[[str], Client]):
    analyst = enter("analyst")
    assert "Go on to the numbers" in analyst.get(f"{HERE}give-out/").content.decode()
    there = f"{HERE}give-out/?figure={DECISIONS}&year=2023-24&quarters=year"
    form = analyst.get(there).content.decode()
    assert "Whom they go to" in form
    places = {key: f"count_{place}" for place, key in enumerate(released, start="All together" in form)}
    words = {"to_whom": "A newspaper", "what": "An answer"}

    told_too_much = analyst.post(there, {**words, places["other_enquiry"]: "12"})
    odd = analyst.post(there, {**words, places["no_enquiry"]: "forty"})
    small = analyst.post(there, {**words, places["signposted"]: "3"})
    empty = analyst.post(there, words)
    good = analyst.post(there, {**words, places["no_enquiry"]: "40", places["signposted"]: ""}, follow=True)

    assert [one.status_code for one in (told_too_much, odd, small, empty)] == [422] * 4
    assert "would tell more of a count that is withheld" in told_too_much.content.decode()
    assert "A newspaper" in told_too_much.content.decode(), "nothing that was typed is lost"
    assert "Enter a whole number, such as 12" in odd.content.decode()
    assert "from 1 to 4 is not given out" in small.content.decode()
    page = good.content.decode()
    assert "You can give these numbers out" in page
    assert GivenOut.objects.get().counts == {"no_enquiry": [40, 40]}
    read = enter("chair").get(f"{HERE}given-out/").content.decode()
    assert "A newspaper" in read
    assert "Give numbers out" not in read


@pytest.mark.parametrize(
    "query", ["?figure=nothing&year=2023-24&quarters=year", "?figure=money.income", "?year=1999-00"]
)
def test_what_is_not_there_to_choose_is_asked_again(board: Board, enter: Callable[[str], Client], query: str):
    answer = enter("analyst").get(f"{HERE}give-out/{query}")

    assert answer.status_code == 422
    assert "Go on to the numbers" in answer.content.decode()
