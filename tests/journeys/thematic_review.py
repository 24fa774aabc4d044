"""A thematic review of three people, through the pages: who they are and where one of them is hidden, chronologies of two
agencies, an outcome for each, a report that is searched for names, a briefing first, and then a summary alone.

Everybody and everything here is invented.
"""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.factories.case_office import called
from tests.factories.filling_in import fill, save
from tests.factories.office import words
from tests.journeys import in_a_case
from tests.journeys.in_a_case import choose
from tests.journeys.out_of_sight import KEY, Cases
from tests.journeys.panel_of_three_months import FULL_NAMES

REVIEW = "Review of evening visits"
LARCH, SORREL, TAMARISK = PEOPLE = ("Larch", "Sorrel", "Tamarisk")
WHO = {
    LARCH: {"names": "Wilhelmina Inventedname", "others": "lighthouse keeper", "born_on": date(1951, 4, 2)},
    SORREL: {"names": "Oswald Madeupson", "born_on": date(1948, 9, 30)},
    TAMARISK: {"names": "Ottoline Fictitia", "born_on": date(1960, 1, 17)},
}
HIDDEN = "The third house of no real street, Nowhere"
FROM_FILE = (
    (date(2022, 3, 4), "Officers came in the evening and nobody opened.", "Incident log", "Larch"),
    (date(2022, 6, 9), "Officers rang the visiting service, which had closed.", "Incident log", "Sorrel"),
)
TYPED = "The evening nurse was sent away, and went."
WRITTEN = {"police": tuple(event for _, event, _, _ in FROM_FILE), "elft": (TYPED,)}
"""What each of two agencies hands in."""
OUTCOMES = {one: f"What was learned about {one} alone." for one in PEOPLE}
LEAKS = "# Evening visits\n\n## What happened\n\nWilhelmina, once a lighthouse keeper, was visited by three services."
MENDED = LEAKS.replace("Wilhelmina", "Larch")
STAYS = "Five people in this area have kept one; the family asked for it."
FINDINGS = ("Each service came alone.", "Nobody said who comes in the evening.")
SUMMARY = "## What was learned\n\nThree services came in the evening, each alone."
BECAUSE = "A sister of one of them would be known by the details."


def begins(office: Cases, told: dict[str, str]) -> None:
    """The Board arranges a review by itself: three people under pseudonyms, three agencies, and who works on it."""
    with office.as_("manager") as page:
        office.add(page, "reviews", pseudonym=REVIEW, kind="thematic", basis="discretionary", people=3)
        found = re.search(rf"reviews/({KEY})/", page.url)
        assert found
        told["case"] = case = found[1]
        for one in PEOPLE:
            alive = "alive" if one == LARCH else "died"
            office.put(page, case, "case-people", sort="adult", pseudonym=one, alive=alive)
            told[one] = page.url.rstrip("/").rpartition("/")[2]
        office.enter(page, case, "review/stands/")

        assert "It is about 3 adults." in words(page)
        told["reference"] = reference_of(office, page, case)
    office.let_in(case, *(FULL_NAMES[agency] for agency in (*WRITTEN, "hospitals")))
    office.name(case, "reviewer", "reviewer")
    office.name(case, "practitioner.elft", "agency", FULL_NAMES["elft"])


def reference_of(office: Cases, page: Page, case: str) -> str:
    office.go(page, f"cases/?q={REVIEW}")
    return re.search(r"C-\w{3}-\w{3}", words(page))[0]  # type: ignore[index]  # it is on the list


def identities_go_into_the_vault(office: Cases, told: dict[str, str]) -> None:
    """Who the three are is written in the vault, and nowhere else: their names stand in no list of the case."""
    case = told["case"]
    with office.as_("manager") as page:
        for one, said in WHO.items():
            office.enter(page, case, f"case-people/{told[one]}/identity/write/")
            fill(page, **said)
            save(page, "Save in the vault")
        office.enter(page, case, f"case-people/{told[TAMARISK]}/pseudonym/")
        fill(page, pseudonym="Ottoline", chosen_by="family", chosen_on=office.today)
        page.locator("main").get_by_role("button", name="Save").click()
        page.wait_for_load_state()
        assert page.locator(".govuk-error-summary").count() == 1  # a name of theirs is no pseudonym
        fill(page, pseudonym=TAMARISK, note="She liked the tree.")
        save(page, "Save")
    with office.as_("reviewer") as page:
        office.enter(page, case, "case-people/")

        assert all(one in words(page) for one in PEOPLE)
        assert not [said["names"] for said in WHO.values() if said["names"] in page.content()]
        office.enter(page, case, f"case-people/{told[LARCH]}/identity/")
        assert "Wilhelmina Inventedname" in words(page)
    with office.as_("lead.elft") as page:  # it takes part, and could not answer without knowing of whom
        office.enter(page, case, f"case-people/{told[LARCH]}/identity/", why="section_45")
        assert "Wilhelmina Inventedname" in words(page)
    with office.as_("lead.icb") as page:  # it takes no part yet
        answer = page.request.get(f"{office.site}/board/luton/cases/{case}/case-people/{told[LARCH]}/identity/")
        assert answer.status == 404
        assert "Wilhelmina" not in answer.text()


