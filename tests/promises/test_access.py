"""What is true of every address of the workspace and everybody who could open it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import path

from goldenthread.asks.link_models import AnswerLink
from goldenthread.asks.models import (
    Answer,
    AnswerFile,
    Clarification,
    ExtensionRequest,
    HandedIn,
    SelfAssessment,
    WarningAnswer,
)
from goldenthread.asks.scores import ChallengeEvent, SelfAssessmentScore
from goldenthread.audits.models import EnquiryAudit
from goldenthread.boards.models import Agency
from goldenthread.boards.themes import Theme
from goldenthread.cases.models import Case, Sort
from goldenthread.core.access import Act, Role, needs
from goldenthread.core.access.asking import needs_of
from goldenthread.core.access.guards import guard_of
from goldenthread.core.kinds import kinds
from goldenthread.core.marks import mark_of
from goldenthread.learning.models import Action, DataNeeded, NextStep, Recommendation, Source, ThemeAssurance
from goldenthread.panels.models import PanelListing, PanelMeeting
from goldenthread.reviews.chronology_models import ChronologyAsk
from goldenthread.reviews.models import Review
from goldenthread.reviews.national_models import NationalIssue
from goldenthread.reviews.public_models import PublicWords
from goldenthread.training.models import Booking, Certificate, CourseTheme, Evaluation
from goldenthread.training.needs import TrainingNeed
from goldenthread.workspace.cases import places as case_places
from tests.factories import people, places, records, walk  # noqa: F401  (places says what to put in addresses)
from tests.factories.addresses import every_address
from tests.factories.entering import says
from tests.factories.rooms.cases import heads
from tests.factories.walk import Address, Land, Person

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def land(db: Any) -> Land:
    return walk.land()


THIN = 8 if "GOLDENTHREAD_DATABASE_URL" in os.environ else 1
"""Whose door opens is the same on every database: on PostgreSQL one address in so many is asked for again."""


def of_boards() -> list[Address]:
    return [one for one in every_address() if one.is_of_a_board][::THIN]


@pytest.fixture
def without_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Views answer as ever; their templates are not drawn, which would take most of the time."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    return


def test_every_address_of_a_board_says_what_it_needs():
    assert [one.route for one in every_address() if one.is_of_a_board and needs_of(one.view) is None] == []
    assert [one.route for one in every_address() if mark_of(one.view) is None] == []


SHARES = 6


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_answers_as_the_matrix_declares(land: Land, without_pages: None, capsys: Any, share: int):
    """Every address of a Board × fourteen roles × six ties to it × seven methods; a share of the addresses at a time."""
    addresses = of_boards()[share::SHARES]

    seen = walk.walk(land, addresses, land.people)

    with capsys.disabled():
        print(f"\n{seen.cells:,} cells of the matrix walked; pages asked {seen.asked:,} times")
    assert seen.wrong == []
    assert seen.cells == len(addresses) * len(Role) * len(walk.TIES) * len(walk.METHODS)


def is_of_this_sort_alone(one: Address, case: Case) -> bool:
    """A page that says so by its mark, or stands below the front of such a case."""
    if one.sorts:
        return case.sort in one.sorts and Sort.REVIEW not in one.sorts
    front = case_places.address(case, case_places.front_of(case)).split(str(case.pk))[1]
    return one.below.startswith(f"cases/<uuid:case>{front}")


@pytest.mark.parametrize("head", [one for one in heads() if one is not Review], ids=lambda one: one.__name__)
def test_pages_of_every_sort_of_case_answer_as_the_matrix_declares(db: Any, without_pages: None, head: Any):
    """The pages that a review's case does not have, each in a case of their own sort."""
    land = walk.land(head)
    addresses = [one for one in every_address() if is_of_this_sort_alone(one, land.case)][::THIN]

    seen = walk.walk(land, addresses, land.people)

    assert seen.wrong == []
    assert seen.cells == len(addresses) * len(Role) * len(walk.TIES) * len(walk.METHODS)
    assert addresses


def test_a_page_that_asks_for_too_little_would_be_found(land: Land, monkeypatch: pytest.MonkeyPatch):
    """A page that shows a record by its key alone."""

    @needs("actions", get=Act.READ)
    def careless(request: HttpRequest, pk: Any) -> HttpResponse:
        return HttpResponse(str(kinds()["actions"].model._default_manager.get(pk=pk)))

    planted = path("board/<slug:board>/actions/<uuid:pk>/", careless)
    address = Address(str(planted.pattern), planted.callback)
    monkeypatch.setattr(walk, "resolve", lambda asked: planted.resolve(asked.lstrip("/")))

    wrong = walk.walk(land, [address], [land.who(Role.AGENCY_LEAD, "none"), land.who(Role.CHAIR, "near")]).wrong

    assert [one.split(":")[0] for one in wrong if one.startswith("GET")] == ["GET /board/<slug"]


