"""A version beside the locked one and beside last year; and the rules it breaks."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from goldenthread.casework.models import Adult, Concern, ReturnedReview
from goldenthread.national import differences, operations, saying
from goldenthread.national.checking import check
from goldenthread.national.models import ReturnVersion
from goldenthread.workspace.national.tables import query_of
from tests.factories import figures
from tests.integration.national.conftest import CONCERNS, HEADER, YEAR, at, text


@pytest.fixture
def locked(board, year, actor) -> ReturnVersion:
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))
    operations.put_forward(version=made, by=actor("analyst"))
    return operations.lock(version=made, by=actor("board_manager"))


def again(board: Any, actor: Any) -> ReturnVersion:
    return operations.compute(board=board, period=YEAR, by=actor("analyst"))


def replaced(board: Any, year: Any, ids: list[str], **cells: Any) -> None:
    """A newer extract of the same period, with other concerns and no enquiry."""
    type(year).objects.filter(pk=year.pk).update(replaced_by=None, period_to=date(2024, 3, 30))
    newer = figures.extract(board, sha256="1")
    type(year).objects.filter(pk=year.pk).update(replaced_by=newer)
    figures.concerns(newer, ids, **cells)


def test_what_was_added_changed_and_gone_is_told_apart(board, year, actor, locked):
    replaced(board, year, [f"C{number}" for number in range(1, 39)], decision="no_enquiry")
    figures.concerns(type(year).objects.get(sha256="1"), ["N1"])
    later = again(board, actor)

    found = differences.between(locked, later)

    concerns = next(one for one in found.records or () if one.sheet == "concerns")
    assert concerns.added == ("N1",)
    assert concerns.gone == ("C0", "C39")
    assert concerns.changed["C1"] == ("decision",)
    assert {one.key: (one.was, one.now) for one in found.cells}[CONCERNS] == (40, 39)


def test_records_of_another_year_are_no_reason(board, year, actor, locked):
    Concern.objects.filter(concern_id="B1").update(decision="other_enquiry")

    found = differences.between(locked, again(board, actor))

    assert found.is_empty
    assert [one.count for one in found.records or ()] == [0, 0, 0, 0, 0]


def test_a_policy_is_a_reason(board, year, actor, locked, enter):
    figures.concerns(year, ["E1"], area="204")
    by = actor("analyst")
    saying.choose_policy(
        board=board, period=YEAR, policy="P-07", value="whoever_holds_it", why="We hold both areas.", by=by
    )
    later = again(board, actor)

    page = text(enter("analyst").get(at("-differences", pk=later.pk)))

    assert "P-07, Abuse in another authority’s area" in page
    assert "All that we hold, wherever the abuse happened." in page
    assert [one.id for one in differences.between(locked, later).policies] == ["P-07"]


def test_where_nothing_is_locked_there_is_nothing_to_compare_with(board, year, actor, enter):
    made = again(board, actor)

    assert "No version of 2023-24 is locked yet." in text(enter("analyst").get(at("-differences", pk=made.pk)))


def test_last_year_stands_beside_this(board, year, actor, enter, locked):
    figures.extract(board, date(2024, 4, 1), date(2025, 3, 31), sha256="2")
    figures.concerns(type(year).objects.get(sha256="2"), ["F1", "F2"], raised_on=date(2024, 5, 1))
    made = operations.compute(board=board, period=YEAR.next(), by=actor("analyst"))

    page = text(enter("chair").get(at("-compare", pk=made.pk) + "?table=SG1f"))

    assert "2023-24" in page
    assert "−38 (−95%)" in page


def test_a_broken_rule_names_its_cells_and_a_sound_return_breaks_none(board, year, actor, enter):
    sound = again(board, actor)
    assert [one for one in check(sound).broken if one.severity == "error"] == []
    wrong = [
        [*cell[:4], 99 if cell[0] == "SG1a" and cell[1] == "Safeguarding Concerns" else cell[4]] for cell in sound.cells
    ]
    ReturnVersion.objects.filter(pk=sound.pk).update(cells=wrong)

    page = enter("chair").get(at("-checks", pk=sound.pk))

    assert 2 in {line["rule"] for line in page.context["lines"]}
    assert "not as it was computed" in text(enter("chair").get(at("-version", pk=sound.pk)))


def test_checks_of_records_that_are_not_kept_any_more_say_so(board, year, actor, enter):
    made = again(board, actor)
    year.delete()

    said = text(enter("analyst").get(at("-checks", pk=made.pk)))

    assert (
        "The records were not looked at. The records that this version was computed from are not kept any more" in said
    )
    assert "hold ages" not in said


@pytest.mark.parametrize("role", ["analyst", "board_manager"])
def test_files_leave_with_whoever_may_export_and_the_trail_says_so(board, locked, enter, role):
    client = enter(role)

    cells = client.get(at("-cells", pk=locked.pk)).content.decode()
    published = client.get(at("-published", pk=locked.pk)).content.decode()

    assert cells.startswith(HEADER)
    assert len(cells.splitlines()) == 644
    assert f"{','.join(CONCERNS)},40" in cells.splitlines()
    assert {line.rsplit(",", 1)[1] for line in published.splitlines()[1:]} <= {"[c]", "[x]", "10", "40"}


def test_a_chair_takes_no_file_away(locked, enter):
    assert enter("chair").get(at("-cells", pk=locked.pk)).status_code == 403


def test_the_workbook_holds_the_cells_the_comments_and_the_signatures(board, year, actor, enter):
    by = actor("analyst")
    for said in ("=A new front door.", "Pasted\x0bfrom elsewhere.", "a" * 20_000, "b" * 20_000):
        saying.comment(board=board, period=YEAR, table="SG1f", text=said, by=by)
    made = operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)

    book = load_workbook(io.BytesIO(enter("analyst").get(at("-workbook", pk=made.pk)).content))

    assert 40 in [cell.value for row in book["SG1f"].iter_rows() for cell in row]
    said = [row[3] for row in book["Comments"].iter_rows() if row[0].value == "SG1f"]
    assert [cell.value for cell in said] == ["'=A new front door.", "Pastedfrom elsewhere.", "a" * 20_000, "b" * 20_000]
    assert {cell.data_type for cell in said} == {"s"}
    assert [row[0].value for row in book["Comments"].iter_rows()].count("SG2a") == 1
    assert made.forward_by.name in " ".join(str(row[1].value) for row in book["Sign off"].iter_rows())


def why(client: Any, version: ReturnVersion, key: tuple[str, ...]) -> dict[tuple[str, bool], str]:
    there = at("-why", pk=version.pk) + query_of(key)
    client.post(there, {"purpose": "figure"})
    return {(one.id, one.is_now): one.why for one in client.get(there).context["page"]}


@pytest.mark.capability("S130")
def test_each_record_that_makes_a_cell_differ_is_named_with_why(board, year, actor, locked, enter):
    replaced(board, year, [f"C{number}" for number in range(1, 40)])
    newer = type(year).objects.get(sha256="1")
    figures.concerns(newer, ["N1"])
    figures.enquiries(newer, ["C1", "C2"], kind="other")
    later = again(board, actor)
    client = enter("analyst")

    assert why(client, later, CONCERNS) == {
        ("N1", True): "new among the records of the year",
        ("C0", False): "not among the records of the year any more",
    }
    found = why(client, later, ("SG1a", "Other Enquiries", "65-74", "Total"))
    assert found == {
        ("A-C1", True): "its concern C1 is changed in decision; its enquiry C1 is changed in concern ids, kind",
        ("A-C2", True): "its concern C2 is changed in decision; its enquiry C2 is changed in concern ids, kind",
    }


def whys(board: Any, actor: Any, client: Any, key: tuple[str, ...]) -> dict[tuple[str, bool], str]:
    """Why a cell differs, as the rules say it and as the page does."""
    return why(client, again(board, actor), key)


def test_a_record_of_an_adult_who_changed_is_told_by_the_adult(board, year, actor, locked, enter):
    replaced(board, year, [f"C{number}" for number in range(40)])
    Adult.objects.filter(extract__sha256="1", adult_id="A-C20").update(date_of_birth=date(2012, 1, 1))
    Adult.objects.filter(extract__sha256="1", adult_id="A-C21").update(date_of_birth=date(1930, 1, 1))

    assert whys(board, actor, enter("analyst"), CONCERNS) == {
        ("C20", False): "its adult A-C20 is changed in date of birth"
    }


def test_a_record_that_was_left_out_before_says_so(board, year, actor, enter):
    Adult.objects.filter(adult_id="A-C1").update(date_of_birth=date(2006, 3, 1))
    Concern.objects.filter(concern_id="C1").update(raised_on=date(2023, 5, 1))
    by = actor("analyst")
    made = operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)
    operations.lock(version=made, by=actor("board_manager"))
    saying.choose_policy(board=board, period=YEAR, policy="P-06", value="at_year_end", why="As last year.", by=by)

    assert whys(board, actor, enter("analyst"), CONCERNS) == {
        ("C1", True): "was left out, as the adult was under 18; counted otherwise by P-06"
    }


def reviewed(of: Any, **cells: int) -> None:
    """One review of a death that concluded in the year."""
    type(of).objects.filter(pk=of.pk).update(rows={"reviews.csv": 1})
    given = {"people_died": 1, **cells}
    ReturnedReview.objects.create(extract=of, review_id="R1", concluded_on=date(2023, 9, 1), **given)


def test_a_review_of_other_people_is_named_though_it_stands_in_both(board, year, actor, enter):
    reviewed(year, people_survived=2)
    by = actor("analyst")
    made = operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)
    operations.lock(version=made, by=actor("board_manager"))
    replaced(board, year, [f"C{number}" for number in range(40)])
    reviewed(type(year).objects.get(sha256="1"), people_survived=5)
    client = enter("analyst")
    of_people = "Count of Individuals Involved in Safeguarding Adult Reviews"
    key = ("SG5b", of_people, "Who suffered serious harm and survived", "Total")

    assert whys(board, actor, client, key) == {("R1", True): "changed in people survived"}


def test_a_policy_is_why_where_no_record_changed(board, year, actor, enter):
    figures.concerns(year, ["E1"], area="204")
    by = actor("analyst")
    first = operations.put_forward(version=operations.compute(board=board, period=YEAR, by=by), by=by)
    operations.lock(version=first, by=actor("board_manager"))
    saying.choose_policy(
        board=board, period=YEAR, policy="P-07", value="whoever_holds_it", why="We hold both areas.", by=by
    )

    found = why(enter("analyst"), again(board, actor), CONCERNS)

    assert found == {("E1", True): "counted otherwise by P-07"}


@pytest.mark.parametrize("role", ["board_manager", "chair"])
def test_who_may_not_read_rows_sees_that_a_cell_differs_and_not_by_whom(board, year, actor, locked, enter, role):
    figures.concerns(year, ["N1"])
    later = again(board, actor)
    client = enter(role)

    assert "/why/" not in text(client.get(at("-differences", pk=later.pk)))
    assert client.get(at("-why", pk=later.pk) + query_of(CONCERNS)).status_code == 403
