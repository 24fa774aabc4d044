"""A page belongs to the sorts of case that have it: under a case of another sort it is as if it were not there."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.cases.models import Case, Sort
from goldenthread.core.access import Role
from goldenthread.core.kinds import kinds
from tests.factories import people, records  # noqa: F401  (records first: the rooms need each other)
from tests.factories.entering import says

ROLES = (Role.CHAIR, Role.AGENCY_LEAD, Role.PANEL_CHAIR, Role.REVIEWER)
KINDS = sorted(slug for slug, one in kinds().items() if one.in_cases and set(one.in_cases) != set(Sort))


def someone(board: Board) -> tuple[Client, dict[str, Case]]:
    """Somebody who may do nearly everything, named on a case of each sort that holds nothing yet."""
    user = people.person(
        "all@ours.example", board=board, role=Role.BOARD_MANAGER, agency=people.agency(board, "police")
    )
    for role in ROLES:
        people.person(user.email, board=board, role=role)
    client = people.signed_in(Client(), user)
    cases = {str(sort): board.cases.create(sort=sort, called=f"A case {sort}") for sort in Sort}
    for case in cases.values():
        people.named_on(user, case, "coordinator")
        says(client, case)
    return client, cases


@pytest.mark.django_db
@pytest.mark.parametrize("slug", KINDS)
def test_a_kind_is_in_no_case_of_another_sort(slug: str):
    client, cases = someone(people.board("ours"))
    kind = kinds()[slug]

    for sort, case in cases.items():
        there = f"/board/ours/cases/{case.pk}/{slug}/"
        answers = {client.get(there).status_code, client.get(f"{there}export.csv").status_code}
        answers |= {client.get(f"{there}new/").status_code, client.post(f"{there}new/").status_code}
        assert sort in kind.in_cases or answers <= {403, 404}, (sort, answers)
