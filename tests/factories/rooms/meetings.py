"""What hangs on meetings: agendas, papers, minutes, decisions, challenges, terms of reference."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model

from goldenthread.boards import models as boards
from goldenthread.boards.documents import Document
from goldenthread.core import references
from goldenthread.meetings import models
from tests.factories.records import _numbers, agency_of, below, group_of, make, makes, of, simple, slug, user_of

AT = datetime(2024, 4, 2, 9, 0, tzinfo=UTC)
ON = date(2024, 3, 1)


def number() -> int:
    return next(_numbers)


below(models.AgendaItem, "meeting", of(models.Meeting), title="Self-neglect", order=1)
below(models.Paper, "item", of(models.AgendaItem), title="A paper", text="Read this.")
below(models.RestrictedPaper, "item", of(models.AgendaItem), title="A restricted paper", text="Read this.")
below(models.GroupPaper, "group", group_of, title="A pack of data", text="Read this.", issued_on=ON)
below(models.Decision, "meeting", of(models.Meeting), number=number, text="Write to them.", decided_on=ON)
below(models.DraftMinutes, "meeting", lambda on: make(models.Meeting, on), number=number, text="We met.")
below(models.ApprovedMinutes, "meeting", of(models.Meeting), number=number, text="We met.", approved_on=ON,
       approved_by="Ada", sha256="0")  # fmt: skip
below(models.TermsOfReference, "group", group_of, number=number, from_on=ON, purpose="To be sure.")
simple(models.KeyDocument, kind="budget", title="Budget", version=slug)
simple(models.Challenge, reference=lambda: references.make("C"), title="Waits", question="Why do adults wait?",
       raised_on=ON, raised_by_words="Independent chair")  # fmt: skip
simple(models.ScrutinyActivity, question="Is learning put to use?")
below(models.Escalation, "challenge", lambda on: make(models.Challenge, on), level=2, escalated_on=ON, why="No answer.")


@makes(models.ReportingLine)
def _line(on: boards.Board, **fields: Any) -> Model:
    """A group reports to another, never to itself."""
    given = {"group": group_of(on), "from_on": ON, **fields}
    if given.get("to_group") == given["group"]:
        del given["to_group"]
    return models.ReportingLine.objects.create(**given)


@makes(models.ConfidentialPart)
def _part(on: boards.Board, **fields: Any) -> Model:
    """Each item has one."""
    named = {"title": models.AgendaItem.CONFIDENTIAL, "is_confidential": True}
    item = fields.pop("item", None) or make(models.AgendaItem, on, **named)
    return models.ConfidentialPart.objects.create(item=item, title="A member of staff", **fields)


@makes(models.Dissent)
def _dissent(on: boards.Board, **fields: Any) -> Model:
    given = {"agency": agency_of(on), "words": "We would wait.", **fields}
    given.setdefault("decision", None)
    given["decision"] = given["decision"] or make(models.Decision, on)
    return models.Dissent.objects.create(**given)


@makes(models.ChallengeReply)
def _reply(on: boards.Board, **fields: Any) -> Model:
    given = {"agency": agency_of(on), **fields}
    challenge = given.pop("challenge", None) or make(models.Challenge, on)
    return models.ChallengeReply.objects.create(challenge=challenge, **given)


@makes(models.SignOff)
def _sign_off(on: boards.Board, **fields: Any) -> Model:
    given = {"agency": agency_of(on), **fields}
    document = given.pop("key_document", None) or make(models.KeyDocument, on)
    return models.SignOff.objects.create(key_document=document, **given)


@makes(models.Pack)
def _pack(on: boards.Board, **fields: Any) -> Model:
    given = {"number": number(), "manifest": {}, "frozen_at": AT, "frozen_by": "Ada", **fields}
    meeting = given.pop("meeting", None) or of(models.Meeting)(on)
    document = given.pop("document", None) or make(Document, on)
    return models.Pack.objects.create(meeting=meeting, document=document, **given)


@makes(models.CalendarFeed)
def _feed(on: boards.Board, **fields: Any) -> Model:
    """A person has one at a Board."""
    user = fields.get("user") or user_of(on)
    given = {"token_digest": slug(), "made_at": AT}
    return models.CalendarFeed.objects.get_or_create(board=on, user=user, defaults=given)[0]
