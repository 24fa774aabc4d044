"""What hangs on a golden thread and on a principle, with how much of all there is, and lists narrowed by them."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core.access import Role
from goldenthread.learning.models import Finding, Recommendation
from goldenthread.plans.models import Deliverable, GoldenThread, Principle
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def ours() -> Board:
    return people.board("ours")


@pytest.fixture
def client(ours: Board) -> Client:
    return people.signed_in(Client(), people.person("m@ours.example", board=ours, role=Role.BOARD_MANAGER))


@pytest.mark.capability("S8", "S35")
def test_a_golden_thread_shows_what_hangs_on_it_and_how_much_of_all_that_is(ours: Board, client: Client):
    thread = records.make(GoldenThread, ours, name="Hearing the adult")
    held = records.make(Deliverable, ours, title="A self-neglect pathway")
    held.golden_threads.add(thread)
    theme = records.make(Theme, ours, name="Hoarding")
    held.themes.add(theme)
    records.make(Deliverable, ours, title="A leaflet")

    page = client.get(f"/board/ours/golden-threads/{thread.pk}/").content.decode()

    assert "One record hangs on this golden thread." in page
    assert "One of two deliverables." in page
    assert "A self-neglect pathway" in page
    assert "A leaflet" not in page
    assert f'href="/board/ours/themes/{theme.pk}/">Hoarding</a>' in page


@pytest.mark.capability("S49")
def test_a_principle_shows_findings_and_the_recommendations_that_answer_them(ours: Board, client: Client):
    principle = records.make(Principle, ours, name="Empowerment")
    finding = records.make(Finding, ours, text="Nobody asked her.", principle=principle)
    asked = records.make(Recommendation, ours, text="Ask first.")
    asked.answers.add(finding)
    records.make(Recommendation, ours, text="Write it down.")

    page = client.get(f"/board/ours/principles/{principle.pk}/").content.decode()
    hanging = page[page.index("What hangs on it") :]

    assert "Nobody asked her." in hanging
    assert "Ask first." in hanging
    assert "One of two recommendations." in hanging
    assert "Write it down." not in hanging


def test_what_nothing_hangs_on_says_so(ours: Board, client: Client):
    thread = records.make(GoldenThread, ours, name="Hearing the adult")

    page = client.get(f"/board/ours/golden-threads/{thread.pk}/").content.decode()

    assert "Nothing hangs on this golden thread yet." in page


@pytest.mark.parametrize("slug", ["deliverables", "findings", "recommendations", "next-steps", "lived-experience"])
def test_lists_are_narrowed_by_a_principle(ours: Board, client: Client, slug: str):
    principle = records.make(Principle, ours, name="Empowerment")
    other = records.make(Principle, ours, name="Prevention", slug="prevention")
    held, apart = records.make(Deliverable, ours, title="Held"), records.make(Deliverable, ours, title="Apart")
    held.principles.add(principle)
    apart.principles.add(other)
    for words, under in (("Held", principle), ("Apart", other)):
        finding = records.make(Finding, ours, text=f"{words} finding", principle=under)
        records.make(Recommendation, ours, text=f"{words} recommendation").answers.add(finding)

    page = client.get(f"/board/ours/{slug}/?principle={principle.pk}").content.decode()

    assert "Empowerment" in page
    if slug in {"deliverables", "findings", "recommendations"}:
        assert "Held" in page
        assert "Apart" not in page
