"""A review from commissioning to closure, as a table of steps. Free of Django.

The order is that of the boards' own procedures. The action plan stands in `learning` and waits for none of this: it may be worked
while publication is pending. A pause is no state: the review stays where it is, and no step is taken until it goes on.
Source: Care and Support Statutory Guidance, chapter 14; the quality markers of 2022.
"""

from __future__ import annotations

from goldenthread.core.access.acts import Act
from goldenthread.core.processes import Process, State, Step, process

COMMISSIONING = "commissioning"
IN_PROGRESS = "in_progress"
DRAFT = "draft_report"
FACT_CHECK = "fact_check"
PANEL_AGREED = "panel_agreed"
BOARD_SIGN_OFF = "board_sign_off"
BEFORE_PUBLICATION = "before_publication"
PUBLISHED = "published"
SUMMARY_ONLY = "summary_only"
NOT_PUBLISHED = "not_published"
IMPACT_REVIEW = "impact_review"
EVALUATED = "evaluated"
CLOSED = "closed"

OUTCOMES = (PUBLISHED, SUMMARY_ONLY, NOT_PUBLISHED)
"""What two people decide about publication."""
BEFORE_THE_REPORT = (COMMISSIONING, IN_PROGRESS)
NOT_CONCLUDED = (COMMISSIONING, IN_PROGRESS, DRAFT, FACT_CHECK, PANEL_AGREED, BOARD_SIGN_OFF)
"""Stages of a review that the Board has not signed off: it is still under way, however old it is."""
CAN_BE_PAUSED = (*NOT_CONCLUDED, BEFORE_PUBLICATION)

START = Step(
    "begin the work", "Begin the work", (COMMISSIONING,), IN_PROGRESS,
    needs="terms of reference, and a reviewer who has declared that they are independent",
)  # fmt: skip
DRAFTED = Step(
    "hand in the draft report", "The draft report is in", (IN_PROGRESS,), DRAFT, needs="a version of the report"
)
CHECK = Step(
    "send to fact check", "Send it to be fact checked", (DRAFT,), FACT_CHECK, needs="a part shared with an agency"
)
REDRAFT = Step("go back to drafting", "Go back to drafting", (FACT_CHECK, PANEL_AGREED, BOARD_SIGN_OFF), DRAFT)
AGREE = Step(
    "agree in the panel", "The panel agrees it", (DRAFT, FACT_CHECK), PANEL_AGREED, act=Act.APPROVE,
    needs="every correction answered, and a meeting of the panel",
)  # fmt: skip
TO_BOARD = Step("put to the Board", "Put it to the Board", (PANEL_AGREED,), BOARD_SIGN_OFF)
SIGN_OFF = Step("sign off", "The Board signs it off", (BOARD_SIGN_OFF,), BEFORE_PUBLICATION, act=Act.APPROVE)
PUBLISH = Step(
    "publish", "Publish", (BEFORE_PUBLICATION, SUMMARY_ONLY, NOT_PUBLISHED), PUBLISHED, act=Act.APPROVE, takes_two=True,
    needs="every gate met, or not needed",
)  # fmt: skip
SUMMARISE = Step(
    "publish a summary only", "Publish a summary only", (BEFORE_PUBLICATION, NOT_PUBLISHED), SUMMARY_ONLY, act=Act.APPROVE,
    takes_two=True, needs="every gate met, or not needed, and reasons",
)  # fmt: skip
KEEP_BACK = Step(
    "decide not to publish", "Decide not to publish", (BEFORE_PUBLICATION,), NOT_PUBLISHED, act=Act.APPROVE, takes_two=True,
    needs="reasons",
)  # fmt: skip
LOOK_BACK = Step("begin the impact review", "Begin the impact review", OUTCOMES, IMPACT_REVIEW)
EVALUATE = Step(
    "evaluate", "The impact is evaluated", (IMPACT_REVIEW,), EVALUATED, needs="no action of the review still open",
)  # fmt: skip
CLOSE = Step("close", "Close the review", (EVALUATED,), CLOSED, act=Act.APPROVE)

REVIEW = process(
    Process(
        slug="review",
        title="Safeguarding Adults Review",
        states=(
            State(COMMISSIONING, "Being commissioned"),
            State(IN_PROGRESS, "Under way", "part"),
            State(DRAFT, "Report in draft", "part"),
            State(FACT_CHECK, "Being fact checked", "info"),
            State(PANEL_AGREED, "Agreed by the panel", "part"),
            State(BOARD_SIGN_OFF, "With the Board to sign off", "info"),
            State(BEFORE_PUBLICATION, "Signed off, before publication", "part"),
            State(PUBLISHED, "Published", "good"),
            State(SUMMARY_ONLY, "Summary published", "good"),
            State(NOT_PUBLISHED, "Not to be published", "ring"),
            State(IMPACT_REVIEW, "Impact being reviewed", "part"),
            State(EVALUATED, "Impact evaluated", "good"),
            State(CLOSED, "Closed", "good", is_end=True),
        ),
        steps=(
            START, DRAFTED, CHECK, AGREE, REDRAFT, TO_BOARD, SIGN_OFF, PUBLISH, SUMMARISE, KEEP_BACK, LOOK_BACK, EVALUATE, CLOSE,
        ),
    )
)  # fmt: skip


def taken_by_one() -> tuple[Step, ...]:
    """The steps that one person takes, on the review's own page; the others wait for a second."""
    return tuple(one for one in REVIEW.steps if not one.takes_two)
