"""First pages: what each sort of person reads there, and that it costs no more as records grow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.learning.models import Action, Recommendation
from goldenthread.meetings.models import Challenge, Meeting
from goldenthread.plans.models import BoardRisk, Deliverable
from goldenthread.training.models import Course, Session
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


def home(ours: Board, role: Role, **fields: Any) -> str:
    user = people.person(f"{role.value}@ours.example", board=ours, role=role, **fields)
    return people.signed_in(Client(), user).get("/board/ours/").content.decode()


def fill(ours: Board, many: int) -> None:
    today = clock.today()
    for number in range(many):
        agency = people.agency(ours, "police")
        records.make(Action, ours, text=f"Late {number}", due_on=today - timedelta(9), agency=agency)
        records.make(Action, ours, text=f"Soon {number}", due_on=today + timedelta(3), agency=agency)
        records.make(BoardRisk, ours, title=f"Grave {number}", likelihood=5, impact=5)
        records.make(Recommendation, ours, text=f"Helped {number}", status="implemented", difference="Fewer falls")


def test_the_chair_reads_what_is_late_worrying_challenged_and_changed(ours: Board):
    fill(ours, 1)

    page = home(ours, Role.CHAIR)

    assert "One thing is late and one risk is worrying" in page
    assert "If you do one thing this week: ask about “Late 0”. It is 9 days late." in page
    for heading, line in {"Late": "Late 0", "Worrying": "Grave 0", "Changed because of it": "Helped 0"}.items():
        assert heading in page
        assert line in page
    assert "No challenge is open" in page
    assert (
        "Of 1 recommendation said to be done, none was measured afterwards, "
        "and 1 says in words what difference it made." in page
    )


def test_the_business_unit_reads_whom_to_chase_and_the_next_two_weeks(ours: Board):
    fill(ours, 1)

    page = home(ours, Role.BOARD_MANAGER)

    assert "Chase today" in page
    assert "Late 0" in page
    assert "Next two weeks" in page
    assert "Soon 0" in page


def test_the_latest_of_all_is_first_whatever_it_is(ours: Board):
    today = clock.today()
    police = people.agency(ours, "police")
    records.make(Challenge, ours, title="List of trained staff", due_on=today - timedelta(910))
    records.make(Deliverable, ours, title="A leaflet", due_on=today - timedelta(21))
    records.make(Action, ours, text="Late 0", due_on=today - timedelta(9), agency=police)
    records.make(BoardRisk, ours, title="Pressure on staff", review_on=today - timedelta(8))

    chair, manager = home(ours, Role.CHAIR), home(ours, Role.BOARD_MANAGER)

    assert "ask about “List of trained staff”. It is 910 days late." in chair
    for page in (chair, manager):
        late = page[page.index('<h2 id="late">' if page is chair else "Chase today") :]
        places = [late.index(words) for words in ("910 days late", "21 days late", "9 days late", "8 days late")]
        assert places == sorted(places)
        assert "Look again at the risk: Pressure on staff" in late


def test_the_next_two_weeks_are_two_weeks(ours: Board):
    today = clock.today()
    for days, words in {3: "Near", 14: "At The End", 27: "Too Far"}.items():
        group = people.group(ours, words.lower().replace(" ", "-"))
        records.make(Meeting, ours, held_on=today + timedelta(days), group=group)
    records.make(Deliverable, ours, title="A leaflet", due_on=today + timedelta(5))
    records.make(Challenge, ours, title="Who is trained?", due_on=today + timedelta(6))
    course = records.make(Course, ours, title="Self-neglect")
    records.make(Session, ours, course=course, held_on=today + timedelta(4), held_precision="day")

    page = home(ours, Role.BOARD_MANAGER)
    coming = page[page.index('<aside aria-label="Next two weeks">') :]

    for words in ("Near", "At The End", "A leaflet", "Reply to a challenge: Who is trained?", "Training: Self-neglect"):
        assert words in coming, words
    assert "Too Far" not in coming


def test_everything_to_do_stands_on_one_page_by_its_day(ours: Board):
    today = clock.today()
    police = people.agency(ours, "police")
    for number in range(4):
        records.make(Action, ours, text=f"Dated {number}", due_on=today + timedelta(3), agency=police)
    for number in range(3):
        records.make(Action, ours, text=f"Bare {number}", due_on=None, agency=police)
    lead = people.person("lead@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=police)
    client = people.signed_in(Client(), lead)

    first = client.get("/board/ours/").content.decode()
    every = client.get("/board/ours/to-do/").content.decode()

    assert "2 more, each with no set day." in first
    assert 'href="/board/ours/to-do/">Show all 7 things to do</a>' in first
    assert "4 with a day to come, 3 with no set day." in every
    assert all(f"Dated {number}" in every for number in range(4))
    assert all(f"Bare {number}" in every for number in range(3))


def test_an_agencys_page_lists_nothing_of_others_as_late(ours: Board):
    fire = people.agency(ours, "fire")
    records.make(Challenge, ours, title="Of others", due_on=clock.today() - timedelta(9))

    assert "Of others" not in home(ours, Role.AGENCY_LEAD, agency=fire)


def test_an_agency_reads_only_its_own(ours: Board):
    fill(ours, 1)

    page = home(ours, Role.AGENCY_LEAD, agency=people.agency(ours, "fire"))

    assert "Late 0" not in page
    assert "Your agency has nothing to do today" in page


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BOARD_MANAGER, Role.AGENCY_LEAD, Role.MEMBER])
def test_a_first_page_asks_no_more_as_records_grow(ours: Board, role: Role):
    client = people.signed_in(
        Client(), people.person("who@ours.example", board=ours, role=role, agency=people.agency(ours, "police"))
    )

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/board/ours/").status_code == 200
        return len(caught)

    fill(ours, 2)
    asked()
    few = asked()
    fill(ours, 12)

    assert asked() == few


def test_the_menu_folds_without_script_and_holds_the_way_out(ours: Board):
    page = home(ours, Role.MEMBER)
    folded = page[page.index('<details class="gt-menu"><summary>Menu</summary>') : page.index("</details>")]

    assert "Your page" in folded
    assert "Sign out" in folded
