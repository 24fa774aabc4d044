"""The Board's year as its people work it: April 2023 to September 2024, and the annual report that fills from it.

It begins with the demonstration as it stood before its year: a Board, its agencies, groups and people, and nothing asked,
answered, learned or done. Every record comes through the pages, each on its day.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.factories.filling_in import answer_everything, fill, save
from tests.factories.office import Office, words
from tests.journeys import audit_of_the_year, evaluation_of_the_year

pytestmark = pytest.mark.browser

TOLD = (
    "Hear from people with lived experience.",
    "See that what reviews teach is put into practice",
    "It was done, and looked at twice.",
    "Officers asked at the door, and told the front door.",
    "A lead service is named at the first meeting.",
    "The high-risk panel does this already.",
    "its questions were changed.",
    *audit_of_the_year.TOLD,
    *evaluation_of_the_year.TOLD,
)
"""What was typed on one page of the workspace and is printed in the report, as it was typed."""
AGENCIES = ["Bedfordshire Police", "Bedfordshire, Luton and Milton Keynes Integrated Care Board", "Healthwatch Luton"]


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    made = subprocess.run(
        [sys.executable, "-m", "tests.factories.begun_year", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    return Office(browser, folder)


@pytest.mark.capability("S14", "S15", "S16", "S31", "S42", "S69", "S84", "S108", "S131", "S139", "S165", "S189")
def test_the_board_sets_out_asks_is_challenged_learns_and_reports(office: Office):
    with office.on("2023-04-03"):
        april_2023(office)
    with office.on("2023-11-06"):
        audit_of_the_year.november_2023(office)
    with office.on("2024-02-01"):
        audit_of_the_year.february_2024(office)
        evaluation_of_the_year.february_2024(office)
    with office.on("2024-03-12"):
        march_2024(office)
        evaluation_of_the_year.march_2024(office)
    with office.on("2024-05-07"):
        may_2024(office)
        evaluation_of_the_year.may_2024(office)
    with office.on("2024-09-02"):
        september_2024(office)

    checked = office.report("check")
    built = office.report("build", "--format", "html", "--out", str(office.folder / "out"))

    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stderr
    for limb in "abcdefg":
        line = next(one for one in checked.stdout.splitlines() if one.startswith(f"({limb})"))
        assert "MISSING" not in line
    (page,) = (office.folder / "out").glob("*.html")
    text = " ".join(html.fromstring(page.read_text()).text_content().split())
    for told in TOLD:
        assert told in text, told


def april_2023(office: Office) -> None:
    """Set out: last year's recommendation, what two groups will do, and who is asked for what."""
    with office.as_("manager") as page:
        office.add(
            page, "undertakings", kind="recommendation", period="2023-24", number="1", outcome="planned",
            text="Hear from people with lived experience.",
        )  # fmt: skip
        for group, text in (
            ("Joint Case Review Group", "See that what reviews teach is put into practice"),
            ("Joint Learning and Improvement Group", "Audit how services work together over alcohol and drugs"),
        ):
            office.add(page, "plan-items", group=group, period="2023-24", number="1", text=text, outcome="planned")
        office.add(
            page, "asks", asks_with="Annual report of a member", title="What each member did in 2023-24", asked=AGENCIES,
            purpose="The annual report says what each member did.", period="2023-24", due_on=date(2024, 3, 31),
        )  # fmt: skip
        page.get_by_role("link", name="Send it").first.click()
        save(page, "Send it")

        assert "Sent" in words(page)


def march_2024(office: Office) -> None:
    """Receive and challenge: an agency answers half-done, then whole; the Board meets, and one member asks another why."""
    with office.as_("lead.police") as page:
        page.get_by_role("link", name="What each member did in 2023-24").first.click()
        page.get_by_role("link", name="Begin to answer").click()
        fill(page, **{"q-summary": "Officers asked at the door, and told the front door."})
        save(page, "Save and come back later")
        page.get_by_role("link", name="Go on answering").click()
        for _ in range(9):
            if not page.get_by_role("button", name="Save and come back later").count():
                break
            answer_everything(page)
            page.locator("main button[name=do][value=next]").last.click()
            page.wait_for_load_state()
        save(page, "Hand it in")
        page.get_by_role("link", name="Read it and sign it off").click()
        save(page, "Sign it off")
    with office.as_("manager") as page:
        office.go(page, "answers/")
        page.locator("main table").get_by_role("link").filter(has_text="Police").or_(
            page.locator("main tbody tr", has_text="Signed off").get_by_role("link")
        ).first.click()
        save(page, "Accept it")
        office.add(page, "meetings", group="Strategic Board", held_on=date(2024, 3, 12), kind="meeting")
        meeting_of_march(office, page)
        office.add(
            page, "challenges", kind="challenge", title="Modern slavery and mental health services", to=AGENCIES[:1],
            question="Why do so few referrals about modern slavery come by way of mental health services?",
            raised_on=date(2024, 3, 12), raised_by="Healthwatch Luton",
        )  # fmt: skip

        assert "Modern slavery and mental health services" in words(page)


