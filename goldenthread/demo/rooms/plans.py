"""Plans, registers and one risk of the demonstration: what was published, and, marked so, what is made up around it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from goldenthread.boards.models import Board, Person
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo.records import PERIOD, content
from goldenthread.plans import models, operations
from goldenthread.plans.models import BoardRisk, Deliverable, Priority, StrategicPlan
from goldenthread.plans.register import operations as register
from goldenthread.trail import operations as trail

Data = dict[str, Any]


def load(board: Board, *, by: Actor) -> None:
    said = content("plans")
    _plans(board, said, by)
    _registers(board, said, by)
    _work(board, said["work"], by)
    risk = _risk(board, said, by)
    _made_up(board, said["made_up"], risk, by)


def finish(board: Board, *, by: Actor) -> None:
    """Risks shared across Boards: one of ours that another may see, and copies of theirs. That Board is made up."""
    said = content("plans")["across"]
    words = {name: value for name, value in said["ours"].items() if name != "shared_because"}
    risk = trail.add(BoardRisk(board=board, is_synthetic=True, review_on=_ahead(50), **words), by=by)
    register.share(risk, with_board=said["board"], why=said["ours"]["shared_because"], by=by)
    for one in said["theirs"]:
        copy = models.SharedRisk(
            board=board,
            share_id=uuid4(),
            from_board=said["name"],
            as_of=_ahead(one["days"]),
            ended_on=_ahead(one["ended"]) if "ended" in one else None,
            **{name: one[name] for name in ("title", "likelihood", "impact", "comment")},
        )
        trail.add(copy, by=by)


def _plans(board: Board, said: Data, by: Actor) -> None:
    for one in said["plans"]:
        plan = trail.add(
            StrategicPlan(
                board=board,
                name=one["name"],
                first_period=one["first"],
                last_period=one["last"],
                rationale=one["rationale"],
                evaluation=one.get("evaluation", ""),
                status="closed" if _is_over(one["last"]) else "agreed",
            ),
            by=by,
        )
        for order, objective in enumerate(one.get("objectives", [])):
            trail.add(models.Objective(plan=plan, order=order, **objective), by=by)
        if "priorities_of" in one:
            for priority in board.priorities.filter(period=one["priorities_of"]):
                trail.change(priority, {"plan": plan, **said["priorities"][priority.name]}, by=by)


def _is_over(label: str) -> bool:
    """Whether a plan’s years have passed: what is over is not worked on, and nobody published how it ended."""
    return Period.parse(label).end < clock.today()


def _named(board: Board) -> dict[str, Priority]:
    return {one.name: one for one in board.priorities.filter(period=PERIOD.next().label)}


def _registers(board: Board, said: Data, by: Actor) -> None:
    groups, priorities = {one.slug: one for one in board.groups.all()}, _named(board)
    for order, one in enumerate(said["issues"]):
        group = None if "forum" in one else groups["strategic-board"]
        trail.add(models.IssueOfConcern(board=board, order=order, group=group, **one), by=by)
    for one in said["policies"]:
        trail.add(models.Policy(board=board, **one), by=by)
    for order, one in enumerate(said["duties"]):
        trail.add(models.PartnerDuty(board=board, order=order, **one), by=by)
    for model, name in ((models.Service, "services"), (models.ExternalStrategy, "strategies")):
        for one in said[name]:
            trail.add(model(board=board, **{**one, "priority": priorities.get(one.get("priority", ""))}), by=by)
    _with_parts(board, said, priorities, by)


def _with_parts(board: Board, said: Data, priorities: dict[str, Priority], by: Actor) -> None:
    for one in said["campaigns"]:
        words = {name: one[name] for name in ("name", "about", "partners", "outputs")}
        days = {"begins_on": one["begins"], "ends_on": one["ends"]}
        trail.add(models.Campaign(board=board, priority=priorities[one["priority"]], **words, **days), by=by)
    for one in said["forums"]:
        words = {name: one[name] for name in ("name", "purpose", "led_by")}
        forum = trail.add(models.Forum(board=board, priority=priorities[one["priority"]], **words), by=by)
        for count in one["counts"]:
            trail.add(models.ForumCount(forum=forum, from_on=count["from"], cadence=count["cadence"]), by=by)
    for one in said["programmes"]:
        words = {name: one[name] for name in ("name", "led_by", "about", "phase")}
        programme = trail.add(models.Programme(board=board, priority=priorities[one["priority"]], **words), by=by)
        for point in one["milestones"]:
            trail.add(models.Milestone(programme=programme, text=point["text"], reached_on=point["reached"]), by=by)


def _work(board: Board, said: list[Data], by: Actor) -> None:
    groups = {one.slug: one for one in board.groups.all()}
    for one in said:
        item = models.WorkItem(
            board=board,
            period=PERIOD.label,
            kind=one["kind"],
            title=one["title"],
            group=groups[one["group"]],
            planned_on=one.get("planned"),
            done_on=one.get("done"),
            came_of_it=one["came"],
        )
        trail.add(item, by=by)


def _risk(board: Board, said: Data, by: Actor) -> BoardRisk:
    """The risk whose staying on the register was published. Its scores were not, so the record is marked."""
    words = {name: value for name, value in said["risk"].items() if name != "score_note"}
    words["why_it_stays"] = f"{words['why_it_stays']} {said['risk']['score_note']}"
    return trail.add(BoardRisk(board=board, is_synthetic=True, **words), by=by)


def _ahead(days: int) -> date:
    return clock.today() + timedelta(days)


def _made_up(board: Board, said: Data, risk: BoardRisk, by: Actor) -> None:
    """What nobody published: everything here is marked synthetic."""
    priorities = _named(board)
    plan = board.strategic_plans.get(first_period=PERIOD.next().label)
    now = Period.containing(clock.today())
    if plan.last_period < now.label:
        priorities = _goes_on(board, priorities, now, by)
        plan = board.strategic_plans.get(is_synthetic=True)
    objectives = {}
    for order, one in enumerate(said["objectives"]):
        words = {**one, "priority": priorities[one["priority"]]}
        objectives[one["text"]] = trail.add(models.Objective(plan=plan, order=order, is_synthetic=True, **words), by=by)
    for one in said["deliverables"]:
        _deliverable(board, one, priorities, objectives, by)
    _capacity(board, said["capacity"], now, by)
    for one in said["assurances"]:
        issue = board.issues_of_concern.get(order=one["issue"])
        given = {"given_on": _ahead(one["days"]), "given_by": "Example Care Partnership", "text": one["text"]}
        trail.add(models.Assurance(issue=issue, is_synthetic=True, **given), by=by)
    _around_the_risk(risk, said, by)
    _policies_and_voices(board, said, by)


def _goes_on(board: Board, priorities: dict[str, Priority], now: Period, by: Actor) -> dict[str, Priority]:
    """Once the published plan's years are over, a made-up one goes on with its priorities, so that there is work today."""
    plan = trail.add(
        StrategicPlan(
            board=board,
            name=f"Example of a plan that goes on, {now.previous()} to {now.next()}",
            first_period=now.previous().label,
            last_period=now.next().label,
            rationale="Made up, so that the demonstration has a plan for today: the published priorities, carried on.",
            status="agreed",
            agreed_on=now.previous().start,
            is_synthetic=True,
        ),
        by=by,
    )
    found = {}
    for one in priorities.values():
        kept = {"rationale": one.rationale, "joint_with": one.joint_with, "led_elsewhere_by": one.led_elsewhere_by}
        again = Priority(board=board, period=now.label, name=one.name, order=one.order, plan=plan, **kept)
        found[one.name] = trail.add(again, by=by)
    return found


