"""Freezing a year in the workspace: a set with a seal, proved each time it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.casework.operations import load
from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.figures.models import FrozenSet
from goldenthread.trail.models import Entry
from tests.factories import extracts

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(board: Board, tmp_path: Path) -> None:
    load(extracts.write(extracts.good(), tmp_path / "extract"), board=board, by=Actor.console("Sam Example"))


def freeze(client: Client, period: str = "2023-24") -> Any:
    return client.post("/board/example/frozen-sets/new/", {"period": period}, follow=True)


@pytest.mark.usefixtures("loaded")
def test_an_analyst_freezes_a_year_and_sees_its_seal(analyst: Client):
    page = freeze(analyst).content.decode()

    frozen = FrozenSet.objects.get()
    assert "The data for 2023-24 are frozen." in page
    assert frozen.sha256 in page
    assert "every file was proved just now against its seal" in page
    assert (frozen.frozen_by, Entry.objects.get(verb="freeze").by_name) == ("Analyst", "Analyst")


@pytest.mark.usefixtures("loaded")
def test_the_same_data_are_frozen_once(analyst: Client):
    freeze(analyst)

    page = freeze(analyst).content.decode()

    assert "Nothing has changed since these data were frozen." in page
    assert FrozenSet.objects.count() == 1


@pytest.mark.usefixtures("loaded")
def test_a_changed_file_is_said_plainly(analyst: Client):
    freeze(analyst)
    frozen = FrozenSet.objects.get()
    file = Path(frozen.folder) / "concerns.parquet"
    file.write_bytes(file.read_bytes() + b"x")

    page = analyst.get(f"/board/example/frozen-sets/{frozen.pk}/").content.decode()

    assert "It was changed" in page
    assert "concerns.parquet was changed." in page


@pytest.mark.usefixtures("loaded")
def test_only_a_year_of_the_extracts_can_be_frozen(analyst: Client):
    page = freeze(analyst, "2031-32")

    assert page.status_code == 422
    assert "Choose the financial year from the list" in page.content.decode()


def test_without_an_extract_there_is_nothing_to_freeze(analyst: Client):
    page = analyst.get("/board/example/frozen-sets/").content.decode()

    assert "Load an extract first" in page


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("role", "reads", "freezes"),
    [(Role.CHAIR, 200, 403), (Role.BOARD_MANAGER, 200, 403), (Role.MEMBER, 403, 403), (Role.AGENCY_LEAD, 403, 403)],
)
def test_others_read_or_do_not_see_frozen_sets(as_role: Callable[[Role], Client], role: Role, reads: int, freezes: int):
    client = as_role(role)

    assert client.get("/board/example/frozen-sets/").status_code == reads
    assert freeze(client).status_code == freezes
