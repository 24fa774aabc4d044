"""What plans and risks tell in a report: what was set out, what was done, what difference it made.

Made-up deliverables, risks and campaigns are left out of a report, and so is whatever somebody took back.
"""

from __future__ import annotations

from typing import Any

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.periods import Period
from goldenthread.plans import queries
from goldenthread.plans.models import BoardRisk, Deliverable, PlanItem, PrincipleAccount, RiskScore, Undertaking
from goldenthread.plans.register import bands
from goldenthread.reports import tables
from goldenthread.reports.dates import say
from goldenthread.reports.document import Block, Cell, Heading, Inline, Inlines, Items, Paragraph, PullQuote
from goldenthread.reports.telling import tells
from goldenthread.reports.told.meetings import cell, text


def _none(words: str) -> list[Block]:
    return [Paragraph(text(words), says_none=True)]


def _day(day: Any) -> str:
    return say(day, "day") if day else "–"


@tells("principles")
def principles(board: Board, period: Period) -> list[Block]:
    rows = [
        [tables.plain(one.name), tables.plain(one.meaning), tables.plain(f"“{one.i_statement}”")]
        for one in board.principles.all()
    ]
    if not rows:
        return _none("The six principles are not written down yet.")
    return [tables.of_records("The six principles of adult safeguarding", ["Principle", "Means", "Feels like"], rows)]


@tells("vision")
def vision(board: Board, period: Period) -> list[Block]:
    """The vision that held when the year ended."""
    found = queries.vision_of(board, period.end)
    return [Paragraph(text(found.text))] if found else _none("The Board has not written down its vision yet.")


@tells("principle_accounts")
def principle_accounts(board: Board, period: Period) -> list[Block]:
    """What was done under each principle, what shows it, and what is still missing."""
    found = PrincipleAccount.objects.filter(principle__board=board, period=period.label).select_related("principle")
    runs: list[Inlines] = [
        (Inline("text", f"{one.principle.name}: ", style="strong"), *text(_account(one)))
        for one in sorted(found, key=lambda one: one.principle.order)
    ]
    return [Items(runs)] if runs else _none("No account under the principles was written this year.")


def _account(one: PrincipleAccount) -> str:
    said = [one.text]
    said += [f"What shows it: {one.evidence}"] if one.evidence else []
    said += [f"Still missing: {one.gaps}"] if one.gaps else []
    return " ".join(said)


def _joint(with_whom: str) -> str:
    return f" (joint: {with_whom})" if with_whom else ""


def _priorities(board: Board, period: Period) -> list[Block]:
    items = [text(one.name + _joint(one.joint_with)) for one in queries.priorities_of(board, period)]
    return [Items(items)] if items else _none("None are recorded for this year.")


@tells("priorities")
def priorities(board: Board, period: Period) -> list[Block]:
    return _priorities(board, period)


@tells("next_priorities")
def next_priorities(board: Board, period: Period) -> list[Block]:
    return _priorities(board, period.next())


@tells("golden_threads")
def golden_threads(board: Board, period: Period) -> list[Block]:
    items = [text(one.name) for one in board.golden_threads.filter(period=period.label)]
    return [Items(items)] if items else _none("None are recorded for this year.")


@tells("recommendations")
def recommendations(board: Board, period: Period) -> list[Block]:
    rows = []
    for one in board.undertakings.filter(kind=Undertaking.Kind.RECOMMENDATION, period=period.label):
        done = Inline("text", one.get_outcome_display() + ". ", style="strong")
        rows.append([tables.words(one.text), Cell((done, *text(one.done))), tables.words(one.difference)])
    if not rows:
        return _none("No recommendation of last year’s report is recorded for this year.")
    heads = ["Last year's report asked us to", "What we did", "What difference it made"]
    return [tables.of_records("Last year's recommendations, and what became of them", heads, rows)]


@tells("commitments")
def commitments(board: Board, period: Period) -> list[Block]:
    found = board.undertakings.filter(kind=Undertaking.Kind.COMMITMENT, period=period.next().label)
    items = [text(one.text) for one in found]
    return [Items(items, ordered=True)] if items else _none("No commitments are recorded for next year.")


