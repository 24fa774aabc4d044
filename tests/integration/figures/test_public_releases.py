"""What everybody reads of a release on the public site: the figures, and the file that is the release itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from goldenthread.boards.models import Board
from goldenthread.core.periods import stretch
from goldenthread.figures import disclosure, frozen, proving, release_file, store
from goldenthread.figures.models import FrozenSet, PublishedRelease
from tests.factories import figures, people

QUARTER = "2023-24 Q1"


@pytest.fixture
def board(db: None) -> Board:
    return people.board("ours", is_demonstration=False)


@pytest.fixture
def data(board: Board, tmp_path: Path) -> FrozenSet:
    """Forty-two concerns in the first quarter, two of which name self-neglect."""
    made = figures.extract(board)
    figures.concerns(made, [f"C{n}" for n in range(40)], raised_on=date(2023, 5, 1))
    figures.concerns(made, ["S1", "S2"], raised_on=date(2023, 5, 1), alleged_types=["self_neglect"])
    return figures.frozen(board, tmp_path)


@pytest.fixture
def release(board: Board, data: FrozenSet) -> PublishedRelease:
    made = disclosure.release(frozen.read(Path(data.folder)), stretch(QUARTER))
    return store.save_release(made, board=board, by=figures.SYSTEM)


@pytest.fixture
def get(board: Board) -> Iterator[Callable[[str], Any]]:
    """Read the Board's public site as anybody does."""
    with override_settings(ROOT_URLCONF="goldenthread.config.urls_public", GOLDENTHREAD_PUBLIC_BOARD="ours"):
        yield Client().get


def test_the_release_that_everybody_downloads_is_made_again_byte_for_byte(
    get: Callable[[str], Any], release: PublishedRelease, data: FrozenSet, tmp_path: Path
):
    page = get(f"/releases/{release.pk}/").content.decode()
    link = re.search(r'href="([^"]+release\.json)"', page)
    assert link is not None
    bytes_ = get(link[1]).content

    assert hashlib.sha256(bytes_).hexdigest() == release.contents_sha256
    assert f">{release.contents_sha256}<" in page
    contents = json.loads(bytes_)
    assert release_file.canonical(release_file.again(contents, frozen.read(Path(data.folder)))) == bytes_
    (tmp_path / "downloaded.json").write_bytes(bytes_)
    proof = proving.of(tmp_path / "downloaded.json", frozen_folder=Path(data.folder))
    assert (proof.problems, release.contents_sha256 in proof.good) == ([], True)


def test_a_reader_finds_it_and_reads_what_is_withheld_as_withheld(get: Callable[[str], Any], release: PublishedRelease):
    listed = get("/releases/").content.decode()
    page = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", get(f"/releases/{release.pk}/").content.decode()))

    assert f'href="/releases/{release.pk}/"' in listed
    assert "April to June 2023" in listed
    assert "Concerns received 42" in page
    assert "self-neglect [c]" in page
    assert "Income from members" not in page, "counted for whole years only"
    assert "/releases/" in get("/").content.decode()


def test_the_table_says_the_same(get: Callable[[str], Any], release: PublishedRelease):
    answer = get(f"/releases/{release.pk}/release.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = {(row["Figure"], row["Row"]): row for row in rows}

    assert answer["Content-Disposition"].endswith(f'figures-2023-24-q1-{release.contents_sha256[:8]}.csv"')
    assert found["concerns.received", ""]["Number"] == "42"
    assert found["concerns.self_neglect", ""]["Number"] == "[c]"
    assert found["concerns.by_month", "May 2023"]["Value"] == "42"


def test_a_later_release_of_the_same_months_is_named(
    get: Callable[[str], Any], release: PublishedRelease, data: FrozenSet
):
    made = disclosure.release(frozen.read(Path(data.folder)), stretch(QUARTER), "rounded")
    later = store.save_release(made, board=release.board, by=figures.SYSTEM)
    other = store.save_release(disclosure.release(frozen.read(Path(data.folder)), stretch("2023-24")), board=release.board,
                               by=figures.SYSTEM)  # fmt: skip

    assert f'href="/releases/{later.pk}/">A later release' in get(f"/releases/{release.pk}/").content.decode()
    assert "A later release" not in get(f"/releases/{later.pk}/").content.decode()
    assert "A later release" not in get(f"/releases/{other.pk}/").content.decode()


@pytest.mark.parametrize("ending", ["", "release.json", "release.csv"])
def test_another_boards_release_is_as_absent_as_none(get: Callable[[str], Any], data: FrozenSet, ending: str):
    made = disclosure.release(frozen.read(Path(data.folder)), stretch(QUARTER))
    theirs = store.save_release(made, board=people.board("theirs"), by=figures.SYSTEM)
    one, other = (get(f"/releases/{pk}/{ending}") for pk in (theirs.pk, uuid4()))

    assert (one.status_code, other.status_code) == (404, 404)
    assert one.content == other.content
    assert str(theirs.pk) not in get("/releases/").content.decode()


def test_with_nothing_released_the_page_says_when_there_will_be(get: Callable[[str], Any]):
    assert "Nothing is released yet" in get("/releases/").content.decode()


def test_the_list_asks_as_often_for_many_as_for_one(
    get: Callable[[str], Any], release: PublishedRelease, django_assert_max_num_queries: Any
):
    for _ in range(5):
        store.save_release(store.from_json(release.contents), board=release.board, by=figures.SYSTEM)

    with django_assert_max_num_queries(6):
        get("/releases/")
