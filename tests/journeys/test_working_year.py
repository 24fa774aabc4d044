"""The Board's year as its people work it: April 2023 to September 2024, and the annual report that fills from it.

It begins with the demonstration as it stood before its year: a Board, its agencies, groups and people, and nothing asked,
answered, learned or done. Every record comes through the pages, each on its day.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, _wait_until_it_answers, free_port
from tests.factories.filling_in import answer_everything, fill, save
from tests.factories.personas import as_persona

pytestmark = pytest.mark.browser

TOLD = (
    "Hear from people with lived experience.",
    "See that what reviews teach is put into practice",
    "It was done, and looked at twice.",
    "Officers asked at the door, and told the front door.",
    "A lead service is named at the first meeting.",
    "The high-risk panel does this already.",
    "its questions were changed.",
)
"""What was typed on one page of the workspace and is printed in the report, as it was typed."""
AGENCIES = ["Bedfordshire Police", "Bedfordshire, Luton and Milton Keynes Integrated Care Board", "Healthwatch Luton"]


class Office:
    """The installation, opened on one day after another, for one person after another."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.site = ""

    @contextmanager
    def on(self, day: str) -> Iterator[None]:
        """Both sites as they are on a day."""
        public, workspace = f"127.0.0.1:{free_port()}", f"localhost:{free_port()}"
        command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(self.folder), "--workers", "1"]
        told = self.folder.parent / f"told-{day}"
        with told.open("wb") as said:
            server = subprocess.Popen(
                [*command, "--address", public, "--workspace-address", workspace],
                cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, "GOLDENTHREAD_DAY": day},
            )  # fmt: skip
        try:
            _wait_until_it_answers(f"http://{workspace}/health/", server, told)
            self.site = f"http://{workspace}"
            yield
        finally:
            server.terminate()
            server.wait(timeout=60)

    @contextmanager
    def as_(self, persona: str) -> Iterator[Page]:
        context, page = as_persona(self.browser, self.site, persona)
        context.set_default_timeout(20_000)
        yield page
        context.close()

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.site}/board/luton/{path}")

    def add(self, page: Page, slug: str, button: str = "Save", **values: object) -> None:
        """A new record, through its form."""
        self.go(page, f"{slug}/new/")
        fill(page, **values)
        save(page, button)

    def report(self, deed: str, *more: str) -> subprocess.CompletedProcess[str]:
        """`goldenthread report` on the year's report."""
        command = [sys.executable, "-m", "goldenthread", "report", deed, "--board", "luton", "--period", "2023-24"]
        where = ["--data", str(self.folder), *more]
        return subprocess.run([*command, *where], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    made = subprocess.run(
        [sys.executable, "-m", "tests.factories.begun_year", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    return Office(browser, folder)


def words(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


@pytest.mark.capability("S14", "S15", "S16", "S31", "S42", "S84", "S108", "S165", "S189")
def test_the_board_sets_out_asks_is_challenged_learns_and_reports(office: Office):
    with office.on("2023-04-03"):
        april_2023(office)
    with office.on("2024-03-12"):
        march_2024(office)
    with office.on("2024-05-07"):
        may_2024(office)
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
        office.add(page, "sources", kind="Audit", title="Alcohol and drugs audit", ended_on=date(2024, 2, 1),
                   ended_precision="day")  # fmt: skip
        office.add(
            page, "recommendations", source="Alcohol and drugs audit", number="1", status="under_way",
            text="Agree who coordinates where several services know an adult.", worked_on_in="2023-24",
            response="A lead service is named at the first meeting.",
        )  # fmt: skip
        office.add(
            page, "recommendations", source="Alcohol and drugs audit", number="2", status="not_implementing",
            text="Set up another panel.", reasons="The high-risk panel does this already.", decided_in="2023-24",
            decided_by="The Board", decided_on=date(2024, 3, 12),
        )  # fmt: skip
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
