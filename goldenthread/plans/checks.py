"""Contradictions in a plan: numbered checks that say, record by record, what cannot all be true, and where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from goldenthread.core.periods import Period
from goldenthread.plans.facts import Facts, chain
from goldenthread.plans.models import Deliverable, Outcome

GRACE = timedelta(days=30)


@dataclass(frozen=True)
class Found:
    """One contradiction: what it is about, the sentence, and the page where one click mends it."""

    record: Model
    sentence: str
    page: str = "change"
    button: str = "Change it"


Finder = Callable[[Facts], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    """A check by its number; the number is never given to another."""

    number: str
    title: str
    why: str
    find: Finder


CHECKS: dict[str, Check] = {}


def check(number: str, title: str, why: str) -> Callable[[Finder], Finder]:
    def register(find: Finder) -> Finder:
        CHECKS[number] = Check(number, title, why, find)
        return find

    return register


def contradictions(facts: Facts) -> list[tuple[Check, list[Found]]]:
    """Every check that found something, in order, with what it found."""
    found = [(one, list(one.find(facts))) for one in CHECKS.values()]
    return [(one, some) for one, some in found if some]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@check("P1", "Done, but its activities are not", "Either the deliverable is not done, or an activity was not ticked.")
def activities_open(facts: Facts) -> Iterator[Found]:
    for one in facts.deliverables:
        left = [each for each in one.activities.all() if not each.is_done]
        if one.status == Deliverable.Status.DONE and left:
            first = left[0]
            more = f" and {len(left) - 1} more" if len(left) > 1 else ""
            yield Found(first, f"“{one}” is done, and its activity “{first}”{more} is not.", "change", "Tick it")


@check("P2", "Led by somebody who left", "Nobody who works with the Board today answers for it.")
def owner_left(facts: Facts) -> Iterator[Found]:
    for one in facts.open:
        if one.lead_person_id in facts.left:
            yield Found(
                one,
                f"“{one}” is led by {one.lead_person}, whose time with the Board has ended.",
                button="Name who leads",
            )


@check("P3", "Led by nobody", "What nobody leads is nobody’s to do.")
def nobody_leads(facts: Facts) -> Iterator[Found]:
    for one in facts.open:
        if not (one.lead_person_id or one.lead_group_id or one.lead_agency_id):
            yield Found(one, f"Nobody leads “{one}”.", button="Name who leads")


@check("P4", "Due before it begins", "One of the two days is wrong.")
def due_before_begun(facts: Facts) -> Iterator[Found]:
    for one in facts.deliverables:
        if one.from_on and one.due_on and one.due_on < one.from_on:
            yield Found(
                one,
                f"“{one}” is due on {_day(one.due_on)}, and begins on {_day(one.from_on)}.",
                button="Change the days",
            )


@check("P5", "Outside its plan’s years", "A deliverable belongs to a plan, and lies within its years.")
def outside_the_plan(facts: Facts) -> Iterator[Found]:
    for one in facts.deliverables:
        plan = facts.plan_of(one)
        if plan is None or one.status == Deliverable.Status.CARRIED:
            continue
        start, end = Period.parse(plan.first_period).start, Period.parse(plan.last_period).end
        if one.due_on and one.due_on > end:
            yield Found(
                one, f"“{one}” is due on {_day(one.due_on)}, after {plan} ends on {_day(end)}.", button="Change the day"
            )
        elif one.from_on and one.from_on < start:
            yield Found(
                one,
                f"“{one}” begins on {_day(one.from_on)}, before {plan} does on {_day(start)}.",
                button="Change the day",
            )


@check(
    "P6",
    "An activity outside its deliverable’s days",
    "What leads to a deliverable comes no earlier and no later than it.",
)
def outside_the_deliverable(facts: Facts) -> Iterator[Found]:
    for one in facts.deliverables:
        for each in one.activities.all():
            if each.due_on and one.due_on and each.due_on > one.due_on:
                yield Found(
                    each, f"The activity “{each}” is due on {_day(each.due_on)}, after “{one}” is on {_day(one.due_on)}.",
                    button="Change the day",
                )  # fmt: skip
            elif each.from_on and one.from_on and each.from_on < one.from_on:
                yield Found(
                    each, f"The activity “{each}” begins on {_day(each.from_on)}, before “{one}” does on {_day(one.from_on)}.",
                    button="Change the day",
                )  # fmt: skip


@check("P7", "Without a measure", "Without one, nobody can say afterwards whether it helped.")
def without_measure(facts: Facts) -> Iterator[Found]:
    for one in facts.open:
        if not one.measure.strip():
            yield Found(one, f"Nothing says how the effect of “{one}” is known.", button="Say how")


@check("P8", "Without a day", "What has no day is never late, and never done.")
def without_day(facts: Facts) -> Iterator[Found]:
    for one in facts.open:
        if one.due_on is None:
            yield Found(one, f"“{one}” has no day by which it is due.", button="Set the day")


@check("P9", "Overdue", "Its day has passed. Say that it is done, set a new day with a reason, or carry it forward.")
def overdue(facts: Facts) -> Iterator[Found]:
    for one in facts.open:
        if one.due_on and one.due_on < facts.today:
            days = (facts.today - one.due_on).days
            yield Found(
                one,
                f"“{one}” was due on {_day(one.due_on)}, {days:,} {'day' if days == 1 else 'days'} ago.",
                "progress",
                "Say how far it is",
            )


@check("P10", "Not begun, though its time has come", "The day on which work was to begin is more than a month past.")
def not_begun(facts: Facts) -> Iterator[Found]:
    for one in facts.open:
        is_late = one.due_on is not None and one.due_on < facts.today
        if (
            one.status == Deliverable.Status.NOT_STARTED
            and one.from_on
            and one.from_on + GRACE < facts.today
            and not is_late
        ):
            yield Found(
                one,
                f"“{one}” was to begin on {_day(one.from_on)}, and is not started.",
                "progress",
                "Say how far it is",
            )


@check("P11", "A priority with nothing to deliver", "The Board chose it, and the plan does nothing about it.")
def empty_priority(facts: Facts) -> Iterator[Found]:
    for one in facts.priorities:
        is_of_now = one.plan is not None and one.plan.status == "agreed"
        if is_of_now and not one.deliverables.all():
            yield Found(
                one, f"Nothing is to be delivered for the priority “{one.name}”.", "deliver", "Add a deliverable"
            )


@check(
    "P12",
    "Carried forward twice",
    "What has been promised for a third year is kept, or the Board says why it gives it up.",
)
def carried_twice(facts: Facts) -> Iterator[Found]:
    for known in (facts.deliverables, facts.undertakings, facts.items):
        for one in known:
            times = chain(one, known)
            if times >= 2 and _is_open(one):
                what = one.title if isinstance(one, Deliverable) else one.text
                often = "twice" if times == 2 else f"{times} times"
                yield Found(one, f"“{what}” has been carried forward {often}.", button="Decide on it")


def _is_open(one: Any) -> bool:
    return one.is_open if isinstance(one, Deliverable) else one.outcome != Outcome.DONE


@check(
    "P13", "Done, and nothing says what difference it made", "The annual report asks what difference each thing made."
)
def done_without_difference(facts: Facts) -> Iterator[Found]:
    for one in facts.deliverables:
        if one.status == Deliverable.Status.DONE and not one.difference.strip():
            yield Found(
                one, f"“{one}” is done, and nothing says what difference it made.", button="Say what difference"
            )


@check(
    "P14",
    "A plan whose years are over and that nobody evaluated",
    "A plan ends with what it came to: objective by objective.",
)
def not_evaluated(facts: Facts) -> Iterator[Found]:
    for plan in facts.plans:
        end = Period.parse(plan.last_period).end
        unjudged = [one for one in plan.objectives.all() if not one.achieved]
        if end < facts.today and plan.status == "agreed":
            count = len(unjudged)
            verb = "is" if count == 1 else "are"
            how = f"{count} of its objectives {verb} not judged" if unjudged else "it was not closed"
            yield Found(plan, f"{plan} ended on {_day(end)}, and {how}.", "record", "Evaluate it")


@check("P15", "More hours than there are", "Somebody is asked for more in a quarter than they have.")
def over_capacity(facts: Facts) -> Iterator[Found]:
    for one in facts.loads:
        for number, cell in enumerate(one.cells, start=1):
            if cell.is_over:
                when = f"quarter {number} of {facts.period}"
                sentence = f"{one.who} is asked for {cell.asked:,} hours in {when}, and has {cell.there_are:,}."
                yield Found(facts.board, sentence, "load", "Look at the load")


def reference() -> str:
    """The page of checks, as docs/reference/plan-checks.md has it."""
    rows = [f"| {one.number} | {one.title} | {one.why} |" for one in CHECKS.values()]
    return "\n".join([HEAD, "| number | what it finds | why it matters |", "|---|---|---|", *rows, ""])


HEAD = """# Contradictions in a plan

What the page “Contradictions” of a Board’s plan looks for. Each finding is a sentence, with the one page where it is mended.
A number is never given to another check. This page is made from `goldenthread/plans/checks.py`; a test holds that it is.
"""