def an_address_is_sealed_and_given_by_two(office: Cases, told: dict[str, str]) -> None:
    """Where Larch lives is sealed by one manager. Two people give it to the reviewer, who opens it with a reason; nobody else."""
    case = told["case"]
    with office.as_("manager") as page:
        office.enter(page, case, "sealed/new/")
        fill(page, sort="address", person=LARCH, text=HIDDEN)
        save(page, "Seal it")
        item = page.url.rstrip("/").rpartition("/")[2]
        office.enter(page, case, "sealed/given/")
        assert HIDDEN not in page.content()
        page.get_by_text("Ask that somebody is given it").click()
        fill(page, user=called("reviewer"), why="To write to her about the draft.")
        save(page, "Ask")
        assert page.get_by_role("button", name="Agree").count() == 0
    with office.as_("reviewer") as page:
        office.enter(page, case, "sealed/")
        assert "Nothing is given to you" in words(page)
    with office.as_("second.manager") as page:
        office.enter(page, case, "sealed/given/")
        save(page, "Agree")
        assert office.same_as_nowhere(page, case, f"sealed/{item}/")  # giving it does not open it
    with office.as_("reviewer") as page:
        office.enter(page, case, "sealed/")
        choose(page, "A protected address or contact")
        assert HIDDEN not in page.content()
        fill(page, why="The draft goes out today.")
        save(page, "Open it")

        assert HIDDEN in words(page)


def the_police_send_a_workbook(office: Cases, told: dict[str, str]) -> None:
    """The template is taken, filled in and sent: first with a day that is none, and nothing is kept; then whole."""
    case = told["case"]
    with office.as_("lead.police") as page:
        office.enter(page, case, "our-chronology/", why="section_45")
        taken = page.request.get(f"{page.url}template.xlsx")
        assert taken.ok
        send(office, page, case, filled(taken.body(), ((None, *FROM_FILE[0][1:]),)))
        assert "This is empty. Every row says it." in words(page)
        send(office, page, case, filled(taken.body(), FROM_FILE))
        assert "2 new, 0 changed, 0 taken out." in words(page)
        save(page, "Put it into the draft")
        choose(page, "Hand it in")
        save(page, "Sign it off and hand it in")

        assert "with 2 rows" in words(page)


