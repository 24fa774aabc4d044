"""What plans and risks tell in the report, and the demonstration's own plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.beginning import add_themes
from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import SYSTEM
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo import records as demo
from goldenthread.demo.rooms import plans as room
from goldenthread.plans import checks, facts
from goldenthread.plans.models import (
    Assurance,
    Campaign,
    Deliverable,
    IssueOfConcern,
    LivedExperience,
    Objective,
    PlanItem,
    Policy,
    Priority,
    StrategicPlan,
)
from goldenthread.plans.register import operations
from goldenthread.reports import records
from goldenthread.reports.document import Block, Items, Paragraph, PullQuote, Table
from tests.factories.people import board, group, person, signed_in

pytestmark = pytest.mark.django_db
YEAR = Period(2023)
PROGRAM = Actor.system("a test")


@pytest.fixture
def ours() -> Board:
    return board("ours")


def words(blocks: Iterable[Block]) -> str:
    """Everything a block prints, in a row."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            found += [block.caption, *block.columns]
            found += ["".join(inline.text for inline in cell.inlines) for row in block.rows for cell in row]
        elif isinstance(block, Paragraph):
            found.append("".join(inline.text for inline in block.inlines))
        elif isinstance(block, Items):
            found += ["".join(inline.text for inline in item) for item in block.items]
        elif isinstance(block, PullQuote):
            found.append(block.text)
    return " | ".join(found)


def told(on: Board, name: str) -> str:
    return words(records.blocks(on, YEAR, name))


@pytest.mark.capability("S176", "S50")
def test_the_report_says_how_each_part_of_the_plan_was_carried_out(ours: Board):
    priority = Priority.objects.create(board=ours, period="2023-24", name="Self-neglect")
    shared = {"board": ours, "priority": priority, "due_on": date(2024, 3, 31)}
    Deliverable.objects.create(
        title="A pathway", status="done", done_on=date(2024, 3, 1), difference="Seen sooner", **shared
    )
    Deliverable.objects.create(title="Made up", is_synthetic=True, **shared)
    Deliverable.objects.create(title="Next year", **{**shared, "due_on": date(2024, 4, 1)})
    late = Deliverable.objects.create(title="A toolkit", status="carried", **shared)
    Deliverable.objects.create(title="A toolkit", carried_from=late, **{**shared, "due_on": date(2024, 9, 30)})

    said = told(ours, "plan_carried_out")

    assert "A pathway |  | 31 March 2024 | Done | Seen sooner" in said.replace("–", "")
    assert "Carried forward, and now due on 30 September 2024." in said
    assert "Made up" not in said
    assert "Next year" not in said


@pytest.mark.capability("S15")
def test_a_group_tells_its_difference_where_anybody_wrote_one(ours: Board):
    PlanItem.objects.create(group=group(ours), period="2023-24", number=1, text="Hold a day", done="Held it")
    assert "What difference it made" not in told(ours, "group_plans")

    PlanItem.objects.update(difference="Supervision changed")

    assert "Hold a day | Held it | Supervision changed | Planned" in told(ours, "group_plans")


@pytest.mark.capability("S24")
def test_a_plan_that_ended_tells_what_came_of_it(ours: Board):
    plan = StrategicPlan.objects.create(board=ours, name="Plan", first_period="2021-22", last_period="2022-23")
    Objective.objects.create(plan=plan, text="Fewer crises", measure="Repeats", result="Fewer", achieved="partly")

    assert "Fewer crises | Repeats | Fewer | Partly achieved" in told(ours, "plan_evaluation")


@pytest.mark.capability("S26", "S27", "S28", "S110")
@pytest.mark.parametrize(
    ("day", "is_told"),
    [(date(2023, 3, 31), False), (date(2023, 4, 1), True), (date(2024, 3, 31), True), (date(2024, 4, 1), False)],
)
def test_policies_new_in_the_year_are_told_with_what_they_replace(ours: Board, day: date, *, is_told: bool):
    old = Policy.objects.create(board=ours, name="Old guidance")
    Policy.objects.create(board=ours, name="Guidance on falls", supersedes=old, in_force_on=day, what_is_new="Hoarding")

    assert ("Guidance on falls | Policy | Old guidance | Hoarding" in told(ours, "policies_new")) is is_told


