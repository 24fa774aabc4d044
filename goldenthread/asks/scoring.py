"""What the Board makes of a self-assessment: moderated by a panel, then agreed with the agency at a challenge event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from goldenthread.asks import queries
from goldenthread.asks.definitions import Ask as Takes
from goldenthread.asks.definitions import Form, Question, Section
from goldenthread.asks.models import Answer, SelfAssessment
from goldenthread.asks.saying import plainly
from goldenthread.asks.scores import ChallengeEvent, SelfAssessmentScore
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.shapes import Status
from goldenthread.trail import operations as trail

Stage = Literal["moderated", "agreed"]
SCALE = frozenset({"green", "amber", "red"})
"""A question is a standard where these can be chosen."""
ASSURANCE = {
    "green": Status("good", "Assured"),
    "amber": Status("part", "Partly assured"),
    "red": Status("bad", "Not assured"),
}
"""An agency's own red, amber and green, as they are shown."""


def shown(score: str, words: str) -> Status:
    """A score with its shape. What is none of the three, such as one that does not apply, is shown in its own words."""
    return ASSURANCE.get(score) or Status("ring", words)


@dataclass(frozen=True)
class Looked:
    """How far the panel is: standards it scored, those it saw otherwise, and those that still differ."""

    every: int
    looked_at: int
    differed: int
    remain: int

    @property
    def words(self) -> str:
        """ "3 of 25 standards looked at; the panel differed on 2, 1 remains"."""
        if not self.looked_at:
            return f"The panel has looked at none of {self.every} standards so far."
        looked = f"{self.looked_at} of {self.every} standards looked at"
        if not self.differed and not self.remain:
            return f"{looked}; the panel agreed with the agency on each."
        remain = f"{self.remain} {'remains' if self.remain == 1 else 'remain'}" if self.remain else "none remains"
        return f"{looked}; the panel differed on {self.differed}, {remain}."


def looked(every: Iterable[Standard]) -> Looked:
    found = list(every)
    return Looked(
        len(found),
        sum(one.was_looked_at or bool(one.score and one.score.agreed) for one in found),
        sum(one.panel_differs for one in found),
        sum(one.still_differs for one in found),
    )


@dataclass(frozen=True)
class Standard:
    """One standard with its scores in words; where nobody settled it, the words are empty."""

    section: Section
    question: Question
    own: str
    evidence: str
    score: SelfAssessmentScore | None

    @property
    def own_status(self) -> Status:
        return shown(self.own, self.own_words)

    @property
    def moderated_status(self) -> Status | None:
        return shown(self.score.moderated, self.moderated_words) if self.score and self.score.moderated else None

    @property
    def agreed_status(self) -> Status | None:
        return shown(self.score.agreed, self.agreed_words) if self.score and self.score.agreed else None

    @property
    def was_looked_at(self) -> bool:
        """Whether the panel scored it."""
        return bool(self.score and self.score.moderated)

    @property
    def panel_differs(self) -> bool:
        return self.was_looked_at and self.score is not None and self.score.moderated != self.own

    @property
    def still_differs(self) -> bool:
        """Whether the agreed score, or the panel's where none is agreed, is still not the agency's own."""
        return bool(self.score and self.score.differs)

    @property
    def marked(self) -> str:
        """What stands beside a standard the panel saw otherwise: that it differs, or that the agency's own was agreed."""
        if self.still_differs:
            return "Differs"
        return "The panel differed, the agency’s own was agreed" if self.panel_differs else ""

    @property
    def own_words(self) -> str:
        return plainly(Takes.CHOICE, self.own, choices=self.question.choices)

    @property
    def moderated_words(self) -> str:
        return self._words(self.score.moderated if self.score else "")

    @property
    def agreed_words(self) -> str:
        return self._words(self.score.agreed if self.score else "")

    def _words(self, key: str) -> str:
        return plainly(Takes.CHOICE, key, choices=self.question.choices) if key else ""


