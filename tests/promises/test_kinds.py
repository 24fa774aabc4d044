"""What is true of the list of every kind: it is searched, narrowed, sorted, printed, and taken away where that is allowed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goldenthread.core.access import Role
from goldenthread.core.kinds import Kind, kinds
from tests.factories import matrix_by_hand, people, records
from tests.factories.entering import list_of

FEW = "A Board has a handful, which one looks over."
BESIDE = "One comes to it from the record it belongs to."
NOT_SEARCHED = {
    "audit-programmes": "A line says only that an audit is planned; the audit itself is searched.",
    "call-shares": BESIDE,
    "capacities": "It holds numbers of days.",
    "forum-counts": "It holds counts.",
    "levels": FEW,
    "principles": "There are six, and everybody knows them by name.",
    "programmes": FEW,
    "reporting-lines": BESIDE,
    "reserves": "One for each year.",
    "risk-bands": FEW,
    "risk-scores": "It holds numbers; the risk is searched.",
}
"""Kinds without a search box, each with the reason."""
NOT_NARROWED = {
    "appointed-reviewers": "A review has one or two.",
    "family-questions": "A family asks a handful of questions, which one reads in order.",
    "information-uses": "An answer is given on a few times, which one reads in order.",
    "public-words": "A review has one.",
    "practitioner-days": "A review has one or two.",
    "rapid-reviews": "A referral has one, or two.",
    "report-versions": "One comes to the latest; the others are read in order.",
    "review-notes": "They are read by what they are about, which the box searches.",
    "terms-of-reference": "A review has two or three versions.",
    "levels": "A scheme has three to six levels.",
    "principles": "There are six, and everybody knows them by name.",
    "risk-bands": "A Board uses four or five bands.",
    "visions": "A Board writes a new one every few years.",
}
"""Kinds without a filter: those that have a handful of rows for ever, and no more. They can be searched or sorted."""


def every() -> list[Kind]:
    return list(kinds().values())


def test_every_list_can_be_searched_or_says_why_not():
    bare = {kind.slug for kind in every() if not kind.search}

    assert bare - set(NOT_SEARCHED) == set(), "name what its search box looks in, or say here why it has none"
    assert all(NOT_SEARCHED.values())


def test_every_list_can_be_narrowed_or_says_why_not():
    bare = {kind.slug for kind in every() if not kind.filters}

    assert bare == set(NOT_NARROWED), "give its list a filter, or say here why it will never need one"


def test_every_list_can_be_sorted_by_something_or_has_an_order():
    assert [kind.slug for kind in every() if not any(column.sort for column in kind.columns)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.BOARD_MANAGER, Role.BOARD_OFFICER, Role.CHAIR, Role.AGENCY_LEAD, Role.INSPECTOR])
def test_a_list_is_taken_away_only_by_whoever_may(role: Role):
    """The table's own text says who exports; a file is given to them, and the offer of one is shown to nobody else."""
    ours = people.board("ours")
    user = people.person("who@ours.example", board=ours, role=role)
    client = people.signed_in(Client(), user)
    wrong = []
    for kind in every():
        there = list_of(kind, ours, client, user, records.make(kind.model, ours))
        may = matrix_by_hand.may_somewhere({role.value}, "export", kind.row)
        page: Any = client.get(there)
        offers = b"export.csv" in page.content
        given = client.get(f"{there}export.csv").status_code == 200
        if given != may or (offers and not may):
            wrong.append((kind.slug, may, given, offers))

    assert wrong == []


@pytest.mark.django_db
def test_every_list_that_holds_something_can_be_printed():
    ours = people.board("ours")
    user = people.person("manager@ours.example", board=ours, role=Role.BOARD_MANAGER)
    client = people.signed_in(Client(), user)
    missing = []
    for kind in every():
        there = list_of(kind, ours, client, user, records.make(kind.model, ours))
        page = client.get(there)
        if page.status_code == 200 and b"<tbody>" in page.content and b"data-print" not in page.content:
            missing.append(kind.slug)

    assert missing == []
