"""An evaluation day: who looks at what, what each agency brings back, and what the day covers and leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.boards.themes import Theme
from goldenthread.core.periods import Period
from goldenthread.learning.models import Allocation, EvaluationDay, Source, ThemeAssurance
from goldenthread.reports import records as printed
from tests.factories import people, records
from tests.integration.learning.conftest import Room

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def day(room: Room) -> EvaluationDay:
    return records.make(EvaluationDay, room.board, title="Evaluation day", held_on=date(2024, 3, 20))


@pytest.mark.capability("S69")
def test_what_an_agency_was_given_is_on_its_page_until_it_said_what_it_learned(room: Room, day: EvaluationDay):
    part = records.make(Allocation, room.board, day=day, agency=room.police, source=room.source)
    theme = records.make(Theme, room.board, name="Self-neglect")
    client = room.client("agency_lead", agency=room.police)
    before = client.get("/board/ours/").content.decode()

    answer = client.post(
        f"/board/ours/allocations/{part.pk}/change/",
        {"themes": [str(theme.pk)], "learning": "Officers ask at the door.", "shown_by": "An audit.", "effect": "A form.",
         "read": client.get(f"/board/ours/allocations/{part.pk}/change/").context["form"]["read"].value()},
    )  # fmt: skip

    assert f"Say what you learned from: {room.source}" in before
    assert (answer.status_code, answer.url) == (302, f"/board/ours/evaluation-days/{day.pk}/")
    assert f"Say what you learned from: {room.source}" not in client.get("/board/ours/").content.decode()
    part.refresh_from_db()
    assert (part.learning, list(part.themes.all())) == ("Officers ask at the door.", [theme])


@pytest.mark.capability("S69", "S73")
def test_the_day_shows_what_came_back_and_what_it_leaves_out(room: Room, day: EvaluationDay):
    theme = records.make(Theme, room.board, name="Self-neglect")
    judged = records.make(Theme, room.board, name="Capacity")
    records.make(ThemeAssurance, room.board, theme=judged, day=day, judgement="partly")
    part = records.make(Allocation, room.board, day=day, agency=room.police, source=room.source, learning="They ask.")
    part.themes.add(theme)
    fire = people.agency(room.board, "fire")
    records.make(Allocation, room.board, day=day, agency=fire, source=room.source)
    people.agency(room.board, "housing")
    records.make(Source, room.board, title="Adult R", kind="review", ended_on=date(2023, 1, 1))
    records.make(Source, room.board, title="Adult S", kind="review", ended_on=date(2024, 6, 1))

    page = " ".join(
        room.client("chair").get(f"/board/ours/evaluation-days/{day.pk}/coverage/").content.decode().split()
    )

    assert "2 agencies were given 1 source to look at. 1 of 2 parts are back." in page
    assert [words in page for words in ("They ask.", "Self-neglect", "In 1 part.", "Partly assured")] == [True] * 4
    left = page[page.index("What it leaves out") :]
    assert [one in left for one in ("Adult R", "Housing", "Adult S", "Fire")] == [True, True, False, False]


def test_an_agency_sees_its_own_part_and_not_the_whole(room: Room, day: EvaluationDay):
    records.make(Allocation, room.board, day=day, agency=people.agency(room.board, "fire"), learning="Alarms help.")
    lead = room.client("agency_lead", agency=room.police)

    assert "Alarms help." not in lead.get(f"/board/ours/evaluation-days/{day.pk}/").content.decode()
    assert lead.get(f"/board/ours/evaluation-days/{day.pk}/coverage/").status_code in {403, 404}
    office = room.client("board_manager").get(f"/board/ours/evaluation-days/{day.pk}/").content.decode()
    assert f"/board/ours/evaluation-days/{day.pk}/coverage/" in office


@pytest.mark.capability("S69")
def test_the_report_names_what_agencies_brought_back_and_no_source_that_goes_on(room: Room, day: EvaluationDay):
    going_on = records.make(Source, room.board, title="Adult S", kind="review", ended_on=None)
    records.make(Allocation, room.board, day=day, agency=room.police, source=room.source, learning="They ask.")
    records.make(Allocation, room.board, day=day, agency=room.police, source=going_on, learning="They look.")
    fire = people.agency(room.board, "fire")
    records.make(Allocation, room.board, day=day, agency=fire, source=room.source)
    records.make(Allocation, room.board, day=day, agency=fire, learning="Made up.", is_synthetic=True)

    told = str(printed.blocks(room.board, Period(2023), "evaluation_days"))

    assert [one in told for one in ("They ask.", "They look.", room.source.title)] == [True] * 3
    assert [one in told for one in ("Adult S", "Fire", "Made up.")] == [False] * 3


def test_nothing_given_is_said(room: Room, day: EvaluationDay):
    page = room.client("board_manager").get(f"/board/ours/evaluation-days/{day.pk}/coverage/").content.decode()

    assert "No agency has been given anything to look at yet." in page