@pytest.mark.capability("S34", "S102")
def test_campaigns_of_the_year_are_told_with_their_reach(ours: Board):
    Campaign.objects.create(board=ours, name="Sixteen days", begins_on=date(2023, 11, 25), ends_on=date(2023, 12, 10),
                            partners="Police", reach=1200, reach_note="views")  # fmt: skip

    assert "25 November 2023 to 10 December 2023 | Police | – | 1,200, counted as views" in told(ours, "campaigns")


@pytest.mark.capability("S55")
def test_issues_are_told_with_what_was_heard_by_the_end_of_the_year(ours: Board):
    issue = IssueOfConcern.objects.create(board=ours, text="Housing", forum="The council")
    for day, text in ((date(2024, 3, 31), "Looked at"), (date(2024, 4, 1), "Later")):
        Assurance.objects.create(issue=issue, given_on=day, given_by="The council", text=text)

    said = told(ours, "issues_of_concern")

    assert "31 March 2024, from The council: Looked at" in said
    assert "Later" not in said


def test_risks_are_told_with_the_score_they_had_then(ours: Board, monkeypatch: pytest.MonkeyPatch):
    risk = operations.add_risk(make_risk(ours), by=PROGRAM)
    risk.scores.update(scored_on=date(2024, 3, 1))
    later = clock.today() + timedelta(90)
    operations.score(risk, likelihood=5, impact=5, why="Worse", review_on=later, by=PROGRAM)

    said = told(ours, "risks")

    assert "Slavery is not seen | High, 12 of 25. Scored once" in said
    assert "25 of 25" not in said


def make_risk(on: Board) -> Any:
    from goldenthread.plans.models import BoardRisk

    return BoardRisk(board=on, title="Slavery is not seen", likelihood=3, impact=4, why_it_stays="Few are referred")


@pytest.mark.capability("S103")
def test_only_words_that_may_be_public_today_are_printed(ours: Board):
    today = clock.today()
    shared = {"board": ours, "agreed_on": today, "heard_by": "Ada"}
    LivedExperience.objects.create(title="A", story="I was asked", agreed_to="public", agreed_until=today, **shared)
    LivedExperience.objects.create(title="B", story="Only inside", agreed_to="board", agreed_until=today, **shared)

    assert told(ours, "lived_experience") == "I was asked"


@pytest.fixture
def luton() -> Board:
    made = demo.load()
    add_themes(made, by=PROGRAM)
    room.load(made, by=PROGRAM)
    return made


@pytest.mark.capability("S46", "S49", "S90", "S98", "S99", "S100", "S114")
def test_the_demonstrations_plan_stands_and_nothing_real_contradicts_itself(luton: Board, client: Client):
    found = checks.contradictions(facts.gather(luton, SYSTEM, clock.today()))
    about = {one.record for _, some in found for one in some}
    signed_in(client, person("manager@luton.example", board=luton, role="board_manager"))

    assert all(one.is_synthetic for one in about if not isinstance(one, Board))
    assert not Deliverable.objects.filter(is_synthetic=False).exists()
    for page in ("", "strategy/", "delivery-plan/", "set-out-and-did/", "plan-load/", "plan-checks/", "risk-map/", "risks/",
                 "issues-of-concern/", "policies/", "campaigns/", "services/", "forums/", "external-strategies/", "programmes/",
                 "lived-experience/", "work-programme/", "partner-duties/"):  # fmt: skip
        assert client.get(f"/board/luton/{page}").status_code == 200, page
    for name in (
        "group_plans",
        "policies_new",
        "campaigns",
        "plan_evaluation",
        "priorities",
        "next_priorities",
        "golden_threads",
    ):
        assert told(luton, name)
