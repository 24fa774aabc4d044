"""A version of the national return: computed, signed by one, locked by another, and never changed after."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from goldenthread.casework.findings import About
from goldenthread.casework.operations import load
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.national import basis, operations, queries, saying
from goldenthread.national.models import ReturnVersion
from goldenthread.national.signing import is_whole
from goldenthread.trail.models import Entry
from tests.factories import extracts, figures

YEAR = Period(2023)
EARLIER = import_module("goldenthread.national.migrations.0002_reviews_that_were_not_handed_in")


def value(version: ReturnVersion, *key: str) -> Any:
    return next(cell[4] for cell in version.cells if tuple(cell[:4]) == key)


CONCERNS = ("SG1f", "Safeguarding Concerns", "Total Number of Safeguarding Concerns", "Total")
STARTED = ("SG1f", "Section 42 Enquiries", "Total Number of Section 42 Safeguarding Enquiries", "Total")


@pytest.mark.capability("S130")
def test_a_version_holds_every_cell_of_the_year(board, year, actor):
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))

    assert len(made.cells) == 643
    assert value(made, *CONCERNS) == 40
    assert value(made, *STARTED) == 10
    assert made.number == 1
    assert is_whole(made)


def test_a_later_computation_is_another_version(board, year, actor):
    by = actor("analyst")
    first = operations.compute(board=board, period=YEAR, by=by)
    figures.concerns(year, ["C90"])

    second = operations.compute(board=board, period=YEAR, by=by)

    first.refresh_from_db()
    assert [value(one, *CONCERNS) for one in (first, second)] == [40, 41]
    assert [one.number for one in (first, second)] == [1, 2]


def test_a_frozen_set_gives_the_same_numbers_as_the_records_it_was_frozen_from(board, year, actor, tmp_path):
    by = actor("analyst")
    live = operations.compute(board=board, period=YEAR, by=by)
    frozen = operations.compute(board=board, period=YEAR, by=by, frozen_set=figures.frozen(board, tmp_path))

    assert frozen.cells == live.cells


@pytest.mark.parametrize(
    ("of_this_year", "of_the_year_before", "value"),
    [("header", "absent", 0), ("absent", "absent", None), ("absent", "header", None)],
)
def test_reviews_are_nought_only_where_their_file_came_with_the_year(
    of_this_year, of_the_year_before, value, tmp_path, board
):
    for label, first, given in (("2023-24", 2023, of_this_year), ("2022-23", 2022, of_the_year_before)):
        rows = extracts.good()
        rows["reviews"] = []
        if given == "absent":
            del rows["reviews"]
        folder = extracts.write(rows, tmp_path / label)
        said = About(
            authority="Example Council",
            period_from=date(first, 4, 1),
            period_to=date(first + 1, 3, 31),
            taken_on=date(2024, 5, 1),
            synthetic=True,
        )
        load(folder, board=board, by=Actor.person("Sam Example, analyst"), said=said)

    of = basis.of_board(board)

    cells = of.computed(YEAR, {}).by_key()
    assert {cells[key] for key in cells if key[0] == "SG5a"} == {value}


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ({"concerns.csv": 40, "reviews.csv": 0}, {"concerns.csv": 40}),
        ({"concerns.csv": 40, "reviews.csv": 2}, {"concerns.csv": 40, "reviews.csv": 2}),
        ({"concerns.csv": 0}, {"concerns.csv": 0}),
    ],
)
def test_an_extract_kept_with_no_review_is_taken_to_have_come_without_their_file(board, year, kept, left):
    type(year).objects.filter(pk=year.pk).update(rows=kept)

    EARLIER.leave_empty(apps, None)

    year.refresh_from_db()
    assert year.rows == left


def test_a_year_without_records_is_refused(board, year, actor):
    with pytest.raises(Refused, match="2025-26"):
        operations.compute(board=board, period=Period(2025), by=actor("analyst"))


@pytest.mark.parametrize("role", ["board_officer", "chair", "member", "inspector"])
def test_who_may_not_compute(board, year, actor, role):
    with pytest.raises(NotPermitted):
        operations.compute(board=board, period=YEAR, by=actor(role))


def locked(board: Any, actor: Any) -> ReturnVersion:
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))
    operations.put_forward(version=made, by=actor("analyst"))
    return operations.lock(version=made, by=actor("board_manager"))


@pytest.mark.capability("S130")
def test_it_is_locked_by_two_people_and_the_trail_names_both(board, year, actor):
    made = locked(board, actor)

    assert queries.locked(board, YEAR) == made
    entry = Entry.objects.get(subject_id=str(made.pk), verb="lock the return")
    assert (entry.by_name, entry.second_name) == (made.locked_by.name, made.forward_by.name)


def test_a_board_without_an_analyst_makes_its_return(board, year, actor):
    """The manager decides, computes and signs; the chair signs second."""
    by = actor("board_manager")
    saying.choose_policy(board=board, period=YEAR, policy="P-02", value="cross", why="As our system counts.", by=by)
    made = operations.compute(board=board, period=YEAR, by=by)
    operations.put_forward(version=made, by=by)

    with pytest.raises(NotPermitted, match="second person"):
        operations.lock(version=made, by=by)
    done = operations.lock(version=made, by=actor("chair"))

    assert (done.status, done.policies["P-02"]) == ("locked", "cross")


def test_nobody_signs_twice(board, year, actor):
    both = actor("analyst")
    made = operations.compute(board=board, period=YEAR, by=both)
    operations.put_forward(version=made, by=both)
    actor("board_manager", name="analyst")  # the same account, now a manager too

    with pytest.raises(NotPermitted, match="second person"):
        operations.lock(version=made, by=both)


def test_what_nobody_signed_is_not_locked(board, year, actor):
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))

    with pytest.raises(NotPossibleNow):
        operations.lock(version=made, by=actor("board_manager"))


def test_a_system_signs_nothing(board, year):
    by = Actor.system("the night")
    made = operations.compute(board=board, period=YEAR, by=by)

    with pytest.raises(NotPermitted):
        operations.put_forward(version=made, by=by)


def test_a_locked_version_never_changes(board, year, actor):
    made = locked(board, actor)
    made.cells[0][4] = 999

    with pytest.raises(NotPossibleNow, match="locked"):
        made.save()
    with pytest.raises(NotPossibleNow):
        made.delete()
    with pytest.raises(NotPossibleNow):
        operations.send_back(version=made, why="A mistake", by=actor("board_manager"))
    assert is_whole(ReturnVersion.objects.get(pk=made.pk))


def test_a_number_changed_behind_the_program_keeps_it_from_being_locked(board, year, actor):
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))
    operations.put_forward(version=made, by=actor("analyst"))
    made.cells[0][4] = 999
    ReturnVersion.objects.filter(pk=made.pk).update(cells=made.cells)

    with pytest.raises(NotPossibleNow, match="not as it was computed"):
        operations.lock(version=made, by=actor("board_manager"))


def test_sent_back_it_can_be_signed_again(board, year, actor):
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))
    operations.put_forward(version=made, by=actor("analyst"))

    with pytest.raises(Refused):
        operations.send_back(version=made, why=" ", by=actor("board_manager"))
    back = operations.send_back(version=made, why="SG4a looks thin", by=actor("board_manager"))

    assert (back.status, back.forward_by) == ("computed", None)
    assert operations.put_forward(version=back, by=actor("analyst")).status == "forward"


def test_only_one_version_of_a_year_waits_at_a_time(board, year, actor):
    by = actor("analyst")
    operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)

    with pytest.raises(NotPossibleNow, match="Another version"):
        operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)