def _deliverable(
    board: Board, one: Data, priorities: dict[str, Priority], objectives: dict[str, Any], by: Actor
) -> None:
    groups = {each.slug: each for each in board.groups.all()}
    made = trail.add(
        Deliverable(
            board=board,
            priority=priorities[one["priority"]],
            objective=objectives.get(one.get("objective", "")),
            title=one["title"],
            lead_group=groups.get(one.get("group", "")),
            lead_agency=board.agencies.filter(slug=one.get("agency", "")).first(),
            lead_person=Person.objects.filter(board=board, name=one.get("person", "")).first(),
            measure=one["measure"],
            from_on=_ahead(one["from"]),
            due_on=_ahead(one["due"]),
            hours=one["hours"],
            is_joint="joint" in one,
            joint_with=one.get("joint", ""),
            is_synthetic=True,
        ),
        by=by,
    )
    _tie(board, made, one, by)
    for order, step in enumerate(one.get("activities", [])):
        due = _ahead(step["due"]) if "due" in step else None
        activity = models.Activity(
            deliverable=made,
            order=order,
            text=step["text"],
            due_on=due,
            is_done=step.get("done", False),
            is_synthetic=True,
        )
        trail.add(activity, by=by)
    for note in one.get("notes", []):
        operations.say_how_far(made, status=note["status"], text=note["text"], by=by)
    if not one.get("notes") and one.get("status"):
        operations.say_how_far(made, status=one["status"], text="Work has begun.", by=by)


