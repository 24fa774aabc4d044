"""The choices above lists: each opens, and narrows the list to what it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board, Person, Seat
from goldenthread.boards.synonyms import Synonym
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.kinds import Kind, kinds
from goldenthread.plans.models import Activity, Assurance, Deliverable, IssueOfConcern, Priority
from tests.factories import entering, matrix_by_hand, people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def manager(ours: Board) -> Client:
    return people.signed_in(Client(), people.person("manager@ours.example", board=ours, role=Role.BOARD_MANAGER))


@pytest.mark.parametrize("kind", list(kinds().values()), ids=lambda kind: kind.slug)
def test_every_choice_of_every_filter_opens_its_list(kind: Kind, ours: Board, manager: Client):
    made = records.make(kind.model, ours)
    there = entering.list_of(kind, ours, manager, User.objects.get(email="manager@ours.example"), made)
    opens = 200 if matrix_by_hand.may_somewhere({"board_manager"}, "read", kind.row) else 403

    for one in kind.filters:
        for value, _ in one.choices(ours.pk):
            assert manager.get(there, {one.name: str(value)}).status_code == opens


def test_people_and_seats_are_narrowed_by_agency_and_only_by_those_there_are(ours: Board, manager: Client):
    police, health = people.agency(ours, "police"), people.agency(ours, "health")
    people.agency(ours, "fire")
    for agency, name in ((police, "Ada Police"), (health, "Ben Health")):
        Person.objects.create(board=ours, name=name, post="Lead", agency=agency, is_invented=True)
        Seat.objects.create(board=ours, agency=agency, title=f"Seat of {name}")

    for slug in ("people", "seats"):
        said = manager.get(f"/board/ours/{slug}/", {"agency": str(police.pk)}).content.decode()
        assert "Ada Police" in said
        assert "Ben Health" not in said
        assert f'value="{health.pk}"' in said
        assert ">Fire<" not in said


def listed(client: Client, slug: str, **asked: str) -> str:
    return client.get(f"/board/ours/{slug}/", asked).content.decode()


def test_what_holds_from_a_day_to_a_day_is_narrowed_to_what_holds_now(ours: Board, manager: Client):
    today, day = clock.today(), timedelta(days=1)
    Synonym.objects.create(board=ours, words="ALWAYS, EVER")
    Synonym.objects.create(board=ours, words="LASTING, TODAY", from_on=today, to_on=today)
    Synonym.objects.create(board=ours, words="GONE, PAST", to_on=today - day)
    Synonym.objects.create(board=ours, words="COMING, SOON", from_on=today + day)

    def found(state: str) -> list[str]:
        page = listed(manager, "same-words", state=state)
        return [words for words in ("ALWAYS", "LASTING", "GONE", "COMING") if words in page]

    assert (found("now"), found("over"), found("to_come")) == (["ALWAYS", "LASTING"], ["GONE"], ["COMING"])


def test_issues_are_narrowed_by_when_the_board_last_heard_of_them(ours: Board, manager: Client):
    today = clock.today()
    for order, (text, days) in enumerate((("Self-neglect", [10, 900]), ("Modern slavery", [900]), ("Hoarding", []))):
        issue = IssueOfConcern.objects.create(board=ours, text=text, order=order)
        for ago in days:
            Assurance.objects.create(issue=issue, given_on=today - timedelta(days=ago), given_by="Police", text="Said")

    def found(assured: str) -> list[str]:
        page = listed(manager, "issues-of-concern", assured=assured)
        return [text for text in ("Self-neglect", "Modern slavery", "Hoarding") if f">{text}<" in page]

    assert [found(way) for way in ("lately", "long_ago", "never")] == [
        ["Self-neglect"],
        ["Modern slavery"],
        ["Hoarding"],
    ]


def test_a_list_of_days_is_narrowed_by_the_financial_years_they_lie_in(ours: Board, manager: Client):
    issue = IssueOfConcern.objects.create(board=ours, text="Self-neglect")
    for text, day in (("Last day", date(2024, 3, 31)), ("First day", date(2024, 4, 1))):
        Assurance.objects.create(issue=issue, given_on=day, given_by="Police", text=text)

    page = listed(manager, "assurances", year="2023-24")

    assert "Last day" in page
    assert "First day" not in page
    assert 'value="2024-25"' in page


def test_activities_are_narrowed_to_those_that_are_late(ours: Board, manager: Client):
    priority = Priority.objects.create(board=ours, name="Voice", period="2024-25")
    deliverable = Deliverable.objects.create(board=ours, priority=priority, title="A leaflet")
    yesterday = clock.today() - timedelta(days=1)
    for text, due_on, is_done in (
        ("Print it", yesterday, False),
        ("Write it", yesterday, True),
        ("Post it", None, False),
    ):
        Activity.objects.create(deliverable=deliverable, text=text, due_on=due_on, is_done=is_done)

    page = listed(manager, "activities", state="late")

    assert "Print it" in page
    assert "Write it" not in page
    assert "Post it" not in page
