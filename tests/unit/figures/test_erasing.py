"""A person is taken out of a frozen set: a new set without them, which names the one before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period
from goldenthread.figures import chain, erasing, frozen
from goldenthread.figures.engine import compute
from tests.factories import worlds

MADE = frozen.Made("Sam Example", datetime(2024, 6, 3, tzinfo=UTC))
ERASED = frozen.Made("Kim Example", datetime(2025, 2, 1, tzinfo=UTC))
YEAR = Period(2023)


def world(people: Iterable[int], **more: list[dict[str, Any]]) -> Any:
    """People with a concern each; every third has an enquiry with two risks, which an audit looked at."""
    people = list(people)
    with_enquiry = [n for n in people if n % 3 == 0]
    return worlds.dataset(
        adults=[{"adult_id": f"A{n}", "gender": "female", "ethnicity": "white_british"} for n in people],
        concerns=[worlds.concern(n) for n in people] + more.get("concerns", []),
        enquiries=[worlds.enquiry(n, concern_ids=[f"C{n}"]) for n in with_enquiry] + more.get("enquiries", []),
        risks=[{"risk_id": f"R{n}{k}", "enquiry_id": f"E{n}", "type": "physical"} for n in with_enquiry for k in "ab"],
        audit_cases=[
            {"audit": "one", "period": "2023-24", "adult_id": f"A{n}", "enquiry_id": f"E{n}"} for n in with_enquiry
        ],
        meetings=[{"meeting_id": "m", "group_slug": "board", "held_on": date(2023, 6, 1), "kind": "ordinary"}],
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return frozen.write(world(range(9)), tmp_path / "first", MADE)


def erase(folder: Path, adult_id: str = "A3", why: str = "Asked for under article 17") -> erasing.Erased:
    return erasing.erase(folder, adult_id=adult_id, out=folder.parent.parent / "second", made=ERASED, why=why)


def test_the_new_set_holds_nothing_of_the_person_and_all_of_the_others(folder: Path):
    done = erase(folder)

    assert done.rows == {"adults": 1, "concerns": 1, "enquiries": 1, "risks": 2, "audit_cases": 1}
    told = json.dumps({name: table.to_pylist() for name, table in frozen.read(done.folder).tables.items()}, default=str)
    assert [word for word in ("A3", "C3", "E3", "R3a") if f'"{word}"' in told] == []
    assert frozen.read(done.folder).tables["concerns"].num_rows == 8


def test_the_new_manifest_names_the_set_before_who_when_why_and_how_many_and_not_the_person(folder: Path):
    done = erase(folder)
    manifest = frozen.manifest_of(done.folder)
    said = manifest["replaces"]

    assert said["manifest"]["seal"] == folder.name
    assert (said["by"], said["at"], said["why"]) == (ERASED.by, ERASED.at.isoformat(), "Asked for under article 17")
    assert said["rows"] == done.rows
    assert "A3" not in json.dumps(manifest)
    assert [one for one in compute(frozen.read(folder), YEAR) if one in json.dumps(said["rows"])] == []


def test_both_sets_are_proved_and_the_newer_still_when_the_older_is_destroyed(folder: Path):
    done = erase(folder)

    assert frozen.problems(folder) == frozen.problems(done.folder) == []
    assert erasing.problems_against(done.folder, folder) == []
    shutil.rmtree(folder)
    assert frozen.problems(done.folder) == []
    assert chain.seals(frozen.manifest_of(done.folder)) == [folder.name]


def test_figures_that_are_others_now_are_listed_and_the_rest_are_the_same(folder: Path):
    done = erase(folder)
    was, now = compute(frozen.read(folder), YEAR), compute(frozen.read(done.folder), YEAR)
    changed = {(one.figure_id, one.key): (one.was, one.now) for one in done.changed if one.period == YEAR.label}

    assert changed["concerns.received", ""] == (9, 8)
    assert changed["enquiries.started", ""] == (3, 2)
    named = {figure_id for figure_id, _ in changed}
    same = [figure_id for figure_id in was if figure_id not in named]
    assert [one for one in same if (was[one].value, was[one].categories) != (now[one].value, now[one].categories)] == []
    assert "board.meetings" not in named


@pytest.mark.parametrize(("year", "is_covered"), [(2023, False), (2022, False), (2020, True)])
def test_figures_of_every_year_that_the_set_covers_are_compared(tmp_path: Path, year: int, is_covered: bool):
    one = worlds.concern(50, raised_on=date(year, 6, 1))
    adult = {"adult_id": one["adult_id"], "gender": "female", "ethnicity": "white_british"}
    data = worlds.dataset(adults=[adult], concerns=[one])
    span = {"period_from": f"{year}-04-01", "period_to": "2024-03-31"}
    first = frozen.write(data, tmp_path / "first", frozen.Made("Sam", MADE.at, (span,) if is_covered else ()))

    found = erase(first, one["adult_id"]).changed

    assert {each.period for each in found if each.figure_id == "concerns.received"} == {Period(year).label}


def test_an_erasure_after_an_erasure_names_both_sets_before(folder: Path):
    first = erase(folder)
    second = erasing.erase(
        first.folder, adult_id="A6", out=folder.parent.parent / "third", made=ERASED, why="Asked again"
    )

    assert chain.seals(frozen.manifest_of(second.folder)) == [first.folder.name, folder.name]
    assert frozen.problems(second.folder) == []
    assert erasing.problems_against(second.folder, first.folder) == []
    assert erasing.problems_against(second.folder, folder) != []


def test_a_row_of_somebody_else_that_named_what_is_gone_stays_without_naming_it(tmp_path: Path):
    other = worlds.concern(50, duplicate_of="C3")
    enquiry = worlds.enquiry(51, concern_ids=["C3", "C50"])
    first = frozen.write(world(range(9), concerns=[other], enquiries=[enquiry]), tmp_path / "first", MADE)

    tables = frozen.read(erase(first).folder).tables

    kept = {row["concern_id"]: row for row in tables["concerns"].to_pylist()}
    assert kept["C50"]["duplicate_of"] is None
    assert next(row for row in tables["enquiries"].to_pylist() if row["enquiry_id"] == "E51")["concern_ids"] == ["C50"]


@settings(max_examples=15)
@given(people=st.integers(2, 12), gone=st.integers(0, 11))
def test_erasing_is_freezing_without_them(tmp_path_factory: pytest.TempPathFactory, people: int, gone: int):
    """What is left is what would have been frozen had the person never been there: row for row."""
    gone %= people
    first = frozen.read(frozen.write(world(range(people)), tmp_path_factory.mktemp("law"), MADE))
    left = world([n for n in range(people) if n != gone])

    found = erasing.without(first.tables, f"A{gone}")

    assert {name: table.to_pylist() for name, table in found.items()} == {
        name: table.to_pylist() for name, table in left.tables.items()
    }


@pytest.mark.parametrize(
    ("adult_id", "why", "error", "words"),
    [
        ("A99", "Asked", NotFound, "Nobody in"),
        ("", "Asked", NotFound, "Nobody in"),
        ("A3", "  ", Refused, "Say why"),
    ],
)
def test_what_cannot_be_done_writes_nothing(folder: Path, adult_id: str, why: str, error: Any, words: str):
    with pytest.raises(error, match=words):
        erase(folder, adult_id, why)

    assert not (folder.parent.parent / "second").exists()


def test_the_same_data_frozen_before_as_nobodys_successor_are_not_taken_for_it(folder: Path):
    frozen.write(world([n for n in range(9) if n != 3]), folder.parent.parent / "second", MADE)

    with pytest.raises(Refused, match="Choose another --out"):
        erase(folder)


def _say(folder: Path, change: Any) -> None:
    manifest = frozen.manifest_of(folder)
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


FORGED: list[tuple[Any, str]] = [
    (lambda m: m.pop("replaces"), "its own hash does not match"),
    (lambda m: m["replaces"]["rows"].update(concerns=2), "concerns.parquet holds 8 rows; 2 were taken out of 9"),
    (lambda m: m["replaces"]["manifest"]["files"]["risks.parquet"].update(sha256="0" * 64), "its seal does not match"),
    (lambda m: m["replaces"]["manifest"].update(seal="0" * 64), "its seal does not match"),
    (lambda m: m["replaces"].pop("manifest"), "cannot be read"),
    (lambda m: m.update(replaces="nothing"), "cannot be read"),
]


@pytest.mark.parametrize(("change", "words"), FORGED)
def test_a_chain_that_was_changed_is_found(folder: Path, change: Any, words: str):
    done = erase(folder)
    _say(done.folder, change)

    assert any(words in one for one in frozen.problems(done.folder))


def test_a_set_that_lost_more_than_one_person_is_no_such_successor(folder: Path):
    done = erase(folder)
    less = frozen.write(world(range(5)), folder.parent.parent / "less", MADE)
    _say(less, lambda m: m.update(replaces=frozen.manifest_of(done.folder)["replaces"]))

    assert any("were taken out" in one for one in frozen.problems(less))
    with pytest.raises(Refused, match="cannot be trusted"):
        erasing.problems_against(less, folder)
