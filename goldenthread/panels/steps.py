"""What can be done from where, in each of the five pathways, as tables. Free of Django.

Sources: for panels, published processes for adults at high risk who have capacity (Hull, Warwickshire, Cambridgeshire and
Peterborough); for positions of trust, the Care and Support Statutory Guidance, 14.120 to 14.132; for disagreements, published
escalation policies in stages (Staffordshire, Warrington); for providers, the West Sussex framework; for after action reviews,
the four questions as NHS England and HSSIB describe them.
"""

from __future__ import annotations

from goldenthread.core.access.acts import Act
from goldenthread.core.processes import Process, State, Step, process

PANEL = process(
    Process(
        "before-a-panel",
        "A case before a high-risk panel",
        (
            State("referred", "Referred, waiting for the panel’s chair"),
            State("accepted", "Before the panel", "part"),
            State("declined", "Not accepted", "info", is_end=True),
            State("left", "Left the panel", "good", is_end=True),
        ),
        (
            Step("accept", "Accept it", ("referred", "declined"), "accepted", Act.APPROVE, needs="the reasons"),
            Step(
                "decline",
                "Do not accept it",
                ("referred",),
                "declined",
                Act.APPROVE,
                needs="the reasons, and where it goes",
            ),
            Step("leave", "End the panel’s part", ("accepted",), "left", needs="what became of the risk"),
            Step("bring back", "Bring it back to the panel", ("left",), "accepted", Act.APPROVE, needs="what changed"),
        ),
    )
)

TRUST = process(
    Process(
        "position-of-trust",
        "An allegation against a person in a position of trust",
        (
            State("asked", "Waits for a second person to open it"),
            State("open", "Open: decide the risk today", "late"),
            State("decided", "Risk decided", "part"),
            State("met", "Talked through with the employer", "part"),
            State("concluded", "The employer’s outcome is known", "part"),
            State("closed", "Closed", "good", is_end=True),
        ),
        (
            Step("open", "Open it", ("asked",), "open", Act.GRANT, takes_two=True, needs="a second person"),
            Step("decide the risk", "Say what was decided about the risk", ("open",), "decided", takes_two=True),
            Step("hold the meeting", "Say that the meeting was held", ("decided",), "met", takes_two=True),
            Step("note the outcome", "Note the employer’s outcome", ("decided", "met"), "concluded", takes_two=True),
            Step("close", "Close it", ("concluded",), "closed", takes_two=True, needs="a review of what was decided"),
            Step("open again", "Open it again", ("closed",), "open", takes_two=True, needs="what changed"),
        ),
    )
)

STAGES = (
    ("danger", "Danger now: emergency services, duty manager"),
    ("stage1", "Stage 1: practitioner to practitioner"),
    ("stage2", "Stage 2: line managers or safeguarding leads"),
    ("stage3", "Stage 3: heads of service or designated leads"),
    ("stage4", "Stage 4: directors, executives of the statutory partners"),
    ("stage5", "Stage 5: the independent chair mediates"),
)
_OPEN = tuple(key for key, _ in STAGES)
_UP = tuple(
    Step(f"take to {words.split(':')[0].lower()}", f"Take it to {words.split(':')[0].lower()}", _OPEN[:place], key,
         needs="who was asked, and why it is not settled")
    for place, (key, words) in enumerate(STAGES)
    if place > 1
)  # fmt: skip
ESCALATION = process(
    Process(
        "professional-disagreement",
        "A professional disagreement",
        (
            *(State(key, words, "late" if key == "danger" else "part") for key, words in STAGES[1:2]),
            *(State(key, words, "late" if key == "danger" else "part") for key, words in STAGES if key != "stage1"),
            State("settled", "Settled", "good", is_end=True),
            State("withdrawn", "Taken back by whoever raised it", "info", is_end=True),
        ),
        (
            Step("say there is danger now", "Say that somebody is in danger now", _OPEN[1:], "danger"),
            *_UP,
            Step(
                "settle", "Say how it was settled", _OPEN, "settled", needs="how it was settled, and the adult’s views"
            ),
            Step("withdraw", "Take it back", _OPEN, "withdrawn", needs="why"),
            Step("open again", "Open it again", ("settled", "withdrawn"), "stage1", needs="what changed"),
        ),
    )
)

PROVIDER = process(
    Process(
        "provider-concern",
        "A concern about a provider of care",
        (
            State("raised", "Stage 1: decide what the concerns come to"),
            State("meetings", "Stage 2: meetings with the provider", "part"),
            State("improving", "Working to an improvement plan", "part"),
            State("no_further", "Left to ordinary oversight", "info", is_end=True),
            State("closed", "Closed", "good", is_end=True),
        ),
        (
            Step("go to meetings", "Go on to meetings", ("raised",), "meetings", needs="risk and impact"),
            Step(
                "leave to oversight", "Leave it to ordinary oversight", ("raised",), "no_further", needs="the reasons"
            ),
            Step("agree a plan", "Agree an improvement plan", ("meetings",), "improving", needs="the plan and its day"),
            Step("close", "Close it", ("meetings", "improving"), "closed", needs="what shows that people are safe"),
            Step("open again", "Open it again", ("no_further", "closed"), "raised", needs="what changed"),
        ),
    )
)

AFTER_ACTION = process(
    Process(
        "after-action-review",
        "An after action review",
        (
            State("planned", "Planned"),
            State("held", "Held, being written up", "part"),
            State("written", "The four questions are answered", "part"),
            State("shared", "Its learning is shared", "good", is_end=True),
            State("left", "Not held", "info", is_end=True),
        ),
        (
            Step("hold", "Say that it was held", ("planned",), "held", needs="who led it, and who came"),
            Step("answer", "Say that the four questions are answered", ("held",), "written", needs="the four answers"),
            Step("share", "Share its learning", ("written",), "shared", Act.APPROVE, needs="words that name nobody"),
            Step("leave", "Do not hold it", ("planned",), "left", needs="why"),
        ),
    )
)
