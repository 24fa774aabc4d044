"""Agendas, minutes, decisions, challenges and terms of reference: as published, and beyond that marked as made up."""

from __future__ import annotations

from datetime import time
from typing import Any

from goldenthread.boards.models import Agency, Board, Group
from goldenthread.boards.themes import Theme
from goldenthread.core import business, clock
from goldenthread.core.access import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content
from goldenthread.meetings import challenging, minuting, operations, steps
from goldenthread.meetings.models import (
    AgendaItem,
    Challenge,
    Decision,
    DraftMinutes,
    KeyDocument,
    Meeting,
    Paper,
    ScrutinyActivity,
    TermsOfReference,
)
from goldenthread.meetings.steps import State
from goldenthread.trail import operations as trail
from goldenthread.workspace.meetings import pack

Data = dict[str, Any]


class Known:
    """The Board's own records by their short names."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.agencies = {one.slug: one for one in Agency.objects.filter(board=board)}
        self.groups = {one.slug: one for one in Group.objects.filter(board=board)}
        self._themes = {one.slug: one for one in Theme.objects.filter(board=board)}

    def theme(self, said: Data) -> Theme | None:
        return self._themes.get(said.get("theme", ""))

    def meeting(self, group: str, day: Any) -> Meeting:
        return Meeting.objects.select_related("group__board").get(group=self.groups[group], held_on=day)


def load(board: Board, *, by: Actor) -> None:
    said, known = content("meetings"), Known(board)
    for one in said["terms"]:
        _terms(known, one, by)
    for one in said["events"]:
        _event(known, one, by)
    for one in said["meetings"]:
        _meeting(known, one, by)
    for one in said["challenges"]:
        _challenge(known, one, by)
    for one in said["scrutiny"]:
        words = {name: value for name, value in one.items() if name != "theme"}
        trail.add(ScrutinyActivity(board=board, theme=known.theme(one), **words), by=by)
    for one in said["key_documents"]:
        _key_document(known, one, by)


def finish(board: Board, *, by: Actor) -> None:
    """The Board's next meeting as it is prepared: its agenda, a paper of the made-up agency, and its pack."""
    said, known = content("meetings")["coming"], Known(board)
    ahead = Meeting.objects.select_related("group__board").filter(group=known.groups[said["group"]])
    meeting = ahead.filter(held_on__gt=clock.today()).order_by("held_on").first()
    if meeting is None:
        return
    times = {name: time.fromisoformat(said[name]) for name in ("begins", "ends")}
    trail.change(meeting, {**times, "chaired_by": said["chaired_by"]}, by=by)
    meeting.refresh_from_db()
    waiting = business.waiting(business.Sitting(standing_of_actor(by), board, meeting.group, meeting.held_on))
    for one in said["waiting"]:
        chosen = [each for each in waiting if each.words.startswith(one["words"])][:1]
        for item in operations.draft_agenda(meeting, chosen, by=by):
            trail.change(item, {"minutes_allotted": one["minutes"]}, by=by)
    for one in said["items"]:
        _coming_item(known, meeting, one, by)
    pack.freeze(meeting, by=by)


def _coming_item(known: Known, meeting: Meeting, said: Data, by: Actor) -> None:
    item = AgendaItem(
        meeting=meeting,
        title=said["title"],
        purpose=said["purpose"],
        presenter=said["presenter"],
        minutes_allotted=said["minutes"],
        theme=known.theme(said),
        background=said.get("background", ""),
    )
    operations.put_item(item, by=by)
    if "paper" in said:
        trail.add(Paper(item=item, order=1, is_synthetic=True, **said["paper"]), by=by)


def _terms(known: Known, said: Data, by: Actor) -> None:
    words = {name: said.get(name, "") for name in ("purpose", "membership", "chairing", "decides")}
    terms = TermsOfReference(
        group=known.groups[said["group"]],
        from_on=said["from"],
        times_a_year=said.get("times_a_year"),
        quorum_rule=said.get("quorum", []),
        review_on=said.get("review"),
        is_synthetic=said.get("synthetic", False),
        **words,
    )
    operations.new_terms(terms, by=by)


