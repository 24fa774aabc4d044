"""What each step asks for beyond its day and its reasons: fields of the head record, and which of them must be filled."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.panels.models import (
    AfterActionReview,
    Escalation,
    PanelCase,
    Pathway,
    PositionOfTrust,
    ProviderConcern,
)


@dataclass(frozen=True)
class Asked:
    """Fields a step offers; `needed` must be filled before it can be taken."""

    fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


NOTHING = Asked()
FOUR = ("expected", "happened", "why_different", "learned")
ASKED: dict[type[Pathway], dict[str, Asked]] = {
    PanelCase: {
        "accept": Asked(("lead_agency", "key_worker", "review_on"), ("lead_agency",)),
        "leave": Asked(("effect", "after_death", "after_death_why"), ("effect",)),
        "bring back": Asked(("review_on",)),
    },
    PositionOfTrust: {
        "decide the risk": Asked(
            ("sector", "role", "learned_from", "criterion", "allegation", "enquiry", "risk"),
            ("sector", "criterion", "allegation", "risk"),
        ),
        "note the outcome": Asked(("outcome", "review_on"), ("outcome",)),
    },
    Escalation: {"settle": Asked(("settled", "views", "learned"), ("settled", "views"))},
    ProviderConcern: {
        "go to meetings": Asked(("risk", "suspended_on", "placing_told_on", "placing_told"), ("risk",)),
        "agree a plan": Asked(("plan", "plan_due_on", "risk"), ("plan", "plan_due_on")),
        "close": Asked(("risk", "resumed_on"), ("risk",)),
    },
    AfterActionReview: {
        "hold": Asked(("held_on", "facilitator", "participants"), ("held_on", "facilitator", "participants")),
        "answer": Asked((*FOUR, "sustain", "improve", "asks"), FOUR),
    },
}


def of(model: type[Pathway], verb: str) -> Asked:
    return ASKED.get(model, {}).get(verb, NOTHING)