def _tie(board: Board, made: Deliverable, one: Data, by: Actor) -> None:
    trail.tie(made, "themes", Theme.objects.filter(board=board, slug__in=one.get("themes", [])), by=by)
    trail.tie(made, "principles", board.principles.filter(slug__in=one.get("principles", [])), by=by)
    threads = board.golden_threads.filter(period=PERIOD.next().label, name__in=one.get("threads", []))
    trail.tie(made, "golden_threads", threads, by=by)


def _capacity(board: Board, said: list[Data], now: Period, by: Actor) -> None:
    groups = {each.slug: each for each in board.groups.all()}
    for one in said:
        for period in (now, now.next()):
            for quarter, hours in enumerate(one["hours"], start=1):
                has = models.Capacity(
                    board=board,
                    group=groups.get(one.get("group", "")),
                    person=Person.objects.filter(board=board, name=one.get("person", "")).first(),
                    period=period.label,
                    quarter=quarter,
                    hours=hours,
                    is_synthetic=True,
                )
                trail.add(has, by=by)


def _around_the_risk(risk: BoardRisk, said: Data, by: Actor) -> None:
    for order, one in enumerate(said["controls"]):
        trail.add(models.RiskControl(risk=risk, order=order, is_synthetic=True, **one), by=by)
    before: Data | None = None
    for one in said["scores"]:
        score = models.RiskScore(
            risk=risk,
            likelihood=one["likelihood"],
            impact=one["impact"],
            likelihood_before=before["likelihood"] if before else None,
            impact_before=before["impact"] if before else None,
            scored_on=_ahead(one["days"]),
            scored_at=clock.now() + timedelta(one["days"]),
            scored_by=by.name,
            why=one["why"],
            is_synthetic=True,
        )
        trail.add(score, by=by)
        before = one
    trail.change(risk, {"looked_at_on": _ahead(said["scores"][-1]["days"]), "review_on": _ahead(70)}, by=by)


def _policies_and_voices(board: Board, said: Data, by: Actor) -> None:
    for one in said["policies"]:
        words = {name: one[name] for name in ("name", "kind", "version", "owner")}
        days = {"in_force_on": _ahead(one["in_force"]), "review_on": _ahead(one["review"])}
        trail.add(models.Policy(board=board, is_synthetic=True, **words, **days), by=by)
    for one in said["voices"]:
        told = models.LivedExperience(
            board=board,
            title=one["title"],
            known_as=one["known_as"],
            story=one["story"],
            told_in=one["told_in"],
            principle=board.principles.get(slug=one["principle"]),
            agreed_on=_ahead(one["agreed"]),
            agreed_until=_ahead(one["until"]),
            agreed_to=one["to"],
            heard_by="Board officer",
            led_to=one.get("led_to", ""),
            is_synthetic=True,
        )
        kept = trail.add(told, by=by)
        if one.get("withdrawn"):
            operations.withdraw(kept, by=by, why="They asked for it.")