def meeting_of_march(office: Office, page: Page) -> None:
    """Run it: who came, what was decided, and minutes that are drafted from both."""
    office.go(page, "meetings/")
    page.locator("main tbody tr a").first.click()
    meeting = page.url.split("/board/luton/")[1]
    office.go(page, f"{meeting}who-came/")
    save(page, "Everybody came")
    save(page, "Save who came")
    office.add(page, "decisions", meeting="Strategic Board", text="Each agency names its lead for modern slavery.",
               decided_on=date(2024, 3, 12))  # fmt: skip
    office.go(page, f"{meeting}minutes/")
    save(page, "Draft the minutes")
    drafted = page.locator("main textarea").first.input_value()
    assert "Each agency names its lead for modern slavery." in drafted
    assert "Bedfordshire Police" in drafted
    save(page, "Save")
    save(page, "Send them round")


def may_2024(office: Office) -> None:
    """Learn and act: a review's recommendations, one accepted with an action and proof, one that will not be acted on.

    What was asked in March is answered by the agency it was put to.
    """
    with office.as_("manager") as page:
        answer_the_audit(office, page)
        office.add(
            page, "actions", text="Name the lead service in each plan.", agency="Bedfordshire Police",
            owner="Safeguarding lead", due_on=date(2024, 6, 1), recommendation="Alcohol and drugs audit",
        )  # fmt: skip
        office.add(
            page, "impact-measures", action="Name the lead service in each plan.", kind="survey", unit="percent",
            words="Of ten people asked, how many knew whom to ring?", baseline="30", baseline_on=date(2024, 5, 7),
            direction="up", due_on=date(2024, 9, 1),
        )  # fmt: skip
    with office.as_("lead.police") as page:
        page.get_by_role("link", name="Modern slavery and mental health services").first.click()
        fill(page, text="Referrals went by another door, which now asks the same questions.")
        save(page, "Send the reply")
        page.get_by_role("link", name="Your page").first.click()
        page.get_by_role("link", name="Name the lead service in each plan.").first.click()
        fill(page, status="done", text="Every plan since April names it.")
        save(page, "Save")
        page.get_by_role("link", name="Hand in evidence").click()
        fill(page, kind="Policy", text="The plan’s first page, as it has been since April.")
        save(page, "Save")
    with office.as_("manager") as page:
        office.go(page, "evidence/")
        page.locator("main tbody tr a").first.click()
        fill(page, deed="accept")
        save(page, "Save what you found")

        assert "Accepted" in words(page)


def answer_the_audit(office: Office, page: Page) -> None:
    """What became of the two recommendations of the audit that was reported in February."""
    answers: dict[str, dict[str, Any]] = {
        audit_of_the_year.ASKED: {
            "status": "under_way", "worked_on_in": "2023-24", "response": "A lead service is named at the first meeting.",
        },
        audit_of_the_year.NOT_DONE: {
            "status": "not_implementing", "reasons": "The high-risk panel does this already.", "decided_in": "2023-24",
            "decided_by": "The Board", "decided_on": date(2024, 3, 12),
        },
    }  # fmt: skip
    for asked, answer in answers.items():
        office.go(page, "recommendations/")
        page.locator("main").get_by_role("link", name=asked).first.click()
        page.get_by_role("link", name="Change", exact=True).click()
        fill(page, **answer)
        save(page, "Save")


def september_2024(office: Office) -> None:
    """Show what it came to, and report: the groups say what they did, and the report's sections are filled."""
    with office.as_("manager") as page:
        for slug, did in (("plan-items", "It was done, and looked at twice."), ("undertakings", "They were heard.")):
            office.go(page, f"{slug}/")
            page.locator("main tbody tr a").first.click()
            page.get_by_role("link", name="Change", exact=True).click()
            fill(page, outcome="done", done=did, difference="Members say that they hear more.")
            save(page, "Save")
        office.go(page, "impact-measures/")
        page.locator("main tbody tr a").first.click()
        measure = page.url.rstrip("/").split("/")[-1]
        page.goto(f"{office.site}/board/luton/verdicts/new/?measure={measure}")
        fill(page, says="improved", value="60", text="Twice as many knew whom to ring. A leaflet came out meanwhile too.",
             given_on=date(2024, 9, 2))  # fmt: skip
        save(page, "Save")
    with office.as_("chair") as page:
        office.go(page, "challenges/")
        page.get_by_role("link", name="Modern slavery and mental health services").click()
        page.get_by_role("link", name="Close it").click()
        fill(page, outcome="changed_plan", what_changed="Both doors ask the same questions.",
             public_summary="The Board asked why few referrals came by one door; its questions were changed.")  # fmt: skip
        save(page, "Close it")
    with office.as_("manager") as page:
        office.go(page, "reports/2023-24/")

        assert "2023-24" in words(page)