def _event(known: Known, said: Data, by: Actor) -> None:
    words = {name: said[name] for name in ("kind", "title", "question", "conclusions")}
    group = known.groups[said["group"]]
    trail.add(Meeting(group=group, held_on=said["held"], is_online=said["online"], is_synthetic=True, **words), by=by)


def _meeting(known: Known, said: Data, by: Actor) -> None:
    meeting = known.meeting(said["group"], said["held"])
    values: Data = {name: said[name] for name in ("chaired_by", "question", "conclusions") if name in said}
    trail.change(meeting, values, by=by)
    meeting.refresh_from_db()
    for one in said.get("items", ()):
        item = AgendaItem(
            meeting=meeting,
            title=one["title"],
            purpose=one["purpose"],
            presenter=one.get("presenter", ""),
            minutes_allotted=one.get("minutes"),
            theme=known.theme(one),
            said=one.get("said", ""),
        )
        operations.put_item(item, by=by)
    for one in said.get("decisions", ()):
        _decision(known, meeting, one, by)
    _minutes(known, meeting, said, by)


def _decision(known: Known, meeting: Meeting, said: Data, by: Actor) -> None:
    decision = Decision(
        meeting=meeting,
        text=said["text"],
        decided_on=meeting.held_on,
        theme=known.theme(said),
        delegated_to=known.groups.get(said.get("delegated_to", "")),
        report_back_on=said.get("report_back"),
        is_synthetic=said.get("synthetic", False),
    )
    against = said.get("against")
    dissents = {known.agencies[against["agency"]]: against["words"]} if against else {}
    operations.decide(decision, dissents=dissents, by=by)


def _minutes(known: Known, meeting: Meeting, said: Data, by: Actor) -> None:
    """Minutes from the record; approved at a later meeting where that was held."""
    if "approved_at" not in said and said.get("minutes") != "circulated":
        return
    draft: DraftMinutes = minuting.begin(meeting, text=minuting.words_of(meeting, []), by=by)
    minuting.take(steps.CIRCULATE, draft, by=by)
    if "approved_at" in said:
        later = known.meeting(said["group"], said["approved_at"])
        minuting.take(steps.APPROVE, draft, at_meeting=later, by=by)


def _challenge(known: Known, said: Data, by: Actor) -> None:
    held = said.get("meeting")
    challenge = Challenge(
        board=known.board,
        kind=said.get("kind", "challenge"),
        title=said["title"],
        question=said["question"],
        raised_on=said["raised"],
        raised_by_words=said["by_words"],
        to_board=said.get("to_board", ""),
        meeting=known.meeting("strategic-board", held) if held else None,
        evidence_asked=said.get("evidence", ""),
        due_on=said.get("due"),
        theme=known.theme(said),
        carried_to=said.get("carried_to", ""),
        public_summary=said.get("public", ""),
        is_synthetic=said.get("synthetic", False),
    )
    _as_published(challenge, said)
    made = challenging.raise_challenge(challenge, to=[known.agencies[slug] for slug in said["to"]], by=by)
    if "escalate" in said:
        challenging.escalate(made, why=said["escalate"], by=by)


def _as_published(challenge: Challenge, said: Data) -> None:
    """What came of it, where the report said."""
    if "outcome" in said:
        challenge.state, challenge.outcome = State.CLOSED.value, said["outcome"]
        challenge.closed_on, challenge.what_changed = said["closed"], said["what_changed"]


def _key_document(known: Known, said: Data, by: Actor) -> None:
    words = {name: said[name] for name in ("kind", "title", "version")}
    document = KeyDocument(board=known.board, is_synthetic=True, **words)
    signers = [known.agencies[slug] for slug in said["signers"]]
    made = operations.list_key_document(document, signers=signers, by=by)
    if "signed" in said:
        for one in made.sign_offs.all():
            trail.change(one, {"signed_on": said["signed"], "signed_by": said["by"]}, by=by, verb="sign off a document")
