"""Steps of a referral as its people take them: referred with gaps, agencies asked, a rapid review, recommended and decided."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from playwright.sync_api import Page

from tests.factories.case_office import AGENCIES
from tests.factories.filling_in import fill, save
from tests.factories.office import words
from tests.journeys.out_of_sight import KEY, Cases

NAMES = {
    "luton-council": "Luton Borough Council",
    "icb": "Bedfordshire, Luton and Milton Keynes Integrated Care Board",
    "police": "Bedfordshire Police",
    "elft": "East London NHS Foundation Trust",
    "community-services": "Cambridgeshire Community Services",
    "hospitals": "Bedfordshire Hospitals",
}
"""The beginning of what each agency is called on this Board."""
TESTS = {
    f"{name}{rest}": said
    for name, answer in (("in_area", "yes"), ("needs", "yes"), ("together", "yes"), ("condition", "died"))
    for rest, said in (("", answer), ("_evidence", "Three agencies say so."))
}
"""The four tests of section 44, all met."""
NOT_MET: dict[str, Any] = {**TESTS, "together": "no", "condition": "neither"}


def part(page: Page, **answers: object) -> None:
    """Fill in a part of the form, and save it for later."""
    fill(page, **{f"q-{key}": value for key, value in answers.items()})
    save(page, "Save and come back later")


def refer(office: Cases, by: str = "police") -> str:
    """An agency’s practitioner begins, leaves gaps, and hands it in; returns the key of the case."""
    with office.as_(f"practitioner.{by}") as page:
        office.go(page, "referrals/begin/")
        assert "This is not how to raise a concern" in words(page)
        save(page, "Begin")
        found = re.search(rf"cases/({KEY})/", page.url)
        assert found
        case = found[1]
        part(page, referrer_kind="agency", discussed="yes")
        office.enter(page, case, "referral/part/2/")
        part(page, **{"adults.1.pseudonym": "Adult Q", "adults.1.needs": "He needed help to wash and to eat."})
        office.enter(page, case, "referral/part/3/")
        part(page, in_area="yes", outline="He was found at home, and had eaten little.", abuse=["Domestic abuse"],
             died="died", unexpected="unexpected")  # fmt: skip
        office.put(page, case, "case-people", sort="adult", pseudonym="Adult Q", alive="died", age_band="65-74")
        office.enter(page, case, "referral/check/")
        assert "You can hand it in all the same" in words(page)
        save(page, "Hand it in")
        office.secret |= {page.locator("main h1").inner_text(), "Adult Q"}
    return case


def screen(office: Cases, case: str, asked: Iterable[str] = AGENCIES) -> None:
    """The manager acknowledges it, reads it, screens it, and asks agencies under section 45."""
    with office.as_("manager") as page:
        page.goto(f"{office.site}/board/luton/")
        office.enter(page, case, "referral/says/", why="screening")
        assert "He was found at home, and had eaten little." in words(page)
        for button in ("Tell the referrer that it has come", "Begin to screen it"):
            office.enter(page, case, "referral/")
            page.get_by_role("link", name=button).click()
            save(page, button)
        if not asked:
            return
        page.get_by_role("link", name="Ask agencies what they know").click()
        fill(page, basis="third", due_on=date(2023, 5, 23))
        for one in asked:
            page.locator("main label", has_text=NAMES[one]).first.click()
        save(page, "Ask them")


def answer(office: Cases, case: str, slug: str) -> str:
    """An agency’s lead finds its request on their own page, answers it and hands it in; returns the request’s address."""
    with office.as_(f"lead.{slug}") as page:
        office.enter(page, case, "information/", why="section_45")
        assert page.locator("main tbody tr").count() == 1
        page.locator("main tbody tr a").first.click()
        request = page.url.partition(f"{case}/")[2]
        page.get_by_role("link", name="Answer it").click()
        part(page, reference="See the request.", searched=said_by(slug), known="no", secured="yes")
        office.enter(page, case, f"{request}part/4/")
        part(page, contact="The safeguarding lead")
        office.enter(page, case, f"{request}check/")
        save(page, "Hand it in")
    return request


def said_by(slug: str) -> str:
    """What an agency alone says."""
    return f"The case system of {NAMES[slug]}, and its letters."


def each_reads_its_own_answer(office: Cases, case: str, requests: dict[str, str]) -> None:
    """Six leads: each reads its own answer; another’s answers as one that is not there, and nothing of it is on a page."""
    for slug, own in requests.items():
        with office.as_(f"lead.{slug}") as page:
            office.enter(page, case, f"{own}answer/")
            assert said_by(slug) in words(page)
            office.enter(page, case, "information/")
            assert page.locator("main tbody tr").count() == 1
            for other, theirs in requests.items():
                if other != slug:
                    assert said_by(other) not in page.content()
                    for rest in ("", "answer/", "part/1/", "check/"):
                        assert office.same_as_nowhere(page, case, f"{theirs}{rest}"), f"{slug} reads {other}’s {rest}"


def meet(office: Cases, case: str, views: dict[str, tuple[str, str]], learned: dict[str, str]) -> None:
    """The rapid review: who was there with what view, and what was learned at once."""
    with office.as_("manager") as page:
        office.enter(page, case, "referral/", why="screening")
        page.get_by_role("link", name="Hold the rapid review").click()
        save(page, "Hold the rapid review")
        office.put(page, case, "rapid-reviews", held_on=office.today, chaired_by="The chair of the group")
        meeting = page.url.rstrip("/").rpartition("/")[2]
        for slug, (view, why) in views.items():
            office.put(
                page, case, "rapid-review-agencies", f"meeting={meeting}", agency=NAMES[slug], view=view, why=why
            )
        for text, sort in learned.items():
            office.enter(page, case, f"rapid-reviews/{meeting}/learn/")
            fill(page, text=text, is_strength=sort)
            save(page, "Keep it")


def recommend(office: Cases, case: str, **said: object) -> None:
    with office.as_("manager") as page:
        office.enter(page, case, "referral/recommend/", why="screening")
        fill(page, **said)
        save(page, "Recommend it")


def decide(office: Cases, case: str, **said: object) -> None:
    with office.as_("chair") as page:
        office.enter(page, case, "referral/decide/", why="screening")
        fill(page, **said)
        save(page, "Decide")
        assert "Your decision is kept." in page.locator("body").inner_text()


def tell(office: Cases, case: str) -> None:
    with office.as_("manager") as page:
        office.put(page, case, "outcome-told", whom="The referrer", told_on=office.today, how="By telephone")