def filled(template: bytes, rows: tuple[tuple[Any, ...], ...]) -> bytes:
    """The template with these rows: day, what happened, which record says so, who was there."""
    book = load_workbook(io.BytesIO(template))
    sheet = book["Chronology"]
    head = [cell.value for cell in sheet[1]]
    for number, (day, event, source, person) in enumerate(rows, start=2):
        said = {"Day": day, "What happened": event, "Which record says so": source, "Who was there": person}
        for heading, value in said.items():
            sheet.cell(number, head.index(heading) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(office: Cases, page: Page, case: str, book: bytes) -> None:
    office.enter(page, case, "our-chronology/file/")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator('main [name="rows"]').set_input_files({"name": "rows.xlsx", "mimeType": sheet, "buffer": book})
    with page.expect_navigation():  # it is read in a process of its own, which takes a while
        page.locator("main").get_by_role("button", name="Check the file").click()


def another_agency_types_its_own(office: Cases, told: dict[str, str]) -> None:
    """A practitioner types a row; it is not in the list of all before the lead hands it in."""
    case = told["case"]
    with office.as_("practitioner.elft") as page:
        office.put(
            page, case, "our-chronology-rows", on=date(2022, 3, 4), event=TYPED, source_record="Visit notes",
            people=[LARCH], seen="not_seen",
        )  # fmt: skip
    with office.as_("reviewer") as page:
        office.enter(page, case, "chronology/")
        assert TYPED not in words(page)
    with office.as_("lead.elft") as page:
        office.enter(page, case, "our-chronology/", why="section_45")
        choose(page, "Hand it in")
        save(page, "Sign it off and hand it in")


def it_is_read_as_one_list(office: Cases, told: dict[str, str]) -> None:
    """Whoever is named reads both agencies in the order of time, narrows them, and sees them drawn."""
    case = told["case"]
    with office.as_("reviewer") as page:
        office.enter(page, case, "chronology/")
        assert "What 2 agencies have handed in as one list: 3 rows" in words(page)
        page.get_by_text("Narrow the rows").click()
        fill(page, agency=FULL_NAMES["police"], person=SORREL)
        save(page, "Show")
        assert [one for one in (*WRITTEN["police"], TYPED) if one in words(page)] == [WRITTEN["police"][1]]
        office.enter(page, case, "chronology/timeline/")
        assert page.locator("main svg").first.is_visible()
        assert all(FULL_NAMES[one] in words(page) for one in WRITTEN)
        office.enter(page, case, "chronology/?q=evening")
        assert TYPED in words(page)


def each_reads_its_own(office: Cases, told: dict[str, str]) -> None:
    """An agency reads its own rows and no other’s; one that wrote none reads none; one that takes no part finds no case."""
    case = told["case"]
    for agency in (*WRITTEN, "hospitals"):
        with office.as_(f"lead.{agency}") as page:
            for below in ("chronology/", "our-chronology-rows/", "chronology/agencies/", "chronology/timeline/"):
                office.enter(page, case, below, why="section_45")
                others = [one for slug, rows in WRITTEN.items() if slug != agency for one in rows]
                assert not [one for one in others if one in page.content()], (agency, below)
            office.enter(page, case, "chronology/")
            assert [one for one in WRITTEN.get(agency, ()) if one not in words(page)] == [], agency
            assert office.same_as_nowhere(page, case, f"sealed/{told[LARCH]}/")
    with office.as_("lead.icb") as page:
        office.go(page, "cases/")
        assert REVIEW not in words(page)


def work_begins(office: Cases, told: dict[str, str]) -> None:
    with office.as_("manager") as page:
        office.put(
            page, told["case"], "terms-of-reference", purpose="To learn how evening visits fit together.",
            lines="Who comes, and who knows of it?", method="By themes", agreed_on=office.today, agreed_by="The panel",
        )  # fmt: skip
        office.put(page, told["case"], "appointed-reviewers", name=called("reviewer"), declared_on=office.today)
        take(office, page, told["case"], "Begin the work")


def take(office: Cases, page: Page, case: str, button: str) -> None:
    """Take a step from the page that says where the review stands."""
    office.enter(page, case, "review/stands/")
    choose(page, button)
    save(page, "Save this step")


def each_has_an_outcome(office: Cases, told: dict[str, str]) -> None:
    """What the review found is written for each of the three; for the one who lives, also what is done for her now."""
    with office.as_("reviewer") as page:
        for one, outcome in OUTCOMES.items():
            now = {"done_for_them": "One worker for the evening."} if one == LARCH else {}
            office.put(page, told["case"], "review-outcomes", person=one, outcome=outcome, **now)
        office.enter(page, told["case"], "review-outcomes/")

        assert all(one in words(page) for one in PEOPLE)


def the_draft_is_scanned(office: Cases, told: dict[str, str]) -> None:
    """A name and a rare trade are found. The name is mended; the trade may stay once two different people say why."""
    case = told["case"]
    with office.as_("reviewer") as page:
        office.put(page, case, "report-versions", text=LEAKS, written_on=office.today)
        scan(office, page, case, "The report, version 1")
        assert "Wilhelmina" in words(page)
        assert "lighthouse keeper" in words(page)
        office.put(
            page, case, "report-versions", text=MENDED, written_on=office.today, what_changed="A name was taken out."
        )
        scan(office, page, case, "The report, version 2")
        found = page.url.partition(f"{case}/")[2]
        assert "Wilhelmina" not in words(page)
        clear(page)
        assert "You cleared this. It waits for a second person." in words(page)
        take(office, page, case, "The draft report is in")
    with office.as_("manager") as page:
        office.enter(page, case, found)
        clear(page)

        assert "Two different people cleared every place." in words(page)


def scan(office: Cases, page: Page, case: str, text: str) -> None:
    office.enter(page, case, "scans/")
    with page.expect_navigation():
        page.locator("main tr", has_text=text).get_by_role("button").click()


def clear(page: Page) -> None:
    fill(page, why=STAYS)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=re.compile("^Clear it")).click()


def the_briefing_goes_first(office: Cases, told: dict[str, str]) -> None:
    """The briefing is written, scanned and published by two people, while the report is still a draft."""
    case = told["case"]
    with office.as_("manager") as page:
        office.enter(page, case, "briefing/write/")
        fill(page, title="Evening visits in seven minutes", **{f"part-{n}": f"Minute {n + 1}." for n in range(7)})
        save(page, "Save")
        scan(office, page, case, "The briefing")
        assert "Nothing was found." in words(page)
        office.enter(page, case, "briefing/ask/")
        fill(page, read_by="The Board’s manager, against the vault", why="It names nobody.")
        save(page, "Ask a second person")
        assert page.get_by_role("button", name="Agree").count() == 0
    with office.as_("second.manager") as page:
        office.enter(page, case, "publication/")
        save(page, "Agree")
        assert "Published on" in words(page)
        office.enter(page, case, "review/stands/")
        assert "Report in draft" in words(page)


