"""An agency is asked for its chronology by a day, and reminded until it has handed one in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.cases.models import CaseAgency
from goldenthread.core import clock
from goldenthread.reviews import chronology_handing_in as handing_in
from goldenthread.reviews.chronology_models import ChronologyAsk, DraftRow
from tests.factories import records
from tests.factories.reviewing import sent
from tests.integration.chronology.conftest import World

pytestmark = pytest.mark.records
HOME = "/board/ours/to-do/"


def ask(world: World, agency: Any, who: str = "manager", *, days: int = 14, **more: Any) -> Any:
    said = {"agency": str(agency.pk), "asked_on": clock.today(), "due_on": clock.today() + timedelta(days=days)}
    return world.post(who, "chronology-asks/new/", sent(**said, wanted="From 2021 on.", **more))


def told(world: World, who: str) -> bool:
    client: Client = world.clients[who]
    return f"Hand in the chronology of your agency: {world.case.reference}" in client.get(HOME).content.decode()


def test_people_of_an_agency_that_is_asked_are_reminded(world: World):
    assert ask(world, world.police).status_code == 302

    assert {who: told(world, who) for who in ("police", "writer", "care", "manager")} == {
        "police": True,
        "writer": True,
        "care": False,
        "manager": False,
    }
    assert "You are asked for your chronology by" in world.get("police", "our-chronology/").content.decode()
    assert "From 2021 on." not in world.get("care", "our-chronology/").content.decode()


def test_an_agency_that_took_no_part_sees_what_it_is_asked_and_nothing_else_of_the_case(world: World):
    CaseAgency.objects.filter(agency=world.police).delete()
    before = told(world, "police")

    ask(world, world.police)
    seen = {rest: world.get("police", rest).status_code for rest in ("our-chronology/", "named/", "case-people/")}

    assert CaseAgency.objects.get(case=world.case, agency=world.police).is_only_asked
    assert (before, told(world, "police")) == (False, True)
    assert seen == {"our-chronology/": 200, "named/": 404, "case-people/": 404}


def test_the_reminder_ends_when_it_is_handed_in_and_begins_again_when_it_is_taken_back(world: World):
    ask(world, world.police)
    records.make(DraftRow, world.board, case=world.case, agency=world.police)
    version = handing_in.hand_in(world.case, world.police, by=world.by("police"))
    after = told(world, "police")

    handing_in.take_back(version, why="A page was missing.", by=world.by("police"))

    assert (after, told(world, "police")) == (False, True)


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_the_review_says_which_chronology_is_late(world: World, days: int, late: bool):
    ChronologyAsk.objects.create(
        case=world.case,
        agency=world.police,
        asked_on=clock.today() - timedelta(days=30),
        due_on=clock.today() + timedelta(days=days),
    )

    page = world.get("manager", "review/stands/").content.decode()

    assert (f"Chronology of {world.police.name}" in page) is late


def test_an_agency_sees_its_own_ask_and_no_other(world: World):
    for agency in (world.police, world.care):
        ask(world, agency)

    page = world.get("police", "chronology-asks/").content.decode()

    assert world.police.name in page
    assert f"/{ChronologyAsk.objects.get(agency=world.care).pk}/" not in page


@pytest.mark.parametrize("who", ["police", "writer", "panel", "chair", "other", "outside"])
def test_others_ask_nobody(world: World, who: str):
    answer = ask(world, world.care, who)

    assert answer.status_code in {403, 404}
    assert not ChronologyAsk.objects.exists()


def test_a_day_before_it_was_asked_is_refused_and_an_agency_is_asked_once(world: World):
    before = ask(world, world.police, days=-1)
    ask(world, world.police)
    again = ask(world, world.police)

    assert "The day it is due comes before the day it was asked for." in before.content.decode()
    assert "This agency is asked already. Change the day there." in again.content.decode()
    assert ChronologyAsk.objects.count() == 1