def test_a_cell_of_the_table_that_was_flipped_would_be_found(land: Land, monkeypatch: pytest.MonkeyPatch):
    address = next(one for one in every_address() if one.route.endswith("/risks/") or one.folder == "trail")
    row = address.needs.name if address.needs else ""
    monkeypatch.setitem(walk.matrix_by_hand.rows()[str(row)], "editor", "R@all")
    walk.matrix_by_hand.cell.cache_clear()
    try:
        wrong = walk.walk(land, [address], [land.who(Role.EDITOR, "near")]).wrong
    finally:
        walk.matrix_by_hand.cell.cache_clear()

    assert wrong != []


def signed_in(person: Person) -> Client:
    return people.signed_in(Client(), person.user)


def test_strangers_and_those_who_left_are_led_to_the_door(land: Land):
    """Nobody, and somebody whose account was shut while they were signed in: never a page of a Board.

    Every page is asked for by GET, and by one more of the methods, which take turns.
    """
    leaver = land.who(Role.BOARD_MANAGER, "near")
    was_in = signed_in(leaver)
    leaver.user.is_active = False
    leaver.user.save()
    answers = set()

    for address, method in zip(of_boards(), cycle(walk.METHODS[1:]), strict=False):
        for client in (Client(), was_in):
            answers |= {client.generic(each, land.path(address)).status_code for each in ("GET", method)}

    assert answers == {302}


def test_pages_of_no_board_are_open_only_as_they_are_marked(land: Land):
    """A page that says “signed in” leads a stranger to the door."""
    ours = [one for one in every_address() if not one.is_of_a_board and one.mark == "signed_in"]
    plain = [one for one in ours if not one.parameters]
    answers = {one.route: Client().get("/" + one.route).status_code for one in plain}

    assert set(answers.values()) == {302}
    assert len(plain) > 5


TURNS = 4


def taking_turns(addresses: list[Address], role: Role, *, every: int) -> list[Address]:
    """Each address falls to one in so many roles, and each role meets one in so many addresses."""
    return addresses[list(Role).index(role) % every :: every]


@pytest.mark.parametrize("role", list(Role))
def test_the_whole_site_answers_as_the_matrix_declares(land: Land, role: Role):
    """Through every middleware, with pages drawn: each page as four of the roles, so that every role meets a quarter of all."""
    person = land.who(role, "near")
    client = says(signed_in(person), land.case)
    wrong = []
    for address in taking_turns(of_boards(), role, every=TURNS):
        status = str(client.get(land.path(address)).status_code)
        said = walk.declared(land, person, address, "GET")
        if (status if status in {"403", "404", "405"} else walk.OPEN) not in said or status == "500":
            wrong.append(f"/{address.route}: {status}, not {said}")

    assert wrong == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_board_is_as_if_it_were_not_there(land: Land, method: str):
    client = signed_in(land.who(Role.BOARD_MANAGER, "elsewhere"))
    nowhere = walk.whole(client.generic(method, "/board/nowhere/actions/"))
    differing = []
    for address in of_boards():
        if method == "POST" and not address.takes("POST"):
            continue
        real = walk.whole(client.generic(method, land.path(address)))
        if real != nowhere and real != walk.whole(client.generic(method, land.path(address, board="nowhere"))):
            differing.append(address.route)

    assert (differing, nowhere[0]) == ([], 404)


def test_a_hidden_record_is_as_if_it_had_never_been(land: Land):
    """Whoever may open such a page and not this record is answered to the byte as for a key that never was."""
    compared, differing = 0, []
    clients = {(one.role, one.tie): signed_in(one) for one in land.people if one.tie in {"none", "recused"}}
    never: dict[Client, Any] = {}
    for address in walk.about_records(of_boards()):
        for person in land.people:
            client = clients.get((person.role, person.tie))
            if client is None or walk.declared(land, person, address, "GET") != {walk.SHUT}:
                continue
            compared += 1
            key = "pk" if "pk" in address.parameters else "key"
            hidden = walk.whole(client.get(land.path(address)))
            if hidden != never.get(client):  # what was answered last time somebody asked for a key that never was
                never[client] = walk.whole(client.get(land.path(address, **{key: walk.never_existed()})))
            if hidden[0] != 404 or hidden != never[client]:
                differing.append(f"/{address.route}, {person.role} ({person.tie})")

    assert differing == []
    assert compared > 50


def pages_of(land: Land, role: Role, client: Client, *, exports: bool) -> dict[str, Any]:
    """Lists and first pages that somebody may open, or exports, to the byte. An export leaves a line in the trail."""
    every = [one for one in of_boards() if not set(one.parameters) - {"form"} and "trail" not in one.route]
    pages = taking_turns(every, role, every=TURNS)
    return {one.route: walk.whole(client.get(land.path(one))) for one in pages if ("export" in one.route) is exports}


