"""What asks print in the report: members' own accounts once accepted, who gave none, and counts that are bound."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.asks import deciding
from goldenthread.core.periods import Period
from goldenthread.plans.models import MemberContribution
from goldenthread.reports import records
from goldenthread.reports.document import Cell, Paragraph, Table
from tests.factories import people
from tests.factories.asking import Asking, accepted, as_, handed_in, in_days

pytestmark = [pytest.mark.django_db]
YEAR = Period.parse("2024-25")


def words(cell: Cell) -> str:
    return "".join(one.text for one in cell.inlines)


def table(blocks: list[Any]) -> list[list[str]]:
    found = next(one for one in blocks if isinstance(one, Table))
    return [[words(cell) for cell in row] for row in found.rows]


def loose(blocks: list[Any]) -> list[str]:
    """Digits that stand in plain text, where a report would refuse them."""
    cells = [
        one
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for one in cell.inlines
    ]
    runs = [one for block in blocks if isinstance(block, Paragraph) for one in block.inlines]
    return [one.text for one in (*cells, *runs) if one.kind == "text" and any(c.isdigit() for c in one.text)]


ANNUAL = [
    {"key": "summary", "words": "What did you do?", "kind": "text"},
]


@pytest.mark.capability("S165")
def test_members_accounts_come_from_what_was_accepted_and_the_rest_is_said_plainly(ours: Asking):
    quiet, old = people.agency(ours.board, "quiet"), people.agency(ours.board, "old")
    MemberContribution.objects.create(agency=old, period=YEAR.label, text="Kept its own record.")
    form = ours.form(slug="annual-member-report", sections=[{"title": "All", "questions": ANNUAL}])
    ask = ours.sent(ours.police, ours.health, quiet, form_version=form, due_on=in_days(5))
    answer = ours.answer(ask)
    accepted_one = accepted_with(ours, answer, "We trained 212 officers in May 2024.")
    deciding.exempt(
        ours.answer(ask, ours.health).recipient, kind="under_inspection", why="It is.", by=as_(ours.manager)
    )

    found = records.blocks(ours.board, YEAR, "member_contributions")

    assert accepted_one.accepted_at is not None
    assert dict(table(found)) == {
        "Police": "We trained 212 officers in May 2024.",
        "Health": "No account was received. It is under inspection.",
        "Quiet": "No account was received.",
        "Old": "Kept its own record.",
    }
    assert loose(found) == []
    first = found[0]
    assert isinstance(first, Paragraph)
    assert "received no account of the year from Health and Quiet" in "".join(one.text for one in first.inlines)


def accepted_with(ours: Asking, answer: Any, summary: str) -> Any:
    from goldenthread.asks import answering

    answering.write(answer, {"summary": summary}, by=as_(ours.lead))
    answering.hand_in(answer, by=as_(ours.lead))
    answering.sign_off(answer, by=as_(ours.lead))
    return deciding.accept(answer, by=as_(ours.manager))


def test_what_was_handed_in_and_not_accepted_is_not_printed(ours: Asking):
    ask = ours.sent()
    handed_in(ours.answer(ask), ours.lead, headline="Not yet for the report.")
    accepted(ours.answer(ask, ours.health), ours, ours.health_lead, headline="Seen 3 times a week.")

    found = records.blocks(ours.board, YEAR, "highlight_reports")

    assert [row[:2] for row in table(found)] == [["Health", "Seen 3 times a week."]]
    assert loose(found) == []


def test_the_years_asks_are_counted(ours: Asking):
    ask = ours.sent()
    handed_in(ours.answer(ask), ours.lead)

    found = records.blocks(ours.board, YEAR, "asks_of_the_year")

    assert table(found) == [["Highlight report for June", "2", "1", "0", "0", "0", "1", "0"]]
    assert loose(found) == []


def test_what_is_made_up_is_not_printed(ours: Asking):
    accepted(ours.answer(ours.sent(is_synthetic=True)), ours)

    for name in ("highlight_reports", "asks_of_the_year"):
        assert not any(isinstance(one, Table) for one in records.blocks(ours.board, YEAR, name))
