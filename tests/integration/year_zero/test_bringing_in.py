"""What comes of bringing a spreadsheet in: records with their trail, nothing doubled."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.boards.models import Agency, Board, Group, Person, Seat
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow
from goldenthread.demo import year_zero_examples as examples
from goldenthread.learning.models import Action
from goldenthread.meetings.models import Attendance, Meeting
from goldenthread.plans.models import BoardRisk
from goldenthread.trail.models import Entry
from goldenthread.training.models import Course, Session
from goldenthread.workspace.year_zero import operations, queries
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Existing
from tests.factories import people
from tests.factories.bringing_in import PAT, bring_in, everything, ready, sheet_of, small_board, uploaded, wrong_rows


def test_members_become_people_in_seats_of_their_agencies(board: Board, tmp_path: Path):
    sheet = bring_in(board, examples.write("members", tmp_path), "members")

    avery = Person.objects.get(name="Avery Sandford")
    seat = avery.seats.get()
    assert (avery.post, avery.email) == ("Detective Superintendent", "avery.sandford@police.example")
    assert (avery.agency, seat.agency, seat.title) == (Agency.objects.get(slug="police"),) * 2 + ("Member",)
    assert seat.from_on == date(2021, 6, 1)
    assert Person.objects.get(name="Blair Whitcombe").agency == Agency.objects.get(slug="icb")
    assert Seat.objects.get(is_chair=True).held_by == Person.objects.get(name="Casey Thornbury")
    assert Agency.objects.filter(name="Example Fire & Rescue").exists()
    assert not Agency.objects.filter(name="Probation").exists()  # only a faulty row named it
    assert wrong_rows(sheet) == [8, 9, 10, 11]


def test_a_vacant_seat_is_taken_once(board: Board, tmp_path: Path):
    police = Agency.objects.get(slug="police")
    vacant = Seat.objects.create(board=board, agency=police, title="Police")
    path = sheet_of([["Name", "Agency"], ["Avery", "Police"], ["Blair", "Police"]], tmp_path)

    sheet = bring_in(board, path, "members")

    vacant.refresh_from_db()
    assert vacant.held_by == Person.objects.get(name="Avery")
    assert sorted(Seat.objects.values_list("held_by__name", flat=True)) == ["Avery", "Blair"]
    operations.undo(sheet, by=PAT)
    vacant.refresh_from_db()
    assert (vacant.held_by, Seat.objects.count(), Person.objects.count()) == (None, 1, 0)


def test_somebody_known_without_an_agency_is_the_same_person(board: Board, tmp_path: Path):
    Person.objects.create(board=board, name="Avery Sandford", post="Chair of the group")

    bring_in(board, sheet_of([["Name", "Agency"], ["avery  sandford", "Police"]], tmp_path), "members")

    avery = Person.objects.get()
    assert (avery.name, avery.post, avery.agency) == (
        "Avery Sandford",
        "Chair of the group",
        Agency.objects.get(slug="police"),
    )


def test_actions_come_with_owner_agency_and_how_far_they_are(board: Board, tmp_path: Path):
    sheet = bring_in(board, examples.write("actions", tmp_path), "actions")

    letter = Action.objects.get(text="Write to care homes about the new concern form")
    assert (letter.owner, letter.agency, letter.status) == ("A Sandford", Agency.objects.get(slug="police"), "done")
    assert (letter.due_on, letter.done_on) == (date(2023, 6, 30), date(2023, 6, 12))
    assert letter.note == "Sent 12 June.\nRated green."
    assert Action.objects.get(text="Plan the learning day").due_on == date(2024, 3, 31)
    assert wrong_rows(sheet) == [7, 9, 12, 13, 15]


def test_risks_come_with_their_scores(board: Board, tmp_path: Path):
    sheet = bring_in(board, examples.write("risks", tmp_path), "risks")

    late = BoardRisk.objects.get(title="Agencies send their figures late")
    assert (late.likelihood, late.impact, late.review_on, late.status) == (4, 3, date(2024, 6, 30), "open")
    assert wrong_rows(sheet) == [4, 5, 6, 7]


def test_attendance_with_a_column_for_each_meeting(board: Board, tmp_path: Path):
    sheet = bring_in(board, examples.write("attendance", tmp_path), "attendance")

    assert list(Meeting.objects.values_list("held_on", flat=True)) == [
        date(2023, 5, 10),
        date(2023, 9, 6),
        date(2023, 12, 6),
    ]
    icb = Attendance.objects.filter(agency__slug="icb").order_by("meeting__held_on")
    assert list(icb.values_list("status", flat=True)) == [
        "present",
        "present",
        "present",
    ]  # two people, the fuller answer
    police = Attendance.objects.filter(agency__slug="police").order_by("meeting__held_on")
    assert list(police.values_list("status", flat=True)) == ["present", "present", "apologies"]
    assert wrong_rows(sheet) == [4, 6, 8]
    assert "Mar-24: “Mar-24” does not say which day." in sheet.left_out[0]["why"]


def test_attendance_with_a_row_for_each(board: Board, tmp_path: Path):
    path = examples.write_csv(examples.ATTENDANCE_LONG, tmp_path / "long.csv", encoding="utf-8")

    sheet = bring_in(board, path, "attendance")

    assert list(Meeting.objects.values_list("held_on", "is_online")) == [
        (date(2023, 5, 10), True),
        (date(2023, 9, 6), False),
    ]
    assert Attendance.objects.count() == 3
    assert wrong_rows(sheet) == [5]


def test_training_comes_with_how_exactly_its_days_are_known(board: Board, tmp_path: Path):
    sheet = bring_in(board, examples.write("training", tmp_path), "training")

    found = Session.objects.values_list("course__title", "held_precision", "delegates", "views")
    assert sorted(found) == [
        ("Mental capacity in practice", "month", 18, 0),
        ("Self-neglect: what helps", "day", 24, 0),
        ("Self-neglect: what helps", "day", 31, 0),
        ("Seven-minute briefing on fire safety", "year", 0, 1204),
    ]
    assert Course.objects.get(title="Seven-minute briefing on fire safety").is_webinar
    assert wrong_rows(sheet) == [7, 8, 9]


@pytest.mark.parametrize("kind", list(examples.EXAMPLES))
def test_the_same_file_twice_doubles_nothing(board: Board, tmp_path: Path, kind: str):
    path = examples.write(kind, tmp_path)
    bring_in(board, path, kind)
    after = everything()

    again = ready(board, path, kind, existing=Existing.CHANGE)
    with pytest.raises(NotPossibleNow, match="every good row is here already"):
        operations.bring_in(again, all_or_nothing=False, by=PAT)

    assert everything() == after


@pytest.mark.parametrize("kind", list(examples.EXAMPLES))
def test_every_record_has_its_entry_in_the_trail(board: Board, tmp_path: Path, kind: str):
    sheet = bring_in(board, examples.write(kind, tmp_path), kind)

    added = Entry.objects.filter(verb="add").values_list("subject_kind", "subject_id")
    assert sorted(added) == sorted((label, key) for label, key, _ in sheet.created)
    assert set(Entry.objects.filter(verb="add").values_list("by_name", flat=True)) == {PAT.name}


def test_what_is_there_is_filled_changed_or_left_as_chosen(board: Board, tmp_path: Path):
    path = sheet_of([["Action", "Owner", "Due date"], ["Plan the day", "Blair", "31/03/2024"]], tmp_path)
    found = {}
    for existing in Existing:
        Action.objects.all().delete()
        held = Action.objects.create(board=board, text="Plan the day", owner="Avery")
        try:
            sheet = bring_in(board, path, "actions", existing=existing)
        except NotPossibleNow:
            sheet = None
        held.refresh_from_db()
        found[existing] = (held.owner, held.due_on)
        if sheet is not None:
            operations.undo(sheet, by=PAT)
            held.refresh_from_db()
            assert (held.owner, held.due_on) == ("Avery", None)

    day = date(2024, 3, 31)
    assert found == {Existing.FILL: ("Avery", day), Existing.CHANGE: ("Blair", day), Existing.LEAVE: ("Avery", None)}


def test_an_empty_cell_never_empties_what_is_there(board: Board, tmp_path: Path):
    held = Action.objects.create(board=board, text="Plan the day", owner="Avery", status="done")
    path = sheet_of([["Action", "Owner", "Status"], ["Plan the day", "", ""], ["Another", "Blair", ""]], tmp_path)

    bring_in(board, path, "actions", existing=Existing.CHANGE)

    held.refresh_from_db()
    assert (held.owner, held.status) == ("Avery", "done")


def test_bringing_in_twice_is_refused(board: Board, tmp_path: Path):
    sheet = ready(board, examples.write("risks", tmp_path), "risks")
    operations.bring_in(sheet, all_or_nothing=False, by=PAT)

    with pytest.raises(NotPossibleNow, match="It has been brought in"):
        operations.bring_in(sheet, all_or_nothing=False, by=PAT)


def test_rows_are_forgotten_once_they_are_brought_in(board: Board, tmp_path: Path):
    path = sheet_of(
        [["Action", "Home address"], ["Plan the day", "1 Example Street"], ["", "2 Example Street"]], tmp_path
    )

    bring_in(board, path, "actions")

    kept = str(SpreadsheetImport.objects.values().get())
    assert "1 Example Street" not in kept
    assert "2 Example Street" in kept  # its row was left out, and can be downloaded


def test_cells_of_a_spreadsheet_never_enter_the_trail_by_themselves(board: Board, tmp_path: Path):
    uploaded(board, sheet_of([["Action", "Notes"], ["Plan the day", "secret"]], tmp_path), "actions")

    assert "secret" not in str(list(Entry.objects.values()))


def test_another_boards_records_are_neither_found_nor_changed(board: Board, tmp_path: Path):
    elsewhere = small_board("elsewhere")
    theirs = Action.objects.create(board=elsewhere, text="Plan the learning day")

    bring_in(board, examples.write("actions", tmp_path), "actions", existing=Existing.CHANGE)

    theirs.refresh_from_db()
    assert theirs.owner == ""
    assert Action.objects.filter(board=board, text="Plan the learning day").count() == 1


def test_an_agency_of_another_board_cannot_be_named(board: Board, tmp_path: Path):
    foreign = people.agency(small_board("elsewhere"), "fire")
    sheet = uploaded(board, sheet_of([["Action", "Agency"], ["Plan", "Fire"]], tmp_path), "actions")
    sheet = operations.match_columns(sheet, queries.guessed(sheet), by=PAT)

    sheet = operations.say_what_words_mean(sheet, {"agency": {"fire": str(foreign.pk)}}, by=PAT)

    assert sheet.choices["means"] == {}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AGENCY_LEAD, Role.CHAIR, Role.ADMINISTRATOR])
def test_others_may_not_bring_spreadsheets_in(board: Board, tmp_path: Path, role: Role):
    somebody = people.person("sam@example.example", board=board, role=role)
    by = Actor.person(somebody.name, somebody.pk)

    with pytest.raises(NotPermitted):
        uploaded(board, examples.write("risks", tmp_path), "risks", by)

    assert SpreadsheetImport.objects.count() == 0


@pytest.mark.parametrize("kind", list(examples.EXAMPLES))
def test_the_board_manager_may_bring_in_and_undo_all_five(board: Board, tmp_path: Path, kind: str):
    manager = people.person("pat@example.example", board=board, role=Role.BOARD_MANAGER)
    by = Actor.person(manager.name, manager.pk)
    before = everything()

    operations.undo(bring_in(board, examples.write(kind, tmp_path), kind, by), by=by)

    assert everything() == before


def test_a_group_that_is_new_is_made_with_its_name(board: Board, tmp_path: Path):
    path = sheet_of([["Agency", "Group", "Date", "Attended"], ["Police", "Housing forum", "10/05/2023", "P"]], tmp_path)

    sheet = uploaded(board, path, "attendance")
    sheet = operations.match_columns(sheet, queries.guessed(sheet), by=PAT)
    sheet = operations.say_what_words_mean(sheet, {"group": {"housing forum": "new"}}, by=PAT)
    operations.bring_in(sheet, all_or_nothing=False, by=PAT)

    assert Group.objects.get(slug="housing-forum").names.get().name == "Housing forum"


def test_a_demonstration_marks_what_is_brought_in_as_made_up(board: Board, tmp_path: Path):
    Board.objects.update(is_demonstration=True)
    board.refresh_from_db()

    bring_in(board, examples.write("members", tmp_path), "members")

    assert set(Person.objects.values_list("is_invented", flat=True)) == {True}


def test_queries_grow_with_records_and_not_faster(board: Board, tmp_path: Path, django_assert_max_num_queries: Any):
    path = sheet_of([["Action", "Owner"], *([f"Action {number}", "Ada"] for number in range(200))], tmp_path)
    sheet = ready(board, path, "actions")

    with django_assert_max_num_queries(200 * 9 + 60):
        operations.bring_in(sheet, all_or_nothing=False, by=PAT)
