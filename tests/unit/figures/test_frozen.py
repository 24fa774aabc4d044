"""A frozen set proves itself: any change to it is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import frozen
from goldenthread.figures.command import figures, verify
from goldenthread.figures.differences import rows_that_differ
from goldenthread.figures.engine import compute
from tests.factories import worlds

DAY = date(2023, 5, 1)
MADE = frozen.Made("Sam Example", datetime(2024, 6, 3, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = worlds.dataset(concerns=[worlds.concern(n) for n in range(9)], enquiries=[worlds.enquiry(1)])
    return frozen.write(data, tmp_path, MADE)


def test_an_unchanged_set_is_proved(folder: Path):
    assert frozen.problems(folder) == []


def test_the_same_data_freeze_to_the_same_folder_whoever_does_it(folder: Path):
    data = worlds.dataset(concerns=[worlds.concern(n) for n in range(9)], enquiries=[worlds.enquiry(1)])

    again = frozen.write(data, folder.parent, frozen.Made("Somebody else", datetime(2030, 1, 1, tzinfo=UTC)))

    assert again == folder
    assert data.snapshot.sha256 == folder.name


def test_frozen_data_give_the_same_figures(folder: Path):
    found = compute(frozen.read(folder), Period(2023))

    assert (found["concerns.received"].value, found["enquiries.started"].value) == (9, 1)


def test_a_set_frozen_before_there_was_a_table_is_read_and_keeps_its_seal(folder: Path):
    later = {"review_steps.parquet", "publication_gates.parquet", "review_people.parquet"}
    assert not later & {path.name for path in folder.iterdir()}
    review = {"review_id": "adult-q", "commissioned_on": date(2023, 5, 1), "people": 5}
    people = [{"review_id": "adult-q", "person": f"person {n}"} for n in range(6)]
    held = worlds.dataset(reviews=[review], review_people=people)

    before = compute(frozen.read(frozen.write(worlds.dataset(reviews=[review]), folder.parent, MADE)), Period(2023))
    after = compute(frozen.read(frozen.write(held, folder.parent, MADE)), Period(2023))

    assert before["reviews.different_people"].value == 5
    assert after["reviews.different_people"].value == 6


def test_rows_of_a_table_that_came_later_are_told_apart(folder: Path):
    step = {"about": "adult-q", "step": "sign_off_to_publication", "from_on": DAY, "to_on": DAY}
    other = frozen.write(worlds.dataset(review_steps=[step]), folder.parent, MADE)

    found = rows_that_differ(folder, other, ["review_steps"])
    back = rows_that_differ(other, folder, ["review_steps"])

    assert found is not None
    assert back is not None
    key = "adult-q / sign_off_to_publication"
    assert (found["review_steps"].gone, found["review_steps"].new) == ({}, {key: [step]})
    assert (back["review_steps"].gone, back["review_steps"].new) == ({key: [step]}, {})
    assert rows_that_differ(folder, other, ["review_people"]) == {}


def test_no_birth_date_is_frozen(folder: Path):
    columns = {name for table in frozen.read(folder).tables.values() for name in table.column_names}

    assert "age" in columns
    assert {"date_of_birth", "date_of_death"} & columns == set()


def test_a_set_of_before_without_a_hash_of_its_manifest_keeps_its_seal_and_says_so(folder: Path):
    _tell(folder, lambda told: told.pop("manifest_sha256"))

    answer = CliRunner().invoke(verify, [str(folder)])

    assert frozen.read(folder).snapshot.sha256 == folder.name
    assert (answer.exit_code, "carries no hash of its manifest" in answer.output) == (0, True)


def test_a_manifest_written_anew_is_found_by_the_hash_that_was_kept(folder: Path):
    kept = frozen.manifest_of(folder)["manifest_sha256"]
    assert frozen.read(folder, kept).snapshot.sha256 == folder.name
    _tell(folder, lambda told: told.update(board="elsewhere"), is_hashed=True)

    assert frozen.problems(folder) == []
    with pytest.raises(Refused, match="something else than when it was frozen"):
        frozen.read(folder, kept)


ODD: list[dict[str, object]] = [
    {"made_at": "x"},
    {"period": "x"},
    {"seal": None},
    {"files": {"a": {}}},
    {"files": {"a": "x"}},
    {"from": [{}]},
    {"definitions": []},
    {"synthetic": "no"},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_manifest_of_another_form_is_said_to_be_changed(folder: Path, odd: dict[str, object]):
    _tell(folder, lambda told: told.update(odd))

    answers = [
        CliRunner().invoke(verify, [str(folder)]),
        CliRunner().invoke(figures, ["--frozen", str(folder), "--period", "2023-24"]),
    ]

    assert [(one.exit_code, "cannot be read" in one.output) for one in answers] == [(1, True)] * 2


def test_options_that_do_not_fit_are_refused(folder: Path, tmp_path: Path):
    report = tmp_path / "x.pdf"
    report.write_bytes(b"")

    wrong = [
        CliRunner().invoke(verify, [str(folder), "--frozen", str(folder)]),
        CliRunner().invoke(verify, [str(report), "--before", str(folder)]),
    ]

    assert [(one.exit_code, "goes with" in one.output) for one in wrong] == [(1, True)] * 2


def _tell(folder: Path, change: Callable[[dict[str, Any]], object], *, is_hashed: bool = False) -> None:
    """Edit a manifest by hand; with `is_hashed`, by a hand that knows how its hash is made."""
    told = json.loads((folder / "manifest.json").read_text())
    change(told)
    if is_hashed:
        told["manifest_sha256"] = frozen.hash_of(told)
    (folder / "manifest.json").write_text(json.dumps(told))


def _flip(folder: Path) -> None:
    path = folder / "concerns.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _edit_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["concerns.parquet"]["sha256"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))


CHANGES: list[tuple[Callable[[Path], object], str]] = [
    (_flip, "concerns.parquet was changed."),
    (lambda folder: (folder / "risks.parquet").unlink(), "risks.parquet is missing."),
    (lambda folder: (folder / "more.parquet").write_text("x"), "more.parquet is not named in the manifest."),
    (_edit_manifest, "The manifest itself was changed: its seal does not match."),
    (
        lambda folder: _tell(folder, lambda told: told["files"]["concerns.parquet"].update(rows=8)),
        "concerns.parquet holds 9 rows, and the manifest says 8.",
    ),
    *(
        (
            lambda folder, said=said: _tell(folder, lambda told: told.update(said)),
            "The manifest itself was changed: its own hash does not match.",
        )
        for said in (
            {"board": "elsewhere"},
            {"period": "2022-23"},
            {"synthetic": False},
            {"made_by": "Nobody"},
            {"made_at": "2020-01-01T00:00:00+00:00"},
            {"from": [{"period_from": "2023-04-01", "period_to": "2024-03-31"}]},
            {"definitions": {}},
        )
    ),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_every_change_is_found_and_the_set_is_not_read(folder: Path, change: Callable[[Path], object], words: str):
    change(folder)

    assert words in frozen.problems(folder)
    with pytest.raises(Refused, match="cannot be trusted"):
        frozen.read(folder)


def test_a_folder_that_is_no_frozen_set_is_said_to_be_none(tmp_path: Path):
    with pytest.raises(Refused, match="is not a frozen set"):
        frozen.problems(tmp_path)
