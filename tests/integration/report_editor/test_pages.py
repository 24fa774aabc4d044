"""The pages of the report: the list, the report, its sections, and beginning another year's."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board, Person
from goldenthread.core.access import Role
from goldenthread.plans.models import Undertaking
from goldenthread.reports import readiness, skeleton
from goldenthread.reports.compliance import LIMBS, RECIPIENTS
from goldenthread.reports.models import Report, Section
from tests.factories import people
from tests.factories.report_writing import SignIn

HOME = "/board/example/reports/"
ONE = f"{HOME}2023-24/"
LAST_YEAR = """Much was done, by everybody.

## What we will do in 2024-25

{{chart money.income_by_partner}}

{{records decisions}}
"""


def page(response: object) -> str:
    return re.sub(r"\s+", " ", response.content.decode())  # type: ignore[attr-defined]


def test_every_page_of_a_report_opens_for_its_manager(report: Report, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    addresses = ["", "cover/", "read/", "figures/", "sections/", "sections/summary/", "sections/summary/versions/"]
    addresses += ["drafts/", "drafts/differences/", "publish/"]

    answers = {address: here.get(f"{ONE}{address}").status_code for address in addresses}

    assert answers == dict.fromkeys(addresses, 200)


def test_a_report_of_another_board_is_not_found(report: Report, sign_in: SignIn):
    elsewhere = people.board("elsewhere")
    stranger = people.person("sol@people.example", board=elsewhere, role=Role.BOARD_MANAGER)

    theirs = sign_in(stranger).get(ONE)
    on_their_own = sign_in(stranger).get("/board/elsewhere/reports/2023-24/")

    assert (theirs.status_code, on_their_own.status_code) == (404, 404)


def test_a_reviewer_does_not_see_reports(report: Report, reviewer: User, sign_in: SignIn):
    assert sign_in(reviewer).get(HOME).status_code == 403


def test_the_report_says_what_stands_in_the_way_and_who_holds_it(
    report: Report, section: Section, manager: User, sign_in: SignIn
):
    Section.objects.filter(pk=section.pk).update(text="There were 34 concerns and 12 enquiries.", limbs=["a"])

    said = page(sign_in(manager).get(ONE))

    assert "Summary: being written; two numbers are not bound." in said
    assert "With Treasurer" in said
    assert "and “Findings we decided not to act on, and why”. Say it" in said
    assert all(one in said for one in [*LIMBS.values(), *RECIPIENTS])


def test_what_was_due_before_the_cover_is_shown(report: Report, section: Section, manager: User, sign_in: SignIn):
    Section.objects.filter(pk=section.pk).update(text="The procedure is due in May 2024.")

    assert "The procedure is due in May 2024." in page(sign_in(manager).get(ONE))


def test_a_report_begins_with_what_the_law_asks(board: Board, manager: User, sign_in: SignIn):
    sent = {
        "period": "2024-25",
        "dated_on-day": "1",
        "dated_on-month": "9",
        "dated_on-year": "2025",
        "start_from": "law",
    }

    answer = sign_in(manager).post(f"{HOME}begin/", sent)

    made = Report.objects.get(period="2024-25")
    assert answer.headers["Location"] == f"{HOME}2024-25/"
    assert [(one.title, one.limbs, one.state) for one in made.sections.all()][1:] == [
        (title, [limb], "not_started") for limb, title in LIMBS.items()
    ]
    assert made.dated_on == date(2025, 9, 1)


def test_a_report_begins_with_last_years_headings_and_none_of_its_words(
    report: Report, owner: Person, manager: User, sign_in: SignIn
):
    report.sections.filter(slug="money").update(person=owner)
    report.sections.filter(slug="summary").update(text=LAST_YEAR)
    sent = {"period": "2024-25", "dated_on-day": "1", "dated_on-month": "9", "dated_on-year": "2025"}

    sign_in(manager).post(f"{HOME}begin/", {**sent, "start_from": "2023-24"})

    summary, money = Report.objects.get(period="2024-25").sections.all()
    assert (summary.title, summary.limbs, summary.owner, summary.finding) == (
        "Summary",
        list("abcdefg"),
        "Board manager",
        "",
    )
    assert summary.text.startswith(
        "## What we will do in 2025-26\n\n{{chart money.income_by_partner}}\n\n{{records decisions}}\n\n## Our priorities"
    )
    assert "Much was done" not in summary.text
    assert summary.text.count("{{records decisions}}") == 1
    assert (money.person, money.text) == (owner, "")


def test_a_begun_report_fills_from_the_records_of_its_year(board: Board, manager: User, chair: User, sign_in: SignIn):
    sent = {"dated_on-day": "1", "dated_on-month": "9", "dated_on-year": "2024", "period": "2023-24"}
    sign_in(manager).post(f"{HOME}begin/", {**sent, "start_from": "law"})
    Undertaking.objects.create(
        board=board, kind="recommendation", period="2023-24", number=1, text="Hear from people.", done="Twelve did."
    )

    made = Report.objects.get()
    said = page(sign_in(manager).get(ONE + "sections/what-the-board-did/"))
    faults = readiness.of(made).parts

    assert "Hear from people." in said
    assert "No decision was written down this year." in said
    assert [[one.words for one in part.faults] for part in faults][1] == []
    assert not any(not one.is_empty for part in faults for one in part.faults)
    for one in made.sections.exclude(limbs=[]):
        (limb,) = one.limbs
        assert all(f"## {heading}" in one.text for heading, _ in skeleton.BLOCKS[limb])
        assert one.versions.get().written_by == "the program, as the report began"


def test_a_year_has_one_report(report: Report, manager: User, sign_in: SignIn):
    sent = {
        "period": "2023-24",
        "dated_on-day": "1",
        "dated_on-month": "9",
        "dated_on-year": "2025",
        "start_from": "law",
    }

    answer = sign_in(manager).post(f"{HOME}begin/", sent)

    assert answer.status_code == 422
    assert Report.objects.count() == 1


def test_a_half_filled_form_is_given_back(board: Board, manager: User, sign_in: SignIn):
    answer = sign_in(manager).post(f"{HOME}begin/", {"period": "2024-25", "dated_on-day": "1", "dated_on-month": "9"})

    assert answer.status_code == 422
    assert 'value="9"' in page(answer)
    assert Report.objects.count() == 0


def test_a_member_reads_and_begins_nothing(report: Report, member: User, sign_in: SignIn):
    here = sign_in(member)

    assert here.get(f"{HOME}begin/").status_code == 403
    assert "Begin a report" not in page(here.get(HOME))
    assert here.get(f"{ONE}sections/summary/").status_code == 200
    assert "<textarea" not in page(here.get(f"{ONE}sections/summary/"))


def test_the_cover_is_dated(report: Report, manager: User, sign_in: SignIn):
    sent = {"dated_on-day": "2", "dated_on-month": "10", "dated_on-year": "2024"}

    sign_in(manager).post(f"{ONE}cover/", sent)

    report.refresh_from_db()
    assert report.dated_on == date(2024, 10, 2)


def test_a_section_is_added_where_it_is_wanted(report: Report, manager: User, sign_in: SignIn):
    sent = {"title": "Learning & change", "owner": "Learning lead", "after": "summary"}

    answer = sign_in(manager).post(f"{ONE}sections/", sent)

    assert answer.headers["Location"] == f"{ONE}sections/learning-change/"
    assert [(one.slug, one.number) for one in report.sections.all()] == [
        ("summary", 1),
        ("learning-change", 2),
        ("money", 3),
    ]


def queries(client: object, address: str) -> int:
    client.get(address)  # type: ignore[attr-defined]  # what is read once is read
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]
    return len(asked)


@pytest.mark.parametrize("address", ["", "sections/summary/", "read/", "drafts/"])
def test_queries_do_not_grow_with_sections(report: Report, manager: User, sign_in: SignIn, address: str):
    here = sign_in(manager)
    before = queries(here, f"{ONE}{address}")

    Section.objects.bulk_create(
        Section(report=report, slug=f"more-{n}", order=n + 10, title="More", owner="X", text="Words.")
        for n in range(20)
    )

    assert queries(here, f"{ONE}{address}") <= before
    assert before <= 30


def test_the_law_is_answered_for_certain_once_a_section_that_answers_it_is_signed_off(
    report: Report, section: Section, manager: User, sign_in: SignIn
):
    here = sign_in(manager)
    begun = {state.words for _, state in here.get(ONE).context["law"]}
    Section.objects.filter(pk=section.pk).update(state="signed_off")

    signed = {state.words for _, state in here.get(ONE).context["law"]}

    assert begun == {"Something is there, not signed off"}
    assert signed == {"Answered"}
