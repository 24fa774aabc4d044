"""The demonstration never says of a real agency, review or person what nobody published."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.demo
INVENTED = {
    "Ellis Hartwood", "Indra Calloway", "Jory Lanyon", "Lior Penhallow", "Marlow Quist", "Morgan Ashdown", "Rowan Fielding",
    "Sol Merriweather", "Tamsin Verey", "Wren Oakhurst",
}  # fmt: skip
FORENAMES = re.compile(r"\b(?:Alan|Beverley|John|Jane|Sarah|David|Susan|Peter|Mary|Michael)\b \b[A-Z][a-z]+")


@pytest.fixture
def database(demo_data: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(demo_data / "db.sqlite3")) as opened:
        yield opened


def test_nobody_real_is_named(database: sqlite3.Connection):
    people = database.execute("SELECT name, is_invented FROM boards_person").fetchall()

    assert {name for name, _ in people} == INVENTED
    assert all(invented for _, invented in people)


def test_no_text_of_the_demonstration_names_somebody():
    root = Path(__file__).parents[2] / "goldenthread"
    files = [*(root / "demo" / "content").rglob("*.*"), root / "publishing" / "contradictions.yaml"]
    found = {file.name: names for file in files if (names := FORENAMES.findall(file.read_text()))}

    assert found == {}
    assert FORENAMES.findall("signed by Jane Smith")


def test_only_the_made_up_agency_ever_missed_a_meeting(database: sqlite3.Connection):
    absent = database.execute(
        "SELECT DISTINCT a.name, a.is_fictional FROM meetings_attendance t JOIN boards_agency a ON a.id = t.agency_id "
        "WHERE t.status NOT IN ('present', 'deputy')"
    ).fetchall()

    assert absent == [("Example Care Partnership", 1)]


def test_what_is_made_up_says_so(database: sqlite3.Connection):
    def unmarked(table: str, where: str = "1") -> int:
        query = f"SELECT count(*) FROM {table} WHERE is_synthetic = 0 AND {where}"  # noqa: S608 (our own tables)
        return int(database.execute(query).fetchone()[0])

    assert unmarked("casework_extract") == 0
    assert unmarked("meetings_meeting") == 0
    assert unmarked("money_expenditure") == 0
    assert unmarked("reviews_referral", "received_on < '2023-04-01'") == 0
    assert unmarked("figures_frozenset") == 0


def test_no_synthetic_detail_hangs_on_a_real_review(database: sqlite3.Connection):
    """Reviews hold only what was published; no synthetic referral leads to one, and none of the years that are counted met
    the criteria: those that go further are made up for today, about adults who do not exist."""
    real = database.execute("SELECT count(*) FROM reviews_review WHERE is_fictional = 0").fetchone()[0]
    synthetic_met = database.execute(
        "SELECT count(*) FROM reviews_referral "
        "WHERE is_synthetic = 1 AND decision <> 'not_met' AND received_on <= '2024-03-31'"
    ).fetchone()[0]
    led_to_real = database.execute(
        "SELECT count(*) FROM reviews_fromreferral AS tie JOIN reviews_referral AS one ON one.id = tie.referral_id "
        "JOIN reviews_review AS review ON review.id = tie.case_id "
        "WHERE one.is_synthetic = 1 AND review.is_fictional = 0"
    ).fetchone()[0]

    assert (real, synthetic_met, led_to_real) == (11, 0, 0)


def test_every_file_of_the_demonstration_says_it_is_synthetic(demo_data: Path, demo_out: Path):
    extract = demo_data / "extracts" / "luton-2021-24"

    assert (demo_data / "DEMONSTRATION").exists()
    assert "SYNTHETIC" in (extract / "SYNTHETIC.txt").read_text()
    assert '"synthetic": true' in (extract / "extract.json").read_text()
    assert ">synthetic<" in (demo_out / "annual-report.html").read_text()


def test_the_same_demonstration_freezes_to_the_same_seal_every_time(demo_data: Path):
    """Records are made the same way each time, so anybody's demonstration can be compared with anybody else's."""
    from goldenthread.demo import luton_extract

    assert luton_extract.make().extract == luton_extract.make().extract
    assert len([*(demo_data / "frozen" / "luton" / "2023-24").iterdir()]) == 1


def test_what_agencies_were_given_on_evaluation_days_is_the_made_up_review_and_the_made_up_agency(
    database: sqlite3.Connection,
):
    given = database.execute(
        "SELECT DISTINCT a.name, s.slug, g.is_synthetic, d.is_synthetic FROM learning_allocation g "
        "JOIN boards_agency a ON a.id = g.agency_id JOIN learning_source s ON s.id = g.source_id "
        "JOIN learning_evaluationday d ON d.id = g.day_id"
    ).fetchall()

    assert given == [("Example Care Partnership", "adult-q", 1, 1)]


def test_certificates_are_of_made_up_delegates_of_the_made_up_agency(database: sqlite3.Connection):
    issued = database.execute(
        "SELECT a.name, c.is_synthetic, count(*) FROM training_certificate c "
        "JOIN training_booking b ON b.id = c.booking_id JOIN boards_agency a ON a.id = b.agency_id GROUP BY 1, 2"
    ).fetchall()

    assert issued == [("Example Care Partnership", 1, 6)]


def test_risks_are_shared_with_a_made_up_board_alone(database: sqlite3.Connection):
    ours = database.execute(
        "SELECT DISTINCT s.with_board, r.is_synthetic, r.title FROM plans_riskshare s JOIN plans_boardrisk r ON r.id = s.risk_id"
    ).fetchall()
    theirs = database.execute("SELECT from_board, title, count(*) FROM plans_sharedrisk GROUP BY 1, 2").fetchall()

    assert [(board, made_up) for board, made_up, _ in ours] == [("example-neighbour", 1)]
    assert len(theirs) == 3
    assert all(title.startswith("Made up: ") for title in [*(one[2] for one in ours), *(one[1] for one in theirs)])
    assert all(board.endswith("(made up)") for board, _, _ in theirs)


def test_data_packs_say_that_they_are_made_up(database: sqlite3.Connection):
    packs = database.execute("SELECT note, release_id IS NULL FROM figures_datapack").fetchall()

    assert sorted(unreleased for _, unreleased in packs) == [0, 0, 1, 1]
    assert all("Made up for this demonstration." in note for note, _ in packs)
