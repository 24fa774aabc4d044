"""What people do again and again on a journey through a case: say why they open it, follow a link; and what the seventh
agency’s people do: look for it in every list."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.factories.filling_in import fill, save
from tests.journeys.out_of_sight import IN_A_CASE, ONLOOKERS, Cases

WHY = "Why do you open this case?"
PLACES = ("panel-cases/", "panels/", "panel-meetings/", "sources/", "recommendations/", "everything/")
"""Lists beside those of every case, in which a word of this one could come up."""


def choose(page: Page, link: str) -> None:
    page.locator("main").get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_load_state()


def say_why(page: Page, why: str) -> None:
    """Say why a case is opened, where the page asks."""
    if page.locator("main h1").first.inner_text() == WHY:
        fill(page, purpose=why)
        save(page, "Open it")


def case_of(page: Page) -> str:
    """The key of the case that this page is of."""
    found = IN_A_CASE.search(page.url)
    assert found, page.url
    return found["case"]


def nothing_to_the_seventh(office: Cases, case: str, *telling: str) -> None:
    """The seventh agency’s lead and practitioner find nothing at any address where anybody was, in no list and by no search."""
    office.secret |= {case, *telling}
    office.see_nothing(case)
    for who in ONLOOKERS:
        with office.as_(who) as page:
            for place in (*PLACES, *(f"search/?q={words}" for words in telling)):
                said = page.request.get(f"{office.site}/board/luton/{place}").text()
                found = [
                    word for word in office.secret if word in said.replace(f"“{word}”", "").replace(f'"{word}"', "")
                ]
                assert found == [], (who, place)
