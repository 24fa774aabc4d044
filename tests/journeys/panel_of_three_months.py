"""An adult's case before a panel, May to July 2023, through the pages: set up, brought, accepted, listed, worked on, left; and,
half a year on, whether the panel works. Everybody and everything here is invented."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page

from tests.factories.case_office import AGENCIES, called
from tests.factories.filling_in import fill, save
from tests.factories.office import words
from tests.journeys import in_a_case
from tests.journeys.in_a_case import case_of, choose, say_why
from tests.journeys.out_of_sight import Cases

PANEL, CONFERENCE, ADULT = "Panel for adults at high risk", "Conference about domestic abuse", "Adult Marigold"
MAY, JUNE, JULY = date(2023, 5, 16), date(2023, 6, 13), date(2023, 7, 11)
CRITERIA = ("Other ways were tried", "Several agencies are worried")
REFUSED_BECAUSE = "A fire would reach the neighbours, and nothing less would do."
FULL_NAMES = {
    "luton-council": "Luton Borough Council",
    "icb": "Bedfordshire, Luton and Milton Keynes Integrated Care Board",
    "police": "Bedfordshire Police",
    "elft": "East London NHS Foundation Trust",
    "community-services": "Cambridgeshire Community Services",
    "hospitals": "Bedfordshire Hospitals",
}
DOES = {one: f"What {one} does before the next meeting" for one in AGENCIES}
RISK = "A fire among what is kept in the rooms"
SEATS = {"panel.chair": ("chair", "luton-council"), "panel.member": ("panel", "elft")}


def sets_up_the_panel(office: Cases, told: dict[str, str]) -> None:
    """The manager: the panel with its criteria and meetings, how it was made known, and a conference that others hold."""
    with office.as_("manager") as page:
        office.add(
            page, "panels", name=PANEL, sort="high_risk", what_for="Adults whom ordinary ways did not make safer.",
            cadence="Each month", core_agencies=[FULL_NAMES["police"]],
        )  # fmt: skip
        panel = page.url
        for text in CRITERIA:
            page.goto(panel)
            choose(page, "Add a criterion")
            fill(page, text=text)
            save(page, "Save")
        for held_on in (MAY, JUNE, JULY):
            page.goto(panel)
            choose(page, "Add a meeting")
            fill(page, held_on=held_on)
            save(page, "Save")
        page.goto(panel)
        choose(page, "Add how people were told")
        fill(page, held_on=date(2023, 5, 9), what="Sessions for practitioners of six agencies", people="50")
        save(page, "Save")
        office.add(page, "panels", name=CONFERENCE, sort="conference", what_for="Held by others.", cadence="Each month")
        choose(page, "Add a return")
        fill(page, from_on=date(2023, 4, 1), to_on=date(2023, 4, 30), cases="21", with_needs="6", concerns="5")
        save(page, "Save")
        page.goto(panel)
        seen = words(page)

        assert all(text in seen for text in (*CRITERIA, "Sessions for practitioners of six agencies"))
        assert "Most cases at a meeting 12" in seen


def seats_two_people(office: Cases, told: dict[str, str]) -> None:
    """Naming somebody to a panel takes two: the manager asks, and cannot agree; another manager does."""
    with office.as_("manager") as page:
        to_seats(office, page)
        for who, (part, agency) in SEATS.items():
            choose(page, "Name somebody")
            fill(page, user=called(who), part=part, agency=FULL_NAMES[agency])
            save(page, "Ask a second person")
        choose(page, called("panel.chair"))

        assert "You asked for this yourself, so somebody else has to agree." in words(page)
        assert page.get_by_role("button", name="Agree").count() == 0
    with office.as_("second.manager") as page:
        for who in SEATS:
            to_seats(office, page)
            choose(page, called(who))
            save(page, "Agree")

        assert words(page).count("Sits on it") == len(SEATS)


def to_seats(office: Cases, page: Page) -> None:
    office.go(page, "panels/")
    choose(page, PANEL)
    choose(page, "Who sits on it")


def practitioner_brings_the_case(office: Cases, told: dict[str, str]) -> None:
    """A practitioner of the police brings it. The adult did not agree: without a reason it is not taken, and nothing is lost."""
    with office.as_("practitioner.police") as page:
        office.go(page, "panel-cases/")
        choose(page, "Bring a case")
        fill(
            page, begun_on=MAY, called=ADULT, reason="Six visits were turned away.", criteria=list(CRITERIA),
            consent="refused", views="She wants to be left in peace.", advocacy="offered",
        )  # fmt: skip
        page.locator("main").get_by_role("button", name="Bring a case").click()
        page.wait_for_load_state()

        assert "Say why it is brought without the adult’s agreement" in words(page)
        assert page.locator('main [name="reason"]').input_value() == "Six visits were turned away."
        fill(page, without_consent=REFUSED_BECAUSE)
        save(page, "Bring a case")
        told["case"] = case_of(page)
        say_why(page, "panel")
        seen = words(page)

        assert "Referred, waiting for the panel’s chair" in seen
        assert "The adult did not agree" in seen
        assert REFUSED_BECAUSE in seen
        assert page.get_by_role("link", name="Accept it").count() == 0
        office.go(page, "panel-cases/")
        told["reference"] = page.locator("main tbody tr", has_text=ADULT).locator("td").first.inner_text().strip()


def waits_for_the_chair_alone(office: Cases, told: dict[str, str]) -> None:
    """Until it is accepted, neither the rest of the panel nor the manager finds it."""
    for who in ("panel.member", "manager"):
        with office.as_(who) as page:
            office.go(page, "panel-cases/" if who == "panel.member" else "cases/")

            assert ADULT not in words(page), who


def chair_accepts_it(office: Cases, told: dict[str, str]) -> None:
    """The panel's chair finds it among what there is to do, by its reference alone, and accepts it."""
    with office.as_("panel.chair") as page:
        office.go(page, "to-do/")
        seen = words(page)
        assert told["reference"] in seen
        assert ADULT not in seen
        office.go(page, "panel-cases/")
        choose(page, f"{ADULT}, {PANEL}")
        say_why(page, "panel")
        assert "The panel’s chair accepts it or not by 23 May 2023" in words(page)  # five working days
        choose(page, "Accept it")
        fill(page, lead_agency=FULL_NAMES["community-services"], key_worker="Community matron", on=MAY, why="It fits.")
        save(page, "Accept it")

        assert "Comes back to the panel on 27 June 2023" in words(page)  # six weeks


