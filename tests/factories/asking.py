"""A Board that asks two agencies for something: everybody who has a part in it, and an ask that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.asks import answering, deciding, operations
from goldenthread.asks.answering import Words
from goldenthread.asks.models import Answer, Ask, FormVersion
from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from tests.factories import people
from tests.factories.rooms.asks import SMALL, WHOLE


@dataclass
class Asking:
    """A Board with its manager, officer and chair; the police with a lead and a contributor; health with a lead."""

    board: Board
    manager: User
    officer: User
    chair: User
    police: Agency
    health: Agency
    lead: User
    contributor: User
    health_lead: User

    def form(self, **changed: Any) -> FormVersion:
        data = {**SMALL, **changed}
        found = FormVersion.objects.filter(board=self.board, slug=data["slug"], version=data["version"]).first()
        return found or FormVersion.objects.create(
            board=self.board, slug=data["slug"], version=data["version"], title=data["title"], data=data
        )

    def draft(self, *agencies: Agency, **changed: Any) -> Ask:
        given = {
            "form_version": self.form(),
            "title": "Highlight report for June",
            "purpose": "To hear how you work with adults who neglect themselves.",
            "period": "2024-25",
            "due_on": clock.today() + timedelta(days=14),
            **changed,
        }
        return operations.begin(Ask(board=self.board, **given), agencies=agencies, by=as_(self.manager))

    def sent(self, *agencies: Agency, **changed: Any) -> Ask:
        ask = self.draft(*(agencies or (self.police, self.health)), **changed)
        return operations.send(ask, by=as_(self.manager))

    def answer(self, ask: Ask, agency: Agency | None = None) -> Answer:
        return Answer.objects.select_related("recipient__ask__form_version", "recipient__agency").get(
            recipient__ask=ask, recipient__agency=agency or self.police
        )


def asking(slug: str = "ours") -> Asking:
    board = people.board(slug)
    police, health = people.agency(board, "police"), people.agency(board, "health")

    def person(name: str, role: str, agency: Agency | None = None) -> User:
        return people.person(f"{name}@{slug}.example", board=board, role=role, agency=agency)

    return Asking(
        board,
        person("manager", "board_manager"),
        person("officer", "board_officer"),
        person("chair", "chair"),
        police,
        health,
        person("lead", "agency_lead", police),
        person("contributor", "agency_contributor", police),
        person("health", "agency_lead", health),
    )


def as_(user: User) -> Actor:
    """Somebody as the trail names them."""
    return Actor.person(user.name, user.pk)


def written(answer: Answer, by: User, **changed: Any) -> Answer:
    return answering.write(answer, {**WHOLE, **changed}, by=as_(by))


def handed_in(answer: Answer, by: User, words: Words | None = None, **changed: Any) -> Answer:
    written(answer, by, **changed)
    answering.hand_in(answer, by=as_(by), words=words)
    return Answer.objects.get(pk=answer.pk)


def accepted(answer: Answer, on: Asking, lead: User | None = None, **changed: Any) -> Answer:
    """Handed in and signed off by the lead, and accepted by the manager."""
    lead = lead or on.lead
    handed_in(answer, lead, **changed)
    answering.sign_off(answer, by=as_(lead))
    deciding.accept(answer, by=as_(on.manager))
    return Answer.objects.get(pk=answer.pk)


def in_days(count: int) -> date:
    return clock.today() + timedelta(days=count)