@pytest.mark.parametrize("role", list(Role))
def test_what_somebody_cannot_see_changes_no_byte_of_what_they_see(land: Land, role: Role):
    """Records of another Board, of another agency, and of kinds that are none of their work."""
    person = land.who(role, "recused")
    client = signed_in(person)
    unseen = people.agency(land.here, "unseen")
    spare: list[Model] = [records.make(model, land.here) for model in (Source, Source, Theme, Theme, Theme, Review)]
    for kind in kinds().values():
        land.near_record(kind.model)
    files, pages = pages_of(land, role, client, exports=True), pages_of(land, role, client, exports=False)

    added = [*hidden_from(land, person, spare), *of_another_agency(land, person, unseen)]

    after = {**pages_of(land, role, client, exports=False), **pages_of(land, role, client, exports=True)}
    assert [route for route, page in {**files, **pages}.items() if page != after[route]] == []
    assert len(added) > 20


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.REVIEWER, Role.AGENCY_LEAD])
def test_a_list_offers_nothing_to_choose_from_that_cannot_be_seen(land: Land, role: Role):
    """A filter names records too: where learning came from, for those who see only their own cases'."""
    client = signed_in(land.who(role, "recused"))
    hidden = records.make(Source, land.here, title="A source nobody named them on")

    pages = [one for one in of_boards() if not one.parameters]
    named = [one.route for one in pages if hidden.title.encode() in client.get(land.path(one)).content]

    assert named == []


COMES_WITH: dict[type[Model], tuple[type[Model], str]] = {
    HandedIn: (Answer, "answer"),
    WarningAnswer: (Answer, "answer"),
    Clarification: (Answer, "answer"),
    ExtensionRequest: (Answer, "answer"),
    AnswerFile: (Answer, "answer"),
    AnswerLink: (Answer, "answer"),
    ChallengeEvent: (SelfAssessment, "answer"),
    SelfAssessmentScore: (SelfAssessment, "answer"),
    Certificate: (Booking, "booking"),
    Evaluation: (Booking, "booking"),
    NextStep: (ThemeAssurance, "assurance"),
    DataNeeded: (ThemeAssurance, "assurance"),
    PanelListing: (PanelMeeting, "meeting"),
    NationalIssue: (Recommendation, "recommendation"),
}
"""What would bring a parent of its own that may be seen: it is hung on the one there is."""
SEEN_AS_COUNTED: dict[type[Model], dict[str, Any]] = {Booking: {"state": "cancelled"}}
"""How many places of a session are taken is told with the session, so that what is added takes none."""


def hidden_from(land: Land, person: Person, spare: list[Model]) -> Iterator[Model]:
    """New records of every kind that this person may not see; of this Board where there are such, and of another."""
    sources, themes = ([one for one in spare if isinstance(one, model)] for model in (Source, Theme))
    for kind in kinds().values():
        yield records.make(kind.model, land.there)
        if _may_read(person, land, kind.model):
            continue
        if kind.model in {Answer, SelfAssessment}:  # an answer comes with its ask, which may be seen: its words change
            Answer.objects.filter(recipient__ask__board=land.here).update(data={"headline": "Said in confidence"})
            continue
        fields = dict(SEEN_AS_COUNTED.get(kind.model, {}))
        if kind.model in COMES_WITH:
            parent, name = COMES_WITH[kind.model]
            without = {"certificate": None} if kind.model is Certificate else {}  # a booking has one
            found = parent._default_manager.filter(**{guard_of(parent).board: land.here.pk}, **without)[0]
            fields[name] = Answer.objects.get(pk=found.pk) if parent is SelfAssessment else found
        if kind.model is EnquiryAudit:  # it hangs on a source, which this person may see; a review holds its own
            fields["source"] = sources.pop()
        if kind.model in {ThemeAssurance, CourseTheme, TrainingNeed}:  # these hang on a theme, which they may see too
            fields["theme"] = themes.pop()
        if kind.model is PublicWords:  # a review has one, and of reviews it may be seen that they are there
            fields["case"] = Case.objects.get(pk=next(one.pk for one in spare if isinstance(one, Review)))
        if kind.model is ChronologyAsk:  # an agency is asked once in a case
            fields["agency"] = Agency.objects.get(board=land.here, slug="unseen")
        yield records.make(kind.model, land.here, **fields)


def of_another_agency(land: Land, person: Person, unseen: Agency) -> Iterator[Model]:
    """An action of another agency, for those who see only their own agency's."""
    if person.role in {Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR}:
        yield records.make(Action, land.here, agency=unseen)


def _may_read(person: Person, land: Land, model: type[Model]) -> bool:
    """Whether they could read some record of this kind that hangs on nothing of theirs."""
    return person.standing.may(guard_of(model).name, Act.KNOW, land.here.pk)


def test_every_check_that_is_taken_away_is_noticed():
    """See tests/mutants.py: each permission check and scope, one at a time."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    print(done.stdout[-3000:])
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
