"""A referral from its first draft to the chair's decision, as a table of steps. Free of Django.

A pause is no state: the referral stays where it is, and no step is taken until it goes on. A decision that is changed is a new
version, and never an edit. Source: the boards' own procedures; recommending and deciding are acts of different people.
"""

from __future__ import annotations

from goldenthread.core.access.acts import Act
from goldenthread.core.processes import Process, State, Step, process

DRAFT = "draft"
SUBMITTED = "submitted"
ACKNOWLEDGED = "acknowledged"
SCREENING = "screening"
ASKED = "information_asked"
OUT_OF_SCOPE = "out_of_scope"
REDIRECTED = "redirected"
SCOPING = "scoping"
RAPID_REVIEW = "rapid_review"
RECOMMENDED = "recommended"
DECIDED = "decided"

ENDS = (OUT_OF_SCOPE, REDIRECTED, DECIDED)
WITH_THE_BOARD = (SUBMITTED, ACKNOWLEDGED, SCREENING, ASKED, SCOPING, RAPID_REVIEW, RECOMMENDED)
"""Where it waits for somebody at the Board: it can be paused here, and something can be late."""

HAND_IN = Step("hand in", "Hand it in", (DRAFT,), SUBMITTED, needs="nothing more: gaps may be filled afterwards")
ACKNOWLEDGE = Step("acknowledge", "Tell the referrer that it has come", (SUBMITTED,), ACKNOWLEDGED, act=Act.CREATE)
SCREEN = Step("begin screening", "Begin to screen it", (ACKNOWLEDGED,), SCREENING, act=Act.CREATE)
ASK_FOR_MORE = Step("ask for more", "Ask the referrer for more", (SCREENING,), ASKED, act=Act.CREATE)
GOT_MORE = Step("take in what came", "Go on screening with what came", (ASKED,), SCREENING, act=Act.CREATE)
NOT_FOR_US = Step(
    "find outside scope", "It is outside section 44", (SCREENING,), OUT_OF_SCOPE, act=Act.CREATE, needs="the reason"
)
SEND_ON = Step(
    "send elsewhere", "Send it to where it belongs", (SCREENING,), REDIRECTED, act=Act.CREATE, needs="where to, and why"
)
SCOPE = Step("begin scoping", "Ask agencies what they know", (SCREENING,), SCOPING, act=Act.CREATE)
MEET = Step("begin the rapid review", "Hold the rapid review", (SCREENING, SCOPING), RAPID_REVIEW, act=Act.CREATE)
RECOMMEND = Step(
    "recommend", "Recommend to the chair", (RAPID_REVIEW, RECOMMENDED), RECOMMENDED, act=Act.CREATE,
    needs="a meeting with its quorum, and the four tests of section 44",
)  # fmt: skip
DECIDE = Step(
    "decide", "Decide", (RECOMMENDED, DECIDED), DECIDED, act=Act.APPROVE,
    needs="the group’s recommendation, by somebody else",
)  # fmt: skip
REOPEN = Step("open again", "Open it again", ENDS, SCREENING, act=Act.CREATE, needs="the reason")

REFERRAL = process(
    Process(
        slug="referral",
        title="Referral for a review",
        states=(
            State(DRAFT, "Being written", "ring"),
            State(SUBMITTED, "Handed in", "info"),
            State(ACKNOWLEDGED, "Acknowledged", "info"),
            State(SCREENING, "Being screened", "part"),
            State(ASKED, "More was asked for", "info"),
            State(OUT_OF_SCOPE, "Outside section 44", "good", is_end=True),
            State(REDIRECTED, "Sent elsewhere", "good", is_end=True),
            State(SCOPING, "Agencies are asked", "part"),
            State(RAPID_REVIEW, "Rapid review", "part"),
            State(RECOMMENDED, "With the chair", "info"),
            State(DECIDED, "Decided", "good", is_end=True),
        ),
        steps=(
            HAND_IN,
            ACKNOWLEDGE,
            SCREEN,
            ASK_FOR_MORE,
            GOT_MORE,
            SCOPE,
            MEET,
            NOT_FOR_US,
            SEND_ON,
            RECOMMEND,
            DECIDE,
            REOPEN,
        ),
    )
)

BY_HAND = (ACKNOWLEDGE, SCREEN, ASK_FOR_MORE, GOT_MORE, SCOPE, MEET, NOT_FOR_US, SEND_ON, REOPEN)
"""Steps that are taken by saying so; the others are taken by what is handed in, recommended or decided."""
NEED_A_REASON = (ASK_FOR_MORE, NOT_FOR_US, SEND_ON, REOPEN)
