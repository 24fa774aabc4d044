"""The pages of the national return, as those who work on it meet them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.core.periods import Period
from goldenthread.national import models, operations, queries
from goldenthread.national.models import ReturnVersion
from goldenthread.workspace.national.tables import query_of
from tests.factories import people, records

YEAR = Period(2023)


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"workspace:national-return{name}", kwargs={"board": "example", **kwargs})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def version(board, year, actor) -> ReturnVersion:
    return operations.compute(board=board, period=YEAR, by=actor("analyst"))


def test_an_analyst_computes_a_version_and_reads_its_tables(board, year, enter):
    client = enter("analyst")

    there = client.post(at("-compute", period="2023-24"), {"chosen": "now"}, follow=True)

    assert "40 concerns" in text(there)
    made = ReturnVersion.objects.get()
    table = text(client.get(at("-table", pk=made.pk, table="SG1f")))
    assert "Total Number of Safeguarding Concerns" in table
    assert ">40" in table


@pytest.mark.parametrize("name", ["SG1a", "SG2a_b1", "SG3a", "SG5a"])
def test_every_cell_of_a_table_stands_on_its_page_with_its_grade(version, enter, name):
    page = text(enter("chair").get(at("-table", pk=version.pk, table=name)))

    cells = sum(cell[0] == name for cell in version.cells)
    assert page.count('<span class="govuk-visually-hidden">evidence </span>') == cells


@pytest.mark.parametrize(("rows", "is_told"), [({}, True), ({"reviews.csv": 0}, False)])
def test_that_no_reviews_came_is_told_where_they_would_be_counted(board, year, actor, enter, rows, is_told):
    type(year).objects.filter(pk=year.pk).update(rows=rows)
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))
    client = enter("analyst")

    page = text(client.get(at("-table", pk=made.pk, table="SG5a")))

    assert ("No reviews came with these records" in page) is is_told
    assert "No reviews came" not in text(client.get(at("-table", pk=made.pk, table="SG1a")))


def test_the_two_signatures_on_the_page(version, enter):
    analyst, manager = enter("analyst"), enter("board_manager")

    assert "Sign it and put it forward" in text(analyst.get(at("-version", pk=version.pk)))
    assert "Sign it and put it forward" not in text(enter("chair").get(at("-version", pk=version.pk)))
    analyst.post(at("-sign", pk=version.pk))
    assert "Sign it and lock it" not in text(analyst.get(at("-version", pk=version.pk)))
    assert "Sign it and lock it" in text(manager.get(at("-version", pk=version.pk)))
    manager.post(at("-lock", pk=version.pk))

    page = text(analyst.get(at("-version", pk=version.pk)))
    assert "It is locked and never changes" in page
    assert "signed the national return as the second, and locked it" in page


def test_sending_back_without_a_reason_keeps_the_page_and_asks(version, enter):
    enter("analyst").post(at("-sign", pk=version.pk))

    answer = enter("board_manager").post(at("-send-back", pk=version.pk), {"why": ""})

    assert answer.status_code == 422
    assert "Enter the reason" in text(answer)
    assert ReturnVersion.objects.get().status == "forward"


def test_a_policy_is_decided_with_a_reason_and_counts_in_the_next_version(board, version, enter):
    client = enter("analyst")
    there = at("-policy", period="2023-24", policy="P-07")

    refused = client.post(there, {"answer": "whoever_holds_it", "why": ""})
    client.post(there, {"answer": "whoever_holds_it", "why": "We hold cases of two areas."})

    assert refused.status_code == 422
    assert queries.policies(board, YEAR)["P-07"] == "whoever_holds_it"
    assert queries.policies(board, YEAR.previous())["P-07"] == "where_it_happened"
    assert "We hold cases of two areas." in text(client.get(there))
    client.post(at("-compute", period="2023-24"), {"chosen": "now"})
    assert ReturnVersion.objects.get(number=2).policies["P-07"] == "whoever_holds_it"


def test_deciding_what_holds_already_is_said_at_the_answer(version, enter):
    answer = enter("analyst").post(
        at("-policy", period="2023-24", policy="P-02"), {"answer": "paired", "why": "As before."}
    )

    assert answer.status_code == 422
    assert "It is so already" in text(answer)
    assert "As before." in text(answer)


def test_ticks_are_kept_dated_and_taken_back(board, year, enter):
    client = enter("analyst")
    there = at("-template", period="2023-24", table="SG1b")

    client.post(there, {"cell": ["0", "1", "2"]})
    client.post(there, {"cell": ["0"]})

    ticks = queries.ticks(board, YEAR, "SG1b")
    assert sum(one.is_confirmed for one in ticks.values()) == 1
    assert "1 of 643 cells are confirmed" in text(client.get(at("-year", period="2023-24")))


def test_a_whole_table_is_confirmed_at_once(board, year, enter):
    client = enter("analyst")

    client.post(at("-template", period="2023-24", table="SG1b"), {"all": "yes"})

    assert "9 of 643 cells are confirmed" in text(client.get(at("-year", period="2023-24")))


def test_a_comment_stands_on_the_table_and_is_kept_with_the_locked_version(board, version, enter):
    analyst, manager = enter("analyst"), enter("board_manager")
    there = at("-table", pk=version.pk, table="SG1f")

    analyst.post(there, {"text": "A new front door opened in May."})
    analyst.post(at("-sign", pk=version.pk))
    manager.post(at("-lock", pk=version.pk))
    analyst.post(there, {"text": "Said later."})

    assert ReturnVersion.objects.get().comments == {"SG1f": ["A new front door opened in May."]}
    assert "Said later." not in text(analyst.get(there))


def test_the_day_is_set_and_a_day_within_the_year_is_refused(board, year, enter):
    client = enter("analyst")
    there = at("-day", period="2023-24")

    early = client.post(there, {"due_on-day": "31", "due_on-month": "3", "due_on-year": "2024"})
    client.post(there, {"due_on-day": "3", "due_on-month": "6", "due_on-year": "2024"})

    assert early.status_code == 422
    assert "3 June 2024, late" in text(client.get(at("")))


@pytest.mark.parametrize("role", ["member", "board_officer", "agency_lead", "editor"])
def test_others_do_not_come_in(version, enter, role):
    client = enter(role)

    assert client.get(at("")).status_code == 403
    assert client.get(at("-version", pk=version.pk)).status_code == 403


def test_another_boards_version_is_not_there(version, enter):
    elsewhere = people.board("elsewhere")
    people.person("analyst@example.example", board=elsewhere, role="analyst")
    client = enter("analyst")
    there = reverse(
        "workspace:national-return-version",
        kwargs={"board": "elsewhere", "pk": version.pk},
    )

    assert client.get(there).status_code == 404


@pytest.mark.parametrize("period", ["2019-20", "2023-25", "nothing", "2023-24 "])
def test_a_year_without_a_definition_is_not_there(board, enter, period):
    assert enter("analyst").get(at("-year", period=period)).status_code == 404


def test_a_cell_goes_into_an_address_and_comes_back():
    key = ("SG2a", "Concluded Section 42 Enquiries", "Neglect and Acts of Omission", "Other - Known to individual")

    assert query_of(key).startswith("?table=SG2a&type=Concluded+Section+42+Enquiries")


def test_pages_need_no_more_queries_for_more_versions_comments_ticks_and_councils(board, version, enter):
    client = enter("analyst")
    addresses = [
        at(""),
        at("-year", period="2023-24"),
        at("-version", pk=version.pk),
        at("-table", pk=version.pk, table="SG1f"),
        at("-compare", pk=version.pk) + "?table=SG1f",
        at("-policy", period="2023-24", policy="P-02"),
        at("-others"),
    ]
    kinds = (
        models.ReturnVersion,
        models.TableComment,
        models.TemplateTick,
        models.PolicyChoice,
        models.PublishedReturn,
    )

    def needed() -> list[int]:
        found = []
        for there in addresses:
            client.get(there)
            with CaptureQueriesContext(connection) as queries:
                client.get(there)
            found.append(len(queries))
        return found

    for kind in kinds:
        records.make(kind, board)
    before = needed()
    for kind in kinds:
        for number in range(5):
            records.make(
                kind, board, user=people.person(f"another-{number}@example.example", board=board, role="analyst")
            )

    assert needed() == before
