"""Searching everything: what is found, how it is told, and what never is."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.boards.models import Board, GroupName
from goldenthread.boards.synonyms import Synonym
from goldenthread.boards.themes import Theme
from goldenthread.core.access import Act, Role, Standing, allow, guard_of
from goldenthread.learning.models import Action, Recommendation, Source
from goldenthread.reports.models import Report, Section
from goldenthread.reviews.models import Referral
from goldenthread.trail.models import Entry
from goldenthread.workspace.search import finding
from tests.factories import access_worlds, people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def manager(ours: Board) -> Any:
    return people.signed_in(Client(), people.person("manager@ours.example", board=ours, role=Role.BOARD_MANAGER))


def found(client: Any, q: str) -> dict[str, list[str]]:
    """What a search shows: the kinds, and the names under each without their marks."""
    answer = client.get("/board/ours/search/", {"q": q})
    assert answer.status_code == 200
    return {
        group.many: [re.sub("</?mark>", "", str(hit.title)) for hit in group.hits]
        for group in answer.context["found"].groups
    }


def action(on: Board, text: str, **fields: Any) -> Action:
    made: Action = records.make(Action, on, text=text, **fields)
    return made


@pytest.mark.capability("S187")
def test_a_search_finds_what_it_was_called_before(ours: Board, manager: Any):
    joint = people.group(ours, "joint-learning")
    GroupName.objects.create(group=joint, name="JLIG", to_on=date(2024, 3, 31))
    Synonym.objects.create(board=ours, words="SAR, Safeguarding Adults Review")
    Synonym.objects.create(board=ours, words="MDS, modern slavery", to_on=date(2024, 3, 31))
    Theme.objects.create(board=ours, slug="hoarding", name="Hoarding", other_words="cluttered homes, Diogenes")
    action(ours, "Publish the safeguarding adults review")
    action(ours, "Tell the Joint Learning group")
    action(ours, "Train staff on modern slavery")
    action(ours, "Visit cluttered homes")

    assert found(manager, "sar")["actions"] == ["Publish the safeguarding adults review"]
    assert found(manager, "jlig")["actions"] == ["Tell the Joint Learning group"]
    assert found(manager, "MDS staff")["actions"] == ["Train staff on modern slavery"]
    assert found(manager, "hoarding")["actions"] == ["Visit cluttered homes"]
    assert "Also looked for: “Safeguarding Adults Review”" in manager.get("/board/ours/search/?q=SAR").content.decode()


def test_short_words_are_not_found_within_others(ours: Board, manager: Any):
    action(ours, "A necessary visit")
    action(ours, "The SAR is out")

    assert found(manager, "sar")["actions"] == ["The SAR is out"]
    assert found(manager, "necess")["actions"] == ["A necessary visit"]


@pytest.mark.parametrize(
    "q", ["café", "CAFE", "cafe\u0301", "Łódź café", "straße", "STRASSE", "naïve", "“café”", "o’brien", "O'BRIEN"]
)
def test_case_and_accents_do_not_matter(ours: Board, manager: Any, q: str):
    action(ours, "Naïve O’Brien of the Café in Łódź, Hauptstraße")

    assert found(manager, q)["actions"] == ["Naïve O’Brien of the Café in Łódź, Hauptstraße"]


def test_references_and_numbers_are_found(ours: Board, manager: Any):
    records.make(Referral, ours, reference="R-KTM-4P7")
    records.make(Referral, ours, reference="R-XYZ-9ZZ")
    source = records.make(Source, ours, title="Adult Q")
    records.make(Recommendation, ours, source=source, number="4", text="Ask what they want")
    records.make(Recommendation, ours, source=source, number="14", text="Write it down")

    assert found(manager, "r-ktm-4p7")["referrals"] == ["R-KTM-4P7"]
    assert found(manager, "recommendation 4")["recommendations"] == ["Ask what they want"]


def test_the_best_come_first_whole_words_in_titles_before_parts_of_words_and_text(ours: Board, manager: Any):
    names = ["Replanning", "Plans", "The plan", "Nothing", "plan"]
    for text in names:
        action(ours, text, note="It is in the plan" if text == "Nothing" else "")

    assert found(manager, "plan")["actions"] == ["plan", "The plan", "Plans", "Replanning", "Nothing"]


def test_what_it_says_is_shown_escaped_with_the_words_marked(ours: Board, manager: Any):
    action(ours, "<b>Bold</b> hoarding & more", note="Long " * 60 + "about Hoarding <script>" + " after" * 60)

    page = manager.get("/board/ours/search/?q=hoarding").content.decode()

    assert "&lt;b&gt;Bold&lt;/b&gt; <mark>hoarding</mark> &amp; more" in page
    assert "about <mark>Hoarding</mark> &lt;script&gt;" in page
    assert "<script>" not in page.split("<main")[1]


def test_the_rest_is_a_link_to_the_list_that_holds_as_many(ours: Board, manager: Any):
    for number in range(12):
        action(ours, f"Hoarding visit {number}")
    action(ours, "Other")

    page = manager.get("/board/ours/search/?q=hoarding").content.decode()
    listed = manager.get("/board/ours/actions/?q=hoarding").context["listing"].page.paginator.count

    assert '<a href="/board/ours/actions/?q=hoarding">All 12 actions</a>' in page
    assert listed == 12


def test_pages_figures_and_sections_of_the_report_are_found(ours: Board, manager: Any):
    report = records.make(Report, ours, period="2023-24")
    records.make(Section, ours, report=report, slug="money", title="Money", text="What the council paid in.")

    assert "Risks" in found(manager, "risks")["pages"]
    assert any("oncerns" in title for title in found(manager, "concerns received")["figures"])
    assert found(manager, "council paid")["sections of the annual report"] == ["Money, 2023-24"]


def test_nothing_of_another_board_or_of_what_is_not_open_is_found_or_counted(ours: Board):
    theirs = people.board("theirs")
    police, fire = people.agency(ours, "police"), people.agency(ours, "fire")
    lead = people.signed_in(
        Client(), people.person("lead@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=police)
    )
    records.make(Referral, ours, reference="R-HID-2AB")
    action(ours, "Zebra of the fire service", agency=fire)
    action(theirs, "Zebra elsewhere")

    for q in ("R-HID-2AB", "zebra"):
        page = lead.get("/board/ours/search/", {"q": q})
        assert page.context["found"].count == 0, q
        assert "Nothing found" in page.content.decode()


def test_a_name_is_not_found_out_by_searching_for_it(ours: Board):
    """An action may be open to somebody while the review it came from is not: its title finds nothing for them."""
    source = records.make(Source, ours, title="Review of Hidden Name")
    recommendation = records.make(Recommendation, ours, source=source, text="Hidden")
    police = people.agency(ours, "police")
    mine = action(ours, "Ring them", agency=police, recommendation=recommendation)
    lead = people.person("lead@ours.example", board=ours, role=Role.AGENCY_LEAD, agency=police)

    assert found(people.signed_in(Client(), lead), "ring")["actions"] == [mine.text]
    assert found(people.signed_in(Client(), lead), "Hidden") == {}


@pytest.mark.parametrize(
    "q", ["", "   ", "%", "_", "\\", "'; --", "(", "[a-", "a" * 500, "é" * 99, "\u202e", "*", "x " * 60]
)
def test_anything_may_be_typed(ours: Board, manager: Any, q: str):
    action(ours, "Plain words")

    assert manager.get("/board/ours/search/", {"q": q}).status_code == 200
    assert manager.get("/board/ours/actions/", {"q": q}).status_code == 200
    assert "actions" not in found(manager, q)


def test_a_search_is_written_nowhere(ours: Board, manager: Any):
    before = Entry.objects.count()

    manager.get("/board/ours/search/?q=Somebody+Named")

    assert Entry.objects.count() == before


def test_a_search_asks_no_more_as_records_grow(ours: Board, manager: Any):
    def fill(many: int) -> None:
        for model in (Action, Referral, Source, Recommendation):
            for number in range(many):
                text = {Action: "text", Referral: "reference", Source: "title", Recommendation: "text"}[model]
                records.make(model, ours, **{text: f"Zebra {many} {number}"})

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            manager.get("/board/ours/search/?q=zebra")
        return len(caught)

    fill(2)
    few = asked()
    fill(30)

    assert asked() == few
    assert few <= 30


def test_a_search_returns_only_what_the_rule_lets_through():
    world = access_worlds.build()
    words = ["ada", "invented", "e", "agency", "write", "do it", "source", "n1", "2", "adult", "them", "staff", "R"]

    @settings(max_examples=access_worlds.how_many(40), deadline=None, suppress_health_check=list(HealthCheck))
    @given(access_worlds.standings(world), st.sampled_from(world.boards), st.sampled_from(words))
    def in_this_world(standing: Standing, board: Board, q: str) -> None:
        asked = finding.asking(standing, board, q)
        for one, count in finding._counted(asked):
            condition = finding._condition(asked, one)
            got = list(finding._seen(asked, one).filter(condition).distinct())
            assert count == len(got)
            for record in got:
                assert allow(standing, Act.READ, record)
                assert _board(record) == board.pk
            group = finding._group(asked, one, count)
            assert len(group.hits) == min(count, len(group.hits)) <= count

    in_this_world()


def _board(record: Any) -> Any:
    from goldenthread.core.access.guards import value

    return value(record, guard_of(type(record)).board)


def test_what_would_read_alike_says_what_else_stands_in_its_row(ours: Board, manager: Any):
    for due in (date(2027, 1, 5), date(2027, 2, 5)):
        action(ours, "Ring the trust", due_on=due)

    (group,) = [one for one in manager.get("/board/ours/search/", {"q": "trust"}).context["found"].groups
                if one.many == "actions"]  # fmt: skip

    said = sorted(str(hit.says) for hit in group.hits)
    assert len(set(said)) == 2
    assert "5 January 2027" in said[0] + said[1]