def the_board_signs_it_off(office: Cases, told: dict[str, str]) -> None:
    case = told["case"]
    with office.as_("manager") as page:
        office.put(page, case, "review-meetings", held_on=office.today, is_quorate=True)
        take(office, page, case, "The panel agrees it")
        take(office, page, case, "Put it to the Board")
    with office.as_("chair") as page:
        take(office, page, case, "The Board signs it off")


def what_was_found_is_kept(office: Cases, told: dict[str, str]) -> None:
    """Its findings stand in Learning, by their source."""
    with office.as_("manager") as page:
        office.enter(page, told["case"], "review/stands/")
        choose(page, "Findings, recommendations and actions")
        source = page.url
        for number, text in enumerate(FINDINGS, start=1):
            page.goto(f"{office.site}/board/luton/findings/new/?source={source.rstrip('/').rpartition('/')[2]}")
            fill(page, number=str(number), text=text)
            save(page, "Save")
        page.goto(source)

        assert all(one in words(page) for one in FINDINGS)


def a_summary_alone_is_published(office: Cases, told: dict[str, str]) -> None:
    """It waits at its gates. With every gate settled, one person asks for a summary only and says why; another agrees."""
    case = told["case"]
    with office.as_("manager") as page:
        office.enter(page, case, "publication/ask/")
        fill(page, outcome="summary_only", why="Look at the gates.")
        assert "Say why the report is not published as a whole." in refused(page)
        fill(page, reasons=BECAUSE)
        still = refused(page)
        assert "These gates are not passed yet" in still
        assert "Legal advice has been taken (Council’s legal services)" in still
        settles_every_gate(office, page, case)
        office.enter(page, case, "publication/ask/")
        fill(page, outcome="summary_only", reasons=BECAUSE, why="Look at the gates.")
        assert "Write the summary first, under “What the public reads”." in refused(page)
        office.put(page, case, "public-words", title=REVIEW, summary=SUMMARY)
        scan(office, page, case, "What the public reads")
        assert "Nothing was found." in words(page)
        office.enter(page, case, "publication/ask/")
        fill(page, outcome="summary_only", reasons=BECAUSE, why="Look at the gates.")
        save(page, "Ask a second person")
    with office.as_("chair") as page:
        office.enter(page, case, "publication/")
        assert BECAUSE in words(page)
        save(page, "Agree")
        office.enter(page, case, "review/stands/")
        assert "Summary published" in words(page)
        page.goto(f"{office.public}/reviews/")
        choose(page, REVIEW)
        everybody = words(page)

        assert "Three services came in the evening, each alone." in everybody
        assert "Minute 7." in everybody
        assert not [one for one in ("lighthouse", BECAUSE, *PEOPLE) if one in everybody]


def refused(page: Page) -> str:
    """What is said when somebody asks for publication too early. What they wrote stays in the form."""
    page.locator("main").get_by_role("button", name="Ask a second person").click()
    page.locator(".govuk-error-summary").wait_for()
    assert page.locator('main [name="why"]').input_value() == "Look at the gates."
    return words(page)


def settles_every_gate(office: Cases, page: Page, case: str) -> None:
    office.enter(page, case, "publication/")
    for address in [str(one.get_attribute("href")) for one in page.locator("main tbody th a").all()]:
        page.goto(f"{office.site}{address}change/")
        fill(page, state="met", evidence="Seen, and minuted.", asked_on=office.today, settled_on=office.today)
        save(page, "Save")
    office.enter(page, case, "publication/")
    assert "Every gate is settled." in words(page)


def nothing_to_the_seventh(office: Cases, told: dict[str, str]) -> None:
    telling = (REVIEW, told["reference"], LARCH, SORREL, "Wilhelmina", TYPED)
    in_a_case.nothing_to_the_seventh(office, told["case"], *telling)


STORY = (
    (
        "2023-05-02",
        (
            begins, identities_go_into_the_vault, an_address_is_sealed_and_given_by_two, the_police_send_a_workbook,
            another_agency_types_its_own, it_is_read_as_one_list, each_reads_its_own, work_begins, nothing_to_the_seventh,
        ),
    ),
    (
        "2024-01-16",
        (
            each_has_an_outcome, the_draft_is_scanned, the_briefing_goes_first, the_board_signs_it_off,
            what_was_found_is_kept, a_summary_alone_is_published, nothing_to_the_seventh,
        ),
    ),
)  # fmt: skip
"""The days, and what happens on each."""
