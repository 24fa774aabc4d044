"""The record that an agenda item came from, in full, for the pack: minutes, a challenge, an action, a decision, a risk.

An item keeps the key of its business, such as "challenge:…" (`core.business`). What was taken away since says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.core.days import said
from goldenthread.core.late import days_late, in_days
from goldenthread.learning.models import Action
from goldenthread.meetings.kinds_of_business import challenge_state, given_to, put_to
from goldenthread.meetings.models import AgendaItem, Challenge, ChallengeReply, Decision, DraftMinutes
from goldenthread.meetings.steps import MinutesState
from goldenthread.plans.models import BoardRisk
from goldenthread.reports.document import Block, Heading, Inline, Paragraph
from goldenthread.workspace.meetings import markdown


@dataclass(frozen=True)
class Asked:
    """An item, the key of the record it came from, and the day on which the pack is made."""

    item: AgendaItem
    key: UUID
    today: date


Teller = Callable[[Asked], list[Block]]


def told(item: AgendaItem, today: date) -> list[Block]:
    """What the record says; nothing where the item came from none, or from one that is only named."""
    sort, _, key = item.business.partition(":")
    teller = TELLERS.get(sort)
    try:
        return teller(Asked(item, UUID(key), today)) if teller else []
    except ValueError:
        return []


def _run(words: str, *, strong: bool = False) -> Inline:
    kind = "reference" if any(one.isdigit() for one in words) else "text"
    return Inline(kind, words, style="strong" if strong else "")  # type: ignore[arg-type]  # one of the two


def _line(words: str, label: str = "") -> Paragraph:
    return Paragraph((_run(f"{label}: ", strong=True), _run(words)) if label else (_run(words),))


def _heading(words: str, anchor: str) -> Heading:
    return Heading(2, (_run(words),), anchor)


def _due(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "no day is set"
    days = days_late(due_on, today)
    return f"due on {said(due_on)}{f', {in_days(days)} late' if days else ''}"


def _minutes(asked: Asked) -> list[Block]:
    """The whole text: it is what members are to approve."""
    one = DraftMinutes.objects.filter(pk=asked.key).select_related("meeting__group").first()
    if one is None:
        return []
    stands = {
        MinutesState.DRAFT: "They are being written in again since they were put on the agenda.",
        MinutesState.CIRCULATED: f"Sent round on {said(one.circulated_on)}." if one.circulated_on else "Sent round.",
        MinutesState.APPROVED: "They have been approved since they were put on the agenda.",
    }[MinutesState(one.state)]
    corrects = f" They correct the approved minutes: {one.corrects_why}" if one.corrects_why else ""
    return [
        _line(f"Version {one.number}. {stands}{corrects}"),
        *markdown.blocks(one.text, level=2, name=f"minutes-{asked.item.pk}"),
    ]


def _challenge(asked: Asked) -> list[Block]:
    """The question, to whom it was put and when, each answer in full, how high it went, what came of it."""
    one = Challenge.objects.filter(pk=asked.key).select_related("raised_by", "meeting__group").first()
    if one is None:
        return []
    at = f", at the {one.meeting}" if one.meeting else ""
    found: list[Block] = [*markdown.blocks(one.question, level=2, name=f"question-{asked.item.pk}")]
    found.append(_line(f"{one.who}, {said(one.raised_on)}{at}", "Raised by"))
    found.append(_line(put_to(one), "Put to"))
    if one.evidence_asked:
        found.append(_line(one.evidence_asked, "Evidence asked for"))
    found.append(_line(f"{challenge_state(one).words}. {one.get_level_display()}.", "Stands"))
    if one.due_on:
        found.append(_line(said(one.due_on), "Reply by"))
    for higher in one.escalations.all():
        found.append(_line(f"{said(higher.escalated_on)}: {higher.get_level_display()}. {higher.why}", "Taken higher"))
    for reply in one.replies.select_related("agency"):
        found += _reply(reply)
    if one.what_changed:
        found.append(_line(one.what_changed, "What changed"))
    return found


def _reply(reply: ChallengeReply) -> list[Block]:
    if not reply.text:
        return [_line("It has not answered.", reply.agency.name)]
    when = f"Answered on {said(reply.replied_on)}." if reply.replied_on else "It was asked again since."
    found: list[Block] = [
        _heading(f"What {reply.agency.name} answers", f"answer-{reply.pk}"),
        _line(when),
        *markdown.blocks(reply.text, level=3, name=f"reply-{reply.pk}"),
    ]
    return [*found, _line(reply.evidence, "Evidence")] if reply.evidence else found


def _action(asked: Asked) -> list[Block]:
    one = Action.objects.filter(pk=asked.key).select_related("agency").first()
    if one is None:
        return []
    who = " and ".join(part for part in (one.agency.name if one.agency else "", one.owner) if part) or "nobody named"
    found: list[Block] = [_line(f"With {who}, {_due(one.due_on, asked.today)}. {one.get_status_display()}.")]
    if one.note:
        found.append(_line(one.note, "How far it has come"))
    if one.blocked_because:
        found.append(_line(one.blocked_because, "What stands in its way"))
    return found


def _decision(asked: Asked) -> list[Block]:
    one = Decision.objects.filter(pk=asked.key).select_related("delegated_to").first()
    if one is None:
        return []
    due = _due(one.report_back_on, asked.today)
    back = f" Its report back is {due}." if one.report_back_on and not one.reported_back_on else ""
    found: list[Block] = [_line(f"{one} gave it to the {given_to(one)}.{back}")]
    return [*found, _line(one.reported_back, "What was reported back")] if one.reported_back else found


def _risk(asked: Asked) -> list[Block]:
    one = BoardRisk.objects.filter(pk=asked.key).first()
    if one is None:
        return []
    found: list[Block] = [_line(f"Scored {one.score} of 25.")]
    return [*found, _line(one.mitigation, "What is done")] if one.mitigation else found


TELLERS: dict[str, Teller] = {
    "minutes": _minutes,
    "challenge": _challenge,
    "action": _action,
    "decision": _decision,
    "risk": _risk,
}