def chair_plans_with_six_agencies(office: Cases, told: dict[str, str]) -> None:
    """A risk as it is now, something for each of six agencies to do, and a place on the list of the first meeting."""
    with office.as_("panel.chair") as page:
        office.enter(page, told["case"], why="panel")
        record = page.url
        choose(page, "Add a risk")
        fill(page, sort="Fire", text=RISK, likelihood="5", impact="5", agency=FULL_NAMES["luton-council"])
        save(page, "Save")
        for agency, text in DOES.items():
            page.goto(record)
            choose(page, "Add an action")
            fill(page, agency=FULL_NAMES[agency], text=text, who="Safeguarding lead", due_on=JUNE)
            save(page, "Save")
        told["record"] = record.split("/board/luton/")[1]


def goes_on_the_list(office: Cases, told: dict[str, str], held_on: date, comes_back_on: date | None) -> None:
    """Before a meeting: the case is put on its list, where the panel finds it."""
    with office.as_("panel.chair") as page:
        office.enter(page, told["case"], why="panel")
        choose(page, "Put it on a meeting’s list")
        day = f"{held_on.day} {held_on:%B %Y}"
        fill(page, meeting=f"{PANEL}, {day}", **({"comes_back_on": comes_back_on} if comes_back_on else {}))
        save(page, "Save")
    with office.as_("panel.member") as page:
        office.go(page, "panel-meetings/")
        choose(page, day)
        choose(page, "Its list of cases")

        assert ADULT in words(page)


def the_panel_meets(office: Cases, told: dict[str, str], held_on: date, agreed: str, likelihood: str = "") -> None:
    """After a meeting: who came, what was agreed, and how the risk is now."""
    day = f"{held_on.day} {held_on:%B %Y}"
    with office.as_("panel.chair") as page:
        office.go(page, "panel-meetings/")
        choose(page, day)
        choose(page, "Change")
        fill(page, agencies=[FULL_NAMES["police"], FULL_NAMES["luton-council"], FULL_NAMES["icb"]])
        save(page, "Save")
        assert "3 agencies of 3 needed" in words(page)
        choose(page, day)
        choose(page, "Its list of cases")
        choose(page, f"{ADULT}, {PANEL}")
        say_why(page, "panel")
        page.locator("main").get_by_role("link", name=day).first.click()
        choose(page, "Change")
        fill(page, agreed=agreed)
        save(page, "Save")
        if likelihood:
            office.enter(page, told["case"], why="panel")
            choose(page, RISK)
            choose(page, "Change")
            fill(page, likelihood_now=likelihood, impact_now="5", looked_on=held_on)
            save(page, "Save")


