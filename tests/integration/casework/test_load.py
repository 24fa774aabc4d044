"""Loading is whole or not at all, the same twice changes nothing, and a correction replaces."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from goldenthread.boards.models import Board
from goldenthread.casework import queries
from goldenthread.casework.models import Adult, Concern, Enquiry, Extract
from goldenthread.casework.operations import load
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail.models import Entry
from tests.factories import extracts, figures

ANALYST = Actor.person("Sam Example, analyst")


@pytest.fixture
def board(db: None) -> Board:
    return Board.objects.create(slug="example", name="Example Board", short_name="EB", area="Example", authority="X")


def test_a_good_extract_is_loaded_with_its_name_in_the_trail(board: Board, tmp_path: Path):
    loaded = load(extracts.write(extracts.good(), tmp_path), board=board, by=ANALYST)

    assert (loaded.is_new, Adult.objects.count(), Concern.objects.count(), Enquiry.objects.count()) == (True, 2, 3, 2)
    assert Concern.objects.get(concern_id="C2").disposal == "advice"
    assert Adult.objects.get(adult_id="A2").health_conditions == ["physical", "dementia"]
    assert [entry.by_name for entry in Entry.objects.all()] == ["Sam Example, analyst"]


def test_nothing_is_loaded_while_a_rule_is_broken(board: Board, tmp_path: Path):
    rows = extracts.good()
    rows["concerns"][1]["source"] = "somebody"

    with pytest.raises(NotPossibleNow, match=r"C131 in concerns\.csv row 3"):
        load(extracts.write(rows, tmp_path), board=board, by=ANALYST)

    assert (Extract.objects.count(), Concern.objects.count()) == (0, 0)


def test_a_refused_extract_says_why(board: Board, tmp_path: Path):
    folder = extracts.write(extracts.good(), tmp_path)
    (folder / "risks.csv").unlink()

    with pytest.raises(Refused, match=r"There is no risks\.csv"):
        load(folder, board=board, by=ANALYST)


def test_an_extract_that_does_not_say_what_it_is_is_refused(board: Board, tmp_path: Path):
    folder = extracts.write(extracts.good(), tmp_path)
    (folder / "extract.json").unlink()

    with pytest.raises(Refused, match="--period-from"):
        load(folder, board=board, by=ANALYST)


def test_accepted_exceptions_are_left_out_with_all_that_hangs_on_them(board: Board, tmp_path: Path):
    rows = extracts.good()
    rows["adults"][1]["ethnicity"] = "unheard_of"

    loaded = load(extracts.write(rows, tmp_path), board=board, by=ANALYST, accept=[("C131", "adults.csv", 3)])

    assert sorted(Concern.objects.values_list("concern_id", flat=True)) == ["C1"]
    assert sorted(Enquiry.objects.values_list("enquiry_id", flat=True)) == ["E1"]
    listed = [(e.check_number, e.row, e.accepted_by) for e in loaded.extract.accepted_exceptions.all()]
    assert listed == [("C131", 3, "Sam Example, analyst")]


def test_an_exception_nobody_named_still_blocks(board: Board, tmp_path: Path):
    rows = extracts.good()
    rows["adults"][0]["ethnicity"] = rows["adults"][1]["ethnicity"] = "unheard_of"

    with pytest.raises(NotPossibleNow, match="one broken rule has not been accepted"):
        load(extracts.write(rows, tmp_path), board=board, by=ANALYST, accept=[("C131", "adults.csv", 2)])


def test_the_same_extract_twice_changes_nothing(board: Board, tmp_path: Path):
    folder = extracts.write(extracts.good(), tmp_path)
    first = load(folder, board=board, by=ANALYST)

    again = load(folder, board=board, by=ANALYST)

    assert (again.is_new, again.extract.pk, Extract.objects.count()) == (False, first.extract.pk, 1)


def test_a_correction_replaces_its_period_keeps_the_old_and_shows_the_difference(board: Board, tmp_path: Path):
    first = load(extracts.write(extracts.good(), tmp_path / "first"), board=board, by=ANALYST).extract
    rows = extracts.good()
    rows["concerns"][1]["disposal"] = "signposted"
    rows["concerns"].append({**rows["concerns"][1], "concern_id": "C4"})

    second = load(extracts.write(rows, tmp_path / "second"), board=board, by=ANALYST).extract

    first.refresh_from_db()
    assert first.replaced_by_id == second.pk
    assert list(queries.current_extracts(board)) == [second]
    assert second.difference["concerns.csv"] == {"added": 1, "removed": 0, "changed": 1}
    assert Concern.objects.filter(extract=first).count() == 3


def test_the_tables_for_figures_hold_the_extracts_in_force(board: Board, tmp_path: Path):
    load(extracts.write(extracts.good(), tmp_path), board=board, by=ANALYST)

    tables = queries.arrow_tables(board)

    assert tables["enquiries"].to_pylist()[0]["concern_ids"] == ["C1"]
    assert tables["enquiries"].to_pylist()[1]["concluded_on"] is None
    assert {name: table.num_rows for name, table in tables.items()} == {
        "adults": 2,
        "concerns": 3,
        "enquiries": 2,
        "risks": 1,
        "reviews": 1,
    }


def test_a_load_that_is_killed_leaves_nothing(tmp_path: Path):
    """Kill the process while rows are being written; the database then holds none of them."""
    from goldenthread.demo import example_extract

    years = example_extract.Years.parse("2021-22..2023-24")
    example_extract.write(example_extract.make(4000, years, seed=1), tmp_path / "extract", years, "csv")
    environment = {**os.environ, "GOLDENTHREAD_DATA": str(tmp_path / "data")}
    environment.pop("GOLDENTHREAD_DATABASE_URL", None)
    prepare = (
        "import django; django.setup()\n"
        "from goldenthread.core.fresh_database import bring_up_to_date; bring_up_to_date()\n"
        "from goldenthread.boards.models import Board\n"
        "Board.objects.create(slug='b', name='B', short_name='B', area='B', authority='B')"
    )
    (tmp_path / "data").mkdir()
    settings = {**environment, "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
    subprocess.run([sys.executable, "-c", prepare], env=settings, check=True)
    killed_midway = (
        "import os, signal, django; django.setup()\n"
        "from goldenthread.casework import models, operations\n"
        "from goldenthread.boards.models import Board\n"
        "from goldenthread.core.actors import Actor\n"
        "from pathlib import Path\n"
        "real = models.Enquiry._default_manager.bulk_create\n"
        "def die(*given, **named): real(*given, **named); os.kill(os.getpid(), signal.SIGKILL)\n"
        "models.Enquiry._default_manager.bulk_create = die\n"
        f"operations.load(Path({str(tmp_path / 'extract')!r}), board=Board.objects.get(), by=Actor.system('test'))"
    )

    died = subprocess.run([sys.executable, "-c", killed_midway], env=settings, capture_output=True, check=False)

    time.sleep(0.1)
    with sqlite3.connect(tmp_path / "data" / "db.sqlite3") as database:
        counts = [
            database.execute(f"SELECT count(*) FROM casework_{table}").fetchone()[0]  # noqa: S608 (our own tables)
            for table in ("extract", "adult", "concern", "enquiry")
        ]
    assert died.returncode == -signal.SIGKILL
    assert counts == [0, 0, 0, 0]


def test_a_refused_extract_through_the_command_is_a_sentence(tmp_path: Path):
    command = [
        sys.executable,
        "-m",
        "goldenthread",
        "extract",
        "load",
        str(tmp_path),
        "--board",
        "b",
        "--accept",
        "x.csv",
    ]

    answer = subprocess.run(command, capture_output=True, text=True, check=False)

    assert answer.returncode == 2
    assert "Say who accepts the exceptions" in answer.stderr


def test_an_adult_known_in_two_years_is_one_adult_as_the_newest_extract_has_them(board: Board):
    first = figures.extract(board, date(2022, 4, 1), date(2023, 3, 31))
    second = figures.extract(board, date(2023, 4, 1), date(2024, 3, 31))
    Extract.objects.filter(pk=first.pk).update(taken_on=date(2023, 5, 31))
    Adult.objects.create(extract=second, adult_id="A1", gender="female")
    Adult.objects.create(extract=first, adult_id="A1", gender="not_known")
    Adult.objects.create(extract=first, adult_id="A2", gender="male")

    adults = queries.arrow_tables(board)["adults"].to_pylist()

    assert [(one["adult_id"], one["gender"]) for one in adults] == [("A1", "female"), ("A2", "male")]


def test_an_enquiry_begun_in_one_extract_and_concluded_in_the_next_is_one_enquiry(board: Board):
    first = figures.extract(board, date(2022, 4, 1), date(2023, 3, 31))
    second = figures.extract(board, date(2023, 4, 1), date(2024, 3, 31))
    Extract.objects.filter(pk=first.pk).update(taken_on=date(2023, 5, 31))
    begun = {"enquiry_id": "E1", "adult_id": "A1", "started_on": date(2023, 2, 1)}
    Enquiry.objects.create(extract=first, **begun)
    Enquiry.objects.create(extract=second, **begun, concluded_on=date(2023, 6, 1))

    enquiries = queries.arrow_tables(board)["enquiries"].to_pylist()

    assert [(one["enquiry_id"], one["concluded_on"]) for one in enquiries] == [("E1", date(2023, 6, 1))]


def test_the_same_id_from_two_authorities_is_two_enquiries(board: Board):
    ours = figures.extract(board, date(2022, 4, 1), date(2023, 3, 31))
    theirs = figures.extract(board, date(2023, 4, 1), date(2024, 3, 31), authority="Another Council")
    for one in (ours, theirs):
        Enquiry.objects.create(extract=one, enquiry_id="E1", adult_id="A1", started_on=date(2023, 2, 1))

    enquiries = queries.arrow_tables(board)["enquiries"].to_pylist()
    ids = sorted((one["enquiry_id"], one["adult_id"]) for one in enquiries)
    assert len(ids) == 2
    assert ids[0] == ("E1", "A1")
    assert ids[1] in {("Example Council: E1", "Example Council: A1"), ("Another Council: E1", "Another Council: A1")}