def is_standard(question: Question) -> bool:
    return question.kind is Takes.CHOICE and {one.key for one in question.choices} >= SCALE


def standards_of(form: Form) -> Iterator[tuple[Section, Question]]:
    """The standards of a form, in its order."""
    for section in form.sections:
        for question in section.questions:
            if is_standard(question):
                yield section, question


def standards(answer: Answer) -> list[Standard]:
    """Every standard an agency scored, with what the Board made of it."""
    given = queries.last_handed_in(answer)
    data = given.data if given else {}
    scores = {one.key: one for one in SelfAssessmentScore.objects.filter(answer=answer.pk)}
    return [
        Standard(section, one, str(data[one.key]), str(data.get(f"{one.key}_evidence", "")), scores.get(one.key))
        for section, one in standards_of(answer.recipient.ask.form)
        if one.key in data
    ]


@transaction.atomic
def settle(
    answer: Answer, stage: Stage, said: Mapping[str, tuple[str, str]], *, by: Actor
) -> list[SelfAssessmentScore]:
    """Keep the panel's scores, or those agreed at the challenge event: by standard, the score and the reason.

    Raises:
        NotPermitted: they do not act for the Board.
        NotPossibleNow: it was not signed off yet; or scores are agreed before the event was held.
        Refused: a score that the scale does not have, or one that differs from the agency's own without a reason.
    """
    answer = Answer.objects.select_for_update(of=("self",)).select_related(*queries.WITH_ALL).get(pk=answer.pk)
    _require(answer, by)
    if stage == "agreed" and not ChallengeEvent.objects.filter(answer=answer).exists():
        raise NotPossibleNow(
            "Say first when the challenge event was held, and what was asked. Scores are agreed there."
        )
    scored = {one.question.key: one for one in standards(answer)}
    kept = [_settle(answer, stage, scored[key], *said[key], by=by) for key in said if key in scored and said[key][0]]
    changed = [one for one in kept if one is not None]
    if changed:
        told = {one.key: getattr(one, stage) for one in changed}
        trail.record(f"keep {stage} scores", answer, by=by, after=told)
    return changed


def _require(answer: Answer, by: Actor) -> None:
    require(by, Act.EDIT, SelfAssessment.objects.get(pk=answer.pk))
    require(by, Act.EDIT, answer.recipient.ask)
    if not answer.stands.is_in or answer.signed_off_at is None:
        raise NotPossibleNow("The agency has not signed off its self-assessment yet. The panel reads it after that.")


def _settle(
    answer: Answer, stage: Stage, one: Standard, value: str, why: str, *, by: Actor
) -> SelfAssessmentScore | None:
    name = one.question.words.partition(".")[0]
    if value not in {choice.key for choice in one.question.choices}:
        raise Refused(f"Choose a score for {name} from the list.")
    if value != one.own and not why.strip():
        raise Refused(f"Say why {name} differs from the agency’s own score.")
    score = one.score or SelfAssessmentScore(answer=answer, key=one.question.key, own=one.own)
    if (getattr(score, stage), getattr(score, f"{stage}_why")) == (value, why.strip()):
        return None
    score.own = one.own
    setattr(score, stage, value)
    setattr(score, f"{stage}_why", why.strip())
    setattr(score, f"{stage}_at", clock.now())
    setattr(score, f"{stage}_by", by.name[:200])
    score.save()
    return score


@transaction.atomic
def hold_event(event: ChallengeEvent, *, by: Actor) -> ChallengeEvent:
    """Keep the challenge event of a self-assessment, or change what was written of it.

    Raises:
        NotPermitted: they do not act for the Board.
        NotPossibleNow: the self-assessment was not signed off yet.
        ValidationError: a field does not hold.
    """
    answer = Answer.objects.select_for_update(of=("self",)).select_related(*queries.WITH_ALL).get(pk=event.answer_id)
    _require(answer, by)
    event.full_clean()
    event.save()
    trail.record("keep a challenge event", event, by=by, after={"held_on": event.held_on, "panel": event.panel})
    return event
