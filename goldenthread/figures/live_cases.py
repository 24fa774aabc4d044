"""What figures read of cases: referrals, reviews, the days between their steps, publication gates, and how many people.

Of a case nothing that anybody wrote goes further than this: days, kinds from fixed lists, and how many different people. A
person's key stays behind; within one set of data people are numbered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.boards.models import Board
from goldenthread.cases.models import CasePerson, Sort
from goldenthread.core.models import DatePrecision
from goldenthread.learning import queries as learning
from goldenthread.reviews import publishing_gates, referring_steps
from goldenthread.reviews.deciding_models import ChairDecision
from goldenthread.reviews.models import FromReferral, Gate, Referral, Review

Row = dict[str, Any]
TO_DECISION, TO_SIGN_OFF, TO_PUBLICATION = "referral_to_decision", "decision_to_sign_off", "sign_off_to_publication"
OWN_GATE, OWN_GATE_WORDS = "own", "Another gate that the Board set"
A_REVIEW = (Referral.Decision.MANDATORY, Referral.Decision.DISCRETIONARY)


def _received(board: Board) -> Any:
    """Referrals that came: one that is still being written has not been received."""
    return board.referrals.exclude(state=referring_steps.DRAFT)


def referrals(board: Board) -> Iterable[Row]:
    for one in _received(board):
        yield {
            "referral_id": one.reference,
            "received_on": one.received_on,
            "decision": one.decision,
            "rapid_review_on": one.rapid_review_on,
        }


def referral_factors(board: Board) -> Iterable[Row]:
    for one in _received(board).prefetch_related("factors"):
        for factor in one.factors.all():
            yield {"referral_id": one.reference, "factor": factor.factor}


def reviews(board: Board) -> Iterable[Row]:
    entered = {key: len(people) for key, people in _people_by_review(board).items()}
    for one in board.reviews.select_related("source"):
        yield {
            "review_id": one.source.slug,
            "pseudonym": one.pseudonym,
            "kind": one.kind,
            "people": max(one.people or 0, entered.get(one.pk, 0)) or None,
            "commissioned_on": one.commissioned_on,
            "signed_off_on": one.signed_off_on,
            "published_on": one.published_on,
        }


def review_themes(board: Board) -> Iterable[Row]:
    """The themes of the Board's list that a review carries; where it carries none, the words of its own page."""
    found = board.reviews.exclude(is_fictional=True).select_related("source")
    fetched = [f"source__{part}" for part in learning.THEMES_OF_A_SOURCE]
    for one in found.prefetch_related("themes", *fetched):
        for theme in sorted(learning.themes_of(one.source)) or [said.theme for said in one.themes.all()]:
            yield {"review_id": one.source.slug, "theme": theme}


def review_steps(board: Board) -> Iterable[Row]:
    """From a referral to the chair's first decision, from the decision for a review to sign-off, from there to publication.

    Only where both days are known to the day: of a month nobody can say how many days went by.
    """
    decided = _decided(board)
    for one in _received(board).filter(received_precision=DatePrecision.DAY):
        if one.pk in decided:
            yield _step(one.reference, TO_DECISION, one.received_on, min(decided[one.pk].values()))
    for_a_review = _decided_for_a_review(decided, board)
    for review in board.reviews.select_related("source"):
        signed_off = _day(review.signed_off_on, review.signed_off_precision)
        published = _day(review.published_on, review.published_precision)
        if signed_off and review.pk in for_a_review:
            yield _step(review.source.slug, TO_SIGN_OFF, for_a_review[review.pk], signed_off)
        if signed_off and published:
            yield _step(review.source.slug, TO_PUBLICATION, signed_off, published)


def _step(about: str, step: str, from_on: date, to_on: date) -> Row:
    return {"about": about, "step": step, "from_on": from_on, "to_on": to_on}


def _day(day: date | None, precision: str) -> date | None:
    return day if precision == DatePrecision.DAY else None


def _decided(board: Board) -> dict[UUID, dict[str, date]]:
    """The days on which the chair first decided each outcome, by referral."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    made = ChairDecision.objects.filter(case__board=board).order_by("number")
    for case, outcome, day in made.values_list("case_id", "outcome", "made_on"):
        found[case].setdefault(outcome, day)
    return found


def _decided_for_a_review(decided: dict[UUID, dict[str, date]], board: Board) -> dict[UUID, date]:
    """The first day on which the chair decided for a review, by the review that came of it."""
    found: dict[UUID, date] = {}
    led = FromReferral.objects.filter(case__board=board)
    for review, referral in led.values_list("case_id", "referral_id"):
        days = [day for outcome, day in decided.get(referral, {}).items() if outcome in A_REVIEW]
        if days:
            found[review] = min([*days, *([found[review]] if review in found else [])])
    return found


def publication_gates(board: Board) -> Iterable[Row]:
    """Each gate before publication that somebody was asked for. A gate of the Board's own is not called by its words, which
    are part of the case."""
    words = {one.key: one.words for one in publishing_gates.SHIPPED}
    slugs = dict(Review.objects.filter(board=board).values_list("pk", "source__slug"))
    asked = Gate.objects.filter(case__board=board, asked_on__isnull=False)
    for case, key, asked_on, settled_on in asked.values_list("case_id", "key", "asked_on", "settled_on"):
        is_shipped = key in words
        yield {
            "review_id": slugs[case],
            "gate": key if is_shipped else OWN_GATE,
            "label": words.get(key, OWN_GATE_WORDS),
            "asked_on": asked_on,
            "settled_on": settled_on,
        }


def review_people(board: Board) -> Iterable[Row]:
    """The adults each review is about, numbered: the same number is the same person within this set of data."""
    found = _people_by_review(board)
    slugs = dict(Review.objects.filter(pk__in=list(found)).values_list("pk", "source__slug"))
    known = sorted({key for keys in found.values() for key in keys}, key=str)
    numbers = {key: f"person {number}" for number, key in enumerate(known, start=1)}
    for review, keys in found.items():
        for key in keys:
            yield {"review_id": slugs[review], "person": numbers[key]}


def _people_by_review(board: Board) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    adults = CasePerson.objects.filter(case__board=board, case__sort=Sort.REVIEW, sort=CasePerson.Sort.ADULT)
    for case, key in adults.values_list("case_id", "person_key"):
        found[case].add(key)
    return found