@tells("group_plans")
def group_plans(board: Board, period: Period) -> list[Block]:
    """Set out, did, difference: group by group. The last column stands where anybody wrote a difference."""
    found: list[Block] = []
    for group in board.groups.prefetch_related("names"):
        items = list(PlanItem.objects.filter(group=group, period=period.label))
        if items:
            name = group.name_on(period.end)
            caption = f"{name}: what it set out to do, and did"
            found.append(_group_plan(caption, items))
    return found or _none("No group wrote down what it set out to do this year.")


def _group_plan(caption: str, items: list[PlanItem]) -> Block:
    tells_difference = any(one.difference for one in items)
    heads = ["Set out to", "Did", *(["What difference it made"] if tells_difference else []), "State"]
    rows = []
    for one in items:
        difference = [cell(one.difference)] if tells_difference else []
        rows.append([cell(one.text), cell(one.done), *difference, tables.plain(one.get_outcome_display())])
    return tables.of_records(caption, heads, rows)


@tells("plan_carried_out")
def plan_carried_out(board: Board, period: Period) -> list[Block]:
    """How the plan was carried out in the year (Schedule 2, paragraph 4(1)(b)): priority by priority, as due in it."""
    due = board.deliverables.filter(due_on__range=(period.start, period.end), is_synthetic=False)
    by_priority: dict[str, list[Deliverable]] = {}
    for one in queries.with_leads(due):
        by_priority.setdefault(one.priority.name, []).append(one)
    found: list[Block] = []
    for number, (name, listed) in enumerate(by_priority.items(), start=1):
        found.append(Heading(3, text(name), f"record-plan-{number}"))
        found.append(_delivered(name, listed))
    return found or _none("No deliverable of the plan was due this year.")


def _delivered(name: str, listed: list[Deliverable]) -> Block:
    rows = [
        [cell(one.title), cell(one.led_by), cell(_day(one.due_on)), tables.plain(one.get_status_display()),
         cell(one.difference or _not_yet(one))]
        for one in listed
    ]  # fmt: skip
    heads = ["What was to be delivered", "Who led", "Due on", "State", "What difference it made"]
    return tables.of_records(f"{name}: what was due this year, and what came of it", heads, rows)


def _not_yet(one: Deliverable) -> str:
    later = list(one.carried_into.all())
    if later:
        return f"Carried forward, and now due on {_day(later[0].due_on)}."
    return "Not known yet." if one.status == Deliverable.Status.DONE else ""


@tells("plan_evaluation")
def plan_evaluation(board: Board, period: Period) -> list[Block]:
    """What plans that ended within the last year came to: objective, measure, what was found, achieved."""
    ended = (period.label, period.previous().label)
    found: list[Block] = []
    for plan in board.strategic_plans.filter(last_period__in=ended, is_synthetic=False):
        objectives = plan.objectives.filter(is_synthetic=False).exclude(achieved="")
        if plan.evaluation:
            found.append(Paragraph(text(plan.evaluation)))
        if objectives:
            rows = [
                [cell(one.text), cell(one.measure), cell(one.result), tables.plain(one.get_achieved_display())]
                for one in objectives
            ]
            heads = ["Objective", "Measured by", "What was found", "Achieved"]
            found.append(tables.of_records(f"{plan.name}: what came of it", heads, rows))
    return found or _none("No strategic plan ended this year.")


@tells("risks")
def risks(board: Board, period: Period) -> list[Block]:
    """Risks that were on the register in the year: the score at its end, why each stays, and which way it went."""
    own = bands.of_board(board)
    rows = []
    for one in board.board_risks.filter(is_synthetic=False).prefetch_related("scores"):
        given = [each for each in one.scores.all() if each.scored_on <= period.end]
        if _was_open(one, period):
            rows.append([cell(one.title), cell(_score(given, own)), cell(one.mitigation), cell(one.why_it_stays)])
    if not rows:
        return _none("No risk was on the register this year.")
    heads = ["Risk", "At the end of the year", "What is done about it", "Why it stays on the register"]
    return [tables.of_records("Risks to the Board's work", heads, rows)]


