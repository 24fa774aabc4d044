"""From a cell of the return to the records behind it: exactly those, for whoever may, for a purpose, and told to the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from goldenthread.casework.models import Adult
from goldenthread.core.periods import Period
from goldenthread.national import operations
from goldenthread.national.models import ReturnVersion
from goldenthread.trail.models import Entry
from goldenthread.workspace.national.tables import query_of
from tests.factories import figures

YEAR = Period(2023)
STARTED = ("SG1f", "Section 42 Enquiries", "Total Number of Section 42 Safeguarding Enquiries", "Total")
OLD = ("SG1a", "Safeguarding Concerns", "65-74", "Total")


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"workspace:national-return{name}", kwargs={"board": "example", **kwargs})


@pytest.fixture
def version(board, year, actor) -> ReturnVersion:
    return operations.compute(board=board, period=YEAR, by=actor("analyst"))


def opened(client: Any, there: str) -> Any:
    client.post(there, {"purpose": "figure"})
    return client.get(there)


@pytest.mark.parametrize(("key", "sheet", "count"), [(STARTED, "enquiries", 10), (OLD, "adults", 40)])
def test_a_cell_opens_exactly_the_records_behind_it(version, enter, key, sheet, count):
    client = enter("analyst")
    there = at("-records", pk=version.pk) + query_of(key)

    page = opened(client, there)

    assert next(cell[4] for cell in version.cells if tuple(cell[:4]) == key) == count
    assert (page.context["sheet"], page.context["count"]) == (sheet, count)
    assert not {"Date of birth", "Date of death"} & set(page.context["headings"])
    assert not [cell for line in page.context["lines"] for cell in line if "1950" in str(cell)]
    entry = Entry.objects.get(verb="read rows")
    assert entry.after["figure"] == f"national return: {', '.join(key)}"
    assert entry.why == "Checking a figure, or the national return"


def test_a_purpose_is_asked_for_first_and_nothing_is_shown_without(version, enter):
    client = enter("analyst")
    there = at("-records", pk=version.pk) + query_of(STARTED)

    first = client.get(there)
    empty = client.post(there, {"purpose": ""})

    assert b"Why do you need these records?" in first.content
    assert "lines" not in first.context
    assert empty.status_code == 422
    assert not Entry.objects.filter(verb="read rows").exists()


def test_the_purpose_ends_when_somebody_stops_reading(version, enter):
    client = enter("analyst")
    there = at("-records", pk=version.pk) + query_of(STARTED)
    opened(client, there)

    client.post(at("-close", pk=version.pk))

    assert b"Why do you need these records?" in client.get(there).content


@pytest.mark.parametrize("role", ["board_manager", "chair", "member"])
def test_who_may_not_read_rows_opens_none_and_is_offered_none(version, enter, role):
    client = enter(role)

    answer = client.get(at("-records", pk=version.pk) + query_of(STARTED))

    assert answer.status_code == 403
    if role != "member":
        page = client.get(at("-table", pk=version.pk, table="SG1f")).content.decode()
        assert "/records/" not in page


def test_a_locked_version_opens_the_records_it_was_computed_from_though_others_came_since(board, year, version, enter):
    replacing = figures.extract(board, last=date(2025, 3, 31), sha256="1")
    type(year).objects.filter(pk=year.pk).update(replaced_by=replacing)
    figures.concerns(replacing, ["Z1", "Z2"])

    page = opened(enter("analyst"), at("-records", pk=version.pk) + query_of(STARTED))

    assert page.context["count"] == 10


def test_records_that_are_not_kept_any_more_are_said_to_be_gone(board, year, version, enter):
    year.delete()

    page = opened(enter("analyst"), at("-records", pk=version.pk) + query_of(STARTED))

    assert b"are not kept any more" in page.content


def test_an_address_without_a_cell_leads_to_the_version_where_one_is_chosen(version, enter):
    assert enter("analyst").get(at("-records", pk=version.pk)).url == at("-version", pk=version.pk)


@pytest.mark.parametrize("query", ["?table=SG1f", "?table=SG9&type=a&row=b&column=c", "?left_out=nothing"])
def test_an_address_that_names_no_cell_is_not_there(version, enter, query):
    assert enter("analyst").get(at("-records", pk=version.pk) + query).status_code == 404


def test_what_was_left_out_is_counted_with_why_and_opens(board, year, actor, enter):
    Adult.objects.filter(extract=year, adult_id="A-C1").update(date_of_birth="2010-01-01")
    figures.enquiries(year, ["C20"], concluded_on="2023-06-01")
    made = operations.compute(board=board, period=YEAR, by=actor("analyst"))
    client = enter("analyst")

    page = client.get(at("-left-out", pk=made.pk))

    found = {(one["sheet"], one["part"], one["count"]) for one in page.context["lines"]}
    assert found == {("concerns", "SG1", 1), ("enquiries", "SG1", 1), ("enquiries", "SG2", 1)}
    rows = opened(client, at("-records", pk=made.pk) + "?left_out=no_risk&sheet=enquiries")
    assert [line[0] for line in rows.context["lines"]] == ["C20"]
