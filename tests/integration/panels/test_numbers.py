"""Panels as they are run: seats, criteria, meetings, whether it works, what was made known; numbers for the Board; deadlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.panels import beginning, counting, moving, paneling
from goldenthread.panels.models import Escalation, Panel, PanelCase, PanelCount, PanelLook, PanelMeeting, PanelMember
from tests.factories import records
from tests.integration.panels.conftest import Place, Refer

DAY = {"-day": "1", "-month": "3", "-year": "2024"}


def day(name: str) -> dict[str, str]:
    return {f"{name}{part}": value for part, value in DAY.items()}


@pytest.mark.capability("S77")
def test_the_board_looks_at_a_panel_every_six_months_and_begins_from_its_numbers(refer: Refer, seated: Place):
    client = seated.client("manager")
    assert paneling.next_look(seated.panel) is None
    for number in range(6):
        head = refer(called=f"Adult {number}")
        values = {"lead_agency": seated.fire}
        moving.take(head, "accept", on=clock.today(), why="So.", by=seated.by("panel_chair"), values=values)
        moving.take(
            head, "leave", on=clock.today(), why="So.", by=seated.by("panel_chair"), values={"effect": "reduced"}
        )
    met = PanelMeeting.objects.create(panel=seated.panel, held_on=clock.today() - timedelta(days=3))
    met.agencies.set([seated.fire, seated.council])

    page = client.get(f"/board/ours/panels/{seated.panel.pk}/works/").content.decode()
    assert "Nobody has written down yet whether it works" in page
    told = counting.of_panel(seated.panel, clock.today() - timedelta(days=180), clock.today())
    assert dict(told.lines)["With enough agencies there"] == "1 of 1"
    assert dict(told.lines)["Cases brought"] == "6"
    assert ("The risk is lower", "6") in told.tables[0][1]

    sent = {"panel": str(seated.panel.pk), **day("looked_on"), **day("from_on"), **day("to_on"), "works": "Risks fall."}
    assert client.post("/board/ours/panel-looks/new/", sent).status_code == 302
    assert PanelLook.objects.get().works == "Risks fall."
    assert paneling.next_look(seated.panel) == date(2024, 9, 1)


@pytest.mark.capability("S143")
def test_how_a_panel_was_made_known_is_kept_and_its_list_takes_twelve(place: Place):
    client = place.client("manager")
    sent = {"panel": str(place.panel.pk), **day("held_on"), "what": "Sessions for practitioners", "people": "50"}

    assert client.post("/board/ours/panel-awareness/new/", sent).status_code == 302

    page = client.get(f"/board/ours/panels/{place.panel.pk}/").content.decode()
    assert "Sessions for practitioners" in page
    assert Panel.objects.get().most_cases == 12


@pytest.mark.capability("S98")
def test_a_conference_of_others_gives_numbers_and_no_cases(place: Place):
    client = place.client("manager")
    sent = {
        "name": "Domestic abuse conference", "sort": "conference", "what_for": "Adults at high risk", "cadence": "Each month",
        "quorum": "3", "most_cases": "12", "accept_within": "5", "review_within": "6", "looked_at_every": "6",
    }  # fmt: skip
    assert client.post("/board/ours/panels/new/", sent).status_code == 302
    made = Panel.objects.get(sort="conference")
    counted = {
        "panel": str(made.pk),
        **day("from_on"),
        **day("to_on"),
        "cases": "40",
        "with_needs": "9",
        "concerns": "7",
    }

    assert client.post("/board/ours/panel-counts/new/", counted).status_code == 302

    assert [(one.cases, one.with_needs, one.concerns) for one in PanelCount.objects.all()] == [(40, 9, 7)]
    choose = place.client("worker").get(f"/board/ours/panel-cases/new/?panel={made.pk}")
    assert choose.status_code == 404


def test_seats_are_asked_for_and_agreed_through_their_pages(place: Place):
    first, second = place.client("manager"), place.client("second")
    there = f"/board/ours/panels/{place.panel.pk}/members/"
    sent = {"user": str(place.users["panel_chair"].pk), "part": "chair", **day("from_on")}

    assert place.client("officer").get(f"{there}new/").status_code == 403
    assert first.post(f"{there}new/", sent).status_code == 302
    seat = PanelMember.objects.get()
    one = f"/board/ours/panel-members/{seat.pk}/"
    assert first.post(one, {"does": "agree"}).status_code == 422
    assert second.post(one, {"does": "agree"}).status_code == 302
    assert "Sits on it" in first.get(there).content.decode()
    assert second.post(one, {"does": "end"}).status_code == 302
    assert "Ended" in first.get(there).content.decode()


def test_a_seat_is_asked_for_from_today_unless_somebody_says_otherwise(place: Place):
    asked = place.client("manager").get(f"/board/ours/panels/{place.panel.pk}/members/new/")

    assert asked.context["form"]["from_on"].initial == clock.today()


@pytest.mark.parametrize(("who", "opens"), [("manager", True), ("chair", True), ("officer", True), ("lead", False)])
def test_the_boards_page_of_numbers_holds_counts_and_nobody(refer: Refer, seated: Place, who: str, opens: bool):
    refer(reason="CANARY", called="Adult CANARY")

    answer = seated.client(who).get("/board/ours/pathway-numbers/")

    assert (answer.status_code == 200) is opens
    assert b"CANARY" not in answer.content
    if opens:
        assert "fewer than 5" in answer.content.decode()
        assert seated.client(who).get("/board/ours/pathway-numbers/?year=1066").status_code == 404


def test_disagreements_are_counted_by_the_highest_stage_they_came_to(place: Place):
    for number in range(11):
        head = Escalation(board=place.board, agency=place.fire, called=f"N{number}", category="roles", issue="So")
        head = beginning.begin(head, by=place.by("lead"))
        if number < 5:
            moving.take(head, "take to stage 3", on=clock.today(), why="So.", by=place.by("lead"))

    told = counting.of_year(place.board.pk, clock.today(), clock.today())[2]

    assert dict(told.lines)["Disagreements taken further"] == "11"
    stages = {words.split(":")[0]: value for words, value in told.tables[0][1]}
    assert stages == {"Stage 1": "6", "Stage 2": "0", "Stage 3": "5", "Stage 4": "0", "Stage 5": "0"}


def test_a_board_changes_a_deadline_on_its_page(place: Place):
    client = place.client("manager")
    sent = {"step": "escalation.stage2", "number": "3", "unit": "working_days"}

    assert client.post("/board/ours/pathway-clocks/new/?step=escalation.stage2", sent).status_code == 302

    page = client.get("/board/ours/pathway-deadlines/").content.decode()
    assert "3 working days" in page


def test_what_is_due_is_told_to_whoever_can_do_it_in_words_that_name_nobody(refer: Refer, seated: Place):
    head = refer(called="Adult CANARY")

    chairs = seated.client("panel_chair").get("/board/ours/to-do/").content.decode()
    others = seated.client("manager").get("/board/ours/to-do/").content.decode()

    assert head.case.reference in chairs
    assert "CANARY" not in chairs
    assert head.case.reference not in others


def test_pages_ask_the_database_no_more_for_more_cases(refer: Refer, seated: Place):
    def queries(address: str) -> int:
        client = seated.client("panel_chair")
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    meeting = records.make(PanelMeeting, seated.board, panel=seated.panel)
    pages = ["/board/ours/panel-cases/", f"/board/ours/panel-meetings/{meeting.pk}/list/", "/board/ours/to-do/"]
    refer()
    few = [queries(one) for one in pages]
    for number in range(8):
        refer(called=f"Adult {number}")

    assert [queries(one) for one in pages] == few
    assert PanelCase.objects.count() == 9