def _was_open(one: BoardRisk, period: Period) -> bool:
    began = min((each.scored_on for each in one.scores.all()), default=None)
    is_later = began is not None and began > period.end
    return not is_later and (one.closed_on is None or one.closed_on >= period.start)


def _score(given: list[RiskScore], own: Any) -> str:
    """The last score it was given by the end of the year; nothing where none was given by then."""
    if not given:
        return "Not scored in this report"
    return f"{bands.said(given[-1].score, own)}. {bands.direction(given)}"


@tells("issues_of_concern")
def issues_of_concern(board: Board, period: Period) -> list[Block]:
    """What the guidance says a Board should concern itself with, and when it last heard how each is looked after."""
    rows = []
    is_heard = False
    for one in board.issues_of_concern.select_related("group").prefetch_related("assurances", "group__names"):
        heard = [each for each in one.assurances.all() if each.given_on <= period.end and not each.is_synthetic]
        last = max(heard, key=lambda each: each.given_on, default=None)
        is_heard = is_heard or last is not None
        said = f"{_day(last.given_on)}, from {last.given_by}: {last.text}" if last else "None is on record"
        rows.append([cell(one.text), cell(one.looked_after_by), cell(said)])
    if not rows:
        return _none("No issues of concern are recorded.")
    heads = ["Issue", "Who looks after it", "Last assurance"]
    table = tables.of_records("Issues the Board concerns itself with", heads, rows)
    table.says_none = not is_heard
    return [table]


@tells("campaigns")
def campaigns(board: Board, period: Period) -> list[Block]:
    found = board.campaigns.filter(begins_on__range=(period.start, period.end), is_synthetic=False)
    rows = [
        [cell(one.name), cell(_from_to(one)), cell(one.partners), cell(one.outputs), cell(_reach(one))] for one in found
    ]
    if not rows:
        return _none("No campaign is recorded for this year.")
    heads = ["Campaign", "When", "With", "What was done", "Reach"]
    return [tables.of_records("Campaigns of the year", heads, rows)]


def _from_to(one: Any) -> str:
    return f"{_day(one.begins_on)} to {_day(one.ends_on)}" if one.ends_on else _day(one.begins_on)


def _reach(one: Any) -> str:
    return f"{one.reach:,}, counted as {one.reach_note}" if one.reach is not None else "Not counted"


@tells("policies_new")
def policies_new(board: Board, period: Period) -> list[Block]:
    """Policies, procedures and guidance that were new in the year, and what each replaced."""
    rows = []
    for one in queries.policies_new_in(board, period):
        if not one.is_synthetic:
            replaced = str(one.supersedes) if one.supersedes else "–"
            rows.append([cell(str(one)), tables.plain(one.get_kind_display()), cell(replaced), cell(one.what_is_new)])
    if not rows:
        return _none("No policy or guidance was new this year.")
    heads = ["Document", "What it is", "Replaces", "What is new in it"]
    return [tables.of_records("Policies and guidance new this year", heads, rows)]


@tells("strategies_of_others")
def strategies_of_others(board: Board, period: Period) -> list[Block]:
    rows = [
        [cell(one.name), cell(one.led_by), cell(one.aims), cell(one.our_part)]
        for one in board.external_strategies.all()
    ]
    if not rows:
        return _none("No strategies of others are recorded.")
    heads = ["Strategy", "Led by", "Aims", "What the Board does for it"]
    return [tables.of_records("Strategies of others that the Board relies on", heads, rows)]


@tells("lived_experience")
def lived_experience(board: Board, period: Period) -> list[Block]:
    """Words of people who agreed to have them printed, and agree still on the day it is printed."""
    found = queries.voices_for(board, "public", clock.today())
    quotes: list[Block] = [PullQuote(one.story, one.known_as or "Somebody who told the Board") for one in found]
    return quotes or _none("Nobody's words are printed this year.")
