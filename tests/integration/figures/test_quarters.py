"""Figures released for quarters of a year: what they count, what they cannot, and beside what they are audited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.periods import Period, Quarters, stretch
from goldenthread.figures import basis, beside, coverage, operations, store
from goldenthread.figures.models import FrozenSet, PublishedRelease, ReleaseProposal
from goldenthread.workspace.figures import choosing
from tests.factories import figures, people
from tests.integration.figure_pages.conftest import YES, agree, somebody

YEAR = Period(2023)


@pytest.fixture
def board(db: None) -> Board:
    basis.forget()
    return people.board("example", is_demonstration=False)


@pytest.fixture
def data(board: Board, tmp_path: Path) -> FrozenSet:
    """Thirty concerns in each quarter but the second, which has twelve; twenty a quarter the year before."""
    made = figures.extract(board)
    for number, day in enumerate((date(2023, 5, 1), date(2023, 8, 1), date(2023, 11, 1), date(2024, 2, 1)), start=1):
        many = 12 if number == 2 else 30
        figures.concerns(made, [f"Q{number}-{one}" for one in range(many)], raised_on=day)
        figures.concerns(made, [f"P{number}-{one}" for one in range(20)], raised_on=day.replace(year=day.year - 1))
    return figures.frozen(board, tmp_path)


def propose(data: FrozenSet, period: str, by: Actor) -> ReleaseProposal:
    return operations.propose_release(frozen_set=data, by=by, period=stretch(period))


def release(proposal: ReleaseProposal, manager: Actor, chair: Actor) -> PublishedRelease:
    agree(proposal, manager)
    agree(proposal, chair)
    return PublishedRelease.objects.get(period=proposal.period)


@pytest.mark.parametrize(
    ("period", "now", "before"),
    [
        ("2023-24 Q1", 30, 20),
        ("2023-24 Q2", 12, 20),
        ("2023-24 Q1-Q2", 42, 40),
        ("2023-24 Q1-Q3", 72, 60),
        ("2023-24", 102, 80),
    ],
)
def test_figures_are_those_of_the_months_beside_the_same_months_before(
    board: Board, data: FrozenSet, period: str, now: int, before: int
):
    made = store.from_json(propose(data, period, somebody(board, "analyst")).contents)
    received = made.figures["concerns.received"]

    assert (made.period, received.period) == (period, period)
    assert received.numerator.value == now
    assert received.previous is not None
    assert received.previous.value == before


def test_what_is_counted_for_whole_years_alone_has_no_number_in_a_quarter(board: Board, data: FrozenSet):
    made = store.from_json(propose(data, "2023-24 Q2", somebody(board, "analyst")).contents)
    yearly = {name for name, one in made.figures.items() if one.cover == coverage.WHOLE_YEARS}

    assert {
        "audit.people",
        "money.income",
        "reviews.under_way",
        "reviews.referrals_by_year",
        "concerns.repeat_adults",
        "plan.recommendations",
    } <= yearly
    assert not yearly & {"concerns.received", "enquiries.started", "board.meetings", "training.sessions"}
    assert all(made.figures[name].value.mark == "x" and not made.figures[name].rows for name in yearly)


def test_a_quarter_is_released_by_two_and_made_again_byte_for_byte(board: Board, data: FrozenSet):
    analyst, manager, chair = (somebody(board, role) for role in ("analyst", "board_manager", "chair"))
    kept = release(propose(data, "2023-24 Q2", analyst), manager, chair)

    assert kept.period == "2023-24 Q2"
    assert beside.is_reproduced(kept)
    assert list(store.releases_of_years(board)) == []
    year = release(propose(data, "2023-24", analyst), manager, chair)
    assert list(store.releases_of_years(board)) == [year]
    assert year.audit["other_publications"] == 1


def test_a_year_proposed_before_a_quarter_went_out_is_proposed_again(board: Board, data: FrozenSet):
    analyst, manager, chair = (somebody(board, role) for role in ("analyst", "board_manager", "chair"))
    year, quarter = propose(data, "2023-24", analyst), propose(data, "2023-24 Q1", analyst)
    release(quarter, manager, chair)

    with pytest.raises(NotPossibleNow, match="Other figures were released since"):
        agree(year, manager)


@pytest.mark.parametrize(
    ("period", "error", "words"),
    [
        (Quarters(YEAR.next(), 1, 1), Refused, "These data are of 2023-24, not of 2024-25"),
        (Quarters(YEAR, 4, 4), NotPossibleNow, "January to March 2024 was not over when these data were frozen"),
    ],
)
def test_quarters_that_the_data_cannot_hold_are_refused(
    board: Board, data: FrozenSet, period: Quarters, error: type[Exception], words: str
):
    data.frozen_at = data.frozen_at.replace(year=2024, month=3, day=31)
    with pytest.raises(error, match=words):
        operations.propose_release(frozen_set=data, by=somebody(board, "analyst"), period=period)
    assert not ReleaseProposal.objects.exists()


def test_a_quarter_is_proposed_and_looked_at_on_pages(board: Board, data: FrozenSet, enter: Callable[[str], Client]):
    here = "/board/example/releases/"
    analyst = enter("analyst")
    said = {"chosen": str(data.pk), "quarters": "Q1-Q2", "rule": "board"}
    page = analyst.post(f"{here}propose/", said, follow=True).content.decode()

    assert "Figures of April to September 2023" in page
    assert "Nothing has been released for 2023-24 Q1-Q2 before." in page
    assert "Income from members" not in page
    proposal = ReleaseProposal.objects.get()
    for role in ("board_manager", "chair"):
        assert enter(role).post(f"{here}proposals/{proposal.pk}/view/", YES).status_code == 302
    released = PublishedRelease.objects.get()
    chair = enter("analyst", email="other@example.example")
    assert "This is what the Board publishes for 2023-24 Q1-Q2." in chair.get(f"{here}{released.pk}/").content.decode()
    assert "2023-24 Q1-Q2" in chair.get(here).content.decode()
    assert choosing.usual_year(board) == YEAR


def test_quarters_that_are_offered_nowhere_are_refused_on_the_page(
    board: Board, data: FrozenSet, enter: Callable[[str], Client]
):
    said = {"chosen": str(data.pk), "quarters": "Q2-Q3", "rule": "board"}

    assert enter("analyst").post("/board/example/releases/propose/", said).status_code == 422
    assert not ReleaseProposal.objects.exists()


@pytest.fixture
def enter(board: Board) -> Callable[..., Client]:
    """Come in as somebody with a role on the Board."""

    def come(role: str, email: str = "") -> Client:
        user = people.person(email or f"{role.replace('_', '-')}@example.example", board=board, role=role)
        return people.signed_in(Client(), user)

    return come
