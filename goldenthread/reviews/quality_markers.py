"""How complete a review is: fifteen quality markers, and twelve questions of governance. Free of Django.

The markers are SCIE's (2022); their questions are its copyright and are linked to. The prompts, and the words of the twelve
questions, which other boards draw from the national analysis of reviews, are our own.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.learning.markers import MARKERS

LINK = "https://www.scie.org.uk/safeguarding/adults/reviews/quality-markers/"
AUDIENCES: dict[str, str] = {
    "accountable": "Those who answer for it: the chair and members",
    "delegated": "Those it is delegated to: the group for reviews",
    "doing": "Those who carry it out: the reviewer and the panel",
}
GOVERNANCE: dict[int, tuple[str, str]] = {
    1: ("Mandatory or discretionary", "Is it written down under which part of section 44 there is a review?"),
    2: ("Timely decision", "Was it decided soon enough whether to review, and is a delay explained?"),
    3: ("Types of abuse", "Are the main type of abuse and the others named?"),
    4: ("Method", "Is it said how the review was done, and why so?"),
    5: ("Gathering information", "Is it said how information was gathered, and why so?"),
    6: ("Delays", "Is each delay recorded, with what good or harm it did?"),
    7: ("Co-operation", "Is it recorded how well each agency took part?"),
    8: ("The adult and the family", "Is it recorded how they were involved, or why they were not?"),
    9: ("Annual report", "Will the annual report say what was found, and what is done about it?"),
    10: ("Quality assured", "Did somebody assure the quality of the report, and how?"),
    11: ("Outcomes of action", "Is there a measure of whether the action helped?"),
    12: ("Reasons throughout", "Are reasons written down for every decision on the way?"),
}


@dataclass(frozen=True)
class Question:
    """One thing that is asked of a review. `audience` is empty for a question of governance."""

    key: str
    title: str
    prompt: str
    audience: str = ""


def of_marker(number: int) -> tuple[Question, ...]:
    """A marker as each of the three audiences sees it."""
    title, prompt = MARKERS[number]
    return tuple(Question(f"marker-{number}-{one}", title, prompt, words) for one, words in AUDIENCES.items())


def of_governance(number: int) -> Question:
    title, prompt = GOVERNANCE[number]
    return Question(f"governance-{number}", title, prompt)


def questions() -> tuple[Question, ...]:
    """Every question, in order."""
    markers = tuple(one for number in MARKERS for one in of_marker(number))
    return markers + tuple(of_governance(number) for number in GOVERNANCE)


def asked_together(page: str) -> tuple[Question, ...]:
    """The questions of one page of answers, by its name, such as `marker-4` or `governance-2`; none where there is no such."""
    kind, _, number = page.partition("-")
    if not number.isdecimal():
        return ()
    if kind == "marker" and int(number) in MARKERS:
        return of_marker(int(number))
    return (of_governance(int(number)),) if kind == "governance" and int(number) in GOVERNANCE else ()
