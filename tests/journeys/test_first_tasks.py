"""Ten people, each doing first what they came for. Clicks, fields and words read are counted, and may not grow.

What is kept is in tests/expected/first_tasks.json. To keep fewer: LOOK=keep script/test tests/journeys/test_first_tasks.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.factories.personas import FIRST_NAMES, as_persona

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("tasks")]
EXPECTED = Path(__file__).parents[1] / "expected" / "first_tasks.json"
KEEP = os.environ.get("LOOK") == "keep"
ROOM = 1.15
"""Words may grow by this much: the demonstration's own texts change with the day it was made."""


class Counted:
    """Somebody at a page: what they click, what they fill in, and how many words each page puts before them."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.fields, self.words = page, 0, 0, 0
        self.read()

    def read(self) -> None:
        self.words += len(self.page.locator("main").inner_text().split())

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()
        self.page.wait_for_load_state()
        self.read()

    def fill(self, words: str, text: str) -> None:
        self.fields += 1
        self.page.get_by_label(words, exact=True).first.fill(text)

    def choose(self, words: str, option: str) -> None:
        self.fields += 1
        self.page.get_by_label(words, exact=True).first.select_option(label=option)

    def tick(self, words: str) -> None:
        self.fields += 1
        self.page.get_by_label(words, exact=True).check(force=True)

    def link(self, words: str) -> Locator:
        return self.page.get_by_role("link", name=words).first

    def button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words).first


@pytest.fixture
def at_work(browser: Browser, workspace_site: str, request: pytest.FixtureRequest) -> Iterator[Counted]:
    persona = request.param
    context, page = as_persona(browser, workspace_site, persona)
    counted = Counted(page)
    yield counted
    context.close()
    now = {"clicks": counted.clicks, "fields": counted.fields, "words": counted.words}
    kept = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    if KEEP:
        EXPECTED.write_text(json.dumps({**kept, persona: now}, indent=1, sort_keys=True) + "\n")
        return
    before = kept[persona]
    grown = {
        name: (before[name], count)
        for name, count in now.items()
        if count > before[name] * (ROOM if name == "words" else 1)
    }
    assert grown == {}, f"What {persona} has to do has grown: {grown}"


def as_(persona: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("at_work", [persona], indirect=True)


@as_("chair")
def test_the_chair_sees_what_is_late_and_opens_it(at_work: Counted):
    expect(at_work.page.locator("h1")).to_contain_text("late")

    at_work.click(at_work.page.locator("section[aria-labelledby=late] a").first)

    expect(at_work.page.get_by_text("Example Care Partnership").first).to_be_visible()
    expect(at_work.page.locator(".gt-status--late").first).to_be_visible()


@as_("manager")
def test_the_manager_adds_an_action_for_an_agency(at_work: Counted):
    at_work.click(at_work.link("Actions"))
    at_work.click(at_work.link("Add an action"))
    at_work.fill("What is to be done", "Bring the training figures to the next meeting.")
    at_work.choose("Agency (optional)", "Example Care Partnership")
    at_work.fill("Day", "14")
    at_work.fill("Month", "3")
    at_work.fill("Year", "2031")
    at_work.click(at_work.button("Save"))

    expect(at_work.page.locator("h1")).to_have_text("Bring the training figures to the next meeting.")
    expect(at_work.page.locator("main").get_by_text("Rowan Fielding").first).to_be_visible()


@as_("officer")
def test_the_officer_writes_down_who_came(at_work: Counted):
    at_work.click(at_work.link("Write it down"))
    at_work.choose("Did Luton Borough Council come?", "Present")
    at_work.click(at_work.button("Save who came"))

    expect(at_work.page.get_by_label("Did Luton Borough Council come?")).to_have_value("present")


@as_("analyst")
def test_the_analyst_follows_a_number_to_its_definition(at_work: Counted):
    at_work.click(at_work.link("Figures"))
    at_work.click(at_work.page.get_by_role("link", name="Concerns received", exact=True))

    expect(at_work.page.locator("h1")).to_contain_text("2,956")


@as_("lead.police")
def test_an_agency_lead_says_that_something_is_done(at_work: Counted):
    before = at_work.page.locator("h1").inner_text()
    assert before.startswith("Your agency has ")

    at_work.click(at_work.link("Say how far it is"))
    at_work.tick("It is done")
    at_work.fill("Day", "1")
    at_work.fill("Month", "june")
    at_work.fill("Year", "2026")
    at_work.fill("How far it is", "Told at every briefing since June.")
    at_work.click(at_work.button("Save"))
    at_work.click(at_work.link("Your page"))

    expect(at_work.page.locator("h1")).to_contain_text("Your agency has ")
    expect(at_work.page.locator("h1")).not_to_have_text(before)


@as_("lead.icb")
def test_another_lead_notes_how_far_something_has_come(at_work: Counted):
    at_work.click(at_work.link("Say how far it is"))
    at_work.fill("How far it is", "Practices are asked in the spring round.")
    at_work.click(at_work.button("Save"))

    expect(at_work.page.get_by_text("What you said is kept.")).to_be_visible()


@as_("panel")
def test_a_panel_member_opens_the_review_they_are_named_on(at_work: Counted):
    at_work.click(at_work.link("Adult Q"))

    expect(at_work.page.locator("h1")).to_have_text("Adult Q")
    at_work.click(at_work.link("Reviews"))
    named = {row.inner_text() for row in at_work.page.locator("tbody th").all()}
    assert named == {"Adult Q", "Adult M, Made-up panel for adults at high risk"}, (
        "the review, and the case before their panel"
    )


@as_("reviewer")
def test_the_reviewer_finds_their_review_and_nothing_else(at_work: Counted):
    at_work.click(at_work.link("Learning"))

    assert {row.inner_text() for row in at_work.page.locator("td[data-label=From]").all()} == {"Adult Q"}


@as_("ig")
def test_information_governance_agrees_to_a_role(at_work: Counted):
    at_work.click(at_work.link("Look at it"))
    at_work.click(at_work.button("Agree"))

    expect(at_work.page.get_by_text("You agreed. It holds from now.")).to_be_visible()
    expect(at_work.page.locator("tr", has_text="Perrin Oake")).to_contain_text("Agency contributor")


@as_("editor")
def test_the_editor_puts_a_section_into_plainer_words(at_work: Counted):
    at_work.click(at_work.link("Report"))
    at_work.click(at_work.link("2024-25"))
    at_work.click(at_work.link("The year in brief"))
    at_work.fill("Text", "We asked adults what they wanted, and wrote it down in their words.")
    at_work.click(at_work.page.get_by_role("button", name="Save", exact=True))

    expect(at_work.page.get_by_text("wrote it down in their words").first).to_be_visible()
    expect(at_work.page.get_by_text("Being written").first).to_be_visible()


def test_nobody_of_the_ten_is_left_out():
    assert set(json.loads(EXPECTED.read_text())) == set(FIRST_NAMES)
