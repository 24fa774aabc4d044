"""The year's audit, step by step through the pages: set up, graded by two agencies, agreed at a meeting, and reported."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page

from tests.factories.filling_in import fill, save, tick
from tests.factories.office import Office, words

TITLE = "Alcohol and drugs audit"
ASKED = "Agree who coordinates where several services know an adult."
NOT_DONE = "Set up another panel."
CONCLUSIONS = {
    "Police officers stayed until somebody else had come.": "strength",
    "Nobody led where several services knew an adult.": "gap",
    ASKED: "recommendation",
    NOT_DONE: "recommendation",
}
TOLD = (
    TITLE,
    "To see how services work together over alcohol and drugs.",
    "Two cases. The council drew every tenth.",
    "Two: Bedfordshire, Luton and Milton Keynes Integrated Care Board, Bedfordshire Police",
    "Work with adults from April to September 2023.",
    "One meeting, chaired by the independent chair",
    "The agreed grade was the agency’s own 19 times in 20.",
    "Beyond chance, agreement is 0.9",
    ASKED,
)
"""What the report says of it."""

AREAS = (
    "Risk was managed, and safeguarding concerns were raised",
    "Mental capacity was assessed where drugs or alcohol bore upon it",
    "Agencies told each other what they needed to know",
    "Agencies worked as one team, across services",
    "The whole family was thought of, and carers were assessed",
)
CASES = ("Case A", "Case B")
POLICE, HEALTH = "Bedfordshire Police", "Bedfordshire, Luton and Milton Keynes Integrated Care Board"
GIVEN = {
    "lead.police": {"Case A": "good good improve good good", "Case B": "good improve good good outstanding"},
    "lead.icb": {"Case A": "good improve improve good good", "Case B": "good good improve inadequate good"},
}
"""The grades each grader gives its own agency's work, case by case, before anybody agreed anything."""


def november_2023(office: Office) -> None:
    """Set it up and send it; both agencies grade their own part."""
    with office.as_("manager") as page:
        planned(office, page)
        settled(page)
        sampled(page)
        save(page, "Send the returns to the agencies")

        assert "The audit is now at “Agencies grade”." in page.inner_text("body")
    for grader, given in GIVEN.items():
        with office.as_(grader) as page:
            graded(page, given)


def planned(office: Office, page: Page) -> None:
    """A programme for the year, and the audit in it."""
    office.go(page, "audit-programme/")
    page.get_by_role("link", name="Add a year’s programme").click()
    fill(page, period="2023-24", aim="To see whether adults whom many services know are led by one.")
    save(page, "Save")
    office.go(page, "audit-programme/")
    page.get_by_role("link", name="Plan an audit").click()
    fill(
        page,
        title=TITLE,
        planned_on=date(2023, 11, 1),
        purpose="To see how services work together over alcohol and drugs.",
    )
    save(page, "Save")


def settled(page: Page) -> None:
    """Its scope, the standard, how cases are chosen, and what is asked."""
    page.get_by_role("link", name="Change what is settled").click()
    fill(
        page, scope="Work with adults from April to September 2023.", standard="The Board’s multi-agency procedures.",
        sampling_frame="Adults whom three services or more knew.", how_chosen="The council drew every tenth.",
        sampled_as="medium", lawful_basis="Agreed with information governance in October 2023.",
        chaired_by="The independent chair", returns_due_on=date(2023, 12, 15),
    )  # fmt: skip
    save(page, "Save")
    page.get_by_role("link", name="Choose the questions").click()
    for words_ in AREAS:
        tick(page.get_by_label(words_))
    save(page, "Ask these")
    save(page, "Begin to choose cases")


def sampled(page: Page) -> None:
    """The cases by pseudonym, and who is asked about each."""
    for case in CASES:
        page.get_by_role("link", name="Add a case").click()
        fill(page, pseudonym=case, nominated_by=POLICE, about="An adult known to the street outreach team.")
        save(page, "Save")
    page.get_by_role("link", name="Say which agencies are asked").click()
    for agency in (POLICE, HEALTH):
        for case in CASES:
            tick(page.get_by_label(f"{agency}, {case}"))
    save(page, "Save who is asked")


def graded(page: Page, given: dict[str, str]) -> None:
    """One grader's own grades: found on their page, and handed in case by case."""
    page.get_by_role("link", name=f"Grade your part in two cases: {TITLE}").first.click()
    for case, grades in given.items():
        page.locator("main").get_by_role("link", name=case).click()
        page.get_by_role("heading", name="Is the adult safe?").wait_for()
        names = page.locator('main [name^="grade-"]').evaluate_all("them => [...new Set(them.map(it => it.name))]")
        fill(page, **dict(zip(names, grades.split(), strict=True)))
        fill(page, good_practice="The outreach team brought the adult to the first meeting.")
        save(page, "Save and hand in")

    assert "All your returns are in. Thank you." in words(page)


def february_2024(office: Office) -> None:
    """Agree the grades under an independent chair, conclude, report; the agencies read what all agreed."""
    with office.as_("manager") as page:
        page.get_by_role("link", name=f"Begin to agree the grades: {TITLE}").first.click()
        save(page, "Begin to agree the grades")
        met(page)
        agreed(page)

        assert "The agreed grade was the agency’s own 19 times in 20. It was better never and worse once." in words(
            page
        )
        assert "Beyond chance, agreement is 0.9" in words(page)

        for text, kind in CONCLUSIONS.items():
            page.get_by_role("link", name="Add a conclusion").click()
            fill(page, text=text, kind=kind, level="system")
            save(page, "Save")
        save(page, "Report it: share the grades and conclusions")
        page.get_by_role("link", name="All its learning, with actions and evidence").click()

        assert all(text in words(page) for text in CONCLUSIONS)
    with office.as_("lead.police") as page:
        office.go(page, "audit-returns/")
        page.locator("main").get_by_role("link", name=TITLE).first.click()
        page.get_by_role("link", name="See what all agreed").click()

        assert "Nobody led where several services knew an adult." in words(page)


def met(page: Page) -> None:
    """The meeting. A chair whose own agency is graded is refused; the independent chair is not."""
    page.get_by_role("link", name="Write down a meeting").first.click()
    fill(page, held_on=date(2024, 1, 16), mode="in_person", chair_agency=POLICE)
    page.get_by_role("button", name="Save the meeting").click()
    assert "The chair belongs to an agency whose work is graded." in words(page)
    fill(page, chair_agency="None")
    save(page, "Save the meeting")


def agreed(page: Page) -> None:
    """Every grade as the agencies gave it, but one of the police's in the first case."""
    for place, case in enumerate(CASES):
        page.get_by_role("link", name=f"Agree grades of {case}").click()
        if place == 0:
            lowered = page.get_by_label(f"Agreed grade for {POLICE}").first
            lowered.select_option(label="Requires improvement")
            page.get_by_label(f"Why it is not the own grade of {POLICE}").first.fill(
                "A concern was raised a week late."
            )
        fill(page, found_as="medium")
        save(page, "Save what was agreed")