def each_sees_its_own(office: Cases, told: dict[str, str]) -> None:
    """The lead of each agency finds what its own agency does, and what no other does; the risk is read by who brought it."""
    for agency in AGENCIES:
        with office.as_(f"lead.{agency}") as page:
            office.enter(page, told["case"], why="panel")
            seen = words(page)

            assert [one for one in AGENCIES if DOES[one] in seen] == [agency], agency
            assert (RISK in seen) is (agency == "police"), agency


def may(office: Cases, told: dict[str, str]) -> None:
    goes_on_the_list(office, told, MAY, JUNE)
    the_panel_meets(office, told, MAY, "The fire service visits with somebody she trusts.")


def june(office: Cases, told: dict[str, str]) -> None:
    goes_on_the_list(office, told, JUNE, JULY)
    the_panel_meets(office, told, JUNE, "She let two people in. Alarms are fitted.", likelihood="4")


def july(office: Cases, told: dict[str, str]) -> None:
    goes_on_the_list(office, told, JULY, None)
    the_panel_meets(office, told, JULY, "The rooms can be walked through.", likelihood="2")


def leaves_the_panel(office: Cases, told: dict[str, str]) -> None:
    """What the council did is done; the panel's part ends, with what became of the risk."""
    with office.as_("panel.chair") as page:
        office.enter(page, told["case"], why="panel")
        choose(page, DOES["luton-council"])
        choose(page, "Change")
        fill(page, done_on=JULY, came_to="A clearance she agreed to, room by room.")
        save(page, "Save")
        office.enter(page, told["case"], why="panel")
        row = " ".join(page.locator("main tbody tr", has_text=RISK).inner_text().split())
        assert "25" in row
        assert "10" in row
        choose(page, "End the panel’s part")
        fill(page, effect="reduced", on=JULY, why="She lets people in, and the rooms are clear.")
        save(page, "End the panel’s part")
        seen = words(page)

        assert "Left the panel" in seen
        assert "The risk is lower" in seen
        assert all(f"{one.day} {one:%B %Y}" in seen for one in (MAY, JUNE, JULY))


def the_board_asks_whether_it_works(office: Cases, told: dict[str, str]) -> None:
    """Half a year on: the panel's numbers, in which one case is too few to tell, and what the Board makes of them."""
    with office.as_("manager") as page:
        office.go(page, "panels/")
        choose(page, PANEL)
        choose(page, "Its numbers")
        seen = words(page)
        assert "Nobody has written down yet whether it works." in seen
        assert "Meetings held 3" in seen
        assert "With enough agencies there 3 of 3" in seen
        assert "Cases brought fewer than 5" in seen
        choose(page, "Write down whether it works")
        fill(page, works="Three agencies came each month.", does_not="Few cases are brought.", changes="More sessions.")
        save(page, "Save")
        office.go(page, "panels/")
        choose(page, PANEL)

        assert "Next look due 14 May 2024" in words(page)
        office.go(page, "pathway-numbers/")
        seen = words(page)
        assert "Cases brought to a panel fewer than 5" in seen
        assert not [word for word in (ADULT, told["reference"], RISK) if word in seen]


def nothing_to_the_seventh(office: Cases, told: dict[str, str]) -> None:
    in_a_case.nothing_to_the_seventh(office, told["case"], ADULT, told["reference"], RISK)


STORY = (
    (
        "2023-05-16",
        (
            sets_up_the_panel, seats_two_people, practitioner_brings_the_case, waits_for_the_chair_alone, chair_accepts_it,
            chair_plans_with_six_agencies, may, each_sees_its_own, nothing_to_the_seventh,
        ),
    ),
    ("2023-06-13", (june, nothing_to_the_seventh)),
    ("2023-07-11", (july, leaves_the_panel, each_sees_its_own, nothing_to_the_seventh)),
    ("2023-11-14", (the_board_asks_whether_it_works, nothing_to_the_seventh)),
)  # fmt: skip
"""The days, and what happens on each."""
