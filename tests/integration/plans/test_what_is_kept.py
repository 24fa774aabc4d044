"""What the Board keeps of its own work and of others', through the pages: entered, found, and printed where it belongs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.asks import library
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.kinds import named
from goldenthread.core.periods import Period
from goldenthread.reports import records as told
from goldenthread.trail import operations as trail
from tests.factories import people, records

pytestmark = [pytest.mark.django_db, pytest.mark.records]
BY = Actor.system("a test")


@pytest.fixture
def board() -> Board:
    return people.board("example")


@pytest.fixture
def manager(board: Board) -> Client:
    return people.signed_in(Client(), people.person("m@example.example", board=board, role=Role.BOARD_MANAGER))


def keep(slug: str, board: Board, **fields: Any) -> Any:
    """A record of a kind, kept with its entry in the trail."""
    kind = named(slug)
    begun = dict(kind.begun(board.pk))
    return trail.add(kind.model(**{**begun, **fields}), by=BY)


def listed(client: Client, slug: str, **asked: str) -> str:
    return client.get(f"/board/example/{slug}/", asked).content.decode()


@pytest.mark.capability("S19", "S29", "S98", "S143")
def test_a_panel_is_kept_with_how_often_it_meets_and_what_it_counted(board: Board, manager: Client):
    panel = keep(
        "forums", board, name="High-risk panel", purpose="Adults whom several services know.", led_by="Council"
    )
    keep(
        "forum-counts",
        board,
        forum=panel,
        from_on=date(2024, 1, 1),
        cadence="monthly",
        counted="Adults heard",
        number=12,
    )

    page = manager.get(f"/board/example/forums/{panel.pk}/").content.decode()

    assert ("High-risk panel" in listed(manager, "forums"), "Adults heard" in page, "12" in page) == (True, True, True)


@pytest.mark.capability("S25")
def test_which_figures_a_group_was_sent_can_be_looked_up(board: Board, manager: Client):
    group = people.group(board, "scrutiny")
    keep("data-packs", board, group=group, sent_on=date(2024, 3, 1), period="2023-24", about="Concerns by source")

    assert "Concerns by source" in listed(manager, "data-packs", year="2023-24")
    assert "Concerns by source" not in listed(manager, "data-packs", q="elephants")


@pytest.mark.capability("S26", "S27", "S28", "S30", "S110", "S164")
def test_joint_procedures_are_kept_with_their_version_link_and_what_is_new(board: Board, manager: Client):
    kind = named("policies").model._meta.get_field("kind").choices[0][0]  # type: ignore[union-attr,index]
    policy = keep(
        "policies", board, name="Falls guidance", kind=kind, version="2", joint_with="The neighbouring Board",
        link="https://procedures.example/falls", new_in="2023-24", what_is_new="A chapter on hospitals.",
        in_force_on=date(2023, 6, 1), review_on=date(2025, 6, 1),
    )  # fmt: skip

    page = manager.get(f"/board/example/policies/{policy.pk}/").content.decode()
    report = str(told.blocks(board, Period(2023), "policies_new"))

    for words in ("The neighbouring Board", "https://procedures.example/falls", "A chapter on hospitals."):
        assert words in page
    assert "Falls guidance" in report


@pytest.mark.capability("S33", "S114")
def test_a_piece_of_guidance_is_a_programme_with_stages_that_fall_due(board: Board, manager: Client):
    programme = keep(
        "programmes", board, name="Guidance on thresholds", led_by="Board office", about="Early help to enquiry."
    )
    keep("milestones", board, programme=programme, text="Agree the draft", due_on=date(2024, 6, 1))

    assert "Agree the draft" in manager.get(f"/board/example/programmes/{programme.pk}/").content.decode()


@pytest.mark.capability("S47", "S173")
def test_a_gap_in_hearing_people_is_a_risk_that_says_why_it_stays(board: Board, manager: Client):
    people.group(board, "coproduction")
    risk = records.make(named("risks").model, board, title="No adult with lived experience sits in the group")
    trail.change(risk, {"why_it_stays": "The group is still of organisations only."}, by=BY)

    page = manager.get(f"/board/example/risks/{risk.pk}/").content.decode()

    assert "The group is still of organisations only." in page


@pytest.mark.capability("S52", "S86", "S107", "S148")
def test_assurance_can_be_asked_of_another_board_and_of_a_service(board: Board):
    forms = library.shipped()

    assurance = forms["assurance-report"]
    theme = forms["highlight-report"].about("modern-slavery", "Modern slavery")

    assert len(list(assurance.questions())) > 5
    assert "modern slavery" in " ".join(one.words.lower() for one in theme.questions())


@pytest.mark.capability("S55")
def test_a_forum_nobody_gave_assurance_of_for_a_year_is_told(board: Board, manager: Client):
    issue = keep("issues-of-concern", board, text="The panel for adults at high risk", forum="High-risk panel", order=1)

    without = listed(manager, "issues-of-concern")
    keep("assurances", board, issue=issue, given_on=clock.today(), given_by="Council", text="Twelve adults, all seen.")

    assert without != listed(manager, "issues-of-concern")


@pytest.mark.capability("S8", "S35", "S61", "S171")
def test_each_principle_has_its_account_in_the_report(board: Board):
    principle = board.principles.create(
        slug="empowerment", name="Empowerment", meaning="Asked", i_statement="I am asked"
    )
    keep(
        "principle-accounts", board, principle=principle, period="2023-24", text="Members begin with the person.",
        evidence="The audit of enquiries.", gaps="Few adults were asked.",
    )  # fmt: skip

    said = str(told.blocks(board, Period(2023), "principle_accounts"))

    assert "Members begin with the person." in said
    assert "What shows it: The audit of enquiries." in said
    assert "Still missing: Few adults were asked." in said


@pytest.mark.capability("S8", "S171")
def test_the_manager_writes_what_was_done_under_a_principle_with_its_evidence_and_gaps(board: Board, manager: Client):
    principle = board.principles.create(
        slug="empowerment", name="Empowerment", meaning="Asked", i_statement="I am asked"
    )
    address = "/board/example/principle-accounts/"
    sent = {
        "principle": str(principle.pk), "period": "2023-24", "text": "We asked.", "evidence": "Minutes.", "gaps": "Data.",
    }  # fmt: skip

    assert manager.post(f"{address}new/", sent).status_code == 302
    again = manager.post(f"{address}new/", sent)
    account = principle.accounts.get()
    record, under = manager.get(f"{address}{account.pk}/"), manager.get(f"/board/example/principles/{principle.pk}/")

    assert again.status_code == 422
    assert "There is an account of “Empowerment” for 2023-24 already" in again.content.decode()
    assert all(words in record.content.decode() for words in ("We asked.", "Minutes.", "Data."))
    assert f"{address}{account.pk}/" in under.content.decode()
    assert "We asked." in listed(manager, "principle-accounts", year="2023-24", q="minutes")
    assert "We asked." not in listed(manager, "principle-accounts", q="nowhere")


@pytest.mark.capability("S57")
def test_a_later_vision_takes_the_place_of_an_earlier_one_on_its_day(board: Board, manager: Client):
    for text, year in (("A safe town.", ""), ("A town where nobody is harmed.", "2024")):
        sent = {"text": text, "from_on-day": year and "1", "from_on-month": year and "4", "from_on-year": year}
        assert manager.post("/board/example/visions/new/", sent).status_code == 302

    assert "A safe town." in str(told.blocks(board, Period(2022), "vision"))
    assert "A town where nobody is harmed." in str(told.blocks(board, Period(2024), "vision"))
    newest = board.visions.get(text="A town where nobody is harmed.")
    assert "Holds now" in manager.get(f"/board/example/visions/{newest.pk}/").content.decode()


@pytest.mark.capability("S90", "S96", "S170", "S190")
def test_what_others_lead_is_kept_with_what_the_board_contributes(board: Board, manager: Client):
    strategy = keep(
        "external-strategies", board, name="Domestic abuse strategy", led_by="Children's partnership", contributes="yes",
        aims="Four aims", our_part="The Board's members refer.",
    )  # fmt: skip

    page = manager.get(f"/board/example/external-strategies/{strategy.pk}/").content.decode()

    assert ("Children&#x27;s partnership" in page, "The Board&#x27;s members refer." in page) == (True, True)


@pytest.mark.capability("S53", "S153")
def test_the_chairs_seat_says_who_held_it_and_when(board: Board, manager: Client):
    person = board.people.create(name="Robin Invented", post="Independent chair", is_invented=True)
    seat = keep("seats", board, title="Independent chair", held_by=person, is_chair=True, from_on=date(2020, 4, 1))

    page = manager.get(f"/board/example/seats/{seat.pk}/").content.decode()

    assert ("Robin Invented" in page, "1 April 2020" in page) == (True, True)


@pytest.mark.capability("S117", "S118")
def test_what_a_partner_found_is_kept_with_its_source_and_day(board: Board, manager: Client):
    fact = keep(
        "facts", board, code="suicide-rate", heading="Suicide audit", statement="Deaths in each 100,000", value=7, unit="rate",
        geography="The borough", as_of="2012-21", source="Public Health",
    )  # fmt: skip

    page = manager.get(f"/board/example/facts/{fact.pk}/").content.decode()

    assert ("Public Health" in page, "2012-21" in page) == (True, True)
