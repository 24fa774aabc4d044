"""Forms lose nothing: errors, a second tab, a stale edit, a sign-in that ran out, the same form sent twice."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from goldenthread.boards.models import Board, Group
from goldenthread.learning.models import Action
from goldenthread.meetings.models import Attendance, Meeting
from goldenthread.money.models import Contribution
from goldenthread.reviews.models import Review
from goldenthread.trail.models import Entry
from tests.factories.people import agency, board, group, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def manager(client: Client, ours: Board) -> Client:
    return signed_in(client, person("manager@ours.example", board=ours, role="board_manager"))


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', page)
    return (found[1] or found[2] or "") if found else ""


def filled(client: Client, address: str) -> dict[str, str]:
    """What the form at an address carries by itself."""
    page = client.get(address).content.decode()
    return {name: hidden(page, name) for name in ("key", "read", "writer")}


def test_an_action_is_added_with_its_entry_in_the_trail(manager: Client, ours: Board):
    sent = {
        **filled(manager, "/board/ours/actions/new/"),
        "text": "Ring the trust",
        "due_on-day": "3",
        "due_on-month": "march",
        "due_on-year": "2027",
    }

    answer = manager.post("/board/ours/actions/new/", sent)

    added = Action.objects.get()
    entry = Entry.objects.get(verb="add")
    assert answer.status_code == 302
    assert (added.board, added.due_on, added.status) == (ours, date(2027, 3, 3), "not_started")
    assert (entry.by_name, entry.subject_id, entry.after["text"]) == ("Manager", str(added.pk), "Ring the trust")


def test_the_same_form_sent_twice_is_kept_once(manager: Client):
    sent = {**filled(manager, "/board/ours/actions/new/"), "text": "Ring the trust"}

    first = manager.post("/board/ours/actions/new/", sent)
    second = manager.post("/board/ours/actions/new/", sent)

    assert Action.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert Entry.objects.filter(verb="add").count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "Enter what is to be done"),
        (
            {"text": "x", "due_on-day": "3", "due_on-month": "", "due_on-year": ""},
            "Due must include a month and a year",
        ),
        (
            {"text": "x", "due_on-day": "31", "due_on-month": "2", "due_on-year": "2027"},
            "Due must be a real date, such as 27 3 2024",
        ),
        (
            {"text": "x", "due_on-day": "1", "due_on-month": "2", "due_on-year": "27"},
            "Due must have a year of four figures, such as 2024",
        ),
        ({"text": "x", "agency": str(uuid4())}, "Choose the agency from the list"),
        ({"text": "x" * 10, "owner": "y" * 300}, "at most 200 characters"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(manager: Client, sent: dict[str, str], words: str):
    answer = manager.post("/board/ours/actions/new/", {**sent, "owner": sent.get("owner", "The officer")})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "There is a problem" in page
    assert sent.get("owner", "The officer") in page
    assert sent.get("due_on-day", "") in page
    assert "<title>Error:" in page.replace("\n", "")
    assert Action.objects.count() == 0


def test_a_stale_edit_shows_both_versions_and_loses_neither(manager: Client, ours: Board):
    action = Action.objects.create(board=ours, text="As it was", owner="A")
    address = f"/board/ours/actions/{action.pk}/change/"
    mine = {**filled(manager, address), "text": "As I wrote it", "owner": "A", "status": "not_started"}
    theirs = {**filled(manager, address), "text": "As they wrote it", "owner": "A", "status": "not_started"}
    manager.post(address, theirs)

    answer = manager.post(address, mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "As they wrote it" in page
    assert "As I wrote it" in page
    assert Action.objects.get().text == "As they wrote it"
    assert re.search(r"<textarea[^>]*name=\"text\"[^>]*>As I wrote it</textarea>", page)

    again = manager.post(address, {**mine, "read": hidden(page, "read")})

    assert again.status_code == 302
    assert Action.objects.get().text == "As I wrote it"


def test_two_who_change_different_fields_do_not_stand_in_each_others_way(manager: Client, ours: Board):
    action = Action.objects.create(board=ours, text="As it was", owner="A")
    address = f"/board/ours/actions/{action.pk}/change/"
    mine = {**filled(manager, address), "text": "As it was", "owner": "B", "status": "not_started"}
    theirs = {**filled(manager, address), "text": "Better words", "owner": "A", "status": "not_started"}
    manager.post(address, theirs)

    answer = manager.post(address, mine)

    assert answer.status_code == 409  # mine says the old words: both are shown, and nothing is overwritten unseen
    assert Action.objects.get().text == "Better words"


def test_a_form_without_our_fingerprints_overwrites_nothing(manager: Client, ours: Board):
    action = Action.objects.create(board=ours, text="As it was", owner="A")
    address = f"/board/ours/actions/{action.pk}/change/"

    answer = manager.post(address, {"text": "Blind", "owner": "A", "status": "not_started", "read": "forged"})

    assert answer.status_code == 409
    assert Action.objects.get().text == "As it was"


def test_what_was_sent_after_the_sign_in_ran_out_comes_back_into_the_form(client: Client, ours: Board):
    user = person("manager@ours.example", board=ours, role="board_manager")
    signed_in(client, user)
    sent = {**filled(client, "/board/ours/actions/new/"), "text": "Half an hour of thought"}
    client.cookies.pop("session")

    gone = client.post("/board/ours/actions/new/", sent)
    signed_in(client, user)
    page = client.get("/board/ours/actions/new/").content.decode()

    assert gone.status_code == 302
    assert Action.objects.count() == 0
    assert "Half an hour of thought" in page
    assert "Nothing was lost" in page
    assert "Half an hour" in client.get("/board/ours/actions/new/").content.decode()
    assert "Half an hour" not in client.get("/board/ours/actions/new/?start-again").content.decode()


def test_it_comes_back_to_nobody_else(client: Client, ours: Board):
    user = person("manager@ours.example", board=ours, role="board_manager")
    other = person("officer@ours.example", board=ours, role="board_officer")
    signed_in(client, user)
    sent = {**filled(client, "/board/ours/actions/new/"), "text": "Half an hour of thought"}
    client.cookies.pop("session")
    client.post("/board/ours/actions/new/", sent)

    signed_in(client, other)

    assert "Half an hour" not in client.get("/board/ours/actions/new/").content.decode()


def test_a_lead_cannot_hand_an_action_of_theirs_to_another_agency(client: Client, ours: Board):
    police, fire = agency(ours, "police"), agency(ours, "fire")
    action = Action.objects.create(board=ours, text="Ours", agency=police)
    signed_in(client, person("lead@police.example", board=ours, role="agency_lead", agency=police))
    address = f"/board/ours/actions/{action.pk}/change/"

    answer = client.post(
        address, {**filled(client, address), "text": "Ours", "agency": str(fire.pk), "status": "not_started"}
    )

    assert answer.status_code == 422
    assert Action.objects.get().agency == police


def test_money_is_typed_in_pounds_and_kept_in_pence(manager: Client, ours: Board):
    police = agency(ours, "police")
    new = "/board/ours/contributions/new/"

    manager.post(new, {**filled(manager, new), "agency": str(police.pk), "period": "2025-26", "pence": "£1,250.50"})

    assert Contribution.objects.get().pence == 125_050
    assert "£1,250.50" in manager.get("/board/ours/contributions/").content.decode()


@pytest.mark.capability("S23")
def test_a_group_begins_with_its_name(manager: Client):
    new = "/board/ours/groups/new/"

    manager.post(new, {**filled(manager, new), "name": "Learning Group", "purpose": "Learns."})

    made = Group.objects.get()
    assert (made.slug, made.names.get().name) == ("learning-group", "Learning Group")


def test_a_review_brings_its_source_of_learning(manager: Client):
    new = "/board/ours/reviews/new/"
    sent = {
        "pseudonym": "Adult R",
        "kind": "single",
        **{f"{name}_precision": "day" for name in ("commissioned", "signed_off", "published")},
    }
    form = filled(manager, new)

    manager.post(new, {**form, **sent})
    manager.post(new, {**form, **sent})

    assert Review.objects.get().source.title == "Adult R"


def test_who_came_twice_for_the_same_agency_is_refused_in_words(manager: Client, ours: Board):
    meeting = Meeting.objects.create(group=group(ours), held_on=date(2026, 5, 1))
    Attendance.objects.create(meeting=meeting, agency=agency(ours), status="present")
    new = "/board/ours/attendance/new/"
    sent = {"meeting": str(meeting.pk), "agency": str(agency(ours).pk), "status": "apologies"}

    answer = manager.post(new, {**filled(manager, new), **sent})

    assert answer.status_code == 422
    assert Attendance.objects.get().status == "present"
    assert "already" in answer.content.decode()


def test_a_history_says_who_changed_what_and_what_it_was(manager: Client, ours: Board):
    action = Action.objects.create(board=ours, text="As it was", owner="A")
    address = f"/board/ours/actions/{action.pk}/change/"
    manager.post(
        address,
        {
            **filled(manager, address),
            "text": "As it is",
            "owner": "A",
            "status": "done",
            "done_on-day": "1",
            "done_on-month": "1",
            "done_on-year": "2026",
        },
    )

    page = manager.get(f"/board/ours/actions/{action.pk}/history/").content.decode()

    assert "Manager" in page
    assert "As it was" in page
    assert "As it is" in page
    assert "Not started" in page
    assert "Done" in page


def test_taking_away_needs_a_reason_and_leaves_what_it_was(manager: Client, ours: Board):
    action = Action.objects.create(board=ours, text="Not ours")
    address = f"/board/ours/actions/{action.pk}/take-away/"

    bare = manager.post(address, {"why": ""})
    told = manager.post(address, {"why": "It belongs to another Board."})

    assert (bare.status_code, told.status_code) == (422, 302)
    assert Action.objects.count() == 0
    assert Entry.objects.get(verb="take away").before["text"] == "Not ours"


def test_the_boards_own_details_are_kept_from_a_stale_hand_too(manager: Client, ours: Board):
    address = "/board/ours/about/change/"
    said = {
        "name": ours.name,
        "short_name": "Ours",
        "area": "Ours",
        "authority": "Ours Council",
        "timeliness_days": "56",
    }
    mine, theirs = {**filled(manager, address), **said}, {**filled(manager, address), **said}
    manager.post(address, {**theirs, "purpose": "As they wrote it"})

    late = manager.post(address, {**mine, "purpose": "As I wrote it"})
    bare = manager.post(address, {**filled(manager, address), **said, "name": ""})

    ours.refresh_from_db()
    assert (late.status_code, bare.status_code) == (409, 422)
    assert "As they wrote it" in late.content.decode()
    assert "Enter the name" in bare.content.decode()
    assert ours.purpose == "As they wrote it"


def test_what_can_be_ticked_is_only_what_there_is(ours: Board, manager: Client):
    """Nothing stands beside the choices, ticked or not, that is no choice."""
    theme = ours.themes.create(slug="self-neglect", name="Self-neglect")

    page = manager.get("/board/ours/risks/new/").content.decode()

    assert re.findall(r'name="themes"[^>]*value="([^"]*)"', page) == [str(theme.pk)]
