"""The year's evaluation day, through the pages: a review is given to two agencies, they bring back what it taught, and the
Board sees what the day covers and says what it makes of a theme."""

from __future__ import annotations

from datetime import date

from tests.factories.filling_in import fill, save
from tests.factories.office import Office, words
from tests.journeys.audit_of_the_year import HEALTH, POLICE

DAY, REVIEW, THEME = "Did reviews change practice?", "Adult T", "Living conditions"
BROUGHT = {
    "lead.police": {
        "learning": "Officers look at how an adult lives, and say it.",
        "shown_by": "Thirty reports were read; most say it.",
        "effect": "The report has a place for it.",
    },
    "lead.icb": {
        "learning": "Nurses ask who else visits.",
        "shown_by": "Supervision notes mention it.",
        "effect": "The home visit policy was changed.",
    },
}
MADE_OF_IT = "Reports say more of how adults live."
TOLD = (DAY, REVIEW, THEME, MADE_OF_IT, *(words_ for said in BROUGHT.values() for words_ in said.values()))
"""What the report says of it."""


def february_2024(office: Office) -> None:
    """Set the day, and give two agencies the review to look at."""
    with office.as_("manager") as page:
        office.add(page, "themes", name=THEME)
        office.add(
            page,
            "sources",
            kind="Safeguarding Adults Review",
            title=REVIEW,
            ended_on=date(2022, 6, 30),
            ended_precision="day",
        )
        office.add(
            page, "evaluation-days", title=DAY, held_on=date(2024, 3, 12), held_precision="day",
            purpose="Each agency looks at what a review asked, and brings what shows that practice changed.",
        )  # fmt: skip
        for agency in (POLICE, HEALTH):
            page.get_by_role("link", name="Give an agency a source").click()
            fill(page, agency=agency, source=REVIEW)
            save(page, "Save")

        assert words(page).count("Not yet") == 2


def march_2024(office: Office) -> None:
    """Each agency finds it on its own page, and brings back themes, learning, what shows it and what it changed."""
    for lead, said in BROUGHT.items():
        with office.as_(lead) as page:
            page.get_by_role("link", name=f"Say what you learned from: {REVIEW}").first.click()
            fill(page, themes=[THEME], **said)
            save(page, "Save")

            assert "Brought back" in words(page)


def may_2024(office: Office) -> None:
    """What the day covers and leaves out; and what the Board makes of the theme that came back."""
    with office.as_("manager") as page:
        office.go(page, "evaluation-days/")
        page.locator("main").get_by_role("link", name=DAY).click()
        page.get_by_role("link", name="See what it covers").click()
        page.get_by_role("heading", name="What it covers").wait_for()
        seen = words(page)

        assert "2 agencies were given 1 source to look at. Everything is back." in seen
        assert "Every review that had ended by then was looked at." in seen
        assert all(one in seen for said in BROUGHT.values() for one in said.values())

        page.get_by_role("link", name=f"Add the Board’s view of {THEME}").click()
        fill(page, shown_by=MADE_OF_IT, judgement="partly", judged_by="The Board")
        save(page, "Save")
