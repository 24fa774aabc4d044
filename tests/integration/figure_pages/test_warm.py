"""Figures computed beforehand: the same numbers, never stale, and never believed when somebody else wrote them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.figures import basis, engine, warm
from goldenthread.workspace.figures import warming
from tests.factories import figures

pytestmark = [pytest.mark.django_db, pytest.mark.records]
YEAR = Period.parse("2023-24")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The years for which figures were truly computed, one for each time."""
    made: list[str] = []
    compute: Callable[..., Any] = engine.compute

    def counting(data: Any, period: Period, *more: Any) -> Any:
        made.append(period.label)
        return compute(data, period, *more)

    monkeypatch.setattr(basis, "compute", counting)
    warming._last.clear()
    return made


def another_process() -> None:
    """Forget what this process knows, and keep what stands on the disk."""
    for cached in (basis.computed, basis.years_of, basis._years_by_table, basis._frozen, basis._live):
        cached.cache_clear()


def test_what_is_kept_is_what_would_be_computed(board: Board, year: Any, counted: list[str]):
    one = basis.basis(board, YEAR)
    fresh = dict(basis.computed(one, YEAR))
    another_process()

    assert basis.computed(one, YEAR) == fresh
    assert counted == ["2023-24"]


def test_the_worker_computes_what_the_page_opens_with(board: Board, year: Any, counted: list[str], enter: Any):
    assert warming.warm_all() == 1
    assert sorted(counted) == ["2022-23", "2023-24"]
    another_process()
    before = list(counted)

    page = enter("analyst").get("/board/example/figures/", {"period": "2023-24", "data": "now"})
    assert page.status_code == 200
    # signing in is a deed of the installation's own trail; the Board's records have not changed
    assert counted == before or set(counted) == set(before)
    assert warming.warm_all() == 0


def test_a_deed_that_changes_a_record_makes_them_anew_and_a_new_extract_is_not_waited_with(
    board: Board, year: Any, counted: list[str]
):
    before = basis.computed(basis.basis(board, YEAR), YEAR)["concerns.received"].numerator
    figures.concerns(year, ["NEW1", "NEW2"])
    figures.operations.record("load an extract", year, by=figures.SYSTEM)
    another_process()

    after = basis.computed(basis.basis(board, YEAR), YEAR)["concerns.received"].numerator

    assert before is not None
    assert after == before + 2


def test_a_file_that_somebody_wrote_is_not_believed(board: Board, year: Any, counted: list[str]):
    one = basis.basis(board, YEAR)
    true = basis.computed(one, YEAR)["concerns.received"].numerator
    for file in warm.folder().glob("*.json"):
        file.write_text(file.read_text().replace(f"[{true},", "[999,"))
    another_process()

    assert basis.computed(one, YEAR)["concerns.received"].numerator == true
    assert counted == ["2023-24", "2023-24"]


def test_two_boards_never_share(board: Board, year: Any, counted: list[str]):
    from tests.factories import people

    other = people.board("other")
    mine = basis.computed(basis.basis(board, YEAR), YEAR)["concerns.received"].numerator

    assert basis.computed(basis.basis(other, YEAR), YEAR)["concerns.received"].numerator != mine


def test_a_board_without_an_extract_is_left_alone(board: Board, counted: list[str]):
    assert warming.warm_all() == 0
    assert counted == []


def test_no_more_than_so_many_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(warm, "KEPT", 3)
    for number in range(6):
        warm.keep(warm.name_of(str(number)), {"n": number})

    assert len(list(warm.folder().glob("*.json"))) == 3
