"""Steps of a joint review as its people take them: commissioned, carried out, written, agreed, and published by two."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from playwright.sync_api import Page

from tests.factories.case_office import called
from tests.factories.filling_in import fill, save
from tests.factories.office import words
from tests.journeys.out_of_sight import KEY, Cases
from tests.journeys.referral_of_adult_q import NAMES

REPORT = (
    "Adult Q lived with a partner.\n\n## What the police did\n\nThe police came twice.\n\n"
    "## What the council did\n\nThe council closed the case after one call."
)
ROWS = {
    "police": ("Called to the home by a neighbour, and spoke at the door.", "Command log"),
    "luton-council": ("Rang once, had no answer, and closed the contact.", "Case system"),
}
"""What the records of two agencies say happened."""
EVIDENCE = "A letter of this week, kept with the minutes."


def commission(office: Cases, referral: str, kind: str = "Joint with a domestic homicide") -> str:
    """The manager begins the review that the chair decided on, from its referral; who is to work on it is named by two."""
    with office.as_("manager") as page:
        office.enter(page, referral, "referral/", why="screening")
        page.get_by_role("link", name="Begin the review", exact=True).click()
        page.wait_for_load_state()
        assert page.locator('main [name="pseudonym"]').input_value() == "Adult Q"
        fill(page, kind=kind)
        save(page, "Begin the review")
        found = re.search(rf"cases/({KEY})/", page.url)
        assert found
        case = found[1]
        assert case != referral
        office.enter(page, case, "review/stands/")
        assert "Being commissioned" in words(page)
        office.enter(page, case, "case-people/")
        assert "Adult Q" in words(page)
        office.enter(page, case, "named/")
        assert called("chair") in words(page)
    for who, part in (("reviewer", "reviewer"), ("panel.chair", "chair"), ("panel.member", "panel")):
        office.name(case, who, part)
    return case


def set_out(office: Cases, case: str) -> None:
    """Joint with whom, the family and its question, the terms of reference, the reviewer; and the work begins."""
    with office.as_("manager") as page:
        office.put(
            page, case, "other-processes", sort="Domestic abuse related death review", is_joint=True, status="under_way",
            led_by="Community safety partnership", due_on=date(2024, 6, 30),
        )  # fmt: skip
        office.put(
            page, case, "case-people", sort="relative", pseudonym="Sister of Q", relation="Sister", alive="alive"
        )
        office.put(page, case, "family", person="Sister of Q", state="in_touch", prefers="By telephone")
        involved = page.url.rstrip("/").rpartition("/")[2]
        office.put(page, case, "family-contacts", f"involvement={involved}", on=office.today, how="telephone",
                   told="What a review is.", said="She wants to know who held the plan.", by_whom="The reviewer")  # fmt: skip
        office.put(page, case, "family-questions", f"involvement={involved}", question="Who held the plan?")
        office.put(
            page, case, "terms-of-reference", purpose="To learn how risk was shared.", lines="Who held the plan?",
            method="A joint panel", agreed_on=office.today, agreed_by="The panel",
        )  # fmt: skip
        office.put(page, case, "appointed-reviewers", name="Ada Invented", declared_on=office.today)
        take(office, page, case, "Begin the work")


def take(office: Cases, page: Page, case: str, button: str) -> None:
    """Take a step from the page that says where the review stands."""
    office.enter(page, case, "review/stands/")
    page.get_by_role("link", name=button, exact=True).click()
    save(page, "Save this step")


def chronology_of(office: Cases, case: str, slug: str) -> str:
    """A practitioner of an agency writes a row; its lead hands the chronology in. Returns the address of the version."""
    event, source = ROWS[slug]
    with office.as_(f"practitioner.{slug}") as page:
        office.put(page, case, "our-chronology-rows", on=date(2023, 1, 9), event=event, source_record=source)
    with office.as_(f"lead.{slug}") as page:
        office.enter(page, case, "our-chronology/")
        page.get_by_role("link", name="Hand it in").click()
        save(page, "Sign it off and hand it in")
        version = page.get_by_role("link", name="Version 1").first.get_attribute("href") or ""
    return version.partition(f"{case}/")[2]


def chronologies(office: Cases, case: str) -> None:
    """Two agencies came with the referral; each writes its own and sees nothing of the other’s; the reviewer reads both."""
    with office.as_("manager") as page:
        office.enter(page, case, "named/")
        for slug in ROWS:
            came = page.locator('main section[aria-labelledby="agencies"] li', has_text=NAMES[slug])
            assert came.count() == 1, f"{slug} did not come with the referral"
    for slug in ROWS:
        office.name(case, f"practitioner.{slug}", "agency", NAMES[slug])
    versions = {slug: chronology_of(office, case, slug) for slug in ROWS}
    for slug, other in (("police", "luton-council"), ("luton-council", "police")):
        for who in ("lead", "practitioner"):
            with office.as_(f"{who}.{slug}") as page:
                for below in ("chronology/", "our-chronology/", "our-chronology-rows/", "chronology/agencies/"):
                    office.enter(page, case, below)
                    assert ROWS[other][0] not in page.content()
                assert office.same_as_nowhere(page, case, versions[other])
    with office.as_("reviewer") as page:
        office.enter(page, case, "chronology/")
        for event, _ in ROWS.values():
            assert event in words(page)


def draft(office: Cases, case: str) -> None:
    """The reviewer writes; the police check their own part, and nothing else of the report; the reviewer answers."""
    with office.as_("reviewer") as page:
        office.put(page, case, "report-versions", text=REPORT, written_on=office.today)
        take(office, page, case, "The draft report is in")
        office.put(page, case, "fact-checks", agency=NAMES["police"], part="What the police did", asked_on=office.today)
        take(office, page, case, "Send it to be fact checked")
    with office.as_("lead.police") as page:
        office.enter(page, case, "fact-checks/")
        page.locator("main tbody tr a").first.click()
        assert "The police came twice." in words(page)
        assert "closed the case" not in page.content()
        check = page.url.rstrip("/").rpartition("/")[2]
        office.put(page, case, "fact-corrections", f"check_of={check}", says="twice", should_say="three times")
        office.enter(page, case, f"fact-checks/{check}/finish/")
        fill(page, finished=True)
        save(page, "Finish the check")
        office.enter(page, case, "report-versions/")
        assert "not open to you" in words(page)
    with office.as_("reviewer") as page:
        office.enter(page, case, "fact-corrections/")
        page.locator("main tbody tr a").first.click()
        page.get_by_role("link", name="Say what became of it").click()
        fill(page, verdict="accepted")
        save(page, "Save the answer")
        office.put(page, case, "report-versions", text=REPORT.replace("twice", "three times"), written_on=office.today,
                   what_changed="What the police put right")  # fmt: skip


def sign_off(office: Cases, case: str) -> None:
    """The panel agrees it, its chair says so; the Board’s chair signs it off."""
    with office.as_("panel.chair") as page:
        office.put(page, case, "review-meetings", held_on=office.today, is_quorate=True)
        take(office, page, case, "The panel agrees it")
    with office.as_("manager") as page:
        take(office, page, case, "Put it to the Board")
    with office.as_("chair") as page:
        take(office, page, case, "The Board signs it off")


def learn(office: Cases, case: str) -> None:
    """The action plan stands in learning and waits for no gate: a finding, a recommendation, an action of the police."""
    with office.as_("manager") as page:
        office.enter(page, case, "review/stands/")
        page.get_by_role("link", name="Findings, recommendations and actions").click()
        source = page.url.rstrip("/").rpartition("/")[2]
        for slug, said in _learning().items():
            page.goto(f"{office.site}/board/luton/{slug}/new/?source={source}")
            fill(page, **said)
            save(page, "Save")
        office.add(
            page, "actions", text="Name who holds the plan.", agency=NAMES["police"], owner="Safeguarding lead",
            due_on=date(2024, 6, 1), recommendation="Adult Q recommendation 1",
        )  # fmt: skip


def _learning() -> dict[str, dict[str, Any]]:
    return {
        "findings": {"number": "1", "text": "Nobody held the plan."},
        "recommendations": {"number": "1", "text": "Say who holds the plan.", "status": "under_way", "worked_on_in": "2023-24"},
    }  # fmt: skip


def gates(office: Cases, case: str) -> None:
    """Each gate is settled with evidence; the Home Office’s stands among them, and publication waits for it."""
    with office.as_("manager") as page:
        office.enter(page, case, "publication/")
        assert "The Home Office has assured the quality of the joint review" in words(page)
        listed = [str(one.get_attribute("href")) for one in page.locator("#gates ~ table tbody th a").all()]
        for address in listed:
            page.goto(f"{office.site}{address}change/")
            fill(page, state="met", evidence=EVIDENCE, asked_on=office.today, settled_on=office.today)
            save(page, "Save")
        office.enter(page, case, "publication/")
        assert "Every gate is settled." in words(page)


def search_for_names(office: Cases, case: str) -> None:
    """The vault is told who Adult Q is; the report is searched for him, and only then may it leave."""
    with office.as_("manager") as page:
        office.enter(page, case, "case-people/")
        person = page.locator("main tbody").get_by_role("link", name="Adult Q").get_attribute("href")
        page.goto(f"{office.site}{person}identity/write/")
        fill(page, names="Wilfred Invented\nWilf Invented", born_on=date(1950, 2, 3))
        save(page, "Save in the vault")
        office.enter(page, case, "publication/ask/")
        fill(page, outcome="published", why="Look at the gates.")
        page.locator("main").get_by_role("button", name="Ask a second person").click()
        page.wait_for_load_state()
        assert "was not searched for names" in words(page)
        office.enter(page, case, "scans/")
        page.locator("main tr", has_text="The report, version 2").get_by_role("button").click()
        page.wait_for_load_state()
        assert "Nothing was found." in words(page)


def publish(office: Cases, case: str) -> None:
    """The manager asks, the chair agrees, and only then it is published; the pack holds no names."""
    with office.as_("manager") as page:
        office.enter(page, case, "publication/ask/")
        fill(page, outcome="published", why="Look at the gates.")
        save(page, "Ask a second person")
        assert page.get_by_role("button", name="Agree").count() == 0
    with office.as_("chair") as page:
        office.enter(page, case, "publication/")
        save(page, "Agree")
        assert "It is done, and both of you stand by it." in page.locator("body").inner_text()
    with office.as_("manager") as page:
        office.enter(page, case, "review/stands/")
        assert "Published" in words(page)
        answer = page.request.get(f"{office.site}/board/luton/cases/{case}/publication/pack.json")
        pack = json.loads(answer.text())
        assert [one["Text"] for one in pack["Learning"]] == ["Nobody held the plan.", "Say who holds the plan."]
        for name in ("Adult Q", "Invented", "Sister of Q"):
            assert name not in answer.text()


def begin_the_report(office: Cases) -> None:
    """The manager begins the annual report of the year."""
    with office.as_("manager") as page:
        office.go(page, "reports/begin/")
        fill(page, period="2023-24", dated_on=office.today)
        save(page, "Begin it")


def the_report_says(office: Cases, heading: str) -> str:
    """What stands in the annual report under a heading, as somebody reads it in the workspace."""
    with office.as_("manager") as page:
        office.go(page, "reports/2023-24/read/")
        table = page.locator("table", has=page.locator("caption", has_text=heading))
        return " ".join(table.inner_text().split()) if table.count() else ""
