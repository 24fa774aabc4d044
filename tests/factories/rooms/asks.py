"""Asks, who is asked, and their answers: a small form, and one dull record of each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model

from goldenthread.asks import models
from goldenthread.asks.link_models import AnswerLink
from goldenthread.asks.making_models import MadeForm
from goldenthread.asks.reminder_models import Reminder
from goldenthread.asks.scores import ChallengeEvent, SelfAssessmentScore
from goldenthread.boards.documents import Document
from goldenthread.boards.models import Board
from tests.factories import people
from tests.factories.records import YEAR, agency_of, below, make, makes, simple, slug

AT = datetime(2024, 4, 2, 9, 0, tzinfo=UTC)
SMALL: dict[str, Any] = {
    "slug": "highlight-report",
    "version": 1,
    "title": "Highlight report",
    "purpose": "To hear what you do.",
    "allows_nil": True,
    "sections": [
        {
            "title": "What you do",
            "questions": [
                {"key": "headline", "words": "What is the headline?", "kind": "text", "prefill": "last"},
                {
                    "key": "trained",
                    "words": "Staff trained",
                    "kind": "number",
                    "unit": "people",
                    "least": 0,
                    "warn_above_last": 50,
                },
                {"key": "worries", "words": "Does anything worry you?", "kind": "yes_no"},
                {
                    "key": "worry",
                    "words": "What worries you?",
                    "kind": "text",
                    "asked_if": {"question": "worries", "is_one_of": ["yes"]},
                },
            ],
        }
    ],
}
"""A form small enough to check by hand."""
WHOLE = {"headline": "We went to see people at home.", "trained": "212", "worries": "no"}
"""A complete answer to it."""

simple(models.FormVersion, slug=slug, version=1, title="Highlight report", data=lambda: {**SMALL, "slug": slug()})

LISTED: dict[str, Any] = {
    "title": "Who you helped",
    "questions": [
        {
            "key": "people",
            "words": "Whom did you help?",
            "kind": "cases",
            "of_each": [{"key": "how", "words": "How?", "kind": "text"}],
        }
    ],
}
"""A part with a question that repeats."""
simple(MadeForm, slug=slug, title="Visits", purpose="To hear of visits.", sections=lambda: [LISTED])


@makes(models.Ask)
def _ask(on: Board, **fields: Any) -> Model:
    if "form_version" not in fields:
        fields["form_version"] = make(models.FormVersion, on)
    given = {"title": "Highlight report", "purpose": "To hear.", "period": YEAR, "due_on": date(2024, 3, 1), **fields}
    if given.get("state", "drafted") != "drafted":
        given = {"sent_at": AT, "sent_by": "Ada", **given}
    return models.Ask.objects.create(board=on, **given)


@makes(models.Recipient)
def _recipient(on: Board, **fields: Any) -> Model:
    """Each is of an ask of its own, since an agency is asked once."""
    ask = fields.pop("ask", None) or make(models.Ask, on, state="sent")
    agency = fields.pop("agency", None) or agency_of(on)
    return models.Recipient.objects.create(ask=ask, agency=agency, **fields)


@makes(models.Answer)
def _answer(on: Board, **fields: Any) -> Model:
    near = {name: fields.pop(name) for name in ("agency", "ask") if name in fields}
    recipient = fields.pop("recipient", None) or make(models.Recipient, on, **near)
    return models.Answer.objects.create(recipient=recipient, **fields)


@makes(models.SelfAssessment)
def _self_assessment(on: Board, **fields: Any) -> Model:
    form = make(models.FormVersion, on, slug=f"self-assessment-{slug()}")
    ask = make(models.Ask, on, form_version=form, state="sent")
    made = make(models.Answer, on, ask=ask, **fields)
    return models.SelfAssessment.objects.get(pk=made.pk)


def _answer_of(on: Board) -> Any:
    return make(models.Answer, on)


below(models.HandedIn, "answer", _answer_of, number=1, data=dict, at=AT, by="Ada")
below(models.WarningAnswer, "answer", _answer_of, key="trained", code="up", warning="More", words="A drive", at=AT,
      by="Ada")  # fmt: skip
below(models.Clarification, "answer", _answer_of, asked="Which month?", asked_at=AT, asked_by="Ada", about_number=1)
below(models.ExtensionRequest, "answer", _answer_of, wanted_on=date(2024, 4, 1), why="Leave", asked_at=AT,
      asked_by="Ada")  # fmt: skip


@makes(models.AnswerFile)
def _file(on: Board, **fields: Any) -> Model:
    answer = fields.pop("answer", None) or _answer_of(on)
    return models.AnswerFile.objects.create(answer=answer, key="paper", document=make(Document, on), **fields)


@makes(models.AnswerConsent)
def _consent(on: Board, **fields: Any) -> Model:
    """The answer is of another Board: this one may read it by consent."""
    answer = fields.pop("answer", None) or make(models.Answer, people.board(f"beside-{on.slug}"))
    return models.AnswerConsent.objects.create(answer=answer, to_board=on, given_at=AT, given_by="Ada", **fields)


below(AnswerLink, "answer", _answer_of, for_whom="Their lead", sent_to="lead@ours.example", secret_hash=slug,
      made_at=AT, made_by="Ada", expires_at=datetime(2099, 1, 1, tzinfo=UTC))  # fmt: skip

below(Reminder, "answer", _answer_of, told="Ada, ada@ours.example", due_on=date(2024, 3, 1), on=date(2024, 3, 9), at=AT,
      by="Ada")  # fmt: skip


def _assessment_of(on: Board) -> Any:
    return models.Answer.objects.get(pk=make(models.SelfAssessment, on).pk)


below(ChallengeEvent, "answer", _assessment_of, held_on=date(2024, 5, 1), panel="The chair", asked="How?")
below(SelfAssessmentScore, "answer", _assessment_of, key="a1_lead", own="green")
